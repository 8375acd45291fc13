/**
 * Credits of a part are the top of the places where the payment's cash lies, split by the scheme that split them if it
 * still gives the same, else in proportion to themselves; given again they are the same entries where the places are
 * free, else the lowest free places. So credits = split of the cash that is left, whatever came, went and came again.
 * A paid out credit note frees places without changing `paidMinor` (`givenBackMinor`): Σ primary = `paidMinor −
 * givenBackMinor`; of an order, the latest due invoice gives first, and of each invoice what was paid last. A payment
 * whose credits a note took cannot be undone before the note's payout is.
 */
import assert from "node:assert";
import { apportionUpTo } from "../../shared/money.ts";
import { areFree, type Stretch, takeLowest } from "../../shared/stretch.ts";
import type { SplitRuleRow } from "./cash.ts";
import { type CreditPackRow, type CreditSource, creditsAt, type Entry, placedMinor, ruleName } from "./cash.ts";
import { appendedPacks, type Standing, standingCredits } from "./packs.ts";

/** A part of a payment's cash, of which the credits are taken back or given again. */
export type CashPart = { allocationId: string; receivableId: string; amountMinor: number };

/** What taking or giving credits comes to: packs to be written, and the places on each receivable that it is about. */
export type PartOfCredits = { packs: CreditPackRow[]; places: Map<string, Stretch[]> };

type Sources = ReadonlyMap<string, CreditSource>;
type Change = { pack: CreditPackRow; entry: Entry };

const primaryMinor = (credits: readonly { entry: Entry }[]): number =>
  credits.reduce((sum, { entry }) => (entry.ledger === "primary" ? sum + entry.amountMinor : sum), 0);

/** ⌊(2 × a × b + c) / 2c⌋: a × b / c to the nearest integer, halves up. */
const nearest = (a: number, b: number, c: number): number =>
  Number((2n * BigInt(a) * BigInt(b) + BigInt(c)) / (2n * BigInt(c)));

/** How the first `upToMinor` of `wholeMinor` lie among amounts that nothing but their own sizes is known of. */
function bySize(credits: readonly Standing[], upToMinor: number, wholeMinor: number): number[] {
  const primary = credits.filter(({ entry }) => entry.ledger === "primary").map(({ entry }) => entry.amountMinor);
  const upTo = apportionUpTo(upToMinor, primary);
  return credits.map(({ entry }) =>
    entry.ledger === "primary" ? (upTo.shift() as number) : nearest(entry.amountMinor, upToMinor, wholeMinor),
  );
}

const cellOf = (beneficiaryId: string | undefined, entry: Entry): string =>
  `${entry.ledger} ${beneficiaryId ?? ""} ${entry.productId ?? ""}`;

function sums(credits: readonly { beneficiaryId?: string; entry: Entry }[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { beneficiaryId, entry } of credits) {
    const cell = cellOf(beneficiaryId, entry);
    found.set(cell, (found.get(cell) ?? 0) + entry.amountMinor);
  }
  return found;
}

const isSame = (a: Map<string, number>, b: Map<string, number>): boolean =>
  a.size === b.size && [...a].every(([cell, amountMinor]) => b.get(cell) === amountMinor);

const withPeople = (credits: readonly Change[]) =>
  credits.map(({ pack, entry }) => ({ beneficiaryId: pack.beneficiaryId, entry }));

/**
 * The rule by which these credits of a stretch were split (`undefined` within is the order's own shares), if splitting the
 * stretch by it today gives the very same: else shares or rules have changed since.
 */
function schemeOf(credits: readonly Change[], source: CreditSource, stretch: Stretch, rules: readonly SplitRuleRow[]) {
  const names = new Set(credits.map(({ pack }) => pack.rule));
  const [name] = names;
  const rule = rules.find((r) => ruleName(r) === name);
  if (names.size !== 1 || (name !== undefined && !rule)) return undefined;
  const anew = creditsAt(source, rule, "", [stretch]);
  return isSame(sums(anew), sums(withPeople(credits))) ? { rule } : undefined;
}

