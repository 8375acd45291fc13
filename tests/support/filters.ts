import * as fc from "fast-check";
import { civilDate } from "../../shared/clock.ts";
import type { Condition, Filter, FilterField, FilterScalar } from "../../shared/filter/filter.ts";
import type { FilterContext } from "../../shared/filter/resolve.ts";

/** Filters and rows by chance, and what a filter means told a second time, slowly: by listing days one by one. */

export const ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "America/Havana", "Pacific/Apia", "UTC"];

export const FIELDS: ReadonlyMap<string, FilterField> = new Map<string, FilterField>([
  ["name", { kind: "text" }],
  ["size", { kind: "number" }],
  ["valueMinor", { kind: "money" }],
  ["isKey", { kind: "boolean" }],
  ["status", { kind: "enum", options: ["open", "won", "lost"] }],
  ["tags", { kind: "multiEnum" }],
  ["dueOn", { kind: "date" }],
  ["createdAt", { kind: "instant" }],
  ["ownerId", { kind: "id" }],
  ["memberIds", { kind: "ids" }],
  ["custom.budget", { kind: "money" }],
  ["custom.seenAt", { kind: "instant" }],
]);

const DAY_MS = 86_400_000;
const words = ["yesterday", "today", "tomorrow"].concat(
  ["last", "this", "next"].flatMap((s) => ["Week", "Month", "Quarter", "Year"].map((base) => s + base)),
);

const NAMES = ["上海某某科技", "ＡＢＣ Ltd", "abc ltd", "Ärger", "ÄRGER", "a", "B"];
const at = fc
  .date({ min: new Date("2025-10-01"), max: new Date("2027-03-31"), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000).toISOString());
const day = at.map((text) => text.slice(0, 10));
const people = fc.constantFrom("usr_000001", "usr_000002", "dep_000001");

const VALUES: Record<string, fc.Arbitrary<unknown>> = {
  text: fc.constantFrom(...NAMES),
  number: fc.constantFrom(-1, 0, 0.5, 3),
  money: fc.constantFrom(-100, 0, 5, 700),
  boolean: fc.boolean(),
  enum: fc.constantFrom("open", "won", "lost"),
  multiEnum: fc.constantFrom("vip", "east", "VIP"),
  date: day,
  instant: fc.oneof(
    at,
    at.map((text) => text.replace(".000Z", "Z")),
  ),
  id: people,
  ids: people,
};

const relative = (units: readonly string[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom("last", "next"), fc.integer({ min: 1, max: 5 }), fc.constantFrom(...units))
    .map(([side, n, unit]) => ({ [side]: n, unit }));
const DAY_UNITS = ["day", "week", "month", "quarter", "year"];

/** What a filter may compare a field of each kind with, besides plain values. */
const MOVING: Record<string, fc.Arbitrary<unknown>> = {
  date: fc.oneof(fc.constantFrom(...words), relative(DAY_UNITS)),
  instant: fc.oneof(fc.constantFrom(...words), relative([...DAY_UNITS, "hour"]), day),
  id: fc.constantFrom("$me", "$myDepartment"),
  ids: fc.constantFrom("$me", "$myDepartment"),
};

const ORDER = ["eq", "ne", "in", "lt", "lte", "gt", "gte", "between", "empty"];
const OPS: Record<string, string[]> = {
  text: ["eq", "ne", "in", "contains", "startsWith", "empty"],
  number: ORDER,
  money: ORDER,
  date: ORDER,
  instant: ORDER,
  multiEnum: ["eq", "ne", "in", "contains", "empty"],
  ids: ["eq", "ne", "in", "contains", "empty"],
};

const condition: fc.Arbitrary<Condition> = fc.constantFrom(...FIELDS.keys()).chain((field) => {
  const { kind } = FIELDS.get(field) as FilterField;
  const value = MOVING[kind] ? fc.oneof(VALUES[kind]!, MOVING[kind]!) : VALUES[kind]!;
  return fc.constantFrom(...(OPS[kind] ?? ["eq", "ne", "in", "empty"])).chain((op) => {
    const given =
      op === "empty"
        ? fc.constantFrom(true, false, undefined)
        : op === "in"
          ? fc.array(value, { minLength: 1, maxLength: 3 })
          : op === "between"
            ? fc.tuple(value, value)
            : value;
    return given.map((v) => ({ field, op, value: v }) as Condition);
  });
});

export const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    condition,
    fc.record({ all: fc.array(tie("filter"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("filter"), { maxLength: 3 }) }),
    fc.record({ not: tie("filter") }),
  ),
})).filter;

