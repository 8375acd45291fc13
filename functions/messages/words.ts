import type { Locale } from "../../shared/notify/format.ts";
import type { Difference, PaidOutFacts, ReceiptReader, UndoneFacts } from "./facts.ts";
import { receiptReasons } from "./reasons.ts";

type Cause = UndoneFacts["cause"];
type Kind = PaidOutFacts["kind"];
type PaidOut = Kind | `${Kind}Undone`;

/** The words of the receipt messages. Terms are those of the glossary: 到款 receipt, 核销 cleared, 业绩 sales credit. */
export type ReceiptWords = {
  subject: (amount: string, who: string) => string;
  receivedLabel: Record<ReceiptReader, string>;
  outcomeCleared: (count: number) => string;
  outcomePartner: (count: number) => string;
  outcomePartly: (amount: string) => string;
  account: string;
  payer: string;
  bookedOn: string;
  remittance: string;
  department: string;
  bankConnection: string;
  reason: string;
  clearedHeading: string;
  clearedTotal: string;
  contract: (contractNo: string) => string;
  due: (date: string) => string;
  fullyPaid: string;
  stillOpen: (amount: string) => string;
  more: (count: number) => string;
  keptAsPrepayment: (amount: string) => string;
  leftToClaim: (amount: string) => string;
  creditHeading: string;
  creditReversedHeading: string;
  creditInLine: (amount: string) => string;
  ledger: Record<"primary" | "overlay", string>;
  open: string;
  claim: string;
  claimSubject: (amount: string, payer: string) => string;
  claimLabel: string;
  claimNote: string;
  claimPreheader: (count: number) => string;
  suggestionsHeading: string;
  suggestionsNote: string;
  noSuggestions: string;
  references: (references: readonly string[]) => string;
  /** By the matcher's own names for them; a reason without words here is left out. */
  reasons: ReadonlyMap<string, string>;
  difference: Record<Difference, (amount: string) => string>;
  undoneSubject: Record<Cause, (amount: string, who: string) => string>;
  undoneLabel: Record<Cause, string>;
  undoneNote: Record<Cause, string>;
  reopenedHeading: string;
  returnReason: string;
  paidOutSubject: Record<PaidOut, (amount: string, who: string) => string>;
  paidOutLabel: Record<PaidOut, string>;
  paidOutNote: Record<PaidOut, string>;
  creditNote: string;
  creditAgainHeading: string;
  closeSubject: (amount: string, payee: string) => string;
  closeLabel: string;
  closeNote: string;
  close: string;
  noCloseSuggestions: string;
  stop: string;
};

const REFERENCES_SHOWN_MAX = 3;

