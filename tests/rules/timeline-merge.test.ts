import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { merged, type Position } from "../../functions/timeline/merge.ts";
import type { TimelineItem } from "../../functions/timeline/schema.ts";
import type { SourcePage } from "../../functions/timeline/sources.ts";

const KINDS = ["activity", "change", "order"] as const;

/** A source's items, the newest first; some of them are looked at and not shown. */
const anySource = fc.array(fc.record({ minute: fc.nat(30), shown: fc.boolean() }), { maxLength: 25 });

type Row = { key: string; item: TimelineItem; shown: boolean };

const rowsOf = (kind: (typeof KINDS)[number], drawn: { minute: number; shown: boolean }[]): Row[] =>
  drawn
    .map(({ minute, shown }, n) => {
      const at = new Date(Date.UTC(2026, 10, 24, 0, minute)).toISOString();
      const id = `${kind}_${String(n).padStart(3, "0")}`;
      return { key: `${at}#${id}`, item: { at, kind, id, title: "", detail: {} }, shown };
    })
    .sort((a, b) => (a.key < b.key ? 1 : -1));

/** One page of a source as an index gives it: it stops after `limit` that are shown, or after looking at `examine`. */
function read(rows: Row[], limit: number, examine: number, after: string | undefined): SourcePage {
  const rest = rows.filter(({ key }) => after === undefined || key < after);
  const found: SourcePage["found"] = [];
  let looked = 0;
  for (const { key, item, shown } of rest) {
    if (found.length === limit || looked === examine) break;
    looked += 1;
    if (shown) found.push({ item, after: key });
  }
  return looked < rest.length ? { found, next: rest[looked - 1]?.key } : { found };
}

test("pages of any size, over sources that hide any of their rows, tell everything once and in order", () => {
  const sources = fc.tuple(anySource, anySource, anySource);
  fc.assert(
    fc.property(sources, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (drawn, limit, examine) => {
      const rows = KINDS.map((kind, n) => rowsOf(kind, drawn[n] ?? []));
      const seen: TimelineItem[] = [];
      let position: Position | undefined;
      let pages = 0;
      do {
        const asked: Position | undefined = position;
        const parts = KINDS.flatMap((kind, n) => {
          if (asked && !(kind in asked)) return [];
          const after = asked?.[kind] || undefined;
          return [{ kind, after, page: read(rows[n] ?? [], limit, examine, after) }];
        });
        const page = merged(parts, limit);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        position = page.next;
        pages += 1;
      } while (position && pages < 1_000);
      const expected = rows.flat().filter(({ shown }) => shown);
      expect(pages).toBeLessThan(1_000);
      expect(seen.map(({ id }) => id).sort()).toEqual(expected.map(({ item }) => item.id).sort());
      expect(seen.map(({ at }) => at)).toEqual(
        seen
          .map(({ at }) => at)
          .sort()
          .reverse(),
      );
    }),
  );
});
