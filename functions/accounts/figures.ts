import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Figures, figuresFrom } from "./rules.ts";
import { accountFigures } from "./table.ts";

/** Where an account's sums lie; with a year, what it paid on each day of that year. */
export const figuresId = (accountId: string, year?: string): string =>
  `${accountFigures.prefix}_${accountId.slice(accountId.indexOf("_") + 1)}${year ? `-${year}` : ""}`;

/** The rows that the last 365 days and the sums stand in. */
export function figureIds(accountId: string, today: string): string[] {
  const year = Number(today.slice(0, 4));
  return [figuresId(accountId), figuresId(accountId, String(year)), figuresId(accountId, String(year - 1))];
}

/** An account's figures as of today, by currency. */
export async function figuresOf(
  call: Pick<Caller, "table" | "tenant" | "now">,
  accountId: string,
): Promise<Record<string, Figures>> {
  const today = civilDate(new Date(call.now), call.tenant.timeZone);
  const rows = await call.table.getMany(accountFigures, figureIds(accountId, today), true);
  return figuresFrom([...rows.values()], today);
}
