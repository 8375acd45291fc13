import { isDeepStrictEqual } from "node:util";
import { clearAt } from "../../../shared/cleared.ts";
import type { Caller } from "../../../shared/http/route.ts";
import { errorFields, log } from "../../../shared/log.ts";
import { type MessageRow, message } from "../../../shared/notify/outbox.ts";
import type { Noun } from "../../../shared/records/noun.ts";
import { commit, replacement } from "../../../shared/records/write.ts";
import { anew, isOvertaken, isStale } from "../../../shared/table/anew.ts";
import { type AnyRow, type Entity, nextVersion } from "../../../shared/table/entity.ts";
import { isPassing } from "../../../shared/table/retry.ts";
import type { Item } from "../../../shared/table/store.ts";
import { write } from "../../../shared/table/table.ts";
import { itemsAt, putInPlace } from "../../../shared/table/walk.ts";
import { ERASE } from "../../../shared/table/written.ts";
import { together } from "../../../shared/together.ts";
import { type FileRow, file, incomingKey, keptKey } from "../../files/table.ts";
import { ERASED, type Relation, relationOf } from "../../privacy/rules.ts";
import { envelope } from "../../signing/table.ts";
import type { Told } from "../../streams/everything.ts";
import { pageKey } from "../pages.ts";
import { type Kind, placeOf, type Run, Superseded } from "../run.ts";
import type { Cursor } from "../schema.ts";
import { bearerIdOf, borneActions, forgetStyle, isBearer, unlearn } from "./borne.ts";
import { bucketStep, clearDocument } from "./bucket.ts";
import { erasedFields } from "./erasing.ts";
import { noteKnown } from "./known.ts";
import { counted, holdOn, type Means, meansOf, personOf, type Result, resultOf } from "./means.ts";
import { recordAt, relationIn } from "./relation.ts";
import { type Found, keyOf, partitionOf, stepThrough, subjectOf, survey } from "./survey.ts";

/** Parts of the job's way: surveys, then what the person is known by, passes that erase, and the bucket. */
const KNOWING = 50;
const ERASING = 60;
const BUCKET = 90;
/** The second look: what was on its way when the erasure ended, and came to rest behind its back. */
const AGAIN = 95;
const SEEN_AGAIN = 99;
/** As long as a queue keeps a message back; what the stream brings, with its first retries, has come by then. */
const AGAIN_AFTER_SECONDS = 900;
/** Passes that erase: what is written to the person while one is under way is found by the next, which ends when it finds nothing. */
const PASSES_MAX = 8;
/** Tries at one row that others change at the same time. */
const TRIES_MAX = 10;

/** Rows of one step that are written at once. */
const AT_ONCE = 8;

/** The person's names and addresses are noted; from here on records are erased. */
async function know(run: Run): Promise<{ cursor: Cursor; result: Result }> {
  const result = resultOf(run);
  result.suppressed = await noteKnown(run, await subjectOf(run, personOf(run)));
  return { cursor: { ...run.job.cursor, part: ERASING, after: undefined, page: 0, worked: 0 }, result };
}

/** Rows that follow off the stream from those that they tell of, and go when these do. */
const FOLLOWING = new Set(["indexedRecord"]);

/** States of messages that are still to leave. */
const WAITING: ReadonlySet<string> = new Set(["queued", "held"]);

/** True for what leads to a row that is there: it stays while that keeps its words, and goes when they do. */
async function goesWithBearer(run: Run, { entity, row }: Told): Promise<boolean> {
  const id = bearerIdOf(entity, row);
  const bearer = id === undefined ? undefined : await recordAt(run, id);
  return bearer !== undefined && isBearer(bearer.entity);
}

/** What a message is filled with goes, whoever was told; what has not left yet leaves no more. */
function changesOfMessage({ ids }: Means, row: MessageRow, relation: Relation | undefined): Partial<MessageRow> {
  const isFilled = row.filledFor !== undefined && ids.has(row.filledFor);
  return {
    ...(isFilled && row.facts !== ERASED && { facts: ERASED }),
    ...((isFilled || relation === "about") && WAITING.has(row.state) && { state: "suppressed", nextAt: undefined }),
  };
}

