/**
 * Nobody gives more than they have. What somebody has is data (`shared/auth/reach.ts`): permissions, a scope on each
 * noun with the departments that it covers, field rules, what is shared with them. "At least as much" is a partial
 * order over these. Every write of a user, role, department, sharing rule or key is weighed by the guards in
 * `functions/users/guards.ts`, beside the write itself, with the tenant as it is at that moment and not as it was
 * remembered: nobody makes a person, or a definition, greater than themselves, nor changes one that is greater; a role
 * and a department are weighed by what their change does to each person. Two who define a role by scope are compared
 * as definitions (own is own, wherever one is at home), two people by the departments that they reach. A sharing rule
 * is weighed by its noun alone: it takes seeing all of the noun with every field. Whoever acts in another's place (a
 * key of theirs, off-boarding) must see all that is that one's own, hence the scope `all` wherever that one has any.
 */
import type { TenantContext } from "../../shared/auth/access.ts";
import { type Comparison, isSame, lacks, type Reach } from "../../shared/auth/reach.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { accessOf } from "./access.ts";
import { currentContext } from "./context.ts";
import { ADMIN, BUILT_IN_ROLES, keyOf, roleOf } from "./roles.ts";
import { type department, type role, user } from "./table.ts";

/** Somebody who has roles: a user, or a partner, which has the one of partners. */
export type Person = Pick<RowOf<typeof user>, "id" | "roles" | "departmentId" | "archived">;
type RoleRow = RowOf<typeof role>;
type Department = RowOf<typeof department>;

/** Records of a noun that a sharing rule brings to others: what reading, or changing, them takes. */
export type Share = { noun: string; module: string; level: "read" | "write" };

/** What is about to be written that may give rights, or change somebody who has some. `before` is absent where it is new. */
export type Affair =
  | { kind: "person"; before?: Person; after?: Person }
  | { kind: "role"; before?: RoleRow; after: RoleRow }
  | { kind: "department"; before: Department; after: Department }
  | { kind: "sharing"; shares: readonly Share[] }
  /** Roles, by their keys, that people are to have, or no longer, by the groups that an issuer tells. */
  | { kind: "mapping"; roles: readonly string[] }
  /** Acting in somebody's place: with a key of theirs, or by disposing of what is theirs. */
  | { kind: "acting"; as: Person };

/** Who gives, and the tenant as it is at this moment: what a call remembers of it may be half a minute old. */
type Scene = { call: Caller; org: TenantContext; giver: Reach; people(): Promise<Person[]> };

type Refusal = { what: string; missing: readonly string[] };
type Guard = (scene: Scene, affair: Affair) => Promise<Refusal | undefined> | Refusal | undefined;

const reachOf = (person: Person, org: TenantContext): Reach => accessOf(person, org).reach();

/** What is missing for an affair, if anything is. */
const unless = (what: string, missing: readonly string[]): Refusal | undefined =>
  missing.length > 0 ? { what, missing } : undefined;

const weighed = ({ giver, org }: Scene, what: string, person: Person, how: Comparison): Refusal | undefined =>
  unless(what, lacks(giver, reachOf(person, org), how));

const NOTHING: Reach = { roles: [], departments: { department: [], subtree: [] }, shares: [] };

const definition = (row: RoleRow): Reach => ({ ...NOTHING, roles: [roleOf(row)] });

/** The people whose reach differs between two states of a tenant must neither have nor come to have more than the giver. */
async function weighedPeople(
  { giver, people }: Scene,
  what: string,
  before: TenantContext,
  after: TenantContext,
  isConcerned: (person: Person) => boolean,
): Promise<Refusal | undefined> {
  // People of the same roles and the same home are alike, but for what is shared with them by name.
  const known = new Set<string>();
  for (const person of await people()) {
    if (person.archived || !isConcerned(person)) continue;
    const [was, is] = [reachOf(person, before), reachOf(person, after)];
    const name = JSON.stringify([person.roles, person.departmentId, was.shares, is.shares]);
    if (known.has(name)) continue;
    known.add(name);
    if (isSame(was, is)) continue;
    const missing = [...new Set([...lacks(giver, was, "place"), ...lacks(giver, is, "place")])];
    if (missing.length > 0) return { what: `${what}, which changes what ${person.id} has`, missing };
  }
  return undefined;
}

/**
 * Every guard there is. Each is one sentence of the rule that nobody gives, by any path, more than they have, nor touches
 * whoever has more; a write that any of them refuses is not made.
 */
