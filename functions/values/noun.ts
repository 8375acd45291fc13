import { Fault, type InputError } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/checked-filter.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { REFERABLE } from "../referable.ts";
import type { Model } from "./rules.ts";
import { MODELS_MAX, ValueModel, ValueModelInput } from "./schema.ts";
import { type ModelRow, sweepId, valueModel, valueSweep } from "./table.ts";

function check({ metrics = [] }: Partial<Model>): InputError[] {
  const keys = metrics.map(({ key }) => key);
  return keys.flatMap((key, n) =>
    keys.indexOf(key) === n ? [] : [{ path: `metrics.${n}.key`, code: "duplicate", message: `${key} stands twice.` }],
  );
}

async function checkModel(call: Caller, { metrics, when }: Partial<ModelRow>): Promise<void> {
  if (metrics) (await import("./numbers.ts")).formulasOf(call.tenant, { metrics });
  if (when) checkedFields(call.access, { entity: account, custom: REFERABLE }, when, "when");
}

/** All accounts are reckoned by a new or changed model, from the first one on. */
async function askedAnew(call: Caller, { id: modelId }: ModelRow): Promise<Action[]> {
  const { table, now } = call;
  const before = await table.find(valueSweep, sweepId(modelId));
  if (before) {
    return [write.replace(valueSweep, before, nextVersion(before, now, { after: undefined, dueAt: now }))];
  }
  return [write.create(valueSweep, { ...fresh(call, valueSweep, sweepId(modelId)), modelId, dueAt: now })];
}

/** What makes a customer valuable, as data. */
export const valueModelNoun: Noun = noun({
  entity: valueModel,
  module: "values",
  path: "/v1/value-models",
  input: ValueModelInput,
  view: ValueModel,
  filters: ["isDefault"],
  check: (values) => check(values as Partial<Model>),
  prepare: async (call, input) => {
    if ((await unarchived(call.table, valueModel)).length >= MODELS_MAX) {
      const message = `The tenant has ${MODELS_MAX} value models; archive one first.`;
      throw new Fault("conflict", message);
    }
    await checkModel(call, input as Partial<ModelRow>);
    return {};
  },
  revise: async (call, _before, patch) => {
    await checkModel(call, patch as Partial<ModelRow>);
    return {};
  },
  alongside: askedAnew,
  example: {
    body: {
      name: "客户价值",
      dropBasisPoints: 3_000,
      metrics: [
        {
          ...{ key: "received", label: "近一年回款", side: "existing", formula: "receivedLastYearMinor" },
          ...{ fullAt: 100_000_000, weight: 40 },
        },
        {
          ...{ key: "frequency", label: "购买频次", side: "existing", formula: "ordersLastYear" },
          ...{ fullAt: 12, weight: 20 },
        },
        {
          ...{ key: "pipeline", label: "在谈商机", side: "potential", formula: "openSalesMinor" },
          ...{ fullAt: 50_000_000, weight: 30 },
        },
        { key: "size", label: "规模", side: "model", formula: "size", fullAt: 1_000, weight: 10 },
      ],
    },
  },
  patchExample: { body: { dropBasisPoints: 2_000 } },
});
