import {
  FIELD_RULES,
  type FieldRule,
  granting,
  RECORD_SCOPES,
  type RecordScope,
  type Role,
  ruledIn,
  ruleOf,
  scopeOf,
} from "./role.ts";

/**
 * All that somebody has, or would have: what their roles let them do, whose records they reach, which fields they see.
 * It is data, so that "at least as much" can be decided before anything is given.
 */
export type Reach = {
  roles: readonly Role[];
  /** The departments that a scope of department, or of subtree, covers; none without a home. */
  departments: { department: readonly string[]; subtree: readonly string[] };
  /** The sharing rules that bring records beyond the scopes. */
  shares: readonly Shared[];
};

/** Records of a noun that a sharing rule brings. `home` is the department by which it picks them, where it does. */
export type Shared = { id: string; noun: string; level: "read" | "write"; home?: string };

/**
 * How two reaches are compared.
 * - `kind`: as definitions, wherever their holders are at home: a scope of subtree is as much as another.
 * - `place`: as two people, each at home where they are.
 * - `self`: as one acting for the other: what is the other's own, or their team's, is no less than any record.
 */
export type Comparison = "kind" | "place" | "self";

const widthOf = (scope: RecordScope | undefined): number => (scope === undefined ? -1 : RECORD_SCOPES.indexOf(scope));

/** How much a rule takes away: nothing, writing, the middle, everything. */
const strictnessOf = (rule: FieldRule | undefined): number =>
  rule === undefined ? 0 : FIELD_RULES.length - FIELD_RULES.indexOf(rule);

function nounsOf(...reaches: Reach[]): string[] {
  const roles = reaches.flatMap((reach) => reach.roles);
  const named = roles.flatMap(({ scopes, fields = {} }) => [...Object.keys(scopes), ...Object.keys(fields)]);
  const shared = reaches.flatMap(({ shares }) => shares.map(({ noun }) => noun));
  // The nouns that nobody names are all alike, and stand here as one.
  return [...new Set(["*", ...named, ...shared])];
}

const lackingPermissions = (of: Reach, wanted: Reach): string[] => {
  const had = of.roles.flatMap(({ permissions }) => permissions);
  const asked = new Set(wanted.roles.flatMap(({ permissions }) => permissions));
  return [...asked].filter((permission) => !granting(had, permission));
};

/** The departments that a scope covers, beyond what is one's own. */
const coveredBy = ({ departments }: Reach, scope: RecordScope): readonly string[] =>
  scope === "department" || scope === "subtree" ? departments[scope] : [];

/** Whether the records of one scope are among those of another. */
function covers(of: Reach, wanted: Reach, noun: string, how: Comparison): boolean {
  const [had, asked] = [scopeOf(of.roles, noun), scopeOf(wanted.roles, noun)];
  if (asked === undefined || had === "all") return true;
  if (had === undefined || asked === "all" || how === "self") return false;
  if (how === "kind") return widthOf(had) >= widthOf(asked);
  const homes = coveredBy(of, had);
  if (!coveredBy(wanted, asked).every((department) => homes.includes(department))) return false;
  // Without a home the wider scopes give what a team has.
  return widthOf(had) >= Math.min(widthOf(asked), widthOf("team"));
}

const lackingScopes = (of: Reach, wanted: Reach, how: Comparison, nouns: readonly string[]): string[] =>
  nouns
    .filter((noun) => !covers(of, wanted, noun, how))
    .map((noun) => `the scope ${scopeOf(wanted.roles, noun)} on ${noun === "*" ? "all other nouns" : noun}`);

const lackingFields = (of: Reach, wanted: Reach, nouns: readonly string[]): string[] =>
  nouns.flatMap((noun) =>
    scopeOf(wanted.roles, noun) === undefined
      ? []
      : ruledIn(of.roles, noun).flatMap((field) => {
          const rule = ruleOf(of.roles, noun, field);
          const isOpen = strictnessOf(ruleOf(wanted.roles, noun, field)) < strictnessOf(rule);
          return isOpen ? [`the field ${noun}.${field}, which is ${rule} for you`] : [];
        }),
  );

const LEVELS = ["read", "write"] as const;

function lackingShares(of: Reach, wanted: Reach, how: Comparison): string[] {
  if (how === "kind") return [];
  return wanted.shares.flatMap(({ id, noun, level, home }) => {
    const asked = scopeOf(wanted.roles, noun);
    if (asked === undefined || asked === "all" || scopeOf(of.roles, noun) === "all") return [];
    const mine = of.shares.find((share) => share.id === id && share.home === home);
    return mine && LEVELS.indexOf(mine.level) >= LEVELS.indexOf(level) ? [] : [`records of ${noun} that are shared`];
  });
}

/**
 * What one reach lacks to be at least the other, in words, the plainest first; nothing where it is. It is a partial order:
 * whatever has at least itself, and who has at least another has at least all that this one has.
 */
export function lacks(of: Reach, wanted: Reach, how: Comparison): string[] {
  const nouns = nounsOf(of, wanted);
  return [
    ...lackingPermissions(of, wanted),
    ...lackingScopes(of, wanted, how, nouns),
    ...lackingFields(of, wanted, nouns),
    ...lackingShares(of, wanted, how),
  ];
}

/** Whether two reaches come to the same. */
export const isSame = (a: Reach, b: Reach): boolean =>
  lacks(a, b, "place").length === 0 && lacks(b, a, "place").length === 0;
