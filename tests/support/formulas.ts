import type { FilterField } from "../../shared/filter/filter.ts";

/** Fields of every kind, for expressions. */
export const FIELDS: ReadonlyMap<string, FilterField> = new Map<string, FilterField>([
  ["name", { kind: "text" }],
  ["status", { kind: "enum", options: ["open", "won"] }],
  ["amountMinor", { kind: "money" }],
  ["size", { kind: "number" }],
  ["isKey", { kind: "boolean" }],
  ["tags", { kind: "multiEnum" }],
  ["signedOn", { kind: "date" }],
  ["endsOn", { kind: "date" }],
  ["createdAt", { kind: "instant" }],
  ["closedAt", { kind: "instant" }],
  ["custom.rate", { kind: "number" }],
]);
