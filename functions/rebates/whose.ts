import type { Caller } from "../../shared/http/route.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { type Entity, nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { together } from "../../shared/together.ts";
import { partner } from "../partners/table.ts";
import { user } from "../users/table.ts";
import { LOOKED_AFTER } from "./table.ts";

const AT_ONCE_MAX = 10;
const TRIES_MAX = 5;

type Kept = (typeof LOOKED_AFTER)[number];

export type Whose = { ownerId?: string; departmentId?: string };

/** Who of the tenant's people looks after a partner, and where they work: what it is told and owed is theirs too. */
export async function whoseIs(call: Caller, partnerId: string): Promise<Whose> {
  const { managerId } = await call.table.get(partner, partnerId);
  const manager = managerId && (await call.table.find(user, managerId));
  if (!manager) return {};
  return { ownerId: manager.id, ...(manager.departmentId && { departmentId: manager.departmentId }) };
}

/** Gives a row to who looks after its partner now. */
async function given(call: Caller, of: Kept, id: string, { ownerId, departmentId }: Whose): Promise<void> {
  const entity = of as Entity;
  const row = (await call.table.find(entity, id)) as RowOf<Kept> | undefined;
  if (!row || row.ownerId === ownerId) return;
  await call.table.replace(entity, row, nextVersion(row, call.now, { ownerId, departmentId }));
}

/** Sees to it that a new row is with who looks after the partner, where that has changed while it was written. */
export const keepWhose = (
  call: Caller,
  of: Kept,
  { id, partnerId }: { id: string; partnerId: string },
): Promise<void> => anew(TRIES_MAX, async () => given(call, of, id, await whoseIs(call, partnerId)), isOvertaken);

/** Gives all that a partner was told and is owed to who looks after it now. */
export async function handOver(call: Caller, partnerId: string): Promise<void> {
  for (const kept of LOOKED_AFTER) {
    const entity = kept as Entity;
    const rows = await Array.fromAsync(
      call.table.each(entity, { sources: [sourceOf(entity, "owner", { partnerId })] }),
    );
    await together(rows, AT_ONCE_MAX, ({ id }) => keepWhose(call, kept, { id, partnerId }));
  }
}
