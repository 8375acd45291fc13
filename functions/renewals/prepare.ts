import { addDays, daysBetween } from "../../shared/clock.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { DECIMALS_MAX, rounded } from "../../shared/money-lines.ts";
import { transition } from "../../shared/records/transition.ts";
import { type Change, commit, creation } from "../../shared/records/write.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { orderActions } from "../orders/actions.ts";
import { orderNoun } from "../orders/noun.ts";
import type { OrderRow } from "../orders/rules.ts";
import { order } from "../orders/table.ts";
import { hasTerm, type Line, lastDay, linesRenewed, paidSpan, rootOf } from "../orders/terms.ts";
import { quoteNoun } from "../quotes/noun.ts";
import { type Policy, type Row, shareFor } from "./rules.ts";
import type { renewalBook } from "./table.ts";

/** A quote can be accepted for so many days at least, and until the contract ends. */
const VALID_DAYS = 30;
/** What renews itself is due so many days after the new term begins. */
const DUE_DAYS = 30;

/** What is made for a contract whose term ends: its dues, by product type. */
export type Ending = { rows: readonly Row[]; book: RowOf<typeof renewalBook>; policy: Policy };

/** An amount at the price of the next term. */
const raised = (amountMinor: number, basisPoints: number): number =>
  Number(rounded(BigInt(amountMinor) * BigInt(BASIS_POINTS_WHOLE + basisPoints), BigInt(BASIS_POINTS_WHOLE)));

/** The contract, its next term, and what that comes to: what recurs of it, at prices as the rules raise them. */
async function nextTerm(call: Caller, { rows, book, policy }: Ending, months?: number) {
  const orders = [...(await call.table.getMany(order, book.orderIds, true)).values()];
  const contract = orders.find(({ id }) => id === rows[0]?.orderId) as OrderRow;
  const whole = hasTerm(contract) ? Math.max(1, paidSpan(contract).months) : 1;
  const startsOn = addDays(String(contract.endsOn), 1);
  const term = { startsOn, endsOn: lastDay(startsOn, months ?? whole) };
  const signed = orders.filter(({ status }) => status === "signed");
  const lines = rows.flatMap((row): Line[] => {
    const ofType = (one: OrderRow): OrderRow => ({
      ...one,
      lines: one.lines.filter(({ productType }) => productType === row.productType),
    });
    const uplift = shareFor(policy.uplifts, policy.upliftBasisPoints, row);
    const due = linesRenewed(ofType(contract), signed.map(ofType), paidSpan(term));
    return due.map((line) => ({ ...line, amountMinor: raised(line.amountMinor, uplift) }));
  });
  const { accountId, currency } = contract;
  const ownerId = rows.find((row) => row.ownerId)?.ownerId;
  const of = { accountId, currency, ...term, baseOrderId: rootOf(contract), ...(ownerId && { ownerId }) };
  return { contract, of, lines: lines.filter(({ amountMinor }) => amountMinor > 0) };
}

/** The price of one, so exactly that quantity × price is the amount. */
function priceOf({ amountMinor, quantity }: Line): string {
  const scale = 10n ** BigInt(DECIMALS_MAX);
  const digits = String(rounded(BigInt(amountMinor) * scale, BigInt(quantity))).padStart(DECIMALS_MAX + 1, "0");
  return `${digits.slice(0, -DECIMALS_MAX)}.${digits.slice(-DECIMALS_MAX)}`;
}

/** A draft of a quote for the next term. */
export async function renewalQuote(call: Caller, ending: Ending): Promise<Change> {
  const { of, lines } = await nextTerm(call, ending);
  const today = todayOf(call);
  const last = addDays(today, VALID_DAYS);
  return creation(call, quoteNoun, {
    ...of,
    orderKind: "renewal",
    validUntil: daysBetween(last, of.startsOn) > 0 ? addDays(of.startsOn, -1) : last,
    lines: lines.map((line) => ({
      ...{ productId: line.productId, quantity: line.quantity, unitPriceMinor: priceOf(line) },
    })),
  });
}

/** The order of a contract that renews itself, for the months that were agreed, and renewing itself again. */
export async function renewalOrder(call: Caller, ending: Ending): Promise<Change> {
  const months = ending.rows[0]?.autoRenewMonths;
  const { contract, of, lines } = await nextTerm(call, ending, months);
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const { noticeDays, partnerId, memberIds } = contract;
  const order = {
    ...{ ...of, kind: "renewal", lines, autoRenewMonths: months, noticeDays, partnerId, memberIds },
    instalments: [{ dueOn: addDays(of.startsOn, DUE_DAYS), amountMinor: totalMinor }],
  };
  // A contract goes on with what is sold to nobody else any more.
  return creation(call, orderNoun, order, undefined, { lines });
}

/** Signs an order that was made so, unless somebody has; where others must agree first, they are asked. */
export async function signed(call: Caller, orderId: string): Promise<void> {
  const row = await call.table.get(order, orderId);
  const sign = orderActions.find(({ name }) => name === "sign");
  if (!sign || row.status !== "draft" || row.approvalId) return;
  const { change } = await transition({ ...call, body: undefined } as Call<unknown>, orderNoun, sign, row);
  await commit(call, change);
}
