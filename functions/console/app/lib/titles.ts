import { useEffect, useSyncExternalStore } from "react";
import { sayer } from "../words/index.ts";
import { api, type GetNounsReply } from "./api.ts";
import { unnamed } from "./nouns.ts";
import { readPreferences } from "./preferences.ts";
import { queries } from "./queries.ts";

/** As many ids as one call takes. */
const IDS_MAX = 100;
/** Parts of a page that come within this time ask together. */
const GATHER_MS = 40;
/** What a page still reads may name more; names wait for it so many times at the most, since something may read for long. */
const WAITS_MAX = 75;
/** Stands where a name is on its way, so that nobody reads an id in its place. */
const ON_ITS_WAY = "…";

/** What records are called; nothing, where nobody tells whoever looks. */
let known: ReadonlyMap<string, string | undefined> = new Map();
const asked = new Set<string>();
const waiting = new Set<string>();
const listeners = new Set<() => void>();
let isAsking = false;

function learn(titles: Iterable<readonly [string, string | undefined]>): void {
  known = new Map([...known, ...titles]);
  for (const listener of listeners) listener();
}

/**
 * Asks for what was wanted meanwhile, by one call for the whole page: once nothing more is being read. What cannot be told now is
 * asked for again when it is next wanted.
 */
async function ask(waits: number): Promise<void> {
  if (waits < WAITS_MAX && queries.isFetching() > 0) {
    setTimeout(() => void ask(waits + 1), GATHER_MS);
    return;
  }
  isAsking = false;
  const ids = [...waiting].slice(0, IDS_MAX);
  if (ids.length === 0) return;
  for (const id of ids) waiting.delete(id);
  if (waiting.size > 0) askSoon();
  try {
    const { items } = await api("GET /v1/titles", { query: { ids: ids.join(",") } });
    learn([...ids.map((id) => [id, undefined] as const), ...items.map(({ id, title }) => [id, title] as const)]);
  } catch {
    for (const id of ids) asked.delete(id);
  }
}

function askSoon(): void {
  if (isAsking) return;
  isAsking = true;
  setTimeout(() => void ask(0), GATHER_MS);
}

function want(ids: readonly string[]): void {
  for (const id of ids) {
    if (asked.has(id)) continue;
    asked.add(id);
    waiting.add(id);
  }
  if (waiting.size > 0) askSoon();
}

/** Whoever signs in next learns the titles anew, as far as they may see them; what was changed is read again. */
export function forgetTitles(): void {
  known = new Map();
  asked.clear();
  waiting.clear();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const isId = (id: unknown): id is string => typeof id === "string" && /^[a-z]{3}_[0-9A-Za-z]{6,40}$/.test(id);

/** True of a record of which whoever looks is told nothing, not even what it is called: no link leads to it. */
export const isUntold = (id: unknown): boolean => known.has(String(id)) && known.get(String(id)) === undefined;

/** What is said of an id: the record's name, else what it is, else that it is not shown. An id itself tells nobody anything. */
function said(id: string): string {
  const { language } = readPreferences();
  const title = known.get(id);
  if (title === undefined) return sayer(language)("title.untold");
  if (title !== id) return title;
  const nouns = queries.getQueryData<{ items: GetNounsReply[] }>(["nouns"])?.items;
  const of = nouns?.find(({ prefix }) => id.startsWith(`${prefix}_`));
  return of ? unnamed(of, id) : id;
}

/** What records are called that a page names by their ids. */
export function useTitles(ids: readonly unknown[]): (id: unknown) => string {
  const titles = useSyncExternalStore(subscribe, () => known);
  const wanted = [...new Set(ids.filter(isId))].sort().join(",");
  useEffect(() => {
    if (wanted !== "") want(wanted.split(","));
  }, [wanted]);
  const isWanted = new Set(wanted.split(","));
  return (id) => {
    const text = String(id ?? "");
    if (titles.has(text)) return said(text);
    return isWanted.has(text) ? ON_ITS_WAY : text;
  };
}
