import type { Locale } from "../../shared/notify/format.ts";
import type { Value } from "./duck.ts";
import type { Answer, Column } from "./schema.ts";

const WORDS = {
  "zh-CN": { none: "未填", yes: "是", no: "否" },
  en: { none: "none", yes: "yes", no: "no" },
} as const;

/** What a value of a dimension is called: the record's name, the word of a choice, yes or no. */
export function valueSaid(
  { choices }: Pick<Column, "choices">,
  value: Value | undefined,
  names: Answer["names"],
  locale: Locale,
): string {
  const words = WORDS[locale];
  if (value === null || value === undefined) return words.none;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  return choices?.[value]?.[locale] ?? names[value] ?? String(value);
}
