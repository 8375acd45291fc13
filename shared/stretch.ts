import assert from "node:assert";

/** A stretch of a line of minor units, from `[0]` inclusive to `[1]` exclusive. */
export type Stretch = [from: number, to: number];

const lengthOf = (stretches: readonly Stretch[]): number => stretches.reduce((sum, [from, to]) => sum + to - from, 0);

/** Stretches in order, those that touch joined. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const [from, to] of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    assert(!last || last[1] <= from, "stretches of one line do not overlap");
    if (last && last[1] === from) last[1] = to;
    else out.push([from, to]);
  }
  return out;
}

/**
 * The lowest free places of a line, `length` of them, where `used` are taken and `gaps` are free below the highest taken
 * one: gaps first, then on from the top.
 */
export function takeLowest(used: number, gaps: readonly Stretch[], length: number): Stretch[] {
  let rest = length;
  const taken: Stretch[] = [];
  for (const [from, to] of gaps) {
    if (rest === 0) break;
    const until = Math.min(to, from + rest);
    taken.push([from, until]);
    rest -= until - from;
  }
  const top = used + lengthOf(gaps);
  if (rest > 0) taken.push([top, top + rest]);
  return joined(taken);
}

/** The gaps after `taken`, which came from `takeLowest`. */
export function gapsAfterTaking(gaps: readonly Stretch[], taken: readonly Stretch[]): Stretch[] {
  const highest = Math.max(0, ...taken.map(([, to]) => to));
  return gaps.flatMap(([from, to]): Stretch[] => (to <= highest ? [] : [[Math.max(from, highest), to]]));
}

/** The gaps after `freed` places are given back; free places at the top are no gap, the line ends below them. */
export function gapsAfterFreeing(used: number, gaps: readonly Stretch[], freed: readonly Stretch[]): Stretch[] {
  const top = used + lengthOf(gaps);
  const all = joined([...gaps, ...freed]);
  assert(
    all.every(([, to]) => to <= top),
    "only places that are taken are freed",
  );
  return all.at(-1)?.[1] === top ? all.slice(0, -1) : all;
}

/** The highest taken places of a line, `length` of them: what was taken last, if nothing was freed since. */
export function takenHighest(used: number, gaps: readonly Stretch[], length: number): Stretch[] {
  const ends = [...gaps.map(([from]) => from), used + lengthOf(gaps)];
  const starts = [0, ...gaps.map(([, to]) => to)];
  const found: Stretch[] = [];
  let rest = length;
  for (let n = ends.length - 1; n >= 0 && rest > 0; n--) {
    const to = ends[n] as number;
    const from = Math.max(starts[n] as number, to - rest);
    if (to > from) found.unshift([from, to]);
    rest -= to - from;
  }
  return found;
}

/** Whether nothing lies at these places of a line. */
export function areFree(used: number, gaps: readonly Stretch[], places: readonly Stretch[]): boolean {
  const top = used + lengthOf(gaps);
  return places.every(([from, to]) => from >= top || gaps.some(([start, end]) => start <= from && to <= end));
}

/** The gaps after any free places are taken, be they the lowest or not. */
export function gapsAfterFilling(used: number, gaps: readonly Stretch[], places: readonly Stretch[]): Stretch[] {
  const top = used + lengthOf(gaps);
  const highest = Math.max(top, ...places.map(([, to]) => to));
  const free = joined([...gaps, ...(highest > top ? [[top, highest] as Stretch] : [])]);
  const filled = joined(places);
  assert(
    filled.every(([from, to]) => free.some(([start, end]) => start <= from && to <= end)),
    "only places that are free are taken",
  );
  return free.flatMap(([start, end]): Stretch[] => {
    const inside = filled.filter(([from]) => start <= from && from < end);
    const starts = [start, ...inside.map(([, to]) => to)];
    const ends = [...inside.map(([from]) => from), end];
    return starts.flatMap((from, n): Stretch[] => (from < (ends[n] as number) ? [[from, ends[n] as number]] : []));
  });
}
