import { Fault, notFound } from "../../shared/fault.ts";
import { checkShown, checkVersion } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { ADMIN } from "../users/roles.ts";
import { agreed, type Decided, refused, withdrawn } from "./decide.ts";
import { GATED, type Gated } from "./gated.ts";
import { ApproveInput, RejectInput, WithdrawInput } from "./schema.ts";
import { type ApprovalRow, approval } from "./table.ts";
import { personOf, rightOf } from "./who.ts";

/** Tries at an approval that others decide at the same moment. */
const TRIES_MAX = 4;

const DECIDES = "approvals.decide";

/**
 * True of an approval that somebody may read: within their walls, theirs to decide, or decided by them. Whoever is asked
 * sees what is asked for, whether or not they see the record otherwise.
 */
export const isShown = async (call: Caller, row: ApprovalRow): Promise<boolean> =>
  call.access.sees(approval, row) ||
  row.steps.some(({ decidedBy }) => decidedBy === call.actor.principalId) ||
  (await rightOf(call, row)) !== undefined;

/** The approval of a path, as whoever is asked may see it. */
export async function asked(call: Call<unknown>, id = call.params.id ?? ""): Promise<ApprovalRow> {
  const row = await call.table.get(approval, id);
  if (!(await isShown(call, row))) throw notFound(approval.noun, id);
  checkVersion(call, approval, row);
  if (!call.writes) checkShown(approval, row);
  return row;
}

const gatedBy = async (row: ApprovalRow): Promise<Gated> => {
  const gated = await GATED[row.noun]?.();
  if (!gated) throw new Fault("invalid_state", `Nothing of ${row.noun} waits for approvals any more.`);
  return gated;
};

/** What a decision changes: the approval, and with it the record that waits. */
async function moved<B>(
  call: Call<B>,
  row: ApprovalRow,
  decide: (call: Call<unknown>, gated: Gated, record: AnyRow) => Promise<Decided>,
): Promise<Moved> {
  const gated = await gatedBy(row);
  const record = (await call.table.get(gated.of.entity, row.recordId)) as AnyRow;
  const { fields, record: change } = await decide(call as Call<unknown>, gated, record);
  return { fields, beside: change?.actions ?? [] };
}

export const approve = action(approval, {
  name: "approve",
  label: { "zh-CN": "同意", en: "Approve" },
  summary: "Agrees to what was asked for; after the last step it is done.",
  from: ["pending"],
  permission: DECIDES,
  tries: TRIES_MAX,
  body: ApproveInput,
  example: { body: { comment: "同意" } },
  find: asked,
  run: (call, row) => moved(call, row, (by, gated, record) => agreed(by, gated, row, record, call.body.comment)),
});

export const reject = action(approval, {
  name: "reject",
  label: { "zh-CN": "驳回", en: "Reject" },
  summary: "Does not agree to what was asked for; the record goes back.",
  from: ["pending"],
  permission: DECIDES,
  tries: TRIES_MAX,
  body: RejectInput,
  example: { body: { reason: "请先与客户确认" } },
  find: asked,
  run: (call, row) => moved(call, row, (by, gated, record) => refused(by, gated, row, record, call.body.reason)),
});

export const withdraw = action(approval, {
  name: "withdraw",
  label: { "zh-CN": "撤回", en: "Withdraw" },
  summary: "Takes back what one has asked for, while it waits.",
  from: ["pending"],
  permission: "approvals.read",
  tries: TRIES_MAX,
  body: WithdrawInput,
  example: { body: { reason: "客户改了需求" } },
  find: asked,
  check: (call, row) => {
    const person = personOf(call);
    if (row.ownerId === person?.id || person?.roles.includes(ADMIN)) return;
    throw new Fault("forbidden", "Whoever asked for it, or an administrator, may withdraw it.");
  },
  run: (call, row) => moved(call, row, (by, gated, record) => withdrawn(by, gated, row, record, call.body.reason)),
});
