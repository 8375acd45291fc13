import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/checked-filter.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { REFERABLE } from "../referable.ts";
import { planErrors } from "./rules.ts";
import { CoveragePlan, CoveragePlanInput, PLANS_MAX } from "./schema.ts";
import { coveragePlan } from "./table.ts";

type Row = RowOf<typeof coveragePlan>;

const checkWhen = ({ access }: Caller, when: Row["when"] | null | undefined): void => {
  if (when) checkedFields(access, { entity: account, custom: REFERABLE }, when, "when");
};

/** What is to be covered of some accounts, as data. */
export const coveragePlanNoun: Noun = noun({
  entity: coveragePlan,
  module: "coverage",
  path: "/v1/coverage-plans",
  input: CoveragePlanInput,
  view: CoveragePlan,
  filters: ["name"],
  check: (values) => planErrors(values as Row),
  prepare: async (call, input) => {
    if ((await unarchived(call.table, coveragePlan)).length >= PLANS_MAX) {
      throw new Fault("conflict", `There are ${PLANS_MAX} coverage plans; archive one first.`);
    }
    checkWhen(call, input.when);
    return {};
  },
  revise: (call, _before, patch: Partial<Row>) => {
    checkWhen(call, patch.when);
    return {};
  },
  example: {
    body: {
      name: "大客户覆盖",
      when: { field: "tier", op: "eq", value: "KA" },
      ...{ regions: ["华东", "华北"], productLines: ["软件", "服务"], roles: ["客户经理", "解决方案"] },
      ownerRole: "客户经理",
    },
  },
  patchExample: { body: { regions: ["华东", "华北", "华南"] } },
});
