import { lineOff, sumAt } from "./apply.ts";
import type { Compiled } from "./compile.ts";
import { cliquesOf } from "./conflicts.ts";

/** Parts of the rules of one line that are told apart; the rules of further ones count as if all of them could apply. */
const CLIQUES_MAX = 5;
/** Rules of one line that are told apart in what is remembered of it. */
const REMEMBERED_MAX = 30;

/** A rule on a line: its place, the line's place in it, and the bit of the part of which one rule applies at most. */
type Touch = { place: number; j: number; bit: number };

type Line = { touches: readonly Touch[]; states: number; last?: { amount: number; open: number; low: number } };

/** What each line can come to by the rules on lines, each line for itself. */
export type LineBounds = { rules: readonly Compiled[]; lines: readonly Line[] };

/** What takes so much off each line as the line alone decides. */
const isPlain = ({ rule, kernel }: Compiled): boolean =>
  rule.capMinor === undefined && (kernel.kind === "share" || kernel.kind === "off" || kernel.kind === "target");

/** True of a rule that the bound of each line knows; the others count by what they take off in all. */
export const isByLine = (rule: Compiled): boolean => rule.phase === 1 && isPlain(rule);

export function lineBoundsOf(rules: readonly Compiled[], table: readonly Uint8Array[], count: number): LineBounds {
  const on = Array.from({ length: count }, () => [] as { place: number; j: number }[]);
  for (const [place, rule] of rules.entries()) {
    if (isByLine(rule)) for (const [j, n] of rule.lines.entries()) on[n]?.push({ place, j });
  }
  const lines = on.map((touches): Line => {
    const cliques = cliquesOf(
      touches.map(({ place }) => place),
      table,
    ).filter(({ length }) => length > 1);
    const bitOf = (place: number): number => {
      const n = cliques.findIndex((clique) => clique.includes(place));
      return n >= 0 && n < CLIQUES_MAX ? 1 << n : 0;
    };
    return {
      touches: touches.map((touch) => ({ ...touch, bit: bitOf(touch.place) })),
      states: 1 << Math.min(cliques.length, CLIQUES_MAX),
    };
  });
  return { rules, lines };
}

/** The lowest that a line comes to by some of its rules in their turn, of each part one at most: exact, rounding included. */
function lowestOf({ rules }: LineBounds, line: Line, amount: number, isOpen: (touch: Touch) => boolean): number {
  const best = new Array<number>(line.states).fill(Number.POSITIVE_INFINITY);
  best[0] = amount;
  for (const touch of line.touches) {
    if (!isOpen(touch)) continue;
    const rule = rules[touch.place] as Compiled;
    // Downwards, so that a rule is not taken behind another of its own part.
    for (let state = line.states - 1; state >= 0; state--) {
      const now = best[state] as number;
      if (now === Number.POSITIVE_INFINITY || (state & touch.bit) !== 0) continue;
      const left = now - lineOff(rule, touch.j, now);
      const next = state | touch.bit;
      if (left < (best[next] as number)) best[next] = left;
    }
  }
  return Math.min(...best);
}

/**
 * The lowest that each line can come to by the rules from place `from` on. Lines are taken each for itself, as if a rule could be
 * taken on one and left out on another. `work` counts what was reckoned and not merely remembered.
 */
export function lowestLines(
  bounds: LineBounds,
  amounts: readonly number[],
  from: number,
  blocked: ArrayLike<number>,
): { low: number[]; work: number } {
  const reached = new Map<number, boolean>();
  const isReached = (place: number): boolean => {
    const { rule, within } = bounds.rules[place] as Compiled;
    if (rule.minMinor === undefined) return true;
    const known = reached.get(place) ?? sumAt(amounts, within) >= rule.minMinor;
    reached.set(place, known);
    return known;
  };
  let work = 0;
  const low = bounds.lines.map((line, n) => {
    const amount = amounts[n] as number;
    const isOpen = ({ place }: Touch): boolean => place >= from && blocked[place] === 0 && isReached(place);
    let open = 0;
    for (const [k, touch] of line.touches.entries()) if (isOpen(touch)) open |= 1 << (k % REMEMBERED_MAX);
    work += line.touches.length;
    if (line.touches.length > REMEMBERED_MAX) return lowestOf(bounds, line, amount, isOpen);
    if (line.last?.amount === amount && line.last.open === open) return line.last.low;
    work += line.touches.length * line.states;
    line.last = { amount, open, low: lowestOf(bounds, line, amount, isOpen) };
    return line.last.low;
  });
  return { low, work };
}
