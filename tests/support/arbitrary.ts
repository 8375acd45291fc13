import * as fc from "fast-check";
import type * as z from "zod";

/** Texts of every form that a field may ask for; each text field takes those that its schema takes. */
const TEXTS = [
  ...["甲", "李娜", "CNY", "zh-CN", "Asia/Shanghai", "x", "a@example.com", "+8613800000001", "https://example.com"],
  ...["2026-11-24", "2026-11-25", "2026-11-24T08:00:00.000Z", "2026-11-25T08:00:00Z", "08:00", "custom_key", "0001"],
  ...["example.com", "leads.read", "role:admin", "CN", "0", "2026-11"],
];

type Def = {
  innerType?: z.ZodType;
  in?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  options?: z.ZodType[];
  entries?: Record<string, string>;
  values?: unknown[];
  left?: z.ZodType;
};

function among(schema: z.ZodType, values: readonly unknown[]): fc.Arbitrary<unknown> {
  const taken = values.filter((value) => schema.safeParse(value).success);
  return taken.length > 0 ? fc.constantFrom(...taken) : fc.constant(undefined);
}

/** Values of a schema, whose ids are among `ids`; fields that no value is known for are left out where they may be. */
export function valuesOf(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  const def = schema._zod.def as unknown as Def & { type: string };
  switch (def.type) {
    case "string":
      return among(schema, [...ids, ...TEXTS]);
    case "number":
      return among(schema, [1, 0, 2, 3, 100, 10_000]);
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case "literal":
      return fc.constantFrom(...(def.values ?? []));
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(valuesOf(def.element as z.ZodType, ids), { maxLength: 4 });
    case "record":
      return fc.constant({});
    case "union":
      return fc.oneof(...(def.options ?? []).map((one) => valuesOf(one, ids)));
    case "optional":
      return fc.option(valuesOf(def.innerType as z.ZodType, ids), { nil: undefined, freq: 2 });
    case "object": {
      const fields = Object.entries(def.shape ?? {}).map(([name, one]) => [name, valuesOf(one, ids)] as const);
      return fc.record(Object.fromEntries(fields)).map((row) => {
        return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
      });
    }
    default: {
      const inner = def.innerType ?? def.in;
      return inner ? valuesOf(inner, ids) : fc.constant(undefined);
    }
  }
}
