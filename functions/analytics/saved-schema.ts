import * as z from "zod";
import { CHART_KINDS } from "../../shared/charts/chart.ts";
import { idOf, locale, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { SharedWith } from "../users/shared-with.ts";
import { Answer, Both, Parameters, Query, RunQuery } from "./schema.ts";

/** Tiles of one dashboard: more is another dashboard. */
export const TILES_MAX = 24;
const CHARS_MAX = 100;

const said = {
  report: text(CHARS_MAX).optional().describe("A report of the catalogue (GET /v1/reports). Either this or a query."),
  query: Query.optional().describe("A question of one's own, as POST /v1/reports/query takes it."),
  parameters: Parameters.optional().describe(
    "What of it is asked otherwise: period, comparison, currency and the like.",
  ),
};
const chart = z.enum(CHART_KINDS).optional().describe("How it is drawn; by what it asks, unless told otherwise.");
const sharedWith = SharedWith.optional().describe(
  "Who else may use it; nobody, unless told. Everybody sees their own figures.",
);

export const SavedReportInput = z.object({
  name: text(CHARS_MAX).describe("What it is called."),
  ...said,
  chart,
  sharedWith,
});

const kept = { ...recordFields, ownerId: z.string(), archived: z.boolean().optional() };
export const SavedReport = SavedReportInput.extend(kept);

const measure = text(CHARS_MAX).describe("One of the measures that the tile asks for; its total is looked at.");

const Tile = z.strictObject({
  ...said,
  savedReportId: idOf("svr").optional().describe("A saved report. Either this, or report, or query."),
  title: text(CHARS_MAX).optional().describe("What stands above it; the report's name, unless told otherwise."),
  chart,
  compare: z.enum(["previousPeriod", "previousYear"]).optional().describe("What it is compared with."),
  target: z
    .strictObject({ measure, value: z.int().min(1).describe("What is wanted, in the measure's own unit.") })
    .optional()
    .describe("What is wanted; the answer says how much of it is reached."),
  threshold: z
    .strictObject({
      measure,
      op: z.enum(["gt", "gte", "lt", "lte"]).describe("How it is compared."),
      value: z.int().describe("With what, in the measure's own unit."),
    })
    .optional()
    .describe("When to alert: the tile then says so, and so does the mail that brings the dashboard."),
});
export type Tile = z.output<typeof Tile>;

export const DashboardInput = z.object({
  name: text(CHARS_MAX).describe("What it is called."),
  tiles: z.array(Tile).min(1).max(TILES_MAX).describe("What stands on it, in its order."),
  sharedWith,
});
export const Dashboard = DashboardInput.extend(kept);

/** What all tiles are asked for otherwise. */
export const DataQuery = Parameters.pick({ from: true, to: true, period: true, compare: true, currency: true }).extend({
  convert: RunQuery.shape.convert,
  language: locale.optional().describe("Of what is said where a tile fails; the tenant's, unless told otherwise."),
});

const Figure = z.object({ measure: z.string(), value: z.number(), figure: z.number().nullable() });

/** A tile as it is told: its answer, or why there is none. */
export const TileData = z.object({
  title: Both,
  chart: z.enum(CHART_KINDS),
  answer: Answer.optional(),
  problem: z.object({ status: z.int(), code: z.string(), detail: z.string() }).optional(),
  /** Of what is wanted, how much is reached; none where nothing can be said of it. */
  target: Figure.extend({ reachedBasisPoints: z.int().nullable() }).optional(),
  alert: Figure.extend({ op: z.string(), isRaised: z.boolean() }).optional(),
});
export type TileData = z.output<typeof TileData>;

/** What a dashboard says; `asOf` is that of its oldest tile. */
export const DashboardData = z.object({
  id: z.string(),
  name: z.string(),
  tiles: z.array(TileData),
  asOf: z.iso.datetime(),
});
