import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { askForLook } from "../../shared/records/look.ts";
import { ticket, ticketMessage } from "../tickets/table.ts";
import { issueIdOf, ticketIssue } from "./table.ts";

export const emits: Emission[] = [
  when(ticket, "ticket.moved", ({ before, after }) => before !== undefined && after?.state !== before.state),
  when(
    ticketMessage,
    "ticketMessage.noted",
    ({ before, after }) => !before && after?.visibility === "internal" && after.author === "agent",
  ),
];

export const handles: Handler[] = [
  handle(ticket, "ticket.moved", "rest", "has its issue looked at", async ({ after }, { table, now }) => {
    if (!after) return;
    const at = { id: issueIdOf(after.id), now };
    await askForLook(table, ticketIssue, at, ({ ticketState }) => ticketState !== after.state);
  }),
  handle(ticketMessage, "ticketMessage.noted", "rest", "has development told", async ({ after }, { table, now }) => {
    if (after) await askForLook(table, ticketIssue, { id: issueIdOf(after.ticketId), now });
  }),
];
