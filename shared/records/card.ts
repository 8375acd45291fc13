import type { Noun } from "./noun.ts";
import type { NounAction } from "./transition.ts";

/**
 * What a list of nouns holds of each: its names and what is asked of it before the noun itself is needed. The noun, with its
 * shapes and rules, is a file of its own in a bundle and is loaded by whoever works on its records; so a further noun
 * costs the Lambdas of all others one card. `tests/rules/cards.test.ts` holds each to what its noun declares.
 */
export type Card = Pick<Noun, "module" | "path" | "readOnly"> & {
  noun: string;
  plural: string;
  prefix: string;
  /** False for what everybody with the permission sees whole. */
  scoped: boolean;
  /** True where tenants may give it fields of their own. */
  custom?: boolean;
  /** True where the search box finds its records. */
  searched?: boolean;
  /** What its records are called in the timeline of their account, where they are told of there. */
  told?: string;
  load(): Promise<Noun>;
  /** Its actions, where others may have to agree to one. */
  gated?(): Promise<readonly NounAction[]>;
};

/** A card as lists are generated: `marks` has `s` for a scoped noun, `c` for one with custom fields, `f` for one that search finds. */
export const card = (
  ...[noun, plural, prefix, module, path, marks, load, more]: [
    ...[noun: string, plural: string, prefix: string, module: string, path: string, marks: string],
    ...[load: Card["load"], more?: Pick<Card, "readOnly" | "told" | "gated">],
  ]
): Card => ({
  ...{ noun, plural, prefix, module, path, load },
  ...{ scoped: marks.includes("s"), custom: marks.includes("c"), searched: marks.includes("f") },
  ...more,
});

/** The nouns of some cards, in their order. */
export const loaded = (cards: readonly Card[]): Promise<Noun[]> => Promise.all(cards.map((card) => card.load()));
