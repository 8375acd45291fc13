import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { BackfillView, backfill } from "../../shared/records/backfill.ts";
import { loaded } from "../../shared/records/card.ts";
import { createSchemaOf } from "../../shared/records/contract.ts";
import { CustomField, CustomFieldInput, isComputed } from "../../shared/records/fields.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { keptOptions } from "../../shared/records/options.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { nouns } from "../nouns.ts";
import { forgetting } from "../users/context.ts";
import { backfillActions, checkUnique, consequences } from "./backfills.ts";
import { catalogueRoute } from "./catalogue.ts";
import { definitionErrors, FIXED, fixedRollup } from "./rules.ts";
import { customField } from "./table.ts";

/** Custom fields that one noun of a tenant may have, removed ones included. */
export const FIELDS_MAX = 100;

type Field = typeof CustomFieldInput._zod.output;
type Computed = Pick<CustomField, "resultKind" | "madeOf" | "rollup">;
type Definition = Field & Computed & { archived?: boolean };

const nounOf = async (name: string): Promise<Noun> => {
  const own = nouns.filter((card) => card.custom);
  const card = own.find(({ noun }) => noun === name);
  if (card) return card.load();
  const takes = own.map(({ noun }) => noun);
  throw invalidField("noun", `noun must be one of ${takes.join(", ")}.`);
};

/** What a patch leaves of a definition: `null` takes a part away. */
const withoutNull = <P extends object>(patch: P): P =>
  Object.fromEntries(Object.entries(patch).map(([name, value]) => [name, value ?? undefined])) as P;

/** Every field of the tenant as it now is: what a call remembers of them may be half a minute old. */
const allFields = (call: Caller) =>
  Array.fromAsync(call.table.each(customField, { sources: [sourceOf(customField, "all")] }));

/** Checks a definition among the tenant's others; gives what it computes. */
async function check(call: Caller, field: Definition): Promise<Computed> {
  const of = await nounOf(field.noun);
  const errors = definitionErrors(field);
  if (field.references && !of.custom?.[field.references]) {
    const may = Object.keys(of.custom ?? {}).join(", ");
    errors.push({ path: "references", code: "invalid", message: `references must be one of ${may}.` });
  }
  const isComputable = isComputed(field) && errors.length === 0;
  const result = isComputable
    ? (await import("./computed.ts")).computedResult(field as CustomField, of, {
        nouns: await loaded(nouns),
        fields: await allFields(call),
      })
    : undefined;
  errors.push(...(result?.errors ?? []));
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  if (!result?.kind) return {};
  const { rollup } = field;
  // What an amount is told in stays, whatever becomes of the tenant's own currency.
  const inCurrency = rollup && result.kind === "money" && { currency: rollup.currency ?? call.tenant.currency };
  return {
    resultKind: result.kind,
    madeOf: result.madeOf,
    ...(inCurrency && { rollup: { ...rollup, ...inCurrency } }),
  };
}

/** A field with how far older records have been brought up to it. */
async function shownField(row: CustomField, call: Caller): Promise<object> {
  const work = row.backfillId ? await call.table.find(backfill, row.backfillId) : undefined;
  return { ...row, ...(work && { backfill: work }) };
}

const View = CustomField.omit({ backfillId: true, uniqueFrom: true, madeOf: true }).extend({
  backfill: BackfillView.optional(),
});

const contractRoute = route({
  method: "GET",
  path: "/v1/custom-fields/contract",
  permission: "fields.read",
  summary: "The JSON Schema (2020-12) of what creates a record of a noun in this tenant, its own fields included.",
  query: z.strictObject({ noun: z.string().max(50) }),
  reply: z.object({ noun: z.string(), schema: z.record(z.string(), z.unknown()) }),
  example: { query: { noun: "account" } },
  run: async ({ query: { noun }, tenant }) => ({ noun, schema: createSchemaOf(await nounOf(noun), tenant) }),
});

export const routes: Route[] = forgetting([
  catalogueRoute,
  contractRoute,
  ...crud({
    entity: customField,
    module: "fields",
    path: "/v1/custom-fields",
    input: CustomFieldInput,
    view: View,
    filters: ["noun", "type"],
    prepare: (call, input) => {
      if ((call.tenant.customFields.get(input.noun) ?? []).length >= FIELDS_MAX) {
        throw new Fault(
          "conflict",
          `The noun ${input.noun} has ${FIELDS_MAX} custom fields; that is as many as there may be.`,
        );
      }
      return check(call, input);
    },
    revise: async (call, before, patch: Partial<Field>) => {
      const changed = FIXED.filter(
        (name) => patch[name] !== undefined && !isDeepStrictEqual(patch[name], before[name]),
      );
      if (changed[0])
        throw invalidField(changed[0], `${changed[0]} is fixed once a field is made; make another field.`, "fixed");
      if (patch.rollup && !isDeepStrictEqual(fixedRollup(patch as Field), fixedRollup(before)))
        throw invalidField("rollup", "Of a roll-up only its rates change; make another field.", "fixed");
      const asked = patch.rollup?.currency ?? before.rollup?.currency;
      if (asked !== before.rollup?.currency)
        throw invalidField("rollup.currency", "The currency of a roll-up is fixed; make another field.", "fixed");
      const rollup = patch.rollup && { ...patch.rollup, ...(asked && { currency: asked }) };
      const after = { ...before, ...withoutNull({ ...patch, ...(rollup && { rollup }) }) };
      const options = keptOptions(before, patch);
      const result = await check(call, { ...after, ...(options && { options }) });
      if (after.unique && !before.unique) await checkUnique(call, await nounOf(before.noun), before);
      return { ...result, ...(options && { options }) };
    },
    derive: consequences,
    alongside: backfillActions,
    show: shownField,
    example: {
      body: {
        noun: "account",
        key: "region",
        label: "大区",
        type: "enum",
        options: [{ key: "east", label: { "zh-CN": "华东", en: "East" } }, "华南"],
        filterable: true,
      },
    },
    patchExample: { body: { label: "销售大区" } },
  }),
]);
