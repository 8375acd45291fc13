import { addDays, civilDate, monthsBetween, monthsFrom, zonedInstant } from "../../shared/clock.ts";
import { later } from "../../shared/duration.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion, type RowOf, shardOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { handOverPolicy } from "../orders/table.ts";
import { bookId, renewal, renewalBook } from "../renewals/table.ts";
import { user } from "../users/table.ts";
import {
  bandOf,
  type Day,
  episodeOf,
  isReviewDue,
  keepersOf,
  type Model,
  modelFor,
  partsOf,
  peaksFrom,
  scoreOf,
  slideOf,
  unheard,
} from "./rules.ts";
import {
  dayId,
  health,
  healthModel,
  healthScore,
  placeOf,
  playbook,
  reviewPolicy,
  scoreId,
  usageDay,
} from "./table.ts";
import { type Fall, fallTasks, reviewTask } from "./tell.ts";

/** A look that was broken off is made again after so long. */
const AGAIN_MS = 300_000;
/** The window of ninety days and the one before it. */
const DAYS_BACK = 180;
/** The best score of so many days is what a fall is measured from. */
const BEST_DAYS = 30;
const NIGHT_MINUTES = 360;

export type HealthRow = RowOf<typeof health>;
type Renewal = RowOf<typeof renewal>;

/** An account's days of usage that any window may count. */
async function daysOf({ table }: Caller, accountId: string, today: string): Promise<Day[]> {
  const first = addDays(today, -DAYS_BACK);
  const months = monthsFrom(first.slice(0, 7), monthsBetween(first, today) + 1);
  const all = await Promise.all(
    months.map((month) => table.collect(usageDay, { id: dayId(accountId, "", "") }, month)),
  );
  return all.flat().map(({ id, count, sumMilli }) => {
    return { ...placeOf(id), count: Number(count), sumMilli: Number(sumMilli) };
  });
}

/** What is still to be renewed by an account, the next to end first. */
export async function openRenewals({ table }: Caller, accountId: string): Promise<Renewal[]> {
  const book = await table.find(renewalBook, bookId(accountId));
  const rows = await table.getMany(renewal, book?.renewalIds ?? [], true);
  return [...rows.values()]
    .filter(({ state, archived }) => !archived && state === "due")
    .sort((a, b) => (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1));
}

/** Whoever looks after an account; nobody who has left. */
async function managerOf({ table }: Caller, about: RowOf<typeof account>): Promise<string | undefined> {
  const { teamRole } = await handOverPolicy.held(table);
  const ids = keepersOf(about, teamRole);
  const people = await table.getMany(user, ids);
  return ids.find((id) => people.has(id) && people.get(id)?.archived !== true);
}

async function bestOf({ table }: Caller, accountId: string, today: string, modelId: string): Promise<number> {
  const of = { accountId, on: today };
  const { rows } = await table.newest(healthScore, of, { skPrefix: "score#", limit: BEST_DAYS });
  const late = rows.filter((row) => row.on >= addDays(today, -BEST_DAYS) && row.modelId === modelId);
  return Math.max(0, ...late.map(({ score }) => score));
}

/** The day's score is the last of that day. */
async function scoreAction(call: Caller, row: HealthRow, of: { on: string; model: Model; parts: HealthRow["parts"] }) {
  const { on, model, parts } = of;
  const id = scoreId(row.accountId, on);
  const score = scoreOf(parts);
  const fields = { accountId: row.accountId, on, modelId: model.id, score, band: bandOf(model, score), parts };
  const before = await call.table.find(healthScore, { id, accountId: row.accountId, on });
  return before
    ? write.replace(healthScore, before, nextVersion(before, call.now, fields))
    : write.create(healthScore, { ...fresh(call, healthScore, id), ...fields });
}

/** Daily looks are spread over the night: time alone changes scores, and brings the ends of contracts near. */
function nextLook({ now, tenant }: Caller, accountId: string, today: string): string {
  const minute = shardOf(accountId, NIGHT_MINUTES);
  const time = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, "0")).join(":");
  const next = zonedInstant(addDays(today, 1), time, tenant.timeZone).toISOString();
  return next > now ? next : later(now, AGAIN_MS);
}

type Found = { fields: Partial<HealthRow>; actions: Action[] };

