import { addDays, addMonths, isCivilDate } from "../clock.ts";
import { DAY_MS } from "../duration.ts";
import { folded } from "../filter/resolve.ts";

/** What an expression computes with; `list` is what multi-enums and ids hold. */
export type FormulaKind = "text" | "number" | "boolean" | "date" | "instant" | "list";
/** Instants are milliseconds, dates their text. */
export type Value = string | number | boolean | readonly string[] | undefined;

/** One way to call a function: what it takes (`rest`: the last one any number of times), what it gives. */
export type Form = {
  takes: readonly FormulaKind[];
  rest?: boolean;
  gives: FormulaKind;
  /** Called with values that are all there; without one the result is missing. */
  run?(...values: never[]): Value;
  /** Called with its arguments unevaluated, for what has a meaning without a value. */
  lazy?(args: readonly (() => Value)[]): Value;
};

/** Longer texts are missing, so that no formula can make one text grow without end. */
export const TEXT_RESULT_MAX = 4_000;
const DECIMALS = 6;
const DAYS_MAX = 1_000_000;
const MONTHS_MAX = 30_000;

const SCALARS: readonly FormulaKind[] = ["text", "number", "boolean", "date", "instant"];
const ORDERED: readonly FormulaKind[] = ["number", "date", "instant"];
const ALL: readonly FormulaKind[] = [...SCALARS, "list"];

/** Six decimals, which hides what binary fractions add; no negative zero. Infinite is missing. */
export const sane = (x: number): number | undefined =>
  Number.isFinite(x) ? (Math.abs(x) < 1e15 ? Number(x.toFixed(DECIMALS)) : x) + 0 : undefined;
const finite = (x: number): number | undefined => (Number.isFinite(x) ? x : undefined);

const form = (takes: FormulaKind[], gives: FormulaKind, run: Form["run"]): Form => ({ takes, gives, run });
const numeric = (run: (a: number, b: number) => number): Form =>
  form(["number", "number"], "number", (a: number, b: number) => finite(run(a, b)));
/** Numbers are compared by six decimals, so that 0.1 + 0.2 is 0.3. */
const comparison = (run: (a: number | string, b: number | string) => boolean): Form[] =>
  ORDERED.map((kind) =>
    form([kind, kind], "boolean", (a: number | string, b: number | string) =>
      kind === "number" ? run(sane(a as number) ?? a, sane(b as number) ?? b) : run(a, b),
    ),
  );
const isSame = (kind: FormulaKind, a: Value, b: Value): boolean => {
  if (kind === "text") return folded(a as string) === folded(b as string);
  return kind === "number" ? sane(a as number) === sane(b as number) : a === b;
};
const equality = (wanted: boolean): Form[] =>
  SCALARS.map((kind) => form([kind, kind], "boolean", (a: Value, b: Value) => isSame(kind, a, b) === wanted));

const isMissing = (value: Value): boolean =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** `and` and `or` know their result from one side where it decides, even if the other is missing. */
const logic = (decides: boolean): Form => ({
  takes: ["boolean", "boolean"],
  gives: "boolean",
  lazy: ([left, right]) => {
    const a = left?.();
    if (a === decides) return decides;
    const b = right?.();
    if (b === decides) return decides;
    return a === undefined || b === undefined ? undefined : !decides;
  },
});

const extreme = (sign: number): Form[] =>
  ORDERED.map((kind) => ({
    takes: [kind],
    rest: true,
    gives: kind,
    run: (...values: (number | string)[]) => values.reduce((a, b) => (b > a === sign > 0 ? b : a)),
  }));

/** Half away from zero, by the decimal number that people see: 1.005 is 1.01 with two digits. */
function round(x: number, digits = 0): number | undefined {
  if (!Number.isInteger(digits) || digits < 0 || digits > DECIMALS) return undefined;
  const scale = 10 ** digits;
  return finite((Math.sign(x) * Math.round(Number((Math.abs(x) * scale).toPrecision(15)))) / scale);
}

/** Characters as people count them, not halves of rare ones. */
const chars = (text: string): string[] => [...text];
const whole = (n: number): number => Math.max(0, Math.trunc(n));
const joined = (...parts: string[]): Value => bounded(parts.join(""));
const bounded = (text: string): string | undefined => (text.length <= TEXT_RESULT_MAX ? text : undefined);
const asText = (value: Value): string => String(typeof value === "number" ? (sane(value) ?? "") : value);

function replaced(text: string, from: string, to: string): Value {
  if (from === "") return text;
  const parts = text.split(from);
  return text.length + (parts.length - 1) * (to.length - from.length) > TEXT_RESULT_MAX ? undefined : parts.join(to);
}

const textual = (run: (text: string) => string): Form => form(["text"], "text", (t: string) => bounded(run(t)));
const asked = (run: (text: string, part: string) => boolean): Form =>
  form(["text", "text"], "boolean", (t: string, part: string) => run(folded(t), folded(part)));

