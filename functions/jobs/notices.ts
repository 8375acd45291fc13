import * as z from "zod";
import type { Oddity } from "../../shared/tabular/index.ts";

/** Rows that a notice names; of more it says how many there are. */
export const ROWS_NAMED_MAX = 10;

/** What the importer should know of a file before its rows are written, and what the product made of it. */
export const Notice = z.object({
  code: z.string(),
  column: z.string().optional(),
  /** Numbers of the first rows that it is about. */
  rows: z.array(z.int()).optional(),
  /** How many rows it is about. */
  count: z.int().optional(),
  /** The first texts that it is about. */
  values: z.array(z.string()).optional(),
  message: z.string(),
});
export type Notice = z.output<typeof Notice>;

/** Sentences of what is odd in single cells and rows, by what it is. */
const ODD: Readonly<Record<Oddity["kind"] | "ragged" | "scientific", (count: number, column: string) => string>> = {
  hidden: (count) => `${count} hidden rows were left out; show them if they are to be imported.`,
  merged: (count, column) => `${count} merged cells of column ${column} were filled into all their rows.`,
  uncalculated: (count, column) =>
    `${count} formulas of column ${column} have no result; open the file in a spreadsheet program and save it.`,
  failed: (count, column) => `${count} formulas of column ${column} ended in an error; their cells count as empty.`,
  lostDigits: (count, column) =>
    `${count} numbers of column ${column} have lost digits: a spreadsheet keeps 15. Format the column as text and enter them anew.`,
  scientific: (count, column) =>
    `${count} cells of column ${column} are in scientific notation and have lost digits. Format the column as text and export again.`,
  ragged: (count) => `${count} rows have more cells than the header; quote texts that have separators in them.`,
};

type Kind = keyof typeof ODD;

/** Gathers what is odd in a file, row by row, and tells it by column. */
export class Oddities {
  readonly #found = new Map<string, { kind: Kind; column?: string; rows: number[]; count: number }>();

  note(kind: Kind, row: number, column?: string): void {
    const key = `${kind}\n${column ?? ""}`;
    const found = this.#found.get(key) ?? { kind, column, rows: [], count: 0 };
    found.count++;
    if (found.rows.length < ROWS_NAMED_MAX) found.rows.push(row);
    this.#found.set(key, found);
  }

  told(): Notice[] {
    return [...this.#found.values()].map(({ kind, column, rows, count }) => ({
      code: kind,
      ...(column !== undefined && { column }),
      rows,
      count,
      message: ODD[kind](count, column ?? ""),
    }));
  }
}

/** Ids that a notice names. */
const DAMAGED_TOLD_MAX = 20;

/** The notices of an export with those of its rows that cannot be read and were left out. */
export function withDamaged(before: readonly Notice[], ids: readonly string[]): Notice[] {
  const known = before.find(({ code }) => code === "damaged");
  const count = (known?.count ?? 0) + ids.length;
  if (count === 0) return [...before];
  const values = [...(known?.values ?? []), ...ids].slice(0, DAMAGED_TOLD_MAX);
  const message = `${count} damaged records were left out; operators find them among the damaged records.`;
  return [...before.filter((one) => one !== known), { code: "damaged", count, values, message }];
}
