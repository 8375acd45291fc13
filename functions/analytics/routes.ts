import * as z from "zod";
import type { Access } from "../../shared/auth/access.ts";
import type { Dimension, Fact, Measure } from "../../shared/facts/fact.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { facts as cards } from "../streams/generated/facts.ts";
import { CLASSES, type ReportClass } from "./catalogue/report.ts";
import { both, cardOfNoun, everyFact, mayKnow, mayMeasure, maySplit } from "./facts.ts";
import { LEVELS } from "./periods.ts";
import { planRoutes } from "./plans/routes.ts";
import { Process } from "./process-schema.ts";
import { savedRoutes } from "./saved.ts";
import { Answer, Behind, Catalogue, Facts, Query, RowsQuery, RunQuery } from "./schema.ts";
import { baseId, factBase, factWatch } from "./table.ts";

const PATH = "/v1/reports";

/** What a dimension has to be told apart by beyond itself. */
async function levelsOf({ kind, of }: Dimension): Promise<string[]> {
  if (kind === "date") return [...LEVELS];
  if (of === "department") return ["top"];
  const fact = await (of ? cardOfNoun(of) : undefined)?.load();
  return fact ? Object.keys(fact.dimensions).filter((key) => fact.dimensions[key]?.kind !== "date") : [];
}

const additivityOf = (measure: Measure): "full" | "notOverTime" | "none" =>
  measure.as !== "sum" ? "none" : measure.stock ? "notOverTime" : "full";

/** A fact as far as somebody may ask for it. */
async function told(access: Access, fact: Fact) {
  const dimensions = Object.entries(fact.dimensions).filter(([key, one]) => maySplit(access, fact, key, one));
  const measures = Object.entries(fact.measures).filter(([key]) => mayMeasure(access, fact, key));
  return {
    ...{ name: fact.name, label: both(fact.label), on: fact.on },
    dimensions: await Promise.all(
      dimensions.map(async ([key, one]) => {
        const levels = await levelsOf(one);
        return {
          ...{ key, label: both(one.label), kind: one.kind },
          ...(one.options && { options: [...one.options] }),
          ...(levels.length > 0 && { levels }),
        };
      }),
    ),
    measures: measures.map(([key, one]) => ({
      ...{ key, label: both(one.label), means: both(one.means), unit: one.unit, additivity: additivityOf(one) },
    })),
  };
}

const factsRoute = route({
  method: "GET",
  path: `${PATH}/facts`,
  permission: "reports.read",
  summary: "What can be counted and summed up, and what it can be told apart by, as far as the caller may see it.",
  reply: Facts,
  example: {},
  run: async ({ access }) => {
    const known = (await everyFact()).filter((fact) => mayKnow(access, fact));
    return { items: await Promise.all(known.map((fact) => told(access, fact))) };
  },
});

/** The engine is loaded by the calls that ask it. */
const query = route({
  method: "POST",
  path: `${PATH}/query`,
  permission: "reports.read",
  summary:
    "Sums up facts under the caller's own rights: by up to four dimensions, over a period of the tenant's calendar, beside the time before.",
  body: Query,
  reply: Answer,
  example: {
    body: {
      facts: "receivables",
      measures: ["openMinor", "receivables"],
      dimensions: ["dueOn.month"],
      filter: {
        all: [
          { field: "currency", op: "eq", value: "CNY" },
          { field: "status", op: "in", value: ["open", "partlyPaid"] },
        ],
      },
    },
  },
  run: async (call) => (await import("./answer.ts")).answer(call, call.body),
});

const rows = route({
  method: "POST",
  path: `${PATH}/query/rows`,
  permission: "reports.read",
  summary: "The rows behind a cell of an answer: over all pages each sum is the cell's.",
  body: RowsQuery,
  reply: Behind,
  example: {
    body: { facts: "receivables", measures: ["openMinor"], cell: { currency: "CNY", "dueOn.month": "2026-12" } },
  },
  run: async (call) => (await import("./behind.ts")).behind(call, call.body),
});

const rebuild = route({
  method: "POST",
  path: `${PATH}/facts/rebuild`,
  permission: "reports.write",
  summary: "Has the files of all facts built anew from the records, within minutes; reports go on meanwhile.",
  reply: z.object({ asked: z.int().describe("The facts that have files; the others are read off their records.") }),
  status: 202,
  example: {},
  run: async ({ table, now }) => {
    await factWatch.ask(table, now);
    const bases = await Promise.all(cards.map(({ name }) => table.find(factBase, baseId(name))));
    const known = bases.filter((base) => base !== undefined);
    for (const base of known) {
      await table.replace(factBase, base, nextVersion(base, now, { rebuildAskedAt: now }));
    }
    return { asked: known.length };
  },
});

const classes = Object.keys(CLASSES) as [ReportClass, ...ReportClass[]];

const list = route({
  method: "GET",
  path: PATH,
  permission: "reports.read",
  summary: "The catalogue: the reports that the caller may run, by class, each with its purpose and chart.",
  query: z.strictObject({ class: z.enum(classes).optional().describe("The reports of one class alone.") }),
  reply: Catalogue,
  example: { query: { class: "receipts" } },
  run: async (call) => {
    const { catalogue } = await import("./catalogue/index.ts");
    const { queryOf } = await import("./question.ts");
    const { mayRun } = await import("./run.ts");
    const asked = catalogue.filter((report) => call.query.class === undefined || report.class === call.query.class);
    const may = await Promise.all(asked.map((report) => mayRun(call, report)));
    const items = asked.filter((_, n) => may[n]);
    return {
      items: items.map((report) => {
        const { id, name, purpose, facts, measures, dimensions, chart, class: of } = report;
        return {
          ...{ id, class: { key: of, name: both(CLASSES[of]) }, name: both(name), purpose: both(purpose), facts },
          ...{ measures: [...measures], dimensions: [...dimensions], defaultChart: chart, query: queryOf(report) },
        };
      }),
    };
  },
});

const runRoute = route({
  method: "GET",
  path: `${PATH}/{id}/run`,
  permission: "reports.read",
  summary:
    "Answers a report of the catalogue under the caller's own rights; as csv, xlsx, svg or png it is a file. Amounts of several currencies are told apart by them.",
  query: RunQuery,
  reply: Answer,
  example: { params: { id: "dailyReceipts" } },
  run: async (call) => (await import("./run.ts")).run(call),
});

const processRoute = route({
  method: "GET",
  path: "/v1/opportunities/{id}/process",
  permission: "opportunities.read",
  summary:
    "How a sale went: how long it stood in each stage, who did what when, the documents of each stage, the latest feedback and punctuality, as far as the caller sees them.",
  reply: Process,
  example: { params: { id: "{id}" } },
  run: async (call) => (await import("./process.ts")).processOf(call),
});

export const routes: Route[] = [
  list,
  factsRoute,
  rebuild,
  query,
  rows,
  runRoute,
  ...savedRoutes,
  ...planRoutes,
  processRoute,
];
