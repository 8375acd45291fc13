import { addMonths, zonedInstant } from "../../shared/clock.ts";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { displayAmount } from "../../shared/money.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { REFERABLE } from "../referable.ts";
import { department, user } from "../users/table.ts";
import { leftOf, placeOf } from "./rules.ts";
import { Budget, BudgetInput } from "./schema.ts";
import { type BudgetRow, budget, financeChart } from "./table.ts";

function check({ departmentId, costCentre }: Partial<BudgetRow>): InputError[] {
  if ((departmentId === undefined) !== (costCentre === undefined)) return [];
  const message = "A budget is either a department's or a cost centre's: name one of them.";
  return [{ path: departmentId ? "costCentre" : "departmentId", code: "invalid", message }];
}

/** The cost centre that a budget names is in the chart. */
async function checkCentre({ table }: Caller, { costCentre }: Partial<BudgetRow>): Promise<void> {
  if (costCentre === undefined) return;
  const { costCentres } = financeChart.saidBy(await table.find(financeChart.entity, financeChart.rowId()));
  if (costCentres.some(({ code }) => code === costCentre)) return;
  const message = `The finance chart has no cost centre ${costCentre}; add it first (PUT /v1/finance-chart).`;
  throw invalidField("costCentre", message, "unknown_reference");
}

/** Nobody takes away what is asked for or booked already, nor puts it elsewhere. */
function checkCharged(before: BudgetRow, after: BudgetRow): void {
  const used = before.reservedMinor + before.consumedMinor;
  if (used !== 0 && placeOf(before) !== placeOf(after)) {
    throw new Fault("invalid_state", "Something is charged to this budget: it stays where it is; make another one.");
  }
  const left = leftOf(after);
  if (after.limitMinor >= before.limitMinor || left >= 0) return;
  const least = displayAmount(after.limitMinor - left, after.currency);
  const message = `Of this budget ${displayAmount(used, after.currency)} is reserved or spent; limitMinor is at least ${least}.`;
  throw new Fault("over_budget", message, { errors: [{ path: "limitMinor", code: "over_budget", message }] });
}

/** What may be spent, as everything that handles records by their declaration knows it. */
export const budgetNoun: Noun = noun({
  entity: budget,
  module: "budgets",
  path: "/v1/budgets",
  input: BudgetInput,
  view: Budget,
  filters: ["departmentId", "costCentre", "category", "month", "ownerId"],
  sums: ["limitMinor", "reservedMinor", "consumedMinor", "leftMinor"],
  references: { departmentId: department, ownerId: user },
  custom: REFERABLE,
  listed: true,
  kept: ["currency", "reservedMinor", "consumedMinor", "carriedInMinor", "carriedOutMinor", "leftMinor"],
  lacks: {
    search: "it has no name of its own",
    told: "it hangs on no account",
    referable: "bookings find it themselves",
  },
  labels: {
    noun: ["预算", "Budget"],
    fields: {
      costCentre: ["成本中心", "Cost centre"],
      category: ["费用类别", "Category"],
      month: ["月份", "Month"],
      limitMinor: ["预算额", "Limit"],
      carriesOver: ["结转", "Carries over"],
      reservedMinor: ["已占用", "Reserved"],
      consumedMinor: ["已使用", "Consumed"],
      carriedInMinor: ["结转转入", "Carried in"],
      carriedOutMinor: ["结转转出", "Carried out"],
      leftMinor: ["剩余", "Left"],
      endsAt: ["截止时间", "Ends at"],
      carriedAt: ["结转时间", "Carried at"],
    },
  },
  title: ({ month, category }) => [month, category].filter(Boolean).join(" "),
  defaults: ({ tenant }) => ({
    ...{ currency: tenant.currency, reservedMinor: 0, consumedMinor: 0, carriedInMinor: 0, carriedOutMinor: 0 },
  }),
  check: (values) => check(values as Partial<BudgetRow>),
  prepare: async (call, input) => {
    await checkCentre(call, input);
    return {};
  },
  revise: async (call, before, patch: Partial<BudgetRow>) => {
    await checkCentre(call, patch);
    checkCharged(before, { ...before, ...patch });
    return {};
  },
  derive: ({ tenant }, after) => ({
    leftMinor: leftOf(after),
    endsAt: zonedInstant(addMonths(`${after.month}-01`, 1), "00:00", tenant.timeZone).toISOString(),
  }),
  checkArchive: ({ reservedMinor, consumedMinor }) => {
    if (reservedMinor === 0 && consumedMinor === 0) return;
    throw new Fault("invalid_state", "Something is charged to this budget; lower its limitMinor instead.");
  },
  example: {
    body: {
      departmentId: "{departmentId}",
      category: "travel",
      month: "2027-01",
      limitMinor: 5_000_000,
      carriesOver: true,
    },
  },
  patchExample: { body: { limitMinor: 6_000_000 } },
});
