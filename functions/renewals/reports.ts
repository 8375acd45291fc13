import * as z from "zod";
import { route } from "../../shared/http/route.ts";
import { currency, idOf } from "../../shared/schema.ts";
import { period } from "../quotas/schema.ts";
import { bridgeOf, CUT_OF, figureOf } from "./figures.ts";
import { rowsOf } from "./rows.ts";
import { Bridge, CUTS, type RenewalFigure, RenewalReport } from "./schema.ts";
import { renewalPolicy } from "./table.ts";

const PERMISSION = "renewals.read";
const asked = {
  period: period.describe("A year, quarter or month: 2026, 2026-Q4, 2026-11."),
  currency: currency.optional().describe("Of the amounts; the tenant's, unless told otherwise."),
  departmentId: idOf("dep").optional().describe("This department with all below it alone."),
};
export const bridgeRoute = route({
  method: "GET",
  path: "/v1/reports/renewal-bridge",
  permission: PERMISSION,
  summary:
    "What was renewed in a period by the business basis (when it was renewed) and by the finance basis (when it was due), and their difference order by order.",
  query: z.strictObject(asked),
  reply: Bridge,
  example: { query: { period: "2027-Q1" } },
  run: async (call) => {
    const { rows, days, currency: of, today } = await rowsOf(call, call.query, true);
    const { financeBasis } = await renewalPolicy.held(call.table);
    const { period: named } = call.query;
    return { period: named, ...days, currency: of, financeBasis, ...bridgeOf(rows, days, financeBasis, today) };
  },
});

/** The filters of the list that shows what a figure counts. */
const FILTERS: Record<(typeof CUTS)[number], string | undefined> = {
  all: undefined,
  tier: "tier",
  productType: "productType",
  owner: "ownerId",
  department: "departmentId",
  firstYear: "firstYear",
  renewals: "renewals",
};

export const figuresRoute = route({
  method: "GET",
  path: "/v1/reports/renewals",
  permission: PERMISSION,
  summary:
    "What was due in a period and what of it is renewed: rates by count and amount, gross and net retention, completion of the target, structure and up-sell customers, at a cut.",
  query: z.strictObject({
    ...asked,
    by: z.enum(CUTS).default("all").describe("What the items tell apart."),
  }),
  reply: RenewalReport,
  example: { query: { period: "2027", by: "productType" } },
  run: async (call) => {
    const { by, period: named } = call.query;
    const { rows, days, currency: of } = await rowsOf(call, call.query, false);
    const policy = await renewalPolicy.held(call.table);
    const drill = (key: string): string => {
      const filter = FILTERS[by] && key ? { [FILTERS[by]]: key } : {};
      const range = { "dueOn.gte": days.from, "dueOn.lte": days.to, sort: "dueOn" };
      return `/v1/renewals?${new URLSearchParams({ ...range, currency: of, ...filter })}`;
    };
    const whole = figureOf("", rows, policy);
    const groups = by === "all" ? [] : [...Map.groupBy(rows, CUT_OF[by])].sort(([a], [b]) => (a < b ? -1 : 1));
    const items = groups.map(
      ([key, some]): z.output<typeof RenewalFigure> => ({ ...figureOf(key, some, policy, whole), drill: drill(key) }),
    );
    return { period: named, ...days, currency: of, by, total: { ...whole, drill: drill("") }, items };
  },
});
