import type * as z from "zod";
import type { InputError } from "../../shared/fault.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import type { Terms } from "../partners/rules.ts";
import { quarterOf } from "../quotas/rules.ts";
import type { RebateNotice, RebateRuleVersion, RebateTerms } from "./schema.ts";

export type RuleTerms = z.output<typeof RebateTerms>;
export type Version = z.output<typeof RebateRuleVersion>;
type Tier = RuleTerms["tiers"][number];

/** What rules count over that say no month in which years begin. */
export const CALENDAR_YEAR_MONTH = 1;

/** The period of a rule that a day lies in: `2026-11`, `2026-Q4`, `2026`. A year is named after the one in which it begins. */
export function periodOf(
  { period, yearStartsInMonth }: Pick<RuleTerms, "period" | "yearStartsInMonth">,
  on: string,
): string {
  if (period === "month") return on.slice(0, 7);
  const quarter = quarterOf(on, yearStartsInMonth ?? CALENDAR_YEAR_MONTH);
  return period === "quarter" ? quarter : quarter.slice(0, 4);
}

/** a / b to the nearest integer, halves away from 0. */
function nearest(a: bigint, b: bigint): number {
  const half = (2n * (a < 0n ? -a : a) + b) / (2n * b);
  return Number(a < 0n ? -half : half);
}

const WHOLE = BigInt(BASIS_POINTS_WHOLE);

/** The tier that a volume reaches; below 0 it is the first. */
const tierOf = (tiers: readonly Tier[], volumeMinor: number): Tier =>
  tiers.findLast(({ fromMinor }) => fromMinor <= volumeMinor) ?? (tiers[0] as Tier);

/** What the first `volumeMinor` of a period bring where each tier holds for what lies in it. */
export function marginalUpTo(tiers: readonly Tier[], volumeMinor: number): number {
  const parts = tiers.map(({ fromMinor, basisPoints }, n) => {
    const end = Math.min(volumeMinor, tiers[n + 1]?.fromMinor ?? volumeMinor);
    const within = n === 0 ? end : Math.max(0, end - fromMinor);
    return BigInt(within) * BigInt(basisPoints);
  });
  return nearest(
    parts.reduce((sum, part) => sum + part, 0n),
    WHOLE,
  );
}

/** What of a period's cash fell under one version of the rule, and what that version says. */
export type Stratum = { number: number; cashMinor: number; terms: Pick<RuleTerms, "tiers" | "tiering"> };

/**
 * What each version owes of a period. The volume is that of the whole period, and the cash of earlier versions lies below
 * that of later ones. A retroactive version pays all of its cash at the rate that the volume reaches; a marginal one pays
 * what its stretch of the volume brings. Each is rounded once, so it does not matter in which order the cash came.
 */
export function entitlements(strata: readonly Stratum[]): Map<number, number> {
  const ordered = strata.toSorted((a, b) => a.number - b.number);
  const volumeMinor = ordered.reduce((sum, { cashMinor }) => sum + cashMinor, 0);
  let below = 0;
  return new Map(
    ordered.map(({ number, cashMinor, terms: { tiers, tiering } }) => {
      const from = below;
      below += cashMinor;
      if (tiering === "marginal") return [number, marginalUpTo(tiers, below) - marginalUpTo(tiers, from)];
      return [number, nearest(BigInt(cashMinor) * BigInt(tierOf(tiers, volumeMinor).basisPoints), WHOLE)];
    }),
  );
}

export const sumOf = (amounts: Iterable<number>): number => [...amounts].reduce((sum, amount) => sum + amount, 0);

/**
 * What cash that comes to a version, or leaves it, changes: its own part, at the tier that the volume then has, and the
 * difference that the moved volume makes for the other cash of the period. Together they are the growth of what is owed.
 */
