import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { fieldsOf } from "../../shared/filter/filter.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Caller, Route } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/checked-filter.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { nouns } from "../nouns.ts";
import { forgetting } from "../users/context.ts";
import { guard, type Share } from "../users/guards.ts";
import { roleKeys, roleNames } from "../users/held.ts";
import { department, user } from "../users/table.ts";
import { RULES_MAX, SharingRuleInput, SharingRuleView } from "./schema.ts";
import { sharingRule } from "./table.ts";

type Row = RowOf<typeof sharingRule>;
type Given = Omit<z.output<typeof SharingRuleInput>, "to"> & { to: Row["to"] };

/** Everybody sees what is not scoped; and who sees what nobody writes, such as a bank's lines, follows from what it is. */
const SHARED = nouns.filter(({ scoped, readOnly }) => scoped && !readOnly);

/** The rule as it is kept: how its fields are compared, and whom it names, roles by their keys. */
async function checked(call: Caller, rule: Given, given: Partial<Given>): Promise<object> {
  const card = SHARED.find(({ noun }) => noun === rule.noun);
  if (!card) throw invalidField("noun", `noun must be one of ${SHARED.map(({ noun }) => noun).join(", ")}.`);
  const fields = checkedFields(call.access, await card.load(), rule.when, "when");
  const roles = given.to?.roles && roleKeys(call.tenant, given.to.roles, "to.roles");
  return {
    fields: Object.fromEntries(fieldsOf(rule.when).map((name) => [name, fields.get(name)])),
    ...(given.to && { to: { ...given.to, ...(roles && { roles }) } }),
  };
}

/** What a rule brings to others, as far as its noun is still there. */
const shareOf = ({ noun, level }: Row): Share[] =>
  nouns.flatMap(({ noun: name, module }) => (name === noun ? [{ noun, module, level }] : []));

export const routes: Route[] = forgetting(
  crud({
    entity: sharingRule,
    module: "sharing",
    path: "/v1/sharing-rules",
    input: SharingRuleInput,
    view: SharingRuleView,
    filters: ["noun"],
    references: { "to.userIds": user, "to.departmentIds": department },
    prepare: async (call, input) => {
      const all = await call.table.list(sharingRule, {
        sources: [{ index: "all", partitions: ["shr"] }],
        limit: RULES_MAX,
      });
      if (all.rows.length >= RULES_MAX) {
        throw new Fault("conflict", `The tenant has ${RULES_MAX} sharing rules; that is as many as there may be.`);
      }
      return checked(call, input, input);
    },
    revise: (call, before, patch: Partial<Given>) => checked(call, { ...before, ...patch } as Given, patch),
    alongside: async (call, after, before) => {
      await guard(call, { kind: "sharing", shares: [after, ...(before ? [before] : [])].flatMap(shareOf) });
      return [];
    },
    show: ({ to, ...row }, { tenant }) => ({
      ...row,
      to: { ...to, ...(to.roles && { roles: roleNames(tenant, to.roles) }) },
    }),
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
