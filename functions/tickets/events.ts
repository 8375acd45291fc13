import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { ticket } from "./table.ts";

export const emits: Emission[] = [
  when(ticket, "ticket.assigned", ({ before, after }) => {
    const isOpen = after !== undefined && after.state !== "closed" && after.state !== "resolved";
    return isOpen && after.ownerId !== undefined && after.ownerId !== before?.ownerId;
  }),
];

export const handles: Handler[] = [
  handle(ticket, "ticket.assigned", "rest", "tells whoever was given it", async ({ after, stamp }, work) => {
    if (after) await (await import("./tell.ts")).tellOwner(work, after, stamp.actor);
  }),
];