/** What an erasure makes of a row, besides its words: a record of a person is put away. */
async function changesOf(run: Run, means: Means, { entity, row }: Told, key: string): Promise<Record<string, unknown>> {
  if (FOLLOWING.has(entity.noun) || row.id === run.job.id) return {};
  const relation = await relationIn(run, means, { entity, row }, key);
  const fields = erasedFields(entity, row, relation, means.redact);
  if (Object.keys(fields).length > 0 && (await goesWithBearer(run, { entity, row }))) return {};
  if (entity.noun === message.noun) return { ...fields, ...changesOfMessage(means, row as MessageRow, relation) };
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
async function eraseRow(run: Run, means: Means, { entity, row }: { entity: Entity; row: AnyRow }, item: Item) {
  const { call } = run;
  // The version that its noun could not write though nobody had changed it: what stands beside it is not as it should be.
  let tried: number | undefined;
  return anew(TRIES_MAX, async (n) => {
    const latest = n === 1 ? row : ((await call.table.find(entity, row)) as AnyRow | undefined);
    const fields = latest ? await changesOf(run, means, { entity, row: latest }, partitionOf(item)) : {};
    if (!latest || Object.keys(fields).length === 0) return false;
    const of = latest.version === tried ? undefined : await means.nouns.get(entity.noun)?.();
    tried = latest.version;
    await unlearn(call.table, entity, latest, fields);
    if (!of || !(await erasedByNoun(call, of, latest, fields))) await rewrite(call, entity, latest, fields, item);
    return true;
  });
}

/**
 * Writes a row as it stands. One that lies by its own words, such as the name that a payer is known by, comes to lie
 * elsewhere; where that place is taken, whatever lies there says the same. Its words go first, where it lies: of what is
 * taken away its history tells what it was.
 */
async function rewrite(
  { table, now }: Caller,
  entity: Entity,
  row: AnyRow,
  fields: Record<string, unknown>,
  item: Item,
): Promise<void> {
  const after = nextVersion(row, now, fields) as AnyRow;
  if (isDeepStrictEqual(entity.key(row), entity.key(after))) {
    await table.commit([write.replace(entity, row, after, ERASE), ...borneActions(now, entity, row, after)]);
    return;
  }
  const [lying] = await itemsAt(table.tenantId, [keyOf(item)]);
  if (lying) await putInPlace(table.tenantId, lying, fields);
  const moved = [write.delete(entity, row), write.create(entity, after)];
  await table.commit(moved).catch(async (error) => {
    if (!isOvertaken(error) || isStale(error)) throw error;
    await table.commit([write.delete(entity, row)]);
  });
}

/** The document of an envelope that names the person goes. While law keeps it, it stays. */
async function eraseDocument({ call }: Run, means: Means, entity: Entity, row: AnyRow): Promise<boolean> {
  if (entity.noun !== envelope.noun || !relationOf(entity, row, means.ids)) return false;
  await clearDocument(call.tenant.id, row.id);
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
  if (await forgetStyle(run.call.table, means.known, entity, row)) {
    counted(result.erased, entity.noun);
    return true;
  }
  const fields = await changesOf(run, means, told, key);
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
  const isDone = isBare ? await putInPlace(run.call.tenant.id, item, fields) : await eraseRow(run, means, told, item);
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

/** One step of the second look: passes as before, through the rows alone. */
async function lookStep(run: Run): Promise<{ cursor: Cursor; result: Result }> {
  const { cursor } = run.job;
  if (cursor.part === SEEN_AGAIN) return { cursor, result: resultOf(run) };
  const isFirst = cursor.part !== AGAIN;
  const at = isFirst ? { ...cursor, part: AGAIN, after: undefined, worked: 0 } : cursor;
  run.job = { ...run.job, cursor: at };
  const step = await eraseStep(run);
  if (step.cursor.part !== BUCKET) return step;
  return {
    cursor: { ...step.cursor, part: SEEN_AGAIN },
    result: { ...step.result, lookedAgainAt: run.call.now },
  };
}

/** The erasure of one person: every place that a pass through the table and the bucket finds, and a report without values. */
export const erasure: Kind = {
  outlivesStarter: true,
  plan: async (run) => {
    const part = run.job.cursor.part ?? 0;
    if (part >= BUCKET) return bucketStep(run);
    if (part >= ERASING) return eraseStep(run);
    if (part === KNOWING) return know(run);
    const { cursor, isDone } = await survey(run, personOf(run));
    return { cursor: isDone ? { ...cursor, part: KNOWING } : cursor };
  },
  again: {
    afterSeconds: AGAIN_AFTER_SECONDS,
    look: async (run) => {
      const { cursor, result } = await lookStep(run);
      const isDone = cursor.part === SEEN_AGAIN;
      if (isDone) await clearAt(pageKey(placeOf(run), "known", 0));
      return { cursor, result, isDone };
    },
  },
};
