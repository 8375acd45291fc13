import type { Caller } from "../../shared/http/route.ts";
import { expensePolicy } from "../expenses/table.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import type { Conversion } from "./conversion.ts";
import type { Calendar } from "./periods.ts";

/** How the time of the tenant goes that somebody asks for. */
export async function calendarOf(call: Pick<Caller, "table" | "now" | "tenant">): Promise<Calendar> {
  const { yearStartsInMonth, weekStartsOn } = await fiscalCalendar.held(call.table);
  return { now: call.now, timeZone: call.tenant.timeZone, yearStartsInMonth, weekStartsOn };
}

/** What amounts of a tenant are put into, and what others are worth in it: one list of rates serves expenses and reports. */
export async function conversionOf({ table, tenant }: Pick<Caller, "table" | "tenant">): Promise<Conversion> {
  const { rates } = await expensePolicy.held(table);
  return { to: tenant.currency, rates };
}
