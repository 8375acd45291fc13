import * as z from "zod";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { type Caller, route } from "../../shared/http/route.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { currency, idOf, text } from "../../shared/schema.ts";
import { period } from "../quotas/schema.ts";
import { bridgeOf, CUT_OF, figureOf } from "./figures.ts";
import { duesAsked, rowsOf } from "./rows.ts";
import type { Row } from "./rules.ts";
import { Bridge, CUTS, Renewal, type RenewalFigure, RenewalReport } from "./schema.ts";
import { renewal, renewalPolicy } from "./table.ts";

const PERMISSION = "renewals.read";
const KEY_CHARS_MAX = 64;
const CURSOR_CHARS_MAX = 1_000;
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

/** The field that a cut goes by. */
const FIELD_OF: Record<(typeof CUTS)[number], string | undefined> = {
  all: undefined,
  tier: "tier",
  productType: "productType",
  owner: "ownerId",
  department: "departmentId",
  firstYear: "firstYear",
  renewals: "renewals",
};
const DUES = "/v1/renewals/dues";
const DUES_MAX = 200;

const cut = { ...asked, by: z.enum(CUTS).default("all").describe("What the items tell apart.") };

/** Refuses a cut by what the caller's roles hide. */
function checkCut({ access }: Pick<Caller, "access">, by: (typeof CUTS)[number]): void {
  const field = FIELD_OF[by];
  if (field) checkUsable(access, renewal.noun, [field]);
}

export const figuresRoute = route({
  method: "GET",
  path: "/v1/reports/renewals",
  permission: PERMISSION,
  summary:
    "What was due in a period and what of it is renewed: rates by count and amount, gross and net retention, completion of the target, structure and up-sell customers, at a cut.",
  query: z.strictObject(cut),
  reply: RenewalReport,
  example: { query: { period: "2027", by: "productType" } },
  run: async (call) => {
    const { by, period: named, departmentId } = call.query;
    checkCut(call, by);
    const { rows, days, currency: of } = await rowsOf(call, call.query, false);
    const policy = await renewalPolicy.held(call.table);
    const drill = (said: object): string => {
      const same = { period: named, currency: of, ...(departmentId && { departmentId }) };
      return `${DUES}?${new URLSearchParams({ ...same, ...said })}`;
    };
    const whole = figureOf("", rows, policy);
    const groups = by === "all" ? [] : [...Map.groupBy(rows, CUT_OF[by])].sort(([a], [b]) => (a < b ? -1 : 1));
    const items = groups.map(([key, some]): z.output<typeof RenewalFigure> => {
      return { ...figureOf(key, some, policy, whole), drill: drill({ by, ...(key && { key }) }) };
    });
    return { period: named, ...days, currency: of, by, total: { ...whole, drill: drill({}) }, items };
  },
});

export const duesRoute = route({
  method: "GET",
  path: DUES,
  permission: PERMISSION,
  noun: renewal.noun,
  summary: "The dues that a figure counts, the earliest first, each with the orders that renew it.",
  query: z.strictObject({
    ...cut,
    key: text(KEY_CHARS_MAX).optional().describe("The item of the cut; left out, what has none of its values."),
    limit: z.coerce.number().int().min(1).max(DUES_MAX).default(DUES_MAX).describe("How many a page."),
    cursor: text(CURSOR_CHARS_MAX).optional().describe("The nextCursor of the page before."),
  }),
  reply: pageOf(Renewal),
  example: { query: { period: "2027", by: "productType", key: "subscription" } },
  run: async (call) => {
    const { by, key = "", limit, cursor, ...of } = call.query;
    checkCut(call, by);
    const { sealingKey, id: tenantId } = call.tenant;
    const bound = JSON.stringify([DUES, tenantId, call.actor.principalId, by, key, of]);
    const cursors = cursorsOf(
      sealingKey,
      bound,
      "This cursor is not of this list; use the nextCursor of the same query.",
    );
    const after = cursors.opened(cursor);
    const { due } = await duesAsked(call, of);
    const keep = (row: Row): boolean => due.keep(row) && CUT_OF[by](row) === key;
    const page = await call.table.list(renewal, { ...due, keep, limit, ...(after !== undefined && { after }) });
    return { items: page.rows, nextCursor: cursors.sealed(page.next) };
  },
});
