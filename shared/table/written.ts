import type { AnyRow, Stamp } from "./entity.ts";
import type { Item } from "./store.ts";

/**
 * Who wrote a row, kept in the item as one short text: `actor|from|requestId`, the request with `#action` where the write
 * was a declared action, and behind that, where the write was unattended, the latest version that was not. So whoever is
 * too late can tell a colleague's change from the product's own.
 */
export type Sign = (before?: AnyRow, action?: string) => string;

/** The action by which words of a person are taken out of a row. */
export const ERASE = "erase";

/** The latest attended version of rows whose later ones are the product's own; of any other row it is its version. */
const attended = new WeakMap<object, number>();

const attendedVersion = (row: AnyRow | undefined): number => (row && (attended.get(row) ?? row.version)) ?? 0;

/** How the writes of a stamp are signed. */
export const signOf =
  ({ actor, from, requestId, unattended }: Stamp): Sign =>
  (before, action) =>
    [actor, from, action ? `${requestId}#${action}` : requestId, ...(unattended ? [attendedVersion(before)] : [])].join(
      "|",
    );

/** Who wrote a row last, and which of its versions somebody of the tenant wrote last: 0 where nobody ever did. */
export type LastStamp = Stamp & { attendedVersion: number };

/** Who wrote an item, from its `by`. */
export function stampOf(item: Item): LastStamp {
  const [actor = "", from = "", request = "", version] = (item.by?.S ?? "").split("|");
  const [requestId = "", action] = request.split("#");
  return {
    ...{ actor, from, requestId, attendedVersion: attendedOf(item) },
    ...(version !== undefined && { unattended: true }),
    ...(action && { action }),
  };
}

/** The latest attended version of an item. */
function attendedOf(item: Item): number {
  const [, , , version] = (item.by?.S ?? "").split("|");
  return Number(version ?? item.version?.N ?? 0);
}

/** Remembers of a row that was read what its item says of attended versions; the row itself has no field for it. */
export function noteRead(row: object, item: Item): void {
  const version = attendedOf(item);
  if (version !== Number(item.version?.N ?? 0)) attended.set(row, version);
}

/** The same of a row that was just written in place of `before`. */
export function noteWritten({ unattended }: Stamp, after: AnyRow, before?: AnyRow): void {
  if (unattended) attended.set(after, attendedVersion(before));
}

/** True where what stands in place of the row that was read is the product's own work, with no person's between. */
export const isProgress = (found: Item | undefined, readVersion: number): boolean =>
  found !== undefined && Number(found.version?.N) > readVersion && attendedOf(found) <= readVersion;
