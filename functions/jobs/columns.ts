import type * as z from "zod";
import type { TenantContext } from "../../shared/auth/access.ts";
import { filterFieldsOf, innerOf } from "../../shared/filter/fields.ts";
import type { FieldKind } from "../../shared/filter/filter.ts";
import { folded } from "../../shared/filter/resolve.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { fieldsOf } from "../../shared/records/custom.ts";
import { type CustomField, isComputed } from "../../shared/records/fields.ts";
import type { Labels, Noun } from "../../shared/records/noun.ts";
import { allKeys, liveKeys } from "../../shared/records/options.ts";
import { CUSTOM, customKey, customName } from "../../shared/records/values.ts";
import { foldedLetters } from "../../shared/search/folding.ts";
import { simplified } from "../../shared/search/variants.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { fieldLabel } from "../labels.ts";
import { ADDRESS_COLUMNS, type AddressPlace, addressCalled } from "./address-cells.ts";
import { PART_BESIDE } from "./headers-abroad.ts";
import { NAME_PARTS, type NamePart } from "./person-names.ts";
import { namesOfField } from "./words.ts";

/**
 * How the cells of a column are read and written. `amount` is minor units in the currency of the row, `money` an amount
 * with its currency; `json` is what has no form of its own in a cell.
 */
export type CellKind = Exclude<FieldKind, "id" | "ids" | "money"> | "reference" | "amount" | "money" | "list" | "json";

/** A field of a noun as a column of a table file. */
export type Column = {
  /** The field's name; custom ones as `custom.key`. */
  field: string;
  kind: CellKind;
  label: string;
  /** Headers that mean it. */
  names: readonly string[];
  options?: readonly string[];
  /** The choices of a field of the tenant's own, with what they are called. */
  choices?: CustomField["options"];
  references?: Entity;
  /** What its noun calls its options. */
  labels?: Labels;
  /** Computed or kept by the product: exported and not imported. */
  readOnly?: boolean;
  /** A part of a person's name, which a file may have apart: imported and not exported. */
  part?: NamePart;
  /** A part of one of several addresses, which a file has in a column of its own: imported and not exported. */
  address?: AddressPlace;
  /** A whole number, so that separators within it part its groups. */
  whole?: boolean;
  /** An address of the web, which people write without its scheme. */
  isWebAddress?: boolean;
};

const CUSTOM_KINDS: Record<CustomField["type"], CellKind> = {
  text: "text",
  longText: "text",
  integer: "number",
  decimal: "number",
  money: "money",
  date: "date",
  instant: "instant",
  boolean: "boolean",
  enum: "enum",
  multiEnum: "multiEnum",
  url: "text",
  email: "text",
  phone: "text",
  reference: "reference",
  formula: "text",
  rollup: "text",
};

function declared(of: Noun, locale: Locale): Column[] {
  const input = Object.keys(of.input.shape).filter((field) => field !== CUSTOM && field !== "id");
  const kept = (of.kept ?? []).map((field) => ({ ...columnOf(of, of.entity.schema, field, locale), readOnly: true }));
  return [...input.map((field) => columnOf(of, of.input, field, locale)), ...kept];
}

function columnOf(of: Noun, shape: z.ZodObject, field: string, locale: Locale): Column {
  // What stands within another field is told as a text.
  const { kind = field.includes(".") ? "text" : "json", options } = filterFieldsOf(shape).get(field) ?? {};
  const references = of.references?.[field];
  const cell: CellKind = references
    ? "reference"
    : kind === "id"
      ? "text"
      : kind === "ids" || (kind === "multiEnum" && !options)
        ? "list"
        : kind === "money"
          ? "amount"
          : (kind as CellKind);
  const named = { field, label: fieldLabel(of, field, locale), names: namesOfField(of, field) };
  const { format } = shape.shape[field]
    ? (innerOf(shape.shape[field] as z.ZodType)._zod.def as { format?: string })
    : {};
  const how = {
    ...(format === "safeint" && cell === "number" && { whole: true }),
    ...(format === "url" && { isWebAddress: true }),
  };
  const said = { ...(options && { options, labels: of.labels }), ...(references && { references }) };
  return { ...named, kind: cell, ...how, ...said };
}

/** Nouns whose name is a person's. */
const PERSONS: readonly string[] = ["contact", "lead"];

const nameParts = (of: Noun, locale: Locale): Column[] =>
  NAME_PARTS.filter(() => PERSONS.includes(of.entity.noun)).map((part) => {
    const field = `name.${part}`;
    return { field, part, kind: "text", label: fieldLabel(of, field, locale), names: namesOfField(of, field) };
  });

const addressParts = (of: Noun, locale: Locale): Column[] =>
  "addresses" in of.input.shape
    ? ADDRESS_COLUMNS.map(({ field, place, label }) => ({
        ...{ field, kind: "text", address: place, names: [field] },
        label: label[locale === "en" ? 1 : 0],
      }))
    : [];

/** The field that a column writes. */
export const writtenField = ({ field, part, address }: Column): string =>
  part ? "name" : address ? "addresses" : field;

