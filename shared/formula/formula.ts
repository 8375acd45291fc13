import type { FieldKind, FilterField } from "../filter/filter.ts";
import { comparables, fieldValue } from "../filter/match.ts";
import { type Form, type FormulaKind, FUNCTIONS, sane, type Value } from "./functions.ts";
import { formulaFault, type Node, parseFormula } from "./parse.ts";

type Row = Record<string, unknown>;

/** A formula that may be evaluated for many rows. `uses` are the fields that it names: they are what it depends on. */
export type Formula = {
  kind: Exclude<FormulaKind, "list">;
  uses: string[];
  evaluate(row: Row): string | number | boolean | undefined;
};

/** Formulas that are kept for one set of fields. */
const KEPT_MAX = 200;
const kept = new WeakMap<ReadonlyMap<string, FilterField>, Map<string, Formula>>();

/** What a field is in an expression. */
const KIND_OF: Record<FieldKind, FormulaKind> = {
  text: "text",
  enum: "text",
  id: "text",
  number: "number",
  money: "number",
  boolean: "boolean",
  date: "date",
  instant: "instant",
  ids: "list",
  multiEnum: "list",
};

type Compiled = { kind: FormulaKind; run(row: Row): Value };
type Context = { fields: ReadonlyMap<string, FilterField>; uses: Set<string>; path: string };

/** Reads a field; what is missing or of another type than declared is missing. */
function read(field: string, kind: FieldKind): (row: Row) => Value {
  if (kind === "text") {
    return (row) => {
      const value = fieldValue(row, field);
      return typeof value === "string" && value !== "" ? value : undefined;
    };
  }
  if (KIND_OF[kind] === "list") return (row) => comparables(kind, fieldValue(row, field)) as string[];
  return (row) => {
    const [value] = comparables(kind, fieldValue(row, field));
    return typeof value === "number" && !Number.isFinite(value) ? undefined : value;
  };
}

const fits = ({ takes, rest }: Form, kinds: readonly FormulaKind[]): boolean =>
  (rest ? kinds.length >= takes.length : kinds.length === takes.length) &&
  kinds.every((kind, n) => kind === (takes[n] ?? takes.at(-1)));

const shown = (kinds: readonly FormulaKind[], rest = false): string => `(${kinds.join(", ")}${rest ? ", …" : ""})`;

function call({ at, call: name, args }: Extract<Node, { call: string }>, context: Context): Compiled {
  const forms = FUNCTIONS.get(name);
  if (!forms) {
    const known = [...FUNCTIONS.keys()].filter((key) => /^[a-zA-Z]{2,}$/.test(key) && key !== "negative").join(", ");
    throw formulaFault(context.path, at, `there is no function ${name}; there are ${known}.`);
  }
  const compiled = args.map((arg) => compile(arg, context));
  const kinds = compiled.map((c) => c.kind);
  const form = forms.find((f) => fits(f, kinds));
  if (!form) {
    const allowed = forms.map((f) => shown(f.takes, f.rest)).join(" or ");
    throw formulaFault(context.path, at, `${name} takes ${allowed}, not ${shown(kinds)}.`);
  }
  const runs = compiled.map((c) => c.run);
  const { gives: kind, lazy } = form;
  if (lazy) return { kind, run: (row) => lazy(runs.map((run) => () => run(row))) };
  const run = form.run as (...values: Value[]) => Value;
  return {
    kind,
    run: (row) => {
      const values: Value[] = [];
      for (const arg of runs) {
        const value = arg(row);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return run(...values);
    },
  };
}

function compile(node: Node, context: Context): Compiled {
  if ("call" in node) return call(node, context);
  if ("value" in node) {
    const { value } = node;
    const kind = typeof value === "string" ? "text" : typeof value === "number" ? "number" : "boolean";
    return { kind, run: () => value };
  }
  const field = context.fields.get(node.name);
  if (!field) throw formulaFault(context.path, node.at, `there is no field ${node.name}.`);
  context.uses.add(node.name);
  return { kind: KIND_OF[field.kind], run: read(node.name, field.kind) };
}

/** A value as it leaves: numbers of six decimals, instants as text, an empty text as missing. */
function result(kind: FormulaKind, value: Value): string | number | boolean | undefined {
  if (value === undefined || value === "") return undefined;
  if (kind === "number") return sane(value as number);
  return kind === "instant" ? new Date(value as number).toISOString() : (value as string | boolean);
}

function compiledFormula(expression: string, fields: ReadonlyMap<string, FilterField>, path: string): Formula {
  const uses = new Set<string>();
  const { kind, run } = compile(parseFormula(expression, path), { fields, uses, path });
  if (kind === "list") throw formulaFault(path, 1, "a formula gives one value; use has or count of a list.");
  return { kind, uses: [...uses], evaluate: (row) => result(kind, run(row)) };
}

/**
 * Parses and type-checks an expression over `fields`, the only names that it knows (`custom.key` for custom fields).
 * Throws `Fault` invalid, at `path`, with the character where it is wrong; an expression that compiles never throws.
 *
 * Numbers are IEEE doubles, compared and given to six decimals; money counts in its minor units. Division by zero, an
 * overflow and a missing value give a missing result (`undefined`), but for `coalesce`, `isEmpty`, `count`, the side of
 * `and` and `or` that does not decide, and the side of `if` that is not taken. Nothing reads a clock or a time zone:
 * `days` counts whole days between dates and fractions of 24 hours between instants.
 *
 * Compiled formulas are kept as long as `fields` is: hand in the same map again for the same noun.
 */
export function compileFormula(
  expression: string,
  fields: ReadonlyMap<string, FilterField>,
  path = "formula",
): Formula {
  let known = kept.get(fields);
  if (!known) {
    known = new Map();
    kept.set(fields, known);
  }
  const found = known.get(expression);
  if (found) return found;
  const made = compiledFormula(expression, fields, path);
  if (known.size >= KEPT_MAX) known.delete(known.keys().next().value as string);
  known.set(expression, made);
  return made;
}
