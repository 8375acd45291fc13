import type { Action } from "../../../shared/table/action.ts";
import type { AnyRow, Entity, RowOf } from "../../../shared/table/entity.ts";
import type { Table } from "../../../shared/table/table.ts";
import { receivable } from "../../receivables/table.ts";
import {
  accountBearer,
  adviceBearer,
  type Bearer,
  orderBearer,
  receiptBearer,
  receivableBearer,
  signal,
  signalActions,
} from "../../reconciliation/signals.ts";
import { forgetStyles } from "../../reconciliation/styles.ts";

/**
 * What a row has lying elsewhere under its own words, put so that they cannot be found there: without marks, in capitals, in
 * the order of the alphabet. It follows from the row, and goes when the row's words do.
 */
const BEARERS: Readonly<Record<string, (row: never) => Bearer>> = {
  receivable: receivableBearer,
  order: orderBearer,
  account: accountBearer,
  remittanceAdvice: adviceBearer,
  bankTransaction: receiptBearer,
};

export const isBearer = ({ noun }: Entity): boolean => noun in BEARERS;

/** Whom a key leads to that is borne there; what claims have taught is nobody's but the memory's. */
export function bearerIdOf({ noun }: Entity, row: AnyRow): string | undefined {
  if (noun !== signal.noun) return undefined;
  const { source, bearerId } = row as RowOf<typeof signal>;
  return source === "memory" ? undefined : bearerId;
}

/** The writes that keep right what leads to a row, where no noun of its own does. */
export function borneActions(now: string, { noun }: Entity, before: AnyRow, after: AnyRow): Action[] {
  const bearerOf = BEARERS[noun] as ((row: AnyRow) => Bearer) | undefined;
  return bearerOf ? signalActions(now, bearerOf(after), bearerOf(before)) : [];
}

/** Numbers of receivables have taught how the tenant numbers; a number that was made of somebody's words teaches nothing more. */
export async function unlearn(table: Table, { noun }: Entity, before: AnyRow, fields: object): Promise<void> {
  if (noun !== receivable.noun) return;
  const row = before as RowOf<typeof receivable>;
  await forgetStyles(table, row, { ...row, ...fields });
}
