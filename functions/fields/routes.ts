import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { CustomField, CustomFieldInput } from "../../shared/records/fields.ts";
import { nouns } from "../nouns.ts";
import { forgetting } from "../users/context.ts";
import { definitionErrors, FIXED } from "./rules.ts";
import { customField } from "./table.ts";

/** Custom fields that one noun of a tenant may have, removed ones included. */
export const FIELDS_MAX = 100;

type Field = typeof CustomFieldInput._zod.output;

function check(field: Field): object {
  const noun = nouns.find((of) => of.entity.noun === field.noun);
  if (!noun?.custom) {
    const takes = nouns.filter((of) => of.custom).map((of) => of.entity.noun);
    throw invalidField("noun", `noun must be one of ${takes.join(", ")}.`);
  }
  const errors = definitionErrors(field);
  if (field.references && !noun.custom[field.references]) {
    const may = Object.keys(noun.custom).join(", ");
    errors.push({ path: "references", code: "invalid", message: `references must be one of ${may}.` });
  }
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  return {};
}

export const routes: Route[] = forgetting(
  crud({
    entity: customField,
    module: "fields",
    path: "/v1/custom-fields",
    input: CustomFieldInput,
    view: CustomField,
    filters: ["noun", "type"],
    prepare: (call, input) => {
      if ((call.tenant.customFields.get(input.noun) ?? []).length >= FIELDS_MAX) {
        throw new Fault(
          "conflict",
          `The noun ${input.noun} has ${FIELDS_MAX} custom fields; that is as many as there may be.`,
        );
      }
      return check(input);
    },
    revise: (_call, before, patch: Partial<Field>) => {
      const changed = FIXED.filter((name) => patch[name] !== undefined && patch[name] !== before[name]);
      if (changed[0])
        throw invalidField(changed[0], `${changed[0]} is fixed once a field is made; make another field.`, "fixed");
      return check({ ...before, ...patch });
    },
    example: {
      body: {
        noun: "account",
        key: "region",
        label: "大区",
        type: "enum",
        options: ["华东", "华南"],
        filterable: true,
      },
    },
    patchExample: { body: { label: "销售大区" } },
  }),
);
