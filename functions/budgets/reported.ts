import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  archived,
  balance,
  count,
  createdOn,
  currency,
  day,
  department,
  owner,
  share,
  text,
  where,
} from "../reported.ts";
import { budget } from "./table.ts";

const SUMS = ["limitMinor", "carriedInMinor", "carriedOutMinor", "reservedMinor", "consumedMinor"];

/** What may be spent month by month, and what of it was. */
export const budgetFact: Fact = {
  name: "budgets",
  label: ["预算", "Budgets"],
  permissions: ["budgets.read"],
  on: "monthOn",
  of: "budget",
  dimensions: {
    monthOn: day(["预算月份", "Budget month"], "month"),
    createdOn,
    category: text(["费用类别", "Category"]),
    costCentre: text(["成本中心", "Cost centre"]),
    departmentId: department,
    ownerId: owner,
    currency,
    archived,
  },
  measures: {
    budgets: count(["预算数", "Budgets"], ["所有预算", "All budgets"]),
    allowedMinor: balance(
      ["可用预算", "Allowed"],
      ["预算额加结转", "Limits with what was carried over"],
      ...SUMS.slice(0, 3),
    ),
    reservedMinor: balance(
      ["已占用", "Reserved"],
      ["待审批的占用", "What is asked for and not agreed to yet"],
      "reservedMinor",
    ),
    consumedMinor: balance(["已使用", "Consumed"], ["已入账的费用", "What was booked"], "consumedMinor"),
    leftMinor: balance(
      ["剩余", "Left"],
      ["可用减占用减使用", "Allowed less reserved less consumed"],
      ...[...SUMS, "leftMinor"],
    ),
    overdrawn: count(
      ["超支预算数", "Overdrawn"],
      ["剩余为负的预算", "Budgets of which less than nothing is left"],
      ...[...SUMS, "leftMinor"],
    ),
    useRate: share(["使用率", "Use"], ["已使用 ÷ 可用预算", "Consumed in allowed"], "consumedMinor", "allowedMinor"),
  },
  sources: [
    source(budget, (row) => [
      {
        ...{ monthOn: `${row.month}-01`, budgets: 1, overdrawn: where(row.leftMinor < 0) },
        allowedMinor: row.limitMinor + row.carriedInMinor - row.carriedOutMinor,
        ...{ reservedMinor: row.reservedMinor, consumedMinor: row.consumedMinor, leftMinor: row.leftMinor },
      },
    ]),
  ],
};
