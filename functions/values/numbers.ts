import type { TenantContext } from "../../shared/auth/access.ts";
import { civilDate, daysBetween } from "../../shared/clock.ts";
import { Fault, type InputError } from "../../shared/fault.ts";
import type { FilterField } from "../../shared/filter/filter.ts";
import { compileFormula, type Formula } from "../../shared/formula/formula.ts";
import type { Caller } from "../../shared/http/route.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { figuresOf } from "../accounts/figures.ts";
import { FIGURE_FIELDS, noFigures, YEAR_DAYS } from "../accounts/rules.ts";
import { account } from "../accounts/table.ts";
import { costsOf } from "../expenses/costs.ts";
import { opportunity } from "../opportunities/table.ts";
import { order } from "../orders/table.ts";
import { REFERABLE } from "../referable.ts";
import type { Model } from "./rules.ts";

/** What is known of an account's orders and sales besides its figures, in the tenant's currency. */
const BOUGHT: ReadonlyMap<string, FilterField> = new Map([
  ["ordersLastYear", { kind: "number" }],
  ["orderedLastYearMinor", { kind: "money" }],
  ["daysSinceOrder", { kind: "number" }],
  ["customerDays", { kind: "number" }],
  ["productTypes", { kind: "number" }],
  ["openSalesMinor", { kind: "money" }],
  ["expensesMinor", { kind: "money" }],
]);

/** The fields of orders, sales and receipts that figures are made of: who may not see one sees no value. */
export const MADE_OF: Readonly<Record<string, readonly string[]>> = {
  [order.noun]: ["lines", "totalMinor", "signedAt", "status"],
  [opportunity.noun]: ["amountMinor", "status"],
  receivable: ["openMinor"],
  bankTransaction: ["amountMinor"],
  expense: ["amountMinor", "status"],
};

const kept = new WeakMap<TenantContext, ReadonlyMap<string, FilterField>>();

/** Everything that a metric may be made of: an account's fields, the tenant's own, its figures, and what it has bought. */
export function valueFields(tenant: TenantContext): ReadonlyMap<string, FilterField> {
  const known = kept.get(tenant);
  if (known) return known;
  const fields = filterFields({ entity: account, custom: REFERABLE }, tenant);
  const all = new Map([...fields, ...FIGURE_FIELDS, ...BOUGHT]);
  kept.set(tenant, all);
  return all;
}

export const isFigure = (name: string): boolean => FIGURE_FIELDS.has(name) || BOUGHT.has(name);

/** The formulas of a model; throws with every one that is none, or is no number. */
export function formulasOf(tenant: TenantContext, { metrics }: Pick<Model, "metrics">): Map<string, Formula> {
  const errors: InputError[] = [];
  const found = metrics.flatMap(({ key, formula: text }, n): [string, Formula][] => {
    const path = `metrics.${n}.formula`;
    try {
      const formula = compileFormula(text, valueFields(tenant), path);
      if (formula.kind === "number") return [[key, formula]];
      errors.push({ path, code: "invalid", message: `${key} must be a number, and is ${formula.kind}.` });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      errors.push(...error.errors);
    }
    return [];
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  return new Map(found);
}

/** What an account has bought, and may buy. */
async function boughtBy(call: Caller, accountId: string): Promise<Record<string, number>> {
  const { table, tenant } = call;
  const { currency, timeZone } = tenant;
  const today = todayOf(call);
  const below = <E extends typeof order | typeof opportunity>(entity: E) => ({
    sources: [sourceOf(entity, "account", { accountId })],
    range: { from: `${entity.prefix}#`, to: `${entity.prefix}#\uffff` },
  });
  const [orders, sales, costs] = await Promise.all([
    Array.fromAsync(table.each(order, below(order))),
    Array.fromAsync(table.each(opportunity, below(opportunity))),
    costsOf(table, [accountId], currency),
  ]);
  const signed = orders.flatMap((row) => {
    if (row.status !== "signed" || row.archived || !row.signedAt) return [];
    return [{ row, ago: daysBetween(civilDate(new Date(row.signedAt), timeZone), today) }];
  });
  const lately = signed.filter(({ ago }) => ago < YEAR_DAYS);
  const inOwn = lately.filter(({ row }) => row.currency === currency);
  const open = sales.filter((row) => row.status === "open" && !row.archived && row.currency === currency);
  const types = new Set(signed.flatMap(({ row }) => row.lines.map(({ productType }) => productType)));
  const since = signed.map(({ ago }) => ago);
  return {
    ordersLastYear: lately.length,
    orderedLastYearMinor: inOwn.reduce((sum, { row }) => sum + row.totalMinor, 0),
    ...(since.length > 0 && { daysSinceOrder: Math.min(...since), customerDays: Math.max(...since) }),
    productTypes: types.size,
    openSalesMinor: open.reduce((sum, row) => sum + (row.amountMinor ?? 0), 0),
    expensesMinor: costs.get(accountId) ?? 0,
  };
}

/** The numbers of an account for the metrics of a model; what has no result is left out. */
export async function numbersOf(
  call: Caller,
  about: { id: string } & Record<string, unknown>,
  formulas: ReadonlyMap<string, Formula>,
): Promise<Map<string, number | undefined>> {
  const asked = new Set([...formulas.values()].flatMap(({ uses }) => uses));
  const [figures, bought] = await Promise.all([
    [...asked].some((name) => FIGURE_FIELDS.has(name)) ? figuresOf(call, about.id) : {},
    [...asked].some((name) => BOUGHT.has(name)) ? boughtBy(call, about.id) : {},
  ]);
  const row = { ...about, ...((figures as Record<string, object>)[call.tenant.currency] ?? noFigures()), ...bought };
  return new Map(
    [...formulas].map(([key, formula]) => {
      const value = formula.evaluate(row);
      return [key, typeof value === "number" ? value : undefined] as const;
    }),
  );
}