const chinese: ReceiptWords = {
  subject: (amount, who) => (who ? `到款 ${amount}：${who}` : `到款核销 ${amount}`),
  receivedLabel: { owner: "到款金额", member: "到款金额", finance: "到款金额", partner: "已核销金额" },
  outcomeCleared: (count) => (count === 0 ? "尚未核销应收" : `已核销 ${count} 笔应收，无余款`),
  outcomePartner: (count) => `您的订单有 ${count} 笔应收已核销`,
  outcomePartly: (amount) => `已核销 ${amount}`,
  account: "客户",
  payer: "付款方",
  bookedOn: "入账日期",
  remittance: "附言",
  department: "部门",
  bankConnection: "收款账户",
  reason: "原因",
  clearedHeading: "核销的应收",
  clearedTotal: "合计",
  contract: (contractNo) => `合同 ${contractNo}`,
  due: (date) => `${date}到期`,
  fullyPaid: "已结清",
  stillOpen: (amount) => `未收 ${amount}`,
  more: (count) => `另有 ${count} 笔，请在系统中查看。`,
  keptAsPrepayment: (amount) => `余款 ${amount} 已转为该客户的预收款。`,
  leftToClaim: (amount) => `余款 ${amount} 尚未核销，等待认领。`,
  creditHeading: "您的业绩",
  creditReversedHeading: "您的业绩冲回",
  creditInLine: (amount) => `您的业绩 ${amount}`,
  ledger: { primary: "业绩", overlay: "双记业绩" },
  open: "查看到款",
  claim: "去认领",
  claimSubject: (amount, payer) => `待认领到款 ${amount}：${payer}`,
  claimLabel: "待认领到款",
  claimNote: "系统未找到唯一对应的应收，请确认归属。",
  claimPreheader: (count) => `有 ${count} 个可能的对应关系，请确认`,
  suggestionsHeading: "可能对应的应收",
  suggestionsNote: "以上仅供参考，认领前请与客户核实。",
  noSuggestions: "没有找到可能对应的应收，请根据付款方和附言判断归属。",
  references: (references) =>
    references.slice(0, REFERENCES_SHOWN_MAX).join("、") +
    (references.length > REFERENCES_SHOWN_MAX ? ` 等 ${references.length} 笔` : ""),
  reasons: receiptReasons["zh-CN"],
  difference: {
    discount: (amount) => `提前付款折扣 ${amount}`,
    tolerance: (amount) => `尾差 ${amount}`,
    charges: (amount) => `银行手续费 ${amount}`,
    netting: (amount) => `抵减 ${amount}`,
    deduction: (amount) => `扣款 ${amount}`,
  },
  undoneSubject: {
    undone: (amount, who) => `核销已撤销 ${amount}${who && `：${who}`}`,
    returned: (amount, who) => `到款被退回 ${amount}${who && `：${who}`}`,
  },
  undoneLabel: { undone: "撤销核销金额", returned: "退回金额" },
  undoneNote: {
    undone: "原核销已撤销，相关应收恢复为未核销。",
    returned: "银行已退回该笔款项，相关应收恢复为未核销。",
  },
  reopenedHeading: "恢复的应收",
  returnReason: "退回原因",
  paidOutSubject: {
    refund: (amount, who) => `已退款 ${amount}${who && `：${who}`}`,
    refundUndone: (amount, who) => `退款已撤销 ${amount}${who && `：${who}`}`,
    creditNotePaidOut: (amount, who) => `红字应收已付 ${amount}${who && `：${who}`}`,
    creditNotePaidOutUndone: (amount, who) => `红字应收付款已撤销 ${amount}${who && `：${who}`}`,
  },
  paidOutLabel: {
    refund: "退款金额",
    refundUndone: "撤销退款金额",
    creditNotePaidOut: "付出金额",
    creditNotePaidOutUndone: "撤销付出金额",
  },
  paidOutNote: {
    refund: "该客户的预收款已退还。",
    refundUndone: "退款登记已撤销，预收款恢复可用。",
    creditNotePaidOut: "红字应收已以现金付出，对应业绩按比例冲回。",
    creditNotePaidOutUndone: "红字应收恢复未付，对应业绩恢复。",
  },
  creditNote: "红字应收",
  creditAgainHeading: "恢复的业绩",
  closeSubject: (amount, payee) => `待处理付款 ${amount}${payee && `：${payee}`}`,
  closeLabel: "待处理付款",
  closeNote: "这是一笔付出的款项，请确认是退回的到款、退款还是其他付款。",
  close: "去处理",
  noCloseSuggestions: "没有找到对应的到款、预收款或红字应收，请确认这笔付款的用途。",
  stop: "；",
};

