/**
 * The text kernel of the search box and of duplicate detection. A record's texts are cut into postings, rows of an index
 * that is asked only what keys begin with; a query is turned into such questions; what they find is verified and ranked.
 */
export { type Compared, calledOf, type DuplicateKey, duplicateKeysOf } from "./duplicates.ts";
export { LOOKUPS_MAX, type Lookup, lookupsOf } from "./lookups.ts";
export { matcherOf, matchOf } from "./match.ts";
export { type Phone, phoneOf } from "./phones.ts";
export { POSTINGS_MAX, type Posting, postingsOf, TEXTS_MAX } from "./postings.ts";
export { syllablesOf } from "./readings.ts";
export { sieveOf, skipOf } from "./sieve.ts";
export { type Indexed, type Kind, RANK } from "./starts.ts";
export { normalised, TERM_CHARS_MAX } from "./text.ts";
