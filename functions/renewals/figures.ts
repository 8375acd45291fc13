import type * as z from "zod";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded, shareOf } from "../../shared/money-lines.ts";
import { type Policy, type Row, shareFor } from "./rules.ts";
import type { BASES, Bridge, CUTS, RenewalFigure } from "./schema.ts";

type Days = { from: string; to: string };
type Basis = (typeof BASES)[number];
type Part = Row["parts"][number];
export type Figure = Omit<z.output<typeof RenewalFigure>, "drill">;

const isIn = ({ from, to }: Days, on: string): boolean => from <= on && on <= to;

/** What of a part finance has by a day: what was paid of it, or what is invoiced and has become due. */
export const settledMinor = ({ paidMinor, billed }: Part, basis: Basis, today: string): number =>
  basis === "cash" ? paidMinor : (billed.findLast(({ on }) => on <= today)?.uptoMinor ?? 0);

/** A share in basis points; nothing of nothing. */
export const rateOf = (part: number, whole: number): number | undefined =>
  whole > 0 ? Number(rounded(BigInt(part) * BigInt(BASIS_POINTS_WHOLE), BigInt(whole))) : undefined;

const rated = (dueMinor: number, renewedMinor: number) => {
  const rateBasisPoints = rateOf(renewedMinor, dueMinor);
  return { dueMinor, renewedMinor, ...(rateBasisPoints !== undefined && { rateBasisPoints }) };
};

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);

type Item = z.output<typeof Bridge>["items"][number];

/** By how much the two bases differ for one part, and why. */
function itemOf(row: Row, part: Part, days: Days, settled: number): Item | undefined {
  const { orderId, renewedMinor, signedOn } = part;
  const of = { orderId, renewalId: row.id, accountId: row.accountId };
  const [isDue, isRenewed] = [isIn(days, row.dueOn), isIn(days, signedOn)];
  if (isRenewed && isDue) return { ...of, amountMinor: renewedMinor - settled, reason: "notYetIn" };
  if (isRenewed) return { ...of, amountMinor: renewedMinor, reason: signedOn < row.dueOn ? "early" : "late" };
  if (!isDue) return undefined;
  return { ...of, amountMinor: -settled, reason: signedOn < days.from ? "renewedEarlier" : "renewedLater" };
}

/**
 * The two bases of a period and what makes their difference. Both are over what is due in the period. Business has what was
 * signed in the period, whenever that was due; finance has what came in for what was due in it, whenever that was signed.
 */
export function bridgeOf(rows: readonly Row[], days: Days, basis: Basis, today: string) {
  const due = rows.filter(({ dueOn }) => isIn(days, dueOn));
  const dueMinor = sum(due, (row) => row.dueMinor);
  const parts = rows.flatMap((row) =>
    row.parts.map((part) => ({ row, part, settled: settledMinor(part, basis, today) })),
  );
  const signed = parts.filter(({ part }) => isIn(days, part.signedOn));
  const business = rated(
    dueMinor,
    sum(signed, ({ part }) => part.renewedMinor),
  );
  const finance = rated(
    dueMinor,
    sum(
      parts.filter(({ row }) => isIn(days, row.dueOn)),
      ({ settled }) => settled,
    ),
  );
  const items = parts
    .flatMap(({ row, part, settled }) => itemOf(row, part, days, settled) ?? [])
    .filter(({ amountMinor }) => amountMinor !== 0);
  return { business, finance, items, differenceMinor: business.renewedMinor - finance.renewedMinor };
}

/** What a cut puts a due under. */
export const CUT_OF: Record<(typeof CUTS)[number], (row: Row) => string> = {
  all: () => "",
  tier: ({ tier }) => tier ?? "",
  productType: ({ productType }) => productType,
  owner: ({ ownerId }) => ownerId ?? "",
  department: ({ departmentId }) => departmentId ?? "",
  firstYear: ({ firstYear }) => firstYear,
  renewals: ({ renewals }) => String(renewals),
};

const share = (name: string, part: number, whole: number): Record<string, number> => {
  const rate = rateOf(part, whole);
  return rate === undefined ? {} : { [name]: rate };
};

/**
 * The figures of what was due in a period, as far as it is renewed by now:
 * - rate by count: dues that are wholly renewed ÷ dues; by amount: renewed ÷ due
 * - gross retention: Σ the lesser of renewed and start ÷ Σ start, where start is the contract before anything was added
 * - net retention: Σ renewed ÷ Σ start
 * - completion: renewed ÷ (due × the share that is to be renewed)
 * Retention is the usual cohort reckoning: what those who had a contract a term ago are worth now, without and with growth.
 */
export function figureOf(
  key: string,
  rows: readonly Row[],
  policy: Policy,
  whole?: Pick<Figure, "dueMinor" | "renewedMinor">,
): Figure {
  const of = (name: "dueMinor" | "renewedMinor" | "startMinor"): number => sum(rows, (row) => row[name]);
  const [due, renewed, start] = [of("dueMinor"), of("renewedMinor"), of("startMinor")];
  const inState = (state: Row["state"]): number => sum(rows, (row) => (row.state === state ? row.dueMinor : 0));
  const lesser = sum(rows, (row) => Math.min(row.renewedMinor, row.startMinor));
  const done = rows.filter(({ state }) => state === "renewed").length;
  const customers = new Set(rows.map(({ accountId }) => accountId));
  const grown = new Set(rows.filter(({ addedMinor }) => addedMinor > 0).map(({ accountId }) => accountId));
  const targetMinor = sum(rows, (row) =>
    shareOf(row.dueMinor, shareFor(policy.targets, policy.targetBasisPoints, row)),
  );
  return {
    ...{ key, count: rows.length, renewedCount: done, ...share("countBasisPoints", done, rows.length) },
    ...rated(due, renewed),
    upgradedMinor: sum(rows, (row) => Math.max(0, row.renewedMinor - row.dueMinor)),
    downgradedMinor: sum(rows, (row) => (row.state === "partly" ? row.dueMinor - row.renewedMinor : 0)),
    ...{ churnedMinor: inState("churned"), openMinor: inState("due"), startMinor: start },
    ...share("grossBasisPoints", lesser, start),
    ...share("netBasisPoints", renewed, start),
    ...{ targetMinor, ...share("completionBasisPoints", renewed, targetMinor) },
    ...(whole && share("shareOfDueBasisPoints", due, whole.dueMinor)),
    ...(whole && share("shareOfRenewedBasisPoints", renewed, whole.renewedMinor)),
    ...{ customers: customers.size, upsellCustomers: grown.size },
    ...share("upsellBasisPoints", grown.size, customers.size),
  };
}
