import type { TenantContext } from "../../shared/auth/access.ts";
import { Fault } from "../../shared/fault.ts";
import { filterErrors } from "../../shared/filter/errors.ts";
import { filterFieldsOf } from "../../shared/filter/fields.ts";
import type { Filter, FilterField } from "../../shared/filter/filter.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { customFilterFields } from "../../shared/records/filtering.ts";
import { Lead } from "../leads/schema.ts";

const declared = filterFieldsOf(Lead);

/** The fields of leads that rules and pools may ask about, the tenant's own ones included. */
const leadFields = (tenant: TenantContext): ReadonlyMap<string, FilterField> =>
  new Map([...declared, ...customFilterFields(tenant, "lead")]);

/** Refuses a filter that names what leads do not have. */
export function checkWhen(tenant: TenantContext, when: Filter | null | undefined): void {
  const errors = when ? filterErrors(when, leadFields(tenant), "when") : [];
  const [first] = errors;
  if (first) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}

/** Whether a lead is what a filter asks for. One that names a field which has been removed since picks nothing. */
export function answers(call: Caller, when: Filter, lead: Record<string, unknown>): boolean {
  const { timeZone } = call.tenant;
  try {
    const resolved = resolveFilter(when, leadFields(call.tenant), {
      now: call.now,
      timeZone,
      me: call.actor.principalId,
    });
    return matchesFilter(resolved, lead);
  } catch (error) {
    if (error instanceof Fault && error.code === "invalid") return false;
    throw error;
  }
}
