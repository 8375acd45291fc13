import { civilDate, zonedInstant } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { action } from "../../shared/records/transition.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { Definition, type Trigger } from "./definition.ts";
import { roundActions } from "./rounds.ts";
import { journey, journeyVersion, versionId } from "./table.ts";

type JourneyRow = RowOf<typeof journey>;

/** The days of a journey that begins by dates: from today on, whichever it has missed. */
async function dayRound(call: Caller, { id }: JourneyRow, trigger: Trigger): Promise<Action[]> {
  if (trigger.kind !== "date") return roundActions(call, id, "days", { dueAt: undefined, on: undefined });
  const on = civilDate(new Date(call.now), call.tenant.timeZone);
  return roundActions(call, id, "days", {
    on,
    dueAt: zonedInstant(on, trigger.at, call.tenant.timeZone).toISOString(),
  });
}

const everybody = (call: Caller, { id }: JourneyRow): Promise<Action[]> =>
  roundActions(call, id, "all", { dueAt: call.now, on: undefined });

const publish = action(journey, {
  name: "publish",
  label: { "zh-CN": "发布", en: "Publish" },
  summary: "Checks it and makes it the version that people begin on from now on; who is under way finishes on theirs.",
  permission: "journeys.publish",
  from: ["draft", "live", "paused"],
  check: async (call, row) => (await import("./checks.ts")).checkPublishable(call, Definition.parse(row)),
  run: async (call, row) => {
    const [number, publishedBy] = [(row.publishedVersion ?? 0) + 1, call.actor.principalId];
    const base = { id: versionId(row.id, number), version: 1, createdAt: call.now, updatedAt: call.now };
    const made = { ...base, journeyId: row.id, number, publishedBy, definition: Definition.parse(row) };
    const { of, trigger } = row;
    return {
      fields: {
        ...{ status: "live", publishedVersion: number, publishedAt: call.now, publishedBy },
        published: { of, trigger },
      },
      beside: [
        write.create(journeyVersion, made),
        ...(await dayRound(call, row, trigger)),
        ...(row.status === "paused" ? await everybody(call, row) : []),
      ],
    };
  },
});

const pause = action(journey, {
  name: "pause",
  label: { "zh-CN": "暂停", en: "Pause" },
  summary: "Nobody begins it and nobody goes on until it is resumed; what a step has begun it finishes.",
  permission: "journeys.publish",
  to: "paused",
  example: { after: ["publish"] },
});

const resume = action(journey, {
  name: "resume",
  label: { "zh-CN": "继续", en: "Resume" },
  summary: "Everybody goes on from where they stood; waits that are over by then are over.",
  permission: "journeys.publish",
  from: ["paused"],
  to: "live",
  example: { after: ["publish", "pause"] },
  run: async (call, row) => ({
    beside: [...(await everybody(call, row)), ...(await dayRound(call, row, row.published?.trigger ?? row.trigger))],
  }),
});

const stop = action(journey, {
  name: "stop",
  label: { "zh-CN": "终止", en: "Stop" },
  summary: "Ends it for good, for everybody who is under way too.",
  permission: "journeys.publish",
  to: "stopped",
  example: { after: ["publish"] },
  run: async (call, row) => ({ beside: await everybody(call, row) }),
});

export const journeyActions = [publish, pause, resume, stop];
