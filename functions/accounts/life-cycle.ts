import * as z from "zod";
import { addDays, addMonths, monthsBetween, monthsFrom, zonedInstant } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { action, actionRoutes } from "../../shared/records/transition.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { civilDay } from "../../shared/schema.ts";
import { partitionOf, type RowOf, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { accountNoun } from "./noun.ts";
import { LIFE_CYCLE } from "./rules.ts";
import { LifeCycleMove, MoveInput, STAGES, type Stage } from "./schema.ts";
import { account, lifeCycleMove } from "./table.ts";

type Move = RowOf<typeof lifeCycleMove>;

/** Moves and new accounts that one call counts before it hands out a cursor to go on with. */
const REPORT_ROWS_MAX = 2_000;
const REPORT_MONTHS_MAX = 24;

const moveByHand = action(account, {
  name: "life-cycle",
  label: { "zh-CN": "调整生命周期阶段", en: "Move in the life cycle" },
  summary: "Moves an account to another stage of its life cycle; the move is kept for good.",
  to: ({ stage }) => stage,
  check: ({ body: { stage } }, { stage: from }) => {
    if (stage === from || LIFE_CYCLE[from].includes(stage)) return;
    const after = LIFE_CYCLE[from].join(" or ");
    throw new Fault("invalid_state", `The account is ${from}; after that comes only ${after}, not ${stage}.`);
  },
  body: MoveInput,
  example: { body: { stage: "lost", reason: "客户已注销" } },
  run: ({ body: { reason }, now }) => ({
    fields: { stageAt: now, stageWhy: { cause: "hand", ...(reason && { reason }) } },
  }),
});

const movesRoute = childRoute({
  parent: account,
  child: lifeCycleMove,
  path: "/v1/accounts/{id}/life-cycle",
  permission: "accounts.read",
  summary: "The stages that an account has gone through, oldest first; before the first it was a target.",
  view: LifeCycleMove,
  at: { index: "account", values: (accountId) => ({ accountId }), begins: "lcy#" },
  order: "oldest",
  filters: ["to", "cause"],
});

const StageFigures = z.object({
  stage: z.enum(STAGES),
  /** Accounts that came to it within the days of the report; new accounts come to `target`. */
  entered: z.int(),
  /** Accounts that left it, by where they went. */
  left: z.partialRecord(z.enum(STAGES), z.int()),
  /** How long those that left had stood in it, summed up, and on average in days. */
  stayedSeconds: z.int(),
  daysOnAverage: z.number().nullable(),
});

export const LifeCycleReport = z.object({
  stages: z.array(StageFigures),
  complete: z.boolean(),
  nextCursor: z.string().nullable(),
});
type Report = z.output<typeof LifeCycleReport>["stages"];

const SECONDS_A_DAY = 86_400;

/** What moves and new accounts amount to, stage by stage. The figures of two reports add up, but for the average. */
export function reportOf(moves: readonly Move[], created: number): Report {
  return STAGES.map((stage) => {
    const gone = moves.filter((move) => move.from === stage);
    const stay = ({ sinceAt, movedAt }: Move): number =>
      Math.floor((Date.parse(movedAt) - Date.parse(sinceAt)) / 1_000);
    const stayedSeconds = gone.reduce((sum, move) => sum + stay(move), 0);
    const left: Partial<Record<Stage, number>> = {};
    for (const { to } of gone) left[to] = (left[to] ?? 0) + 1;
    const entered = moves.filter((move) => move.to === stage).length + (stage === "target" ? created : 0);
    const daysOnAverage = gone.length === 0 ? null : stayedSeconds / gone.length / SECONDS_A_DAY;
    return { stage, entered, left, stayedSeconds, daysOnAverage };
  });
}

/** Every month, UTC, that a stretch of instants touches. */
const monthsOf = (from: string, to: string): string[] => monthsFrom(from.slice(0, 7), monthsBetween(from, to) + 1);

type Asked = { fromAt: string; toAt: string };

/** A page of the moves within the days, those of accounts that the caller sees. */
async function movesWithin(call: Caller, { fromAt, toAt }: Asked, after: string | undefined) {
  const index = lifeCycleMove.indexes.all;
  const partitions = monthsOf(fromAt, toAt).flatMap(
    (month) => (index && partitionOf(lifeCycleMove, index, { month })) ?? [],
  );
  const page = await call.table.list(lifeCycleMove, {
    sources: [{ index: "all", partitions }],
    range: { from: timeKey(fromAt), to: timeKey(toAt) },
    limit: REPORT_ROWS_MAX,
    examine: REPORT_ROWS_MAX,
    after,
  });
  if (call.access.scope(account) === "all") return page;
  const accounts = await call.table.getMany(account, new Set(page.rows.map((move) => move.accountId)));
  const isSeen = (row?: RowOf<typeof account>): boolean => row !== undefined && call.access.sees(account, row);
  return { ...page, rows: page.rows.filter((move) => isSeen(accounts.get(move.accountId))) };
}

/** A page of the accounts made within the days, those that the caller sees. */
const madeWithin = (call: Caller, { fromAt, toAt }: Asked, after: string | undefined) =>
  call.table.list(account, {
    sources: [sourceOf(account, "all")],
    range: { from: timeKey(fromAt), to: timeKey(toAt) },
    limit: REPORT_ROWS_MAX,
    examine: REPORT_ROWS_MAX,
    after,
    keep: (row) => call.access.sees(account, row),
  });

/** First the moves, then the new accounts; a cursor says which of the two, and behind which key. */
async function reportPage(call: Caller, asked: Asked, position: string) {
  const [part, ...key] = position.split(" ");
  const after = key.length > 0 ? key.join(" ") : undefined;
  if (part === "moves") {
    const page = await movesWithin(call, asked, after);
    return { stages: reportOf(page.rows, 0), next: page.next === undefined ? "made" : `moves ${page.next}` };
  }
  const page = await madeWithin(call, asked, after);
  return { stages: reportOf([], page.rows.length), next: page.next === undefined ? undefined : `made ${page.next}` };
}

const sum = (a: Report, b: Report): Report =>
  a.map((one, n) => {
    const other = b[n] as Report[number];
    const left = { ...one.left };
    for (const [to, count] of Object.entries(other.left)) left[to as Stage] = (left[to as Stage] ?? 0) + count;
    const stayedSeconds = one.stayedSeconds + other.stayedSeconds;
    const leavers = Object.values(left).reduce((total, count) => total + count, 0);
    const daysOnAverage = leavers === 0 ? null : stayedSeconds / leavers / SECONDS_A_DAY;
    return { stage: one.stage, entered: one.entered + other.entered, left, stayedSeconds, daysOnAverage };
  });

const report = route({
  method: "GET",
  path: "/v1/life-cycle-report",
  permission: "accounts.read",
  summary: "How many accounts came to each stage and left it from one day to another, and after how long.",
  query: z.strictObject({ from: civilDay, to: civilDay, cursor: z.string().max(500).optional() }),
  reply: LifeCycleReport,
  example: { query: { from: "2026-01-01", to: "2026-12-31" } },
  run: async (call) => {
    const { from, to, cursor } = call.query;
    checkUsable(call.access, account.noun, ["stage", "stageAt"]);
    if (to < from || to >= addMonths(from, REPORT_MONTHS_MAX)) {
      throw invalidField("to", `to must lie within ${REPORT_MONTHS_MAX} months from from on.`);
    }
    const { timeZone, sealingKey } = call.tenant;
    const startOf = (on: string): string => zonedInstant(on, "00:00", timeZone).toISOString();
    const asked = { fromAt: startOf(from), toAt: startOf(addDays(to, 1)) };
    const bound = JSON.stringify(["life-cycle", call.tenant.id, call.access.fingerprint(account), from, to]);
    const cursors = cursorsOf(sealingKey, bound, "This cursor is not of this report.");
    const position = cursors.opened(cursor) ?? "moves";
    let page = await reportPage(call, asked, position);
    if (page.next === "made") {
      const made = await reportPage(call, asked, page.next);
      page = { ...made, stages: sum(page.stages, made.stages) };
    }
    const nextCursor = cursors.sealed(page.next);
    return { stages: page.stages, complete: nextCursor === null, nextCursor };
  },
});

export const lifeCycleRoutes: Route[] = [...actionRoutes(accountNoun, [moveByHand]), movesRoute, report];
