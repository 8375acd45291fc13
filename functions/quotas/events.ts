import { isDeepStrictEqual } from "node:util";
import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { creditPack } from "../credits/table.ts";
import { order } from "../orders/table.ts";
import { countOrder, countPack } from "./figures.ts";

/** What of an order its worth follows from. */
const worthOf = (row: RowOf<typeof order> | undefined) =>
  row && [row.status, row.archived, row.kind, row.currency, row.lines];

export const emits: Emission[] = [
  when(order, "order.attained", ({ before, after }) => {
    return after?.signedAt !== undefined && !isDeepStrictEqual(worthOf(before), worthOf(after));
  }),
  when(creditPack, "credit.earned", ({ after }) => after !== undefined),
];

export const handles: Handler[] = [
  handle(order, "order.attained", "rest", "counts what was signed for those who signed it", async ({ after }, work) => {
    if (after) await countOrder(work, after);
  }),
  handle(creditPack, "credit.earned", "rest", "counts what came in and what it earned", async ({ after }, work) => {
    if (after) await countPack(work, after);
  }),
];
