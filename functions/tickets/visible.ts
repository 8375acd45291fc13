import { Fault } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { RULES_MAX } from "../sharing/schema.ts";
import { sharingRule } from "../sharing/table.ts";
import { guard } from "../users/guards.ts";
import { ticket, type ticketQueue } from "./table.ts";

type Queue = RowOf<typeof ticketQueue>;

/** The sharing rule that a queue keeps: one, whoever changes the queue. */
export const ruleIdOf = (queueId: string): string => `${sharingRule.prefix}_${bodyOf(queueId)}`;

/** Whom a queue brings all of its tickets to. */
const readersOf = (queue: Queue | undefined): readonly string[] =>
  queue && !queue.archived && queue.visibility === "members" ? (queue.memberIds ?? []) : [];

async function checkRoom({ table }: Caller): Promise<void> {
  const { rows } = await table.list(sharingRule, { sources: [sourceOf(sharingRule, "all")], limit: RULES_MAX });
  if (rows.length < RULES_MAX) return;
  const message = `The tenant has ${RULES_MAX} sharing rules, and a queue whose members see all of it is one more.`;
  throw new Fault("conflict", message, { errors: [{ path: "visibility", code: "too_many", message }] });
}

/**
 * What lets the members of a queue see and work on all of its tickets: a sharing rule like any other, which is written with the
 * queue and weighed as one. It goes where nobody is left whom it reaches.
 */
export async function visibility(call: Caller, after: Queue, before?: Queue): Promise<Action[]> {
  const userIds = [...readersOf(after)];
  const isSame = String(userIds) === String(readersOf(before)) && after.name === before?.name;
  if (isSame || (userIds.length === 0 && readersOf(before).length === 0)) return [];
  await guard(call, { kind: "sharing", shares: [{ noun: ticket.noun, module: "tickets", level: "write" }] });
  const rule = await call.table.find(sharingRule, ruleIdOf(after.id));
  if (userIds.length === 0) {
    return rule && !rule.archived
      ? [write.replace(sharingRule, rule, nextVersion(rule, call.now, { archived: true }))]
      : [];
  }
  const said = {
    ...{ name: after.name, noun: ticket.noun, level: "write" as const, to: { userIds } },
    when: { field: "queueId", op: "eq" as const, value: after.id },
    fields: { queueId: { kind: "id" } },
  };
  if (rule) {
    return [write.replace(sharingRule, rule, nextVersion(rule, call.now, { ...said, archived: undefined }))];
  }
  await checkRoom(call);
  return [write.create(sharingRule, { ...fresh(call, sharingRule, ruleIdOf(after.id)), ...said })];
}
