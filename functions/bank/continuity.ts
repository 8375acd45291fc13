import { addDays } from "../../shared/clock.ts";

/** What a kept statement tells of balances. */
export type KeptBalances = {
  id: string;
  createdAt: string;
  fromOn: string;
  closingOn: string;
  openingMinor?: number;
  closingMinor?: number;
};

/** One day of an account: opening + moved + gap = closing. */
export type ContinuityDay = {
  on: string;
  openingMinor: number;
  movedMinor: number;
  closingMinor: number;
  gapMinor: number;
};

const latest = <T extends KeptBalances>(rows: readonly T[]): T | undefined =>
  rows
    .toSorted((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1))
    .at(-1);

/**
 * The balance with which a day ended, as the bank tells it. Of several statements that end on it (pages, reports of a part of the day)
 * it is the one that none of the others begins with.
 */
function closingOf(day: string, statements: readonly KeptBalances[]): number | undefined {
  const ending = statements.filter((s) => s.closingOn === day && s.closingMinor !== undefined);
  const last = ending.filter(
    (s) =>
      !ending.some(
        (other) => other !== s && other.openingMinor === s.closingMinor && other.closingMinor !== s.closingMinor,
      ),
  );
  return latest(last.length > 0 ? last : ending)?.closingMinor;
}

/** The balance before the first line of a day; of several statements that begin with it the one that none of the others ends with. */
function openingOf(day: string, statements: readonly KeptBalances[]): number | undefined {
  const beginning = statements.filter((s) => s.fromOn === day && s.openingMinor !== undefined);
  const first = beginning.filter(
    (s) =>
      !beginning.some(
        (other) => other !== s && other.closingMinor === s.openingMinor && other.openingMinor !== s.openingMinor,
      ),
  );
  return latest(first.length > 0 ? first : beginning)?.openingMinor;
}

/**
 * The days of an account from the first balance that is known. A day begins with what the day before it ended with; where the bank
 * tells how it ended, and it is not what was moved, there is a gap: lines that are missing, or that came twice. A statement that
 * begins otherwise than the one before it ended shows that one between them is missing.
 */
export function continuityOf(
  statements: readonly KeptBalances[],
  moved: ReadonlyMap<string, number>,
  { from, to }: { from: string; to: string },
): ContinuityDay[] {
  const days: ContinuityDay[] = [];
  let carried: number | undefined;
  let knownOn = "";
  for (let on = from; on <= to; on = addDays(on, 1)) {
    const told = on > knownOn ? openingOf(on, statements) : undefined;
    const openingMinor = carried ?? told;
    if (openingMinor === undefined) {
      carried = closingOf(on, statements);
      if (carried !== undefined) knownOn = on;
      continue;
    }
    const movedMinor = moved.get(on) ?? 0;
    const closing = closingOf(on, statements);
    const closingMinor = closing ?? (told ?? openingMinor) + movedMinor;
    days.push({ on, openingMinor, movedMinor, closingMinor, gapMinor: closingMinor - openingMinor - movedMinor });
    carried = closingMinor;
    if (closing !== undefined) knownOn = on;
  }
  return days;
}
