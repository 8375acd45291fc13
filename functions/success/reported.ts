import { type Fact, type FactContext, source } from "../../shared/facts/fact.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { average, count, createdOn, department, different, id, owner, share, text, where, yes } from "../reported.ts";
import { health, healthId } from "./table.ts";

const PERMISSIONS = ["accounts.read", "success.read"];

/** What both facts tell apart: a customer as those see it who see the account. */
const customer = {
  createdOn,
  accountId: id(["客户", "Account"], "account", "id"),
  ownerId: owner,
  departmentId: department,
  tier: text(["客户层级", "Tier"]),
  band: text(["健康区间", "Band"]),
};

/** How a customer stands, where a model has scored it. */
async function scored({ id: accountId, archived }: RowOf<typeof account>, { table }: Pick<FactContext, "table">) {
  const row = archived ? undefined : await table.find(health, healthId(accountId));
  return row?.score === undefined ? undefined : { ...row, score: row.score };
}

/** How customers stand now, by the bands of their models; their health tells of it too (see `besides`). */
export const healthFact: Fact = {
  name: "customerHealth",
  label: ["客户健康", "Health of customers"],
  permissions: PERMISSIONS,
  on: "createdOn",
  dimensions: {
    ...customer,
    modelId: id(["健康模型", "Model"], "healthModel"),
    isFalling: yes(["正在下滑", "Is falling"]),
  },
  measures: {
    customers: count(["客户数", "Customers"], ["有健康分的客户", "Customers that have a score"]),
    points: count(["健康分之和", "Points"], ["健康分之和", "What scores add up to"]),
    falling: count(["下滑客户", "Falling"], ["健康分明显下滑", "Customers whose score has fallen"]),
    urgent: count(
      ["临期下滑", "Falling near the end"],
      ["合同临期且下滑", "Customers who fall near the end of a contract"],
    ),
    averageScore: average(
      ["平均健康分", "Average score"],
      ["健康分之和 ÷ 客户数", "Points of each customer"],
      ...(["count", "points", "customers"] as const),
    ),
    fallingRate: share(["下滑占比", "Falling share"], ["下滑客户 ÷ 客户数", "Falling of all"], "falling", "customers"),
  },
  sources: [
    source(account, async (row, context) => {
      const found = await scored(row, context);
      if (!found) return [];
      const { score, band, modelId, episode } = found;
      const isFalling = episode !== undefined;
      return [
        {
          ...{ accountId: row.id, band, modelId, isFalling, customers: 1, points: score },
          ...{ falling: where(isFalling), urgent: where(episode?.urgentFor !== undefined) },
        },
      ];
    }),
  ],
};

/** What of customers' use makes their health: each metric of their models, beside the window before. */
export const usageFact: Fact = {
  name: "usageParts",
  label: ["使用情况", "Use by metric"],
  permissions: PERMISSIONS,
  on: "createdOn",
  dimensions: { ...customer, metric: text(["指标", "Metric"]) },
  measures: {
    parts: count(["指标数", "Parts"], ["参与评分的指标", "Metrics that are weighed"]),
    points: count(["得分", "Points"], ["指标得分之和", "What the metrics bring"]),
    weight: count(["满分", "Points at most"], ["指标满分之和", "What they could bring"]),
    rising: count(["上升", "Rising"], ["高于上一周期", "What is used more than in the window before"]),
    falling: count(["下降", "Falling"], ["低于上一周期", "What is used less than in the window before"]),
    unused: count(["未使用", "Unused"], ["周期内没有使用", "What nobody used"]),
    reached: share(["得分率", "Reached"], ["得分 ÷ 满分", "Points of those possible"], "points", "weight"),
    unusedRate: share(["未使用占比", "Unused share"], ["未使用 ÷ 指标数", "Unused of all"], "unused", "parts"),
    customers: different(["客户数", "Customers"], ["不同客户", "Different customers"], "accountId"),
  },
  sources: [
    source(account, async (row, context) => {
      const found = await scored(row, context);
      return (found?.parts ?? []).map(({ metric, points, weight, value, earlier }) => ({
        ...{ accountId: row.id, band: found?.band, metric, parts: 1, points, weight },
        ...{ rising: where(value > earlier), falling: where(value < earlier), unused: where(value === 0) },
      }));
    }),
  ],
};
