import { became, type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { order } from "../orders/table.ts";

export const emits: Emission[] = [when(order, "order.signed", (change) => became(change, "status", "signed"))];

export const handles: Handler[] = [
  handle(order, "order.signed", "rest", "drafts the project of what is to be delivered", async ({ after }, work) => {
    if (after) await (await import("./drafting.ts")).draftProject(work, after);
  }),
];