/** Missing in every way that a value can be missing, wrong types included. */
const missing = fc.constantFrom(undefined, null, "", []);

export const rows: fc.Arbitrary<Record<string, unknown>> = fc
  .record(
    Object.fromEntries(
      [...FIELDS].map(([field, { kind }]) => {
        const one = VALUES[kind]!;
        const isList = kind === "ids" || kind === "multiEnum";
        const some = isList ? fc.uniqueArray(one, { maxLength: 3 }) : one;
        return [field, fc.oneof({ weight: 5, arbitrary: some }, { weight: 1, arbitrary: missing })];
      }),
    ),
  )
  .map(({ "custom.budget": budget, "custom.seenAt": seenAt, ...row }) => ({
    ...row,
    custom: { budget: typeof budget === "number" ? { amountMinor: budget, currency: "CNY" } : budget, seenAt },
  }));

export const contexts: fc.Arbitrary<FilterContext> = fc.record({
  now: at,
  timeZone: fc.constantFrom(...ZONES),
  me: fc.constant("usr_000001"),
  myDepartment: fc.constantFrom("dep_000001", undefined),
});

const dayNumber = (on: string): number => Date.parse(on) / DAY_MS;
const monthNumber = (on: string): number => Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1;
/** 5 January 1970 was a Monday. */
const weekNumber = (on: string): number => Math.floor((dayNumber(on) - 4) / 7);

/** The day `n` months before (or after), or the last of a shorter month. */
function monthsFrom(on: string, n: number): string {
  const wanted = monthNumber(on) + n;
  for (let d = Number(on.slice(8)); ; d--) {
    const found = new Date(Date.UTC(Math.floor(wanted / 12), ((wanted % 12) + 12) % 12, d)).toISOString().slice(0, 10);
    if (monthNumber(found) === wanted) return found;
  }
}

/** Whether a day belongs to what a word or a relative value means on `today`. */
export function isInPeriod(value: Exclude<FilterScalar, number | boolean>, on: string, today: string): boolean {
  if (typeof value === "string") {
    const [, shift, base] = /^(last|this|next)(\w+)$/.exec(value) ?? [];
    if (!base) return dayNumber(on) - dayNumber(today) === words.indexOf(value) - 1;
    const by = ["last", "this", "next"].indexOf(shift!) - 1;
    if (base === "Week") return weekNumber(on) - weekNumber(today) === by;
    const size = { Month: 1, Quarter: 3, Year: 12 }[base] as number;
    return Math.floor(monthNumber(on) / size) - Math.floor(monthNumber(today) / size) === by;
  }
  const { unit } = value;
  const n = "last" in value ? -value.last : value.next;
  const days = { day: 1, week: 7 }[unit as string];
  const edge = days
    ? new Date((dayNumber(today) + n * days) * DAY_MS).toISOString().slice(0, 10)
    : monthsFrom(today, n * ({ month: 1, quarter: 3, year: 12 }[unit as string] as number));
  return n < 0 ? on > edge && on <= today : on >= today && on < edge;
}

type Edges = { first: string; last: string };
const edges = new Map<string, Edges>();

