import type { FieldRule, RecordScope } from "../../shared/auth/role.ts";
import type { Api } from "./api.ts";

/** A role as the oracle knows it: scopes by noun, `*` for the others, and what it does with fields. */
export type OracleRole = {
  name: string;
  scopes: Record<string, RecordScope>;
  fields: Record<string, Record<string, FieldRule>>;
};
export type OraclePerson = { id: string; api: Api; roles: OracleRole[]; departmentId?: string };
export type OracleRecord = {
  id: string;
  noun: string;
  ownerId?: string;
  departmentId?: string;
  team?: string[];
  fields: Record<string, string | undefined>;
};
export type OracleShare = { noun: string; field: string; prefix: string; userIds?: string[]; departmentIds?: string[] };
/** Department → parent. */
export type Tree = ReadonlyMap<string, string | undefined>;

const WIDTH: readonly RecordScope[] = ["own", "team", "department", "subtree", "all"];

/** True if `of` is the department itself or one above it. */
function isBelow(tree: Tree, id: string | undefined, of: string): boolean {
  for (let at = id; at !== undefined; at = tree.get(at)) if (at === of) return true;
  return false;
}

/**
 * What the walls mean, said once more and naively: who sees which record. Written from the contract and not from the
 * code that it judges.
 */
export function mustSee(
  person: OraclePerson,
  record: OracleRecord,
  tree: Tree,
  shares: readonly OracleShare[],
): boolean {
  const scopes = person.roles.flatMap((role) => role.scopes[record.noun] ?? role.scopes["*"] ?? []);
  if (scopes.length === 0) return false;
  const widest = Math.max(...scopes.map((scope) => WIDTH.indexOf(scope)));
  const reaches = (scope: RecordScope): boolean => widest >= WIDTH.indexOf(scope);
  const home = person.departmentId;
  if (reaches("all") || record.ownerId === person.id) return true;
  if (reaches("team") && record.team?.includes(person.id)) return true;
  if (home && reaches("department") && record.departmentId === home) return true;
  if (home && reaches("subtree") && record.departmentId && isBelow(tree, record.departmentId, home)) return true;
  return shares.some(
    (share) =>
      share.noun === record.noun &&
      record.fields[share.field]?.startsWith(share.prefix) &&
      (share.userIds?.includes(person.id) || share.departmentIds?.some((id) => isBelow(tree, home, id))),
  );
}

/** What a person's roles together do with a field: nothing, unless every role that sees the noun restricts it. */
export function ruleOf(person: OraclePerson, noun: string, field: string): FieldRule | undefined {
  const seeing = person.roles.filter((role) => role.scopes[noun] ?? role.scopes["*"]);
  const rules = seeing.map((role) => role.fields[noun]?.[field]);
  if (rules.length === 0 || rules.includes(undefined)) return undefined;
  return rules.includes("readOnly") ? "readOnly" : rules.includes("masked") ? "masked" : "hidden";
}

/** A value as a person may see it. */
export function shownValue(rule: FieldRule | undefined, value: string | undefined): string | undefined {
  if (value === undefined || rule === "hidden") return undefined;
  if (rule !== "masked") return value;
  return value.length < 8 ? "****" : `${value.slice(0, 3)}****${value.slice(-4)}`;
}
