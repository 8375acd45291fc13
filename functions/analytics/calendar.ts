import type { Caller } from "../../shared/http/route.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import type { Calendar } from "./periods.ts";

/** How the time of the tenant goes that somebody asks for. */
export async function calendarOf(call: Pick<Caller, "table" | "now" | "tenant">): Promise<Calendar> {
  const { yearStartsInMonth } = await fiscalCalendar.held(call.table);
  return { now: call.now, timeZone: call.tenant.timeZone, yearStartsInMonth };
}
