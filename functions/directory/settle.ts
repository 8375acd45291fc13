/**
 * An entry of the directory is reckoned, never edited. It remembers what each source has said, and every field is the
 * last word of the source of the best rank that says anything of it. So deliveries come to the same in any order and
 * however often, one that is archived takes back what it alone had said, and a rank that changes is followed by every
 * value. A number decides which company is meant, then a name; rows of their own lead from both to the entry, so that
 * two who deliver at once find one.
 */
import { isDeepStrictEqual } from "node:util";
import type { Caller } from "../../shared/http/route.ts";
import { making, replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { type AnyRow, nextVersion } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { directoryEntryNoun } from "./noun.ts";
import { homeOf, keyId, keyOf, placeOf, rememberedOf } from "./places.ts";
import { merged, remembering } from "./rules.ts";
import { type Remembered, SAID_FIELDS } from "./schema.ts";
import {
  type DeliveryRow,
  directoryDelivery,
  directoryEntry,
  directoryKey,
  directorySource,
  type EntryRow,
} from "./table.ts";

const TRIES_MAX = 20;
async function ranksOf(table: Table, all: readonly Remembered[]): Promise<Map<string, number>> {
  const rows = await table.getMany(
    directorySource,
    all.map(({ sourceId }) => sourceId),
    true,
  );
  return new Map([...rows].map(([id, { rank }]) => [id, rank]));
}

/** What an entry is once it remembers these: fields that nobody says any more are cleared. */
async function known(table: Table, all: readonly Remembered[]): Promise<Record<string, unknown>> {
  const { values, provenance } = merged(all, await ranksOf(table, all));
  const none = Object.fromEntries(SAID_FIELDS.map((field) => [field, null]));
  return { ...none, ...values, provenance, said: all };
}

/** Points keys to an entry, wherever they led before. */
async function pointed({ table, now }: Caller, keys: readonly string[], entryId: string): Promise<Action[]> {
  const actions = keys.map(async (key): Promise<Action[]> => {
    const before = await keyOf(table, key);
    if (before?.entryId === entryId) return [];
    const base = { id: keyId(key), version: 1, createdAt: now, updatedAt: now };
    if (!before) return [write.create(directoryKey, { ...base, entryId })];
    return [write.replace(directoryKey, before, nextVersion(before, now, { entryId }))];
  });
  return (await Promise.all(actions)).flat();
}

/** What an entry takes over of one that is the same company, besides what sources said. */
const inherited = (home: EntryRow | undefined, { tags = [], ownerId, departmentId, accountId }: EntryRow): object => ({
  ...(tags.length > 0 && { tags: [...new Set([...(home?.tags ?? []), ...tags])] }),
  ...(!home?.ownerId && ownerId && { ownerId, departmentId }),
  ...(!home?.accountId && accountId && { accountId }),
});

/** What a new entry was to be called, where no other is called so. */
async function freeName(table: Table, { newEntryId }: DeliveryRow): Promise<string | undefined> {
  const isTaken = newEntryId !== undefined && (await table.find(directoryEntry, newEntryId)) !== undefined;
  return isTaken ? undefined : newEntryId;
}

async function placed(call: Caller, delivery: DeliveryRow): Promise<EntryRow> {
  const { table, now } = call;
  const { home, same, keys } = await placeOf(table, delivery);
  const before = [...(home?.said ?? []), ...(same?.said ?? [])];
  const all = remembering(before, rememberedOf(delivery), await ranksOf(table, before));
  const fields = { ...(await known(table, all)), ...(same && inherited(home, same)), archived: null };
  const change = home
    ? await replacement(call, directoryEntryNoun, home as AnyRow, fields)
    : await making(call, directoryEntryNoun, withoutNulls(fields), await freeName(table, delivery));
  const entryId = change.after.id;
  const absorbed = same
    ? await replacement(call, directoryEntryNoun, same as AnyRow, { archived: true, mergedInto: entryId, said: [] })
    : undefined;
  const counted = nextVersion(delivery, now, { entryId });
  await table.commit([
    ...(absorbed?.actions ?? []),
    ...change.actions,
    ...(await pointed(call, keys, entryId)),
    write.replace(directoryDelivery, delivery, counted),
  ]);
  return change.after as EntryRow;
}

/** True where an entry knows a delivery as it is, or has had so many that it needs it no more. */
function isRemembered({ said }: EntryRow, delivery: DeliveryRow): boolean {
  const known = said.find(({ id }) => id === delivery.id);
  return known === undefined || isDeepStrictEqual(known, rememberedOf(delivery));
}

const withoutNulls = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** Takes a delivery back: what it alone had said goes, and an entry of which nothing is said any more is archived. */
async function takenBack(call: Caller, delivery: DeliveryRow): Promise<EntryRow | undefined> {
  const home = await homeOf(call.table, delivery.entryId);
  const rest = home?.said.filter(({ id }) => id !== delivery.id) ?? [];
  const fields = rest.length > 0 ? await known(call.table, rest) : { said: [], provenance: {}, archived: true };
  const change = home && (await replacement(call, directoryEntryNoun, home as AnyRow, fields));
  const { entryId: _entryId, ...free } = nextVersion(delivery, call.now, {});
  await call.table.commit([...(change?.actions ?? []), write.replace(directoryDelivery, delivery, free)]);
  return change?.after as EntryRow | undefined;
}

/**
 * Brings what a delivery says into the entry of its company, once, or takes it out again where the delivery was archived. The
 * entry is reckoned anew of all that is remembered, so it does not matter what came first.
 */
export const settle = (call: Caller, deliveryId: string): Promise<EntryRow | undefined> =>
  anew(
    TRIES_MAX,
    async () => {
      const delivery = await call.table.find(directoryDelivery, deliveryId);
      if (!delivery) return undefined;
      if (delivery.archived) return delivery.entryId ? takenBack(call, delivery) : undefined;
      const home = await homeOf(call.table, delivery.entryId);
      if (home && isRemembered(home, delivery)) return home;
      if (!home) return placed(call, delivery);
      // It was corrected, and may be of another company now.
      await takenBack(call, delivery);
      return placed(call, await call.table.get(directoryDelivery, deliveryId));
    },
    isOvertaken,
  );

const meaning = ({ version: _version, updatedAt: _updatedAt, ...row }: AnyRow): string =>
  JSON.stringify(Object.entries(row).sort());

/** Reckons an entry anew: a source has another rank, or grades have other rules. One that stays is not written. */
export const reckonAnew = (call: Caller, id: string): Promise<void> =>
  anew(
    TRIES_MAX,
    async () => {
      const row = await call.table.find(directoryEntry, id);
      if (!row || row.archived) return;
      const fields = await known(call.table, row.said);
      const { after, actions } = await replacement(call, directoryEntryNoun, row as AnyRow, fields);
      if (meaning(after) !== meaning(row as AnyRow)) await call.table.commit(actions);
    },
    isOvertaken,
  );
