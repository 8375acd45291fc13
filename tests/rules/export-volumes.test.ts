import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Copied, enclosed, type Volume } from "../../functions/jobs/privacy/volume.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { writeArchive } from "../../shared/tabular/archive.ts";
import { openArchive } from "../../shared/tabular/zip.ts";

type Manifest = {
  volume: number;
  last: boolean;
  files: { path: string; bytes: number; sha256: string; records?: number }[];
  missing: string[];
};
type Read = { manifest: Manifest; files: Map<string, Buffer>; bytes: Buffer };

/** What the bucket has of attached files, and how often it fails before it gives one of them. */
type Bucket = { gone: ReadonlySet<string>; failures: number };

const lines = (files: Map<string, Buffer>): { id: string }[] =>
  [...files].flatMap(([path, bytes]) =>
    path.startsWith("records/")
      ? bytes
          .toString()
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : [],
  );

const bytesOf = (key: string): Buffer => Buffer.from(`${key} `.repeat(20));

async function volumesOf(pages: Copied[][], bounds: { pages: number; fileBytes: number }, bucket: Bucket) {
  const volumes: Read[] = [];
  let failures = bucket.failures;
  for (let from = 0, isFirst = true; isFirst || from < pages.length; isFirst = false) {
    const end = { page: from, files: 0 };
    const of: Volume = {
      ...{ head: { volume: volumes.length + 1 }, from, pages: pages.length, page: async (n) => pages[n] as Copied[] },
      bytesAt: async (key) => {
        if (failures > 0) {
          failures -= 1;
          throw new Error("The bucket is busy.");
        }
        return bucket.gone.has(key) ? undefined : bytesOf(key);
      },
    };
    let made: Uint8Array[] | undefined;
    // As a job does it: a step that throws is taken once more from where the row says.
    while (!made) made = await Array.fromAsync(writeArchive(enclosed(of, end, bounds))).catch(() => undefined);
    const bytes = Buffer.concat(made);
    const archive = await openArchive([bytes] as unknown as AsyncIterable<Uint8Array>);
    const files = new Map<string, Buffer>();
    for (const path of archive.paths) files.set(path, Buffer.concat(await Array.fromAsync(archive.inflate(path))));
    expect(files.size).toBe(end.files);
    volumes.push({ manifest: JSON.parse(String(files.get("manifest.json"))), files, bytes });
    from = end.page;
  }
  return volumes;
}

const record = fc.record({ noun: fc.constantFrom("account", "contact", "file"), hasFile: fc.boolean() });
const worlds = fc.record({
  pages: fc.array(fc.array(record, { minLength: 1, maxLength: 4 }), { maxLength: 7 }),
  bounds: fc.record({ pages: fc.integer({ min: 1, max: 3 }), fileBytes: fc.integer({ min: 1, max: 400 }) }),
  gone: fc.array(fc.nat(20), { maxLength: 4 }),
  failures: fc.nat(5),
});

function copies(pages: { noun: string; hasFile: boolean }[][]): Copied[][] {
  let n = 0;
  return pages.map((page) =>
    page.map(({ noun, hasFile }) => {
      n += 1;
      const file = { key: `kept/${n}`, path: `files/${n}/a.txt`, bytes: bytesOf(`kept/${n}`).length };
      return { noun, row: { id: `${noun}_${n}` }, ...(hasFile && { file }) };
    }),
  );
}

describe("the volumes of an export", () => {
  test("have together every record and every file once, each says what is in it, and the last says that it is", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ pages, bounds, gone, failures }) => {
        const all = copies(pages);
        const missing = new Set(gone.map((n) => `kept/${n}`));
        const volumes = await volumesOf(all, bounds, { gone: missing, failures });
        const ids = volumes.flatMap(({ files }) => lines(files).map(({ id }) => id));
        expect(ids.toSorted()).toEqual(
          all
            .flat()
            .map(({ row }) => row.id as string)
            .toSorted(),
        );
        const kept = all.flat().flatMap(({ file }) => file ?? []);
        const there = volumes.flatMap(({ files }) => [...files.keys()].filter((path) => path.startsWith("files/")));
        const paths = (isGone: boolean): string[] =>
          kept.filter(({ key }) => missing.has(key) === isGone).map(({ path }) => path);
        expect(there.toSorted()).toEqual(paths(false).toSorted());
        expect(volumes.flatMap(({ manifest }) => manifest.missing).toSorted()).toEqual(paths(true).toSorted());
        for (const [n, { manifest, files }] of volumes.entries()) {
          expect([manifest.volume, manifest.last]).toEqual([n + 1, n === volumes.length - 1]);
          const said = manifest.files.map(({ path, bytes, sha256: hash }) => [path, bytes, hash]);
          const has = [...files].filter(([path]) => path !== "manifest.json");
          expect(said).toEqual(has.map(([path, bytes]) => [path, bytes.length, sha256(bytes)]));
          const pagesIn = new Set([...files.keys()].flatMap((path) => /(\d{6})\.jsonl$/.exec(path)?.[1] ?? []));
          expect(pagesIn.size).toBeLessThanOrEqual(bounds.pages);
        }
      }),
    );
  });

  test("are the same bytes whether the bucket failed meanwhile or not", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ pages, bounds, failures }) => {
        const made = (fails: number) => volumesOf(copies(pages), bounds, { gone: new Set(), failures: fails });
        const [calm, busy] = [await made(0), await made(failures)];
        expect(busy.map(({ bytes }) => bytes.toString("base64"))).toEqual(
          calm.map(({ bytes }) => bytes.toString("base64")),
        );
      }),
      { numRuns: 40 },
    );
  });
});
