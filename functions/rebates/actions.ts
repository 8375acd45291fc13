import { actorName } from "../../shared/auth/actor.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { AnswerInput, DISPUTES_MAX, DisputeInput, PaidInput } from "./schema.ts";
import { entryId, partnerStatement, rebateEntry } from "./table.ts";

type Row = RowOf<typeof partnerStatement>;

const openIn = ({ disputes }: Row): Row["disputes"] => disputes.filter(({ answeredAt }) => answeredAt === undefined);

/** Refuses what is no entry of this statement, or is disputed already. */
async function disputable(call: Caller, row: Row, id: string | undefined): Promise<void> {
  if (openIn(row).some(({ entryId }) => entryId === id)) {
    throw invalidField("entryId", "This is disputed already; the dispute is yet to be answered.");
  }
  if (id === undefined) return;
  const entry = await call.table.find(rebateEntry, id);
  if (entry?.statementId !== row.id) throw invalidField("entryId", `This statement has no entry ${id}.`);
}

const dispute = action(partnerStatement, {
  name: "dispute",
  label: { "zh-CN": "提出异议", en: "Dispute" },
  summary: "Disputes an entry of a closed statement; it is not settled before that is answered.",
  permission: "rebates.dispute",
  from: ["closed"],
  body: DisputeInput,
  example: { body: { reason: "十一月的回款少计一笔" } },
  run: async (call, row): Promise<Moved> => {
    if (row.disputes.length >= DISPUTES_MAX)
      throw new Fault("conflict", `A statement has ${DISPUTES_MAX} disputes at most.`);
    await disputable(call, row, call.body.entryId);
    const made = { id: call.newId("dsp"), ...call.body, at: call.now, by: actorName(call.actor) };
    return { fields: { disputes: [...row.disputes, made] } };
  },
});

const answer = action(partnerStatement, {
  name: "answer-dispute",
  label: { "zh-CN": "答复异议", en: "Answer the dispute" },
  summary: "Answers a dispute; what is adjusted is a new entry of the statement that is open.",
  from: ["closed"],
  tries: 20,
  body: AnswerInput,
  example: { body: { disputeId: "dsp_0000000000DEMO000001", answer: "已核实，补差额", adjustmentMinor: 1_000 } },
  run: async (call, row): Promise<Moved> => {
    const { disputeId, ...given } = call.body;
    const known = row.disputes.find(({ id }) => id === disputeId);
    if (!known) throw invalidField("disputeId", `This statement has no dispute ${disputeId}.`);
    if (known.answeredAt) throw new Fault("invalid_state", `The dispute ${disputeId} is answered already.`);
    const answered = { ...known, ...given, answeredAt: call.now, answeredBy: actorName(call.actor) };
    const disputes = row.disputes.map((one) => (one === known ? answered : one));
    if (given.adjustmentMinor === undefined) return { fields: { disputes } };
    const { posting } = await import("./ledger.ts");
    const { partnerId, currency } = row;
    const draft = { kind: "adjustment" as const, amountMinor: given.adjustmentMinor, disputeId, note: given.answer };
    const beside = await posting(call, { partnerId, currency }, [{ id: entryId(row.id, disputeId), ...draft }]);
    return { fields: { disputes }, beside };
  },
});

const settle = action(partnerStatement, {
  name: "settle",
  label: { "zh-CN": "结算", en: "Settle" },
  summary: "Agrees to pay what a closed statement comes to; refused while a dispute is open.",
  to: "settled",
  check: (_call, row) => {
    const [open] = openIn(row);
    if (open) throw new Fault("invalid_state", `The dispute ${open.id} is open; answer it first.`);
  },
  run: ({ now }) => ({ fields: { settledAt: now } }),
});

const markPaid = action(partnerStatement, {
  name: "mark-paid",
  label: { "zh-CN": "标记已付", en: "Mark as paid" },
  summary: "Notes that a settled statement was paid.",
  to: "paid",
  body: PaidInput,
  example: { body: { paidOn: "2026-11-22", paymentReference: "PAY-2026-11" } },
  run: (call) => {
    if (call.body.paidOn > todayOf(call)) throw invalidField("paidOn", "paidOn must not be after today.");
    return { fields: call.body };
  },
});

export const statementActions = [dispute, answer, settle, markPaid];
