/**
 * A part of a field is a path. `lines.amountMinor` is taken out of every line on every path that shows a record. A
 * list is written whole, so whoever may not change a part of it may not write it. What a role names and is not there
 * is refused: it would protect nothing. Rows that tell of another record's field (a move of the life cycle) say so,
 * and are seen by who sees the field.
 */
import { Fault } from "../fault.ts";
import type { CustomField } from "../records/fields.ts";
import { CUSTOM, customKey, customName, valueAt, withPathChanged } from "../records/values.ts";
import type { Entity } from "../table/entity.ts";
import type { Actor } from "./actor.ts";
import type { Closed, Licence } from "./licence.ts";
import type { Reach } from "./reach.ts";
import { type FieldRule, granting, type RecordScope, type Role, ruledIn, ruleOf, scopeOf } from "./role.ts";
import type { Standing } from "./standing.ts";

/**
 * Records of a noun that are shared with people who would not see them by their scope: those that `matches` picks, for
 * those that `reaches` names.
 */
export type Sharing = {
  id: string;
  version: number;
  noun: string;
  level: "read" | "write";
  /** True where it picks records by the department of whoever asks. */
  byHome: boolean;
  reaches(actor: Actor, tenant: TenantContext): boolean;
  matches(row: Record<string, unknown>, actor: Actor): boolean;
};

/** By noun and field: the fields of other nouns that it is computed from. */
export type MadeOf = Readonly<Record<string, Entity["madeOf"]>>;

