import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { action } from "../../shared/records/transition.ts";
import { instant, text } from "../../shared/schema.ts";
import { activity } from "./table.ts";

const complete = action(activity, {
  name: "complete",
  label: { "zh-CN": "完成", en: "Complete" },
  summary: "Says that it was done, now or earlier; a repeated one makes its next occurrence.",
  to: "done",
  repeats: true,
  body: z.strictObject({
    outcome: text(2_000).optional().describe("What came of it."),
    at: instant.optional().describe("When it was done; now, unless told otherwise."),
  }),
  example: { body: { outcome: "客户确认二期范围" } },
  check: ({ body: { at }, now }) => {
    if (at && Date.parse(at) > Date.parse(now)) throw invalidField("at", "at must not be in the future.");
  },
  run: ({ body: { at, outcome }, now }) => ({ fields: { doneAt: at ?? now, ...(outcome && { outcome }) } }),
});

const reopen = action(activity, {
  name: "reopen",
  label: { "zh-CN": "重新打开", en: "Reopen" },
  summary: "Opens again what was done or cancelled.",
  to: "open",
  repeats: true,
});

const cancel = action(activity, {
  name: "cancel",
  label: { "zh-CN": "取消", en: "Cancel" },
  summary: "Says that nothing will come of it; its calendar entry is cancelled.",
  to: "cancelled",
  repeats: true,
});

export const activityActions = [complete, reopen, cancel];
