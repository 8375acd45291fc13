import { hashedId } from "../../shared/hashed.ts";
import type { Table } from "../../shared/table/table.ts";
import { cleansed, keysOf, saidBefore } from "./rules.ts";
import { type Remembered, SAID_FIELDS } from "./schema.ts";
import { type DeliveryRow, directoryEntry, directoryKey, type EntryRow } from "./table.ts";

/** Entries that were taken in one by another. */
const FOLLOWED_MAX = 10;

/** The entry of an id, or the one that has taken it in. */
export async function homeOf(table: Table, id: string | undefined): Promise<EntryRow | undefined> {
  let row = id ? await table.find(directoryEntry, id) : undefined;
  for (let n = 0; row?.mergedInto && n < FOLLOWED_MAX; n++) row = await table.find(directoryEntry, row.mergedInto);
  return row;
}

export const keyId = (key: string): string => hashedId(directoryKey.prefix, key);
export const keyOf = (table: Table, key: string) => table.find(directoryKey, keyId(key));

/** The entry that a key leads to, read as it is now. */
export async function entryAt(table: Table, key: string | undefined): Promise<EntryRow | undefined> {
  const found = key ? await keyOf(table, key) : undefined;
  return homeOf(table, found?.entryId);
}

export const rememberedOf = ({ id, sourceId, asOf, ...row }: DeliveryRow): Remembered => {
  const values = SAID_FIELDS.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]]));
  return { id, sourceId, asOf, values: Object.fromEntries(values) };
};

type Place = {
  /** The entry that a delivery belongs to; a new one, where there is none. */
  home?: EntryRow;
  /** Another that has turned out to be the same company. */
  same?: EntryRow;
  keys: string[];
};

/**
 * Where a delivery belongs: its number decides, then its name. A name leads to a company of another number never; an entry that
 * was known by its name alone is the company whose number comes with that name.
 */
export async function placeOf(table: Table, delivery: DeliveryRow): Promise<Place> {
  const { number, name } = keysOf(delivery);
  const [byNumber, byName] = await Promise.all([entryAt(table, number), entryAt(table, name)]);
  if (!number) return { ...(byName && { home: byName }), keys: [name] };
  const isOther = byName?.registrationNo !== undefined && byName.registrationNo !== delivery.registrationNo;
  if (!byNumber) return isOther ? { keys: [number] } : { ...(byName && { home: byName }), keys: [number, name] };
  if (!byName || byName.id === byNumber.id) return { home: byNumber, keys: [number, name] };
  return isOther ? { home: byNumber, keys: [number] } : { home: byNumber, same: byName, keys: [number, name] };
}

/** The entry that is known of a company, by what is said of it. */
export const entryFor = async (table: Table, said: Partial<DeliveryRow>): Promise<EntryRow | undefined> =>
  (await placeOf(table, cleansed(said) as DeliveryRow)).home;

/** The delivery by which its source has said already what a new one would say; `hasMoment` where it says as of when. */
export async function toldAlready(table: Table, row: DeliveryRow, hasMoment: boolean): Promise<string | undefined> {
  const { home } = await placeOf(table, row);
  return home && saidBefore(home.said, rememberedOf(row), hasMoment);
}
