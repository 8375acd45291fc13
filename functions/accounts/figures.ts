import type { Caller } from "../../shared/http/route.ts";
import { cellId, figureRows } from "../../shared/records/figures.ts";
import { todayOf } from "../../shared/today.ts";
import { type Figures, figuresFrom } from "./rules.ts";

/**
 * Where an account's money is summed up: what it has ordered, owes and has paid, and what came in on each day of a year,
 * under names such as `CNY_openMinor` and `CNY_20261122`.
 */
export const ACCOUNT_CELL = "account";
export const ACCOUNT_YEAR_CELL = "accountYear";

/** The cells that the last 365 days and the sums stand in. */
export function figureIds(accountId: string, today: string): string[] {
  const year = Number(today.slice(0, 4));
  const ofYear = (of: number): string => cellId(ACCOUNT_YEAR_CELL, [accountId, String(of)]);
  return [cellId(ACCOUNT_CELL, [accountId]), ofYear(year), ofYear(year - 1)];
}

/** An account's figures as of today, by currency. */
export async function figuresOf(
  call: Pick<Caller, "table" | "tenant" | "now">,
  accountId: string,
): Promise<Record<string, Figures>> {
  const today = todayOf(call);
  return figuresFrom(await figureRows(call.table, figureIds(accountId, today)), today);
}
