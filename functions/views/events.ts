import { type Emission, type Handler, handle, type Watcher, when } from "../../shared/events/event.ts";
import { once } from "../../shared/once.ts";
import { advance, backfill, forEach, isDue } from "../../shared/records/backfill.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { nouns } from "../nouns.ts";

/** How Chinese is read is loaded with the first value that has changed. */
const ordering = once(() => import("./ordering.ts"));

/**
 * Lists that are ordered by a field read places of their own. These follow off the stream and not in the record's own
 * transaction: what collates texts is much for the many Lambdas that write records, and a list may lag as any index does.
 */
export const watches: Watcher[] = [
  {
    consumer: "rest",
    does: "gives the record its places in the orders of its noun",
    run: async ({ entity, before, after }, work) => {
      const is = after as AnyRow | undefined;
      if (!is || entity.orders.every((field) => before && before[field] === is[field])) return;
      await (await ordering()).ordered(work, entity, is.id, before as AnyRow | undefined);
    },
  },
];

export const emits: Emission[] = [when(backfill, "backfill.ordering", (c) => isDue(c.after, ["orders"]))];

export const handles: Handler[] = [
  handle(
    backfill,
    "backfill.ordering",
    "rest",
    "gives older records their places in the orders of their noun",
    async (c, work) => {
      if (!c.after) return;
      await advance(work, c.after, nouns, async ({ entity }, rows) => {
        const { ordered } = await ordering();
        await forEach(rows, (row) => ordered(work, entity, row.id));
        return 0;
      });
    },
  ),
];