/** What the kernel knows of a tenant while it serves a call. */
export type TenantContext = {
  id: string;
  timeZone: string;
  currency: string;
  locale: "zh-CN" | "en";
  /** The secret that cursors and idempotency records of this tenant are sealed with. */
  /** Whose telephone numbers have no country's code, where that is not where its clocks are. */
  country?: string;
  sealingKey: string;
  requestsPerSecondMax: number;
  /** The roles in force, by their keys. */
  roles: ReadonlyMap<string, Role>;
  /** What roles are called now, by their keys, those that were put away included. */
  roleNames: ReadonlyMap<string, string>;
  /** Department → parent. */
  departmentParents: ReadonlyMap<string, string | undefined>;
  /** The fields that the tenant has given its nouns, by noun, archived ones included. */
  customFields: ReadonlyMap<string, readonly CustomField[]>;
  /** The product's own fields that are computed from other nouns', as their entities declare them. */
  madeOf?: MadeOf;
  sharing: readonly Sharing[];
  /** How it stands, where it is not open. */
  standing?: Standing;
  /** What the tenant's licence allows; absent where it allows everything. */
  licence?: Licence;
};

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
    this.#roles = actor.roles.flatMap((key) => tenant.roles.get(key) ?? []);
  }

  can(permission: string): boolean {
    if (this.actor.kind === "system") return true;
    return !this.lacks(permission) && this.#roles.some((role) => granting(role.permissions, permission) !== undefined);
  }

  /** The part of the product that the tenant's edition lacks and a permission belongs to. */
  lacks(permission: string): Closed | undefined {
    const closed = this.tenant.licence?.closed.get(permission.split(".")[0] ?? "");
    return closed && !(closed.readable && permission.endsWith(".read")) ? closed : undefined;
  }

  /** Refuses what needs a permission that the caller, or the tenant's edition, does not have. `what` is `This call`. */
  need(permission: string, what = "This call"): void {
    if (this.can(permission)) return;
    const closed = this.lacks(permission);
    if (!closed) throw new Fault("forbidden", `${what} needs the permission ${permission}.`);
    const detail = `${what} belongs to the edition ${closed.in.join(" or ")}, and this tenant has ${this.tenant.licence?.edition}.`;
    throw new Fault("edition_required", detail);
  }

  scope(entity: Entity): RecordScope | undefined {
    if (this.actor.kind === "system" || !entity.scoped) return "all";
    if (entity.othersBy && !this.can(entity.othersBy)) return "own";
    return scopeOf(this.#roles, entity.noun);
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
    const { tells } = entity;
    if (tells?.fields.some((field) => this.isClosed(tells.noun, field))) return false;
    return this.holds(entity, row) || this.shares(entity).some((share) => share.matches(row, this.actor));
  }

  /** True if a row that is seen may be changed too: what is shared for reading may not. */
  changes(entity: Entity, row: Record<string, unknown>): boolean {
    const writable = this.shares(entity).filter((share) => share.level === "write");
    return this.holds(entity, row) || writable.some((share) => share.matches(row, this.actor));
  }

  /** What is shared with this actor beyond its scope. */
  shares(entity: Entity): Sharing[] {
    const scope = this.scope(entity);
    if (scope === undefined || scope === "all") return [];
    return this.tenant.sharing.filter((s) => s.noun === entity.noun && s.reaches(this.actor, this.tenant));
  }

  /** True if a row is within one's scope, whatever is shared besides. */
  holds(entity: Entity, row: Record<string, unknown>): boolean {
    const scope = this.scope(entity);
    if (scope === "all") return true;
    if (scope === undefined) return false;
    if (entity.owners(row).includes(this.actor.principalId)) return true;
    if (scope !== "own" && entity.team(row).includes(this.actor.principalId)) return true;
    return this.departments(entity).includes(row.departmentId as string);
  }

  /** What this actor may do with a field; a computed one is hidden where anything is restricted that it is made of. */
  fieldRule(noun: string, field: string): FieldRule | undefined {
    const rule = ruleOf(this.#roles, noun, field);
    return rule !== "hidden" && this.#tellsOfRestricted(noun, field, new Set()) ? "hidden" : rule;
  }

  /** Whether a field is computed from one that is hidden or masked, be it by way of others. */
  #tellsOfRestricted(noun: string, field: string, seen: Set<string>): boolean {
    if (seen.has(`${noun}.${field}`)) return false;
    seen.add(`${noun}.${field}`);
    const own = this.tenant.customFields.get(noun)?.find(({ key }) => customName(key) === field)?.madeOf;
    return (own ?? this.tenant.madeOf?.[noun]?.[field] ?? []).some(({ noun: of, field: part }) => {
      const rule = ruleOf(this.#roles, of, part);
      return rule === "hidden" || rule === "masked" || this.#tellsOfRestricted(of, part, seen);
    });
  }

  /** The fields of a noun that some role of this actor restricts, and those computed from such. */
  ruledFields(noun: string): [string, FieldRule][] {
    if (this.#roles.every((role) => role.fields === undefined)) return [];
    const computed = (this.tenant.customFields.get(noun) ?? []).filter(({ madeOf }) => madeOf);
    const made = [...computed.map(({ key }) => customName(key)), ...Object.keys(this.tenant.madeOf?.[noun] ?? {})];
    const names = new Set([...ruledIn(this.#roles, noun), ...made]);
    return [...names].flatMap((field) => {
      const rule = this.fieldRule(noun, field);
      return rule ? [[field, rule] as [string, FieldRule]] : [];
    });
  }

  /**
   * True where a role takes away something that titles and messages of a noun may tell of; what is computed from other
   * nouns they never tell.
   */
  isCurbed(noun: string): boolean {
    const made = this.tenant.madeOf?.[noun] ?? {};
    return this.ruledFields(noun).some(([field, rule]) => rule !== "readOnly" && !(field in made));
  }

  /** True where somebody may not see a field, or a part of it, as it is. */
  isClosed(noun: string, field: string): boolean {
    const closed = (rule: FieldRule | undefined): boolean => rule === "hidden" || rule === "masked";
    if (closed(this.fieldRule(noun, field))) return true;
    return this.ruledFields(noun).some(([path, rule]) => closed(rule) && path.startsWith(`${field}.`));
  }

  /**
   * The fields that this actor may not write and that a body has, custom ones as `custom.key`. A list or an object is
   * written whole, so whoever may not change a part of it may not write it; who clears all custom fields clears each.
   */
  fixedFields(noun: string, body: Record<string, unknown>): string[] {
    const isInCustom = (field: string): boolean => body[CUSTOM] === null && customKey(field) !== undefined;
    return this.ruledFields(noun)
      .map(([field]) => field)
      .filter((field) => isInCustom(field) || valueAt(body, writtenWith(field)) !== undefined);
  }

  /** All that this actor has, as data. */
  reach(): Reach {
    const { departmentId: home } = this.actor;
    const { departmentParents, sharing } = this.tenant;
    return {
      roles: this.#roles,
      departments: { department: home ? [home] : [], subtree: home ? subtreeOf(departmentParents, home) : [] },
      shares: sharing
        .filter((share) => share.reaches(this.actor, this.tenant))
        .map(({ id, noun, level, byHome }) => ({ id, noun, level, ...(byHome && home && { home }) })),
    };
  }

  /** What cursors are bound to besides tenant and query: a cursor of a wider scope must not serve a narrower one. */
  fingerprint(entity: Entity): string {
    const scope = this.scope(entity) ?? "none";
    const shared = this.shares(entity).map((share) => `${share.id}.${share.version}`);
    return scope === "all" ? scope : [scope, this.actor.principalId, ...this.departments(entity), ...shared].join(",");
  }
}

/** The field of a body that a path is written with: `lines` for `lines.amountMinor`, a custom field for itself. */
const writtenWith = (path: string): string => (customKey(path) === undefined ? (path.split(".")[0] ?? path) : path);

const MASK_SHOWN_START = 3;
const MASK_SHOWN_END = 4;

/** A value with its middle hidden (`138****0001`); short values are hidden whole. */
export function masked(value: unknown): unknown {
  if (typeof value !== "string") return null;
  if (value.length < MASK_SHOWN_START + MASK_SHOWN_END + 1) return "****";
  return `${value.slice(0, MASK_SHOWN_START)}****${value.slice(-MASK_SHOWN_END)}`;
}

/** A record as this actor may see it: hidden fields gone, masked ones masked, and parts of fields likewise. */
export function projected<T extends Record<string, unknown>>(access: Access, noun: string, row: T): T {
  const rules = access.ruledFields(noun).filter(([, rule]) => rule !== "readOnly");
  let shown: Record<string, unknown> = row;
  for (const [path, rule] of rules) {
    shown = withPathChanged(shown, path, rule === "hidden" ? () => undefined : masked);
  }
  return shown as T;
}
