import { createHash } from "node:crypto";
import { sha256 } from "../../../shared/http/seal.ts";
import { readObject, writeObjectStream } from "../../../shared/objects.ts";
import type { AnyRow, Entity } from "../../../shared/table/entity.ts";
import { type Enclosed, writeArchive } from "../../../shared/tabular/archive.ts";
import { type FileRow, file, keptKey } from "../../files/table.ts";
import { type Relation, relationOf } from "../../privacy/rules.ts";
import { fileKey, readPage, writePage } from "../pages.ts";
import { type Kind, placeOf, type Run } from "../run.ts";
import type { Cursor } from "../schema.ts";
import { FORMAT, README } from "./format.ts";
import { partitionOf, stepThrough, subjectOf, survey } from "./survey.ts";

/** Pages of one volume: it is written by one step of the job, and one page of it is held. */
const VOLUME_PAGES = 100;
/** A volume is closed with the page that brings its attached files past this; one more file fits always. */
const VOLUME_FILE_BYTES = 200 * 1_024 * 1_024;

/** From this part on copies are made, from the next on volumes are written. Parts before it are surveys. */
const COPYING = 100;
const WRITING = 101;

type Copied = { noun: string; row: Record<string, unknown>; file?: { key: string; path: string; bytes: number } };
type Volume = { file: string; bytes: number; sha256: string; files: number };
type Result = {
  records: Record<string, number>;
  omitted: Record<string, number>;
  volumes: Volume[];
};

const resultOf = ({ job }: Run): Result => ({ records: {}, omitted: {}, volumes: [], ...(job.result as object) });
const personOf = ({ job }: Run): string | undefined => job.params.personId as string | undefined;

/** The places at which an id of the subject stands in a row. */
function placesOf(value: unknown, ids: ReadonlySet<string>, path = ""): string[] {
  if (typeof value === "string") return ids.has(value) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => placesOf(one, ids, path === "" ? name : `${path}.${name}`));
}

/** Fields that no reply tells and that open nothing: of what somebody has agreed to and said, and what an hour cost. */
const TOLD_HERE = new Set(["agreed", "said", "costMinor"]);

/** A row without what opens something: hashes of keys, signing secrets, tokens. */
const plain = ({ secret }: Entity, row: AnyRow): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !secret.includes(name) || TOLD_HERE.has(name)));

/** Where the bytes of a kept file lie, and where they stand in the archive. */
function fileOf(run: Run, entity: Entity, row: AnyRow): Pick<Copied, "file"> {
  if (entity.noun !== file.noun || (row as FileRow).state !== "ready") return {};
  const { id, name, sizeBytes } = row as FileRow;
  return { file: { key: keptKey(run.call.tenant.id, id), path: `files/${id}/${name}`, bytes: sizeBytes } };
}

function copied(run: Run, entity: Entity, row: AnyRow, relation: Relation | undefined, ids: ReadonlySet<string>) {
  const { noun } = entity;
  if (relation === "named") {
    const { id, createdAt, updatedAt } = row;
    return { noun, row: { relation, id, createdAt, updatedAt, fields: placesOf(row, ids) } };
  }
  return { noun, row: { ...(relation && { relation }), ...plain(entity, row) }, ...fileOf(run, entity, row) };
}

/** Copies the next piece of the table into a page. */
async function copyStep(run: Run): Promise<{ cursor: Cursor; result: Result }> {
  const { cursor } = run.job;
  const personId = personOf(run);
  const ids = personId === undefined ? new Set<string>() : await subjectOf(run, personId);
  const { found, next } = await stepThrough(run);
  const result = structuredClone(resultOf(run));
  const page: Copied[] = [];
  for (const { item, told } of found) {
    const relation =
      told && personId !== undefined ? relationOf(told.entity, told.row, ids, partitionOf(item)) : undefined;
    if (told && (personId === undefined || relation)) {
      page.push(copied(run, told.entity, told.row, relation, ids));
      result.records[told.entity.noun] = (result.records[told.entity.noun] ?? 0) + 1;
    } else if (!told && personId === undefined) {
      result.omitted.derived = (result.omitted.derived ?? 0) + 1;
    }
  }
  const worked = cursor.worked ?? 0;
  if (page.length > 0) await writePage(placeOf(run), "results", worked, page);
  const further = { ...cursor, worked: worked + (page.length > 0 ? 1 : 0), after: next };
  return { cursor: next === undefined ? { ...further, part: WRITING, page: 0 } : further, result };
}

