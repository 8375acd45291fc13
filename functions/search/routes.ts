import { Fault } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { backfill, backfillRow, begunAnew } from "../../shared/records/backfill.ts";
import { loaded } from "../../shared/records/card.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { nouns } from "../nouns.ts";
import { callerRoute } from "./callers.ts";
import { type Position, searchFor } from "./query.ts";
import { Rebuild, SearchItem, SearchQuery } from "./schema.ts";
import { START, searchPage } from "./search.ts";
import { titlesRoute } from "./titles.ts";

/** The one row by which the whole index is made anew. */
const REBUILD_ID = "bkf_searchIndex";

const searched = nouns.filter((card) => card.searched);

/** The nouns to look among, of those that the caller may read. */
function nounsFor(call: Pick<Call, "access">, asked: string | undefined): Promise<Noun[]> {
  const names = asked?.split(",").map((name) => name.trim());
  const unknown = (names ?? []).filter((name) => !searched.some(({ noun }) => noun === name));
  if (unknown.length > 0) {
    const known = searched.map(({ noun }) => noun).join(", ");
    const message = `nouns must be some of ${known}, not ${unknown.join(", ")}.`;
    throw new Fault("malformed_request", message, { errors: [{ path: "nouns", code: "invalid", message }] });
  }
  const wanted = searched.filter(({ noun }) => !names || names.includes(noun));
  return loaded(wanted.filter(({ module }) => call.access.can(`${module}.read`)));
}

const searchRoute = route({
  method: "GET",
  path: "/v1/search",
  permission: "search.read",
  summary:
    "Finds records by names, pinyin, initials, phones, mail addresses and numbers, best first. Where one call does not reach the end, its cursor goes on.",
  query: SearchQuery,
  reply: pageOf(SearchItem),
  example: { query: { q: "shanghai" } },
  run: async (call) => {
    const { q, nouns: asked, limit, cursor } = call.query;
    const key = call.tenant.sealingKey;
    const among = await nounsFor(call, asked);
    const scopes = among.map(({ entity }) => call.access.fingerprint(entity)).join(";");
    const bound = `search ${JSON.stringify([q, asked])} ${call.actor.principalId} ${scopes}`;
    const cursors = cursorsOf(key, bound, "This cursor is not of this search; use the nextCursor of the same query.");
    const told = cursors.opened(cursor);
    const start = told === undefined ? START : (JSON.parse(told) as Position);
    const { items, next } = await searchPage(call.table, searchFor(q, call.access, among), start, limit);
    const sorted = items.sort((a, b) => a.matched.rank - b.matched.rank);
    return { items: sorted, nextCursor: cursors.sealed(next && JSON.stringify(next)) };
  },
});

const STEPS = searched.map(({ noun }) => ({ does: "search" as const, noun }));

const rebuildRoute = route({
  method: "POST",
  path: "/v1/search/rebuild",
  permission: "search.rebuild",
  summary: "Makes the search index of all records anew, in the background; where that is going on, it goes on.",
  reply: Rebuild,
  status: 202,
  example: {},
  run: async (call) => {
    const before = await call.table.find(backfill, REBUILD_ID);
    if (before && (before.state === "waiting" || before.state === "running")) return before;
    return begunAnew(call.table, REBUILD_ID, call.now, STEPS);
  },
});

const rebuildStateRoute = route({
  method: "GET",
  path: "/v1/search/rebuild",
  permission: "search.rebuild",
  summary: "Tells how far the making anew of the search index has come.",
  reply: Rebuild,
  example: {},
  run: async (call) => {
    const row = await call.table.find(backfill, REBUILD_ID);
    return row ?? { ...backfillRow(REBUILD_ID, call.now, STEPS), state: "done" };
  },
});

export const routes: Route[] = [searchRoute, callerRoute, titlesRoute, rebuildRoute, rebuildStateRoute];
