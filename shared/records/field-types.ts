/** What a field of a tenant's own holds that needs no other noun. */
export const PLAIN_TYPES = [
  "text",
  "longText",
  "integer",
  "decimal",
  "money",
  "date",
  "instant",
  "boolean",
  "enum",
  "multiEnum",
  "url",
  "email",
  "phone",
] as const;

/** What a custom field may hold. Formulas and roll-ups are computed and never written by a caller. */
export const FIELD_TYPES = [...PLAIN_TYPES, "reference", "formula", "rollup"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];
