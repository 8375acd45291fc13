import { isDeepStrictEqual } from "node:util";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import type { Writing } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import { write } from "../../shared/table/table.ts";
import { contact } from "../contacts/table.ts";
import { related } from "../related.ts";
import { ownership } from "../users/ownership.ts";
import { user } from "../users/table.ts";
import { derivedTimes, nextOccurrence } from "./rules.ts";
import type { ActivityInput } from "./schema.ts";
import { type ActivityRow, activity } from "./table.ts";

type Patch = { [Field in keyof ActivityRow]?: ActivityRow[Field] | null };

/** Everybody who is named must be there: whom it mentions, and who takes part. */
async function checkPeople(call: Caller, { mentions, participants }: Patch): Promise<void> {
  const named = [
    ...(mentions ?? []).map((id, n) => ({ path: `mentions.${n}`, entity: user, id })),
    ...(participants ?? []).flatMap(({ userId, contactId }, n) => [
      { path: `participants.${n}.userId`, entity: user, id: userId },
      { path: `participants.${n}.contactId`, entity: contact, id: contactId },
    ]),
  ];
  const known = named.flatMap(({ path, entity, id }) => (id ? [{ path, entity, id }] : []));
  const rows = await Promise.all(known.map(({ entity, id }) => call.table.find(entity, id)));
  const errors = known.flatMap(({ path, entity, id }, n) => {
    const row = rows[n];
    if (row && call.access.sees(entity, row)) return [];
    return [{ path, code: "unknown_reference", message: `There is no ${entity.noun} ${id}.` }];
  });
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
}

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
    await checkPeople(call, input);
    return { state: input.kind === "note" ? "done" : "open", ...(await ownership(call, input)), ...input };
  },
  revise: async (call, before, patch: Patch) => {
    await checkPeople(call, patch);
    return { ...oneDue(patch), ...(await ownership(call, before, patch)) };
  },
  derive,
  alongside,
};
