import type { Language } from "../words/index.ts";
import type { GetNounsReply, NounField } from "./api.ts";
import { readPreferences } from "./preferences.ts";

export type NounView = GetNounsReply;
export type FieldView = NounField;
export type ActionView = NounView["actions"][number];
export type RunView = NounView["runs"][number];

/** A record of any noun, as the API shows it. */
export type Row = { id: string; version?: number; [field: string]: unknown };

export const labelOf = (of: { labels: Record<string, string> }, language: Language): string =>
  of.labels[language] ?? of.labels.en ?? "";

/** What several records of a noun are called, as a list of them is. */
export const pluralOf = ({ several }: Pick<NounView, "several">, language: Language): string =>
  labelOf({ labels: several }, language);

/** The value at a field, which may be one of the tenant's own (`custom.key`). */
export const valueAt = (row: Readonly<Record<string, unknown>>, field: string): unknown =>
  field.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], row);

/** Puts a value at a field and leaves the row itself as it is. */
export function withValue(
  row: Readonly<Record<string, unknown>>,
  field: string,
  value: unknown,
): Record<string, unknown> {
  const [first = "", ...rest] = field.split(".");
  if (rest.length === 0) return { ...row, [first]: value };
  return { ...row, [first]: withValue((row[first] ?? {}) as Record<string, unknown>, rest.join("."), value) };
}

export const fieldOf = ({ fields }: Pick<NounView, "fields">, name: string): FieldView | undefined =>
  fields.find(({ field }) => field === name);

const PREFERRED = [
  "name",
  "subject",
  "number",
  "reference",
  "contractNo",
  "title",
  "bankReference",
  "code",
  "customerName",
  "month",
];

/** The field by which people know a record of the noun. */
export const titleField = ({ fields }: Pick<NounView, "fields">): string =>
  PREFERRED.find((name) => fields.some(({ field }) => field === name)) ?? "id";

const TAIL_CHARS = 6;

/** What a record without a name is called: by what it is, and the end of its id, which tells it from others. */
export const unnamed = (of: Pick<NounView, "labels">, id: string): string =>
  `${labelOf(of, readPreferences().language)} ${id.slice(-TAIL_CHARS)}`;

export const titleOf = (of: Pick<NounView, "fields" | "labels">, row: Row): string => {
  const found = PREFERRED.map((name) => row[name]).find((value) => typeof value === "string" && value !== "");
  const payer = fieldOf(of, "payer") ? (row.payer as { name?: string } | undefined)?.name : undefined;
  return String(found ?? payer ?? unnamed(of, row.id));
};

/** What is kept for the product's own use, and says nothing to a reader of a list. */
const INNER = ["version", "id", "archived", "mergedInto", "updatedAt", "unclear", "phoneShown"];
const LIST_MAX = 8;
/** Amounts among them. */
const AMOUNTS_MAX = 3;
/** What is left of an amount. */
const LEFT = ["openMinor", "unappliedMinor", "dueMinor"];

/** The columns that a list begins with: what names a record, its state, whose it is, its money, its days. */
export function defaultColumns(of: NounView): string[] {
  const title = titleField(of);
  const state = of.states?.field ?? of.fields.find(({ field }) => field === "status" || field === "state")?.field;
  const worth = ({ field, type, references, required }: FieldView): number => {
    if (field === title) return 0;
    if (field === state) return 1;
    if (references === "account" || field === "company" || field === "payer") return 2;
    if (type === "money") return 3;
    if (type === "date") return 4;
    if (field === "ownerId") return 5;
    if (required) return 6;
    if (field === "email" || field === "phone") return 7;
    if (field === "createdAt") return 8;
    return 9;
  };
  const shown = of.fields.filter(
    ({ field, type }) => !INNER.includes(field) && ((type !== "list" && type !== "object") || field === "payer"),
  );
  const ranked = shown
    .map((field) => ({ field, rank: worth(field) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank);
  // Of many amounts those that say how much and how much is left stand there, so that days and people have room.
  const amounts = ranked.filter(({ field }) => field.type === "money").map(({ field }) => field);
  const told = new Set([
    ...amounts.filter(({ required }) => required).slice(0, AMOUNTS_MAX - 1),
    ...amounts.filter(({ field }) => LEFT.includes(field)),
    ...amounts,
  ]);
  const few = [...told].slice(0, AMOUNTS_MAX);
  return ranked
    .filter(({ field }) => field.type !== "money" || few.includes(field))
    .slice(0, LIST_MAX)
    .map(({ field }) => field.field);
}

/** A filter as it stands in the address: `field` or `field.op`, with its value. */
export type Filters = Readonly<Record<string, string>>;

const OPS = ["gte", "gt", "lte", "lt"];

/** Takes a filter's name apart: `custom.key` has a point of its own. */
export function splitFilter(name: string): { field: string; op: string } {
  const at = name.lastIndexOf(".");
  const op = name.slice(at + 1);
  return at > 0 && OPS.includes(op) ? { field: name.slice(0, at), op } : { field: name, op: "eq" };
}

/** The same filters as a view keeps them. */
export function filterData(of: NounView, filters: Filters): unknown {
  const typed = (field: string, text: string): unknown => {
    const type = fieldOf(of, field)?.type;
    if (type === "number" || type === "money") return Number(text);
    return type === "boolean" ? text === "true" : text;
  };
  return {
    all: Object.entries(filters).map(([name, text]) => {
      const { field, op } = splitFilter(name);
      return { field, op, value: typed(field, text) };
    }),
  };
}
