import { after, offsOf, sumAt, totalOff } from "./apply.ts";
import { type Bounds, boundsOf, lowerBound } from "./bound.ts";
import type { Compiled } from "./compile.ts";
import { conflictTable } from "./conflicts.ts";

/**
 * Work that a search may do, counted in lines looked at: about a second on one core. It is counted and not timed, so that
 * the same basket has the same answer everywhere.
 */
export const WORK_MAX = 6_000_000;

/** Changes of a found combination that are tried to make it better, before anything is proven. */
const TRIALS_MAX = 1_200;

type Found = { chosen: readonly number[]; totalMinor: number; atLeastMinor: number };

type Search = {
  rules: readonly Compiled[];
  table: readonly Uint8Array[];
  bounds: Bounds;
  every: readonly number[];
  workMax: number;
  best: { chosen: readonly number[]; totalMinor: number };
  /** The lowest bound of what was left unexplored. */
  unexplored: number;
};

/** What is left of some amounts after some rules, taken off in their order. */
export function totalAfter(
  search: Pick<Search, "rules">,
  amounts: readonly number[],
  chosen: readonly number[],
): number {
  let left = amounts.slice();
  for (const n of chosen) {
    const rule = search.rules[n] as Compiled;
    left = after(rule, left, offsOf(rule, left));
  }
  return left.reduce((sum, one) => sum + one, 0);
}

const blocks = ({ table }: Pick<Search, "table">, chosen: readonly number[]): Uint8Array => {
  const blocked = new Uint8Array(table.length);
  for (const n of chosen) for (let m = 0; m < table.length; m++) if (table[n]?.[m]) blocked[m] = 1;
  return blocked;
};

/** One way down: each rule in its turn is taken where the bound promises more with it than without it. */
function dive(search: Search, amounts: readonly number[]): number[] {
  const chosen: number[] = [];
  let left = amounts.slice();
  for (const [n, rule] of search.rules.entries()) {
    const blocked = blocks(search, chosen);
    if (blocked[n] || totalOff(rule, left) === 0) continue;
    const next = after(rule, left, offsOf(rule, left));
    const inside = lowerBound(search.bounds, next, n + 1, blocks(search, [...chosen, n]));
    if (inside > lowerBound(search.bounds, left, n + 1, blocked)) continue;
    chosen.push(n);
    left = next;
  }
  return chosen;
}

/** Adds a rule, puts it in the place of those that it does not go with, or leaves one out, while that makes it cheaper. */
function improve(search: Search, amounts: readonly number[], from: readonly number[]): Search["best"] {
  let best = { chosen: from, totalMinor: totalAfter(search, amounts, from) };
  let trials = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (let n = 0; n < search.rules.length && trials < TRIALS_MAX; n++) {
      const others = best.chosen.filter((m) => m !== n && search.table[n]?.[m] === 0);
      const chosen = best.chosen.includes(n) ? others : [...others, n].sort((a, b) => a - b);
      trials += 1;
      search.bounds.work += chosen.length * search.every.length;
      const totalMinor = totalAfter(search, amounts, chosen);
      if (totalMinor >= best.totalMinor) continue;
      best = { chosen, totalMinor };
      changed = true;
    }
  }
  return best;
}

/** Goes through what is left, each rule taken or left out, and leaves what cannot be cheaper than the best. */
function explore(search: Search, amounts: readonly number[], from: number, chosen: number[], blocked: number[]): void {
  const { rules, bounds, best } = search;
  let n = from;
  while (n < rules.length && (blocked[n] !== 0 || totalOff(rules[n] as Compiled, amounts) === 0)) n += 1;
  if (n === rules.length) {
    const totalMinor = sumAt(amounts, search.every);
    if (totalMinor < best.totalMinor) search.best = { chosen: [...chosen], totalMinor };
    return;
  }
  const bound = lowerBound(bounds, amounts, n, blocked);
  if (bound >= best.totalMinor) return;
  if (bounds.work > search.workMax) {
    search.unexplored = Math.min(search.unexplored, bound);
    return;
  }
  const rule = rules[n] as Compiled;
  const row = search.table[n] as Uint8Array;
  const take = (): void => {
    const next = after(rule, amounts, offsOf(rule, amounts));
    for (let m = n + 1; m < row.length; m++) blocked[m] = (blocked[m] as number) + (row[m] as number);
    chosen.push(n);
    explore(search, next, n + 1, chosen, blocked);
    chosen.pop();
    for (let m = n + 1; m < row.length; m++) blocked[m] = (blocked[m] as number) - (row[m] as number);
  };
  const leave = (): void => explore(search, amounts, n + 1, chosen, blocked);
  for (const step of search.best.chosen.includes(n) ? [take, leave] : [leave, take]) step();
}

/**
 * The cheapest legal combination of rules, by their places: branch and bound over the rules in the order in which they are
 * taken off. Where the work is done before the tree is, `atLeastMinor` says how much cheaper another might be.
 */
export function cheapestOf(given: readonly Compiled[], amounts: readonly number[], workMax = WORK_MAX): Found {
  const every = amounts.map((_, n) => n);
  const alone = given.map(({ rule }) => rule.exclusive === true);
  const rules = given.filter((_, n) => !alone[n]);
  const places = given.flatMap((_, n) => (alone[n] ? [] : [n]));
  const table = conflictTable(rules);
  const none = { chosen: [], totalMinor: sumAt(amounts, every) };
  const search: Search = {
    ...{ rules, table, every, workMax, best: none, unexplored: Number.POSITIVE_INFINITY },
    bounds: boundsOf(rules, table, amounts.length),
  };
  const tried = [[], dive(search, amounts)].map((from) => improve(search, amounts, from));
  for (const found of tried) if (found.totalMinor < search.best.totalMinor) search.best = found;
  explore(search, amounts, 0, [], new Array<number>(rules.length).fill(0));
  const { best } = search;
  let found = { chosen: best.chosen.map((n) => places[n] as number), totalMinor: best.totalMinor };
  for (const [n, rule] of given.entries()) {
    const totalMinor = none.totalMinor - (alone[n] ? totalOff(rule, amounts) : 0);
    if (totalMinor < found.totalMinor) found = { chosen: [n], totalMinor };
  }
  return { ...found, atLeastMinor: Math.min(found.totalMinor, search.unexplored) };
}
