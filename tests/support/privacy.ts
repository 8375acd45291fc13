import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { withDuck } from "../../functions/analytics/duck.ts";
import { placesOf } from "../../functions/privacy/places.ts";
import { keysBelow } from "../../shared/listed.ts";
import { readObject } from "../../shared/objects.ts";
import { tenantPrefix } from "../../shared/table/action.ts";
import { tenantCredentials } from "../../shared/table/wall.ts";
import { openArchive } from "../../shared/tabular/zip.ts";
import { type DumpedItem, dump } from "./dump.ts";
import type { TestStack } from "./stack.ts";

/** The files of a zip, by their paths. */
async function filesIn(bytes: AsyncIterable<Uint8Array>): Promise<Map<string, Buffer>> {
  const archive = await openArchive(bytes);
  const files = new Map<string, Buffer>();
  for (const path of archive.paths) files.set(path, Buffer.concat(await Array.fromAsync(archive.inflate(path))));
  return files;
}

/** The files of a zip at an address, by their paths. */
export async function unzipped(url: string): Promise<Map<string, Buffer>> {
  const reply = await fetch(url);
  if (!reply.ok || !reply.body) throw new Error(`The archive is not there: ${reply.status}`);
  return filesIn(reply.body as unknown as AsyncIterable<Uint8Array>);
}

/** What a zip holds, as one text. */
const unpacked = async (bytes: Buffer): Promise<string> =>
  [...(await filesIn(Readable.from([bytes])))].flat().map(String).join("\n");

// biome-ignore lint/suspicious/noExplicitAny: records of every shape.
export type Exported = any;

/** The records of an archive, by noun. */
export function recordsIn(files: Map<string, Buffer>): Map<string, Exported[]> {
  const all = [...files].flatMap(([path, bytes]) => {
    const [folder, noun = ""] = path.split("/");
    if (folder !== "records") return [];
    const lines = bytes.toString().split("\n").filter(Boolean);
    return lines.map((line) => ({ noun, row: JSON.parse(line) }));
  });
  return new Map([...Map.groupBy(all, ({ noun }) => noun)].map(([noun, some]) => [noun, some.map(({ row }) => row)]));
}

/** Everything of a tenant in the table. */
export const rowsOf = (stack: TestStack, tenantId: string): Promise<DumpedItem[]> =>
  dump(stack, tenantPrefix(tenantId));

/** The objects of a tenant, by their keys. */
export async function objectsOf(tenantId: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const prefix of placesOf(tenantId)) {
    let after: string | undefined;
    do {
      const { keys, next } = await keysBelow(prefix, after);
      // Files of facts are read in the tenant's own session.
      const by = prefix.startsWith("facts/") && keys.length > 0 ? await tenantCredentials(tenantId) : undefined;
      for (const key of keys) found.set(key, Buffer.from((await readObject(key, by)).bytes));
      after = next;
    } while (after !== undefined);
  }
  return found;
}

/** What is in an object, as text: a file of facts is packed, and read by its engine, and what is zipped is unpacked. */
async function wordsOf(key: string, bytes: Buffer): Promise<string> {
  if (bytes.subarray(0, 2).toString() === "PK") return unpacked(bytes);
  if (!key.endsWith(".parquet")) return bytes.toString();
  const folder = await mkdtemp(join(tmpdir(), "traces-"));
  const path = join(folder, "facts.parquet");
  await writeFile(path, bytes);
  const rows = await withDuck(folder, (duck) => duck.rows(`SELECT * FROM read_parquet('${path}')`));
  await rm(folder, { recursive: true, force: true });
  return JSON.stringify(rows);
}

/** Says which words of somebody stand in a text. */
export type Finder = (text: string) => string[];

/** Rows in which something is found, as lines. */
export const tracesIn = (rows: readonly DumpedItem[], find: Finder): string[] =>
  rows.flatMap((item) => {
    const found = find(JSON.stringify(item));
    return found.length > 0 ? [`${item.pk?.S} ${item.sk?.S}: ${found.join(", ")}`] : [];
  });

/** Rows and objects of a tenant in which something is found, as lines. */
export async function tracesOf(stack: TestStack, tenantId: string, find: Finder): Promise<string[]> {
  const objects: string[] = [];
  for (const [key, bytes] of await objectsOf(tenantId)) {
    const found = find(await wordsOf(key, bytes));
    if (found.length > 0) objects.push(`${key}: ${found.join(", ")}`);
  }
  return [...tracesIn(await rowsOf(stack, tenantId), find), ...objects];
}

/** Rows and objects in which one of the words still stands, as lines. */
export const traces = (stack: TestStack, tenantId: string, canaries: readonly string[]): Promise<string[]> =>
  tracesOf(stack, tenantId, (text) => canaries.filter((one) => text.toLowerCase().includes(one.toLowerCase())));
