import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { message } from "../../shared/notify/outbox.ts";
import { risen } from "../tenants/rules.ts";
import { quotaStanding } from "../tenants/table.ts";

export const emits: Emission[] = [
  when(message, "message.left", ({ before, after }) => before?.sentAt !== after?.sentAt),
  when(quotaStanding, "quotaStanding.rose", ({ before, after }) =>
    Boolean(after && risen(before?.levels, after.levels).length > 0),
  ),
];

export const handles: Handler[] = [
  handle(message, "message.left", "rest", "counts the messages that a tenant has sent", async ({ after }, work) => {
    if (after) await (await import("./messages.ts")).countMessage(after, work);
  }),
  handle(
    quotaStanding,
    "quotaStanding.rose",
    "rest",
    "tells administrators how much of their licence is used",
    async (change, work) => (await import("./tell.ts")).tellRisen(change, work),
  ),
];
