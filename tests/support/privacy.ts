import { keysBelow } from "../../shared/listed.ts";
import { readObject } from "../../shared/objects.ts";
import { tenantPrefix } from "../../shared/table/action.ts";
import { openArchive } from "../../shared/tabular/zip.ts";
import { type DumpedItem, dump } from "./dump.ts";
import type { TestStack } from "./stack.ts";

/** The files of a zip at an address, by their paths. */
export async function unzipped(url: string): Promise<Map<string, Buffer>> {
  const reply = await fetch(url);
  if (!reply.ok || !reply.body) throw new Error(`The archive is not there: ${reply.status}`);
  const archive = await openArchive(reply.body as unknown as AsyncIterable<Uint8Array>);
  const files = new Map<string, Buffer>();
  for (const path of archive.paths) files.set(path, Buffer.concat(await Array.fromAsync(archive.inflate(path))));
  return files;
}

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

/** Where a tenant may have something in the bucket. */
export const PREFIXES = (id: string): string[] => [
  ...["files", "incoming", "uploads", "imports", "jobs", "messages", "signing"].map((place) => `${place}/${id}/`),
  `facts/tenant=${id}/`,
];

/** The objects of a tenant, by their keys. */
export async function objectsOf(tenantId: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const prefix of PREFIXES(tenantId)) {
    let after: string | undefined;
    do {
      const { keys, next } = await keysBelow(prefix, after);
      for (const key of keys) found.set(key, Buffer.from((await readObject(key)).bytes));
      after = next;
    } while (after !== undefined);
  }
  return found;
}

/** Rows and objects in which one of the words still stands, as lines. */
export async function traces(stack: TestStack, tenantId: string, canaries: readonly string[]): Promise<string[]> {
  const has = (text: string): string[] => canaries.filter((one) => text.toLowerCase().includes(one.toLowerCase()));
  const rows = (await rowsOf(stack, tenantId)).flatMap((item) => {
    const found = has(JSON.stringify(item));
    return found.length > 0 ? [`${item.pk?.S} ${item.sk?.S}: ${found.join(", ")}`] : [];
  });
  const objects = [...(await objectsOf(tenantId))].flatMap(([key, bytes]) => {
    const found = has(bytes.toString());
    return found.length > 0 ? [`${key}: ${found.join(", ")}`] : [];
  });
  return [...rows, ...objects];
}
