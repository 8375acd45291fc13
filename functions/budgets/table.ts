import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { department } from "../users/table.ts";
import { placeOf } from "./rules.ts";
import { Budget, FinanceChart } from "./schema.ts";

/** One budget has one place: whose it is, for what and when. */
export const budget = entity({
  noun: "budget",
  plural: "budgets",
  prefix: "bud",
  schema: Budget,
  indexes: ownedIndexes("budget"),
  unique: { category: (row) => (row.archived ? undefined : placeOf(row)) },
  due: {
    work: "budgets",
    shards: 1,
    at: (row) => (row.carriesOver && !row.carriedAt && !row.archived ? row.endsAt : undefined),
    answers: "budgets of which is carried over what is left",
  },
});
export type BudgetRow = RowOf<typeof budget>;

/** The finance organisation chart, and how the business chart is mapped to it. */
export const financeChart = setting({
  noun: "financeChart",
  plural: "finance charts",
  prefix: "fic",
  id: "fic_tenant",
  schema: FinanceChart,
  path: "/v1/finance-chart",
  references: { "costCentres.departments.departmentId": department },
  reading: "budgets.read",
  writing: "budgets.chart",
  tells: "The finance organisation chart: cost centres, and which department books on which, from which day on.",
  replaces: "Replaces the finance chart. What was booked keeps its cost centre.",
  example: { costCentres: [{ code: "CC-100", name: "销售费用", departments: [{ departmentId: "{departmentId}" }] }] },
});
