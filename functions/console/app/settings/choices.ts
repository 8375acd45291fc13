import type { Row } from "../lib/nouns.ts";
import type { Language } from "../words/index.ts";

type Choice = string | { key: string; label?: Partial<Record<Language, string>>; archived?: boolean };

const wordOf = (one: Choice, language: Language): string =>
  typeof one === "string" ? one : (one.label?.[language] ?? Object.values(one.label ?? {})[0] ?? one.key);

const choicesOf = (row: Row | undefined): Choice[] => (Array.isArray(row?.options) ? row.options : []);

/** A field whose options, if it has any, are words, without those that were put away. */
export const inWords = (row: Row, language: Language): Row => {
  if (row.options === undefined) return row;
  const standing = choicesOf(row).filter((one) => typeof one === "string" || !one.archived);
  return { ...row, options: standing.map((one) => wordOf(one, language)) };
};

/** Words as options: one that is there keeps its key and what it is called in the other language. */
export const asOptions = (words: readonly string[], row: Row | undefined, language: Language): Choice[] =>
  words.map((word) => choicesOf(row).find((one) => wordOf(one, language) === word) ?? word);
