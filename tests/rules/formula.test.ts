import { describe, expect, test } from "@jest/globals";
import { Fault } from "../../shared/fault.ts";
import type { FilterField } from "../../shared/filter/filter.ts";
import { compileFormula } from "../../shared/formula/formula.ts";
import { TEXT_RESULT_MAX } from "../../shared/formula/functions.ts";
import { FORMULA_CHARS_MAX, FORMULA_DEPTH_MAX, FORMULA_STEPS_MAX } from "../../shared/formula/parse.ts";
import { FIELDS } from "../support/formulas.ts";

const ROW = {
  name: "上海𠮷科技 Ltd",
  status: "open",
  amountMinor: 118580,
  size: 3,
  isKey: true,
  tags: ["vip", "east"],
  signedOn: "2026-01-31",
  endsOn: "2027-01-31",
  createdAt: "2026-11-24T00:00:00Z",
  closedAt: "2026-11-25T12:00:00Z",
  custom: { rate: 0.1 },
};
const given = (expression: string, row: Record<string, unknown> = ROW): unknown =>
  compileFormula(expression, FIELDS).evaluate(row);

/** The place and the sentence that an expression is refused with. */
function refusal(expression: string): string {
  try {
    compileFormula(expression, FIELDS, "fields.0.formula");
  } catch (error) {
    if (error instanceof Fault) return error.errors.map((e) => `${e.path} ${e.message}`).join();
    throw error;
  }
  return "";
}

describe("a formula", () => {
  test.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 - 4 - 3", 3],
    ["-2 * -3", 6],
    ["7 % 4", 3],
    ["0.1 + 0.2", 0.3],
    ["0.1 + 0.2 == 0.3", true],
    ["1 / 3", 0.333333],
    ["1 / 0", undefined],
    ["0 * -1", 0],
    ["size % 0", undefined],
    ["amountMinor / 100 * custom.rate", 118.58],
    ["round(1.005, 2)", 1.01],
    ["round(-2.5)", -3],
    ["floor(2.9) + ceil(2.1) + abs(-1)", 6],
    ["min(3, size, 9) + max(1, 2)", 5],
    ["size > 2 and not (status == 'won')", true],
    ["not size > 5", true],
    ["true or false and false", true],
    ["if(size >= 3, 'large', 'small')", "large"],
    ["if(isKey, 1, 2) == 1 && !(size == 4)", true],
    ["name + '!'", "上海𠮷科技 Ltd!"],
    ["length(name)", 9],
    ["left(name, 3) + right(name, 4)", "上海𠮷 Ltd"],
    ["mid(name, 3, 2)", "𠮷科"],
    ["contains(name, 'LTD') and startsWith(name, “上海”) and endsWith(name, 'ｌｔｄ')", true],
    ["replace(name, '科技', '技术')", "上海𠮷技术 Ltd"],
    ["upper('a') + lower('B') + trim('  c ')", "Abc"],
    ["if（size > 1，'多'，'少'）", "多"],
    ["has(tags, 'vip') and count(tags) == 2", true],
    ["days(signedOn, endsOn)", 365],
    ["days(createdAt, closedAt)", 1.5],
    ["addMonths(signedOn, 1)", "2026-02-28"],
    ["addDays(date('2026-12-31'), 1)", "2027-01-01"],
    ["date('2026-02-30')", undefined],
    ["addDays(date('9999-12-31'), 1)", undefined],
    ["year(signedOn) * 100 + month(signedOn)", 202601],
    ["weekday(date('2026-11-23')) + day(date('2026-11-23'))", 24],
    ["max(signedOn, endsOn)", "2027-01-31"],
    ["max(createdAt, closedAt)", "2026-11-25T12:00:00.000Z"],
    ["signedOn < endsOn", true],
    ["text(1.50) + text(true) + text(signedOn)", "1.5true2026-01-31"],
    ["'it\\'s' + \"\\\\\"", "it's\\"],
    ["''", undefined],
  ])("%s is %j", (expression, expected) => {
    expect(given(expression)).toBe(expected);
  });

  test.each([
    ["size + 1", undefined],
    ["size == 1", undefined],
    ["name + 'x'", undefined],
    ["coalesce(size, 5)", 5],
    ["coalesce(name, status, '-')", "-"],
    ["isEmpty(size) and isEmpty(tags) and isEmpty('')", true],
    ["count(tags)", 0],
    ["isKey and false", false],
    ["false and isKey", false],
    ["isKey or true", true],
    ["isKey and true", undefined],
    ["not isKey", undefined],
    ["if(isKey, 1, 2)", undefined],
    ["if(true, 1, size)", 1],
    ["max(1, size)", undefined],
  ])("of a row without values: %s is %j", (expression, expected) => {
    expect(given(expression, {})).toBe(expected);
    expect(given(expression, { size: "1", name: 2, isKey: "yes", tags: "vip", status: null })).toBe(expected);
  });

  test("says what it gives and what it depends on", () => {
    const formula = compileFormula("if(custom.rate > 0, signedOn, addDays(signedOn, size))", FIELDS);
    expect(formula.kind).toBe("date");
    expect(new Set(formula.uses)).toEqual(new Set(["custom.rate", "signedOn", "size"]));
  });

  test("is compiled once for the same fields, and anew for others", () => {
    expect(compileFormula("size + 1", FIELDS)).toBe(compileFormula("size + 1", FIELDS));
    const others = new Map<string, FilterField>([["size", { kind: "text" }]]);
    expect(() => compileFormula("size + 1", others)).toThrow(Fault);
  });
});