const own = (of: Noun, field: CustomField): Column => ({
  field: customName(field.key),
  kind: CUSTOM_KINDS[field.type],
  label: field.label,
  names: [field.label, field.key, customName(field.key)],
  ...(field.options && { options: [...new Set([...liveKeys(field), ...allKeys(field)])], choices: field.options }),
  ...(field.references && of.custom?.[field.references] && { references: of.custom[field.references] }),
  ...(isComputed(field) && { readOnly: true }),
  ...(field.type === "integer" && { whole: true }),
  ...(field.type === "url" && { isWebAddress: true }),
});

/** What the product itself writes of every record. */
const KEPT = ["createdAt", "updatedAt"] as const;

/** All columns of a noun for one tenant: its id, its fields, the tenant's own, and when it was made and changed. */
export function columnsOf(of: Noun, tenant: Pick<TenantContext, "customFields" | "locale">): Column[] {
  const { locale } = tenant;
  const named = (field: string) => ({ field, label: fieldLabel(of, field, locale), names: namesOfField(of, field) });
  const all: Column[] = [
    { ...named("id"), kind: "text" },
    ...declared(of, locale),
    ...fieldsOf(tenant, of.entity.noun).map((field) => own(of, field)),
    ...KEPT.map((field): Column => ({ ...named(field), kind: "instant", readOnly: true })),
    ...nameParts(of, locale),
    ...addressParts(of, locale),
  ];
  // Two columns of one file must not have the same header: the later one is called by its field's name then.
  const seen = new Set<string>();
  return all.map((column) => {
    const label = seen.has(folded(column.label)) ? column.field : column.label;
    seen.add(folded(label));
    return { ...column, label };
  });
}

/** A header as it is compared: without case, accents, blanks and the signs that people put between and behind its words. */
const bare = (text: string): string =>
  simplified(foldedLetters(folded(text))).replace(/[\s_*#:：()（）[\]【】/.'’"“”-]/g, "");
/** Without what people note behind a header: that it is required, its unit, its currency. */
const bareHead = (text: string): string => bare(text.replace(/[(（[【][^)）\]】]*[)）\]】]\s*$/, ""));

/** The column that a header means, if any. */
export function meaningOf(columns: readonly Column[]): (header: string) => Column | undefined {
  const byName = new Map<string, Column>();
  const own = columns.filter(({ field }) => customKey(field) !== undefined);
  // A column's own label counts before another's further names, and what the tenant has named before what we have.
  for (const names of [(c: Column) => [c.field, c.label], (c: Column) => c.names]) {
    for (const column of [...own, ...columns]) {
      for (const name of names(column)) if (!byName.has(bare(name))) byName.set(bare(name), column);
    }
  }
  const addresses = new Map(columns.flatMap((column) => (column.address ? [[column.field, column]] : [])));
  const called = (head: string): Column | undefined => byName.get(head) ?? addresses.get(addressCalled(head) ?? "");
  return (header) => called(bare(header)) ?? called(bareHead(header));
}

/** The meaning of headers beside each other: what alone is a whole name may be the other part of it beside the one. */
function meaningAmong(headers: readonly string[], columns: readonly Column[]): (header: string) => Column | undefined {
  const meaning = meaningOf(columns);
  const all = new Set(headers.map(bare));
  return (header) => {
    const { part, beside = [] } = PART_BESIDE[bare(header)] ?? {};
    const isPart = beside.some((other) => all.has(other));
    return (isPart && columns.find((column) => column.part === part)) || meaning(header);
  };
}

/** Fields of which a file has several columns, one for each telephone or mailbox: the first that has text counts. */
const SPARE: readonly string[] = ["phone", "email"];

/** True of a field that several columns may hold. */
export const hasSpare = (field: string): boolean => SPARE.includes(field);

/**
 * Which header holds which field, as far as headers say; no field twice, but for telephones and addresses of mail, and no
 * part of a name beside the whole one.
 */
export function suggested(headers: readonly string[], columns: readonly Column[]): Record<string, string> {
  const meaning = meaningAmong(
    headers,
    columns.filter((c) => !c.readOnly),
  );
  const isWhole = headers.some((header) => meaning(header)?.field === "name");
  const taken = new Set<string>();
  return Object.fromEntries(
    headers.flatMap((header) => {
      const column = meaning(header);
      const isTwice = column && taken.has(column.field) && !hasSpare(column.field);
      if (!column || isTwice || (isWhole && column.part)) return [];
      taken.add(column.field);
      return [[header, column.field]];
    }),
  );
}

/** The fields that a file may be matched with records by: what only one record can have, and what the noun says besides. */
export const keysOf = ({ matched = {} }: Noun, entity: Pick<Entity, "unique">): string[] => [
  ...new Set(["id", ...Object.keys(entity.unique), ...Object.keys(matched)]),
];

/** The columns of a file that is written: names and addresses stand in it whole. */
export const exportedColumns = (of: Noun, tenant: Pick<TenantContext, "customFields" | "locale">): Column[] =>
  columnsOf(of, tenant).filter(({ part, address }) => !part && !address);
