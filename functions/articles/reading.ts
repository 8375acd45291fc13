import { Access } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import type { Caller } from "../../shared/http/route.ts";
import { Kept } from "../../shared/kept.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type Position, searchFor } from "../search/query.ts";
import { START, searchPage } from "../search/search.ts";
import { articleNoun } from "./noun.ts";
import { type Compared, nearest, termsOf } from "./rules.ts";
import type { AUDIENCES } from "./schema.ts";
import { type ArticleRow, article } from "./table.ts";

/** Who reads: a stranger, a partner, or one of the tenant's own people with their roles. */
export type Reader = { kind: "public" | "partner" | "own"; roles: readonly string[] };

/** Published articles of a tenant that are compared with what is written; of more the newest. */
const COMPARED_MAX = 2_000;
/** Of a long article its beginning is compared. */
const COMPARED_CHARS = 4_000;
/** A published article is suggested in every process within this time. */
const COMPARED_KEPT_MS = 30_000;
/** Pages of a search that are gone through for those that the reader may read. */
const PAGES_MAX = 10;

const WIDTH: Record<(typeof AUDIENCES)[number], readonly Reader["kind"][]> = {
  internal: ["own"],
  partners: ["own", "partner"],
  public: ["own", "partner", "public"],
};

/** Who asks, as a reader. */
export const readerOf = ({ actor }: Caller): Reader => ({
  kind: actor.kind === "partner" ? "partner" : "own",
  roles: actor.roles,
});

/** Whether somebody may read an article; what is not published is nobody's to read here. */
export function mayRead({ kind, roles }: Reader, row: ArticleRow): boolean {
  if (!row.published || row.archived || !WIDTH[row.audience].includes(kind)) return false;
  const isNarrowed = kind === "own" && row.roles !== undefined && row.roles.length > 0;
  return !isNarrowed || roles.includes("admin") || row.roles?.some((role) => roles.includes(role)) === true;
}

export const readable = ({ id, category, language, published }: ArticleRow) => ({
  ...{ id, title: published?.title ?? "", language },
  ...(category && { category }),
  ...{ publishedAt: published?.at ?? "", revision: published?.revision ?? 0 },
});

type Asked = { q?: string | undefined; category?: string | undefined; language?: string | undefined; limit: number };

const fits = ({ category, language }: Asked, row: ArticleRow): boolean =>
  (category === undefined || row.category === category) && (language === undefined || row.language === language);

/** The articles that answer a query, best first, of those that the reader may read; without one the newest. */
export async function found(caller: Caller, reader: Reader, asked: Asked): Promise<ArticleRow[]> {
  const { table, tenant } = caller;
  const keep = (row: ArticleRow): boolean => mayRead(reader, row) && fits(asked, row);
  if (asked.q === undefined) {
    const sources = [sourceOf(article, "all", {})];
    return (await table.list(article, { sources, descending: true, limit: asked.limit, keep })).rows;
  }
  // The index is asked as the product itself, and what it finds is judged by who reads.
  const search = searchFor(asked.q, new Access(systemActor(tenant.id, "articles"), tenant), [articleNoun]);
  const rows: ArticleRow[] = [];
  let position: Position | undefined = START;
  for (let pages = 0; position && pages < PAGES_MAX && rows.length < asked.limit; pages++) {
    const page = await searchPage(table, search, position, asked.limit);
    const ids = [...page.items].sort((a, b) => a.matched.rank - b.matched.rank).map(({ id }) => id);
    const read = await table.getMany(article, ids);
    rows.push(...ids.flatMap((id) => read.get(id) ?? []).filter(keep));
    position = page.next;
  }
  return rows.slice(0, asked.limit);
}

type Cached = { rows: Map<string, ArticleRow>; compared: Compared[] };
const kept = new Kept<Cached>(COMPARED_KEPT_MS);

async function comparedOf({ table }: Caller): Promise<Cached> {
  const sources = [sourceOf(article, "all", {})];
  const keep = ({ published, archived }: ArticleRow): boolean => published !== undefined && !archived;
  const { rows } = await table.list(article, {
    sources,
    descending: true,
    limit: COMPARED_MAX,
    examine: 2 * COMPARED_MAX,
    keep,
  });
  const compared = rows.map(({ id, published, keywords = [] }) => ({
    id,
    title: termsOf([published?.title, ...keywords].join(" ")),
    body: termsOf((published?.body ?? "").slice(0, COMPARED_CHARS)),
  }));
  return { rows: new Map(rows.map((row) => [row.id, row])), compared };
}

/** The articles that are nearest to what is being written, of those that the reader may read. */
export async function suggested(caller: Caller, reader: Reader, asked: Asked & { text: string }) {
  const { rows, compared } = await kept.get(caller.table.tenantId, () => comparedOf(caller));
  return nearest(asked.text, compared)
    .flatMap(({ id, score }) => {
      const row = rows.get(id);
      return row && mayRead(reader, row) && fits(asked, row)
        ? [{ ...readable(row), score: Math.round(score * 1_000) / 1_000 }]
        : [];
    })
    .slice(0, asked.limit);
}