describe("what is wrong with a formula is told with its place", () => {
  test.each([
    ["", 1, "expected a value"],
    ["1 +", 4, "expected a value"],
    ["(1 + 2", 7, "expected )"],
    ["1 2", 3, "did not expect 2"],
    ["size + $", 8, "nothing begins with $"],
    ["size + 'a", 8, "nothing begins with '"],
    ["size + height", 8, "no field height"],
    ["custom.gone", 1, "no field custom.gone"],
    ["size + name", 6, "+ takes (number, number) or (text, text), not (number, text)"],
    ["1 + sum(size)", 5, "no function sum"],
    ["if(size, 1, 2)", 1, "if takes"],
    ["if(isKey, 1, 'a')", 1, "if takes"],
    ["days(signedOn, createdAt)", 1, "days takes"],
    ["name < 'b'", 6, "< takes"],
    ["tags", 1, "one value"],
    ["constructor", 1, "no field"],
    ["name.constructor", 1, "no field"],
    ["__proto__", 1, "no field"],
    ["toString()", 1, "no function"],
    ["constructor('x')", 1, "no function"],
  ])("%j at %i: %s", (expression, at, words) => {
    const found = refusal(expression);
    expect(found).toMatch(new RegExp(`^fields\\.0\\.formula Character ${at}: `));
    expect(found).toContain(words);
  });

  test("too long, too deep or too many is refused, and just so many is not", () => {
    expect(refusal(" ".repeat(FORMULA_CHARS_MAX))).toContain("expected a value");
    expect(refusal(" ".repeat(FORMULA_CHARS_MAX + 1))).toContain("characters");
    const nested = (depth: number): string => `${"(".repeat(depth)}1${")".repeat(depth)}`;
    expect(refusal(nested(FORMULA_DEPTH_MAX - 1))).toBe("");
    expect(refusal(nested(FORMULA_DEPTH_MAX))).toContain("deep");
    expect(refusal(`${"-".repeat(1_000)}1`)).toContain("deep");
    const sum = (count: number): string => Array(count).fill("1").join("+");
    expect(given(sum(FORMULA_STEPS_MAX / 2))).toBe(FORMULA_STEPS_MAX / 2);
    expect(refusal(sum(FORMULA_STEPS_MAX / 2 + 1))).toContain("values and operations");
  });
});

describe("a formula is bounded", () => {
  test("no text grows without end", () => {
    const twice = (text: string): string => `replace(${text}, 'a', 'aaaaaaaaaa')`;
    expect(given(`length(${twice(twice(twice("'a'")))})`)).toBe(1_000);
    expect(given(twice(twice(twice(twice("'a'")))))).toBe(undefined);
    expect(given("name + name", { name: "x".repeat(TEXT_RESULT_MAX) })).toBe(undefined);
  });

  test("nothing that a row inherits is a value", () => {
    const fields = new Map<string, FilterField>([
      ["__proto__", { kind: "text" }],
      ["constructor", { kind: "text" }],
      ["custom.constructor", { kind: "text" }],
    ]);
    for (const field of fields.keys()) {
      expect(compileFormula(`isEmpty(${field})`, fields).evaluate({ custom: {} })).toBe(true);
    }
  });
});
