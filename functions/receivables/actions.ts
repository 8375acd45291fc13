import { Fault, invalidField } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { approvable } from "../approvals/gate.ts";
import {
  cancelReceivable,
  checkNotInvoiced,
  isInstalment,
  isSettledInPart,
  reopenReceivable,
  type Settled,
  writeOffReceivable,
} from "./rules.ts";
import { ReopenInput, WriteOffInput } from "./schema.ts";
import { receivable, writeOff } from "./table.ts";

type Row = RowOf<typeof receivable>;

/** New figures and the write-off entry that tells why, together. */
function writtenOff(call: Caller, row: Row, amountMinor: number, reason: string, figures: Settled): Moved {
  const entry = { ...fresh(call, writeOff), receivableId: row.id, amountMinor, currency: row.currency, reason };
  return { fields: figures, beside: [write.create(writeOff, entry)] };
}

const giveUp = action(receivable, {
  name: "write-off",
  label: { "zh-CN": "坏账核销", en: "Write off" },
  summary: "Gives up what is open of a receivable, or a part of it; reopening takes it back.",
  from: ["open", "partlyPaid"],
  gate: approvable(),
  body: WriteOffInput,
  example: { body: { reason: "客户已注销" } },
  run: (call, row) => {
    const { reason, amountMinor = row.openMinor } = call.body;
    if (amountMinor > row.openMinor) throw invalidField("amountMinor", `Only ${row.openMinor} are open.`);
    return writtenOff(call, row, amountMinor, reason, writeOffReceivable(row, amountMinor));
  },
});

const reopen = action(receivable, {
  name: "reopen",
  label: { "zh-CN": "恢复应收", en: "Reopen" },
  summary: "Makes what was given up of a receivable owed again, by an entry that takes its write-offs back.",
  body: ReopenInput,
  example: { body: { reason: "客户恢复付款" }, after: ["write-off"] },
  run: (call, row) => {
    if (row.writtenOffMinor === 0) throw new Fault("invalid_state", "Nothing of this receivable is written off.");
    return writtenOff(call, row, -row.writtenOffMinor, call.body.reason, reopenReceivable(row));
  },
});

const cancel = action(receivable, {
  name: "cancel",
  label: { "zh-CN": "作废", en: "Cancel" },
  summary: "Cancels a receivable that should never have been; refused once anything is settled on it.",
  to: "cancelled",
  check: (_call, row) => {
    if (isInstalment(row)) {
      throw new Fault("invalid_state", `It belongs to the order ${row.orderId}; amend or cancel that.`);
    }
    checkNotInvoiced([row]);
    if (!isSettledInPart(row)) return;
    throw new Fault("cash_applied", `${row.paidMinor + row.adjustedMinor} of it are settled; undo that first.`);
  },
  run: (_call, row) => ({ fields: cancelReceivable(row) }),
});

export const receivableActions = [giveUp, reopen, cancel];
