import * as z from "zod";
import { addDays } from "../../shared/clock.ts";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { Reply, type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { together } from "../../shared/together.ts";
import { account } from "../accounts/table.ts";
import { renewal } from "../renewals/table.ts";
import { healthModelNoun, playbookNoun, successPlanNoun } from "./noun.ts";
import { successPlanActions } from "./plan-actions.ts";
import { BackTest, EVENTS_MAX, HealthView, SCORE_MAX, UsageInput, UsageReply } from "./schema.ts";
import { health, healthId, healthModel, healthScore, reviewPolicy } from "./table.ts";

const HISTORY_DAYS = 90;
const TESTED_DAYS = 365;
const BUCKET = 20;
const READS_AT_ONCE = 20;
const DAYS_BEFORE_MAX = 180;

const usage = route({
  method: "POST",
  path: "/v1/usage-events",
  permission: "success.write",
  summary: `Takes what customers have used, at most ${EVENTS_MAX} events a call: each once by its insert id, late ones and in any order.`,
  body: UsageInput,
  status: 202,
  reply: UsageReply,
  example: {
    body: {
      events: [
        { insertId: "evt-1", accountId: "{accountId}", metric: "logins", value: 1, at: "2026-11-22T01:00:00.000Z" },
      ],
    },
  },
  run: async (call) => {
    const { takeIn } = await import("./intake.ts");
    return new Reply(202, await takeIn(call, call.body.events));
  },
});

const healthOf = route({
  method: "GET",
  path: "/v1/accounts/{id}/health",
  permission: "success.read",
  summary: "How a customer stands: the score, the parts that add up to it, and the scores of ninety days.",
  reply: HealthView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: accountId } = await load(call, account);
    const today = todayOf(call);
    const [row, { rows }] = await Promise.all([
      call.table.find(health, healthId(accountId)),
      call.table.newest(healthScore, { accountId, on: today }, { skPrefix: "score#", limit: HISTORY_DAYS }),
    ]);
    const { modelId, score, band, parts = [], reckonedAt, episode } = row ?? {};
    const history = rows.map((of) => ({ on: of.on, score: of.score, band: of.band, modelId: of.modelId }));
    return { accountId, modelId, score, band, parts, reckonedAt, episode, history };
  },
});

type Renewal = RowOf<typeof renewal>;

const backTest = route({
  method: "GET",
  path: "/v1/health-models/{id}/back-test",
  permission: "success.read",
  summary:
    "What scores have foretold: of renewals that were decided in the last year, by the score so many days before their end, how many renewed.",
  query: z.strictObject({
    daysBefore: z.coerce
      .number()
      .int()
      .min(0)
      .max(DAYS_BEFORE_MAX)
      .default(90)
      .describe("Days before the end of which the score is taken."),
  }),
  reply: BackTest,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    checkUsable(call.access, renewal.noun, ["state", "dueOn"]);
    const model = await load(call, healthModel);
    const { daysBefore } = call.query;
    const today = todayOf(call);
    const range = { from: addDays(today, -TESTED_DAYS), to: addDays(today, 1) };
    const keep = (row: Renewal): boolean =>
      !row.archived && row.state !== "due" && row.dueMinor > 0 && call.access.sees(renewal, row);
    const rows = await Array.fromAsync(call.table.each(renewal, { sources: [sourceOf(renewal, "all")], range, keep }));
    const scored = await together(rows, READS_AT_ONCE, async (row) => {
      const of = { accountId: row.accountId, on: row.dueOn };
      const before = `score#${addDays(row.dueOn, -daysBefore)}~`;
      const [last] = (await call.table.newest(healthScore, of, { skPrefix: "score#", before, limit: 1 })).rows;
      return last?.modelId === model.id ? [{ score: last.score, isRenewed: row.state !== "churned" }] : [];
    });
    const all = scored.flat();
    const buckets = Array.from({ length: SCORE_MAX / BUCKET }, (_, n) => {
      const [from, to] = [n * BUCKET, n === SCORE_MAX / BUCKET - 1 ? SCORE_MAX : (n + 1) * BUCKET - 1];
      const own = all.filter(({ score }) => from <= score && score <= to);
      const renewed = own.filter(({ isRenewed }) => isRenewed).length;
      const share = own.length > 0 && { renewedBasisPoints: Math.round((renewed * BASIS_POINTS_WHOLE) / own.length) };
      return { from, to, count: own.length, renewed, ...share };
    });
    return { modelId: model.id, daysBefore, count: all.length, buckets };
  },
});

export const routes: Route[] = [
  usage,
  healthOf,
  ...crud(healthModelNoun),
  backTest,
  ...crud(playbookNoun),
  ...settingRoutes(reviewPolicy),
  ...crud(successPlanNoun),
  ...actionRoutes(successPlanNoun, successPlanActions),
];
