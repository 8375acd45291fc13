import type { Noun } from "../../shared/records/noun.ts";
import { accountNoun } from "../accounts/noun.ts";
import { contactNoun } from "../contacts/noun.ts";
import { leadNoun } from "../leads/noun.ts";

/** The nouns whose records can become one: those that are compared with each other. */
export const MERGEABLE: readonly Noun[] = [leadNoun, accountNoun, contactNoun];

export const mergeableOf = (noun: string): Noun => {
  const of = MERGEABLE.find(({ entity }) => entity.noun === noun);
  if (!of) throw new Error(`Records of ${noun} cannot be merged.`);
  return of;
};
