import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { LEASE_MS } from "../../shared/due/lease.ts";
import { type Place, type Run, runDue } from "../../shared/due/run.ts";
import { watch } from "../../shared/due/watch.ts";
import { later } from "../../shared/duration.ts";
import { isStale } from "../../shared/table/anew.ts";
import { isDue } from "../../shared/table/due.ts";
import { entity, nextVersion, recordFields } from "../../shared/table/entity.ts";
import { systemStore } from "../../shared/table/store.ts";
import { systemTable, type Table, tenantTable, write } from "../../shared/table/table.ts";
import { consumed } from "../support/consumed.ts";
import { plannedFaults, seeded } from "../support/faults.ts";
import { lagging } from "../support/lag.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

const lag = lagging(() => 0);
const faults = plannedFaults({ seed: 7, rate: 0.08 });
faults.enabled = false;
useStack({
  lambdas: [],
  interceptor: {
    before: async (call) => (await lag.before?.(call)) ?? faults.before?.(call),
    after: lag.after?.bind(lag),
  },
});

const MINUTE = 60_000;
const START = "2026-11-24T08:00:00.000Z";
const stamp = { actor: "system:test", from: "", requestId: "" };
let kinds = 0;

/** An entity of its own for each test: something to be done `left` times, an hour apart. */
const chores = (shards = 4) =>
  entity({
    noun: "chore",
    plural: "chores",
    prefix: "cho",
    schema: z.object({ ...recordFields, left: z.int(), done: z.int(), dueAt: z.string() }),
    due: {
      work: `chores${kinds++}`,
      shards,
      at: (row) => (row.left > 0 ? row.dueAt : undefined),
      answers: "chores to be done",
    },
  });
type Chores = ReturnType<typeof chores>;

let tenants = 0;
const tableOf = (tenantId = `ten_due${tenants++}`): Promise<Table> => tenantTable(tenantId, stamp);

const choreAt = (id: string, dueAt: string, left = 1, now = START) => ({
  ...{ id: `cho_${id}`, version: 1, createdAt: now, updatedAt: now },
  ...{ left, done: 0, dueAt },
});

/** An instance at an instant; what it works on is noted. */
const instanceAt = (at: string, name = "one", more: Partial<Run> = {}): Run => ({
  table: systemTable(stamp),
  store: systemStore(),
  holder: name,
  now: () => new Date(at),
  leftMs: () => Number.POSITIVE_INFINITY,
  ...more,
});

/** Does a chore as work does: under the version that it read, and only if its time has come. */
const doing =
  (of: Chores, now: string, told: Place[] = []) =>
  async (place: Place): Promise<void> => {
    const table = await tableOf(place.tenantId);
    const row = await table.find(of, place.id);
    if (!row || !isDue(of, row, now)) return;
    told.push(place);
    const fields = { left: row.left - 1, done: row.done + 1, dueAt: later(row.dueAt, 60 * MINUTE) };
    await table.replace(of, row, nextVersion(row, now, fields)).catch((error) => {
      if (!isStale(error)) throw error;
    });
  };

async function run(of: Chores, at: string, told: Place[] = [], name = "one"): Promise<void> {
  await runDue(of, instanceAt(at, name), doing(of, at, told));
}

