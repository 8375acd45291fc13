/**
 * One receivable (or several interchangeable ones) and the ways it can take part: `values[0]` is 0, staying out; each
 * other value is what this way adds to the sum, negative for a credit note. Integers throughout.
 */
export type Choice = { values: number[] };

/** `picks[i]` is the way that choice `i` takes part; 0 means it stays out. */
export type Solution = { picks: number[]; sum: number };

/** `complete` is false when the search gave up; `count` is then a lower bound and nothing counts as unique. */
export type Solutions = { count: number; complete: boolean; found: Solution[] };

/** So many solutions are kept for suggestions; all are counted. */
export const SOLUTIONS_KEPT_MAX = 12;

/**
 * Counts **all** selections whose sum lies in [low, high], low ≥ 1, by meeting in the middle: the sums of two halves are
 * listed, one half is sorted, and each sum of the other looks up the range that completes it. Exact, and bounded by
 * `sumsMax` sums a half: O(sumsMax · log sumsMax) whatever the input. Two selections of equal sum both count.
 */
export function solutionsOf(choices: Choice[], low: number, high: number, sumsMax: number): Solutions {
  const split = halves(choices, sumsMax);
  if (split === undefined) return { count: 0, complete: false, found: [] };
  const left = sumsOf(choices.slice(0, split));
  const right = sumsOf(choices.slice(split));
  const order = Array.from(right.keys()).sort((a, b) => (right[a] as number) - (right[b] as number) || a - b);
  const sorted = order.map((index) => right[index] as number);
  let count = 0;
  const hits: { left: number; right: number; sum: number }[] = [];
  for (let i = 0; i < left.length; i++) {
    const sum = left[i] as number;
    const from = firstAtLeast(sorted, low - sum);
    const to = firstAtLeast(sorted, high - sum + 1);
    count += to - from;
    for (let j = from; j < to && hits.length < HITS_MAX; j++)
      hits.push({ left: i, right: order[j] as number, sum: sum + (sorted[j] as number) });
  }
  const found = hits.map((hit) => ({
    picks: [...picksOf(choices.slice(0, split), hit.left), ...picksOf(choices.slice(split), hit.right)],
    sum: hit.sum,
  }));
  return { count, complete: true, found: found.sort(fewestFirst).slice(0, SOLUTIONS_KEPT_MAX) };
}

/** Solutions beyond this many are counted but not looked at: they only rank suggestions. */
const HITS_MAX = 256;

/** Fewer receivables first, then those that come earlier in the given order. */
function fewestFirst(a: Solution, b: Solution): number {
  const used = (solution: Solution): number => solution.picks.filter((way) => way > 0).length;
  const differs = a.picks.findIndex((way, i) => way !== b.picks[i]);
  return used(a) - used(b) || (differs < 0 ? 0 : (b.picks[differs] as number) - (a.picks[differs] as number));
}

/** Where to cut, so that neither half has more than `sumsMax` sums; undefined when no cut does. */
function halves(choices: Choice[], sumsMax: number): number | undefined {
  const total = choices.reduce((bits, choice) => bits + Math.log2(choice.values.length), 0);
  let sums = 1;
  let cut = 0;
  while (cut < choices.length && Math.log2(sums) < total / 2) {
    const next = sums * (choices[cut] as Choice).values.length;
    if (next > sumsMax) break;
    sums = next;
    cut++;
  }
  const rest = choices.slice(cut).reduce((product, choice) => Math.min(product * choice.values.length, sumsMax + 1), 1);
  return rest > sumsMax ? undefined : cut;
}

/** All sums of the choices, the first choice varying slowest; index ↔ picks is a mixed-radix number. */
function sumsOf(choices: Choice[]): number[] {
  let sums = [0];
  for (const { values } of choices) sums = sums.flatMap((sum) => values.map((value) => sum + value));
  return sums;
}

function picksOf(choices: Choice[], index: number): number[] {
  const picks: number[] = [];
  let rest = index;
  for (const { values } of [...choices].reverse()) {
    picks.push(rest % values.length);
    rest = Math.floor(rest / values.length);
  }
  return picks.reverse();
}

function firstAtLeast(sorted: number[], value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
