import { MINUTE_MS } from "../../shared/duration.ts";
import type { Move } from "./schema.ts";

type Span = [from: number, to: number];

/** When one device was in a meeting. A second coming without a going goes on; a going without a coming says nothing. */
function spansOf(moves: readonly Move[], endMs: number): Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (const { type, at } of moves) {
    if (type === "joined") from ??= Date.parse(at);
    else if (from !== undefined) {
      spans.push([from, Date.parse(at)]);
      from = undefined;
    }
  }
  if (from !== undefined && endMs > from) spans.push([from, endMs]);
  return spans;
}

/** By when they were, to whatever fraction of a second that is told; of one moment the coming is first. */
export function inOrder(a: Move, b: Move): number {
  const apartMs = Date.parse(a.at) - Date.parse(b.at);
  if (apartMs !== 0) return apartMs;
  return a.type === b.type ? (a.id < b.id ? -1 : 1) : a.type === "joined" ? -1 : 1;
}

/**
 * Whole minutes that somebody was there: what several devices overlap counts once. Whoever was not told to have gone was there
 * until the end, or until the last that is known where the end lies before. In whichever order it is told, it comes to the same.
 */
export function minutesThere(moves: readonly Move[], endsAt: string | undefined): number {
  const lastMs = Math.max(0, ...moves.map(({ at }) => Date.parse(at)));
  const endMs = Math.max(lastMs, endsAt ? Date.parse(endsAt) : 0);
  const bySession = [...Map.groupBy([...moves].sort(inOrder), ({ session }) => session).values()];
  const spans = bySession.flatMap((own) => spansOf(own, endMs)).sort(([a], [b]) => a - b);
  let [sum, until] = [0, 0];
  for (const [from, to] of spans) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return Math.floor(sum / MINUTE_MS);
}
