import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { fieldsOf } from "../../shared/filter/filter.ts";
import { crud } from "../../shared/http/crud.ts";
import { checkReferences } from "../../shared/http/record.ts";
import type { Caller, Route } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/filtering.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { nouns } from "../nouns.ts";
import { forgetting } from "../users/context.ts";
import { department, user } from "../users/table.ts";
import { SharingRuleInput, SharingRuleView } from "./schema.ts";
import { sharingRule } from "./table.ts";

/** Rules that one tenant may have: every call by somebody whom they reach weighs them. */
export const RULES_MAX = 100;

type Given = Omit<z.output<typeof SharingRuleInput>, "to"> & { to: RowOf<typeof sharingRule>["to"] };

/** Whoever is named must be there; every wrong name is told. */
async function checkNamed(call: Caller, { to }: Given): Promise<void> {
  const unknown = (to.roles ?? []).findIndex((name) => !call.tenant.roles.has(name));
  if (unknown >= 0) {
    throw invalidField(`to.roles.${unknown}`, `There is no role ${to.roles?.[unknown]}.`, "unknown_reference");
  }
  const named = (["userIds", "departmentIds"] as const).flatMap((kind) =>
    (to[kind] ?? []).map((id, n) => ({ path: `to.${kind}.${n}`, id, entity: kind === "userIds" ? user : department })),
  );
  const references = Object.fromEntries(named.map(({ path, entity }) => [path, entity]));
  await checkReferences(call, references, Object.fromEntries(named.map(({ path, id }) => [path, id])));
}

/** Nobody shares what they do not see themselves: a rule is made by whoever sees the noun whole. */
async function checked(call: Caller, rule: Given): Promise<object> {
  const noun = nouns.find((of) => of.entity.noun === rule.noun);
  if (!noun) throw invalidField("noun", `noun must be one of ${nouns.map((of) => of.entity.noun).join(", ")}.`);
  if (call.access.scope(noun.entity) !== "all") {
    throw new Fault("forbidden", `Sharing ${noun.entity.plural} needs the scope all on them.`);
  }
  const fields = checkedFields(call.access, noun, rule.when, "when");
  await checkNamed(call, rule);
  return { fields: Object.fromEntries(fieldsOf(rule.when).map((name) => [name, fields.get(name)])) };
}

export const routes: Route[] = forgetting(
  crud({
    entity: sharingRule,
    module: "sharing",
    path: "/v1/sharing-rules",
    input: SharingRuleInput,
    view: SharingRuleView,
    filters: ["noun"],
    prepare: async (call, input) => {
      const all = await call.table.list(sharingRule, {
        sources: [{ index: "all", partitions: ["shr"] }],
        limit: RULES_MAX,
      });
      if (all.rows.length >= RULES_MAX) {
        throw new Fault("conflict", `The tenant has ${RULES_MAX} sharing rules; that is as many as there may be.`);
      }
      return checked(call, input);
    },
    revise: (call, before, patch) => checked(call, { ...before, ...patch } as Given),
    example: {
      body: {
        name: "华东客户给服务团队看",
        noun: "account",
        when: { field: "name", op: "startsWith", value: "上海" },
        to: { roles: ["service"] },
        level: "read",
      },
    },
    patchExample: { body: { level: "write" } },
  }),
);
