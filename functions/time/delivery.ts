import * as z from "zod";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { idOf } from "../../shared/schema.ts";
import { projectNoun } from "../projects/noun.ts";
import { type PlanRow, type ProjectRow, plan, planId } from "../projects/table.ts";
import { type Profit, profitOf } from "./profit.ts";

/** Projects that one call adds up before it hands out a cursor to go on with. */
const PROJECTS_MAX = 50;
const PATH = "/v1/delivery-figures";

const Share = z.object({ count: z.int(), closed: z.int(), closedBasisPoints: z.int() });

const Figures = Share.extend({
  /** Projects by their grade; those without one stand last. */
  grades: z.array(Share.extend({ grade: z.string().optional() })),
  acceptance: z.object({ steps: z.int(), accepted: z.int() }),
  /** Each currency for itself, what was spent in it on projects of another one too. */
  money: z.array(
    z.object({
      currency: z.string(),
      soldMinor: z.int(),
      collectedMinor: z.int(),
      labourMinor: z.int(),
      costsMinor: z.int(),
      expensesMinor: z.int(),
      profitMinor: z.int(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

function shareOf(rows: readonly ProjectRow[]): z.output<typeof Share> {
  const closed = rows.filter(({ status }) => status === "closed").length;
  const closedBasisPoints = rows.length === 0 ? 0 : Math.floor((closed * BASIS_POINTS_WHOLE) / rows.length);
  return { count: rows.length, closed, closedBasisPoints };
}

/** The steps of acceptance of some plans, and how many of them customers have taken. */
function acceptanceOf(plans: Iterable<PlanRow>): { steps: number; accepted: number } {
  const steps = [...plans].flatMap(({ nodes }) =>
    nodes.filter(({ acceptance, state }) => acceptance && state !== "dropped"),
  );
  return { steps: steps.length, accepted: steps.filter(({ acceptedAt }) => acceptedAt !== undefined).length };
}

const MONEY = ["soldMinor", "collectedMinor", "labourMinor", "costsMinor", "expensesMinor", "profitMinor"] as const;

type Sums = { currency: string } & Record<(typeof MONEY)[number], number>;

/** The money of projects, with what was spent on them in other currencies under those. */
const moneyOf = (profits: readonly Profit[]): Sums[] =>
  profits.flatMap((one): Sums[] => [
    one,
    ...one.otherExpenses.map(({ currency, amountMinor }) => {
      const none = Object.fromEntries(MONEY.map((name) => [name, 0])) as Omit<Sums, "currency">;
      return { ...none, currency, expensesMinor: amountMinor, profitMinor: -amountMinor };
    }),
  ]);

const figures = route({
  method: "GET",
  path: PATH,
  permission: "time.costs",
  summary:
    "Projects by grade, how many are closed and accepted, and what they were sold for, collected, cost and left.",
  query: z.strictObject({
    departmentId: idOf("dep").optional().describe("Of this department alone."),
    cursor: z
      .string()
      .max(1_000)
      .optional()
      .describe("The nextCursor of the call before: figures of further projects."),
  }),
  reply: Figures,
  example: {},
  run: async (call) => {
    const { departmentId, cursor } = call.query;
    const { sealingKey, id: tenantId } = call.tenant;
    const bound = JSON.stringify([PATH, tenantId, call.actor.principalId, departmentId]);
    const cursors = cursorsOf(sealingKey, bound, "This cursor is not of these figures.");
    const after = cursors.opened(cursor);
    const filter = departmentId && { field: "departmentId", op: "eq" as const, value: departmentId };
    const { selection } = await import("../../shared/records/select.ts");
    const page = await selection(call, projectNoun, filter || undefined, PROJECTS_MAX)(after);
    const rows = (page.rows as ProjectRow[]).filter(({ status }) => status !== "cancelled");
    const [plans, profits] = await Promise.all([
      call.table.getMany(
        plan,
        rows.map(({ id }) => planId(id)),
      ),
      Promise.all(rows.map((row) => profitOf(call, row))),
    ]);
    return {
      ...shareOf(rows),
      grades: [...Map.groupBy(rows, ({ grade }) => grade)]
        .sort(([a = "\uffff"], [b = "\uffff"]) => (a < b ? -1 : 1))
        .map(([grade, some]) => ({ ...(grade && { grade }), ...shareOf(some) })),
      acceptance: acceptanceOf(plans.values()),
      money: [...Map.groupBy(moneyOf(profits), ({ currency }) => currency)].sort().map(([currency, some]) => ({
        currency,
        ...(Object.fromEntries(MONEY.map((name) => [name, some.reduce((sum, one) => sum + one[name], 0)])) as Record<
          (typeof MONEY)[number],
          number
        >),
      })),
      nextCursor: cursors.sealed(page.next),
    };
  },
});

export const deliveryRoutes: Route[] = [figures];
