import type { Access } from "../shared/auth/access.ts";
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

/** What somebody may do, one by one, whatever gives them the right. */
export const permissionsOf = (access: Access): string[] =>
  PERMISSION_NAMES.filter((name) => !name.endsWith("*") && access.can(name));
