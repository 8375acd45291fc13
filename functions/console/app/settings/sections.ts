import { PLAIN_TYPES } from "../../../../shared/records/field-types.ts";
import type { FieldView, NounView } from "../lib/nouns.ts";
import type { Say, WordKey } from "../words/index.ts";

/** A thing that is set up: where it is kept, and what is asked of whoever makes one. */
export type Section = {
  key: string;
  word: WordKey;
  path: string;
  /** Whose permissions open it. */
  module: "users" | "fields" | "bank";
  fields: readonly FieldSpec[];
  /** What the answer to making one shows once and never again. */
  secret?: "signingSecret";
};

type FieldSpec = {
  field: string;
  word: WordKey;
  type: string;
  required?: boolean;
  references?: string;
  /** The choices, or the nouns that take fields of the tenant's own. */
  options?: readonly string[] | "customNouns";
};

export const SECTIONS: readonly Section[] = [
  {
    ...{ key: "people", word: "settings.people", path: "/v1/users", module: "users" },
    fields: [
      { field: "name", word: "settings.name", type: "text", required: true },
      { field: "email", word: "settings.email", type: "text", required: true },
      { field: "phone", word: "settings.phone", type: "text" },
      { field: "departmentId", word: "settings.department", type: "id", references: "department" },
      { field: "roles", word: "settings.roles", type: "multiEnum", required: true },
    ],
  },
  {
    ...{ key: "departments", word: "settings.departments", path: "/v1/departments", module: "users" },
    fields: [
      { field: "name", word: "settings.name", type: "text", required: true },
      { field: "parentId", word: "settings.parent", type: "id", references: "department" },
      { field: "managerId", word: "settings.manager", type: "id", references: "user" },
    ],
  },
  {
    ...{ key: "roles", word: "settings.roles", path: "/v1/roles", module: "users" },
    fields: [
      { field: "name", word: "settings.name", type: "text", required: true },
      { field: "permissions", word: "settings.permissions", type: "multiEnum", required: true },
    ],
  },
  {
    ...{ key: "fields", word: "settings.fields", path: "/v1/custom-fields", module: "fields" },
    fields: [
      { field: "noun", word: "settings.noun", type: "enum", required: true, options: "customNouns" },
      { field: "key", word: "settings.key", type: "text", required: true },
      { field: "label", word: "settings.label", type: "text", required: true },
      { field: "type", word: "settings.type", type: "enum", required: true, options: PLAIN_TYPES },
      { field: "options", word: "settings.options", type: "multiEnum" },
      { field: "required", word: "form.required", type: "boolean" },
    ],
  },
  {
    ...{ key: "banks", word: "settings.banks", path: "/v1/bank-connections", module: "bank", secret: "signingSecret" },
    fields: [
      { field: "name", word: "settings.name", type: "text", required: true },
      { field: "bankName", word: "settings.bankName", type: "text" },
      { field: "accountNo", word: "settings.accountNo", type: "text", required: true },
      { field: "currency", word: "settings.currency", type: "text", required: true },
      { field: "departmentId", word: "settings.department", type: "id", references: "department" },
    ],
  },
];

/** The section's fields, so that the forms and tables of the nouns show them too. */
export const fieldsOf = ({ fields }: Section, t: Say, nouns: readonly NounView[]): FieldView[] =>
  fields.map(({ field, word, type, required = false, references, options }) => {
    const label = t(word);
    return {
      ...{ field, type, required, readOnly: false },
      labels: { "zh-CN": label, en: label },
      ...(references && { references }),
      ...(options && {
        options:
          options === "customNouns"
            ? nouns.flatMap(({ noun, labels, does }) => (does.includes("customFields") ? { value: noun, labels } : []))
            : options.map((value) => ({ value, labels: { "zh-CN": value, en: value } })),
      }),
    };
  });
