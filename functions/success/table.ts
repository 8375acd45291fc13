import { longHashedId } from "../../shared/hashed.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { SuccessPlan } from "./plan-schema.ts";
import { Health, HealthModel, HealthScore, Playbook, ReviewPolicy, UsageDay, UsageMark } from "./schema.ts";

export const usageMark = entity({
  noun: "usageMark",
  plural: "marks of usage events",
  prefix: "usm",
  schema: UsageMark,
  scoped: false,
  audited: false,
});
export const markId = (insertId: string): string => longHashedId(usageMark.prefix, insertId);

/** Its id names account, day, metric and product: the days of an account share a partition, in order. */
export const usageDay = entity({
  noun: "usageDay",
  plural: "days of usage",
  prefix: "usd",
  schema: UsageDay,
  personal: { "*": "plain" },
  scoped: false,
  audited: false,
  key: ({ id }) => {
    const [own = "", ...rest] = id.split("#");
    return { pk: own, sk: rest.join("#") };
  },
});
export const dayId = (accountId: string, on: string, metric: string, productId = ""): string =>
  [`${usageDay.prefix}_${bodyOf(accountId)}`, on, metric, productId].join("#");

/** What a row's id names. */
export function placeOf(id: string): { accountId: string; on: string; metric: string } {
  const [own = "", on = "", metric = ""] = id.split("#");
  return { accountId: `acc_${bodyOf(own)}`, on, metric };
}

export const healthModel = entity({
  noun: "healthModel",
  plural: "health models",
  prefix: "hmd",
  schema: HealthModel,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the health models" } },
});

export const playbook = entity({
  noun: "playbook",
  plural: "playbooks",
  prefix: "plb",
  schema: Playbook,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the playbooks" } },
});

/** Seen by whoever sees the account. */
export const health = entity({
  noun: "health",
  plural: "healths",
  prefix: "hlt",
  schema: Health,
  scoped: false,
  audited: false,
  due: { work: "health", shards: 4, at: (row) => row.dueAt, answers: "the accounts whose health is reckoned anew" },
});
export const healthId = (accountId: string): string => `${health.prefix}_${bodyOf(accountId)}`;

export const healthScore = entity({
  noun: "healthScore",
  plural: "health scores",
  prefix: "hsc",
  schema: HealthScore,
  scoped: false,
  audited: false,
  key: ({ accountId, on }) => ({ pk: `health#${accountId}`, sk: `score#${on}` }),
});
export const scoreId = (accountId: string, on: string): string =>
  `${healthScore.prefix}_${bodyOf(accountId)}${on.replaceAll("-", "")}`;

/** How often customers are reviewed. */
export const reviewPolicy = setting({
  noun: "reviewPolicy",
  plural: "review policies",
  prefix: "rvp",
  id: "rvp_success",
  schema: ReviewPolicy,
  path: "/v1/review-policy",
  reading: "success.read",
  writing: "success.write",
  tells: "How often customers are reviewed with whoever looks after them, by tier.",
  replaces: "Replaces the intervals; customers whose review is due by them have it with their next look.",
  example: { everyDays: 180, tiers: [{ tier: "A", everyDays: 30 }] },
});

export const successPlan = entity({
  noun: "successPlan",
  plural: "success plans",
  prefix: "scp",
  schema: SuccessPlan,
  indexes: {
    ...ownedIndexes("success plan"),
    account: {
      ...{ by: ["accountId"], tag: "a", prefix: "scp#", sorts: "createdAt" },
      answers: "the success plans of one account",
    },
  },
});
export type PlanRow = RowOf<typeof successPlan>;
