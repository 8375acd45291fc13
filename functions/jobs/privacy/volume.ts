import { sha256 } from "../../../shared/http/seal.ts";
import type { Enclosed } from "../../../shared/tabular/archive.ts";
import { README } from "./format.ts";

/** A record as it is handed out, and where the bytes of its file lie. */
export type Copied = {
  noun: string;
  row: Record<string, unknown>;
  file?: { key: string; path: string; bytes: number };
};

type Listed = { path: string; bytes: number; sha256: string; records?: number };

/** What a volume is made of: pages of copies from one on, of so many in all. */
export type Volume = {
  head: Readonly<Record<string, unknown>>;
  from: number;
  pages: number;
  page(n: number): Promise<Copied[]>;
  /** The bytes of an attached file; nothing where it is not there any more. */
  bytesAt(key: string): Promise<Uint8Array | undefined>;
};

/** A volume is written by one step of the job, and closed with the page that reaches one of these. */
export type Bounds = {
  /** Pages of copies; one of them is held. */
  pages: number;
  /** Bytes of attached files. One more file fits always. */
  fileBytes: number;
};
const BOUNDS: Bounds = { pages: 100, fileBytes: 200 * 1_024 * 1_024 };

/**
 * The files of a volume, one after another; the manifest comes last and tells of all of them. `end` is where the next volume
 * begins, and how many files there are, the manifest among them. What cannot be read just now ends it with the error: then
 * it is made once more from its beginning, and has the same bytes.
 */
export async function* enclosed(
  { head, from, pages, page, bytesAt }: Volume,
  end: { page: number; files: number },
  bounds = BOUNDS,
): AsyncGenerator<Enclosed> {
  const files: Listed[] = [];
  const told = (path: string, bytes: string | Uint8Array, records?: number): Enclosed => {
    files.push({ path, bytes: Buffer.byteLength(bytes), sha256: sha256(bytes), ...(records && { records }) });
    return { path, bytes };
  };
  yield told("README.md", README);
  const missing: string[] = [];
  let fileBytes = 0;
  let at = from;
  for (; at < pages && at - from < bounds.pages && fileBytes < bounds.fileBytes; at++) {
    const all = await page(at);
    for (const [noun, some] of Map.groupBy(all, (one) => one.noun)) {
      const lines = some.map(({ row }) => `${JSON.stringify(row)}\n`).join("");
      yield told(`records/${noun}/${String(at + 1).padStart(6, "0")}.jsonl`, lines, some.length);
    }
    for (const { key, path } of all.flatMap(({ file }) => file ?? [])) {
      const bytes = await bytesAt(key);
      if (!bytes) missing.push(path);
      else {
        fileBytes += bytes.length;
        yield told(path, bytes);
      }
    }
  }
  Object.assign(end, { page: at, files: files.length + 1 });
  yield { path: "manifest.json", bytes: JSON.stringify({ ...head, last: at >= pages, files, missing }, null, 1) };
}
