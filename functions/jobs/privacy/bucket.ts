import { clearAt } from "../../../shared/cleared.ts";
import { keysBelow } from "../../../shared/listed.ts";
import { readObject, writeObject } from "../../../shared/objects.ts";
import type { AnyRow } from "../../../shared/table/entity.ts";
import { ERASED, relationOf } from "../../privacy/rules.ts";
import { documentKey, envelope } from "../../signing/table.ts";
import { pageKey } from "../pages.ts";
import { placeOf, type Run } from "../run.ts";
import type { Cursor } from "../schema.ts";
import { erasedFields } from "./erasing.ts";
import { counted, holdOn, type Means, meansOf, type Result, resultOf } from "./means.ts";

const WORDS_OF_JOBS = /\.json$/;
const decoder = new TextDecoder();

/** Places of the bucket with copies of rows: pages and files of jobs, files of messages, files that were imported, documents to sign. */
const places = (tenantId: string): readonly string[] =>
  ["jobs", "messages", "imports", "signing"].map((place) => `${place}/${tenantId}/`);

/** A document to sign as data; it lies beside the same as a PDF. */
const DOCUMENT = /^signing\/.*\/(env_\w+)\.json$/;

/** Fields of an item that say what became of it, and of which kind it is. */
const OF_WORK = new Set(["noun", "outcome", "relation", "code", "path"]);
const NAMES_A_ROW = /^[a-z]{3}_[0-9A-Za-z]{6,40}$/;

/** An item without any text: figures, ids and what became of it stay. */
function emptied(value: unknown, name = ""): unknown {
  if (typeof value === "string") return OF_WORK.has(name) || NAMES_A_ROW.test(value) ? value : ERASED;
  if (Array.isArray(value)) return value.map((one) => emptied(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, emptied(one, inner)]));
}

type Copy = { noun?: unknown; row?: AnyRow };

/** True for the copy of a row that is the person's, whether or not it has what they are known by. */
function isTheirs({ ids }: Means, item: unknown): boolean {
  const { noun, row } = (item ?? {}) as Copy;
  if (typeof noun !== "string" || typeof row !== "object" || row === null) return false;
  const relation = relationOf({ noun }, row, ids);
  return relation === "self" || relation === "about";
}

/** An item of a page: a copy of a row, cells of a file, what became of a record. One in which the person stands is theirs. */
function itemWithout(means: Means, item: unknown): unknown {
  const text = JSON.stringify(item);
  return isTheirs(means, item) || means.redact(text, true) !== text ? emptied(item) : item;
}

/** The items of a page of a job; nothing for a text of another form. */
function itemsOf(text: string): unknown[] | undefined {
  try {
    const page: unknown = JSON.parse(text);
    return Array.isArray(page) ? page : undefined;
  } catch {
    return undefined;
  }
}

/** What an object is without the person: a page without their items, any other text without what they are known by. */
function without(means: Means, text: string): string {
  const items = itemsOf(text);
  return items ? JSON.stringify(items.map((item) => itemWithout(means, item))) : means.redact(text, true);
}

/** The document of an envelope goes in both forms: it cannot be changed, since it was signed as it was sent. */
export async function clearDocument(tenantId: string, envelopeId: string): Promise<void> {
  await Promise.all((["pdf", "json"] as const).map((form) => clearAt(documentKey(tenantId, envelopeId, form))));
}

/** A document in which the person's address or number stands, though its envelope is somebody else's, unless law keeps it. */
async function eraseDocumentAt(run: Run, means: Means, key: string, result: Result): Promise<boolean> {
  const { call } = run;
  const [, id] = DOCUMENT.exec(key) ?? [];
  if (!id) return false;
  const text = decoder.decode((await readObject(key)).bytes);
  if (means.redact(text, false) === text) return false;
  const row = await call.table.find(envelope, id);
  const hold = row && holdOn(means, envelope, row, call.now);
  if (!hold) {
    await clearDocument(call.tenant.id, id);
    return true;
  }
  // An envelope with words of the person was counted with the rows.
  const isBare =
    Object.keys(erasedFields(envelope, row, relationOf(envelope, row, means.ids), means.redact)).length === 0;
  const rows = (result.kept[envelope.noun]?.rows ?? 0) + (isBare ? 1 : 0);
  result.kept[envelope.noun] = { rows, reason: hold.reason };
  return false;
}

/** A page of a job without the person; a file that was made for somebody goes, since it cannot be changed. */
async function eraseObject(run: Run, means: Means, key: string, result: Result): Promise<boolean> {
  if (key.startsWith("signing/")) return eraseDocumentAt(run, means, key, result);
  if (key === pageKey(placeOf(run), "known", 0)) return false;
  if (!WORDS_OF_JOBS.test(key)) {
    await clearAt(key);
    return true;
  }
  const { bytes, contentType } = await readObject(key);
  const text = decoder.decode(bytes);
  const left = without(means, text);
  if (left === text) return false;
  await writeObject(key, Buffer.from(left), contentType ?? "application/json");
  return true;
}

/** Erases in the next piece of the bucket. */
export async function bucketStep(run: Run): Promise<{ cursor: Cursor; result: Result }> {
  const { cursor } = run.job;
  const means = await meansOf(run);
  const result = resultOf(run);
  const place = places(run.call.tenant.id)[cursor.page];
  if (place === undefined) return { cursor: { ...cursor, stage: "finish", part: undefined, after: undefined }, result };
  const { keys, next } = await keysBelow(place, cursor.after);
  for (const key of keys) {
    if (await eraseObject(run, means, key, result)) counted(result.bucket, place.split("/")[0] ?? "");
  }
  return { cursor: { ...cursor, after: next, page: cursor.page + (next === undefined ? 1 : 0) }, result };
}
