import { Fault, invalidField } from "../../shared/fault.ts";
import { action } from "../../shared/records/transition.ts";
import { todayOf } from "../../shared/today.ts";
import type { Row } from "./rules.ts";
import { ChurnInput, NoticeInput } from "./schema.ts";
import { renewal } from "./table.ts";

const churn = action(renewal, {
  name: "churn",
  label: { "zh-CN": "确认流失", en: "Give up" },
  summary: "Says that the customer leaves, and why; an order that renews it nevertheless counts.",
  from: ["due"],
  to: "churned",
  body: ChurnInput,
  example: { body: { reason: "客户改用自研系统" } },
  run: (call) => ({ fields: { churnedOn: todayOf(call), churnReason: call.body.reason } }),
});

const reopen = action(renewal, {
  name: "reopen",
  label: { "zh-CN": "重新跟进", en: "Reopen" },
  summary: "Takes back that the customer leaves: it is due again.",
  from: ["churned"],
  to: "due",
  repeats: true,
  check: (call, { churnedOn, terminatedOn, lapsesOn }) => {
    if (terminatedOn) throw new Fault("invalid_state", `The contract ended on ${terminatedOn}.`);
    if (!churnedOn || todayOf(call) > lapsesOn) {
      throw new Fault("invalid_state", `Nobody renewed it until ${lapsesOn}; an order that does is matched by hand.`);
    }
  },
  run: () => ({ fields: { churnedOn: null, churnReason: null } }),
});

/** Refuses notice of what does not renew itself, or that comes too late. */
function checkNotice(row: Row, on: string, today: string): void {
  const { autoRenewMonths, noticeBy = "" } = row;
  if (autoRenewMonths === undefined) throw new Fault("invalid_state", "The contract does not renew itself.");
  if (on > today) throw invalidField("on", "on must not lie in the future.");
  if (on > noticeBy) throw invalidField("on", `Notice was to be given by ${noticeBy}.`);
}

const giveNotice = action(renewal, {
  name: "give-notice",
  label: { "zh-CN": "客户通知不续", en: "Give notice" },
  summary: "Notes that the customer ends a contract that would renew itself; it is then due like any other.",
  from: ["due"],
  repeats: (_call, { noticeOn }) => noticeOn !== undefined,
  body: NoticeInput,
  example: { body: { reason: "预算取消" } },
  run: (call, row) => {
    const today = todayOf(call);
    const on = call.body.on ?? today;
    checkNotice(row, on, today);
    return { fields: { noticeOn: on, noticeReason: call.body.reason } };
  },
});

export const renewalActions = [churn, reopen, giveNotice];
