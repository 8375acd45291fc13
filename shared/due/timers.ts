import * as z from "zod";
import { later } from "../duration.ts";
import { instant } from "../schema.ts";
import { anew, isOvertaken } from "../table/anew.ts";
import { dueUntil } from "../table/due.ts";
import { type AnyRow, type Entity, entity, nextVersion, type RowOf, recordFields, shardOf } from "../table/entity.ts";
import { sourceOf } from "../table/list.ts";
import { type Table, write } from "../table/table.ts";

const Slot = z.object({
  ...recordFields,
  slot: z.int().min(0),
  dueAt: instant,
  /** 0: something was found. 1: one look found nothing. 2: it is not looked at before the first of its timers. */
  idle: z.int().min(0).max(2),
});
export type SlotRow = RowOf<Entity<typeof Slot>>;

export type TimersSpec = {
  noun: string;
  plural: string;
  prefix: string;
  /** What is due, and over how many shards the slots of all tenants are spread; see `Due`. */
  work: string;
  shards: number;
  answers: string;
  /** Slots that the timers of one tenant are spread over. */
  slots: number;
  /** Timers of a slot that one look works off before it makes room for the slots of others. */
  lookRows: number;
  /** The rows that have timers: in the index `work`, by `slot` and in the order of `dueAt`. */
  of(): Entity;
};

/** Longer than a transaction takes, and than an index lags. */
export const SLOT_IDLE_MS = 180_000;
/** Timers of a slot that are worked on together. */
const AT_ONCE = 8;
const PAGE = 100;
const TRIES_MAX = 8;

/**
 * Timers of very many rows, fair between tenants. A tenant's timers lie in slots of its own, and what is due in all tenants
 * is the slots: a look works off some timers of one and puts it behind the slots of others. So a tenant with a million
 * timers in one hour holds up another's ten for no longer than a look takes.
 *
 *   timer written ──► slot awake ── look: some found ──► awake
 *                        ▲   └───── look: nothing ──► idle ── look: nothing ──► asleep until its next timer, or gone
 *                        └── a timer is written ◄───────┘
 *
 * Whoever writes a timer asks for its slot first. A slot falls asleep after two looks that are further apart than an index
 * lags, and whoever asks in between wakes it; so no timer is missed that was written when its slot was seen awake.
 */
export type Timers = {
  entity: Entity<typeof Slot>;
  slotOf(id: string): number;
  /** Asks for a row's slot, before the row's timer is written. */
  ask(table: Table, slot: number, at: string, now: string): Promise<void>;
  /** Works off some of what is due in a slot, and dates the slot anew. What fails stays due. */
  look(table: Table, row: SlotRow, now: string, perform: (id: string) => Promise<boolean>): Promise<void>;
};

export function timers({ slots, lookRows, of, ...spec }: TimersSpec): Timers {
  const { noun, plural, prefix, work, shards, answers } = spec;
  const slotRow = entity({
    ...{ noun, plural, prefix, audited: false, scoped: false, schema: Slot },
    due: { work, shards, at: (row) => row.dueAt, answers },
  });
  const idOf = (slot: number): string => `${prefix}_${work}${slot}`;

  const askOnce = async (table: Table, slot: number, at: string, now: string): Promise<void> => {
    const row = await table.find(slotRow, idOf(slot));
    const base = { id: idOf(slot), version: 1, createdAt: now, updatedAt: now };
    if (!row) await table.create(slotRow, { ...base, slot, dueAt: at, idle: 0 });
    else if (row.idle === 1 || at < row.dueAt) {
      await table.replace(slotRow, row, nextVersion(row, now, { idle: 0, dueAt: at < row.dueAt ? at : row.dueAt }));
    }
  };

  /** What was due and what is left of it, and the first timer that is not due yet. */
  const worked = async (table: Table, slot: number, now: string, perform: (id: string) => Promise<boolean>) => {
    const entity = of();
    const sources = [sourceOf(entity, "work", { slot })];
    let [found, left, after] = [0, false, undefined as string | undefined];
    do {
      const page = await table.list(entity, {
        sources,
        range: { to: dueUntil(now) },
        limit: Math.min(PAGE, lookRows),
        after,
      });
      const queue = page.rows.map(({ id }) => id);
      found += queue.length;
      const worker = async (): Promise<void> => {
        for (let id = queue.shift(); id !== undefined; id = queue.shift()) if (!(await perform(id))) left = true;
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      after = page.next;
    } while (after !== undefined && found < lookRows);
    const ahead = await table.list(entity, { sources, range: { from: dueUntil(now) }, limit: 1 });
    return { found, left: left || after !== undefined, next: (ahead.rows[0] as AnyRow | undefined)?.dueAt as string };
  };

  return {
    entity: slotRow,
    slotOf: (id) => shardOf(id, slots),
    ask: async (table, slot, at, now) => {
      if (!table.isTrial) await anew(TRIES_MAX, () => askOnce(table, slot, at, now), isOvertaken);
    },
    look: async (table, row, now, perform) => {
      const { found, left, next } = await worked(table, row.slot, now, perform);
      const soon = later(now, SLOT_IDLE_MS);
      const dated = (idle: number, dueAt: string) =>
        table.replace(slotRow, row, nextVersion(row, now, { idle, dueAt })).then(() => {});
      if (left) return dated(0, now);
      if (next !== undefined && next <= soon) return dated(0, next);
      if (found > 0 || row.idle !== 1) return dated(found > 0 ? 0 : 1, soon);
      if (next !== undefined) return dated(2, next);
      return table.commit([write.delete(slotRow, row)]);
    },
  };
}
