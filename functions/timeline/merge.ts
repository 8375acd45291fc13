/**
 * A timeline is merged from sources that are each in order. A page costs each source one query, whatever the history's
 * length; the cursor holds a place in every source, and a source that is not read to its next item ends the page, so
 * that nothing is told out of order.
 */
import type { TimelineItem } from "./schema.ts";
import type { SourcePage } from "./sources.ts";

/** Where the next page goes on in each source, by kind; a source at its end is not named. */
export type Position = Record<string, string>;

/** One source's part of a page, with where it was begun. */
export type Part = { kind: string; page: SourcePage; after: string | undefined };

/** Newer first; what is of one instant is told in the order of its ids. */
const isBefore = (a: TimelineItem, b: TimelineItem): boolean => {
  const [atA, atB] = [Date.parse(a.at), Date.parse(b.at)];
  return atA > atB || (atA === atB && `${a.kind} ${a.id}` < `${b.kind} ${b.id}`);
};

/**
 * The newest `limit` items of several sources that are each in order. A source that has shown all it read and has more
 * ends the page there: its next item might be newer than what the others have. `next` is absent at the end of all.
 */
export function merged(parts: readonly Part[], limit: number): { items: TimelineItem[]; next?: Position } {
  const taken = new Map(parts.map(({ kind }) => [kind, 0]));
  const items: TimelineItem[] = [];
  const headOf = ({ kind, page }: Part) => page.found[taken.get(kind) ?? 0];
  while (items.length < limit) {
    if (parts.some((part) => !headOf(part) && part.page.next !== undefined)) break;
    let best: { part: Part; item: TimelineItem } | undefined;
    for (const part of parts) {
      const item = headOf(part)?.item;
      if (item && (!best || isBefore(item, best.item))) best = { part, item };
    }
    if (!best) break;
    taken.set(best.part.kind, (taken.get(best.part.kind) ?? 0) + 1);
    items.push(best.item);
  }
  const next = parts.flatMap((part): [string, string][] => {
    const { kind, page, after } = part;
    const count = taken.get(kind) ?? 0;
    if (!headOf(part)) return page.next === undefined ? [] : [[kind, page.next]];
    // What was read and not shown is read again: from where the page before it ended.
    return [[kind, page.found[count - 1]?.after ?? after ?? ""]];
  });
  return next.length > 0 ? { items, next: Object.fromEntries(next) } : { items };
}
