/**
 * What is due for renewal is reckoned anew, and never kept up. An account's dues are a pure function of its signed
 * orders, of what people have said of them, and of the policy: matched by hand, then by the contract that an order
 * names, then by the window. Whatever brings the reckoning about (an order, a receipt, a changed team, the night) may
 * come twice, late and in any order: the account's book is read first and replaced with what was found, so that
 * whoever knew less is refused. A due is what the contract and its additions come to over the contract's own paid
 * months, and an order renews what it comes to over the same. *Business* is Σ of what was signed in the period,
 * *finance* Σ of what came in (or is invoiced and due) of what was due in the period, both over what was due in it;
 * the bridge is their difference part by part, so it adds up whatever the orders are. Gross retention is Σ
 * min(renewed, start) ÷ Σ start and net Σ renewed ÷ Σ start, where start is a contract before additions: the usual
 * cohort reckoning of recurring revenue. A report reads the dues of its period, as far as the reader sees them.
 */
import type * as z from "zod";
import { addDays, daysBetween } from "../../shared/clock.ts";
import type { OrderRow } from "../orders/rules.ts";
import { contractOf, hasTerm, paidSpan, rescaled, rootOf, type Termed } from "../orders/terms.ts";
import type { CHURN_CAUSES, Renewal, RenewalBook, RenewalPart, RenewalPolicy, WAYS } from "./schema.ts";

export type Policy = z.output<typeof RenewalPolicy>;
export type Part = Omit<z.output<typeof RenewalPart>, "paidMinor" | "billed">;
export type Link = z.output<typeof RenewalBook>["links"][number];

/** A signed order, as far as renewals follow from it. */
export type Sold = Termed & Pick<OrderRow, "lines" | "terminatedOn"> & { signedAt: string; signedOn: string };

/** What is due at the end of a contract for one product type, and what renews it. */
export type Due = {
  contract: Sold & { startsOn: string; endsOn: string };
  productType: string;
  startMinor: number;
  addedMinor: number;
  parts: Part[];
  renewals: number;
  firstYear: string;
};

const isBefore = (a: Sold, b: Sold): boolean => (a.signedAt === b.signedAt ? a.id < b.id : a.signedAt < b.signedAt);
const bySigning = (a: Sold, b: Sold): number => (isBefore(a, b) ? -1 : 1);

/** True of what stood for a day at least, taking over from a day: an order that was ended before its first was for nothing. */
export const hasBegun = ({ startsOn, terminatedOn }: Pick<OrderRow, "startsOn" | "terminatedOn">, after: string) =>
  terminatedOn === undefined || terminatedOn >= (startsOn ?? addDays(after, 1));

const sumOf = (lines: Sold["lines"], productType: string): number =>
  lines.reduce((sum, line) => sum + (line.productType === productType ? line.amountMinor : 0), 0);

const typesOf = (orders: readonly Sold[], { oneOffTypes }: Policy): string[] =>
  [...new Set(orders.flatMap(({ lines }) => lines.map(({ productType }) => productType)))].filter(
    (type) => !oneOffTypes.includes(type),
  );

/** What is due: a contract for its own term, with what was added to it as if it had been there from the first day. */
function duesOf(orders: readonly Sold[], policy: Policy): Due[] {
  const homes = new Map(orders.map((one) => [one.id, contractOf(one, orders)?.id]));
  return orders.filter(hasTerm).flatMap((contract) => {
    if (homes.get(contract.id)) return [];
    const added = orders.filter((one) => homes.get(one.id) === contract.id && !one.terminatedOn).filter(hasTerm);
    const span = paidSpan(contract);
    return typesOf([contract, ...added], policy).map((productType) => ({
      contract,
      productType,
      startMinor: sumOf(contract.lines, productType),
      addedMinor: added
        .flatMap((one) => {
          const own = one.lines.filter((line) => line.productType === productType);
          return own.map(({ amountMinor }) => rescaled(amountMinor, paidSpan(one), span));
        })
        .reduce((sum, amount) => sum + amount, 0),
      parts: [],
      renewals: 0,
      firstYear: "",
    }));
  });
}

export const dueMinor = ({ startMinor, addedMinor }: Pick<Due, "startMinor" | "addedMinor">): number =>
  startMinor + addedMinor;
