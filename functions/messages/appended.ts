import type { Change } from "../../shared/events/event.ts";
import type { Entry, Transaction } from "./gather.ts";

/** The entries that a change of a bank transaction appended. */
export const appended = (c: Change<Transaction>): Entry[] =>
  (c.after?.allocations ?? []).slice(c.before?.allocations?.length ?? 0);

/** What we paid out ourselves; a returned receipt is told of as the receipt that it was. */
const PAID_OUT: readonly Entry["kind"][] = ["refund", "creditNotePaidOut"];

/** The entries of a change by which money of ours went out, or that take such back. */
export const paidOut = (c: Change<Transaction>): Entry[] =>
  c.after?.direction === "debit" ? appended(c).filter((e) => PAID_OUT.includes(e.kind)) : [];
