import { isDeepStrictEqual } from "node:util";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import { write } from "../../shared/table/table.ts";
import { contact } from "../contacts/table.ts";
import { REFERABLE } from "../referable.ts";
import { related } from "../related.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { derivedTimes, isOverdue, nextOccurrence } from "./rules.ts";
import { ActivityInput, ActivityView } from "./schema.ts";
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

/** A deed of somebody for a customer, as everything that handles records by their declaration knows it. */
export const activityNoun: Noun = noun({
  entity: activity,
  module: "activities",
  path: "/v1/activities",
  input: ActivityInput,
  view: ActivityView,
  filters: ["ownerId", "departmentId", "kind", "state", "priority"],
  aliases: { relatedTo: "relatedIds", accountId: "accountIds" },
  ranges: ["createdAt", "deadlineAt"],
  references: { ownerId: user, departmentId: department },
  custom: REFERABLE,
  listed: true,
  title: ({ subject }) => subject,
  search: ({ subject }) => [{ field: "subject", text: subject, kind: "words" }],
  states: { field: "state", next: { open: ["done", "cancelled"], done: ["open"], cancelled: ["open"] } },
  prepare: async (call, input) => {
    oneDue(input);
    await checkPeople(call, input);
    return { state: input.kind === "note" ? "done" : "open", ...(await ownership(call, input)), ...input };
  },
  revise: async (call, before, patch: Patch) => {
    await checkPeople(call, patch);
    return { ...oneDue(patch), ...(await ownership(call, before, patch as never)) };
  },
  derive,
  alongside,
  show: (row, call) => ({ ...row, ...(isOverdue(row, call.now) && { overdue: true }) }),
  example: {
    body: {
      kind: "visit",
      subject: "拜访：确认二期范围",
      startAt: "2026-12-01T02:00:00.000Z",
      durationMinutes: 60,
      place: { address: "上海市浦东新区世纪大道 1 号" },
      relatedTo: [{ noun: "account", id: "{accountId}" }],
      mentions: ["{userId}"],
      remindMinutesBefore: 30,
    },
  },
  patchExample: { body: { priority: "high" } },
});
