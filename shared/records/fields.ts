import * as z from "zod";
import { DatedRate } from "../dated-rate.ts";
import { civilDay, currency, email, instant, phone, signedMinor, text } from "../schema.ts";
import { recordFields } from "../table/entity.ts";
import { FIELD_TYPES, type FieldType } from "./field-types.ts";
import { FieldOption, liveKeys, OPTIONS_KEPT_MAX, OPTIONS_MAX } from "./options.ts";

const TEXT_CHARS_MAX = 500;
const LONG_TEXT_CHARS_MAX = 10_000;
const DECIMAL_MAX = 1e12;
export const FORMULA_CHARS_MAX = 2_000;

/** The name of a field in `custom`, fixed once it is made: its label may change, its values stay. */
export const fieldKey = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, "must be letters and digits, beginning small");

const RATES_MAX = 200;

/**
 * Over the records of `noun` whose `by` names this record: how many there are, or what comes of their field `of`. Amounts
 * are of one currency: others are left to fields of their own, or converted where rates say what they are worth.
 */
export const Rollup = z.strictObject({
  noun: text(50).describe("The noun whose records are counted or added up."),
  by: text(60).describe("The field by which they name this record."),
  op: z.enum(["count", "sum", "min", "max"]).describe("What is told of them."),
  of: text(60).optional().describe("Their field of which it is told; none for a count."),
  currency: currency.optional().describe("The currency of the result; the tenant's unless told otherwise."),
  rates: z
    .array(DatedRate)
    .min(1)
    .max(RATES_MAX)
    .optional()
    .describe("Converts amounts of other currencies; without them only amounts of the currency itself are taken."),
  on: text(60)
    .optional()
    .describe("The day of theirs whose rate holds; the day on which they were made, if none is named."),
});
export type Rollup = z.output<typeof Rollup>;

/** What computed fields may give. */
export const RESULT_KINDS = ["text", "number", "money", "boolean", "date", "instant"] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

const OPTIONS_TOLD =
  "The choices: texts, or a key with labels in each language. One that a change names no more is archived: records keep it.";

/** A field that a tenant gives to one of the nouns. */
export const CustomFieldInput = z.object({
  noun: text(50),
  key: fieldKey,
  label: text(100),
  type: z.enum(FIELD_TYPES),
  required: z.boolean().optional(),
  /** No two records of the noun may have the same value. */
  unique: z.boolean().optional(),
  /** An index answers equality on it; others are answered by reading the noun. */
  filterable: z.boolean().optional(),
  options: z.array(FieldOption).min(1).max(OPTIONS_KEPT_MAX).optional().describe(OPTIONS_TOLD),
  /** The noun that a reference names. */
  references: text(50).optional(),
  /** What a new record has where its maker says nothing. */
  default: z.unknown().optional(),
  formula: text(FORMULA_CHARS_MAX).optional(),
  rollup: Rollup.optional(),
});

export const CustomField = CustomFieldInput.extend({
  ...recordFields,
  /** A removed field hides with its values, and shows both again when it is restored. */
  archived: z.boolean().optional(),
  /** What a formula or a roll-up gives; it stays, whatever becomes of the expression. */
  resultKind: z.enum(RESULT_KINDS).optional(),
  /** The fields that a formula or a roll-up is computed from: who may not see one of them sees no result of it. */
  madeOf: z.array(z.object({ noun: z.string(), field: z.string() })).optional(),
  /** The version by which it was made unique, if records may have been there before. */
  uniqueFrom: z.int().optional(),
  /** The work that brings records up to this definition which are older than it. */
  backfillId: z.string().optional(),
});
export type CustomField = z.output<typeof CustomField>;

/** A record's custom values as they are stored and shown; the tenant's fields say which there are. */
export const CustomValues = z.record(fieldKey, z.unknown());

const optionOf = (field: CustomField, held: readonly string[]): z.ZodType => {
  const live = liveKeys(field);
  return z.string().refine((key) => live.includes(key) || held.includes(key), `must be one of ${live.join(", ")}`);
};

type Shape = (field: CustomField, held: readonly string[]) => z.ZodType;

const SCHEMAS: Record<Exclude<FieldType, "formula" | "rollup">, Shape> = {
  text: () => text(TEXT_CHARS_MAX),
  longText: () => text(LONG_TEXT_CHARS_MAX),
  integer: () => z.int(),
  decimal: () => z.number().min(-DECIMAL_MAX).max(DECIMAL_MAX),
  money: () => z.strictObject({ amountMinor: signedMinor, currency }),
  date: () => civilDay,
  instant: () => instant,
  boolean: () => z.boolean(),
  enum: optionOf,
  multiEnum: (field, held) =>
    z
      .array(optionOf(field, held))
      .max(OPTIONS_MAX)
      .refine((all) => new Set(all).size === all.length, "must not name one twice"),
  url: () => z.url({ protocol: /^https?$/ }).max(TEXT_CHARS_MAX),
  email: () => email,
  phone: () => phone,
  reference: () => z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{6,40}$/, "must be the id of a record"),
};

export const isComputed = (field: Pick<CustomField, "type">): boolean =>
  field.type === "formula" || field.type === "rollup";

/** The shape of a custom field's values, archived options left out but for those of `held`; none for computed ones. */
export const valueSchemaOf = (field: CustomField, held: readonly string[] = []): z.ZodType | undefined =>
  field.type === "formula" || field.type === "rollup" ? undefined : SCHEMAS[field.type](field, held);

/** A value as it is compared where it must be unique or is looked for: text without regard to case and width. */
export const comparableValue = (value: unknown): string =>
  typeof value === "string"
    ? value.normalize("NFKC").trim().toLowerCase()
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
