import { Fault, invalidField } from "../../../shared/fault.ts";
import { crud } from "../../../shared/http/crud.ts";
import { pageOf } from "../../../shared/http/lists.ts";
import { type Caller, type Route, route } from "../../../shared/http/route.ts";
import type { RowOf } from "../../../shared/table/entity.ts";
import { monthsOf } from "../../quotas/rules.ts";
import { fiscalCalendar } from "../../quotas/table.ts";
import { checkRoom, guarded, keptSharing, shownSharing, usable, usableRows } from "../../users/shared-with.ts";
import { PLANS_ALL, plan } from "../table.ts";
import { amountsOf, resultOf, TooMuch } from "./model.ts";
import { Actual, ActualQuery, PlanInput, PlanView, Proposal, ProposalInput } from "./schema.ts";

const PATH = "/v1/plans";
/** Plans that one tenant may have. */
const PLANS_MAX = 500;

type Row = RowOf<typeof plan>;

/** The months of a plan's year, as the tenant's years begin. */
async function monthsOfYear(call: Caller, year: string): Promise<string[]> {
  const { yearStartsInMonth } = await fiscalCalendar.held(call.table);
  return monthsOf(year, yearStartsInMonth);
}

/** Every scenario has a name of its own and comes to an amount. */
function check({ scenarios }: Pick<Row, "scenarios">): void {
  for (const [n, { name, lines }] of scenarios.entries()) {
    const path = `scenarios.${n}`;
    if (scenarios.findIndex((one) => one.name === name) !== n) {
      throw invalidField(`${path}.name`, `Two scenarios are called ${name}.`, "duplicate");
    }
    try {
      amountsOf(lines);
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      const at = error.line === undefined ? `${path}.lines` : `${path}.lines.${error.line}`;
      throw invalidField(at, "This comes to more than an amount may be; name smaller figures.", "too_big");
    }
  }
}

const shown = async (row: Row, call: Caller) => {
  const months = await monthsOfYear(call, row.year);
  return { ...shownSharing(row, call), results: row.scenarios.map((one) => resultOf(one, months)) };
};

const list = route({
  method: "GET",
  path: PATH,
  permission: "plans.read",
  summary: "The plans that the caller may use: their own and those shared with them, with what each comes to.",
  reply: pageOf(PlanView),
  example: {},
  run: async (call) => {
    const rows = await usableRows(call, plan, PLANS_ALL);
    return { items: await Promise.all(rows.map((row) => shown(row, call))), nextCursor: null };
  },
});

const actual = route({
  method: "GET",
  path: `${PATH}/{id}/actual`,
  permission: "plans.read",
  summary: "A plan beside what was signed, by month: new, upsell, renewal and all, within what the caller sees.",
  query: ActualQuery,
  reply: Actual,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await usable(call, plan, call.params.id ?? "", PLANS_ALL);
    const months = await monthsOfYear(call, row.year);
    const { actualOf } = await import("./actual.ts");
    return actualOf(call, row, months, call.query.scenario);
  },
});

const proposals = route({
  method: "POST",
  path: `${PATH}/proposals`,
  permission: "plans.read",
  summary:
    "Scenarios for a year as the twelve months before have it: leads by grade, reps, upsell, and what is due for renewal. Nothing is kept.",
  body: ProposalInput,
  reply: Proposal,
  example: { body: { year: "2027" } },
  run: async (call) => {
    const { year, growthBasisPoints } = call.body;
    const months = await monthsOfYear(call, year);
    const { proposed } = await import("./proposal.ts");
    try {
      return await proposed(call, year, months, growthBasisPoints);
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      throw new Fault("invalid", "What history says comes to more than an amount may be.");
    }
  },
});

const [create, , ...others] = crud({
  entity: plan,
  module: "plans",
  path: PATH,
  input: PlanInput,
  view: PlanView,
  show: shown,
  prepare: async (call, input) => {
    await checkRoom(call, plan, PLANS_MAX);
    check(input);
    const { currency = call.tenant.currency } = input;
    return { ...(await keptSharing(call, input)), currency, ownerId: call.actor.principalId };
  },
  revise: async (call, before, patch: Partial<Row>) => {
    check({ ...before, ...patch });
    return keptSharing(call, patch);
  },
  example: {
    body: {
      name: "2027 年度计划",
      year: "2027",
      scenarios: [
        {
          name: "基准",
          lines: [
            { kind: "leads", grade: "A", leads: 1_000, conversionBasisPoints: 500, averageMinor: 2_000_000 },
            { kind: "newUpsell", rateBasisPoints: 1_000 },
            { kind: "renewal", tier: "金牌", dueMinor: 50_000_000, rateBasisPoints: 9_000 },
            { kind: "existingUpsell", baseMinor: 50_000_000, rateBasisPoints: 1_500 },
          ],
        },
        { name: "销售驱动", lines: [{ kind: "reps", reps: 12, outputMinor: 150_000_000 }] },
      ],
    },
  },
  patchExample: { body: { name: "2027 年度计划（董事会）" } },
});

export const planRoutes: Route[] = [create as Route, list, ...guarded(plan, PLANS_ALL, others), actual, proposals];
