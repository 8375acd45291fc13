import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { askForLook } from "../../shared/records/look.ts";
import type { RowOf } from "../../shared/table/entity.ts";
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

/** The issues of a ticket, and of those that it has taken in. */
const issuesOf = ({ id, mergedFrom = [] }: Pick<RowOf<typeof ticket>, "id" | "mergedFrom">): string[] =>
  [id, ...mergedFrom].map(issueIdOf);

export const handles: Handler[] = [
  handle(ticket, "ticket.moved", "rest", "has its issue looked at", async ({ after }, { table, now }) => {
    if (!after) return;
    for (const id of issuesOf(after)) {
      await askForLook(table, ticketIssue, { id, now }, ({ ticketState }) => ticketState !== after.state);
    }
  }),
  handle(ticketMessage, "ticketMessage.noted", "rest", "has development told", async ({ after }, { table, now }) => {
    const about = after && (await table.find(ticket, after.ticketId));
    for (const id of about ? issuesOf(about) : []) await askForLook(table, ticketIssue, { id, now });
  }),
];
