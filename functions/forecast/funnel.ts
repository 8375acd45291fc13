import * as z from "zod";
import { monthsFrom } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { figureView, viewedCounters } from "../../shared/records/figure-views.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { shown } from "../../shared/records/write.ts";
import { currency, idOf, text } from "../../shared/schema.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { type ListSource, sourceOf } from "../../shared/table/list.ts";
import { opportunityNoun } from "../opportunities/noun.ts";
import { STANDARD_ID, stageOf } from "../opportunities/rules.ts";
import { Opportunity, partKey } from "../opportunities/schema.ts";
import { EVERYBODY, opportunity, worthPartition } from "../opportunities/table.ts";
import { departmentsAsked } from "../quotas/rules.ts";
import { MOVED, STANDING } from "./figures.ts";
import { DIMENSIONS, Funnel } from "./schema.ts";
import { FUNNEL_FIELDS, stagesOf, type Told, told } from "./stages.ts";
import { type PipelineRow, pipelinesOf } from "./sums.ts";

const MONTHS_MAX = 24;
const ROWS_MAX = 200;
const TOP_MAX = 100;
const TOP = 10;

const sale = opportunity as Entity;

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2027-01");
const where = {
  pipelineId: idOf("pip").optional().describe("The standard pipeline, unless told otherwise."),
  departmentId: idOf("dep").optional().describe("This department with all below it alone."),
  currency: currency.optional().describe("Of the amounts; the tenant's, unless told otherwise."),
};

const Query = z.strictObject({
  ...where,
  from: month.describe("The first month of the moves that are counted."),
  to: month.describe("The last month; at most 24 in all."),
  by: z.enum(DIMENSIONS).optional().describe("Also told for each owner, department, product type or competitor."),
});
type Asked = z.output<typeof Query>;

function monthsAsked({ from, to }: Asked): string[] {
  const months = monthsFrom(from, MONTHS_MAX).filter((one) => one <= to);
  if (to < from || months.at(-1) !== to) {
    throw invalidField("to", `to must lie within ${MONTHS_MAX} months from from on.`);
  }
  return months;
}

async function pipelineAsked(call: Caller, pipelineId = STANDARD_ID): Promise<PipelineRow> {
  const all = await pipelinesOf(call.table, call.tenant, call.now);
  const row = all.get(bodyOf(pipelineId));
  if (!row) throw new Fault("not_found", `There is no pipeline ${pipelineId}.`);
  return row;
}

const funnel = route({
  method: "GET",
  path: "/v1/funnel",
  permission: "forecast.read",
  summary:
    "What stands in each stage of a pipeline now, and what came into and left it in some months, with its conversion and time, within what the caller sees. Moves count where the opportunity was then.",
  query: Query,
  reply: Funnel,
  example: { query: { from: "2026-01", to: "2026-12", by: "owner" } },
  run: async (call: Call<unknown, Asked>) => {
    checkUsable(call.access, opportunity.noun, FUNNEL_FIELDS);
    const { from, to, by, departmentId } = call.query;
    const months = monthsAsked(call.query);
    const below = departmentsAsked(call, sale, departmentId);
    const view = figureView(call.access, sale, below);
    const of = await pipelineAsked(call, call.query.pipelineId);
    const wanted = call.query.currency ?? call.tenant.currency;
    const [standing, moves] = await Promise.all([
      viewedCounters(call.table, STANDING, [[of.id]], view, below),
      viewedCounters(
        call.table,
        MOVED,
        months.map((one) => [one, of.id]),
        view,
        below,
      ),
    ]);
    const [stood, moved] = [told(standing, wanted, by), told(moves, wanted, by)];
    const values = by ? [...new Set([...stood, ...moved].map((one) => one.of))].sort() : [];
    const only = (all: readonly Told[], value: string): Told[] => all.filter((one) => one.of === value);
    return {
      ...{ pipelineId: of.id, from, to, currency: wanted },
      stages: stagesOf(of, told(standing, wanted), told(moves, wanted)),
      groups: values.map((value) => ({ value, stages: stagesOf(of, only(stood, value), only(moved, value)) })),
    };
  },
});

