import type { CustomField } from "../records/fields.ts";
import { customName, valueAt, withValueAt } from "../records/values.ts";
import type { Entity } from "../table/entity.ts";
import type { Actor } from "./actor.ts";

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
 * A role as data. `permissions` are `module.verb`, `module.*` or `*`; `scopes` name a noun or `*` for the others.
 */
export type Role = {
  name: string;
  permissions: readonly string[];
  scopes: Readonly<Record<string, RecordScope>>;
  fields?: Readonly<Record<string, Readonly<Record<string, FieldRule>>>>;
};

/**
 * Records of a noun that are shared with people who would not see them by their scope: those that `matches` picks, for
 * those that `reaches` names.
 */
export type Sharing = {
  id: string;
  version: number;
  noun: string;
  level: "read" | "write";
  reaches(actor: Actor, tenant: TenantContext): boolean;
  matches(row: Record<string, unknown>, actor: Actor): boolean;
};

/** What the kernel knows of a tenant while it serves a call. */
export type TenantContext = {
  id: string;
  timeZone: string;
  currency: string;
  locale: "zh-CN" | "en";
  /** The secret that cursors and idempotency records of this tenant are sealed with. */
  sealingKey: string;
  requestsPerSecondMax: number;
  roles: ReadonlyMap<string, Role>;
  /** Department → parent. */
  departmentParents: ReadonlyMap<string, string | undefined>;
  /** The fields that the tenant has given its nouns, by noun, archived ones included. */
  customFields: ReadonlyMap<string, readonly CustomField[]>;
  sharing: readonly Sharing[];
};

const widest = (scopes: (RecordScope | undefined)[]): RecordScope | undefined =>
  RECORD_SCOPES.findLast((scope) => scopes.includes(scope));

/** A department and all below it. */
export function subtreeOf(parents: ReadonlyMap<string, string | undefined>, root: string): string[] {
  const found = [root];
  for (let at = 0; at < found.length; at++) {
    for (const [id, parent] of parents) if (parent === found[at] && !found.includes(id)) found.push(id);
  }
  return found;
}

/**
 * What one actor may do and see: the union of its roles. Of two roles the wider record scope holds, and a field is
 * only restricted if every role that sees the noun restricts it.
 */
export class Access {
  readonly actor: Actor;
  readonly tenant: TenantContext;
  readonly #roles: Role[];

  constructor(actor: Actor, tenant: TenantContext) {
    this.actor = actor;
    this.tenant = tenant;
    this.#roles = actor.roles.flatMap((name) => tenant.roles.get(name) ?? []);
  }

