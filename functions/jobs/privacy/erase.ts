import { isDeepStrictEqual } from "node:util";
import { clearAt } from "../../../shared/cleared.ts";
import { DAY_MS } from "../../../shared/duration.ts";
import type { Caller } from "../../../shared/http/route.ts";
import { keysBelow } from "../../../shared/listed.ts";
import { errorFields, log } from "../../../shared/log.ts";
import { message } from "../../../shared/notify/outbox.ts";
import { readObject, writeObject } from "../../../shared/objects.ts";
import type { Noun } from "../../../shared/records/noun.ts";
import { commit, replacement } from "../../../shared/records/write.ts";
import { anew, isOvertaken, isStale } from "../../../shared/table/anew.ts";
import { type AnyRow, type Entity, nextVersion } from "../../../shared/table/entity.ts";
import { isPassing } from "../../../shared/table/retry.ts";
import { write } from "../../../shared/table/table.ts";
import { putInPlace } from "../../../shared/table/walk.ts";
import { ERASE } from "../../../shared/table/written.ts";
import { together } from "../../../shared/together.ts";
import { type FileRow, file, incomingKey, keptKey } from "../../files/table.ts";
import { nouns } from "../../nouns.ts";
import { type Known, redactor, relationOf } from "../../privacy/rules.ts";
import { erasurePolicy } from "../../privacy/table.ts";
import { documentKey, envelope } from "../../signing/table.ts";
import { pageKey, readPage } from "../pages.ts";
import { type Kind, placeOf, type Run, Superseded } from "../run.ts";
import type { Cursor } from "../schema.ts";
import { erasedFields, type Redact } from "./erasing.ts";
import { noteKnown } from "./known.ts";
import { type Found, partitionOf, stepThrough, subjectOf, survey } from "./survey.ts";

/** Parts of the job's way: surveys, then what the person is known by, passes that erase, and the bucket. */
const KNOWING = 50;
const ERASING = 60;
const BUCKET = 90;
/** Passes that erase: what is written to the person while one is under way is found by the next, which ends when it finds nothing. */
const PASSES_MAX = 8;
/** Tries at one row that others change at the same time. */
const TRIES_MAX = 10;

/** Rows of one step that are written at once. */
const AT_ONCE = 8;

type Hold = { noun: string; years: number; reason: string };
type Result = {
  /** Rows that were changed, by noun. */
  erased: Record<string, number>;
  /** Rows that law keeps, by noun, and why. */
  kept: Record<string, { rows: number; reason: string }>;
  /** Objects of the bucket that were removed or rewritten, by place. */
  bucket: Record<string, number>;
  /** Addresses that nobody writes to again; they are kept as hashes. */
  suppressed: number;
  passes: number;
  /** Rows of the last pass that could not be written, by noun: the log names them. */
  failed: Record<string, number>;
  /** Rows in which something is left after the last pass; none, but where others wrote to the very end. */
  left: number;
};

const EMPTY: Result = { erased: {}, kept: {}, bucket: {}, suppressed: 0, passes: 0, failed: {}, left: 0 };
const resultOf = ({ job }: Run): Result => structuredClone({ ...EMPTY, ...(job.result as object) });
const personOf = ({ job }: Run): string => String(job.params.personId);
const counted = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

/** The person's names and addresses are noted; from here on records are erased. */
async function know(run: Run): Promise<{ cursor: Cursor; result: Result }> {
  const result = resultOf(run);
  result.suppressed = await noteKnown(run, await subjectOf(run, personOf(run)));
  return { cursor: { ...run.job.cursor, part: ERASING, after: undefined, page: 0, worked: 0 }, result };
}

type Means = {
  ids: ReadonlySet<string>;
  redact: Redact;
  holds: readonly Hold[];
  nouns: ReadonlyMap<string, () => Promise<Noun>>;
};
const remembered = new WeakMap<object, Promise<Means>>();

async function meansOf(run: Run): Promise<Means> {
  const made = async (): Promise<Means> => {
    const [known] = await readPage<Known>(placeOf(run), "known", 0);
    const { holds } = await erasurePolicy.held(run.call.table);
    return {
      ids: await subjectOf(run, personOf(run)),
      redact: redactor(known ?? { addresses: [], phones: [], names: [] }),
      holds,
      nouns: new Map(nouns.map(({ noun, load }) => [noun, load])),
    };
  };
  const means = remembered.get(run) ?? made();
  remembered.set(run, means);
  return means;
}

const MS_OF_A_YEAR = 366 * DAY_MS;

