import type { ChartKind } from "../../../shared/charts/chart.ts";
import type { Both } from "../../../shared/facts/fact.ts";
import type { Query } from "../schema.ts";

/** The classes of the catalogue, as people look for a report. */
export const CLASSES = {
  receipts: ["收款", "Receipts"],
  receivables: ["应收", "Receivables"],
  sales: ["销售", "Sales"],
  funnel: ["漏斗", "Funnel"],
  forecast: ["预测", "Forecast"],
  leads: ["线索与市场", "Leads and marketing"],
  products: ["产品", "Products"],
  customers: ["客户", "Customers"],
  people: ["人员与部门", "People and departments"],
  partners: ["伙伴", "Partners"],
  activities: ["活动", "Activities"],
  plan: ["计划与实际", "Plan and actual"],
  competition: ["竞争", "Competition"],
  reconciliation: ["对账质量", "Reconciliation quality"],
  quotes: ["报价", "Quotes"],
  expenses: ["费用与预算", "Expenses and budgets"],
  process: ["过程", "Process"],
  delivery: ["交付", "Delivery"],
  service: ["服务", "Service"],
  success: ["客户成功与续约", "Customer success and renewals"],
} as const satisfies Record<string, Both>;
export type ReportClass = keyof typeof CLASSES;

/** What a report asks unless told otherwise. */
export type Defaults = Partial<Pick<Query, "filter" | "period" | "on" | "compare" | "convert" | "sort" | "limit">>;

/** A report of the catalogue: a question with a name, a purpose and a chart. */
export type Report = Defaults & {
  id: string;
  class: ReportClass;
  name: Both;
  purpose: Both;
  facts: string;
  measures: readonly string[];
  dimensions: readonly string[];
  chart: ChartKind;
};

type Said = [id: string, name: Both, purpose: Both, measures: string, dimensions: string, chart: ChartKind];

const words = (text: string): string[] => text.split(" ").filter(Boolean);

/** Reports of one class on some facts; measures and dimensions are told as words. */
export const reportsOn =
  (of: ReportClass, facts: string) =>
  (...[id, name, purpose, measures, dimensions, chart, defaults = {}]: [...Said, Defaults?]): Report => ({
    ...{ id, class: of, name, purpose, facts, measures: words(measures), dimensions: words(dimensions), chart },
    ...defaults,
  });

type Condition = { field: string; op: "eq" | "ne" | "in" | "lt" | "gte" | "empty"; value: string | boolean | string[] };
export const that = (field: string, op: Condition["op"], value: Condition["value"]): Condition => ({
  field,
  op,
  value,
});
export const both = (...all: Condition[]): { all: Condition[] } => ({ all });

export const year: Defaults = { period: "thisYear" };
export const month: Defaults = { period: "thisMonth" };
export const quarter: Defaults = { period: "thisQuarter" };
export const lately: Defaults = { period: { last: 30, unit: "day" } };
