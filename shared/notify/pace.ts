import * as z from "zod";
import { random } from "../config.ts";
import { base32 } from "../ids.ts";
import { anew, isOvertaken } from "../table/anew.ts";
import { entity, recordFields } from "../table/entity.ts";
import { keeping } from "../table/keeping.ts";
import type { Table } from "../table/table.ts";

/** Messages of marketing that one tenant sends a minute; what is more waits, so that it delays nobody else's. */
export const MARKETING_PER_MINUTE = 1_200;
const APART_MS = 60_000 / MARKETING_PER_MINUTE;
/** A message whose turn comes within this time leaves at once: what is due is looked for once a minute. */
const AT_ONCE_MS = 60_000;
const TRIES_MAX = 20;
const CHARS = 10;

/** Until when the turns of a tenant's marketing are given away. */
export const sendingPace = entity({
  noun: "sendingPace",
  plural: "paces of marketing",
  prefix: "spc",
  personal: { taker: "plain" },
  /** `taker` tells one who takes turns from another: two of one millisecond must not write the same row. */
  schema: z.object({ ...recordFields, until: z.string(), taker: z.string() }),
  scoped: false,
  audited: false,
});
const PACE_ID = `${sendingPace.prefix}_marketing`;

/** Gives the next turns of a tenant's marketing to so many messages: for each when it may leave, nothing for at once. */
export async function turnsFor(table: Table, count: number, now: string): Promise<(string | undefined)[]> {
  if (count === 0) return [];
  const at = Date.parse(now);
  const first = await anew(
    TRIES_MAX,
    async () => {
      const before = await table.find(sendingPace, PACE_ID);
      const from = Math.max(at, Date.parse(before?.until ?? now));
      const until = new Date(from + count * APART_MS).toISOString();
      const fields = { until, taker: base32(random(CHARS)) };
      await table.commit([keeping(sendingPace, { id: PACE_ID, before, now }, fields)]);
      return from;
    },
    isOvertaken,
  );
  return Array.from({ length: count }, (_, n) => {
    const turn = first + n * APART_MS;
    return turn - at < AT_ONCE_MS ? undefined : new Date(turn).toISOString();
  });
}
