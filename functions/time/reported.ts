import { type Fact, source } from "../../shared/facts/fact.ts";
import { isCost } from "../expenses/rules.ts";
import { expense } from "../expenses/table.ts";
import { project } from "../projects/table.ts";
import { receivable } from "../receivables/table.ts";
import { count, currency, day, department, different, id, money, oneOf, owner, share, text } from "../reported.ts";
import { collectedOf } from "./rules.ts";
import { projectCost, timeEntry } from "./table.ts";

const projectId = id(["项目", "Project"], "project");

/** What people work for projects. */
export const workFact: Fact = {
  name: "workedTime",
  label: ["工时", "Worked time"],
  permissions: ["time.read"],
  on: "workedOn",
  dimensions: {
    workedOn: day(["工作日期", "Worked on"], "on"),
    projectId,
    nodeKey: text(["任务", "Task"]),
    ownerId: owner,
    departmentId: department,
  },
  measures: {
    minutes: count(["工时（分钟）", "Minutes"], ["登记的工时", "What was booked"], "minutes"),
    entries: count(["登记次数", "Entries"], ["工时登记", "Time entries"]),
    people: different(["人数", "People"], ["不同人员", "Different people"], "ownerId"),
    projects: different(["项目数", "Projects"], ["不同项目", "Different projects"], "projectId"),
  },
  sources: [source(timeEntry, (row) => (row.archived ? [] : [{ minutes: row.minutes, entries: 1 }]))],
};

const PARTS = ["fee", "labour", "cost", "expense"] as const;

/**
 * What projects brought in and cost, each piece as those see it who see the record that it is of. What is collected is told
 * of under the day on which it was due; it belongs to the project that its order has (see `besides`).
 */
export const projectMoneyFact: Fact = {
  name: "projectMoney",
  label: ["项目损益", "Profit of projects"],
  permissions: ["projects.read", "time.costs"],
  on: "bookedOn",
  dimensions: {
    bookedOn: day(["发生日期", "Booked on"]),
    projectId,
    piece: oneOf(["构成", "Part"], PARTS),
    ownerId: owner,
    departmentId: department,
    currency,
  },
  measures: {
    collectedMinor: money(
      ["已回款", "Collected"],
      ["已收现金减退回", "Cash that came in less what was given back"],
      "paidMinor",
    ),
    labourMinor: money(["人工成本", "Labour"], ["工时按费率折算", "Hours at their rates"], "costMinor"),
    costsMinor: money(["采购成本", "Costs"], ["为项目支付的费用", "What was paid for it"], "amountMinor"),
    expensesMinor: money(
      ["报销费用", "Expenses"],
      ["已批准或已入账的费用", "What was spent on it and stands"],
      "lines",
    ),
    spentMinor: money(
      ["总成本", "Spent"],
      ["人工、采购与报销之和", "Labour, costs and expenses"],
      ...["costMinor", "amountMinor", "lines"],
    ),
    profitMinor: money(
      ["项目利润", "Profit"],
      ["已回款 − 总成本", "Collected less spent"],
      ...["paidMinor", "costMinor", "amountMinor", "lines"],
    ),
    minutes: count(["工时（分钟）", "Minutes"], ["登记的工时", "What was booked"], "minutes"),
    unratedMinutes: count(
      ["无费率工时", "Without a rate"],
      ["没有费率的工时", "Minutes that no rate prices"],
      "costMinor",
    ),
    margin: share(["利润率", "Margin"], ["项目利润 ÷ 已回款", "Profit of collected"], "profitMinor", "collectedMinor"),
    projects: different(["项目数", "Projects"], ["不同项目", "Different projects"], "projectId"),
  },
  sources: [
    source(timeEntry, async (row, { find }) => {
      if (row.archived) return [];
      const { currency: of } = (await find(project, row.projectId)) ?? {};
      const labourMinor = row.costMinor ?? 0;
      return [
        {
          ...{ bookedOn: row.on, piece: "labour", currency: of, minutes: row.minutes, labourMinor },
          ...{ spentMinor: labourMinor, profitMinor: -labourMinor },
          unratedMinutes: row.costMinor === undefined ? row.minutes : 0,
        },
      ];
    }),
    source(projectCost, (row) => {
      if (row.archived) return [];
      const { amountMinor } = row;
      return [
        {
          ...{ bookedOn: row.on, piece: "cost", costsMinor: amountMinor },
          ...{ spentMinor: amountMinor, profitMinor: -amountMinor },
        },
      ];
    }),
    source(expense, (row) => {
      if (row.archived || row.projectId === undefined || !isCost(row)) return [];
      return row.lines.map(({ on, baseMinor }) => ({
        ...{ bookedOn: on, piece: "expense", expensesMinor: baseMinor },
        ...{ spentMinor: baseMinor, profitMinor: -baseMinor },
      }));
    }),
    source(receivable, async (row, { table, find }) => {
      const known = row.orderId && (await table.idOfUnique(project, "orderId", row.orderId));
      const of = known ? await find(project, known) : undefined;
      if (!of || of.currency !== row.currency) return [];
      const collectedMinor = collectedOf([row], of.productTypes);
      if (collectedMinor === 0) return [];
      return [{ bookedOn: row.dueOn, piece: "fee", projectId: of.id, collectedMinor, profitMinor: collectedMinor }];
    }),
  ],
};
