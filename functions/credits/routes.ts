import type * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { listRoute } from "../../shared/http/lists.ts";
import type { Caller, Route } from "../../shared/http/route.ts";
import { forgetting } from "../../shared/records/inforce.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { partner } from "../partners/table.ts";
import { department, user } from "../users/table.ts";
import { splitRulesInForce } from "./active.ts";
import { type CreditPackRow, creditId, ruleErrors } from "./rules.ts";
import { CreditEntry, CreditView, SplitRule, SplitRuleInput } from "./schema.ts";
import { creditPack, splitRule } from "./table.ts";

type Rule = Pick<z.output<typeof SplitRuleInput>, "when" | "shares">;

/** A pack's credits, each as the API shows it. */
function creditsOf(pack: CreditPackRow): Record<string, unknown>[] {
  const { bankTransactionId, accountId, orderId, beneficiaryId, currency, earnedAt, rule } = pack;
  const beneficiary = beneficiaryId?.startsWith(`${partner.prefix}_`)
    ? { partnerId: beneficiaryId }
    : { userId: beneficiaryId };
  const common = { ...beneficiary, bankTransactionId, accountId, orderId, currency, earnedAt, rule };
  return pack.entries.map((entry, n) => ({ ...entry, ...common, id: creditId(pack.id, n) }));
}

const credits = listRoute({
  entity: creditPack,
  path: "/v1/credits",
  permission: "credits.read",
  summary: "Lists sales credits: who earned how much of which cash, by product, and what was taken back.",
  view: CreditView,
  filters: ["orderId", "accountId", "departmentId", "bankTransactionId", "currency"],
  ranges: ["earnedAt"],
  aliases: { userId: "beneficiaryId", partnerId: "beneficiaryId" },
  items: { of: creditsOf, filters: ["ledger", "receivableId", "allocationId", "productId"], shape: CreditEntry },
  partition: { field: "bankTransactionId", skPrefix: "credit#" },
  example: { query: { ledger: "primary" } },
});

/** Everything that a rule names, with its path. */
const namedBy = ({ when, shares = [] }: Rule): { path: string; entity: Entity; id: string }[] => [
  ...(when.departmentIds ?? []).map((id, n) => ({ path: `when.departmentIds.${n}`, entity: department, id })),
  ...(when.partnerIds ?? []).map((id, n) => ({ path: `when.partnerIds.${n}`, entity: partner, id })),
  ...shares.flatMap(({ to }, n) =>
    to === "owner" || to === "partner"
      ? []
      : [{ path: `shares.${n}.to`, entity: to.startsWith(`${user.prefix}_`) ? user : partner, id: to }],
  ),
];

/** Refuses a rule whose shares do not sum up or that names what is not there; all errors are told together. */
async function checkRule(call: Caller, rule: Rule): Promise<object> {
  const groups = [...Map.groupBy(namedBy(rule), (n) => n.entity)];
  const errors = ruleErrors(rule);
  const found = await Promise.all(
    groups.map(([entity, named]) => call.table.getMany(entity, new Set(named.map((n) => n.id)), true)),
  );
  for (const [i, [entity, named]] of groups.entries()) {
    for (const { path, id } of named) {
      if (found[i]?.has(id)) continue;
      errors.push({ path, code: "unknown_reference", message: `There is no ${entity.noun} ${id}.` });
    }
  }
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  return {};
}

/** A rule acts from the next receipt on in the process that wrote it; what was earned before stays as it is. */
const splitRules = forgetting(
  crud({
    entity: splitRule,
    module: "splitting",
    path: "/v1/split-rules",
    input: SplitRuleInput,
    view: SplitRule,
    ranges: ["priority"],
    prepare: (call, input) => checkRule(call, input),
    revise: (call, before, patch) => {
      const merged = { ...before, ...patch } as Rule & { shares?: Rule["shares"] | null };
      return checkRule(call, { when: merged.when, shares: merged.shares ?? undefined });
    },
    example: {
      body: {
        name: "续约先算订阅，服务后算",
        priority: 10,
        when: { orderKinds: ["renewal"] },
        products: { by: "typeFirst", productTypes: ["subscription"] },
        shares: [
          { to: "owner", basisPoints: 8000, ledger: "primary" },
          { to: "partner", basisPoints: 2000, ledger: "primary" },
        ],
      },
    },
    patchExample: { body: { priority: 20 } },
  }),
  splitRulesInForce.forget,
);

export const routes: Route[] = [credits, ...splitRules];
