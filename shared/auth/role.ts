/**
 * Which records of a noun a role sees, each scope with those before it: its own, those whose team one is in, those of
 * one's department, of the department's subtree, or all.
 */
export const RECORD_SCOPES = ["own", "team", "department", "subtree", "all"] as const;
export type RecordScope = (typeof RECORD_SCOPES)[number];

/** What a role may do with a field: not see it, see it masked, see it and not change it. */
export const FIELD_RULES = ["hidden", "masked", "readOnly"] as const;
export type FieldRule = (typeof FIELD_RULES)[number];

/**
 * A role as data. `permissions` are `module.verb`, `module.*` or `*`; `scopes` name a noun or `*` for the others;
 * `fields` name a noun's field, one of the tenant's own as `custom.key`, a part of one by its path (`lines.amountMinor`).
 */
export type Role = {
  /** What people hold it by, for as long as it is there: a built-in role's name, else an id. A new name changes nothing of it. */
  key: string;
  name: string;
  permissions: readonly string[];
  scopes: Readonly<Record<string, RecordScope>>;
  fields?: Readonly<Record<string, Readonly<Record<string, FieldRule>>>>;
};

/** A value of a record of data by its name; what every object has by nature is no value. */
const own = <V>(record: Readonly<Record<string, V>> | undefined, name: string): V | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined;

/** The permission of a role that grants another: itself, its module's `module.*`, or `*`. */
export function granting(permissions: readonly string[], permission: string): string | undefined {
  const ofModule = `${permission.split(".")[0]}.*`;
  return permissions.find((p) => p === "*" || p === permission || p === ofModule);
}

/** The scope that one role gives on a noun. */
export const scopeIn = (role: Role, noun: string): RecordScope | undefined =>
  own(role.scopes, noun) ?? own(role.scopes, "*");

/** The scope that roles give together: of several the widest. */
export function scopeOf(roles: readonly Role[], noun: string): RecordScope | undefined {
  const scopes = roles.map((role) => scopeIn(role, noun));
  return RECORD_SCOPES.findLast((scope) => scopes.includes(scope));
}

/** The fields of a noun that roles say something of, by name or path. */
export const ruledIn = (roles: readonly Role[], noun: string): string[] => {
  const names = new Set(roles.flatMap((role) => Object.keys(own(role.fields, noun) ?? {})));
  return [...names, ...Object.entries(SHOWN_OF).flatMap(([form, field]) => (names.has(field) ? [form] : []))];
};

/** What is another form of a field is seen as that field is. */
const SHOWN_OF: Readonly<Record<string, string>> = { phoneShown: "phone" };

/** A path and those that it lies within: `lines.amountMinor`, `lines`. */
export const withinOf = (path: string): string[] => {
  const parts = path.split(".");
  return parts.map((_, n) => parts.slice(0, parts.length - n).join("."));
};

/** What one role does with a field: the strictest of what it says of the field and of what the field is a part of. */
function ruleIn(role: Role, noun: string, field: string): FieldRule | undefined {
  const rules = own(role.fields, noun);
  const said = withinOf(SHOWN_OF[field] ?? field).map((path) => own(rules, path));
  return FIELD_RULES.find((rule) => said.includes(rule));
}

/** What roles do with a field together: it is restricted if every role that sees the noun restricts it, and as mildly. */
export function ruleOf(roles: readonly Role[], noun: string, field: string): FieldRule | undefined {
  const rules = roles.filter((role) => scopeIn(role, noun)).map((role) => ruleIn(role, noun, field));
  if (rules.length === 0 || rules.includes(undefined)) return undefined;
  return FIELD_RULES.findLast((rule) => rules.includes(rule));
}
