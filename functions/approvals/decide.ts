import { Fault } from "../../shared/fault.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { type NounAction, refusal, transition } from "../../shared/records/transition.ts";
import type { Change } from "../../shared/records/write.ts";
import { isRaced } from "../../shared/table/anew.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { begun } from "./ask.ts";
import type { Gated } from "./gated.ts";
import type { ApprovalRow } from "./table.ts";
import { rightOf } from "./who.ts";

/** What a decision makes of an approval, and of the record that waits for it; that stays as it is while steps are left. */
export type Decided = { fields: Partial<ApprovalRow>; record?: Change };

function specOf({ of, actions }: Gated, row: ApprovalRow): NounAction {
  const spec = actions.find(({ name }) => name === row.action);
  if (!spec) throw new Fault("invalid_state", `${row.action} of ${of.entity.plural} is no longer done.`);
  return spec;
}

/** The call by which the action is done at last: whoever asked for it does it, with the rights that they have now. */
async function requesterOf(call: Call<unknown>, row: ApprovalRow): Promise<Call<unknown>> {
  const requester = await call.table.find(user, row.ownerId);
  if (!requester || requester.archived) throw new Fault("forbidden", "Whoever asked for it has left.");
  const access = accessOf(requester, call.tenant);
  return { ...call, actor: access.actor, access, body: row.body, params: { id: row.recordId }, ifMatch: undefined };
}

const ended = (state: ApprovalRow["state"], now: string, reason?: string): Partial<ApprovalRow> => ({
  state,
  ...(reason && { reason }),
  endedAt: now,
  dueAt: undefined,
});

/** The action as whoever asked for it does it now; what stands in its way now ends the approval, and the record goes back. */
async function done(call: Call<unknown>, gated: Gated, row: ApprovalRow, record: AnyRow): Promise<Decided> {
  const spec = specOf(gated, row);
  const { of } = gated;
  try {
    const requester = await requesterOf(call, row);
    const permission = spec.permission ?? `${of.module}.write`;
    const may = requester.access.can(permission) && requester.access.changes(of.entity, record);
    if (!may) throw new Fault("forbidden", "Whoever asked for it may not do it any more.");
    const { change } = await transition(requester, of, spec, record, { isAgreed: true });
    return { fields: ended("approved", call.now), record: change };
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500 || isRaced(error)) throw error;
    return {
      fields: ended("lapsed", call.now, error.detail),
      record: await refusal(call, of, spec, record, row.stateBefore),
    };
  }
}

/** Refuses whoever may not decide the step whose turn it is. */
async function stepDecided(
  call: Caller,
  row: ApprovalRow,
  state: "approved" | "rejected",
  comment: string | undefined,
): Promise<ApprovalRow> {
  const right = await rightOf(call, row);
  if (!right) {
    const own = row.ownerId === call.actor.principalId;
    throw new Fault("forbidden", own ? "Nobody decides what they asked for themselves." : "It is not your turn.");
  }
  const decided = {
    state,
    decidedBy: call.actor.principalId,
    decidedAt: call.now,
    ...right,
    ...(comment && { comment }),
  };
  return { ...row, steps: row.steps.map((step, n) => (n === row.step ? { ...step, ...decided } : step)) };
}

/** Somebody agrees: the next step begins, or after the last one the action is done. */
export async function agreed(
  call: Call<unknown>,
  gated: Gated,
  row: ApprovalRow,
  record: AnyRow,
  comment: string | undefined,
): Promise<Decided> {
  const after = await stepDecided(call, row, "approved", comment);
  const { steps } = after;
  if (row.step + 1 < steps.length) return { fields: await begun(call, after, row.step + 1) };
  const { fields, record: change } = await done(call, gated, row, record);
  return { fields: { steps, ...fields }, record: change };
}

/** Somebody does not agree: the record goes back. */
export async function refused(
  call: Call<unknown>,
  gated: Gated,
  row: ApprovalRow,
  record: AnyRow,
  reason: string,
): Promise<Decided> {
  const { steps } = await stepDecided(call, row, "rejected", reason);
  const fields = { steps, ...ended("rejected", call.now, reason) };
  return { fields, record: await refusal(call, gated.of, specOf(gated, row), record, row.stateBefore) };
}

/** Whoever asked for it, or an administrator, does not want it any more. */
export async function withdrawn(
  call: Call<unknown>,
  gated: Gated,
  row: ApprovalRow,
  record: AnyRow,
  reason: string | undefined,
): Promise<Decided> {
  return {
    fields: ended("withdrawn", call.now, reason),
    record: await refusal(call, gated.of, specOf(gated, row), record, row.stateBefore),
  };
}