/** What is kept of the credits of a stretch once its top is taken away, credit by credit. */
function keptOf(
  credits: readonly Standing[],
  source: CreditSource,
  [from, to]: Stretch,
  middle: number,
  rules: readonly SplitRuleRow[],
): number[] {
  const scheme = schemeOf(credits, source, [from, to], rules);
  if (!scheme) return bySize(credits, middle - from, to - from);
  const kept = sums(creditsAt(source, scheme.rule, "", [[from, middle]]));
  return credits.map(({ pack, entry }) => {
    const cell = cellOf(pack.beneficiaryId, entry);
    const amountMinor = Math.min(kept.get(cell) ?? 0, entry.amountMinor);
    kept.set(cell, (kept.get(cell) ?? 0) - amountMinor);
    return amountMinor;
  });
}

/** The stretches of one payment's cash on a receivable, the highest first, each with its credits. */
export function stretchesOf(
  packs: readonly CreditPackRow[],
  { allocationId, receivableId }: Omit<CashPart, "amountMinor">,
) {
  const own = standingCredits(packs).filter(
    ({ entry }) => entry.allocationId === allocationId && entry.receivableId === receivableId,
  );
  return [...Map.groupBy(own, ({ entry }) => entry.from ?? 0)]
    .map(([from, credits]) => ({ at: [from, from + primaryMinor(credits)] as Stretch, credits }))
    .sort((a, b) => b.at[0] - a.at[0]);
}

/**
 * Takes back the credits of a part of each named payment: of the top of the places where its cash lies, to the minor unit
 * as they were split (cumulative differences), so that cash taken back and paid again is split as before. Where shares or
 * rules have changed since, in proportion to the credits themselves. `packs` are all of the payments' bank transaction.
 * Σ primary taken = the part; none is taken that is not there, or it throws.
 */
export function takePart(
  packs: readonly CreditPackRow[],
  parts: readonly CashPart[],
  sources: Sources,
  rules: readonly SplitRuleRow[],
  { now, causeId }: { now: string; causeId: string },
): PartOfCredits {
  const changes: Change[] = [];
  const places = new Map<string, Stretch[]>();
  for (const part of parts) {
    const source = sources.get(part.receivableId);
    assert(source, "the receivable of a payment was loaded");
    let rest = part.amountMinor;
    for (const { at, credits } of stretchesOf(packs, part)) {
      const middle = Math.max(at[0], at[1] - rest);
      if (middle === at[1]) continue;
      const kept = middle === at[0] ? credits.map(() => 0) : keptOf(credits, source, at, middle, rules);
      for (const [n, { pack, entry, id }] of credits.entries()) {
        const amountMinor = (kept[n] as number) - entry.amountMinor;
        if (amountMinor !== 0) changes.push({ pack, entry: { ...entry, amountMinor, from: middle, reversesId: id } });
      }
      places.set(part.receivableId, [...(places.get(part.receivableId) ?? []), [middle, at[1]]]);
      rest -= at[1] - middle;
    }
    assert(rest === 0, "no more credits are taken back than the payment has");
  }
  return { packs: appendedPacks(packs, changes, now, causeId), places };
}

type Taken = Change & { reversesId: string };