const english: ReceiptWords = {
  subject: (amount, who) => (who ? `Received ${amount} from ${who}` : `Cleared ${amount}`),
  receivedLabel: { owner: "Received", member: "Received", finance: "Received", partner: "Cleared" },
  outcomeCleared: (count) =>
    count === 0
      ? "No receivable cleared yet"
      : `Cleared ${count === 1 ? "one receivable" : `${count} receivables`}, nothing left over`,
  outcomePartner: (count) => `${count === 1 ? "One receivable" : `${count} receivables`} of your orders`,
  outcomePartly: (amount) => `${amount} cleared`,
  account: "Account",
  payer: "Payer",
  bookedOn: "Booked on",
  remittance: "Remittance",
  department: "Department",
  bankConnection: "Bank",
  reason: "Reason",
  clearedHeading: "Receivables cleared",
  clearedTotal: "Total",
  contract: (contractNo) => `Contract ${contractNo}`,
  due: (date) => `due ${date}`,
  fullyPaid: "paid in full",
  stillOpen: (amount) => `${amount} open`,
  more: (count) => `${count} more are shown in the console.`,
  keptAsPrepayment: (amount) => `The surplus of ${amount} is kept as a prepayment of this account.`,
  leftToClaim: (amount) => `${amount} is not applied yet and waits to be claimed.`,
  creditHeading: "Your sales credit",
  creditReversedHeading: "Your sales credit reversed",
  creditInLine: (amount) => `your credit ${amount}`,
  ledger: { primary: "Credit", overlay: "Overlay credit" },
  open: "View the receipt",
  claim: "Claim it",
  claimSubject: (amount, payer) => `To be claimed: ${amount} from ${payer}`,
  claimLabel: "To be claimed",
  claimNote: "No single explanation was found. Please say whose money this is.",
  claimPreheader: (count) => (count === 1 ? "One possible explanation" : `${count} possible explanations`),
  suggestionsHeading: "Possible receivables",
  suggestionsNote: "These are suggestions only. Check with the customer before you claim.",
  noSuggestions: "No receivable seems to fit. The payer and the remittance may tell whose money it is.",
  references: (references) =>
    references.slice(0, REFERENCES_SHOWN_MAX).join(", ") +
    (references.length > REFERENCES_SHOWN_MAX ? ` and ${references.length - REFERENCES_SHOWN_MAX} more` : ""),
  reasons: receiptReasons.en,
  difference: {
    discount: (amount) => `early-payment discount ${amount}`,
    tolerance: (amount) => `small difference ${amount}`,
    charges: (amount) => `bank charges ${amount}`,
    netting: (amount) => `netted ${amount}`,
    deduction: (amount) => `deducted ${amount}`,
  },
  undoneSubject: {
    undone: (amount, who) => `Undone: ${amount}${who && ` from ${who}`}`,
    returned: (amount, who) => `Returned by the bank: ${amount}${who && ` from ${who}`}`,
  },
  undoneLabel: { undone: "Cash application undone", returned: "Returned by the bank" },
  undoneNote: {
    undone: "The allocations below were reversed; their receivables are open again.",
    returned: "The bank took the money back; the receivables below are open again.",
  },
  reopenedHeading: "Receivables open again",
  returnReason: "Reason of return",
  paidOutSubject: {
    refund: (amount, who) => `Refunded ${amount}${who && ` to ${who}`}`,
    refundUndone: (amount, who) => `Refund undone: ${amount}${who && ` to ${who}`}`,
    creditNotePaidOut: (amount, who) => `Credit note paid out: ${amount}${who && ` to ${who}`}`,
    creditNotePaidOutUndone: (amount, who) => `Payout undone: ${amount}${who && ` to ${who}`}`,
  },
  paidOutLabel: {
    refund: "Refunded",
    refundUndone: "Refund undone",
    creditNotePaidOut: "Paid out",
    creditNotePaidOutUndone: "Payout undone",
  },
  paidOutNote: {
    refund: "A prepayment of this account was paid back.",
    refundUndone: "The refund was undone; the prepayment may be used again.",
    creditNotePaidOut: "A credit note was paid out in cash; the sales credit of that cash was reversed.",
    creditNotePaidOutUndone: "The credit note is open again; the sales credit of that cash is back.",
  },
  creditNote: "Credit note",
  creditAgainHeading: "Your sales credit again",
  closeSubject: (amount, payee) => `To be closed: ${amount}${payee && ` to ${payee}`}`,
  closeLabel: "Money that went out",
  closeNote: "Please say what it was: a returned receipt, a refund, a credit note paid out, or another payment.",
  close: "Close it",
  noCloseSuggestions: "No receipt, prepayment or credit note seems to fit. Please say what this payment was.",
  stop: "; ",
};

export const receiptWords: Record<Locale, ReceiptWords> = { "zh-CN": chinese, en: english };
