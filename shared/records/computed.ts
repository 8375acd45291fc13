import type { TenantContext } from "../auth/access.ts";
import { Fault } from "../fault.ts";
import { compileFormula, type Formula } from "../formula/formula.ts";
import type { AnyRow } from "../table/entity.ts";
import { fieldsOf } from "./custom.ts";
import type { CustomField } from "./fields.ts";
import { filterFields } from "./filtering.ts";
import type { Noun } from "./noun.ts";
import { CUSTOM, customKey } from "./values.ts";

type Fields = Pick<TenantContext, "customFields">;

/**
 * The formulas of a noun in the order in which they can be evaluated, those that cannot be for now, and the roll-ups that
 * begin with nothing.
 */
type Plan = {
  formulas: { key: string; formula: Formula }[];
  mute: string[];
  zeroes: { key: string; isRated: boolean }[];
};

const NOTHING: Plan = { formulas: [], mute: [], zeroes: [] };
const planned = new WeakMap<readonly CustomField[], Plan>();

/** A formula as the tenant's fields now are; none where one that it names has been removed. */
function compiled(field: CustomField, fields: ReturnType<typeof filterFields>): Formula | undefined {
  try {
    return compileFormula(field.formula ?? "", fields);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Formulas after those that they use. Two that use each other are refused when they are made. */
function inOrder(formulas: ReadonlyMap<string, Formula>): Plan["formulas"] {
  const ordered = new Map<string, Formula>();
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const formula = formulas.get(key);
    if (!formula || seen.has(key)) return;
    seen.add(key);
    for (const used of formula.uses) visit(customKey(used) ?? "");
    ordered.set(key, formula);
  };
  for (const key of formulas.keys()) visit(key);
  return [...ordered].map(([key, formula]) => ({ key, formula }));
}

function planOf(of: Noun, tenant: Fields): Plan {
  const all = of.custom && tenant.customFields.get(of.entity.noun);
  if (!all) return NOTHING;
  const made = planned.get(all);
  if (made) return made;
  const own = fieldsOf(tenant, of.entity.noun);
  const fields = filterFields(of, tenant);
  const formulas = own.flatMap((field) => {
    const formula = field.type === "formula" ? compiled(field, fields) : undefined;
    return formula ? [[field.key, formula] as const] : [];
  });
  const sums = own.filter(({ rollup }) => rollup?.op === "count" || rollup?.op === "sum");
  const known = new Map(formulas);
  const mute = own.filter(({ type, key }) => type === "formula" && !known.has(key));
  const plan = {
    formulas: inOrder(known),
    mute: mute.map(({ key }) => key),
    zeroes: sums.map(({ key, rollup }) => ({ key, isRated: rollup?.rates !== undefined })),
  };
  planned.set(all, plan);
  return plan;
}

/**
 * A record with its formulas evaluated, so that they are stored with it: whatever filters, sorts or exports custom values
 * knows nothing of formulas. What has no result is left out. Roll-ups come from elsewhere and stay as they are; where
 * there is nothing yet to count or add up, they are 0.
 */
export function withComputed(tenant: Fields, of: Noun, row: AnyRow): AnyRow {
  const { formulas, mute, zeroes } = planOf(of, tenant);
  if (formulas.length + mute.length + zeroes.length === 0) return row;
  const custom = { ...(row[CUSTOM] as Record<string, unknown> | undefined) };
  const after = { ...row, [CUSTOM]: custom };
  for (const { key, isRated } of zeroes) {
    // A converted sum is nothing, and not 0, where a rate is missing: only a new record has nothing to add up for sure.
    if (!Object.hasOwn(custom, key) && (!isRated || row.version === 1)) custom[key] = 0;
  }
  for (const key of mute) delete custom[key];
  for (const { key, formula } of formulas) {
    const value = formula.evaluate(after);
    if (value === undefined) delete custom[key];
    else custom[key] = value;
  }
  if (Object.keys(custom).length > 0) return after;
  const { [CUSTOM]: _empty, ...rest } = row;
  return rest as AnyRow;
}

/** The fields that a computed one depends on: what its definition is made of, as far as it can be read. */
export function dependenciesOf(
  field: CustomField,
  of: Noun | undefined,
  tenant: Fields,
): NonNullable<CustomField["madeOf"]> {
  const { noun, rollup } = field;
  if (rollup) return rollup.of ? [{ noun: rollup.noun, field: rollup.of }] : [];
  if (!of || field.type !== "formula") return [];
  return (compiled(field, filterFields(of, tenant))?.uses ?? []).map((name) => ({ noun, field: name }));
}
