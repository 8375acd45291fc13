import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { ticket, ticketMessage } from "../tickets/table.ts";
import { askFor } from "./ask.ts";
import { issueIdOf } from "./table.ts";

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
    if (after) await askFor(table, issueIdOf(after.id), now, ({ ticketState }) => ticketState !== after.state);
  }),
  handle(ticketMessage, "ticketMessage.noted", "rest", "has development told", async ({ after }, { table, now }) => {
    if (after) await askFor(table, issueIdOf(after.ticketId), now);
  }),
];
