/**
 * What people keep of reports has nobody's figures. A saved report, a dashboard and a subscription hold questions;
 * each is asked anew under the rights of whoever looks, so sharing one shares no row. A subscription is told as a
 * dashboard (of one tile, for a report); a tile that fails says why and the others stand. One declaration
 * (`shared/charts`) is drawn by ECharts in Lambdas and in the console; its letters in Lambdas come from the product's
 * own font.
 */
import type * as z from "zod";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { checkRoom, guarded, keptSharing, shownSharing, usable, usableRows } from "../users/shared-with.ts";
import {
  Dashboard,
  DashboardData,
  DashboardInput,
  DataQuery,
  SavedReport,
  SavedReportInput,
  type Tile,
} from "./saved-schema.ts";
import { Answer, RunQuery } from "./schema.ts";
import { dashboard, SAVED_ALL, savedReport } from "./table.ts";

/** Saved reports, and dashboards, that one tenant may have. */
const KEPT_MAX = 1_000;

type Saved = RowOf<typeof savedReport>;
type Board = RowOf<typeof dashboard>;

/** What may be asked is known to the engine, which is loaded by the calls that need it. */
const questions = () => import("./question.ts");

/** A row with a patch on it; what the patch clears is gone. */
const patched = <R extends object>(before: R, patch: object): R =>
  Object.fromEntries(Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null)) as R;

async function checkSaved(call: Caller, row: Pick<Saved, "report" | "query" | "parameters">): Promise<object> {
  const { checkedQuery } = await questions();
  await checkedQuery(call, row);
  return {};
}

const MEASURED = ["target", "threshold"] as const;

/** Every tile asks something that may be asked, and looks at a measure of it. */
async function checkTile(call: Caller, tile: Tile, path: string): Promise<void> {
  const { checkedQuery, queryOf } = await questions();
  const named = [tile.report, tile.query, tile.savedReportId].filter((one) => one !== undefined);
  if (named.length !== 1) {
    throw invalidField(path, "A tile shows one thing: name a report, a query or a saved report.", "required");
  }
  let measures: readonly string[];
  if (tile.savedReportId === undefined) measures = (await checkedQuery(call, tile)).measures;
  else {
    const { tileQuestion } = await import("./tiles.ts");
    const { question, parameters } = await tileQuestion(call, tile).catch((error: unknown) => {
      if (!(error instanceof Fault) || error.code !== "not_found") throw error;
      throw invalidField("savedReportId", error.detail, "unknown_reference");
    });
    measures = queryOf(question, parameters).measures;
  }
  for (const one of MEASURED) {
    const measure = tile[one]?.measure;
    if (measure === undefined || measures.includes(measure)) continue;
    throw invalidField(`${one}.measure`, `The tile has no measure ${measure}; it has ${measures.join(", ")}.`);
  }
}

async function checkTiles(call: Caller, { tiles }: Pick<Board, "tiles">): Promise<object> {
  const errors: InputError[] = [];
  for (const [n, tile] of tiles.entries()) {
    const path = `tiles.${n}`;
    try {
      await checkTile(call, tile, "");
    } catch (error) {
      if (!(error instanceof Fault) || error.errors.length === 0) throw error;
      errors.push(...error.errors.map((one) => ({ ...one, path: one.path ? `${path}.${one.path}` : path })));
    }
  }
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  return {};
}

const owner = (call: Caller) => ({ ownerId: call.actor.principalId });

const savedOf = (call: Caller & { params: Record<string, string> }): Promise<Saved> =>
  usable(call, savedReport, call.params.id ?? "", SAVED_ALL);

const listSaved = route({
  method: "GET",
  path: "/v1/saved-reports",
  permission: "reports.read",
  summary: "The saved reports that the caller may use: their own and those shared with them.",
  reply: pageOf(SavedReport),
  example: {},
  run: async (call) => {
    const rows = await usableRows(call, savedReport, SAVED_ALL);
    return { items: rows.map((row) => shownSharing(row, call)), nextCursor: null };
  },
});