export const renewedMinor = ({ parts }: { parts: readonly Pick<Part, "renewedMinor">[] }): number =>
  parts.reduce((sum, part) => sum + part.renewedMinor, 0);
const openMinor = (due: Due): number => Math.max(0, dueMinor(due) - renewedMinor(due));

/** An amount of an order over the term that was due, and the other way round. An order without a term is for the same. */
const overTerm = (amountMinor: number, order: Sold, { contract }: Due): number =>
  hasTerm(order) ? rescaled(amountMinor, paidSpan(order), paidSpan(contract)) : amountMinor;
const ofOrder = (amountMinor: number, order: Sold, { contract }: Due): number =>
  hasTerm(order) ? rescaled(amountMinor, paidSpan(contract), paidSpan(order)) : amountMinor;

/** Gives an order's amount to what is due, in this order: each what it lacks, the last one all that is left. */
function give(order: Sold, amountMinor: number, dues: readonly Due[], way: (typeof WAYS)[number]): void {
  let left = amountMinor;
  for (const [n, due] of dues.entries()) {
    const whole = overTerm(left, order, due);
    const isLast = n === dues.length - 1 || whole <= openMinor(due);
    const renewed = isLast ? whole : openMinor(due);
    const taken = isLast ? left : Math.min(left, ofOrder(renewed, order, due));
    const { id: orderId, signedOn } = order;
    due.parts.push({ orderId, amountMinor: taken, renewedMinor: renewed, signedOn, way });
    left -= taken;
    if (left === 0) return;
  }
}

/** The day on which a renewal order takes over; for one without a term, the day on which it was signed. */
const takesOverOn = ({ startsOn, signedOn }: Sold): string => (startsOn ? addDays(startsOn, -1) : signedOn);

/** Of the contract that an order names, and of those that this renewed: the due whose end is nearest to its beginning. */
function namedBy(order: Sold, dues: readonly Due[]): Due[] {
  const { baseOrderId } = order;
  if (!baseOrderId) return [];
  const far = (due: Due): number => Math.abs(daysBetween(due.contract.endsOn, takesOverOn(order)));
  const own = dues.filter(({ contract }) => contract.id === baseOrderId || rootOf(contract) === baseOrderId);
  return own.sort((a, b) => far(a) - far(b) || bySigning(a.contract, b.contract)).slice(0, 1);
}

/** What an order may renew that names nothing: what is due within the window and is not wholly renewed, the oldest first. */
function inWindow(order: Sold, dues: readonly Due[], { earlyDays, lateDays }: Policy): Due[] {
  const on = takesOverOn(order);
  return dues
    .filter((due) => {
      const late = daysBetween(due.contract.endsOn, on);
      return -earlyDays <= late && late <= lateDays && openMinor(due) > 0;
    })
    .sort((a, b) =>
      a.contract.endsOn === b.contract.endsOn
        ? bySigning(a.contract, b.contract)
        : a.contract.endsOn < b.contract.endsOn
          ? -1
          : 1,
    );
}

/** What an order comes to for one product type. */
type One = { order: Sold; type: string; amount: number };

/**
 * What is due of an account's signed orders, and which orders renew it: first as people say, then as contracts are named,
 * then by the window. The same orders give the same, in whatever order they come.
 */
