import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { spoken } from "../../shared/http/words.ts";
import type { Card } from "../../shared/records/card.ts";
import { account } from "../accounts/table.ts";
import { nouns } from "../nouns.ts";
import { merged, type Position } from "./merge.ts";
import { KINDS, TimelineItem } from "./schema.ts";
import type { Source, Subject } from "./sources.ts";

const Query = z.strictObject({
  /** Comma-separated; all of them unless named. */
  kinds: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(2_000).optional(),
});

type TimelineCall = Call<unknown, z.output<typeof Query>>;

/** The sources that this record has and this caller may read, of the kinds that are asked for. */
async function sourcesFor({ query, access }: TimelineCall, subject: Subject): Promise<Source[]> {
  const kinds = query.kinds?.split(",").filter(Boolean) ?? [...KINDS];
  const unknown = kinds.filter((kind) => !KINDS.includes(kind));
  if (unknown.length > 0)
    throw invalidField("kinds", `kinds takes ${KINDS.join(", ")}, and not ${unknown.join(", ")}.`);
  const { SOURCES, sourceOfNoun } = await import("./sources.ts");
  const hanging = subject.noun === account.noun ? nouns.filter(({ told }) => told && kinds.includes(told)) : [];
  const ofNouns = hanging.map(async (card) => sourceOfNoun(await card.load(), card.told ?? card.noun));
  return [...SOURCES, ...(await Promise.all(ofNouns))].filter(
    ({ kind, permission, has }) => kinds.includes(kind) && has(subject) && (!permission || access.can(permission)),
  );
}

async function page(call: TimelineCall, card: Card): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
  const { noun } = card;
  const { entity } = await card.load();
  const { id } = await load(call, entity);
  const subject = { noun, id };
  const { actor, query, tenant } = call;
  const bound = JSON.stringify(["timeline", id, query.kinds ?? "", actor.principalId, actor.roles, actor.departmentId]);
  const refusal = "This cursor is not of this timeline; use the nextCursor of the same query.";
  const cursors = cursorsOf(tenant.sealingKey, bound, refusal);
  const place = cursors.opened(query.cursor);
  const position = place === undefined ? undefined : (JSON.parse(place) as Position);
  // A source that the cursor does not name is at its end.
  const sources = (await sourcesFor(call, subject)).filter(({ kind }) => !position || kind in position);
  const parts = await Promise.all(
    sources.map(async (source) => {
      const after = position?.[source.kind] || undefined;
      return { kind: source.kind, after, page: await source.read(call, { subject, limit: query.limit, after }) };
    }),
  );
  const { items, next } = merged(parts, query.limit);
  return { items, nextCursor: cursors.sealed(next && JSON.stringify(next)) };
}

/**
 * The timeline of every noun. A page costs one read of the record, and of each of its sources one key query and one
 * batched get (of changes the query alone): at most 24 requests for an account and 10 for any other record, however long
 * its history is. A page may be shorter than asked for, where its reader may not see all of it.
 */
export const routes: Route[] = nouns.map((card) =>
  route({
    method: "GET",
    path: `${card.path}/{id}/timeline`,
    permission: `${card.module}.read`,
    summary: `What has happened to one ${spoken(card.noun)}, the newest first, as far as the caller may see it.`,
    query: Query,
    reply: pageOf(TimelineItem),
    example: { params: { id: "{id}" } },
    run: async (call) => page(call, card),
  }),
);
