import type { Exclusion, OpenPrepayment, Policy, Suggestion } from "../schema.ts";
import type { Context } from "./context.ts";
import { payerAccountKey, plain } from "./normalise.ts";
import { namedAccounts, refunded } from "./refunded.ts";
import { returned, returnedAsSaid } from "./returned.ts";

/** What kind of line this is, when it is no customer's payment; `undefined` sends it on to cash application. */
export type Classification =
  | { outcome: "exclude"; exclusion: Exclusion; why: string }
  | { outcome: "reverse"; reverses: string; returnedMinor: number; feeMinor: number; why: string }
  | { outcome: "refund"; refunds: OpenPrepayment; why: string }
  | { outcome: "claimable"; why: string; suggestions?: Suggestion[] };

/**
 * Step 1: payments that came back first, then money between own accounts, then the policy's rules, then refunds; any other
 * debit is outgoing. A rule for refunds only says that a debit speaks of one.
 */
export function classify(context: Context): Classification | undefined {
  const { transaction, policy } = context;
  const isDebit = transaction.direction === "debit";
  const back = returned(context);
  if (back) return back;
  const payer = payerAccountKey(transaction.payer?.accountNo);
  if (payer && policy.ownAccountNos.some((no) => payerAccountKey(no) === payer)) {
    return { outcome: "exclude", exclusion: "internalTransfer", why: "ownAccount" };
  }
  const rule = policy.classRules.find((candidate) => fits(candidate, context));
  if (isDebit && (!rule || rule.exclusion === "refund")) {
    const refund = refunded(context, rule !== undefined);
    if (refund) return refund;
  }
  if (rule) return { outcome: "exclude", exclusion: rule.exclusion, why: "classRule" };
  if (!isDebit) return undefined;
  const known = [...context.identity.accountIds, ...namedAccounts(context)];
  const asked = saysTakenBack(context) ? returnedAsSaid(context, known) : undefined;
  return asked ?? { outcome: "exclude", exclusion: "outgoing", why: "debit" };
}

function fits(rule: Policy["classRules"][number], { transaction, matches }: Context): boolean {
  if (rule.direction !== "any" && rule.direction !== transaction.direction) return false;
  const code = plain(transaction.bankTransactionCode ?? "").split(/[^A-Z0-9]+/);
  const byCode = rule.codes.some((part) => code.includes(plain(part)));
  const byWord = saysAny(transaction.remittance, rule.words);
  if (transaction.direction === "debit") return byCode || byWord;
  const fromBank = !transaction.payer?.name || /银行|BANK/.test(plain(transaction.payer.name));
  return matches.targets.length === 0 && (byCode || (byWord && fromBank));
}

/** Words of money that goes back, or that was paid already: beside a number they say that this is no payment of it. */
const TAKEN_BACK = [
  ..."reversal reversed reversing storno stornierung stornering chargeback refund refunded duplicate".split(" "),
  ..."rückbuchung rueckbuchung rücklastschrift ruecklastschrift erstattung rückzahlung rueckzahlung doppelzahlung".split(
    " ",
  ),
  ..."extourne rejet impayé remboursement terugboeking terugbetaling storting rimborso reembolso devolución återbetalning refusjon".split(
    " ",
  ),
  ..."retoure rückläufer rueckläufer ruecklaeufer rückgabe rueckgabe rückruf rückrufüberweisung rücküberweisung rueckueberweisung retourbetaling recall".split(
    " ",
  ),
  ..."stornierte stornerad stornering stornato stornata annullamento tilbageførsel tilbakeføring återföring zwrot сторно".split(
    " ",
  ),
  ..."冲正 冲销 冲账 红冲 退回 退汇 退票 退款 退货款 重复付款 重付 組戻 组戻".split(" "),
  ..."iade возврат возвращено visszatérítés visszautalás vrácení vratka vrátenie estorno estornado restituzione palautus hyvitys".split(
    " ",
  ),
  ..."tilbagebetaling tilbakebetaling tilbageført återbetald rambursare povrat επιστροφή zwrócony nsf bounced reimbursement recredit".split(
    " ",
  ),
  ..."insoluto impagado twice doppelt zweimal tweemaal dubbelbetaling dobbeltbetaling podwójnie 返金 환불 반환 被退 抹账".split(
    " ",
  ),
  // What goes back is told from goods that go back.
  ...[
    "returned payment",
    "payment returned",
    "returned transfer",
    "returned funds",
    "return of funds",
    "return of payment",
    "charge back",
    "re credit",
    "double payment",
    "deux fois",
    "dos veces",
    "due volte",
    "hoàn tiền",
    "returned wire",
  ],
  ...[
    "account closed",
    "konto erloschen",
    "retour virement",
    "virement retourné",
    "rejet virement",
    "bonifico stornato",
  ],
];