const RowsQuery = z.strictObject({
  ...where,
  stage: partKey.describe("The stage."),
  ownerId: idOf("usr").optional().describe("Of this owner alone."),
  productType: text(64).optional().describe("Of this product type alone."),
  competitorId: idOf("cmp").optional().describe("Against this competitor alone."),
  limit: z.coerce.number().int().min(1).max(ROWS_MAX).default(50).describe("Rows of the page."),
  cursor: z.string().max(2_000).optional().describe("The nextCursor of the page before."),
});
type RowsAsked = z.output<typeof RowsQuery>;

/** Whether an opportunity is one of those that a figure of the funnel counts. */
function isCounted(call: Caller, asked: RowsAsked, below: readonly string[] | undefined) {
  const wanted = asked.currency ?? call.tenant.currency;
  return (row: RowOf<typeof opportunity>): boolean =>
    call.access.holds(sale, row) &&
    !row.archived &&
    row.currency === wanted &&
    (!below || below.includes(row.departmentId ?? "")) &&
    (!asked.ownerId || row.ownerId === asked.ownerId) &&
    (!asked.productType || (row.products ?? []).some(({ productType }) => productType === asked.productType)) &&
    (!asked.competitorId || (row.competitors ?? []).includes(asked.competitorId));
}

const rows = route({
  method: "GET",
  path: "/v1/funnel/rows",
  permission: "forecast.read",
  noun: opportunity.noun,
  summary: "The opportunities behind a figure of the funnel: all pages together add up to it.",
  query: RowsQuery,
  reply: pageOf(Opportunity),
  embeds: {},
  example: { query: { stage: "new" } },
  run: async (call: Call<unknown, RowsAsked>) => {
    checkUsable(call.access, opportunity.noun, FUNNEL_FIELDS);
    const { cursor, limit, ...asked } = call.query;
    const below = departmentsAsked(call, sale, asked.departmentId);
    const of = await pipelineAsked(call, asked.pipelineId);
    if (!stageOf(of, asked.stage)) throw invalidField("stage", `The pipeline ${of.name} has no stage ${asked.stage}.`);
    const { sealingKey, id: tenantId } = call.tenant;
    const bound = JSON.stringify(["funnel", tenantId, call.access.fingerprint(sale), asked]);
    const cursors = cursorsOf(sealingKey, bound);
    const after = cursors.opened(cursor);
    const page = await call.table.list(opportunity, {
      sources: [sourceOf(opportunity, "parent", { pipelineId: of.id, stage: asked.stage })],
      keep: isCounted(call, call.query, below),
      ...{ limit, after },
    });
    const items = await Promise.all(page.rows.map((row) => shown(call, opportunityNoun, row)));
    return { items, nextCursor: cursors.sealed(page.next) };
  },
});

/** Where what a caller sees stands by its worth. */
function worthSources(call: Caller, wanted: string, below: readonly string[] | undefined): ListSource[] {
  const view = figureView(call.access, sale, below);
  const isWhole = call.access.scope(sale) === "all" && !below;
  const whose = isWhole ? [EVERYBODY] : [...view.departments, ...(view.person ? [view.person.id] : [])];
  return [{ index: "owner", partitions: whose.map((one) => worthPartition(wanted, one)), entries: true }];
}

const top = route({
  method: "GET",
  path: "/v1/funnel/top",
  permission: "forecast.read",
  noun: opportunity.noun,
  summary: "The open opportunities that are worth most; of equal ones the later made comes first.",
  query: z.strictObject({
    departmentId: where.departmentId,
    currency: where.currency,
    limit: z.coerce.number().int().min(1).max(TOP_MAX).default(TOP).describe("How many."),
  }),
  reply: z.object({ items: z.array(Opportunity) }),
  example: {},
  run: async (call) => {
    checkUsable(call.access, opportunity.noun, FUNNEL_FIELDS);
    const { limit, departmentId, currency: wanted = call.tenant.currency } = call.query;
    const below = departmentsAsked(call, sale, departmentId);
    const { rows: found } = await call.table.list(opportunity, {
      sources: worthSources(call, wanted, below),
      descending: true,
      keep: (row) => call.access.holds(sale, row) && (!below || below.includes(row.departmentId ?? "")),
      limit,
    });
    return { items: await Promise.all(found.map((row) => shown(call, opportunityNoun, row))) };
  },
});

export const funnelRoutes: Route[] = [funnel, rows, top];
