import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { noteDay } from "./ledger.ts";
import { bankTransaction } from "./table.ts";

export const emits: Emission[] = [
  when(bankTransaction, "bankTransaction.stored", (c) => !c.before && c.after !== undefined),
];

export const handles: Handler[] = [
  handle(
    bankTransaction,
    "bankTransaction.stored",
    "rest",
    "notes it among the lines of its day, by which balances are checked",
    async (c, work) => {
      if (c.after) await noteDay(work.table, c.after, work.now);
    },
  ),
];
