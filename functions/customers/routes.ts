import * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { civilDate } from "../../shared/clock.ts";
import { notFound } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { readRoute } from "../../shared/http/lists.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { BackfillView, backfill, backfillRow } from "../../shared/records/backfill.ts";
import { loaded } from "../../shared/records/card.ts";
import { figureCell, spreadOf } from "../../shared/records/figures.ts";
import { shown } from "../../shared/records/shown.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { figureIds } from "../accounts/figures.ts";
import { accountNoun } from "../accounts/noun.ts";
import { AccountView } from "../accounts/schema.ts";
import { account, lifeCycleMove, tierChange } from "../accounts/table.ts";
import { nouns } from "../nouns.ts";
import { recounts } from "../recounts.ts";
import { everyEntity } from "../streams/entities.ts";
import { paperRoutes } from "./paper-routes.ts";
import { Customer360 } from "./schema.ts";

type Row = RowOf<typeof account>;
type Fields = Record<string, unknown>;

/** What hangs on an account by the account's index, and what tells its own history there. */
const HISTORY: readonly Entity[] = [tierChange, lifeCycleMove];
const hanging = async (): Promise<Entity[]> =>
  (await everyEntity()).filter(
    (e) => e.indexes.account?.tag === "a" && e.indexes.account.prefix && !HISTORY.includes(e),
  );

const BASIC = [
  ...["industry", "size", "website", "phone", "emailDomains", "region", "addresses", "tax", "tags", "groups", "source"],
  ...["parentId", "hasChildren", "team", "registrationNo", "payerNames"],
];

const customer360 = route({
  method: "GET",
  path: "/v1/accounts/{id}/360",
  permission: "accounts.read",
  summary: "An account with everything that hangs on it, as the caller may see it, with counts, totals and the newest.",
  query: z.strictObject({ cursor: z.string().max(1_000).optional() }),
  reply: Customer360,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id = "" } = call.params;
    const { sealingKey, id: tenantId, timeZone } = call.tenant;
    const bound = JSON.stringify(["360", tenantId, call.actor.principalId, id]);
    const cursors = cursorsOf(sealingKey, bound, "This cursor is not of this account.");
    const after = cursors.opened(call.query.cursor);
    const today = civilDate(new Date(call.now), timeZone);
    const [{ sectionsOf }, { valueSection }, all] = await Promise.all([
      import("./sections.ts"),
      import("./value.ts"),
      hanging(),
    ]);
    const figures = figureIds(id, today).map((figuresId) => ({ entity: figureCell as Entity, id: figuresId }));
    const { rows, also, next } = await call.table.gather({
      index: "account",
      partition: `a#${id}`,
      entities: [...all, ...HISTORY],
      after,
      also: [{ entity: account, id }, ...figures],
    });
    const [about, ...cells] = also;
    if (!about || !call.access.sees(account, about)) throw notFound(account.noun, id);
    const counters = cells.flatMap((row) => row ?? []);
    counters.push(...(await spreadOf(call.table, counters)));
    const view = AccountView.parse(await shown(call, accountNoun, about as Row));
    const seen: Fields = projected(call.access, account.noun, view);
    return {
      account: seen,
      basic: Object.fromEntries(
        BASIC.filter((field) => seen[field] !== undefined).map((field) => [field, seen[field]]),
      ),
      ...(await sectionsOf(call, id, all, rows)),
      value: valueSection(call, seen, rows, counters, today),
      complete: next === undefined,
      nextCursor: cursors.sealed(next),
    };
  },
});

const RecountView = BackfillView.extend({ id: z.string() });

const recount = route({
  method: "POST",
  path: "/v1/figure-recounts",
  permission: "operations.retry",
  summary:
    "Counts all records anew into the figures kept of them, orders them anew, and notes of older records what is noted of new ones: how receivables stood day by day, their invoices in force, the net of orders, the words by which bank lines lead to them. Others may write meanwhile.",
  reply: RecountView,
  status: 202,
  example: {},
  run: async (call) => {
    const ordered = (await loaded(nouns)).filter(({ entity }) => entity.orders.length > 0);
    const steps = [
      ...recounts.map(({ noun }) => ({ does: "figures" as const, noun })),
      ...ordered.map(({ entity: { noun } }) => ({ does: "orders" as const, noun })),
    ];
    return call.table.create(backfill, backfillRow(call.newId(backfill.prefix), call.now, steps));
  },
});

const readRecount = readRoute({
  entity: backfill,
  path: "/v1/figure-recounts/{id}",
  permission: "operations.read",
  summary: "How far a recount of the figures is.",
  view: RecountView,
});

export const routes: Route[] = [customer360, recount, readRecount, ...paperRoutes];
