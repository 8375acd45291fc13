import type { InputError } from "../../shared/fault.ts";
import { Fault } from "../../shared/fault.ts";
import { compileFormula } from "../../shared/formula/formula.ts";
import { dependenciesOf } from "../../shared/records/computed.ts";
import type { CustomField, ResultKind, Rollup } from "../../shared/records/fields.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { customName } from "../../shared/records/values.ts";

/** What a definition is held against: the nouns, and the other fields that the tenant has. */
export type Setting = { nouns: readonly Noun[]; fields: readonly CustomField[] };

type Result = { kind?: ResultKind; madeOf?: CustomField["madeOf"]; errors: InputError[] };

const wrong = (path: string, message: string): Result => ({ errors: [{ path, code: "invalid", message }] });

const customFieldsOf = (fields: readonly CustomField[]) => ({ customFields: Map.groupBy(fields, (f) => f.noun) });

/** Kinds that can be added up, and those of which there is a least and a most. */
const SUMMED = ["number", "money"];
const ORDERED = [...SUMMED, "date", "instant"];

/** Fields of a noun by which its records name those of another. */
function naming(child: Noun, parent: string, fields: readonly CustomField[]): string[] {
  const declared = Object.entries(child.references ?? {}).filter(([, entity]) => entity.noun === parent);
  const custom = fields.filter((f) => f.noun === child.entity.noun && f.references === parent && !f.archived);
  return [
    ...declared.map(([field]) => field),
    ...custom.map(({ key }) => customName(key)),
    // What is related to records of any noun names them by noun and id.
    ...("relatedTo" in child.entity.schema.shape ? ["relatedTo"] : []),
  ];
}

/** Currencies and rates are for amounts, and a rate holds on a day. */
function moneyErrors({ currency, rates, on }: Rollup, kind?: string, onKind?: string): InputError[] {
  const error = (path: string, message: string): InputError => ({ path: `rollup.${path}`, code: "invalid", message });
  const isDay = onKind === "date" || onKind === "instant";
  return [
    ...(kind !== "money" && currency ? [error("currency", "A currency is for amounts.")] : []),
    ...(kind !== "money" && rates ? [error("rates", "Rates are for amounts.")] : []),
    ...(on && !isDay ? [error("on", `rollup.on must be a day or an instant of the noun; ${on} is none.`)] : []),
  ];
}

function rollupResult(field: CustomField, { nouns, fields }: Setting): Result {
  const { rollup } = field;
  const child = nouns.find((of) => of.entity.noun === rollup?.noun);
  if (!rollup || !child) {
    return wrong("rollup.noun", `rollup.noun must be one of ${nouns.map((of) => of.entity.noun).join(", ")}.`);
  }
  const names = naming(child, field.noun, fields);
  if (!names.includes(rollup.by)) {
    const may =
      names.length > 0 ? `must be one of ${names.join(", ")}` : `is not to be had: no ${rollup.noun} names one`;
    return wrong("rollup.by", `rollup.by ${may}.`);
  }
  if (rollup.op === "count") return { kind: "number", errors: [] };
  const kind = filterFields(child, customFieldsOf(fields)).get(rollup.of ?? "")?.kind;
  const kinds = rollup.op === "sum" ? SUMMED : ORDERED;
  const errors = moneyErrors(rollup, kind, filterFields(child, customFieldsOf(fields)).get(rollup.on ?? "")?.kind);
  if (kind && kinds.includes(kind)) return { kind: kind as ResultKind, errors };
  return wrong("rollup.of", `rollup.of must be a field of ${rollup.noun} of kind ${kinds.join(", ")}.`);
}

function formulaResult(field: CustomField, of: Noun, { fields }: Setting): Result {
  try {
    const { kind } = compileFormula(field.formula ?? "", filterFields(of, customFieldsOf(fields)));
    return { kind, errors: [] };
  } catch (error) {
    if (error instanceof Fault) return { errors: error.errors };
    throw error;
  }
}

/** The way from a field back to itself, through formulas and roll-ups of all nouns. */
function circleFrom(field: CustomField, setting: Setting): string[] | undefined {
  const tenant = customFieldsOf([...setting.fields, field]);
  const nameOf = (f: CustomField): string => `${f.noun}.${customName(f.key)}`;
  const byName = new Map([...setting.fields, field].map((f) => [nameOf(f), f]));
  const seen = new Set<string>();
  const visit = (one: CustomField, way: string[]): string[] | undefined => {
    const of = setting.nouns.find(({ entity }) => entity.noun === one.noun);
    for (const { noun, field: part } of dependenciesOf(one, of, tenant)) {
      const name = `${noun}.${part}`;
      if (name === nameOf(field)) return [...way, name];
      const next = byName.get(name);
      if (!next || seen.has(name)) continue;
      seen.add(name);
      const found = visit(next, [...way, name]);
      if (found) return found;
    }
    return undefined;
  };
  return visit(field, [nameOf(field)]);
}

/** What a computed field gives, and everything wrong with its definition among the nouns and fields that there are. */
export function computedResult(field: CustomField, of: Noun, setting: Setting): Result {
  const others = { ...setting, fields: setting.fields.filter((f) => f.noun !== field.noun || f.key !== field.key) };
  const result = field.rollup ? rollupResult(field, others) : formulaResult(field, of, others);
  if (!result.kind) return result;
  const path = field.rollup ? "rollup" : "formula";
  if (field.resultKind && field.resultKind !== result.kind) {
    return wrong(
      path,
      `${path} gives ${result.kind}; this field has ${field.resultKind}, for which filters and views are made.`,
    );
  }
  const known = { ...field, resultKind: result.kind };
  const circle = circleFrom(known, others);
  if (circle) return wrong(path, `${path} runs in a circle: ${circle.join(" → ")}.`);
  return { ...result, madeOf: dependenciesOf(known, of, customFieldsOf(others.fields)) };
}
