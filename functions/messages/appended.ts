import type { Change } from "../../shared/events/event.ts";
import type { Entry, Transaction } from "./gather.ts";

/** The entries that a change of a bank transaction appended. */
export const appended = (c: Change<Transaction>): Entry[] =>
  (c.after?.allocations ?? []).slice(c.before?.allocations?.length ?? 0);
