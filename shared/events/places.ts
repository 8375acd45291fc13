import { isDeepStrictEqual } from "node:util";
import { anew } from "../table/anew.ts";
import { type AnyRow, type Entity, placesOfSharers, type RowOf } from "../table/entity.ts";
import { write } from "../table/table.ts";
import { type Change, type Emission, type Handler, handle, type Work, when } from "./event.ts";

/** Tries at a row that others are changing at the same time; after them the event is tried again. */
const TRIES_MAX = 5;

const placesOf = (of: Entity, row: object | undefined) => (row ? placesOfSharers(of, row as AnyRow) : []);

/** True where others share a row than did before. */
const isReshared = (of: Entity, before: object | undefined, after: object | undefined): boolean =>
  !isDeepStrictEqual(placesOf(of, before), placesOf(of, after));

/** The places of a row as it is now, whichever change of it is told; those that it had before that change go. */
async function settle<E extends Entity>(of: E, { before, after }: Change<RowOf<E>>, work: Work): Promise<void> {
  const only = { ...of, unique: {}, entries: (row: AnyRow) => placesOf(of, row) };
  await anew(TRIES_MAX, async () => {
    const row = after && (await work.table.find(of, after.id));
    if (row && isReshared(of, before, row)) await work.table.commit([write.settle(only, row, before)]);
  });
}

/** What keeps the places of those who share a row, for a noun of which they follow (`placesFollow`). */
export function followingPlaces<E extends Entity>(of: E): { emits: Emission[]; handles: Handler[] } {
  const event = `${of.noun}.shared` as const;
  const does = "gives it its places among what those who share it own";
  return {
    emits: [when(of, event, ({ before, after }) => isReshared(of, before, after))],
    handles: [handle(of, event, "rest", does, (change, work) => settle(of, change, work))],
  };
}
