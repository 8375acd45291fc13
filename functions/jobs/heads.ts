import type { InputError } from "../../shared/fault.ts";
import { type Column, meaningOf } from "./columns.ts";
import type { Notice } from "./notices.ts";

/** Headers that several columns have, with their numbers from 1: which of them is meant nobody can say by its name. */
const repeated = (header: readonly string[]): Map<string, number[]> => {
  const places = Map.groupBy(
    header.map((name, at) => ({ name, number: at + 1 })),
    ({ name }) => name,
  );
  const several = [...places].filter(([name, all]) => name !== "" && all.length > 1);
  return new Map(several.map(([name, all]) => [name, all.map(({ number }) => number)]));
};

/** Errors of the mapped columns whose header another column has as well. */
export const repeatedHeads = (header: readonly string[], mapping: Readonly<Record<string, string>>): InputError[] =>
  [...repeated(header)]
    .filter(([name]) => name in mapping)
    .map(([name, numbers]) => ({
      path: `mapping.${name}`,
      code: "duplicate",
      message: `Columns ${numbers.join(" and ")} are both called ${name}; give each a name of its own.`,
    }));

/** Why nothing is read from a column. */
function left(column: Column | undefined, taken: ReadonlySet<string>): { code: string; why: string } {
  if (column?.readOnly) return { code: "not_imported", why: "the product itself keeps this field" };
  if (column && taken.has(column.field)) return { code: "second_column", why: `another column holds ${column.label}` };
  return column
    ? { code: "unmapped_column", why: `it is not mapped, though it may be ${column.label}` }
    : { code: "unknown_column", why: "no field is known by this name; map it, or make a field of that name" };
}

const notRead = (code: string, column: string, why: string): Notice => ({
  code,
  column,
  message: `Column ${column} is not imported: ${why}.`,
});

/** A notice for each column that nothing is read from. */
export function unreadColumns(
  header: readonly string[],
  mapping: Readonly<Record<string, string>>,
  columns: readonly Column[],
  upsertBy?: string,
): Notice[] {
  const meaning = meaningOf(columns);
  const taken = new Set(Object.values(mapping));
  // A whole name leaves its parts nothing to say.
  if (taken.has("name")) for (const { field } of columns.filter(({ part }) => part)) taken.add(field);
  const first = new Map(
    [...header].reverse().flatMap((column) => (mapping[column] ? [[mapping[column], column]] : [])),
  );
  return header.flatMap((column, at): Notice[] => {
    const holder = first.get(mapping[column] ?? "");
    if (holder !== undefined && holder !== column) {
      return [{ code: "second_column", column, message: `Column ${column} is read where column ${holder} is empty.` }];
    }
    if (mapping[column] === "id" && upsertBy !== "id")
      return [notRead("not_imported", column, "ids are the product's own, and read where upsertBy is id")];
    if (column in mapping) return [];
    if (column === "") {
      return [{ code: "unnamed_column", message: `Column ${at + 1} has no header; nothing is read from it.` }];
    }
    const { code, why } = left(meaning(column), taken);
    return [notRead(code, column, why)];
  });
}
