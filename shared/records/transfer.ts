/**
 * Records stay within a branch. Who sees a part of a noun sets owners and departments within their own department and
 * those that their scope covers; `records.transfer` lets them go beyond, and takes in what is only shown to them.
 * Administrators and managers have it. A task may be made for anybody. A taken unique value is told by the field's
 * name alone.
 */
import { Fault, type InputError } from "../fault.ts";
import type { Caller } from "../http/route.ts";
import type { AnyRow } from "../table/entity.ts";
import type { Noun } from "./noun.ts";

type Fields = Record<string, unknown>;
type Moved = Pick<Noun, "entity" | "people" | "references" | "forAnybody">;

/** What says where a record is: whose it is, and of which department. */
const PLACE = ["ownerId", "departmentId"] as const;

/** The departments among which somebody may move records: their own, and those that their scope covers. */
const branchOf = ({ access, actor }: Caller, { entity }: Moved): Set<unknown> =>
  new Set([actor.departmentId, ...access.departments(entity)]);

/** Where an owner is at home; nowhere for one who is not there. */
async function homeOf(call: Caller, of: Moved, ownerId: unknown): Promise<unknown> {
  const people = of.people ?? of.references?.ownerId;
  const owner = people && typeof ownerId === "string" ? await call.table.find(people, ownerId) : undefined;
  return (owner as Fields | undefined)?.departmentId;
}

/** True for a place that is the caller's own, or within their branch. */
async function isWithin(call: Caller, of: Moved, { ownerId, departmentId }: Fields): Promise<boolean> {
  if (ownerId === call.actor.principalId) return true;
  const branch = branchOf(call, of);
  if (departmentId !== undefined && departmentId !== null) return branch.has(departmentId);
  return ownerId === undefined || ownerId === null || branch.has(await homeOf(call, of, ownerId));
}

/**
 * Refuses to carry a record over the walls between branches, away or hither: whoever sees a part of the noun gives records
 * only to people and departments of their own branch, and takes none from another, unless they are permitted to. `before`
 * is absent for a new record.
 */
export async function checkTransfer(call: Caller, of: Moved, given: Fields, before?: AnyRow): Promise<void> {
  const { access, actor } = call;
  const moved = PLACE.filter((field) => given[field] !== undefined && given[field] !== (before?.[field] ?? null));
  if (moved.length === 0 || (of.forAnybody && !before)) return;
  if (!of.entity.scoped || access.scope(of.entity) === "all" || actor.kind === "system") return;
  if (access.can("records.transfer")) return;
  const branch = branchOf(call, of);
  const isAllowed = async (field: (typeof PLACE)[number]): Promise<boolean> => {
    const to = given[field];
    if (field === "departmentId") return branch.has(to ?? undefined);
    return to === null || to === actor.principalId || branch.has(await homeOf(call, of, to));
  };
  const isTaken = before !== undefined && !(await isWithin(call, of, before));
  const errors: InputError[] = [];
  for (const path of moved) {
    if (!isTaken && (await isAllowed(path))) continue;
    const way = isTaken ? "Taking a record out of" : "Giving a record to";
    errors.push({ path, code: "transfer", message: `${way} another branch takes the permission records.transfer.` });
  }
  if (errors[0]) throw new Fault("forbidden", errors[0].message, { errors });
}
