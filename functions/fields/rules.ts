import type * as z from "zod";
import type { InputError } from "../../shared/fault.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import type { FieldType } from "../../shared/records/field-types.ts";
import { type CustomField, type CustomFieldInput, valueSchemaOf } from "../../shared/records/fields.ts";
import { optionErrors } from "../../shared/records/options.ts";

type Field = z.output<typeof CustomFieldInput>;

/** What a definition must have, and may have at all, by the type of the field. */
const NEEDS: Partial<Record<FieldType, keyof Field>> = {
  enum: "options",
  multiEnum: "options",
  reference: "references",
  formula: "formula",
  rollup: "rollup",
};
const ONLY_FOR: Partial<Record<keyof Field, readonly FieldType[]>> = {
  options: ["enum", "multiEnum"],
  references: ["reference"],
  formula: ["formula"],
  rollup: ["rollup"],
  unique: ["text", "integer", "url", "email", "phone", "reference"],
  filterable: ["text", "integer", "date", "boolean", "enum", "multiEnum", "url", "email", "phone", "reference"],
};
const COMPUTED: readonly FieldType[] = ["formula", "rollup"];

/** Everything wrong with a definition, by itself: whether its nouns and names exist is asked elsewhere. */
export function definitionErrors(field: Field): InputError[] {
  const error = (path: string, message: string, code = "invalid"): InputError => ({ path, code, message });
  const needed = NEEDS[field.type];
  const missing =
    needed && field[needed] === undefined
      ? [error(needed, `A field of type ${field.type} needs ${needed}.`, "required")]
      : [];
  const misplaced = Object.entries(ONLY_FOR).flatMap(([name, types]) => {
    const given = field[name as keyof Field];
    const isGiven = given !== undefined && given !== false;
    return isGiven && !types?.includes(field.type)
      ? [error(name, `${name} is for fields of type ${types?.join(", ")}.`)]
      : [];
  });
  const computed = COMPUTED.includes(field.type)
    ? (["required", "default"] as const)
        .filter((name) => field[name])
        .map((name) => error(name, `A computed field has no ${name}.`))
    : [];
  const schema = valueSchemaOf(field as CustomField);
  const parsed = field.default === undefined ? undefined : schema?.safeParse(field.default, { reportInput: true });
  const wrongDefault = parsed && !parsed.success ? issuesOf(parsed.error, "default") : [];
  const { op, of } = field.rollup ?? {};
  const rollup =
    op && (op === "count") === (of !== undefined)
      ? [error("rollup.of", op === "count" ? "A count has no field." : `A ${op} needs the field it is of.`)]
      : [];
  if (field.rollup?.on && !field.rollup.rates)
    rollup.push(error("rollup.on", "A day is for roll-ups that have rates."));
  return [...missing, ...misplaced, ...computed, ...wrongDefault, ...optionErrors(field), ...rollup];
}

/** What may not change once records may hold values: the rest of a definition may. */
export const FIXED = ["noun", "key", "type", "references"] as const;

/** Of a roll-up its rates may change: what they convert is reckoned anew. */
export const fixedRollup = ({ rollup }: Pick<Field, "rollup">): object | undefined => {
  const { rates: _rates, currency: _currency, ...fixed } = rollup ?? {};
  return rollup && fixed;
};