const runSaved = route({
  method: "GET",
  path: "/v1/saved-reports/{id}/run",
  permission: "reports.read",
  summary: "Answers a saved report under the caller's own rights, whoever made it; also as csv, xlsx, svg or png.",
  query: RunQuery,
  reply: Answer,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { name, chart, parameters, ...said } = await savedOf(call);
    const [{ questionSaid }, { told }] = await Promise.all([questions(), import("./run.ts")]);
    const question = questionSaid(said);
    const named = { question: chart ? { ...question, chart } : question, name, fileName: said.id, parameters };
    return told(call, named);
  },
});

const [createSaved, , ...savedOthers] = crud({
  entity: savedReport,
  module: "reports",
  path: "/v1/saved-reports",
  input: SavedReportInput,
  view: SavedReport,
  show: shownSharing,
  prepare: async (call, input) => {
    await checkRoom(call, savedReport, KEPT_MAX);
    return { ...(await checkSaved(call, input)), ...(await keptSharing(call, input)), ...owner(call) };
  },
  revise: async (call, before, patch: Partial<Saved>) => ({
    ...(await checkSaved(call, patched(before, patch))),
    ...(await keptSharing(call, patch)),
  }),
  example: {
    body: { name: "本季签约", report: "signingPlan", parameters: { period: "thisQuarter" }, chart: "bar" },
  },
  patchExample: { body: { sharedWith: { roles: ["manager"] } } },
});

const listBoards = route({
  method: "GET",
  path: "/v1/dashboards",
  permission: "reports.read",
  summary: "The dashboards that the caller may use: their own and those shared with them.",
  reply: pageOf(Dashboard),
  example: {},
  run: async (call) => {
    const rows = await usableRows(call, dashboard, SAVED_ALL);
    return { items: rows.map((row) => shownSharing(row, call)), nextCursor: null };
  },
});

const data = route({
  method: "GET",
  path: "/v1/dashboards/{id}/data",
  permission: "reports.read",
  summary:
    "What the tiles of a dashboard say under the caller's own rights; one that fails says why, and the others stand.",
  query: DataQuery,
  reply: DashboardData,
  example: { params: { id: "{id}" }, query: { period: "thisMonth" } },
  run: async (call) => {
    const { language, ...asked } = call.query as z.output<typeof DataQuery>;
    const row = await usable(call, dashboard, call.params.id ?? "", SAVED_ALL);
    const { dashboardData } = await import("./dashboard.ts");
    return dashboardData(call, row, asked, language);
  },
});

const [createBoard, , ...boardOthers] = crud({
  entity: dashboard,
  module: "reports",
  path: "/v1/dashboards",
  input: DashboardInput,
  view: Dashboard,
  show: shownSharing,
  prepare: async (call, input) => {
    await checkRoom(call, dashboard, KEPT_MAX);
    return { ...(await checkTiles(call, input)), ...(await keptSharing(call, input)), ...owner(call) };
  },
  revise: async (call, before, patch: Partial<Board>) => ({
    ...(await checkTiles(call, patched(before, patch))),
    ...(await keptSharing(call, patch)),
  }),
  example: {
    body: {
      name: "经营看板",
      tiles: [
        { report: "dailyReceipts", title: "到款", chart: "line", compare: "previousPeriod" },
        {
          query: { facts: "receivables", measures: ["openMinor", "receivables"], dimensions: [] },
          title: "未清应收",
          threshold: { measure: "receivables", op: "gte", value: 100 },
        },
      ],
      sharedWith: { roles: ["manager"] },
    },
  },
  patchExample: { body: { name: "经营总览" } },
});

export const savedRoutes: Route[] = [
  createSaved as Route,
  listSaved,
  ...guarded(savedReport, SAVED_ALL, savedOthers),
  runSaved,
  createBoard as Route,
  listBoards,
  ...guarded(dashboard, SAVED_ALL, boardOthers),
  data,
];
