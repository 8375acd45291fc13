import type { Caller } from "../../shared/http/route.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { workingCalendar } from "../tenants/table.ts";
import { ALWAYS, type Counting } from "./sla.ts";

/** Time counted in the hours that somebody works. */
export const workingCounting = (worked: WorkingTime): Counting => ({
  between: (from, to) => worked.workingMsBetween(new Date(from), new Date(to)),
  after: (from, ms) => worked.addWorkingMs(new Date(from), ms).toISOString(),
});

/** How time is counted for a ticket: by the tenant's working calendar, or always. */
export async function countingIn(
  { table, tenant }: Pick<Caller, "table" | "tenant">,
  counts: "workingTime" | "always",
): Promise<Counting> {
  if (counts === "always") return ALWAYS;
  return workingCounting(new WorkingTime(await workingCalendar.held(table), tenant.timeZone));
}