const holdOn = ({ holds }: Means, { noun }: Entity, { createdAt }: AnyRow, now: string): Hold | undefined =>
  holds.find((one) => one.noun === noun && Date.parse(now) < Date.parse(createdAt) + one.years * MS_OF_A_YEAR);

/** Rows that follow off the stream from those that they tell of, and go when these do. */
const FOLLOWING = new Set(["indexedRecord"]);

/** States of messages that are still to leave. */
const WAITING = new Set(["queued", "held"]);

/** What an erasure makes of a row, besides its words: a record of a person is put away. */
function changesOf(run: Run, means: Means, entity: Entity, row: AnyRow, key: string): Record<string, unknown> {
  if (FOLLOWING.has(entity.noun) || row.id === run.job.id) return {};
  const relation = relationOf(entity, row, means.ids, key);
  const fields = erasedFields(entity, row, relation, means.redact);
  // What has not left yet leaves no more.
  if (entity.noun === message.noun && relation === "about" && WAITING.has(String(row.state))) {
    return { ...fields, state: "suppressed", nextAt: undefined };
  }
  const isPerson = relation === "self" && "archived" in entity.schema.shape && !row.archived;
  return isPerson ? { ...fields, archived: true } : fields;
}

/**
 * Has the noun write it, with what follows from it. False where a rule of the noun refuses, be it that the record was damaged
 * before: nobody's rule keeps what a person wants erased, so it is then written as it stands, with its places in indexes.
 */
async function erasedByNoun(call: Caller, of: Noun, row: AnyRow, fields: Record<string, unknown>): Promise<boolean> {
  const given = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null]));
  try {
    await commit(call, await replacement(call, of, row, given, { as: ERASE, anyState: true, asGiven: true }));
    return true;
  } catch (error) {
    if (isStale(error) || isPassing(error)) throw error;
    log.warn("erased past its noun", { noun: of.entity.noun, id: row.id, error: (error as Error).name });
    return false;
  }
}

/** Writes what an erasure makes of a row as everything is written: by its noun, under its version, with its places. */
async function eraseRow(run: Run, means: Means, { entity, row }: { entity: Entity; row: AnyRow }, key: string) {
  const { call } = run;
  // The version that its noun could not write though nobody had changed it: what stands beside it is not as it should be.
  let tried: number | undefined;
  return anew(TRIES_MAX, async (n) => {
    const latest = n === 1 ? row : ((await call.table.find(entity, row)) as AnyRow | undefined);
    const fields = latest ? changesOf(run, means, entity, latest, key) : {};
    if (!latest || Object.keys(fields).length === 0) return false;
    const of = latest.version === tried ? undefined : await means.nouns.get(entity.noun)?.();
    tried = latest.version;
    if (!of || !(await erasedByNoun(call, of, latest, fields))) await rewrite(call, entity, latest, fields);
    return true;
  });
}

/**
 * Writes a row as it stands. One that lies by its own words, such as the name that a payer is known by, comes to lie
 * elsewhere; where that place is taken, whatever lies there says the same.
 */
async function rewrite({ table, now }: Caller, entity: Entity, row: AnyRow, fields: object): Promise<void> {
  const after = nextVersion(row, now, fields) as AnyRow;
  if (isDeepStrictEqual(entity.key(row), entity.key(after))) {
    await table.commit([write.replace(entity, row, after, ERASE)]);
    return;
  }
  const moved = [write.delete(entity, row), write.create(entity, after)];
  await table.commit(moved).catch(async (error) => {
    if (!isOvertaken(error) || isStale(error)) throw error;
    await table.commit([write.delete(entity, row)]);
  });
}

/** The document of an envelope that names the person goes, as it was sent: it cannot be changed. While law keeps it, it stays. */
async function eraseDocument({ call }: Run, means: Means, entity: Entity, row: AnyRow): Promise<boolean> {
  if (entity.noun !== envelope.noun || !relationOf(entity, row, means.ids)) return false;
  const forms = ["pdf", "json"] as const;
  await Promise.all(forms.map((form) => clearAt(documentKey(call.tenant.id, row.id, form))));
  return true;
}

/** The bytes of a file that is the person's alone go. */
async function eraseFile({ call }: Run, means: Means, entity: Entity, row: AnyRow, key: string): Promise<boolean> {
  if (entity.noun !== file.noun || relationOf(entity, row, means.ids, key) !== "about") return false;
  const { id } = row as FileRow;
  await Promise.all([keptKey, incomingKey].map((keyOf) => clearAt(keyOf(call.tenant.id, id))));
  return true;
}

