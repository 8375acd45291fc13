import type * as z from "zod";
import type { TenantContext } from "../../shared/auth/access.ts";
import { filterFieldsOf } from "../../shared/filter/fields.ts";
import type { FieldKind } from "../../shared/filter/filter.ts";
import { folded } from "../../shared/filter/resolve.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { fieldsOf } from "../../shared/records/custom.ts";
import { type CustomField, isComputed } from "../../shared/records/fields.ts";
import type { Labels, Noun } from "../../shared/records/noun.ts";
import { CUSTOM, customName } from "../../shared/records/values.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { fieldLabel } from "../labels.ts";
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
  references?: Entity;
  /** What its noun calls its options. */
  labels?: Labels;
  /** Computed or kept by the product: exported and not imported. */
  readOnly?: boolean;
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
  return { ...named, kind: cell, ...(options && { options, labels: of.labels }), ...(references && { references }) };
}

const own = (of: Noun, field: CustomField): Column => ({
  field: customName(field.key),
  kind: CUSTOM_KINDS[field.type],
  label: field.label,
  names: [field.label, field.key, customName(field.key)],
  ...(field.options && { options: field.options }),
  ...(field.references && of.custom?.[field.references] && { references: of.custom[field.references] }),
  ...(isComputed(field) && { readOnly: true }),
});

/** All columns of a noun for one tenant: its id, its fields, the tenant's own, and when it was made. */
export function columnsOf(of: Noun, tenant: Pick<TenantContext, "customFields" | "locale">): Column[] {
  const { locale } = tenant;
  const id: Column = { field: "id", kind: "text", label: fieldLabel(of, "id", locale), names: namesOfField(of, "id") };
  const at = { kind: "instant" as const, readOnly: true };
  const createdAt: Column = {
    field: "createdAt",
    label: fieldLabel(of, "createdAt", locale),
    names: ["createdAt"],
    ...at,
  };
  const all = [
    id,
    ...declared(of, locale),
    ...fieldsOf(tenant, of.entity.noun).map((field) => own(of, field)),
    createdAt,
  ];
  // Two columns of one file must not have the same header: the later one is called by its field's name then.
  const seen = new Set<string>();
  return all.map((column) => {
    const label = seen.has(folded(column.label)) ? column.field : column.label;
    seen.add(folded(label));
    return { ...column, label };
  });
}

const bare = (text: string): string => folded(text).replace(/[\s_*:：()（）-]/g, "");

/** Which header holds which field, as far as headers say; no field twice. */
export function suggested(headers: readonly string[], columns: readonly Column[]): Record<string, string> {
  const byName = new Map<string, string>();
  // A column's own label counts before another's further names.
  for (const names of [(c: Column) => [c.field, c.label], (c: Column) => c.names]) {
    for (const column of columns.filter((c) => !c.readOnly)) {
      for (const name of names(column)) if (!byName.has(bare(name))) byName.set(bare(name), column.field);
    }
  }
  const taken = new Set<string>();
  return Object.fromEntries(
    headers.flatMap((header) => {
      const field = byName.get(bare(header));
      if (!field || taken.has(field)) return [];
      taken.add(field);
      return [[header, field]];
    }),
  );
}

/** The fields that a file may be matched with records by: what only one record can have, and what the noun says besides. */
export const keysOf = ({ matched = {} }: Noun, entity: Pick<Entity, "unique">): string[] => [
  "id",
  ...Object.keys(entity.unique),
  ...Object.keys(matched),
];
