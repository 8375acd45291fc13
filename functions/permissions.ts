import { permissions } from "./streams/generated/permissions.ts";

/**
 * Every permission that there is, by its first word: what routes ask for, and what modules say is asked besides. A role
 * names one, all of a word as `word.*`, or `*`. A test holds the list to what the code asks for.
 */
export const PERMISSIONS = permissions;

/** What a role may name. */
export const PERMISSION_NAMES: readonly string[] = [
  "*",
  ...Object.entries(PERMISSIONS).flatMap(([word, verbs]) => [`${word}.*`, ...verbs.map((verb) => `${word}.${verb}`)]),
];
