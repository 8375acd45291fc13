import { Access } from "../auth/access.ts";
import { systemActor } from "../auth/actor.ts";
import type { Caller } from "../http/route.ts";
import type { Work } from "./event.ts";

/** The product itself as one who reads and writes records, for work on events: it sees all of its tenant. */
export function callerOf({ table, tenant, now, newId }: Work, name: string): Caller {
  const actor = systemActor(table.tenantId, name);
  return { actor, access: new Access(actor, tenant), tenant, table, now, newId };
}
