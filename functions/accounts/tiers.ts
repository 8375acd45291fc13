import { isDeepStrictEqual } from "node:util";
import type { TenantContext } from "../../shared/auth/access.ts";
import type { FilterField } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import { inForce } from "../../shared/records/inforce.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { REFERABLE } from "../referable.ts";
import { figuresOf } from "./figures.ts";
import { asksForMoney, FIGURE_FIELDS, noFigures, tierRuleFor } from "./rules.ts";
import { account, tierRule } from "./table.ts";

type Row = RowOf<typeof account>;

/** The tier rules in force. */
export const tierRulesInForce = inForce(tierRule);

/** What follows from a tier or changes at every write is no reason for one. */
const NO_REASON = ["tier", "version", "updatedAt", "levelsBelow"];

/** Everything that a tier rule may ask: an account's fields, the tenant's own, and the account's money. */
export function tierFields(tenant: TenantContext): ReadonlyMap<string, FilterField> {
  const fields = filterFields({ entity: account, custom: REFERABLE }, tenant);
  for (const field of NO_REASON) fields.delete(field);
  return new Map([...fields, ...FIGURE_FIELDS]);
}

/**
 * The tier of an account as the rules now have it, with the rule that gives it; nothing where both stand already. A new
 * account has no money yet, so none is read for it.
 */
export async function tierOf(call: Caller, row: Row, isNew = false): Promise<Record<string, unknown>> {
  const rules = await tierRulesInForce.of(call.table);
  if (rules.length === 0 && row.tier === undefined) return {};
  const { currency, timeZone } = call.tenant;
  const figures = asksForMoney(rules) && !isNew ? await figuresOf(call, row.id) : {};
  const asked = { ...row, ...(figures[currency] ?? noFigures()) };
  const rule = tierRuleFor(rules, asked, tierFields(call.tenant), { now: call.now, timeZone });
  if (!rule) return row.tier === undefined ? {} : { tier: null, tierWhy: null };
  const { visitEveryDays, callEveryDays } = rule;
  const often = { ...(visitEveryDays && { visitEveryDays }), ...(callEveryDays && { callEveryDays }) };
  const next = { tier: rule.tier, tierWhy: { ruleId: rule.id, rule: rule.name, ...often } };
  return isDeepStrictEqual({ tier: row.tier, tierWhy: row.tierWhy }, next) ? {} : next;
}
