/**
 * An approval is a row that waits with the record (`functions/approvals`). The record bears its id and is at rest
 * meanwhile: what was asked for is what is decided. The last step does the action in the requester's name and with the
 * rights that they have then; what stands in its way by then ends the approval and not the call. Whose turn a step is
 * follows when it begins, and again when it was waited for a day, so nobody's leaving leaves it to nobody.
 */
import { HOUR_MS, later } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import { type Noun, titleOf } from "../../shared/records/noun.ts";
import type { Asking, Gate, NounAction } from "../../shared/records/transition.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { chainOf } from "./rules.ts";
import { type ApprovalRow, approval, approvalRule } from "./table.ts";
import { personOf, turnOf } from "./who.ts";

type Rule = RowOf<typeof approvalRule>;

/** Whether a rule is for a record. One that cannot be read any more, since a field of it is gone, is for every record. */
function fits(call: Caller, of: Noun, { when }: Rule, row: AnyRow): boolean {
  if (!when) return true;
  const context = { now: call.now, timeZone: call.tenant.timeZone, me: call.actor.principalId };
  try {
    return matchesFilter(resolveFilter(when, filterFields(of, call.tenant), context), row);
  } catch (error) {
    if (error instanceof Fault && error.code === "invalid") return true;
    throw error;
  }
}

/** The rules that an action on a record must follow. */
async function rulesFor(call: Caller, of: Noun, action: string, row: AnyRow): Promise<Rule[]> {
  const all = await call.table.collect(approvalRule, {}, "rule#");
  return all
    .filter((rule) => !rule.archived && rule.noun === of.entity.noun && rule.action === action)
    .filter((rule) => fits(call, of, rule, row));
}

/** A step that begins: whose turn it is follows from how things stand then. */
export async function begun(
  call: Pick<Caller, "table" | "tenant" | "now">,
  row: ApprovalRow,
  step: number,
): Promise<Pick<ApprovalRow, "step" | "steps" | "dueAt">> {
  const steps = await Promise.all(
    row.steps.map(async (one, n) =>
      n === step ? { ...one, state: "pending" as const, begunAt: call.now, turn: await turnOf(call, one, row) } : one,
    ),
  );
  return { step, steps, dueAt: remindAt(call.now) };
}

/** Those whose turn it is are reminded after a day, and administrators are asked besides after three. */
export const REMIND_HOURS = 24;
export const ESCALATE_HOURS = 72;

const hoursAfter = (at: string, hours: number): string => later(at, hours * HOUR_MS);
const remindAt = (at: string): string => hoursAfter(at, REMIND_HOURS);
export const escalateAt = (at: string): string => hoursAfter(at, ESCALATE_HOURS);

/** Asks those whom the rules name, where some rule fits what the record would be. */
export async function ask(
  call: Asking,
  of: Noun,
  spec: Pick<NounAction, "name">,
  row: AnyRow,
  next: AnyRow,
): ReturnType<Gate["ask"]> {
  const rules = await rulesFor(call, of, spec.name, next);
  if (rules.length === 0) return undefined;
  const person = personOf(call);
  if (!person) throw new Fault("forbidden", `${spec.name} needs an approval here, for which only people can ask.`);
  const asked: ApprovalRow = {
    ...fresh(call, approval),
    noun: of.entity.noun,
    recordId: row.id,
    title: titleOf(of, row),
    action: spec.name,
    ...(call.body !== undefined && { body: call.body as Record<string, unknown> }),
    ...(of.states && { stateBefore: String(row[of.states.field]) }),
    ownerId: person.id,
    ...((row.departmentId ?? person.departmentId) !== undefined && {
      departmentId: String(row.departmentId ?? person.departmentId),
    }),
    ruleIds: rules.map(({ id }) => id),
    state: "pending",
    step: 0,
    steps: chainOf(rules),
  };
  const whole = { ...asked, ...(await begun(call, asked, 0)) };
  return { id: whole.id, beside: [write.create(approval, whole)] };
}