  can(permission: string): boolean {
    if (this.actor.kind === "system") return true;
    const [module] = permission.split(".");
    return this.#roles.some((role) =>
      role.permissions.some((p) => p === "*" || p === permission || p === `${module}.*`),
    );
  }

  scope(entity: Entity): RecordScope | undefined {
    if (this.actor.kind === "system" || !entity.scoped) return "all";
    return widest(this.#roles.map((role) => role.scopes[entity.noun] ?? role.scopes["*"]));
  }

  /** The departments whose records this actor sees by a scope of department or subtree. */
  departments(entity: Entity): string[] {
    const own = this.actor.departmentId;
    const scope = this.scope(entity);
    if (!own || (scope !== "department" && scope !== "subtree")) return [];
    return scope === "department" ? [own] : subtreeOf(this.tenant.departmentParents, own);
  }

  /** True if this row may be read; the one place that decides it for every path. */
  sees(entity: Entity, row: Record<string, unknown>): boolean {
    return this.#reaches(entity, row) || this.shares(entity).some((share) => share.matches(row, this.actor));
  }

  /** True if a row that is seen may be changed too: what is shared for reading may not. */
  changes(entity: Entity, row: Record<string, unknown>): boolean {
    const writable = this.shares(entity).filter((share) => share.level === "write");
    return this.#reaches(entity, row) || writable.some((share) => share.matches(row, this.actor));
  }

  /** What is shared with this actor beyond its scope. */
  shares(entity: Entity): Sharing[] {
    const scope = this.scope(entity);
    if (scope === undefined || scope === "all") return [];
    return this.tenant.sharing.filter((s) => s.noun === entity.noun && s.reaches(this.actor, this.tenant));
  }

  #reaches(entity: Entity, row: Record<string, unknown>): boolean {
    const scope = this.scope(entity);
    if (scope === "all") return true;
    if (scope === undefined) return false;
    if (entity.owners(row as never).includes(this.actor.principalId)) return true;
    if (scope !== "own" && entity.team(row).includes(this.actor.principalId)) return true;
    return this.departments(entity).includes(row.departmentId as string);
  }

  /** What this actor may do with a field; a computed one is hidden where anything is restricted that it is made of. */
  fieldRule(noun: string, field: string): FieldRule | undefined {
    const rule = this.#ownRule(noun, field);
    return rule !== "hidden" && this.#tellsOfRestricted(noun, field, new Set()) ? "hidden" : rule;
  }

  /** What the roles themselves say of a field. */
  #ownRule(noun: string, field: string): FieldRule | undefined {
    const rules = this.#roles.filter((r) => r.scopes[noun] ?? r.scopes["*"]).map((r) => r.fields?.[noun]?.[field]);
    if (rules.length === 0 || rules.includes(undefined)) return undefined;
    return FIELD_RULES.findLast((rule) => rules.includes(rule));
  }

  /** Whether a field is computed from one that is hidden or masked, be it by way of others. */
  #tellsOfRestricted(noun: string, field: string, seen: Set<string>): boolean {
    if (seen.has(`${noun}.${field}`)) return false;
    seen.add(`${noun}.${field}`);
    const computed = this.tenant.customFields.get(noun)?.find(({ key, madeOf }) => madeOf && customName(key) === field);
    return (computed?.madeOf ?? []).some(({ noun: of, field: part }) => {
      const rule = this.#ownRule(of, part);
      return rule === "hidden" || rule === "masked" || this.#tellsOfRestricted(of, part, seen);
    });
  }

  /** The fields of a noun that some role of this actor restricts, and those computed from such. */
  ruledFields(noun: string): [string, FieldRule][] {
    if (this.#roles.every((role) => role.fields === undefined)) return [];
    const computed = (this.tenant.customFields.get(noun) ?? []).filter(({ madeOf }) => madeOf);
    const names = new Set([
      ...this.#roles.flatMap((role) => Object.keys(role.fields?.[noun] ?? {})),
      ...computed.map(({ key }) => customName(key)),
    ]);
    return [...names].flatMap((field) => {
      const rule = this.fieldRule(noun, field);
      return rule ? [[field, rule] as [string, FieldRule]] : [];
    });
  }

  /** The fields of a body that this actor may not write: those its roles restrict, custom ones as `custom.key`. */
  fixedFields(noun: string, body: Record<string, unknown>): string[] {
    return this.ruledFields(noun)
      .map(([field]) => field)
      .filter((field) => valueAt(body, field) !== undefined);
  }

  /** What cursors are bound to besides tenant and query: a cursor of a wider scope must not serve a narrower one. */
  fingerprint(entity: Entity): string {
    const scope = this.scope(entity) ?? "none";
    const shared = this.shares(entity).map((share) => `${share.id}.${share.version}`);
    return scope === "all" ? scope : [scope, this.actor.principalId, ...this.departments(entity), ...shared].join(",");
  }
}

const MASK_SHOWN_START = 3;
const MASK_SHOWN_END = 4;

/** A value with its middle hidden (`138****0001`); short values are hidden whole. */
export function masked(value: unknown): unknown {
  if (typeof value !== "string") return null;
  if (value.length < MASK_SHOWN_START + MASK_SHOWN_END + 1) return "****";
  return `${value.slice(0, MASK_SHOWN_START)}****${value.slice(-MASK_SHOWN_END)}`;
}

/** A record as this actor may see it: hidden fields gone, masked ones masked. */
export function projected<T extends Record<string, unknown>>(access: Access, noun: string, row: T): T {
  const rules = access
    .ruledFields(noun)
    .filter(([field, rule]) => rule !== "readOnly" && valueAt(row, field) !== undefined);
  let shown: Record<string, unknown> = row;
  for (const [field, rule] of rules) {
    shown = withValueAt(shown, field, rule === "hidden" ? undefined : masked(valueAt(shown, field)));
  }
  return shown as T;
}
