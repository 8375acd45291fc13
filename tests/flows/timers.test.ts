import { expect, test } from "@jest/globals";
import * as z from "zod";
import { type Run, runDue } from "../../shared/due/run.ts";
import { SLOT_IDLE_MS, type SlotRow, timers } from "../../shared/due/timers.ts";
import { later } from "../../shared/duration.ts";
import { isStale } from "../../shared/table/anew.ts";
import { isDue } from "../../shared/table/due.ts";
import { type Entity, entity, nextVersion, type RowOf, recordFields } from "../../shared/table/entity.ts";
import { systemStore } from "../../shared/table/store.ts";
import { systemTable, type Table, tenantTable, write } from "../../shared/table/table.ts";
import { plannedFaults, seeded } from "../support/faults.ts";
import { lagging } from "../support/lag.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

const lag = lagging(() => 0);
const faults = plannedFaults({ seed: 11, rate: 0.06 });
faults.enabled = false;
useStack({
  lambdas: [],
  interceptor: {
    before: async (call) => (await lag.before?.(call)) ?? faults.before?.(call),
    around: lag.around?.bind(lag),
    after: lag.after?.bind(lag),
  },
});

const MINUTE = 60_000;
const START = "2026-11-24T08:00:00.000Z";
const stamp = { actor: "system:test", from: "", requestId: "" };
const Bell = z.object({ ...recordFields, slot: z.int(), dueAt: z.string().optional(), rung: z.int() });
let kinds = 0;

/** Bells that ring once, of an entity and with timers of their own for each test. */
function bells(slots: number, lookRows: number) {
  const bell = entity({
    ...{ noun: "bell", plural: "bells", prefix: "bel", schema: Bell, audited: false },
    indexes: {
      work: {
        by: ["slot"],
        tag: `bells${kinds}`,
        sorts: "dueAt",
        when: (row) => row.dueAt !== undefined,
        answers: "the bells of one slot",
      },
    },
  });
  const clock = timers({
    ...{
      noun: "bellSlot",
      plural: "slots of bells",
      prefix: "bsl",
      work: `bells${kinds++}`,
      shards: 2,
      slots,
      lookRows,
    },
    ...{ answers: "slots with bells to ring", of: () => bell as unknown as Entity },
  });
  const hang = async (table: Table, id: string, dueAt: string, now: string): Promise<void> => {
    const slot = clock.slotOf(id);
    await clock.ask(table, slot, dueAt, now);
    await table.create(bell, { id, version: 1, createdAt: now, updatedAt: now, slot, dueAt, rung: 0 });
  };
  /** Rings what is due, as work does: under the version that was read, and only if its time has come. */
  const ring =
    (table: Table, now: string, rung: string[]) =>
    async (id: string): Promise<boolean> => {
      const row: RowOf<typeof bell> | undefined = await table.find(bell, id);
      if (row?.dueAt === undefined) return true;
      expect(row.dueAt <= now).toBe(true);
      try {
        await table.commit([write.replace(bell, row, nextVersion(row, now, { dueAt: undefined, rung: row.rung + 1 }))]);
        rung.push(id);
        return true;
      } catch (error) {
        if (isStale(error)) return true;
        return false;
      }
    };
  const run = async (at: string, rung: string[] = [], holder = "one"): Promise<void> => {
    const instance: Run = {
      ...{ table: systemTable(stamp), store: systemStore(), holder, now: () => new Date(at) },
      leftMs: () => Number.POSITIVE_INFINITY,
    };
    await runDue(clock.entity, instance, async ({ tenantId, id }) => {
      const table = await tenantTable(tenantId, stamp);
      const row = (await table.find(clock.entity, id)) as SlotRow | undefined;
      if (!row || !isDue(clock.entity, row, at)) return;
      await clock.look(table, row, at, ring(table, at, rung)).catch((error) => {
        if (!isStale(error)) throw error;
      });
    });
  };
  const rungOf = async (table: Table, id: string): Promise<number> => (await table.get(bell, id)).rung;
  const slotsLeft = async (table: Table): Promise<number> => {
    const ids = Array.from({ length: slots }, (_, slot) => `bsl_bells${kinds - 1}${slot}`);
    return (await table.getMany(clock.entity, ids, true)).size;
  };
  return { hang, run, rungOf, slotsLeft };
}

let tenants = 0;
const tableOf = (): Promise<Table> => tenantTable(`ten_bells${tenants++}`, stamp);

test("a tenant with very many timers at one hour holds up another's few for one look, and has all of its own done", async () => {
  const { hang, run } = bells(1, 10);
  const [many, few] = [await tableOf(), await tableOf()];
  for (let n = 0; n < 45; n++) await hang(many, `bel_many${n}`, later(START, MINUTE), START);
  for (let n = 0; n < 3; n++) await hang(few, `bel_few${n}`, later(START, 2 * MINUTE), START);
  const rung: string[] = [];
  await run(later(START, 2 * MINUTE), rung);
  expect(rung.filter((id) => id.startsWith("bel_few"))).toHaveLength(3);
  // A look is ten; the slot comes once more behind all others that were due by then.
  expect(rung.filter((id) => id.startsWith("bel_many"))).toHaveLength(20);
  expect(rung.findLastIndex((id) => id.startsWith("bel_few"))).toBeLessThan(13);
  for (let minute = 3; minute < 8; minute++) await run(later(START, minute * MINUTE), rung);
  expect(new Set(rung).size).toBe(48);
});

test("slots sleep until their next timer and go with their last; a sooner one wakes them", async () => {
  const { hang, run, slotsLeft } = bells(1, 10);
  const table = await tableOf();
  const rung: string[] = [];
  const until = async (from: number, to: number): Promise<void> => {
    for (let minute = from; minute <= to; minute++) await run(later(START, minute * MINUTE), rung);
  };
  await hang(table, "bel_far", later(START, 60 * MINUTE), START);
  await hang(table, "bel_near", later(START, MINUTE), START);
  await until(1, 12);
  expect(rung).toEqual(["bel_near"]);
  await hang(table, "bel_sooner", later(START, 20 * MINUTE), later(START, 13 * MINUTE));
  await until(13, 60);
  expect(rung).toEqual(["bel_near", "bel_sooner", "bel_far"]);
  await until(61, 61 + (2 * SLOT_IDLE_MS) / MINUTE);
  expect(await slotsLeft(table)).toBe(0);
});

test("every timer is done once and within minutes of its time, whatever lags, is refused, or runs at once", async () => {
  for (let seed = 1; seed <= scaled(1, 20); seed++) {
    const random = seeded(seed);
    const { hang, run, rungOf } = bells(2, 5);
    const tables = [await tableOf(), await tableOf()];
    const planned = Array.from({ length: 20 }, (_, n) => ({
      table: tables[n % 2] as Table,
      id: `bel_n${n}`,
      hungAt: Math.floor(random() * 20),
      after: Math.floor(random() * 20),
    }));
    const rung: string[] = [];
    for (let minute = 0; minute <= 50; minute++) {
      const now = later(START, minute * MINUTE);
      for (const one of planned.filter(({ hungAt }) => hungAt === minute)) {
        await hang(one.table, one.id, later(now, one.after * MINUTE), now);
      }
      lag.lagOf = ({ index }) => (index ? Math.floor(random() * 150) : 0);
      faults.enabled = true;
      await Promise.allSettled([run(now, rung, "a"), run(now, rung, "b")]);
      faults.enabled = false;
      lag.lagOf = () => 0;
    }
    for (const { table, id } of planned) expect([id, await rungOf(table, id)]).toEqual([id, 1]);
  }
}, 120_000);
