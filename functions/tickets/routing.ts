import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { account } from "../accounts/table.ts";
import { ownership } from "../users/ownership.ts";
import { user } from "../users/table.ts";
import { ruleFor } from "./ruled.ts";
import { queuesInForce } from "./setup.ts";
import { queueTurn, type TicketRow, ticketQueue, ticketSettings } from "./table.ts";

type Account = RowOf<typeof account>;
type Queue = RowOf<typeof ticketQueue>;
type Routed = Pick<TicketRow, "queueId" | "ownerId" | "departmentId" | "routedBy">;

/** Who is there to be given a ticket, of some people. */
async function present({ table }: Caller, ids: readonly string[]): Promise<string[]> {
  const people = await table.getMany(user, [...ids]);
  return ids.filter((id) => people.has(id) && !people.get(id)?.archived);
}

/** The account's customer success: the first of its team who has the role that the tenant has named, and is there. */
async function customerSuccessOf(call: Caller, { team = [] }: Account): Promise<string | undefined> {
  const { customerSuccessRole } = await ticketSettings.held(call.table);
  const ids = team.flatMap(({ userId, role }) => (role === customerSuccessRole ? [userId] : []));
  return ids.length > 0 ? (await present(call, ids))[0] : undefined;
}

/** Whose turn it is among the people of a queue; a turn that comes to nothing is passed over. */
async function nextOf(call: Caller, { id, memberIds = [] }: Queue): Promise<string | undefined> {
  const people = await present(call, memberIds);
  if (people.length === 0) return undefined;
  const { turns = 1 } = await call.table.increment(queueTurn, id, { turns: 1 });
  return people[(turns - 1) % people.length];
}

async function queueOf(call: Caller, row: Partial<TicketRow>): Promise<Queue | undefined> {
  if (row.queueId) return call.table.find(ticketQueue, row.queueId);
  return ruleFor(call, await queuesInForce.of(call.table), row);
}

/** Whose a ticket is: who was named, else the account's customer success, else whose turn it is in its queue. */
export async function routed(call: Caller, row: Partial<TicketRow>, about?: Account): Promise<Routed> {
  const queue = await queueOf(call, row);
  const managerId = row.ownerId || !about ? undefined : await customerSuccessOf(call, about);
  const inTurn = row.ownerId || managerId || !queue ? undefined : await nextOf(call, queue);
  const ownerId = row.ownerId ?? managerId ?? inTurn;
  const named = ownerId ? await ownership(call, { departmentId: row.departmentId }, { ownerId }) : {};
  const departmentId = row.departmentId ?? named.departmentId ?? queue?.departmentId ?? about?.departmentId;
  return {
    ...(queue && { queueId: queue.id }),
    ...(ownerId && { ownerId }),
    ...(departmentId && { departmentId }),
    routedBy: row.ownerId ? "named" : managerId ? "customerSuccess" : inTurn ? "queue" : "nobody",
  };
}