export function growth(
  strata: readonly Stratum[],
  moved: Stratum,
): { strata: Stratum[]; ownMinor: number; differenceMinor: number; volumeMinor: number } {
  const known = strata.find(({ number }) => number === moved.number);
  const next = { ...moved, cashMinor: (known?.cashMinor ?? 0) + moved.cashMinor };
  const others = strata.filter(({ number }) => number !== moved.number);
  const after = [...others, next].toSorted((a, b) => a.number - b.number);
  const volumeMinor = sumOf(after.map(({ cashMinor }) => cashMinor));
  const { tiers, tiering } = moved.terms;
  const below = sumOf(others.flatMap(({ number, cashMinor }) => (number < moved.number ? [cashMinor] : [])));
  const had = known?.cashMinor ?? 0;
  const rate = BigInt(tierOf(tiers, volumeMinor).basisPoints);
  const paid = (cashMinor: number): number =>
    tiering === "marginal" ? marginalUpTo(tiers, below + cashMinor) : nearest(BigInt(cashMinor) * rate, WHOLE);
  const ownMinor = paid(next.cashMinor) - paid(had);
  const grown = sumOf(entitlements(after).values()) - sumOf(entitlements(strata).values());
  return { strata: after, ownMinor, differenceMinor: grown - ownMinor, volumeMinor };
}

/** A receipt's part as rules look at it: when it was booked and credited, and what it is for. */
export type Cash = { bookedOn: string; creditedAt: string; orderKind: string; productType?: string; currency: string };

/** When a partner acknowledged which version of a rule. */
export type Acknowledgements = ReadonlyMap<string, z.output<typeof RebateNotice>["acknowledgements"]>;

const oneOf = (wanted: readonly string[] | undefined, found: readonly (string | undefined)[]): boolean =>
  wanted === undefined || found.some((value) => value !== undefined && wanted.includes(value));

/** Whether a rule is about a partner that has these terms. */
export const concerns = (rule: RuleTerms, partnerId: string, has: Terms): boolean =>
  oneOf(rule.partnerIds, [partnerId]) &&
  oneOf(rule.partnerTiers, [has.tier]) &&
  oneOf(rule.territories, has.territories ?? []);

/**
 * The version of a rule that was in force for a partner: of those that had begun by the day, were known when the cash was
 * credited and, where they ask for it, had been acknowledged by then, the latest. One that has ended, or with which the rule
 * was archived, ends the ones before it too.
 */
function inForce(versions: readonly Version[], cash: Cash, seen: Acknowledgements): Version | undefined {
  const isSeen = ({ ruleId, number }: Version): boolean =>
    (seen.get(ruleId) ?? []).some((a) => a.number === number && a.at <= cash.creditedAt && a.on <= cash.bookedOn);
  const last = versions
    .filter(({ fromOn, createdAt }) => fromOn <= cash.bookedOn && createdAt <= cash.creditedAt)
    .filter((version) => version.isOff || !version.asksAcknowledgement || isSeen(version))
    .reduce<Version | undefined>((a, b) => (a && a.number > b.number ? a : b), undefined);
  return last?.isOff || (last?.toOn ?? cash.bookedOn) < cash.bookedOn ? undefined : last;
}

/** Whether a partner's contract ran on a day. */
const isUnderContract = ({ contractFromOn = "", contractToOn }: Terms, on: string): boolean =>
  contractFromOn <= on && on <= (contractToOn ?? on);

/** The versions that some cash accrues under, one of each rule that holds; several rules add up. */
export function versionsFor(
  versions: readonly Version[],
  cash: Cash,
  { id, terms }: { id: string; terms: Terms },
  seen: Acknowledgements,
): Version[] {
  if (!isUnderContract(terms, cash.bookedOn)) return [];
  return [...Map.groupBy(versions, ({ ruleId }) => ruleId).values()].flatMap((of) => {
    const version = inForce(of, cash, seen);
    const isMeant =
      version !== undefined &&
      version.currency === cash.currency &&
      oneOf(version.orderKinds, [cash.orderKind]) &&
      oneOf(version.productTypes, [cash.productType]) &&
      concerns(version, id, terms);
    return isMeant ? [version] : [];
  });
}

/** What is wrong with the terms of a rule, taken together. */
export function rebateErrors({ tiers, fromOn, toOn }: RuleTerms): InputError[] {
  const errors: InputError[] = [];
  const wrong = (path: string, message: string) => errors.push({ path, code: "invalid", message });
  if (tiers[0] && tiers[0].fromMinor !== 0) wrong("tiers.0.fromMinor", "The first tier begins at 0.");
  tiers.forEach(({ fromMinor }, n) => {
    const before = tiers[n - 1];
    if (before && fromMinor <= before.fromMinor) {
      wrong(`tiers.${n}.fromMinor`, `A tier begins above the one before it, at more than ${before.fromMinor}.`);
    }
  });
  if (toOn && toOn < fromOn) wrong("toOn", "toOn must not be before fromOn.");
  return errors;
}
