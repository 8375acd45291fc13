/**
 * An advice that comes apart from its money waits under its amount (`engine/advices.ts`). A decision asks for it by
 * one query: of those that wait for this amount it is the one that its payer's reference, number, name or papers fit
 * most surely; two that say otherwise are none. Line and advice are joined in the decision's own transaction, so each
 * finds the other once; an advice that comes later has the waiting lines of its amount decided anew. One that comes
 * after its payment was applied is noted with it if the engine, deciding the line as if it had done nothing, would
 * book the same; else the advice keeps the difference and finance is told (`advised-late.ts`). Where one is paid by
 * several payments or several by one, see `engine/spans.ts`.
 */
import { addDays } from "../../../shared/clock.ts";
import type { AccountFacts, RemittanceLine, TransactionFacts } from "../schema.ts";
import { LIKE_MIN } from "./likeness.ts";
import { byText, payerAccountKey, payerNameKey, referenceKey } from "./normalise.ts";
import { likenessTo } from "./payer.ts";
import type { Signals } from "./signals.ts";

/** A remittance advice that waits for its payment, as far as the two can know each other. */
export type WaitingAdvice = {
  id: string;
  createdOn: string;
  payer: { name?: string; accountNo?: string };
  /** The account that it is of, where it says so or its sender is known, and whether claims have taught this payer for it. */
  account?: AccountFacts;
  isTaught?: boolean;
  /** What its payer calls the payment. */
  paymentReference?: string;
  paidOn?: string;
  lines: RemittanceLine[];
};

/** From here on an advice is of its payer's payment by name, number or reference, and not by likeness alone. */
export const SURE = 2;

/** An advice that names its day is of a payment booked near it. */
const DAYS_FROM_PAYMENT_MAX = 14;
/** One that names none is of a payment booked near its coming. */
const DAYS_FROM_COMING_MAX = 60;

export function isNearDay(advice: WaitingAdvice, bookedOn: string): boolean {
  const on = advice.paidOn ?? advice.createdOn;
  const days = advice.paidOn ? DAYS_FROM_PAYMENT_MAX : DAYS_FROM_COMING_MAX;
  return addDays(on, -days) <= bookedOn && bookedOn <= addDays(on, days);
}

/**
 * How surely an advice is of a payment of its amount. 3: the payment bears its reference. 2: the payer has its account number or
 * name, or that of its account. 1: the names are alike, or the text names one of its papers. 0: nothing says so.
 */
export function suretyOf(advice: WaitingAdvice, transaction: TransactionFacts, signals: Signals): number {
  const named = new Set([referenceKey(transaction.endToEndId ?? ""), ...signals.reading.tokens.map(({ key }) => key)]);
  const reference = referenceKey(advice.paymentReference ?? "");
  if (reference !== "" && named.has(reference)) return 3;
  const names = [advice.payer.name, advice.account?.name, ...(advice.account?.payerNames ?? [])];
  const keys = names.map((name) => payerNameKey(name)).filter((key) => key !== "");
  const accountNo = payerAccountKey(advice.payer.accountNo);
  const isSame =
    advice.isTaught ||
    (accountNo !== "" && accountNo === signals.payerAccount) ||
    [signals.payerName, signals.ultimateName].some((name) => name !== undefined && keys.includes(name));
  if (isSame) return 2;
  const sender = { id: "", name: advice.payer.name ?? "", payerNames: [] };
  const isAlike = [sender, ...(advice.account ? [advice.account] : [])].some(
    (one) => one.name !== "" && likenessTo(signals, one).score >= LIKE_MIN,
  );
  return isAlike || advice.lines.some((line) => named.has(referenceKey(line.reference))) ? 1 : 0;
}

/** What advices say, whatever the order of their fields. */
export const saidIn = ({ lines }: WaitingAdvice): string =>
  JSON.stringify(
    lines.map(({ reference, amountMinor, discountMinor, deduction }) => [
      ...[referenceKey(reference), amountMinor, discountMinor],
      ...[deduction?.code, deduction?.amountMinor],
    ]),
  );

/**
 * The advice that a payment is of, among those that wait for its amount: the one that fits it most surely. Of several that say the
 * same it is the earliest; of several that say otherwise none, since either may be meant.
 */
export function adviceOf(
  transaction: TransactionFacts,
  signals: Signals,
  advices: WaitingAdvice[],
): WaitingAdvice | undefined {
  const near = advices.filter((advice) => isNearDay(advice, transaction.bookedOn));
  const ranked = near.map((advice) => ({ advice, sure: suretyOf(advice, transaction, signals) }));
  const most = Math.max(1, ...ranked.map(({ sure }) => sure));
  const fitting = ranked.filter(({ sure }) => sure === most).map(({ advice }) => advice);
  const [first, ...others] = fitting.sort((a, b) => byText(a.createdOn, b.createdOn) || byText(a.id, b.id));
  return first && others.every((other) => saidIn(other) === saidIn(first)) ? first : undefined;
}
