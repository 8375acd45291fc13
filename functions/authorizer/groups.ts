/**
 * Roles follow from groups by the latest token. Each token of an issuer tells the groups of its time; the one that was
 * issued last says what roles somebody has, for all their sessions, so an older one that is still good gives nothing
 * back. What it told is a row of its own, so that a person's history has the changes of their roles and no more. The
 * roles are written in the name of whoever mapped them, as they were then, past the guards that stand before every
 * change of a person.
 */
import { Access } from "../../shared/auth/access.ts";
import type { Actor } from "../../shared/auth/actor.ts";
import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import { log } from "../../shared/log.ts";
import { replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { type Table, tenantTable, write } from "../../shared/table/table.ts";
import { rolesOfGroups } from "../identity/rules.ts";
import { signInGroups, signInGroupsId } from "../identity/table.ts";
import { tenantContext } from "../users/context.ts";
import { mayGive } from "../users/guards.ts";
import { userNoun } from "../users/person.ts";
import { ADMIN } from "../users/roles.ts";
import { user } from "../users/table.ts";
import type { Borne } from "./tokens.ts";

type Mapped = NonNullable<Borne["mapped"]>;
type Person = RowOf<typeof user>;
type Told = RowOf<typeof signInGroups>;

const TRIES_MAX = 5;
const stamp = { actor: "system:signIn", from: "", requestId: "" };
const UNTOLD =
  "The issuer names more groups than a token holds and tells only where to ask for them; have it tell the groups that are assigned to this application, or its application roles.";
const UNMAPPED =
  "None of the groups that the issuer tells of you has a role here; ask an administrator of your company for one of them.";

/** Whoever has mapped the groups, as they were then, changes the person now. */
async function mapperCalls(table: Table, mapper: Mapped["mapper"]): Promise<Caller> {
  const tenant = await tenantContext(table.tenantId, table);
  const { id, roles, departmentId } = mapper;
  const whose = { tenantId: table.tenantId, principalId: id, roles, ...(departmentId && { departmentId }) };
  const actor: Actor = { kind: "user", ...whose };
  const now = clock.now();
  const makeId = (prefix: string): string => newId(prefix, now);
  return { actor, access: new Access(actor, tenant), tenant, table, now: now.toISOString(), newId: makeId };
}

/** The change of a person's roles; none where a guard refuses it, or the last administrator would be gone. */
async function changeOf(call: Caller, before: Person, roles: readonly string[]): Promise<Action[]> {
  const isSame = roles.length === before.roles.length && roles.every((key) => before.roles.includes(key));
  if (isSame) return [];
  try {
    return (await replacement(call, userNoun, before, { roles }, { as: "sign-in" })).actions;
  } catch (error) {
    if (!(error instanceof Fault) || !["forbidden", "conflict"].includes(error.code)) throw error;
    log.warn("roles not changed by groups", { userId: before.id, tenantId: call.tenant.id, why: error.detail });
    return [];
  }
}

type Outcome = { given: readonly string[]; roles: readonly string[] };

/** Writes what a token tells that is newer than what is known: the roles of its bearer, and that it told them. */
async function noted(
  table: Table,
  { issuedAt }: Borne,
  { told = [], mapping, mapper }: Mapped,
  before: Person,
  known: Told | undefined,
): Promise<Outcome> {
  const call = await mapperCalls(table, mapper);
  const given = rolesOfGroups(told, mapping.of).filter((key) => mayGive(mapper, before, key, call.tenant));
  const byHand = before.roles.filter((key) => !known?.roles.includes(key));
  const wanted = given.length > 0 ? given : byHand;
  const change = await changeOf(call, before, wanted);
  const said = { at: issuedAt, roles: given };
  const first = { id: signInGroupsId(before.id), version: 1, createdAt: call.now, updatedAt: call.now };
  const note = known
    ? write.replace(signInGroups, known, nextVersion(known, call.now, said))
    : write.create(signInGroups, { ...first, ...said });
  await table.commit([note, ...change]);
  return { given, roles: change.length > 0 ? wanted : before.roles };
}

/** Of too many groups to be told nothing follows. Whoever is administrator by hand keeps their roles; nobody else is let in. */
async function untold(table: Table, userId: string): Promise<string[]> {
  const [known, { roles }] = await Promise.all([
    table.find(signInGroups, signInGroupsId(userId)),
    table.get(user, userId),
  ]);
  if (!roles.includes(ADMIN) || known?.roles.includes(ADMIN)) throw new Fault("forbidden", UNTOLD);
  return [...roles];
}

/**
 * The roles that somebody has now that the groups of their token were looked at, if it is their latest.
 * @throws Fault forbidden where the issuer does not tell the groups, or none of them has a role and the tenant refuses such.
 */
export async function rolesByGroups(borne: Borne, mapped: Mapped): Promise<string[]> {
  const { tenantId, userId, issuedAt } = borne;
  const table = await tenantTable(tenantId, stamp);
  if (!mapped.told) return untold(table, userId);
  const looked = async (): Promise<Outcome> => {
    // What a token told is written with the roles, so whoever finds it reads roles that are no older.
    const known = await table.find(signInGroups, signInGroupsId(userId));
    const person = await table.get(user, userId);
    if (known && known.at >= issuedAt) return { given: known.roles, roles: person.roles };
    return noted(table, borne, mapped, person, known);
  };
  const { given, roles } = await anew(TRIES_MAX, looked, isOvertaken);
  // So nobody is shut out by a mapping that is wrong.
  const isLetIn = given.length > 0 || mapped.mapping.unmapped === "kept" || roles.includes(ADMIN);
  if (!isLetIn) throw new Fault("forbidden", UNMAPPED);
  return [...roles];
}
