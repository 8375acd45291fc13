import { type Access, subtreeOf } from "../../shared/auth/access.ts";
import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { ADMIN } from "../users/roles.ts";
import { department, user } from "../users/table.ts";
import { ADMINISTRATORS, type ApprovalRow, approvalDelegation } from "./table.ts";

type Step = ApprovalRow["steps"][number];
type Person = Pick<RowOf<typeof user>, "id" | "roles" | "departmentId">;
type Delegation = RowOf<typeof approvalDelegation>;
type Asking = Pick<Caller, "table" | "tenant">;

/** Departments that one looks through upwards for a manager; a tree is never so deep. */
const DEPTH_MAX = 50;

const userOf = async ({ table }: Asking, id: string): Promise<RowOf<typeof user> | undefined> => {
  const row = await table.find(user, id);
  return row?.archived ? undefined : row;
};

/** The manager of a department, or of the next above it that has one who is there and did not ask for it. */
async function managerOf(asking: Asking, departmentId: string | undefined, requesterId: string) {
  let at = departmentId;
  for (let depth = 0; at !== undefined && depth < DEPTH_MAX; depth++) {
    const row = await asking.table.find(department, at);
    if (row?.managerId && row.managerId !== requesterId && (await userOf(asking, row.managerId))) return row.managerId;
    at = row?.parentId;
  }
  return undefined;
}

/** Whose turn a step is. Where that is nobody, or whoever asked for it, administrators decide. */
export async function turnOf(
  asking: Asking,
  { by, ofDepartment }: Pick<Step, "by" | "ofDepartment">,
  { ownerId, departmentId }: Pick<ApprovalRow, "ownerId" | "departmentId">,
): Promise<string> {
  if (by.startsWith("role:")) return by;
  const id =
    by === "manager" ? await managerOf(asking, ofDepartment ?? departmentId, ownerId) : by.slice("user:".length);
  const isThere = id !== undefined && id !== ownerId && (await userOf(asking, id)) !== undefined;
  return isThere ? `user:${id}` : ADMINISTRATORS;
}

/** True where it is somebody's turn. */
export function hasTurn({ tenant }: Pick<Caller, "tenant">, person: Person, step: Step | undefined): boolean {
  if (!step?.turn) return false;
  if (step.escalatedAt && person.roles.includes(ADMIN)) return true;
  const [kind, whom = ""] = [step.turn.slice(0, 4), step.turn.slice("user:".length)];
  if (kind === "user") return whom === person.id;
  if (!person.roles.includes(whom)) return false;
  const within = step.by.startsWith("role:") ? step.ofDepartment : undefined;
  return !within || subtreeOf(tenant.departmentParents, within).includes(person.departmentId ?? "");
}

/** Whether a delegation holds today, by the tenant's calendar. */
export function holdsAt({ tenant, now }: Pick<Caller, "tenant" | "now">): (row: Delegation) => boolean {
  const today = civilDate(new Date(now), tenant.timeZone);
  return ({ archived, from, until }) => !archived && from <= today && today <= until;
}

/** True of whoever sees all of a noun's records as they are, as far as they see them. */
export const seesWhole = (access: Access, noun: string): boolean => !access.isCurbed(noun);

/** The colleagues who are away today and have somebody decide for them. Each delegation is read anew, so one that was ended ends. */
export async function colleaguesOf(call: Caller): Promise<RowOf<typeof user>[]> {
  const today = todayOf(call);
  const sources = [sourceOf(approvalDelegation, "parent", { toUserId: call.actor.principalId })];
  const found = await Array.fromAsync(call.table.each(approvalDelegation, { sources, range: { from: today } }));
  const rows = await call.table.getMany(
    approvalDelegation,
    found.map(({ id }) => id),
    true,
  );
  const inForce = [...rows.values()].filter(holdsAt(call));
  const people = await call.table.getMany(
    user,
    inForce.map(({ ownerId }) => ownerId),
    true,
  );
  return [...people.values()].filter(({ archived }) => !archived);
}

/** The person who acts in a call; nobody where it is no person. */
export const personOf = ({ actor }: Pick<Caller, "actor">): Person | undefined =>
  actor.kind === "user" || actor.kind === "apiKey"
    ? { id: actor.principalId, roles: [...actor.roles], departmentId: actor.departmentId }
    : undefined;

/**
 * By which right somebody decides the step whose turn it is: their own, or that of a colleague who is away; nothing where
 * they may not. Nobody decides what they asked for, and nobody has it decided by whoever decides for them.
 */
export async function rightOf(call: Caller, row: ApprovalRow): Promise<{ onBehalfOf?: string } | undefined> {
  const person = personOf(call);
  const step = row.steps[row.step];
  if (!person || row.ownerId === person.id) return undefined;
  if (hasTurn(call, person, step) || person.roles.includes(ADMIN)) return {};
  const colleague = (await colleaguesOf(call)).find(
    ({ id, ...of }) => id !== row.ownerId && hasTurn(call, { id, ...of }, step),
  );
  return colleague && { onBehalfOf: colleague.id };
}