/** What a line took of one payment's credits and has not given again, with where the part began. */
function takenBy(packs: readonly CreditPackRow[], causeId: string, part: CashPart): Taken[] {
  const all = packs
    .filter((pack) => pack.causeId === causeId)
    .flatMap((pack) => pack.entries.map((entry) => ({ pack, entry })))
    .filter(({ entry }) => entry.allocationId === part.allocationId && entry.receivableId === part.receivableId);
  const groups = Map.groupBy(
    all.filter(({ entry }) => entry.reversesId),
    ({ entry }) => `${entry.reversesId} ${entry.from}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [{ pack, entry }] = group as [Change];
    const amountMinor = -group.reduce((sum, each) => sum + each.entry.amountMinor, 0);
    return amountMinor === 0
      ? []
      : [{ pack, entry: { ...entry, amountMinor }, reversesId: entry.reversesId as string }];
  });
}

/** Credits for cash at new places, split as `taken` was where that can be told, else in proportion to it. */
function moved(
  taken: readonly Taken[],
  part: CashPart,
  source: CreditSource,
  at: Stretch[],
  rules: readonly SplitRuleRow[],
) {
  const stretches = [...Map.groupBy(taken, ({ entry }) => entry.from ?? 0)];
  const schemes = stretches.map(([from, credits]) =>
    schemeOf(credits, source, [from, from + primaryMinor(credits)], rules),
  );
  const first = taken[0] as Taken;
  const like = (beneficiaryId: string | undefined): CreditPackRow =>
    taken.find(({ pack }) => pack.beneficiaryId === beneficiaryId)?.pack ?? { ...first.pack, beneficiaryId };
  const [scheme] = schemes;
  if (scheme && schemes.every((s) => s?.rule === scheme.rule)) {
    return creditsAt(source, scheme.rule, part.allocationId, at).map(({ beneficiaryId, entry }) => ({
      pack: like(beneficiaryId),
      entry,
    }));
  }
  let done = 0;
  const wholeMinor = primaryMinor(taken);
  return at.flatMap(([from, to]): Change[] => {
    const credits = taken.map((t) => ({ ...t, id: t.reversesId }));
    const before = bySize(credits, done, wholeMinor);
    done += to - from;
    const upTo = bySize(credits, done, wholeMinor);
    return credits.flatMap(({ pack, entry: { reversesId: _, from: __, ...entry } }, n) => {
      const amountMinor = (upTo[n] as number) - (before[n] as number);
      return amountMinor === 0 ? [] : [{ pack, entry: { ...entry, amountMinor, ...(from > 0 && { from }) } }];
    });
  });
}

/**
 * Gives again what `takePart` took for a line's sake: exactly the same where its places are free still and its payment's
 * cash reaches up to them; else the cash takes the lowest free places and is split there.
 */
export function givePart(
  packs: readonly CreditPackRow[],
  parts: readonly CashPart[],
  sources: Sources,
  rules: readonly SplitRuleRow[],
  { now, causeId }: { now: string; causeId: string },
): PartOfCredits {
  const changes: Change[] = [];
  const places = new Map<string, Stretch[]>();
  const byReceivable = Map.groupBy(parts, (part) => part.receivableId);
  for (const [receivableId, own] of byReceivable) {
    const source = sources.get(receivableId);
    assert(source, "the receivable of a payment was loaded");
    const [used, gaps] = [placedMinor(source), (source.gaps ?? []) as Stretch[]];
    const each = own.map((part) => ({ part, taken: takenBy(packs, causeId, part) }));
    const wanted = each.map(({ taken }) => placesTaken(taken));
    const isAsBefore = each.every(
      ({ part, taken }) => primaryMinor(taken) === part.amountMinor && reachesUpTo(packs, part, placesTaken(taken)),
    );
    if (isAsBefore && areFree(used, gaps, wanted.flat())) {
      for (const { taken } of each) changes.push(...taken);
      places.set(receivableId, wanted.flat());
      continue;
    }
    const total = own.reduce((sum, part) => sum + part.amountMinor, 0);
    const lowest = takeLowest(used, gaps, total);
    places.set(
      receivableId,
      lowest.map(([from, to]): Stretch => [from, to]),
    );
    for (const { part, taken } of each)
      changes.push(...moved(taken, part, source, shifted(lowest, part.amountMinor), rules));
  }
  return { packs: appendedPacks(packs, changes, now, causeId), places };
}

/** The first places of a list, `length` of them, taken out of it. */
function shifted(list: Stretch[], length: number): Stretch[] {
  const out: Stretch[] = [];
  for (let rest = length; rest > 0; ) {
    const first = list.shift();
    assert(first, "as many places as cash");
    const until = Math.min(first[1], first[0] + rest);
    out.push([first[0], until]);
    rest -= until - first[0];
    if (until < first[1]) list.unshift([until, first[1]]);
  }
  return out;
}

const placesTaken = (taken: readonly Taken[]): Stretch[] =>
  [...Map.groupBy(taken, ({ entry }) => entry.from ?? 0)].map(([from, credits]) => [
    from,
    from + primaryMinor(credits),
  ]);

/** Whether a part lies right on top of what its payment still has of the same stretch. */
function reachesUpTo(packs: readonly CreditPackRow[], part: CashPart, taken: readonly Stretch[]): boolean {
  const left = stretchesOf(packs, part);
  const begins = new Set(
    packs
      .flatMap((pack) => pack.entries)
      .filter((e) => e.allocationId === part.allocationId && e.receivableId === part.receivableId && !e.reversesId)
      .map((e) => e.from ?? 0),
  );
  return taken.every(([from]) => begins.has(from) || left.some(({ at }) => at[1] === from));
}