/** A date that was moved, if it still is one of four digits of a year. */
const moved = (max: number, run: (on: string, n: number) => string): Form =>
  form(["date", "number"], "date", (on: string, n: number) => {
    if (!Number.isInteger(n) || Math.abs(n) > max) return undefined;
    const there = run(on, n);
    return isCivilDate(there) ? there : undefined;
  });
const partOf = (run: (at: Date) => number): Form =>
  form(["date"], "number", (on: string) => run(new Date(`${on}T00:00:00Z`)));

/**
 * Everything that an expression may call, operators included. Each form is total: whatever its arguments, it gives a
 * value of its kind or a missing one. Texts are compared as filters do, without regard to case and compatibility forms.
 */
export const FUNCTIONS: ReadonlyMap<string, readonly Form[]> = new Map<string, readonly Form[]>([
  ["+", [numeric((a, b) => a + b), form(["text", "text"], "text", joined as Form["run"])]],
  ["-", [numeric((a, b) => a - b)]],
  ["*", [numeric((a, b) => a * b)]],
  ["/", [numeric((a, b) => a / b)]],
  ["%", [numeric((a, b) => a % b)]],
  ["negative", [form(["number"], "number", (a: number) => -a)]],
  ["==", equality(true)],
  ["!=", equality(false)],
  ["<", comparison((a, b) => a < b)],
  ["<=", comparison((a, b) => a <= b)],
  [">", comparison((a, b) => a > b)],
  [">=", comparison((a, b) => a >= b)],
  ["and", [logic(false)]],
  ["or", [logic(true)]],
  ["not", [form(["boolean"], "boolean", (a: boolean) => !a)]],
  [
    "if",
    SCALARS.map((kind) => ({
      takes: ["boolean", kind, kind],
      gives: kind,
      lazy: ([condition, yes, no]) => {
        const holds = condition?.();
        return holds === undefined ? undefined : holds ? yes?.() : no?.();
      },
    })),
  ],
  [
    "coalesce",
    SCALARS.map((kind) => ({
      takes: [kind],
      rest: true,
      gives: kind,
      lazy: (args) => {
        for (const arg of args) {
          const value = arg();
          if (!isMissing(value)) return value;
        }
        return undefined;
      },
    })),
  ],
  ["isEmpty", ALL.map((kind) => ({ takes: [kind], gives: "boolean", lazy: ([arg]) => isMissing(arg?.()) }))],
  ["min", extreme(-1)],
  ["max", extreme(1)],
  ["round", [form(["number"], "number", round), form(["number", "number"], "number", round)]],
  ["floor", [form(["number"], "number", (x: number) => Math.floor(sane(x) ?? x))]],
  ["ceil", [form(["number"], "number", (x: number) => Math.ceil(sane(x) ?? x))]],
  ["abs", [form(["number"], "number", Math.abs)]],
  ["text", SCALARS.filter((k) => k !== "instant").map((kind) => form([kind], "text", asText))],
  ["upper", [textual((t) => t.toUpperCase())]],
  ["lower", [textual((t) => t.toLowerCase())]],
  ["trim", [textual((t) => t.trim())]],
  ["length", [form(["text"], "number", (t: string) => chars(t).length)]],
  ["left", [form(["text", "number"], "text", (t: string, n: number) => chars(t).slice(0, whole(n)).join(""))]],
  [
    "right",
    [
      form(["text", "number"], "text", (t: string, n: number) =>
        chars(t).reverse().slice(0, whole(n)).reverse().join(""),
      ),
    ],
  ],
  [
    "mid",
    [
      form(["text", "number", "number"], "text", (t: string, from: number, n: number) =>
        chars(t)
          .slice(whole(from - 1), whole(from - 1) + whole(n))
          .join(""),
      ),
    ],
  ],
  ["contains", [asked((t, part) => t.includes(part))]],
  ["startsWith", [asked((t, part) => t.startsWith(part))]],
  ["endsWith", [asked((t, part) => t.endsWith(part))]],
  ["replace", [form(["text", "text", "text"], "text", replaced)]],
  ["has", [form(["list", "text"], "boolean", (list: readonly string[], one: string) => list.includes(one))]],
  [
    "count",
    [{ takes: ["list"], gives: "number", lazy: ([arg]) => (arg?.() as readonly string[] | undefined)?.length ?? 0 }],
  ],
  ["date", [form(["text"], "date", (t: string) => (isCivilDate(t) ? t : undefined))]],
  [
    "days",
    [
      form(["date", "date"], "number", (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / DAY_MS),
      form(["instant", "instant"], "number", (a: number, b: number) => (b - a) / DAY_MS),
    ],
  ],
  ["addDays", [moved(DAYS_MAX, addDays)]],
  ["addMonths", [moved(MONTHS_MAX, addMonths)]],
  ["year", [partOf((at) => at.getUTCFullYear())]],
  ["month", [partOf((at) => at.getUTCMonth() + 1)]],
  ["day", [partOf((at) => at.getUTCDate())]],
  ["weekday", [partOf((at) => ((at.getUTCDay() + 6) % 7) + 1)]],
]);
