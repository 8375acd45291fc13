import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { contentUse } from "./table.ts";

export const emits: Emission[] = [
  when(contentUse, "contentUse.made", ({ before, after }) => before === undefined && after !== undefined),
];

export const handles: Handler[] = [
  handle(
    contentUse,
    "contentUse.made",
    "rest",
    "notes the use of content in campaign and lead",
    async ({ after }, work) => {
      if (after) await (await import("./follow.ts")).followUse(work, after);
    },
  ),
];
