import * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { forgetting } from "../../shared/records/inforce.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountsAbove, accountsBelow } from "./hierarchy.ts";
import { lifeCycleRoutes } from "./life-cycle.ts";
import { accountNoun } from "./noun.ts";
import { checkWhen } from "./rules.ts";
import { STAGES, TierChange, TierRule, TierRuleInput } from "./schema.ts";
import { account, tierChange, tierRule } from "./table.ts";
import { tierFields, tierRulesInForce } from "./tiers.ts";

type Row = RowOf<typeof account>;

/** Rules that a tenant may have in force: every write of an account asks them in turn. */
export const TIER_RULES_MAX = 100;

const InGroup = z.object({
  id: z.string(),
  name: z.string().optional(),
  tier: z.string().nullish(),
  stage: z.enum(STAGES).nullish(),
});
const Node = InGroup.extend({
  get children() {
    return z.array(Node);
  },
}).meta({ id: "AccountInGroup", description: "An account of a group with those below it." });

/** An account as a group shows it, its fields as the caller may see them. */
function inGroup(call: Caller, row: Row): z.output<typeof InGroup> {
  const { id, name, tier, stage } = projected(call.access, account.noun, row);
  return { id, name, tier, stage };
}

/**
 * The accounts below one as a tree. One that the caller does not see is not there: what is below it hangs on the nearest
 * account above that they do see.
 */
async function treeBelow(call: Caller, top: Row) {
  const { placed, complete } = await accountsBelow(call.table, top);
  const node = (row: Row): z.output<typeof Node> => ({ ...inGroup(call, row), children: [] });
  const root = node(top);
  const holders = new Map([[top.id, root]]);
  for (const { row, below } of placed) {
    const holder = holders.get(below) ?? root;
    if (!call.access.sees(account, row)) {
      holders.set(row.id, holder);
      continue;
    }
    const child = node(row);
    holder.children.push(child);
    holders.set(row.id, child);
  }
  return { tree: root, complete };
}

const hierarchy = route({
  method: "GET",
  path: "/v1/accounts/{id}/hierarchy",
  permission: "accounts.read",
  summary: "The group that an account belongs to: the accounts above it, the head first, and the tree below it.",
  reply: z.object({ ancestors: z.array(InGroup), tree: Node, complete: z.boolean() }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, account);
    const [above, below] = await Promise.all([accountsAbove(call.table, row.parentId), treeBelow(call, row)]);
    const seen = above.reverse().filter((one) => call.access.sees(account, one));
    return { ancestors: seen.map((one) => inGroup(call, one)), ...below };
  },
});

const tiers = childRoute({
  parent: account,
  child: tierChange,
  path: "/v1/accounts/{id}/tiers",
  permission: "accounts.read",
  summary: "The tiers that an account has had, newest first, each with the rule that gave it.",
  view: TierChange,
  at: { index: "account", values: (accountId) => ({ accountId }), begins: "tic#" },
  order: "newest",
  filters: ["to"],
});

export const tierRuleNoun: Noun = noun({
  entity: tierRule,
  module: "tiers",
  path: "/v1/tier-rules",
  input: TierRuleInput,
  view: TierRule,
  filters: ["tier"],
  ranges: ["createdAt", "priority"],
  prepare: async (call, input) => {
    checkWhen(input.when, tierFields(call.tenant));
    await tierRulesInForce.room(call.table, TIER_RULES_MAX, "tier rules");
    return {};
  },
  revise: (call, before, patch: Partial<Row & { when: never }>) => {
    checkWhen(patch.when ?? before.when, tierFields(call.tenant));
    return {};
  },
  example: {
    body: {
      name: "重点客户",
      priority: 10,
      tier: "A",
      when: {
        all: [
          { field: "size", op: "gte", value: 200 },
          { field: "receivedLastYearMinor", op: "gte", value: 50_000_000 },
        ],
      },
      visitEveryDays: 30,
      callEveryDays: 7,
    },
  },
  patchExample: { body: { visitEveryDays: 14 } },
});

const tierRules = forgetting(crud(tierRuleNoun), tierRulesInForce.forget);

export const routes: Route[] = [...crud(accountNoun), hierarchy, tiers, ...tierRules, ...lifeCycleRoutes];
