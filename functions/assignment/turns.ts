/**
 * Leads are given out by numbered turns. A turn is one atomic increment outside the lead's transaction, so leads that
 * arrive at once do not wait for each other; who has turn *n* follows from *n* alone (Pfair windows: never a whole
 * lead off anybody's share). A refused lead gives its turn back, to be taken first by the next; only a process that
 * dies between the two loses one. Those who may be given leads at a moment are a group with turns of its own: whoever
 * is passed over is nobody's double share. Caps are counters in the lead's own transaction; where the product's choice
 * meets a cap that others reached first, it is made anew. Of whom nobody could be given a lead, for that group it
 * waits in a partition of its own, in the order of arrival: a sweep reads it only while somebody of the group is
 * there.
 */
import type { Member } from "./schema.ts";

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Rounds that are remembered, since every lead asks for the round of its group; the oldest go first. */
const ROUNDS_MAX = 500;
const rounds = new Map<string, readonly number[]>();

/**
 * One round of a weighted round robin as positions in `weights`. With W their sum, after any n turns of it whoever has
 * weight w has had more than n·w/W − 1 and fewer than n·w/W + 1.
 *
 * The j-th turn of a weight w (from 0) may come once ⌊j·W/w⌋ turns have passed and must have come by ⌈(j+1)·W/w⌉: the
 * windows of Pfair scheduling (Baruah, Cohen, Plaxton, Varvel: Proportionate Progress, 1996). Given in the order of
 * their deadlines, all turns keep to their windows, since given evenly, in fractions, they would.
 */
function roundOf(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const had = weights.map(() => 0);
  const order: number[] = [];
  for (let turn = 0; turn < total; turn++) {
    let first = -1;
    let firstDeadline = Number.POSITIVE_INFINITY;
    weights.forEach((weight, n) => {
      const j = had[n] ?? 0;
      const deadline = Math.ceil(((j + 1) * total) / weight);
      if (Math.floor((j * total) / weight) <= turn && deadline < firstDeadline) [first, firstDeadline] = [n, deadline];
    });
    had[first] = (had[first] ?? 0) + 1;
    order.push(first);
  }
  return order;
}

function round(weights: readonly number[]): readonly number[] {
  const common = weights.reduce(gcd, 0);
  const reduced = weights.map((w) => w / common);
  const key = reduced.join(",");
  const known = rounds.get(key);
  if (known) return known;
  const order = roundOf(reduced);
  if (rounds.size >= ROUNDS_MAX) rounds.delete(rounds.keys().next().value as string);
  rounds.set(key, order);
  return order;
}

/** Who has turn `number` (from 1) among these people: it follows from the number alone, so nobody need remember the last. */
export function holderOfTurn(members: readonly Member[], number: number): Member {
  const order = round(members.map((m) => m.weight));
  return members[order[(number - 1) % order.length] as number] as Member;
}
