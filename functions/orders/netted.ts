import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew, isStale } from "../../shared/table/anew.ts";
import { productsOf } from "../products/cost.ts";
import { netOf } from "./margin.ts";
import { orderNoun } from "./noun.ts";
import { order } from "./table.ts";

/** Tries at an order that others write at the same moment. */
const TRIES_MAX = 5;

/** Says of an order from before it was kept what it comes to without tax: as its quote had it, else as its products have. */
export async function netted(work: Work, id: string, offered: { totalMinor: number; netMinor: number }): Promise<void> {
  const call = callerOf(work, "orders");
  const once = async (): Promise<void> => {
    const row = await work.table.find(order, id);
    if (!row || row.netMinor !== undefined) return;
    const isAsOffered = offered.totalMinor === row.totalMinor;
    const netMinor = isAsOffered ? offered.netMinor : netOf(row.lines, await productsOf(call, row.lines));
    await commit(call, await replacement(call, orderNoun, row, { netMinor }, { anyState: true }));
  };
  await anew(TRIES_MAX, once, isStale);
}
