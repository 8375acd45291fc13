import { clearAt } from "../../../shared/cleared.ts";
import { keysBelow } from "../../../shared/listed.ts";
import { readObject, writeObject } from "../../../shared/objects.ts";
import { pageKey } from "../pages.ts";
import { placeOf, type Run } from "../run.ts";
import type { Cursor } from "../schema.ts";
import { counted, type Means, meansOf, type Result, resultOf } from "./means.ts";

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

/** Erases in the next piece of the bucket. */
export async function bucketStep(run: Run): Promise<{ cursor: Cursor; result: Result }> {
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