describe("due work", () => {
  test("is found in all tenants when its time has come, and not before; what was cancelled or moved is gone", async () => {
    const of = chores();
    const [a, b] = [await tableOf(), await tableOf()];
    await a.create(of, choreAt("here", later(START, 5 * MINUTE)));
    await b.create(of, choreAt("there", later(START, 5 * MINUTE)));
    await b.create(of, choreAt("later", later(START, 9 * MINUTE)));
    const gone = await a.create(of, choreAt("gone", later(START, 2 * MINUTE)));
    const moved = await a.create(of, choreAt("moved", later(START, 2 * MINUTE)));
    await a.commit([write.delete(of, gone)]);
    await a.replace(of, moved, nextVersion(moved, START, { dueAt: later(START, 600 * MINUTE) }));
    const told: Place[] = [];
    await run(of, later(START, 5 * MINUTE - 1), told);
    expect(told).toEqual([]);
    await run(of, later(START, 5 * MINUTE), told);
    await run(of, later(START, 6 * MINUTE), told);
    expect(told.map(({ tenantId, id }) => `${tenantId} ${id}`).sort()).toEqual(
      [`${a.tenantId} cho_here`, `${b.tenantId} cho_there`].sort(),
    );
  });

  test("costs what is due, however many tenants there are", async () => {
    const of = chores(2);
    for (let n = 0; n < 40; n++) await (await tableOf()).create(of, choreAt("x", later(START, 600 * MINUTE)));
    await run(of, START);
    const calls = await consumed(() => run(of, later(START, MINUTE)));
    expect(calls.map(({ operation }) => operation).sort()).toEqual(["GetItem", "Query", "Query"]);
  });

  test("that was due before it was written, or days before anybody looked, is done", async () => {
    const of = chores();
    const table = await tableOf();
    await run(of, START);
    const friday = later(START, 3 * 1_440 * MINUTE);
    await table.create(of, choreAt("past", "2020-01-01T00:00:00.000Z", 1, friday));
    await table.create(of, choreAt("missed", later(START, 10 * MINUTE)));
    const told: Place[] = [];
    await run(of, friday, told);
    expect(told.map(({ id }) => id).sort()).toEqual(["cho_missed", "cho_past"]);
    // Where the clock is set back, what is written then is found then.
    await table.create(of, choreAt("back", START, 1, START));
    await run(of, later(START, MINUTE), told);
    expect(told.at(-1)?.id).toBe("cho_back");
  });

  test("that fails stays due and holds up nothing else, also over midnight", async () => {
    const of = chores(1);
    const table = await tableOf();
    for (let n = 0; n < 250; n++) await table.create(of, choreAt(`n${n}`, START));
    const failing = async (place: Place): Promise<void> => {
      if (place.id === "cho_n7") throw new Error("broken");
      await doing(of, START)(place);
    };
    await runDue(of, instanceAt(START), failing);
    const left = async () =>
      (await Promise.all(Array.from({ length: 250 }, (_, n) => table.get(of, `cho_n${n}`)))).filter((c) => c.left > 0);
    expect((await left()).map(({ id }) => id)).toEqual(["cho_n7"]);
    const dayAfter = later(START, 1_500 * MINUTE);
    await runDue(of, instanceAt(dayAfter), failing);
    await run(of, later(dayAfter, 1_440 * MINUTE));
    expect(await left()).toEqual([]);
  });

  test("of an instance that died is taken by another when its lease is over, and by nobody before", async () => {
    const of = chores(1);
    const table = await tableOf();
    await table.create(of, choreAt("one", START));
    let begun = (): void => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let isOver = false;
    runDue(of, instanceAt(START, "dead"), () => {
      begun();
      return new Promise<void>(() => {});
    }).finally(() => {
      isOver = true;
    });
    await hasBegun;
    const told: Place[] = [];
    await run(of, later(START, LEASE_MS - 1), told, "other");
    expect(told).toEqual([]);
    await run(of, later(START, LEASE_MS), told, "other");
    expect(told).toHaveLength(1);
    expect(isOver).toBe(false);
  });

  test("that a run has no time for is done by the next run at once", async () => {
    const of = chores(1);
    const table = await tableOf();
    for (let n = 0; n < 40; n++) await table.create(of, choreAt(`n${n}`, START));
    let calls = 0;
    const ends = instanceAt(START, "short", { leftMs: () => (calls++ < 20 ? MINUTE * 10 : 0) });
    const told: Place[] = [];
    await runDue(of, ends, doing(of, START, told));
    expect(told.length).toBeLessThan(40);
    await run(of, later(START, MINUTE), told, "next");
    expect(told).toHaveLength(40);
  });

  test("takes effect once a time, whatever lags, is refused, or runs at once", async () => {
    for (let seed = 1; seed <= scaled(3, 20); seed++) {
      const random = seeded(seed);
      const of = chores(1 + Math.floor(random() * 4));
      const tables = await Promise.all(Array.from({ length: 4 }, () => tableOf()));
      const planned = Array.from({ length: 40 }, (_, n) => ({
        table: tables[n % 4] as Table,
        row: choreAt(`n${n}`, later(START, Math.floor(random() * 180) * MINUTE), 1 + Math.floor(random() * 3)),
      }));
      for (const { table, row } of planned) await table.create(of, row);
      const met = lag.met.reads + faults.met.lost;
      lag.lagOf = ({ index }) => (index ? Math.floor(random() * 200) : 0);
      faults.enabled = true;
      const told: Place[] = [];
      for (let minute = 0; minute <= 420; minute += 15) {
        const at = later(START, minute * MINUTE);
        const names = ["a", "b", "c"].slice(0, 1 + Math.floor(random() * 3));
        await Promise.allSettled(names.map((name) => run(of, at, told, name)));
      }
      lag.lagOf = () => 0;
      faults.enabled = false;
      expect(lag.met.reads + faults.met.lost).toBeGreaterThan(met);
      for (let minute = 435; minute <= 500; minute += 15) await run(of, later(START, minute * MINUTE), told);
      for (const { table, row } of planned) {
        expect(await table.get(of, row.id)).toMatchObject({ left: 0, done: row.left });
      }
    }
  }, 120_000);
});

describe("a watch", () => {
  const watches = () =>
    watch({
      ...{ noun: "choreWatch", plural: "chore watches", prefix: "wch", work: `watch${kinds++}`, shards: 1 },
      ...{ answers: "tenants with chores", firstMs: MINUTE, idleMs: 5 * MINUTE },
    });

  test("is looked after while there is something, and ends after two looks at nothing", async () => {
    const of = watches();
    const table = await tableOf();
    await of.ask(table, START);
    const looks: number[] = [];
    const found = new Set([1, 2, 3, 70]);
    for (let minute = 0; minute < 90; minute++) {
      const at = later(START, minute * MINUTE);
      await runDue(of.entity, instanceAt(at), async ({ id }) => {
        const row = await table.get(of.entity, id);
        looks.push(minute);
        const next = of.afterLook(row, found.has(minute), at);
        if (!next) await table.commit([write.delete(of.entity, row)]);
        else if (next !== row) await table.replace(of.entity, row, next);
      });
    }
    expect(looks).toEqual([1, 2, 3, 4, 9]);
  });

  test("that is about to end goes on for whoever asks for it, once for all who ask at once", async () => {
    const of = watches();
    const table = await tableOf();
    await Promise.all(Array.from({ length: 6 }, () => of.ask(table, START)));
    const [id] = [`wch_${of.work}`];
    const row = await table.get(of.entity, id);
    await table.replace(of.entity, row, of.afterLook(row, false, START) as typeof row);
    expect((await table.get(of.entity, id)).idle).toBe(1);
    const other = watch(of);
    await other.ask(table, later(START, MINUTE));
    expect(await table.get(of.entity, id)).toMatchObject({ idle: 0, dueAt: later(START, 5 * MINUTE) });
  });

  test("is not begun by what is only tried", async () => {
    const of = watches();
    const table = await tableOf();
    await of.ask(table.trial(), START);
    expect(await table.find(of.entity, `wch_${of.work}`)).toBeUndefined();
    await of.ask(table, START);
    expect(await table.find(of.entity, `wch_${of.work}`)).toBeDefined();
  });
});