/** Papers of what is not owed yet: its amount may be that of something else. */
const NOT_YET_OWED = [
  ...["proforma", "pro forma", "proformarechnung", "pro-forma-rechnung", "proformafaktura", "形式发票", "предоплата"],
];

/** Money that nobody owes on an invoice: wages, shares, grants, insurances, what is moved or given back. */
const OTHER_MONEY = [
  ..."lohn gehälter wages salaries salaire nómina salário stipendio loon lön lønn palkka wynagrodzenie 給与 급여 薪资 薪酬".split(
    " ",
  ),
  ..."dividend dividende dividendo ausschüttung ausschuettung einlage gesellschaftereinlage kapitalerhöhung kapitalerhoehung privatentnahme 分红 利润分配 增资 配当 배당".split(
    " ",
  ),
  ..."darlehensrate tilgung empréstimo 대출금 借款 贷款 融資".split(" "),
  ..."zuschuss fördermittel foerdermittel subvention subvención subsidy subsidie tilskudd 补贴 补助 補助金 보조금".split(
    " ",
  ),
  ..."versicherungsleistung schadenersatz schadensersatz indemnité indemnización indennizzo sinistro 理赔 赔款 保険金 보험금 补偿款".split(
    " ",
  ),
  ..."rückvergütung rueckverguetung taschengeld steuererstattung 退税 报销 立替金".split(" "),
  ...[
    "capital contribution",
    "capital injection",
    "apport en capital",
    "own transfer",
    "tax refund",
    "grant payment",
    "grant funding",
    "insurance claim",
    "insurance payout",
  ],
];
/** Ends of German words for money given back: `Reisekostenerstattung`, `Nebenkostenrückzahlung`. */
const GIVEN_BACK = /\p{L}(?:ERSTATTUNG|RÜCKZAHLUNG|RUECKZAHLUNG|RÜCKVERGÜTUNG|RUECKVERGUETUNG)(?!\p{L})/u;

/** Does the text say that the money is none for an invoice? */
export const saysOtherMoney = ({ transaction: { remittance = "" } }: Context): boolean =>
  saysAny(remittance, OTHER_MONEY) || GIVEN_BACK.test(plain(remittance));

/** Does the text name what is not owed yet? */
export const saysNotYetOwed = ({ transaction }: Context): boolean => saysAny(transaction.remittance, NOT_YET_OWED);

/** Does the text say that money goes back? */
export const saysTakenBack = ({ transaction: { remittance = "" } }: Context): boolean =>
  saysAny(remittance, TAKEN_BACK) || /[退冲](?=\s*[A-Z0-9])/u.test(plain(remittance));

/** Words as they are compared: in capitals and without marks, as banks write them. */
const folded = (text: string): string => plain(text).normalize("NFD").replace(/\p{M}/gu, "");
/** Scripts whose words have no blanks between, or whose endings are joined to them. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hangul}]/u;

/** Does the text say one of the words? Latin words must stand alone; Chinese and Korean ones may stand anywhere. */
export function saysAny(text: string | undefined, words: string[]): boolean {
  const upper = folded(text ?? "");
  const spaced = ` ${upper
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(\p{Script=Han})/gu, " $1 ")
    .replace(/ +/g, " ")} `;
  return words.some((word) =>
    UNSPACED.test(word) ? upper.includes(folded(word)) : spaced.includes(` ${folded(word)} `),
  );
}
