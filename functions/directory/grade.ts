import { Fault } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { gradeFields } from "./schema.ts";
import { directoryPolicy } from "./table.ts";

/** Whether a company is what a rule asks for. One that asks what can be asked no more picks nothing. */
function fits({ now, tenant, actor }: Caller, when: Filter, row: object): boolean {
  try {
    const resolved = resolveFilter(when, gradeFields, { now, timeZone: tenant.timeZone, me: actor.principalId });
    return matchesFilter(resolved, row as Record<string, unknown>);
  } catch (error) {
    if (error instanceof Fault && error.code === "invalid") return false;
    throw error;
  }
}

/** The grade of a company with its reason: that of the first rule which fits. */
export async function graded(call: Caller, row: object): Promise<object> {
  const { grades } = await directoryPolicy.held(call.table);
  const rule = grades.find(({ when }) => fits(call, when, row));
  return { grade: rule?.grade ?? null, gradeWhy: rule?.why ?? null };
}
