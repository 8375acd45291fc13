import { actorName } from "../../shared/auth/actor.ts";
import { addDays } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { todayOf } from "../../shared/today.ts";
import { order } from "../orders/table.ts";
import { ConfirmInput } from "./ordering-schema.ts";
import { RejectInput } from "./schema.ts";
import { partnerOrder } from "./table.ts";

/** An order that says nothing else is due so many days after it was confirmed. */
const DUE_DAYS = 30;
const DECIDES = "channel.decide";

const submit = action(partnerOrder, {
  name: "submit",
  label: { "zh-CN": "提交", en: "Submit" },
  summary: "Orders it for good, at the prices and the rate of this day.",
  to: "submitted",
  run: async (call, row): Promise<Moved> => {
    const { priced } = await import("./ordering.ts");
    return { fields: { ...(await priced(call, row, undefined, row)), submittedAt: call.now } };
  },
});

const confirm = action(partnerOrder, {
  name: "confirm",
  label: { "zh-CN": "确认", en: "Confirm" },
  summary:
    "Confirms what a partner has ordered: in the same transaction it becomes a draft order with the partner on it.",
  permission: DECIDES,
  to: "confirmed",
  body: ConfirmInput,
  example: { body: { accountId: "{accountId}" }, after: ["submit"] },
  run: async (call, row): Promise<Moved> => {
    const [{ accountOf }, { creation }, { orderNoun }] = await Promise.all([
      import("./evidence.ts"),
      import("../../shared/records/write.ts"),
      import("../orders/noun.ts"),
    ]);
    const { contractNo, dueOn = addDays(todayOf(call), DUE_DAYS) } = call.body;
    const accountId = call.body.accountId ?? (await accountOf(call, { company: row.customerName }));
    if (!accountId) throw invalidField("accountId", `Name the account; none surely is ${row.customerName}.`);
    const { currency, partnerId, ownerId, departmentId } = row;
    const made = await creation(call, orderNoun, {
      ...{ accountId, currency, partnerId, kind: row.kind === "upgrade" ? "upsell" : "new" },
      ...(ownerId && { ownerId }),
      ...(departmentId && { departmentId }),
      lines: row.lines.map(({ productId, quantity, amountMinor }) => ({ productId, quantity, amountMinor })),
      instalments: [{ dueOn, amountMinor: row.totalMinor }],
      ...(contractNo && { contractNo }),
    });
    const decided = { decidedAt: call.now, decidedBy: actorName(call.actor) };
    return { fields: { orderId: made.after.id, ...decided }, beside: made.actions };
  },
});

const reject = action(partnerOrder, {
  name: "reject",
  label: { "zh-CN": "驳回", en: "Reject" },
  summary: "Refuses what a partner has ordered.",
  permission: DECIDES,
  to: "rejected",
  body: RejectInput,
  example: { body: { reason: "客户尚未立项" }, after: ["submit"] },
  run: (call): Moved => ({
    fields: { reason: call.body.reason, decidedAt: call.now, decidedBy: actorName(call.actor) },
  }),
});

const withdraw = action(partnerOrder, {
  name: "withdraw",
  label: { "zh-CN": "撤回", en: "Withdraw" },
  summary:
    "Takes an order back that is not confirmed yet, or whose contract was cancelled: its code can be upgraded again.",
  to: "withdrawn",
  check: async ({ table }, { state, orderId }) => {
    if (state !== "confirmed" || (orderId && (await table.find(order, orderId))?.status === "cancelled")) return;
    throw new Fault("invalid_state", "What was confirmed is taken back once the order that it became is cancelled.");
  },
});

export const partnerOrderActions = [submit, confirm, reject, withdraw];
