import * as z from "zod";
import { later } from "../duration.ts";
import { Kept } from "../kept.ts";
import { instant } from "../schema.ts";
import { anew, isOvertaken } from "../table/anew.ts";
import { type Entity, entity, nextVersion, type RowOf, recordFields } from "../table/entity.ts";
import type { Table } from "../table/table.ts";

const Watch = z.object({
  ...recordFields,
  dueAt: instant,
  /** How often in a row there was nothing to do. */
  idle: z.int().min(0),
});
export type WatchRow = RowOf<Entity<typeof Watch>>;

export type WatchSpec = {
  noun: string;
  plural: string;
  prefix: string;
  /** What is due, and over how many shards the tenants are spread; see `Due`. */
  work: string;
  shards: number;
  answers: string;
  /** So long after it was asked for, it is looked for the first time. */
  firstMs: number;
  /** So long after a look that found something the next one comes; none: at the next run. */
  everyMs?: number;
  /** So long after a look that found nothing the next one comes. */
  idleMs: number;
};

/**
 * Something of a tenant that is looked for by the clock while there may be some: lines that nobody has decided, leads that
 * wait. Whatever may bring it about asks for the watch first. Two looks in a row that find nothing end it, so a tenant in
 * which nothing happens costs nothing.
 */
export type Watch = WatchSpec & {
  entity: Entity<typeof Watch>;
  /** Asks for the watch, before that is written which is to be looked for. */
  ask(table: Table, now: string): Promise<void>;
  /** What becomes of the watch after a look: its next version, or nothing where it ends. */
  afterLook(row: WatchRow, found: boolean, now: string): WatchRow | undefined;
};

/** A process asks anew after so long. What it writes meanwhile is found by the second look at the latest. */
const ASKED_KEPT_MS = 60_000;
/** Longer than a process relies on what it asked, and than a transaction takes. */
const IDLE_MS_MIN = 180_000;
const IDLE_LOOKS = 2;
const TRIES_MAX = 5;
/** A watch that finds something at every run is dated anew so often, so that no day that is over has to be looked at. */
const DATED_MS = 3_600_000;

export function watch(spec: WatchSpec): Watch {
  const { noun, plural, prefix, work, shards, answers, firstMs, everyMs, idleMs } = spec;
  if (idleMs < IDLE_MS_MIN) throw new Error(`${noun} could end while somebody relies on it.`);
  const made = entity({
    noun,
    plural,
    prefix,
    audited: false,
    scoped: false,
    schema: Watch,
    due: { work, shards, at: (row) => row.dueAt, answers },
  });
  const id = `${prefix}_${work}`;
  const asked = new Kept<true>(ASKED_KEPT_MS);
  const begun = async (table: Table, now: string): Promise<true> => {
    const row = await table.find(made, id);
    const base = { id, version: 1, createdAt: now, updatedAt: now, idle: 0 };
    if (!row) await table.create(made, { ...base, dueAt: later(now, firstMs) });
    else if (row.idle > 0) await table.replace(made, row, nextVersion(row, now, { idle: 0 }));
    return true;
  };
  return {
    ...spec,
    entity: made,
    ask: async (table, now) => {
      if (!table.isTrial) await asked.get(table.tenantId, () => anew(TRIES_MAX, () => begun(table, now), isOvertaken));
    },
    afterLook: (row, found, now) => {
      if (!found && row.idle + 1 >= IDLE_LOOKS) return undefined;
      if (!found) return nextVersion(row, now, { idle: row.idle + 1, dueAt: later(now, idleMs) });
      if (everyMs) return nextVersion(row, now, { idle: 0, dueAt: later(now, everyMs) });
      const isYoung = row.idle === 0 && Date.parse(now) - Date.parse(row.updatedAt) < DATED_MS;
      return isYoung ? row : nextVersion(row, now, { idle: 0, dueAt: now });
    },
  };
}
