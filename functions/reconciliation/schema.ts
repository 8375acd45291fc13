import * as z from "zod";
import { text } from "../../shared/schema.ts";

export type * from "./types.ts";

/** Why a bank line is no customer's payment. */
export const exclusions = ["fee", "interest", "internalTransfer", "refund", "outgoing"] as const;
export type Exclusion = (typeof exclusions)[number];

const minor = z.int().min(0).max(99_999_999_999_999);
const currency = z.string().regex(/^[A-Z]{3}$/);
const words = z.array(text(60)).max(100);

/**
 * Marks lines that are no customer's payment. A rule fits when the direction fits and one of its `words` stands in the
 * text or one of its `codes` is a part of the bank transaction code. A credit is excluded by words only when it names no
 * reference and comes from a bank or nobody ("扣手续费" in a customer's text makes no fee).
 */
export const classRuleSchema = z.strictObject({
  exclusion: z.enum(exclusions),
  direction: z.enum(["credit", "debit", "any"]).default("any"),
  words: words.default([]),
  codes: words.default([]),
});

const defaultClassRules: z.infer<typeof classRuleSchema>[] = [
  { exclusion: "interest", direction: "any", words: ["结息", "利息", "interest"], codes: ["INTR"] },
  {
    exclusion: "fee",
    direction: "any",
    words: ["手续费", "服务费扣收", "账户管理费", "bank fee", "bank charge"],
    codes: ["CHRG", "COMM", "FEES"],
  },
  {
    exclusion: "internalTransfer",
    direction: "any",
    words: ["内部转账", "资金归集", "资金下拨", "internal transfer", "sweep"],
    codes: ["CAPL"],
  },
  { exclusion: "refund", direction: "debit", words: ["退款", "退货款", "refund"], codes: [] },
];

/** What deposits, advances, loans and money given back are called. A word in Latin letters stands alone, so compounds are named. */
const SET_ASIDE = [
  ..."保证金 押金 预付 退款 借款 敷金 保証金 前受金 返金".split(" "),
  ..."deposit advance prepayment refund loan retainer".split(" "),
  ..."kaution mietkaution anzahlung vorauszahlung mietvorauszahlung darlehen erstattung rückzahlung rueckzahlung".split(
    " ",
  ),
  ..."caution dépôt avance acompte prêt remboursement waarborgsom borgsom aanbetaling voorschot lening terugbetaling".split(
    " ",
  ),
  ..."anticipo fianza depósito préstamo reembolso acconto caparra cauzione prestito rimborso kaucja zaliczka pożyczka zwrot".split(
    " ",
  ),
  ..."vorkasse vorauskasse spende gehalt salary donation donativo don zakat mutuo kauce záloha zálohová půjčka vratka återbetalning".split(
    " ",
  ),
  ..."定金 订金 捐款 还款 投资款 预存 充值 工资 аванс вклад возврат заем".split(" "),
  ..."depositum forskudd forskud förskott lån refusjon ennakko ennakkomaksu vakuus laina palautus".split(" "),
];

/** What may become of a deduction without cash: it is accepted as a credit to the payer, or given up. */
export const SETTLING = ["credited", "writtenOff"] as const;

/** What a tenant lets the engine book without a person. The defaults book nothing that has two explanations. */
export const policySchema = z.strictObject({
  /** `referencesOnly` leaves everything without a reference to people; `none` only suggests. */
  automatic: z.enum(["all", "referencesOnly", "none"]).default("all"),
  /** Per currency: a difference up to the larger of the fixed amount and the share of the open amount is given up. */
  tolerances: z
    .record(
      currency,
      z.strictObject({ fixedMinor: minor.default(0), basisPoints: z.int().min(0).max(5_000).default(0) }),
    )
    .default({}),
  /** Per currency: the most that may be missing as a bank's charges. */
  bankCharges: z.record(currency, minor).default({}),
  /** Charges which the bank itself states as deducted are booked as `charges` whatever their size. */
  statedCharges: z.boolean().default(true),
  earlyPaymentDiscount: z.boolean().default(true),
  creditNoteNetting: z.boolean().default(true),
  /** `withReference`: a short payment stays on what it names. `oldestFirst`: also by payer alone, earliest due first. */
  partialPayments: z.enum(["withReference", "oldestFirst", "never"]).default("withReference"),
  /** What exceeds everything named becomes a prepayment, or stays unapplied for a person. */
  surplus: z.enum(["prepayment", "unapplied"]).default("prepayment"),
  /** Kinds of deduction by their code (`withholdingTax`, `bankCharges`) that close by themselves, and per currency up to what amount. */
  deductions: z
    .record(text(35), z.strictObject({ as: z.enum(SETTLING), upToMinor: z.record(currency, minor) }))
    .default({}),
  /** May a payer's money beyond all its open receivables become a prepayment though nothing is named? */
  surplusWithoutReference: z.boolean().default(false),
  /** May a prepayment clear the account's next receivable by itself? */
  prepaymentUse: z.enum(["never", "nextReceivable"]).default("never"),
  /** `unique`: all combinations are rivals. `strongest`: one receivable beats all open, one due date, one contract, any subset. */
  amountMatching: z.enum(["unique", "strongest"]).default("unique"),
  /** Equal instalments of one contract without a reference: a tie, or the earliest due. With one, always the earliest due. */
  equalInstalments: z.enum(["abstain", "earliestDue"]).default("abstain"),
  /** May a parent's payment clear its subsidiary's receivable without a reference or a learned link? */
  relatedParties: z.enum(["withReference", "unique"]).default("withReference"),
  /** An unreferenced repeat of an amount paid at most so many days ago is a suspected duplicate. */
  duplicateWindowDays: z.int().min(0).max(366).default(14),
  /** The subset search gives up beyond so many sums in each half (8192: 26 receivables); then nothing counts as unique. */
  subsetSumsMax: z.int().min(2).max(65_536).default(8_192),
  classRules: z.array(classRuleSchema).max(50).default(defaultClassRules),
  /** Words that forbid a booking without a reference: deposits, advances, refunds, loans. */
  setAsideWords: words.default(SET_ASIDE),
  /** Payers who pay for everybody, such as payment platforms: they identify nobody and teach nothing. */
  sharedPayerNames: words.default([
    "支付宝",
    "财付通",
    "微信支付",
    "银联",
    "alipay",
    "tenpay",
    "wechat pay",
    "unionpay",
    "paypal",
    "stripe",
  ]),
  /** The tenant's own account numbers: money between them is an internal transfer. */
  ownAccountNos: words.default([]),
  version: z.int().min(0).default(0),
});

/** A tenant's reconciliation policy; `version` is the record's and stands in every proof. */
export type Policy = z.infer<typeof policySchema>;

export const defaultPolicy: Policy = policySchema.parse({});

/** Allocations that one application of a transaction may make; each touches a row, and a transaction takes a hundred. */
export const ALLOCATIONS_MAX = 60;
