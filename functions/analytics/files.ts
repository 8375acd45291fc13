import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Fact } from "../../shared/facts/fact.ts";
import { readObject, removeObject, writeObject } from "../../shared/objects.ts";
import { tenantCredentials } from "../../shared/table/wall.ts";
import type { Duck } from "./duck.ts";
import { columnsOf } from "./relation.ts";
import { literal, named } from "./sql.ts";
import type { FactFile } from "./table.ts";

const PARQUET = "application/vnd.apache.parquet";

/**
 * Every tenant's files lie under a prefix of its own, by fact and month: as Athena reads them. They are reached with the session
 * of the tenant whose they are, which AWS compares with the prefix; no Lambda has a right of its own to any of them.
 */
export const fileKey = (tenantId: string, fact: string, month: string, id: string): string =>
  `facts/tenant=${tenantId}/fact=${fact}/month=${month}/${id}.parquet`;

/** Whose files are worked with, and where the engine has them. */
export type Shelf = { tenantId: string; folder: string };

const localOf = (folder: string, { key }: Pick<FactFile, "key">): string => join(folder, key.replaceAll("/", "_"));

/** The files where the engine can read them; each is fetched once. */
export async function fetched({ tenantId, folder }: Shelf, files: readonly FactFile[]): Promise<string[]> {
  const by = await tenantCredentials(tenantId);
  return Promise.all(
    files.map(async (file) => {
      const path = localOf(folder, file);
      await writeFile(path, (await readObject(file.key, by)).bytes);
      return path;
    }),
  );
}

/** Takes files away that others have taken the place of. */
export async function discarded(tenantId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const by = await tenantCredentials(tenantId);
  await Promise.all(keys.map((key) => removeObject(key, by)));
}

/** What reads some files as one table. Columns that a file lacks, since it is older than they are, are empty. */
export const readSql = (paths: readonly string[], fact: Fact): string => {
  const columns = Object.entries(columnsOf(fact))
    .map(([name, type]) => `CAST(${named(name)} AS ${type}) AS ${named(name)}`)
    .join(", ");
  const all = paths.map(literal).join(", ");
  return `SELECT ${columns} FROM read_parquet([${all}], union_by_name = true)`;
};

/** The dates of a fact, whose first and last days tell which files a period needs. */
export const datesOf = ({ dimensions }: Fact): string[] =>
  Object.entries(dimensions).flatMap(([key, { kind }]) => (kind === "date" ? [key] : []));

/** Writes the rows of a table as the file of a month, and says what is in it. */
export async function written(
  duck: Duck,
  { tenantId, folder }: Shelf,
  fact: Fact,
  { table, month, key }: { table: string; month: string; key: string },
): Promise<FactFile> {
  const path = localOf(folder, { key });
  const ends = datesOf(fact).flatMap((date) => [
    `MIN(${named(date)}) AS ${named(`${date}<`)}`,
    `MAX(${named(date)}) AS ${named(`${date}>`)}`,
  ]);
  const [stats = {}] = await duck.rows(`SELECT ${["COUNT(*) AS n", ...ends].join(", ")} FROM ${named(table)}`);
  await duck.run(
    `COPY (SELECT * FROM ${named(table)} ORDER BY recordId, part) TO ${literal(path)} (FORMAT PARQUET, COMPRESSION ZSTD)`,
  );
  await writeObject(key, await readFile(path), PARQUET, await tenantCredentials(tenantId));
  const dates = datesOf(fact).flatMap((date): [string, [string, string]][] =>
    stats[`${date}<`] ? [[date, [String(stats[`${date}<`]), String(stats[`${date}>`])]]] : [],
  );
  return { month, key, rows: Number(stats.n), dates: Object.fromEntries(dates) };
}
