import { isDeepStrictEqual } from "node:util";
import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import type { Writing } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import { write } from "../../shared/table/table.ts";
import { related } from "../related.ts";
import { ownership } from "../users/ownership.ts";
import { derivedTimes, nextOccurrence } from "./rules.ts";
import type { ActivityInput } from "./schema.ts";
import { type ActivityRow, activity } from "./table.ts";

type Patch = { [Field in keyof ActivityRow]?: ActivityRow[Field] | null };

/** A day and a time cannot both be due: the one that is written takes the other's place. */
function oneDue({ dueAt, dueOn }: Patch): Patch {
  if (dueAt && dueOn) throw invalidField("dueOn", "Give dueAt or dueOn and not both.");
  if (dueAt) return { dueOn: null };
  return dueOn === null && dueAt === undefined ? { dueAt: null } : {};
}

/** The records that it is about are read where they have changed; all else follows from the row. */
async function derive(call: Caller, after: ActivityRow, before?: ActivityRow): Promise<object> {
  const times = derivedTimes(after, before, call.now, call.tenant.timeZone);
  if (before && isDeepStrictEqual(before.relatedTo, after.relatedTo)) return times;
  if (!after.relatedTo?.length) return { ...times, relatedIds: null, accountIds: null };
  const of = await related(call, after.relatedTo, (n) => `relatedTo.${n}.id`);
  return { ...times, relatedIds: of.relatedIds, accountIds: of.accountIds.length > 0 ? of.accountIds : null };
}

/**
 * What has been done makes the next of its series, in the same transaction. One that was opened again and is done once
 * more finds the next there.
 */
async function alongside(call: Caller, after: ActivityRow, before?: ActivityRow): Promise<Action[]> {
  if (after.state !== "done" || before?.state === "done") return [];
  const next = nextOccurrence(after, call.now, call.tenant.timeZone);
  if (!next || (await call.table.find(activity, next.id))) return [];
  return [write.create(tenantEntity(activity, call.tenant), next)];
}

/** What happens wherever an activity is written. */
export const writing: Writing<typeof activity, typeof ActivityInput> = {
  prepare: async (call, input) => {
    oneDue(input);
    return { state: input.kind === "note" ? "done" : "open", ...(await ownership(call, input)), ...input };
  },
  revise: async (call, before, patch: Patch) => {
    return {
      ...oneDue(patch),
      ...(await ownership(call, before, patch as { ownerId?: string | null; departmentId?: string | null })),
    };
  },
  derive,
  alongside,
};
