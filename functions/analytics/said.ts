import type { Fact } from "../../shared/facts/fact.ts";
import type { Label } from "../../shared/records/noun.ts";
import { labelOfOption } from "../labels.ts";
import { nouns } from "../nouns.ts";
import { CHOICES } from "./choices.ts";
import { both } from "./facts.ts";

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
