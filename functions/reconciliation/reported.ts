import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  account,
  average,
  balance,
  count,
  currency,
  day,
  days,
  daysFrom,
  department,
  id,
  money,
  oneOf,
  owner,
  share,
  where,
} from "../reported.ts";
import { DEDUCTION_STATES, deduction } from "./table.ts";

/** What payers took off, and what became of it. */
export const deductionFact: Fact = {
  name: "deductions",
  label: ["扣款", "Deductions"],
  permissions: ["reconciliation.read"],
  on: "bookedOn",
  dimensions: {
    bookedOn: day(["入账日期", "Booked on"]),
    resolvedOn: day(["处理日期", "Resolved on"], "resolvedAt"),
    accountId: account,
    receivableId: id(["应收", "Receivable"], "receivable"),
    ownerId: owner,
    departmentId: department,
    code: oneOf(["扣款代码", "Code"]),
    state: oneOf(["状态", "State"], DEDUCTION_STATES),
    currency,
  },
  measures: {
    deductions: count(["扣款笔数", "Deductions"], ["所有扣款", "All deductions"]),
    openDeductions: count(
      ["未决扣款", "Open deductions"],
      ["未处理的扣款", "Deductions that nobody resolved"],
      "state",
    ),
    deductionMinor: money(["扣款金额", "Amount"], ["扣款金额之和", "What was taken off"], "amountMinor"),
    openDeductionMinor: balance(
      ["未决金额", "Open amount"],
      ["未处理的金额", "What nobody resolved"],
      "amountMinor",
      "state",
    ),
    creditedMinor: money(["已认可", "Credited"], ["认可的金额", "What was accepted"], "amountMinor", "state"),
    recoveredMinor: money(["已追回", "Recovered"], ["追回的金额", "What was paid after all"], "amountMinor", "state"),
    givenUpMinor: money(["已放弃", "Given up"], ["核销的金额", "What was given up"], "amountMinor", "state"),
    resolved: count(["已处理", "Resolved"], ["已处理的扣款", "Deductions that were resolved"], "state"),
    daysToResolve: days(
      ["处理总天数", "Days to resolve"],
      ["从入账到处理", "From booking to resolution"],
      "resolvedAt",
    ),
    recoveryRate: share(
      ["追回率", "Recovered share"],
      ["已追回 ÷ 扣款金额", "Recovered of taken off"],
      "recoveredMinor",
      "deductionMinor",
    ),
    averageDaysToResolve: average(
      ["平均处理天数", "Average days to resolve"],
      ["处理总天数 ÷ 已处理", "Days of each resolved"],
      "days",
      "daysToResolve",
      "resolved",
    ),
  },
  sources: [
    source(deduction, (row, { day }) => {
      const of = (state: string): number => where(row.state === state, row.amountMinor);
      const isResolved = row.resolvedAt !== undefined;
      return [
        {
          ...{ deductions: 1, openDeductions: where(row.state === "open"), deductionMinor: row.amountMinor },
          ...{ openDeductionMinor: of("open"), creditedMinor: of("credited"), recoveredMinor: of("recovered") },
          ...{ givenUpMinor: of("writtenOff"), resolved: where(isResolved) },
          daysToResolve: where(isResolved, daysFrom(row.bookedOn, day(row.resolvedAt))),
        },
      ];
    }),
  ],
};
