import type { RowOf } from "../../shared/table/entity.ts";
import type { account } from "../accounts/table.ts";
import type { bankTransaction } from "../bank/table.ts";
import type { receivable } from "../receivables/table.ts";

/** The rows that a cash application is made of. */
export type Transaction = RowOf<typeof bankTransaction>;
export type ReceivableRow = RowOf<typeof receivable>;
export type AccountRow = RowOf<typeof account>;
