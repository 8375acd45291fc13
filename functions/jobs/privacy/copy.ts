import { createHash } from "node:crypto";
import { readObject, writeObjectStream } from "../../../shared/objects.ts";
import type { AnyRow, Entity } from "../../../shared/table/entity.ts";
import { writeArchive } from "../../../shared/tabular/archive.ts";
import { type FileRow, file, keptKey } from "../../files/table.ts";
import { type Relation, relationOf } from "../../privacy/rules.ts";
import { fileKey, readPage, writePage } from "../pages.ts";
import { type Kind, placeOf, type Run } from "../run.ts";
import type { Cursor } from "../schema.ts";
import { FORMAT } from "./format.ts";
import { partitionOf, stepThrough, subjectOf, survey } from "./survey.ts";
import { type Copied, enclosed } from "./volume.ts";

/** From this part on copies are made, from the next on volumes are written. Parts before it are surveys. */
const COPYING = 100;
const WRITING = 101;

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

/** What the manifest of each volume says of the whole. */
function headOf(run: Run): Record<string, unknown> {
  const { job, call } = run;
  const { records, omitted, volumes } = resultOf(run);
  const personId = personOf(run);
  const of = personId ? { of: "person", personId } : { of: "tenant" };
  const whose = { format: FORMAT, ...of, tenantId: call.tenant.id, jobId: job.id };
  return { ...whose, startedAt: job.createdAt, writtenAt: call.now, volume: volumes.length + 1, records, omitted };
}

/** Writes the next volume. Written again, it replaces itself. */
async function volumeStep(run: Run): Promise<{ cursor: Cursor; result: Result }> {
  const { cursor } = run.job;
  const place = placeOf(run);
  const result = structuredClone(resultOf(run));
  const name = `${personOf(run) ? "person" : "tenant"}-${String(result.volumes.length + 1).padStart(3, "0")}.zip`;
  const volume = {
    ...{ head: headOf(run), from: cursor.page, pages: cursor.worked ?? 0 },
    ...{ page: (n: number) => readPage<Copied>(place, "results", n), bytesAt },
  };
  const end = { page: cursor.page, files: 0 };
  const hash = createHash("sha256");
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const piece of writeArchive(enclosed(volume, end))) {
      hash.update(piece);
      yield piece;
    }
  }
  const bytes = await writeObjectStream(fileKey(place, name), hashed(), "application/zip");
  result.volumes.push({ file: name, bytes, sha256: hash.digest("hex"), files: end.files });
  const isLast = end.page >= volume.pages;
  return { cursor: { ...cursor, page: end.page, ...(isLast && { stage: "finish", part: undefined }) }, result };
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
