import { isDeepStrictEqual } from "node:util";
import { type Emission, type Handler, handle, type Watcher, when } from "../../shared/events/event.ts";
import { once } from "../../shared/once.ts";
import { advance, backfill, forEach, isDue } from "../../shared/records/backfill.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { nouns } from "../nouns.ts";

/** Cutting texts needs much that the consumer's other work does not: it is loaded when a text has changed. */
const writing = once(() => import("./writing.ts"));

const nounOf = (name: string) => nouns.find(({ noun, searched }) => noun === name && searched)?.load();

/** A change that leaves a record's texts and whose it is alone costs the index nothing. */
export const watches: Watcher[] = [
  {
    consumer: "rest",
    does: "lets the record be found by what it now says",
    run: async (change, work) => {
      const of = await nounOf(change.entity.noun);
      const [before, after] = [change.before as AnyRow | undefined, change.after as AnyRow | undefined];
      const row = after ?? before;
      if (!of || !row) return;
      const { indexRecord, sourcesOf } = await writing();
      if (isDeepStrictEqual(sourcesOf(of, work.tenant, before), sourcesOf(of, work.tenant, after))) return;
      const version = after ? row.version : row.version + 1;
      await indexRecord(work, of, { id: row.id, version, row: after, isNew: !before });
    },
  },
];

export const emits: Emission[] = [when(backfill, "backfill.indexing", (c) => isDue(c.after, ["search"]))];

export const handles: Handler[] = [
  handle(backfill, "backfill.indexing", "rest", "makes the index of older records anew", async ({ after }, work) => {
    if (!after) return;
    await advance(work, after, nouns, async (of, rows) => {
      const { indexRecord } = await writing();
      const isSearched = of.search !== undefined;
      if (isSearched) await forEach(rows, (row) => indexRecord(work, of, { id: row.id, version: row.version, row }));
      return 0;
    });
  }),
];
