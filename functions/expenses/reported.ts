import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  account,
  count,
  createdOn,
  currency,
  day,
  department,
  different,
  id,
  money,
  oneOf,
  owner,
  text,
  where,
} from "../reported.ts";
import { isCost } from "./rules.ts";
import { EXPENSE_STATES, SOURCES } from "./schema.ts";
import { expense } from "./table.ts";

const AMOUNTS = ["lines", "amountMinor"];

/** What was spent, line by line. */
export const expenseFact: Fact = {
  name: "expenses",
  label: ["费用", "Expenses"],
  permissions: ["expenses.read"],
  on: "spentOn",
  dimensions: {
    spentOn: day(["发生日期", "Spent on"], "on", "lines"),
    createdOn,
    paidOn: day(["支付日期", "Paid on"]),
    category: text(["费用类别", "Category"], "lines"),
    costCentre: text(["成本中心", "Cost centre"], "lines"),
    expenseId: id(["费用单", "Expense"], "expense", "id"),
    accountId: account,
    opportunityId: id(["商机", "Opportunity"], "opportunity"),
    projectId: id(["项目", "Project"], "project"),
    campaignId: id(["市场活动", "Campaign"], "campaign"),
    ticketId: id(["工单", "Ticket"], "ticket"),
    ownerId: owner,
    departmentId: department,
    source: oneOf(["费用来源", "Paid by"], SOURCES),
    status: oneOf(["状态", "Status"], EXPENSE_STATES),
    currency,
  },
  measures: {
    lines: count(["费用明细数", "Lines"], ["所有费用明细", "All lines of expenses"]),
    costMinor: money(
      ["费用", "Cost"],
      ["已批准或已入账的费用", "What was approved or booked and stands"],
      ...AMOUNTS,
      "status",
    ),
    netCostMinor: money(
      ["不含税费用", "Net cost"],
      ["已批准或已入账的不含税费用", "The same without tax"],
      ...AMOUNTS,
      "status",
    ),
    taxMinor: money(["税额", "Tax"], ["已批准或已入账的税额", "The tax in what stands"], ...AMOUNTS, "status"),
    askedMinor: money(
      ["待审批", "Asked for"],
      ["已提交待审批的费用", "What waits for others to agree"],
      ...AMOUNTS,
      "status",
    ),
    owedMinor: money(
      ["待支付", "Owed"],
      ["已批准未支付的报销", "What was agreed to and not given back yet"],
      ...AMOUNTS,
      "status",
    ),
    companyMinor: money(
      ["公司支付", "Company-paid"],
      ["公司直接支付的费用", "What the company has paid itself"],
      ...AMOUNTS,
      "source",
    ),
    reversedMinor: money(["已冲销", "Reversed"], ["已冲销的费用", "What was taken back"], ...AMOUNTS, "status"),
    unplaced: count(
      ["待归集", "Unplaced"],
      ["待归集的明细", "Lines of which nobody knows what they were for"],
      "placing",
    ),
    expenses: different(["费用单数", "Expenses"], ["不同的费用单", "Different expenses"], "expenseId"),
  },
  sources: [
    source(expense, (row) => {
      if (row.archived) return [];
      const [stands, is] = [isCost(row), (status: typeof row.status) => row.status === status];
      return row.lines.map((line) => ({
        ...{ spentOn: line.on, category: line.category, costCentre: line.costCentre, expenseId: row.id, lines: 1 },
        costMinor: where(stands, line.baseMinor),
        netCostMinor: where(stands, line.baseMinor - line.baseTaxMinor),
        taxMinor: where(stands, line.baseTaxMinor),
        askedMinor: where(is("submitted"), line.baseMinor),
        owedMinor: where(is("approved"), line.baseMinor),
        companyMinor: where(stands && row.source === "company", line.baseMinor),
        reversedMinor: where(is("reversed"), line.baseMinor),
        unplaced: where(row.placing === "open" && stands),
      }));
    }),
  ],
};
