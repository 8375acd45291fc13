import { became, type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { project } from "../projects/table.ts";
import { ticket } from "../tickets/table.ts";

/** What asks is loaded with the first that is closed. */
const closing = () => import("./closing.ts");

export const emits: Emission[] = [
  when(project, "project.closed", (change) => became(change, "status", "closed")),
  when(ticket, "ticket.closed", (change) => became(change, "state", "closed") && !change.after?.mergedInto),
];

export const handles: Handler[] = [
  handle(project, "project.closed", "rest", "asks its customer how satisfied they are", async ({ after }, work) => {
    if (after) await (await closing()).projectClosed(work, after);
  }),
  handle(ticket, "ticket.closed", "rest", "asks whoever asked how satisfied they are", async ({ after }, work) => {
    if (after) await (await closing()).ticketClosed(work, after);
  }),
];
