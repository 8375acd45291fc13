import * as z from "zod";
import { Fault, notFound } from "../fault.ts";
import { longHashedId } from "../hashed.ts";
import { Kept } from "../kept.ts";
import { type Entity, entity, type RowOf, recordFields, type Stamp } from "../table/entity.ts";
import { systemTable, type Table, tenantTable } from "../table/table.ts";

type Entry = RowOf<Entity> & { tenantId: string };

/** What is there never changes its tenant, so where it belongs can be kept long. */
const KEPT_MS = 3_600_000;
const KEPT_MAX = 5_000;

/** Stands outside every wall and says which tenant something is of that strangers name. Its id is that of what they name. */
export const directoryEntry = ({ noun, plural, prefix }: Entity) =>
  entity({
    ...{ noun: `${noun}Entry`, plural: `entries of ${plural}`, prefix, scoped: false, audited: false },
    schema: z.object({ ...recordFields, tenantId: z.string() }),
  });

/**
 * Stands outside every wall and says which tenant and link an address opens. Its id follows from the address's secret by
 * `linkEntryId`: who reads the table cannot open anything with what stands there.
 */
export const linkEntry = ({ noun, plural }: Entity, prefix: string) =>
  entity({
    ...{ noun: `${noun}Entry`, plural, prefix, scoped: false, audited: false },
    schema: z.object({ ...recordFields, tenantId: z.string(), linkId: z.string() }),
  });
export type LinkEntry = ReturnType<typeof linkEntry>;

export const linkEntryId = ({ prefix }: LinkEntry, token: string): string => longHashedId(prefix, token);

/**
 * Notes outside every wall which tenant something is of that strangers name: a form, a connection. It is noted before that
 * is made, since an entry that leads to nothing opens nothing; one that an earlier, broken-off call left is good.
 */
export async function enter(entity: Entity, entry: Entry, stamp: Stamp): Promise<void> {
  const system = systemTable(stamp);
  if (await system.createOnce(entity, entry)) return;
  const found = (await system.get(entity, entry.id)) as Entry;
  if (found.tenantId !== entry.tenantId) throw new Fault("duplicate", `The id ${entry.id} is taken; choose another.`);
}

/** The way from the id that a stranger names to the table of its tenant; to nothing where there is no such thing. */
export function wayIn(entry: ReturnType<typeof directoryEntry>) {
  const tenants = new Kept<string>(KEPT_MS, KEPT_MAX);
  return async (id: string, stamp: Stamp): Promise<Table | undefined> => {
    const tenantOf = async (): Promise<string> => {
      const found = await systemTable(stamp).find(entry, id);
      if (!found) throw notFound(entry.noun, id);
      return found.tenantId;
    };
    const tenantId = await tenants.get(id, tenantOf).catch((error) => {
      if (error instanceof Fault && error.code === "not_found") return undefined;
      throw error;
    });
    return tenantId === undefined ? undefined : tenantTable(tenantId, stamp);
  };
}
