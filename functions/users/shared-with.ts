import * as z from "zod";
import { type Access, subtreeOf } from "../../shared/auth/access.ts";
import { Fault, notFound } from "../../shared/fault.ts";
import type { Caller, Route } from "../../shared/http/route.ts";
import { idOf, text } from "../../shared/schema.ts";
import type { AnyRow, BaseRow, Entity, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { roleKeys, roleNames } from "./held.ts";
import { user } from "./table.ts";

const SHARED_MAX = 30;

/** Who else may use what somebody made for themselves; nobody, unless told. */
export const SharedWith = z.strictObject({
  everybody: z.boolean().optional().describe("Everybody of the tenant."),
  roles: z.array(text(50)).max(SHARED_MAX).optional().describe("Whoever has one of these roles."),
  departmentIds: z
    .array(idOf("dep"))
    .max(SHARED_MAX)
    .optional()
    .describe("Whoever is in one of these departments, or below it."),
  userIds: z.array(idOf("usr")).max(SHARED_MAX).optional().describe("These people."),
});
export type SharedWith = z.output<typeof SharedWith>;

type Shared = { ownerId: string; sharedWith?: SharedWith | undefined };
type OwnEntity = Entity & { noun: string };
type OwnRow = BaseRow & Shared & { archived?: boolean };

/** True for what somebody may use: their own, what is shared with them, and everything for who may change all. */
export function mayUse(access: Access, row: Shared, all: string): boolean {
  const { actor, tenant } = access;
  const { everybody, roles = [], departmentIds = [], userIds = [] } = row.sharedWith ?? {};
  if (mayChange(access, row, all) || everybody || userIds.includes(actor.principalId)) return true;
  if (roles.some((role) => actor.roles.includes(role))) return true;
  const home = actor.departmentId;
  return home !== undefined && departmentIds.some((id) => subtreeOf(tenant.departmentParents, id).includes(home));
}

/** Only its maker changes it, and whoever has the permission to change all. */
export const mayChange = (access: Access, row: Pick<Shared, "ownerId">, all: string): boolean =>
  row.ownerId === access.actor.principalId || access.can(all);

/** Whom something is shared with as it is kept: roles by their keys, people who are there. */
export async function keptSharing(call: Caller, { sharedWith: given }: Pick<Shared, "sharedWith">): Promise<object> {
  if (!given) return {};
  const { roles, userIds = [] } = given;
  const people = await call.table.getMany(user, userIds);
  const errors = userIds.flatMap((id, n) => {
    const found = people.get(id);
    if (found && !found.archived) return [];
    return [{ path: `sharedWith.userIds.${n}`, code: "unknown_reference", message: `There is no user ${id}.` }];
  });
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
  return roles ? { sharedWith: { ...given, roles: roleKeys(call.tenant, roles, "sharedWith.roles") } } : {};
}

/** The row as it is shown: roles by the names that they have now. */
export const shownSharing = <R extends Pick<Shared, "sharedWith">>(row: R, { tenant }: Pick<Caller, "tenant">): R =>
  row.sharedWith?.roles
    ? { ...row, sharedWith: { ...row.sharedWith, roles: roleNames(tenant, row.sharedWith.roles) } }
    : row;

/** A row that the caller may use; with `changes`, may change. Others do not exist for them. */
export async function usable<E extends OwnEntity>(
  call: Caller,
  entity: E,
  id: string,
  all: string,
  changes = false,
): Promise<RowOf<E>> {
  const row = await call.table.get(entity, id);
  if (!mayUse(call.access, row as AnyRow as OwnRow, all)) throw notFound(entity.noun, id);
  if (changes && !mayChange(call.access, row as AnyRow as OwnRow, all)) {
    throw new Fault("forbidden", `Only whoever made this ${entity.noun} may change it.`);
  }
  return row as RowOf<E>;
}

/** The usual routes, for rows that the caller may use. */
export const guarded = (entity: Entity, all: string, routes: readonly Route[]): Route[] =>
  routes.map((r) => {
    if (!r.path.includes("{id}")) return r;
    return {
      ...r,
      run: async (call) => {
        await usable(call, entity, call.params.id ?? "", all, r.method !== "GET");
        return r.run(call);
      },
    };
  });

/** All that the caller may use and nobody has put away. */
export async function usableRows<E extends Entity>(call: Caller, entity: E, all: string): Promise<RowOf<E>[]> {
  const rows = await Array.fromAsync(call.table.each(entity, { sources: [sourceOf(entity, "all")] }));
  return rows.filter((row) => {
    const one = row as AnyRow as OwnRow;
    return !one.archived && mayUse(call.access, one, all);
  }) as RowOf<E>[];
}

/** Refuses one more where a tenant has as many as there may be. */
export async function checkRoom(call: Caller, entity: Entity, max: number): Promise<void> {
  const sources = [sourceOf(entity, "all")];
  const { rows } = await call.table.list(entity, { sources, limit: max, examine: max });
  if (rows.length < max) return;
  throw new Fault("conflict", `The tenant has ${max} ${entity.plural}; that is as many as there may be.`);
}
