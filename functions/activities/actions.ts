import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { action } from "../../shared/records/transition.ts";
import { instant, text } from "../../shared/schema.ts";
import { metresBetween } from "./rules.ts";
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

const ACCURACY_METRES_MAX = 100_000;

const checkIn = action(activity, {
  name: "check-in",
  label: { "zh-CN": "签到", en: "Check in" },
  summary: "Says where somebody is for it, once, and how far that is from its place.",
  from: ["open"],
  body: z.strictObject({
    latitude: z.number().min(-90).max(90).describe("Degrees north of the equator."),
    longitude: z.number().min(-180).max(180).describe("Degrees east of Greenwich."),
    accuracyMetres: z.int().min(0).max(ACCURACY_METRES_MAX).optional().describe("How exactly the device knows it."),
  }),
  example: { body: { latitude: 31.2304, longitude: 121.4737, accuracyMetres: 20 } },
  check: (_call, row) => {
    if (row.checkIn) throw new Fault("invalid_state", `Somebody checked in at ${row.checkIn.at} already.`);
  },
  run: ({ body, now, actor }, { place }) => {
    const { latitude, longitude } = place ?? {};
    const isKnown = latitude !== undefined && longitude !== undefined;
    const distance = isKnown && { distanceMetres: metresBetween({ latitude, longitude }, body) };
    return { fields: { checkIn: { at: now, by: actor.principalId, ...body, ...distance } } };
  },
});

export const activityActions = [complete, reopen, cancel, checkIn];
