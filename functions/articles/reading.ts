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

type Audience = { audience?: ArticleRow["audience"] | undefined; roles?: readonly string[] | undefined };

function isOf({ kind, roles: own }: Reader, { audience = "public", roles = [] }: Audience): boolean {
  if (!WIDTH[audience].includes(kind)) return false;
  return kind !== "own" || roles.length === 0 || own.includes("admin") || roles.some((role) => own.includes(role));
}

/**
 * Whether somebody may read an article; what is not published is nobody's to read here. Its readers are those for whom it was
 * published: a draft for fewer holds at once, one for more once it is published.
 */
export const mayRead = (reader: Reader, row: ArticleRow): boolean =>
  row.published !== undefined && !row.archived && isOf(reader, row) && isOf(reader, row.published);

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
  const keep = (row: ArticleRow | undefined): row is ArticleRow =>
    row !== undefined && mayRead(reader, row) && fits(asked, row);
  const near = nearest(asked.text, compared).filter(({ id }) => keep(rows.get(id)));
  const items: (ReturnType<typeof readable> & { score: number })[] = [];
  // What was withdrawn, or is for fewer, since the texts were read is suggested to nobody.
  for (let at = 0; at < near.length && items.length < asked.limit; at += asked.limit) {
    const some = near.slice(at, at + asked.limit);
    const now = await caller.table.getMany(
      article,
      some.map(({ id }) => id),
      true,
    );
    for (const { id, score } of some) {
      const row = now.get(id);
      if (keep(row)) items.push({ ...readable(row), score: Math.round(score * 1_000) / 1_000 });
    }
  }
  return items.slice(0, asked.limit);
}
