import type * as z from "zod";
import { bare, defOf } from "../../shared/records/personal.ts";

/** Words of which a text of some form can be made, so that each tells whose it is. */
export type Words = { text: string; email: string; phone: string; url: string; id: string };

const first = (schema: z.ZodType, candidates: readonly unknown[]): unknown =>
  candidates.find((one) => schema.safeParse(one).success);

const FORMED = [
  ...[
    "2026-11-30T08:00:00.000Z",
    "2026-11-30",
    "09:00",
    "2026-11",
    "2026",
    "CNY",
    "CN",
    "Asia/Shanghai",
    "zh-CN",
    "a",
    "a1",
    "A1",
  ],
  ...["11:00", "ab", "12345678", "1", "0", "2026-Q4", "key", "k_1"],
];

const NAMES_A_ROW = /(?:^i|I)ds?$/;

/** Prefixes of ids, read off the pattern of a schema. */
const idFor = (schema: z.ZodType): string[] => {
  const patterns = (defOf(schema).checks ?? []).map((check) =>
    String((check._zod.def as { pattern?: RegExp }).pattern),
  );
  return patterns.flatMap((pattern) => {
    const prefix = /\^\(?(?:\?:)?([a-z]{3})(?:\||_|\))/.exec(pattern)?.[1];
    return prefix ? [`${prefix}_01ABCDEFGHJK`] : [];
  });
};

/** A value of a schema with every part that it may have, and words in every text that takes them; nothing where none is known. */
export function filled(given: z.ZodType, words: Words, depth = 0, called = ""): unknown {
  if (depth > 9) return undefined;
  const schema = bare(given);
  const def = defOf(schema) as ReturnType<typeof defOf> & { entries?: object; values?: unknown[]; keyType?: z.ZodType };
  const within = (one: z.ZodType): unknown => filled(one, words, depth + 1);
  switch (def.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(def.shape ?? {})
          .map(([name, one]) => [name, filled(one, words, depth + 1, name)])
          .filter(([, value]) => value !== undefined),
      );
    case "array": {
      const item = def.element && filled(def.element, words, depth + 1, called);
      return item === undefined ? [] : first(given, [[item], []]);
    }
    case "record": {
      const value = def.valueType && within(def.valueType);
      const key = def.keyType && filled(def.keyType, words, depth + 1);
      return value === undefined ? {} : first(given, [{ [String(key ?? "a")]: value }, { a: value }, {}]);
    }
    case "tuple":
      return (def.items ?? []).map(within);
    case "union":
      return (def.options ?? []).map(within).find((one) => one !== undefined && schema.safeParse(one).success);
    case "lazy":
      return def.getter ? filled(def.getter(), words, depth + 3) : undefined;
    case "enum":
      return Object.values(def.entries ?? {})[0];
    case "literal":
      return def.values?.[0];
    case "boolean":
      return false;
    case "number":
    case "int":
      return first(schema, [7, 1, 0, 100, 2026]);
    case "string":
      return first(given, [
        ...(NAMES_A_ROW.test(called) ? [words.id] : []),
        words.text,
        words.email,
        words.url,
        words.phone,
        ...idFor(schema),
        words.id,
        ...FORMED,
      ]);
    case "unknown":
    case "any":
      return words.text;
    default:
      return undefined;
  }
}
