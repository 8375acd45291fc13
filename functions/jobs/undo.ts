import { addDays } from "../../shared/clock.ts";
import { anew } from "../../shared/table/anew.ts";
import { timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { together } from "../../shared/together.ts";
import { bankDayLine, bankTransaction } from "../bank/table.ts";
import { isUndoable } from "../reconciliation/undoable.ts";
import { undoLine } from "../reconciliation/undoing.ts";
import { failure, ITEMS_AT_ONCE } from "./apply.ts";
import { type Planned, planIds } from "./named.ts";
import { type Kind, placeOf, type Run } from "./run.ts";
import type { ItemResult } from "./schema.ts";

/** Tries at a line that others are changing at the same time. */
const TRIES_MAX = 10;

/** Which lines of a connection: what one delivery brought, or what was booked on some days. */
export type UndoParams = {
  connectionId: string;
  reason: string;
  receivedAt?: string;
  bookedOn?: { from: string; to: string };
  subAccountNo?: string;
};

const paramsOf = ({ job }: Run): UndoParams => job.params as UndoParams;

async function idsOf(run: Run): Promise<string[]> {
  const { connectionId, receivedAt, bookedOn, subAccountNo } = paramsOf(run);
  const { table } = run.call;
  if (receivedAt !== undefined) {
    const at = timeKey(receivedAt);
    const sources = [sourceOf(bankTransaction, "parent", { connectionId })];
    const rows = await Array.fromAsync(table.each(bankTransaction, { sources, range: { from: at, to: `${at}~` } }));
    return rows.filter((row) => row.createdAt === receivedAt).map(({ id }) => id);
  }
  const ids: string[] = [];
  for (let on = bookedOn?.from ?? ""; bookedOn && on <= bookedOn.to; on = addDays(on, 1)) {
    const lines = await table.collect(bankDayLine, { connectionId, bookedOn: on }, "line#");
    const own = lines.filter((line) => line.subAccountNo === subAccountNo);
    ids.push(...own.map(({ id }) => id.replace(bankDayLine.prefix, bankTransaction.prefix)));
  }
  return ids;
}

/** A line of which nothing is applied, or no more, is left as it is: an item that is worked on again takes nothing back twice. */
async function undoOne(run: Run, { number, id }: Planned): Promise<ItemResult> {
  const { call } = run;
  const { reason } = paramsOf(run);
  try {
    return await anew(TRIES_MAX, async () => {
      const row = await call.table.find(bankTransaction, id);
      if (!row || !call.access.sees(bankTransaction, row) || !isUndoable(row))
        return { number, id, outcome: "unchanged" };
      await undoLine(call.table, row, call.now, { reason });
      return { number, id, outcome: "undone" };
    });
  } catch (error) {
    return failure(number, error, id);
  }
}

/** Takes back what many bank lines have done, each by itself as one call would. */
export const undoing: Kind = {
  plan: async (run) => ({ cursor: await planIds(placeOf(run), await idsOf(run), {}) }),
  work: (run, items) => together(items as Planned[], ITEMS_AT_ONCE, (item) => undoOne(run, item)),
};
