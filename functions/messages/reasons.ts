import type { Locale } from "../../shared/notify/format.ts";

/** Why a suggestion is one, in words, by the matcher's own names; a reason without words here is left out of a mail. */
export const receiptReasons: Record<Locale, ReadonlyMap<string, string>> = {
  "zh-CN": new Map([
    ["cited", "附言提到该单号"],
    ["exact single", "金额相符"],
    ["exact all", "与全部未收应收相符"],
    ["exact dueDate", "与同一到期日的应收相符"],
    ["exact contract", "与同一合同的应收相符"],
    ["exact subset", "几笔应收之和相符"],
    ["close amount", "金额接近"],
    ["oldest first", "按到期先后核销"],
    ["same end-to-end id", "端到端编号相同的到款"],
    ["same bank reference", "银行流水号相同的到款"],
    ["paid what is named", "核销了所提单号的到款"],
    ["exact prepayment", "预收款金额相符"],
    ["open prepayment", "有未用的预收款"],
    ["exact credit note", "红字应收金额相符"],
    ["open credit note", "有未付的红字应收"],
  ]),
  en: new Map([
    ["cited", "cited in the remittance"],
    ["exact single", "same amount"],
    ["exact all", "all that is open"],
    ["exact dueDate", "all of one due date"],
    ["exact contract", "all of one contract"],
    ["exact subset", "adds up to the amount"],
    ["close amount", "near the amount"],
    ["oldest first", "oldest first"],
    ["same end-to-end id", "a receipt of the same end-to-end id"],
    ["same bank reference", "a receipt of the same bank reference"],
    ["paid what is named", "a receipt that paid what is named"],
    ["exact prepayment", "a prepayment of the same amount"],
    ["open prepayment", "an open prepayment"],
    ["exact credit note", "a credit note of the same amount"],
    ["open credit note", "an open credit note"],
  ]),
};
