import * as z from "zod";
import { notFound } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { articleActions } from "./actions.ts";
import { articleNoun } from "./noun.ts";
import { ArticleCount, ArticleRevision, Read, Readable, ReadQuery, Suggested, SuggestInput } from "./schema.ts";
import { article, articleCount, articleRevision } from "./table.ts";

const PATH = "/v1/knowledge";
/** Reading brings the search along: it is loaded with the first who reads. */
const reading = () => import("./reading.ts");

const revisions = childRoute({
  parent: article,
  child: articleRevision,
  path: `${articleNoun.path}/{id}/revisions`,
  permission: "articles.read",
  summary: "The texts of an article that were published, newest first.",
  view: ArticleRevision,
  at: { partition: (articleId) => ({ articleId }), begins: "revision#" },
  order: "newest",
});

const counts = route({
  method: "GET",
  path: `${articleNoun.path}/{id}/counts`,
  permission: "articles.read",
  summary: "How often an article was used in answers, and whom it helped.",
  reply: ArticleCount,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await call.table.get(article, call.params.id ?? "");
    if (!call.access.sees(article, row)) throw notFound(article.noun, row.id);
    return { used: 0, helpful: 0, unhelpful: 0, ...(await call.table.find(articleCount, row.id)), id: row.id };
  },
});

const list = route({
  method: "GET",
  path: PATH,
  permission: "knowledge.read",
  summary: "The published articles that the caller may read: those that answer a query, best first, else the newest.",
  query: ReadQuery,
  reply: z.object({ items: z.array(Readable) }),
  example: { query: { q: "baobiao" } },
  run: async (call) => {
    const { found, readable, readerOf } = await reading();
    return { items: (await found(call, readerOf(call), call.query)).map(readable) };
  },
});

/** An article as its readers have it; what they may not read is as if it did not exist. */
async function read(call: Parameters<Route["run"]>[0]) {
  const { mayRead, readerOf, readable } = await reading();
  const row = await call.table.get(article, call.params.id ?? "");
  if (!mayRead(readerOf(call), row)) throw notFound(article.noun, row.id);
  return { ...readable(row), body: row.published?.body ?? "" };
}

const readOne = route({
  method: "GET",
  path: `${PATH}/{id}`,
  permission: "knowledge.read",
  summary: "A published article, as its readers read it.",
  reply: Read,
  example: { params: { id: "{articleId}" } },
  run: read,
});

const rateOne = route({
  method: "POST",
  path: `${PATH}/{id}/rate`,
  permission: "knowledge.read",
  summary: "Says whether an article helped; whoever says otherwise later is counted once still.",
  body: z.strictObject({ helpful: z.boolean().describe("Whether it helped.") }),
  reply: z.object({ received: z.literal(true) }),
  example: { params: { id: "{articleId}" }, body: { helpful: true } },
  run: async (call) => {
    const { id } = await read(call);
    const { rate } = await import("./counting.ts");
    await rate(call, id, call.actor.principalId, call.body.helpful);
    return { received: true };
  },
});

const suggest = route({
  method: "POST",
  path: "/v1/article-suggestions",
  permission: "knowledge.read",
  summary: "The published articles that are nearest to what is being written, of those that the caller may read.",
  body: SuggestInput,
  reply: Suggested,
  example: { body: { text: "报表无法导出，一直转圈" } },
  run: async (call) => {
    const { readerOf, suggested } = await reading();
    return { items: await suggested(call, readerOf(call), call.body) };
  },
});

export const routes: Route[] = [
  ...crud(articleNoun),
  ...actionRoutes(articleNoun, articleActions),
  ...[revisions, counts, list, readOne, rateOne, suggest],
];
