import type { TenantContext } from "../../shared/auth/access.ts";
import type { InputError } from "../../shared/fault.ts";
import type { Filter, FilterField } from "../../shared/filter/filter.ts";
import { ruleErrors, ruleHolds } from "../../shared/filter/ruled.ts";
import type { Caller } from "../../shared/http/route.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import { REFERABLE } from "../referable.ts";
import { ticket } from "./table.ts";

/** What a rule about tickets may ask. What follows from routing is no reason for it. */
function ticketFields(tenant: TenantContext): ReadonlyMap<string, FilterField> {
  const fields = filterFields({ entity: ticket, custom: REFERABLE }, tenant);
  for (const name of ["version", "updatedAt", "nextAt"]) fields.delete(name);
  return fields;
}

/** What is wrong with a condition that tickets are asked. */
export const errorsOf = (tenant: TenantContext, when: Filter): InputError[] =>
  ruleErrors(when, ticketFields(tenant), "when");

type Rule = { id: string; priority: number; when?: Filter };

/** The first rule by priority that holds for a ticket. One that asks for a field which is there no more holds for none. */
export function ruleFor<R extends Rule>(
  { tenant, now }: Pick<Caller, "tenant" | "now">,
  rules: readonly R[],
  row: object,
): R | undefined {
  const fields = ticketFields(tenant);
  const ordered = [...rules].sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
  return ordered.find(({ when }) => ruleHolds(when, fields, { now, timeZone: tenant.timeZone }, row));
}
