import type { Fact } from "../../shared/facts/fact.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { Label } from "../../shared/records/noun.ts";
import { labelOfOption } from "../labels.ts";
import { nouns } from "../nouns.ts";
import { CHOICES } from "./choices.ts";
import type { Value } from "./duck.ts";
import { both } from "./facts.ts";
import type { Answer, Column } from "./schema.ts";

const WORDS = {
  "zh-CN": { none: "未填", yes: "是", no: "否" },
  en: { none: "none", yes: "yes", no: "no" },
} as const;

/** What choices are called, as the nouns call them that a fact is made of. */
export async function choicesOf({ sources }: Fact, options: readonly string[]) {
  const cards = nouns.filter(({ noun }) => sources.some(({ entity }) => entity.noun === noun));
  const made = await Promise.all(cards.map((card) => card.load()));
  const own: Record<string, Label> = Object.assign({}, ...made.map(({ labels }) => labels?.options));
  const called = options.flatMap((option): [string, ReturnType<typeof both>][] => {
    const label = own[option] ?? labelOfOption({}, option) ?? CHOICES[option];
    return label ? [[option, both(label)]] : [];
  });
  return Object.fromEntries(called);
}

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