export const GUARDS: Record<string, Guard> = {
  /** Nobody changes a person who has more. */
  touchesNobodyGreater: (scene, affair) =>
    affair.kind === "person" && affair.before && affair.before.id !== scene.call.actor.principalId
      ? weighed(scene, `change ${affair.before.id}`, affair.before, "place")
      : undefined,

  /** Nobody makes a person more than they are themselves, be it by a role, by a department or by a return. */
  makesNobodyGreater: (scene, affair) =>
    affair.kind === "person" && affair.after && !affair.after.archived
      ? weighed(scene, `make ${affair.after.id} this`, affair.after, "place")
      : undefined,

  /** Nobody changes the definition of a role that has more. */
  redefinesNoGreater: ({ giver }, affair) =>
    affair.kind === "role" && affair.before
      ? unless(`change the role ${affair.before.name}`, lacks(giver, definition(affair.before), "kind"))
      : undefined,

  /** Nobody defines a role that has more. */
  definesNoGreater: ({ giver }, affair) =>
    affair.kind === "role"
      ? unless(`define the role ${affair.after.name} so`, lacks(giver, definition(affair.after), "kind"))
      : undefined,

  /** Nobody changes by a role what people have who have more, or would have more, where they are at home. */
  changesNoHolder: (scene, affair) => {
    if (affair.kind !== "role" || !affair.before) return undefined;
    const key = keyOf(affair.before);
    const withRole = (row: RoleRow): TenantContext => {
      const roles = new Map([...scene.org.roles].filter(([k]) => k !== key));
      return { ...scene.org, roles: row.archived ? roles : roles.set(key, roleOf(row)) };
    };
    const what = `change the role ${affair.before.name}`;
    const isHolder = ({ roles }: Person): boolean => roles.includes(key);
    return weighedPeople(scene, what, withRole(affair.before), withRole(affair.after), isHolder);
  },

  /** Nobody moves a department to where its records come to people who would have more, or leave people who have more. */
  movesNoWall: (scene, affair) => {
    if (affair.kind !== "department" || affair.before.parentId === affair.after.parentId) return undefined;
    const { id, parentId } = affair.after;
    const departmentParents = new Map(scene.org.departmentParents).set(id, parentId);
    const after = { ...scene.org, departmentParents };
    return weighedPeople(scene, `move the department ${id}`, scene.org, after, () => true);
  },

  /** Nobody maps a group to a role that has more. Each person is weighed when they sign in, where they are at home. */
  mapsNobodyGreater: ({ giver, org }, affair) => {
    if (affair.kind !== "mapping") return undefined;
    const roles = affair.roles.flatMap((key) => org.roles.get(key) ?? []);
    return unless("map groups to these roles", lacks(giver, { ...NOTHING, roles }, "kind"));
  },

  /** Nobody acts as a person who has more; what is that one's own is nobody else's own. */
  actsAsNobodyGreater: (scene, affair) =>
    affair.kind === "acting" && affair.as.id !== scene.call.actor.principalId
      ? weighed(scene, `act as ${affair.as.id}`, affair.as, "self")
      : undefined,

  /** Nobody shares, or ends the sharing of, what they do not see whole and with all its fields. */
  sharesNoMore: ({ giver }, affair) => {
    if (affair.kind !== "sharing") return undefined;
    const missing = affair.shares.flatMap(({ noun, module, level }) => {
      const whole = { key: "", name: "", permissions: [`${module}.${level}`], scopes: { [noun]: "all" as const } };
      return lacks(giver, { ...NOTHING, roles: [whole] }, "kind");
    });
    return unless("share this", [...new Set(missing)]);
  },
};

/** Things that one refusal names. */
const NAMED_MAX = 3;

const EVERYTHING: Reach = { ...NOTHING, roles: BUILT_IN_ROLES.filter(({ key }) => key === ADMIN) };

/** A tenant's people, read once where a guard asks. */
function peopleOf(call: Caller): () => Promise<Person[]> {
  let read: Promise<Person[]> | undefined;
  return () => {
    read ??= Array.fromAsync(call.table.each(user, { sources: [sourceOf(user, "all")] }));
    return read;
  };
}

/** Whether somebody may have a role where they are at home, as far as whoever gives it has as much. */
export const mayGive = (giver: Person, to: Person, role: string, org: TenantContext): boolean =>
  lacks(reachOf(giver, org), reachOf({ ...to, roles: [role] }, org), "place").length === 0;

/** Throws 403 where a guard refuses what is about to be written, naming the first few things that the caller lacks. */
export async function guard(call: Caller, affair: Affair): Promise<void> {
  if (call.actor.kind === "system") return;
  const org = await currentContext(call.tenant.id, call.table);
  const { principalId: id, roles, departmentId } = call.actor;
  const giver = reachOf({ id, roles, departmentId }, org);
  if (lacks(giver, EVERYTHING, "self").length === 0) return;
  const scene = { call, org, giver, people: peopleOf(call) };
  for (const refuses of Object.values(GUARDS)) {
    const refusal = await refuses(scene, affair);
    if (!refusal) continue;
    const { what, missing } = refusal;
    const more = missing.length > NAMED_MAX ? ` and ${missing.length - NAMED_MAX} more` : "";
    throw new Fault(
      "forbidden",
      `You may not ${what}: that takes ${missing.slice(0, NAMED_MAX).join(", ")}${more}, which you do not have.`,
    );
  }
}