/** An account that no model is for has no score. */
const NONE: Found = {
  fields: { modelId: undefined, score: undefined, band: undefined, parts: [], episode: undefined, peaks: undefined },
  actions: [],
};

type Known = {
  about: RowOf<typeof account>;
  model: Model;
  open: readonly Renewal[];
  books: readonly RowOf<typeof playbook>[];
  today: string;
};

/** An account's score by its model, and whoever is told of a fall. */
async function reckoned(call: Caller, row: HealthRow, { about, model, open, books, today }: Known): Promise<Found> {
  const parts = partsOf(model, await daysOf(call, about.id, today), today);
  const score = scoreOf(parts);
  const best = await bestOf(call, about.id, today, model.id);
  const near = open.find(({ dueOn }) => dueOn >= today && dueOn <= addDays(today, model.nearDays));
  const { episode, news } = episodeOf(row.episode, model, { score, best, today, ...(near && { near: near.orderId }) });
  const earlier = row.modelId === model.id ? (row.peaks ?? []) : [];
  const slide = slideOf(earlier, model, { score, today, isFallen: episode !== undefined });
  const fields = { modelId: model.id, score, band: bandOf(model, score), parts, peaks: slide.peaks };
  const actions: Action[] = [await scoreAction(call, row, { on: today, model, parts })];
  if (slide.from === undefined && (!news || !episode)) return { fields: { ...fields, episode }, actions };
  const managerId = await managerOf(call, about);
  // Where nobody looks after the customer, whoever does so later is told.
  if (!managerId) return { fields: { ...fields, episode: episode && unheard(row.episode, episode) }, actions };
  const of = { about, managerId, parts, score };
  if (!episode) {
    const told: Fall = { ...of, from: slide.from ?? score, isSlow: true, ...(near && { near }) };
    actions.push(...(await fallTasks(call, told, books)));
    return { fields: { ...fields, episode, peaks: peaksFrom(score, today) }, actions };
  }
  const told: Fall = { ...of, from: episode.from, ...(news === "urgent" && near && { near }) };
  actions.push(...(await fallTasks(call, told, books)));
  return { fields: { ...fields, episode }, actions };
}

/** The review of a customer, where one is due: a task of whoever looks after it. */
async function reviewOf(call: Caller, row: HealthRow, about: RowOf<typeof account>, today: string): Promise<Found> {
  const policy = await reviewPolicy.held(call.table);
  const first = civilDate(new Date(row.createdAt), call.tenant.timeZone);
  const of = { ...(about.tier && { tier: about.tier }), last: row.reviewedOn ?? first, today };
  const managerId = isReviewDue(policy, of) ? await managerOf(call, about) : undefined;
  if (!managerId) return { fields: {}, actions: [] };
  const { actions } = await reviewTask(call, about, managerId);
  return { fields: { reviewedOn: today }, actions };
}

/**
 * Reckons an account's health, and asks for its review. The row is claimed first: usage that comes meanwhile asks again, so that this run's result is
 * refused and the next one has it.
 */
export async function look(call: Caller, due: HealthRow): Promise<void> {
  const { table, now, tenant } = call;
  const { accountId } = due;
  const claimed = nextVersion(due, now, { dueAt: later(now, AGAIN_MS) });
  await table.replace(health, due, claimed);
  const today = civilDate(new Date(now), tenant.timeZone);
  const [about, open, models, books] = await Promise.all([
    table.find(account, accountId),
    openRenewals(call, accountId),
    Array.fromAsync(table.each(healthModel, { sources: [sourceOf(healthModel, "all")] })),
    Array.fromAsync(table.each(playbook, { sources: [sourceOf(playbook, "all")] })),
  ]);
  const productTypes = open.map(({ productType }) => productType);
  const model = about && modelFor(models, { ...(about.tier && { tier: about.tier }), productTypes });
  const found = about && model ? await reckoned(call, claimed, { about, model, open, books, today }) : NONE;
  const reviewed = about ? await reviewOf(call, claimed, about, today) : { fields: {}, actions: [] };
  const fields = { ...found.fields, ...reviewed.fields, reckonedAt: now, dueAt: nextLook(call, accountId, today) };
  const next = write.replace(health, claimed, nextVersion(claimed, now, fields));
  await table.commit([next, ...found.actions, ...reviewed.actions]);
}