export function renewalsOf(
  sold: readonly Sold[],
  links: readonly Link[],
  policy: Policy,
  idOf: (orderId: string, productType: string) => string,
): Due[] {
  const orders = sold.filter((one) => !hasTerm(one) || hasBegun(one, one.startsOn)).sort(bySigning);
  const dues = duesOf(orders, policy);
  const renewing: One[] = orders
    .filter(({ kind }) => kind === "renewal")
    .flatMap((order) => typesOf([order], policy).map((type) => ({ order, type, amount: sumOf(order.lines, type) })));
  const done = new Set<One>();
  const nameOf = ({ contract, productType }: Due): string => idOf(contract.id, productType);
  const said = (one: One, renews: boolean): string[] =>
    links
      .filter((link) => link.orderId === one.order.id && link.productType === one.type && link.renews === renews)
      .map(({ renewalId }) => renewalId);
  const earlier = (one: One): Due[] =>
    dues.filter(
      (due) =>
        due.productType === one.type &&
        due.contract.currency === one.order.currency &&
        isBefore(due.contract, one.order) &&
        hasBegun(one.order, due.contract.endsOn) &&
        !said(one, false).includes(nameOf(due)),
    );
  const ways: [(typeof WAYS)[number], (one: One) => Due[]][] = [
    ["hand", (one) => earlier(one).filter((due) => said(one, true).includes(nameOf(due)))],
    ["named", (one) => namedBy(one.order, earlier(one))],
    ["window", (one) => inWindow(one.order, earlier(one), policy)],
  ];
  for (const [way, find] of ways) {
    for (const one of renewing.filter((each) => !done.has(each))) {
      const found = find(one);
      if (found.length === 0) continue;
      done.add(one);
      give(one.order, one.amount, found, way);
    }
  }
  // A contract is signed after what it renews, so what comes before is known by then.
  for (const due of dues) {
    const renewed = dues.find(
      ({ productType, parts }) =>
        productType === due.productType && parts.some(({ orderId }) => orderId === due.contract.id),
    );
    due.renewals = renewed ? renewed.renewals + 1 : 0;
    due.firstYear = renewed?.firstYear ?? due.contract.signedOn.slice(0, 4);
  }
  return dues;
}

type Standing = Pick<z.output<typeof Renewal>, "dueMinor" | "renewedMinor" | "terminatedOn" | "churnedOn" | "lapsesOn">;

/** Why a due that nobody has renewed is lost on a day; nothing while it may still be renewed. */
function churnOf(row: Standing, today: string): (typeof CHURN_CAUSES)[number] | undefined {
  if (row.renewedMinor > 0 || row.dueMinor === 0) return undefined;
  if (row.churnedOn) return "told";
  if (row.terminatedOn) return "ended";
  return today > row.lapsesOn ? "lapsed" : undefined;
}

/** How it stands on a day. What is renewed is renewed, whatever was said or ended before. */
export function standingOf(row: Standing, today: string) {
  const churnCause = churnOf(row, today);
  if (churnCause) return { state: "churned" as const, churnCause };
  const open = row.renewedMinor > 0 ? ("partly" as const) : ("due" as const);
  return { state: row.renewedMinor >= row.dueMinor ? ("renewed" as const) : open, churnCause: null };
}

type Fitting = { tier?: string; productType?: string; fromRenewals?: number; basisPoints: number };

/** The share that the first fitting rule says, else the one for all. */
export const shareFor = (
  rules: readonly Fitting[],
  otherwise: number,
  { tier, productType, renewals }: Pick<z.output<typeof Renewal>, "tier" | "productType" | "renewals">,
): number =>
  rules.find(
    (rule) =>
      (rule.tier === undefined || rule.tier === tier) &&
      (rule.productType === undefined || rule.productType === productType) &&
      (rule.fromRenewals === undefined || rule.fromRenewals <= renewals),
  )?.basisPoints ?? otherwise;

const NOTICE_DAYS = 30;

/** The last day on which notice may be given of a contract that renews itself. */
export const noticeBy = (endsOn: string, noticeDays = NOTICE_DAYS): string => addDays(endsOn, -noticeDays);

export type Row = z.output<typeof Renewal>;
export type Step = { name: string; on: string };

/** What is to be done about a due by the clock, each on a day of the tenant, unless it is renewed or lost before. */
export function stepsOf(row: Row, { quoteDays, remindDays }: Policy): Step[] {
  const { dueOn, state, autoRenewMonths, noticeOn, noticeBy: by } = row;
  if (row.archived || (state !== "due" && state !== "partly")) return [];
  const renewsItself = autoRenewMonths !== undefined && noticeOn === undefined;
  const all: Step[] = [
    ...(renewsItself && by ? [{ name: "renew", on: addDays(by, 1) }] : []),
    ...(!renewsItself && quoteDays > 0 ? [{ name: "quote", on: addDays(dueOn, -quoteDays) }] : []),
    ...remindDays.map((days) => ({ name: `remind-${days}`, on: addDays(dueOn, -days) })),
  ];
  return state === "due" ? all.filter(({ name }) => !row.steps.includes(name)) : [];
}
