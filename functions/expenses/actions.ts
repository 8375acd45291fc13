import { checkReferences } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { todayOf } from "../../shared/today.ts";
import { approvable } from "../approvals/gate.ts";
import { customerOf, TARGETS } from "./noun.ts";
import { PayInput, PlaceInput, ReverseInput } from "./schema.ts";
import { expense } from "./table.ts";

/** Tries at budgets that many charge at the same moment: each time somebody comes first, and one of all always does. */
const TRIES_MAX = 40;

const submit = action(expense, {
  name: "submit",
  label: { "zh-CN": "提交", en: "Submit" },
  summary:
    "Asks for it to be given back: its budgets hold it, and where an approval rule fits, those whom it names agree.",
  from: ["draft", "submitted"],
  to: "approved",
  tries: TRIES_MAX,
  gate: approvable({ pending: "submitted", refused: "draft" }),
  check: async (call, row) => (await import("./receipts.ts")).checkReceipt(call, row),
});

const pay = action(expense, {
  name: "pay",
  label: { "zh-CN": "标记已支付", en: "Mark as paid" },
  summary: "Says that it was given back.",
  to: "paid",
  permission: "expenses.pay",
  body: PayInput,
  example: { body: { paidOn: "2027-01-31", reference: "工资单 2027-01" }, after: ["submit"] },
  run: (call): Moved => ({
    fields: {
      paidOn: call.body.paidOn ?? todayOf(call),
      ...(call.body.reference && { paidReference: call.body.reference }),
    },
  }),
});

const reverse = action(expense, {
  name: "reverse",
  label: { "zh-CN": "冲销", en: "Reverse" },
  summary: "Takes back what was approved, paid or booked: it stays to be read and costs nothing any more.",
  to: "reversed",
  permission: "expenses.pay",
  tries: TRIES_MAX,
  body: ReverseInput,
  example: { body: { reason: "行程取消" }, after: ["submit"] },
  run: (call): Moved => ({ fields: { reversedAt: call.now, reversalReason: call.body.reason } }),
});

const place = action(expense, {
  name: "place",
  label: { "zh-CN": "归集", en: "Place" },
  summary:
    "Says what it was for, in place of what it was for so far: what the company has paid waits for this, where no number told it.",
  from: ["approved", "paid", "booked"],
  body: PlaceInput,
  example: { body: { opportunityId: "{opportunityId}" }, after: ["submit"] },
  run: async (call): Promise<Moved> => {
    const named = await checkReferences(call, TARGETS, call.body);
    const none = Object.fromEntries(Object.keys(TARGETS).map((field) => [field, null]));
    return { fields: { ...none, ...call.body, ...customerOf(call.body, named), placing: "placed" } };
  },
});

export const expenseActions = [submit, pay, reverse, place];
