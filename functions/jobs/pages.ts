import { readObject, writeObject } from "../../shared/objects.ts";
import type { ItemResult } from "./schema.ts";

/** Items of one page: what is worked on between two looks at whether the job is to end. */
export const PAGE_ITEMS = 200;

/** Everything of a job that is too much for its row lies under this prefix; a lifecycle rule removes it after a while. */
const PREFIX = "jobs/";

type Owner = { tenantId: string; jobId: string };

/** `plan`: what is to be worked on. `results`: what came of it. `undo`: what came of taking it back. `known`: what a person is known by, until they are erased. */
export type Series = "plan" | "results" | "undo" | "known";

export const fileKey = ({ tenantId, jobId }: Owner, name: string): string => `${PREFIX}${tenantId}/${jobId}/${name}`;

export const pageKey = (of: Owner, series: Series, page: number): string =>
  fileKey(of, `${series}/${String(page).padStart(6, "0")}.json`);

/** Written again, a page replaces itself: a run that is repeated leaves what it found. */
export const writePage = (of: Owner, series: Series, page: number, items: readonly unknown[]): Promise<void> =>
  writeObject(pageKey(of, series, page), Buffer.from(JSON.stringify(items)), "application/json");

export async function readPage<T>(of: Owner, series: Series, page: number): Promise<T[]> {
  const { bytes } = await readObject(pageKey(of, series, page));
  return JSON.parse(new TextDecoder().decode(bytes)) as T[];
}

/** Pages one after another; the next is fetched while one is looked at. */
export async function* eachPage<T>(of: Owner, series: Series, count: number): AsyncGenerator<T[]> {
  let coming = count > 0 ? readPage<T>(of, series, 0) : undefined;
  for (let page = 1; coming; page++) {
    const items = await coming;
    coming = page < count ? readPage<T>(of, series, page) : undefined;
    yield items;
  }
}

export const sumOf = (results: readonly ItemResult[]): { done: number; failed: number } => {
  const failed = results.filter((r) => r.outcome === "failed" || r.outcome === "kept").length;
  return { done: results.length - failed, failed };
};
