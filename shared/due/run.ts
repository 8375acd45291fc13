/**
 * What is due costs what is due. An entity says when a row is due (`due.at`), and the row then stands in the index of
 * work under `D#<work>#<day>#<shard>`, outside the tenants' partitions: written by the transaction that makes it due,
 * taken away by the one that cancels it. A run asks one query a shard and day, whatever tenants there are; the role
 * that asks may read keys alone there, and reads the row behind the wall. Several instances share the shards by
 * leases; the lease spares doubled work, the row's version decides. A row that was due before it was written stands at
 * the time of writing, so a day that is over and empty stays empty, and a mark says where looking begins. What is to
 * be looked for without a row of its own (lines that nobody has decided, messages that a queue has lost, leads that
 * wait) has a *watch*: one row a tenant, asked for before that is written which it looks for, and gone after two looks
 * at nothing.
 */
import assert from "node:assert";
import { errorFields, log } from "../log.ts";
import { isOvertaken } from "../table/anew.ts";
import { DUE_PREFIX, dueDay, duePartition, dueUntil } from "../table/due.ts";
import type { Entity } from "../table/entity.ts";
import { keeping } from "../table/keeping.ts";
import { INDEXES } from "../table/physical.ts";
import { type Store, toItem } from "../table/store.ts";
import type { Table } from "../table/table.ts";
import { Lease } from "./lease.ts";
import { dueMark, dueMarkId } from "./table.ts";

/** A row whose time has come, by its keys alone. */
export type Place = { tenantId: string; id: string };

export type Run = {
  /** The rows outside every tenant, for leases and marks. */
  table: Table;
  store: Store;
  /** Who works; of two instances each has a name of its own. */
  holder: string;
  now(): Date;
  /** Milliseconds until the run is ended from outside. */
  leftMs(): number;
};

/** Places of one query; between two of them the lease is looked at. */
const PAGE = 100;
/** Pieces of work of one run that are done together, over all shards. */
const AT_ONCE = 16;
/** A run ends itself this long before it would be ended. */
const SPARE_MS = 60_000;
/** Days that the first run of all looks back. */
const FIRST_LOOK_DAYS = 31;
/** So long after midnight nothing more is written to the day before: no transaction takes as long, and no index lags so. */
const DAY_ENDS_AFTER_MS = 600_000;

type Page = { places: Place[]; last?: string };

/** The keys of what is due in one partition, behind the place `after`. Nothing else of the rows is read. */
async function pageOf(store: Store, partition: string, to: string, after: string | undefined): Promise<Page> {
  const { pk, sk } = INDEXES.work;
  const { items } = await store.query({
    IndexName: "work",
    KeyConditionExpression: `${pk} = :pk AND ${sk} BETWEEN :low AND :high`,
    ExpressionAttributeValues: toItem({ ":pk": partition, ":low": after ? `${after}\u0000` : " ", ":high": to }),
    ProjectionExpression: `pk, ${sk}, id`,
    Limit: PAGE,
  });
  const places = items.map((item) => ({ tenantId: item.pk?.S?.split("#")[1] ?? "", id: item.id?.S ?? "" }));
  return { places, last: items.at(-1)?.[sk]?.S };
}

/** Does the work of some places, a few at once; false if it was broken off, or one of them failed and is due still. */
async function workThrough(run: Run, work: string, places: Place[], atOnce: number, perform: Perform) {
  const queue = [...places];
  let isWhole = true;
  const worker = async (): Promise<void> => {
    for (let place = queue.shift(); place; place = queue.shift()) {
      if (run.leftMs() < SPARE_MS) isWhole = false;
      else {
        await perform(place).catch((error) => {
          isWhole = false;
          log.error("due work failed", { work, ...place, ...errorFields(error) });
        });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return isWhole;
}

type Perform = (place: Place) => Promise<void>;
type Shard = { work: string; shard: number; shards: number };

/** Works off one shard, day by day. Gives the first day that still holds something, if any does. */
async function runShard(run: Run, { work, shard, shards }: Shard, days: number[], perform: Perform) {
  const to = dueUntil(run.now().toISOString());
  const lease = new Lease(run.table, { work, shard, holder: run.holder });
  let left: number | undefined;
  for (const day of days) {
    let after: string | undefined;
    for (;;) {
      const { places, last } = await pageOf(run.store, duePartition(work, day, shard), to, after);
      if (places.length === 0) break;
      // Whoever holds the lease is at it, and may leave something behind.
      if (run.leftMs() < SPARE_MS || !(await lease.held(run.now().toISOString()))) return left ?? day;
      const isWhole = await workThrough(run, work, places, Math.max(1, Math.floor(AT_ONCE / shards)), perform);
      if (!isWhole) left ??= day;
      after = last;
    }
  }
  await lease.release(run.now().toISOString());
  return left;
}

/**
 * Does what is due in all tenants, each piece by `perform`. It costs one query a shard and day and what there is to do; the
 * days that are over are asked as long as something is left in them. What fails holds up nothing else and stays due.
 */
export async function runDue({ due }: Entity, run: Run, perform: Perform): Promise<void> {
  assert(due, `${DUE_PREFIX} has a place for the entity`);
  const { work, shards } = due;
  const now = run.now();
  const today = dueDay(now.toISOString());
  const mark = await run.table.find(dueMark, dueMarkId(work));
  const first = Math.min(mark?.day ?? today - FIRST_LOOK_DAYS, today);
  const days = Array.from({ length: today - first + 1 }, (_, n) => first + n);
  const left = await Promise.all(
    Array.from({ length: shards }, (_, shard) => runShard(run, { work, shard, shards }, days, perform)),
  );
  const closed = dueDay(new Date(now.getTime() - DAY_ENDS_AFTER_MS).toISOString());
  const day = Math.min(closed, ...left.flatMap((d) => d ?? []));
  if (day !== mark?.day) await note(run.table, dueMarkId(work), now.toISOString(), day);
}

/** Notes the first day that may hold something. Of two runs that note it, the one that comes late leaves it as it is. */
async function note(table: Table, id: string, now: string, day: number): Promise<void> {
  const before = await table.find(dueMark, id);
  try {
    await table.commit([keeping(dueMark, { id, before, now }, { day })]);
  } catch (error) {
    if (!isOvertaken(error)) throw error;
  }
}
