import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { Fault } from "../../shared/fault.ts";
import type { FilterField } from "../../shared/filter/filter.ts";
import { compileFormula } from "../../shared/formula/formula.ts";
import { FUNCTIONS } from "../../shared/formula/functions.ts";
import { anyCharacter } from "../support/characters.ts";
import { FIELDS } from "../support/formulas.ts";
import { SOAK } from "../support/soak.ts";

/** An arithmetic or logical expression beside its value, told by JavaScript. */
type Told = { text: string; value: number };
const arithmetic = fc.letrec<{ sum: Told }>((tie) => {
  const two = fc.tuple(tie("sum"), fc.constantFrom("+", "-", "*"), tie("sum"));
  return {
    sum: fc.oneof(
      { maxDepth: 4 },
      fc.integer({ min: 0, max: 99 }).map((n) => ({ text: `${n}`, value: n })),
      fc.constant({ text: "size", value: 3 }),
      two.map(([a, op, b]) => ({
        text: `(${a.text} ${op} ${b.text})`,
        value: op === "+" ? a.value + b.value : op === "-" ? a.value - b.value : a.value * b.value,
      })),
      tie("sum").map((a) => ({ text: `-${a.text}`, value: -a.value })),
    ),
  };
}).sum;

/** What a hostile row may hold. */
const values = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    "",
    "2026-01-31",
    "0000-01-01",
    "9999-12-31",
    "2026-11-24T00:00:00Z",
    "+275760-09-13",
  ),
  fc.constantFrom(0, -0, 1e308, -1e308, Number.MAX_SAFE_INTEGER, Number.NaN, Number.POSITIVE_INFINITY, 1e-320),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.array(fc.constantFrom("vip", "east", 1, null), { maxLength: 3 }),
  fc.boolean(),
  fc.constant({ amountMinor: 5, currency: "CNY" }),
);
const rows = fc
  .record(Object.fromEntries([...FIELDS.keys()].map((key) => [key.replace("custom.", ""), values])))
  .map(({ rate, ...row }) => ({ ...row, custom: { rate } }));

const words = fc.constantFrom(
  ...FIELDS.keys(),
  ...FUNCTIONS.keys(),
  ..."( ( ) ) , + - 1 2.5 1000000 'a' “上” true false not and or == __proto__ constructor $ .".split(" "),
);
/** Expressions of the right shape whatever their types: most calls of every form are among them. */
const shaped = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthSize: "medium" },
    fc.constantFrom(...FIELDS.keys(), "1", "2.5", "99999999", "'上海'", "''", "true", "date(name)"),
    fc
      .tuple(fc.constantFrom(...FUNCTIONS.keys()), fc.array(tie("expression"), { minLength: 1, maxLength: 3 }))
      .map(([name, args]) =>
        /^\w{3,}$/.test(name) && name !== "and" && name !== "not"
          ? `${name}(${args.join(", ")})`
          : `(${args.join(` ${name} `)})`,
      ),
  ),
})).expression;

const TYPES: Record<string, string> = {
  text: "string",
  number: "number",
  boolean: "boolean",
  date: "string",
  instant: "string",
};

/** Compiles or throws a fault; then gives a value of its kind, the same every time. */
function survives(expression: string, row: Record<string, unknown>): boolean {
  let formula: ReturnType<typeof compileFormula>;
  try {
    formula = compileFormula(expression, FIELDS);
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    return false;
  }
  const value = formula.evaluate(row);
  if (value !== undefined) expect(typeof value).toBe(TYPES[formula.kind]);
  if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
  expect(formula.evaluate(row)).toBe(value);
  return true;
}

describe("whatever is written", () => {
  test("sums are what they are", () => {
    fc.assert(
      fc.property(arithmetic, ({ text, value }) => {
        expect(compileFormula(text, FIELDS).evaluate({ size: 3 })).toBe(value + 0);
      }),
      { numRuns: 500 * SOAK },
    );
  });

  test("any text compiles or is refused with a fault", () => {
    const text = fc.oneof(
      fc.array(words, { maxLength: 14 }).map((parts) => parts.join(" ")),
      fc.string({ unit: anyCharacter, maxLength: 60 }),
    );
    fc.assert(
      fc.property(text, rows, (expression, row) => {
        survives(expression, row);
      }),
      { numRuns: 3_000 * SOAK },
    );
  });

  test("what compiles is evaluated for any row without an error", () => {
    let compiled = 0;
    fc.assert(
      fc.property(shaped, rows, (expression, row) => {
        if (survives(expression, row)) compiled += 1;
      }),
      { numRuns: 6_000 * SOAK },
    );
    expect(compiled).toBeGreaterThan(500);
  });

  test.each([...FUNCTIONS].flatMap(([name, forms]) => forms.map((form) => ({ name, form }))))(
    "$name of $form.takes gives its kind for any values",
    ({ name, form }) => {
      const operator = /^\W+$|^(?:and|or)$/.test(name);
      const fields = new Map<string, FilterField>(
        form.takes.map((kind, n) => [`f${n}`, { kind: kind === "list" ? "multiEnum" : kind }]),
      );
      const names = [...fields.keys()];
      const expression = operator
        ? names.join(` ${name} `)
        : `${name}${name === "not" ? " " : ""}(${names.join(", ")})`;
      const formula = compileFormula(expression, fields);
      expect(formula.kind).toBe(form.gives);
      fc.assert(
        fc.property(fc.tuple(values, values, values), (given) => {
          const value = formula.evaluate(Object.fromEntries(names.map((n, i) => [n, given[i]])));
          if (value !== undefined) expect(typeof value).toBe(TYPES[formula.kind]);
        }),
        { numRuns: 200 * SOAK },
      );
    },
  );
});
