import type { Action } from "../../../shared/table/action.ts";
import type { AnyRow, Entity, RowOf } from "../../../shared/table/entity.ts";
import { type Table, write } from "../../../shared/table/table.ts";
import type { Known } from "../../privacy/rules.ts";
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
import { asStyle, forgetStyles, numberingStyle } from "../../reconciliation/styles.ts";

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

/** Fewer letters may stand in anybody's numbers; an ideograph says as much as four. */
const TELLING_LETTERS_MIN = 8;
const lettersIn = (style: string): number => style.replace(/\p{Script=Han}/gu, "ABCD").replaceAll("#", "").length;

/** What somebody is known by as it would stand in a style: letters alone, digits as `#`. */
const asStyles = ({ addresses, names }: Known): string[] =>
  [...addresses, ...addresses.map(encodeURIComponent), ...names]
    .map(asStyle)
    .filter((style) => lettersIn(style) >= TELLING_LETTERS_MIN);

/** Takes away a style in which the person stands, though no receivable has such a number any more. True where it was one. */
export async function forgetStyle(table: Table, known: Known, entity: Entity, row: AnyRow): Promise<boolean> {
  if (entity.noun !== numberingStyle.noun) return false;
  const style = row as RowOf<typeof numberingStyle>;
  if (!asStyles(known).some((one) => style.style.includes(one))) return false;
  await table.commit([write.remove(numberingStyle, style)]);
  return true;
}