/** The bytes of an attached file; nothing where it is not there any more. What cannot be read just now is read again with its volume. */
async function bytesAt(key: string): Promise<Uint8Array | undefined> {
  try {
    return (await readObject(key)).bytes;
  } catch (error) {
    if ((error as Error).name === "NoSuchKey") return undefined;
    throw error;
  }
}

type Manifest = { path: string; bytes: number; sha256: string; records?: number };

/** The files of a volume, one after another; the manifest comes last and tells of all of them. */
async function* enclosed(run: Run, from: number, ends: { at: number }): AsyncGenerator<Enclosed> {
  const place = placeOf(run);
  const files: Manifest[] = [];
  const told = (path: string, bytes: string | Uint8Array, records?: number): Enclosed => {
    files.push({ path, bytes: Buffer.byteLength(bytes), sha256: sha256(bytes), ...(records && { records }) });
    return { path, bytes };
  };
  yield told("README.md", README);
  const missing: string[] = [];
  let fileBytes = 0;
  const pages = run.job.cursor.worked ?? 0;
  let page = from;
  for (; page < pages && page - from < VOLUME_PAGES && fileBytes < VOLUME_FILE_BYTES; page++) {
    const all = await readPage<Copied>(place, "results", page);
    for (const [noun, some] of Map.groupBy(all, (one) => one.noun)) {
      const lines = some.map(({ row }) => `${JSON.stringify(row)}\n`).join("");
      yield told(`records/${noun}/${String(page + 1).padStart(6, "0")}.jsonl`, lines, some.length);
    }
    for (const one of all.flatMap(({ file: kept }) => kept ?? [])) {
      const bytes = await bytesAt(one.key);
      if (!bytes) missing.push(one.path);
      else {
        fileBytes += bytes.length;
        yield told(one.path, bytes);
      }
    }
  }
  ends.at = page;
  yield { path: "manifest.json", bytes: manifestOf(run, files, missing) };
}

function manifestOf(run: Run, files: Manifest[], missing: string[]): string {
  const { job, call } = run;
  const { records, omitted, volumes } = resultOf(run);
  const personId = personOf(run);
  const head = {
    ...{ format: FORMAT, of: personId ? "person" : "tenant", tenantId: call.tenant.id },
    ...(personId && { personId }),
    ...{ jobId: job.id, startedAt: job.createdAt, writtenAt: call.now, volume: volumes.length + 1 },
  };
  return JSON.stringify({ ...head, records, omitted, files, missing }, null, 1);
}

/** Writes the next volume. Written again, it replaces itself. */
async function volumeStep(run: Run): Promise<{ cursor: Cursor; result: Result }> {
  const { cursor } = run.job;
  const result = structuredClone(resultOf(run));
  const name = `${personOf(run) ? "person" : "tenant"}-${String(result.volumes.length + 1).padStart(3, "0")}.zip`;
  const ends = { at: cursor.page };
  const hash = createHash("sha256");
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const piece of writeArchive(enclosed(run, cursor.page, ends))) {
      hash.update(piece);
      yield piece;
    }
  }
  const bytes = await writeObjectStream(fileKey(placeOf(run), name), hashed(), "application/zip");
  const files = ends.at - cursor.page;
  result.volumes.push({ file: name, bytes, sha256: hash.digest("hex"), files });
  const isLast = ends.at >= (cursor.worked ?? 0);
  return { cursor: { ...cursor, page: ends.at, ...(isLast && { stage: "finish", part: undefined }) }, result };
}

/** The next step of making copies: of what is found, then of volumes. */
async function copyOn(run: Run): ReturnType<Kind["plan"]> {
  const { cursor, result } = await (run.job.cursor.part === WRITING ? volumeStep(run) : copyStep(run));
  const records = Object.values(result.records).reduce((sum, n) => sum + n, 0);
  return { cursor: { ...cursor, items: records }, result };
}

const finish: Kind["finish"] = async (run) => ({ file: resultOf(run).volumes[0]?.file });

/** Everything that the tenant holds on one person. */
export const personExport: Kind = {
  plan: async (run) => {
    const { cursor } = run.job;
    if ((cursor.part ?? 0) >= COPYING) return copyOn(run);
    const { cursor: next, isDone } = await survey(run, personOf(run) ?? "");
    return { cursor: isDone ? { ...next, part: COPYING, page: 0 } : next };
  },
  finish,
};

/** Everything that a tenant has, every entity, with the files. */
export const tenantExport: Kind = { plan: copyOn, finish };