async function eraseFound(run: Run, means: Means, { item, told }: Found, result: Result): Promise<boolean> {
  if (!told) return false;
  const { entity, row } = told;
  const key = partitionOf(item);
  const fields = changesOf(run, means, entity, row, key);
  if (Object.keys(fields).length === 0) return false;
  const hold = holdOn(means, entity, row, run.call.now);
  if (hold) {
    const rows = (result.kept[entity.noun]?.rows ?? 0) + (result.passes === 0 ? 1 : 0);
    result.kept[entity.noun] = { rows, reason: hold.reason };
    return false;
  }
  if (await eraseFile(run, means, entity, row, key)) counted(result.bucket, "files");
  if (await eraseDocument(run, means, entity, row)) counted(result.bucket, "signing");
  const isBare = row.version === undefined;
  const isDone = isBare ? await putInPlace(run.call.tenant.id, item, fields) : await eraseRow(run, means, told, key);
  if (isDone) counted(result.erased, entity.noun);
  return isDone;
}

/** One row that cannot be written holds up no other; it is counted and named in the log, and tried again by each pass. */
async function eraseOrTell(run: Run, means: Means, found: Found, result: Result): Promise<boolean> {
  try {
    return await eraseFound(run, means, found, result);
  } catch (error) {
    if (isPassing(error) || error instanceof Superseded) throw error;
    const { noun = "derived" } = found.told?.entity ?? {};
    log.error("row not erased", { noun, id: String(found.told?.row.id), ...errorFields(error) });
    counted(result.failed, noun);
    return false;
  }
}

/** Erases in the next piece of the table. A pass that has erased nothing was the last. */
async function eraseStep(run: Run): Promise<{ cursor: Cursor; result: Result }> {
  const { cursor } = run.job;
  const means = await meansOf(run);
  const result = resultOf(run);
  const { found, next } = await stepThrough(run);
  if (cursor.after === undefined) result.failed = {};
  const outcomes = await together(found, AT_ONCE, (one) => eraseOrTell(run, means, one, result));
  const done = outcomes.filter(Boolean).length;
  const further = { ...cursor, items: cursor.items + done, worked: (cursor.worked ?? 0) + done, after: next };
  if (next !== undefined) return { cursor: further, result };
  result.passes += 1;
  result.left = further.worked + Object.values(result.failed).reduce((sum, n) => sum + n, 0);
  const isLast = further.worked === 0 || result.passes >= PASSES_MAX;
  return { cursor: { ...further, worked: 0, ...(isLast && { part: BUCKET }) }, result };
}

const WORDS_OF_JOBS = /\.json$/;
const decoder = new TextDecoder();

/** Places of the bucket with copies of rows: pages and files of jobs, files of messages, files that were imported. */
const places = (tenantId: string): readonly string[] => [
  `jobs/${tenantId}/`,
  `messages/${tenantId}/`,
  `imports/${tenantId}/`,
];

/** A page of a job without what the person is known by; a file that was made for somebody goes, since it cannot be changed. */
async function eraseObject(run: Run, { redact }: Means, key: string): Promise<boolean> {
  if (key === pageKey(placeOf(run), "known", 0)) return false;
  if (!WORDS_OF_JOBS.test(key)) {
    await clearAt(key);
    return true;
  }
  const { bytes, contentType } = await readObject(key);
  const text = decoder.decode(bytes);
  const redacted = redact(text, true);
  if (redacted === text) return false;
  await writeObject(key, Buffer.from(redacted), contentType ?? "application/json");
  return true;
}

async function bucketStep(run: Run): Promise<{ cursor: Cursor; result: Result }> {
  const { cursor } = run.job;
  const means = await meansOf(run);
  const result = resultOf(run);
  const place = places(run.call.tenant.id)[cursor.page];
  if (place === undefined) return { cursor: { ...cursor, stage: "finish", part: undefined, after: undefined }, result };
  const { keys, next } = await keysBelow(place, cursor.after);
  for (const key of keys) {
    if (await eraseObject(run, means, key)) counted(result.bucket, place.split("/")[0] ?? "");
  }
  return { cursor: { ...cursor, after: next, page: cursor.page + (next === undefined ? 1 : 0) }, result };
}

/** The erasure of one person: every place that a pass through the table and the bucket finds, and a report without values. */
export const erasure: Kind = {
  plan: async (run) => {
    const part = run.job.cursor.part ?? 0;
    if (part >= BUCKET) return bucketStep(run);
    if (part >= ERASING) return eraseStep(run);
    if (part === KNOWING) return know(run);
    const { cursor, isDone } = await survey(run, personOf(run));
    return { cursor: isDone ? { ...cursor, part: KNOWING } : cursor };
  },
  finish: async (run) => {
    await clearAt(pageKey(placeOf(run), "known", 0));
    return {};
  },
};
