import { type Fact, source } from "../../shared/facts/fact.ts";
import { archived, average, count, createdOn, day, department, oneOf, owner, text, where, yes } from "../reported.ts";
import { STAGES } from "./schema.ts";
import { account } from "./table.ts";

/** The customers as they are now. */
export const accountFact: Fact = {
  name: "accounts",
  label: ["客户", "Accounts"],
  permissions: ["accounts.read"],
  on: "createdOn",
  of: "account",
  dimensions: {
    createdOn,
    stageOn: day(["阶段变更日期", "In its stage since"], "stageAt"),
    ownerId: owner,
    departmentId: department,
    region: text(["区域", "Region"]),
    industry: text(["行业", "Industry"]),
    source: text(["来源", "Source"]),
    tier: text(["客户等级", "Tier"], "tier", "tierWhy"),
    stage: oneOf(["客户阶段", "Stage"], STAGES, "stage", "stageWhy"),
    isGroup: yes(["有下级公司", "Heads a group"], "hasChildren"),
    archived,
  },
  measures: {
    accounts: count(["客户数", "Accounts"], ["所有客户，含已归档", "All accounts, the archived ones among them"]),
    customers: count(
      ["成交客户数", "Customers"],
      ["处于已签约或使用阶段的客户", "Accounts in the stage signed or user"],
      "stage",
    ),
    lostAccounts: count(["流失客户数", "Lost accounts"], ["处于流失阶段的客户", "Accounts in the stage lost"], "stage"),
    ownerless: count(["无负责人客户数", "Without owner"], ["没有负责人的客户", "Accounts that nobody owns"], "ownerId"),
    employees: count(["员工总数", "Employees"], ["客户员工数之和", "The employees of the accounts together"], "size"),
    sized: count(["有员工数的客户", "With a size"], ["填写了员工数的客户", "Accounts whose size is known"], "size"),
    averageSize: average(
      ["平均员工数", "Average size"],
      ["员工总数 ÷ 有员工数的客户", "Employees of each account whose size is known"],
      "count",
      "employees",
      "sized",
    ),
  },
  sources: [
    source(account, (row) => [
      {
        ...{ accounts: 1, customers: where(row.stage === "signed" || row.stage === "user") },
        ...{ lostAccounts: where(row.stage === "lost"), ownerless: where(row.ownerId === undefined) },
        ...{ employees: row.size ?? 0, sized: where(row.size !== undefined) },
      },
    ]),
  ],
};