/** The first and the last day of a period, found by asking every day of some years. */
function edgesOf(value: Exclude<FilterScalar, number | boolean>, today: string): Edges {
  const key = JSON.stringify([value, today]);
  const known = edges.get(key);
  if (known) return known;
  const around = Array.from({ length: 4_500 }, (_, n) =>
    new Date((dayNumber(today) + n - 2_250) * DAY_MS).toISOString().slice(0, 10),
  ).filter((on) => isInPeriod(value, on, today));
  const found = { first: around[0]!, last: around.at(-1)! };
  edges.set(key, found);
  return found;
}

/** Less, within or greater than what a value stands for: −1, 0, 1. */
function place(kind: string, has: unknown, value: FilterScalar, context: FilterContext): number {
  const sign = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
  if (typeof value === "number") return sign(has as number, value);
  const today = civilDate(new Date(context.now), context.timeZone);
  if (typeof value === "object" && value.unit === "hour") {
    const hours = (Date.parse(has as string) - Date.parse(context.now)) / 3_600_000;
    const [from, to] = "last" in value ? [-value.last, 0] : [0, value.next];
    return hours < from! ? -1 : hours > to! ? 1 : 0;
  }
  if (typeof value === "string" && value.includes("T")) return sign(Date.parse(has as string), Date.parse(value));
  const on = kind === "date" ? (has as string) : civilDate(new Date(has as string), context.timeZone);
  if (typeof value === "string" && /^\d/.test(value)) return sign(on, value);
  const { first, last } = edgesOf(value as string, today);
  return on < first ? -1 : on > last ? 1 : 0;
}

const fold = (text: unknown): string => String(text).normalize("NFKC").toLowerCase();
/** What is contained, or stands at the beginning, is looked for without the marks of letters. */
const bare = (text: unknown): string => fold(text).normalize("NFD").replace(/\p{M}/gu, "");

function one(condition: Condition, kind: string, has: unknown, context: FilterContext): boolean {
  const { op } = condition;
  const list = (Array.isArray(condition.value) ? condition.value : [condition.value]) as FilterScalar[];
  const isSame = (value: FilterScalar): boolean => {
    if (kind === "text") return fold(has) === fold(value);
    if (["number", "money", "date", "instant"].includes(kind)) return place(kind, has, value, context) === 0;
    if (value === "$me") return has === context.me;
    if (value === "$myDepartment") return context.myDepartment !== undefined && has === context.myDepartment;
    return has === value;
  };
  const to = (n: number): number => place(kind, has, list[n]!, context);
  if (op === "contains") return kind === "text" ? bare(has).includes(bare(list[0])) : isSame(list[0]!);
  if (op === "startsWith") return bare(has).startsWith(bare(list[0]));
  if (op === "lt") return to(0) < 0;
  if (op === "lte") return to(0) <= 0;
  if (op === "gt") return to(0) > 0;
  if (op === "gte") return to(0) >= 0;
  if (op === "between") return to(0) >= 0 && to(1) <= 0;
  return list.some(isSame);
}

/** What `matchesFilter` should say of a filter as it was written. */
export function oracle(filter: Filter, row: Record<string, unknown>, context: FilterContext): boolean {
  if ("all" in filter) return filter.all.every((f) => oracle(f, row, context));
  if ("any" in filter) return filter.any.some((f) => oracle(f, row, context));
  if ("not" in filter) return !oracle(filter.not, row, context);
  const { field, op } = filter;
  const { kind } = FIELDS.get(field) as FilterField;
  const value = field.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], row);
  const all = (Array.isArray(value) ? value : [value]).filter((v) => v !== undefined && v !== null && v !== "");
  if (op === "empty") return (all.length === 0) === (filter.value ?? true);
  const found = all.map((v) => (typeof v === "object" ? v.amountMinor : v));
  if (op === "ne") return !found.some((has) => one({ ...filter, op: "eq" }, kind, has, context));
  return found.some((has) => one(filter, kind, has, context));
}
