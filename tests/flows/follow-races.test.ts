import { expect, test } from "@jest/globals";
import * as z from "zod";
import { accountNoun } from "../../functions/accounts/noun.ts";
import { bucketPartition } from "../../functions/search/table.ts";
import { indexedOf, indexRecord, readEntry } from "../../functions/search/writing.ts";
import { ordered } from "../../functions/views/ordering.ts";
import { newId } from "../../shared/ids.ts";
import { orderEntries } from "../../shared/records/ordering.ts";
import { tenantPrefix } from "../../shared/table/action.ts";
import { type AnyRow, type Entity, entity, recordFields } from "../../shared/table/entity.ts";
import { tenantTable, write } from "../../shared/table/table.ts";
import { dump } from "../support/dump.ts";
import { plannedFaults, seeded } from "../support/faults.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

const faults = plannedFaults({ seed: 11, rate: 0.15 });
faults.enabled = false;
const stack = useStack({ interceptor: faults });

const ID = "dea_00000000000000000001";
const NOW = "2026-11-24T08:00:00.000Z";
const NAMES = ["上海云帆科技", "上海云峰科技有限公司", "Acme Robotics", "Acme Labs", "北京云帆"];
const OWNERS = ["usr_00000000000000000001", "usr_00000000000000000002"];
const VERSIONS_MAX = 5;
/** Tries at what a failing database hands back. */
const TRIES_MAX = 50;

/** Its rows are followed by nothing of the product. */
const deal = entity({
  ...{ noun: "deal", plural: "deals", prefix: "dea", orders: ["name", "ownerId"] },
  schema: z.looseObject({ ...recordFields, name: z.string(), ownerId: z.string() }),
}) as Entity;

/** The versions of a record: its name, whose it is and whether it is to be found change; at last it may be gone. */
function history(random: () => number): (AnyRow | undefined)[] {
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const rows: (AnyRow | undefined)[] = Array.from({ length: 1 + Math.floor(random() * VERSIONS_MAX) }, (_, n) => ({
    ...{ id: ID, version: n + 1, createdAt: NOW, updatedAt: NOW, stage: "target" },
    ...{ name: one(NAMES), ownerId: one(OWNERS), ...(random() < 0.15 && { archived: true }) },
  }));
  return random() < 0.2 ? [...rows, undefined] : rows;
}

const SYSTEM = { actor: "system:test", from: "", requestId: "", unattended: true };

/** What some work on a tenant's rows is done with. */
async function workIn(tenantId: string) {
  const table = await tenantTable(tenantId, SYSTEM);
  const tenant = { customFields: new Map() } as never;
  return { table, tenant, now: NOW, newId: (prefix: string) => newId(prefix, new Date(NOW)) };
}

/** Tells of all, some twice, in any order, several at once, over a database that fails; what is handed back is told again. */
async function told<T>(random: () => number, all: readonly T[], tell: (one: T) => Promise<void>): Promise<void> {
  const twice = all.flatMap((one) => (random() < 0.4 ? [one, one] : [one]));
  const queue = twice.map((one) => ({ one, at: random(), tried: 1 })).sort((a, b) => a.at - b.at);
  faults.enabled = true;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const again = next;
      await tell(next.one).catch((error) => {
        if (again.tried === TRIES_MAX) throw error;
        queue.push({ ...again, tried: again.tried + 1 });
      });
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  faults.enabled = false;
}

test("the index is as the last version says, whoever writes at once, twice, late and over a failing database", async () => {
  for (let seed = 1; seed <= scaled(12, 200); seed++) {
    const random = seeded(seed);
    const tenantId = `ten_idx${seed}`;
    const work = await workIn(tenantId);
    const rows = history(random);
    const changes = rows.map((row, n) => ({ row, version: n + 1 }));
    await told(random, changes, ({ row, version }) =>
      indexRecord(work, accountNoun, { id: ID, version, row, isNew: version === 1 }),
    );
    const last = indexedOf(accountNoun, work.tenant, rows.at(-1));
    const expected = last.postings.map((entry) => {
      const { key, attributes } = readEntry(entry, last);
      return [`${bucketPartition(key.bucket)} ${key.term}`, attributes.w, attributes.o ?? []];
    });
    const prefix = `${tenantPrefix(tenantId)}q#`;
    const found = (await dump(stack(), prefix)).map(({ pk, sk, w, o }) => [
      `${bucketPartition(String(pk?.S).slice(prefix.length))} ${String(sk?.S).replace(/#dea_\d+$/, "")}`,
      Number(w?.N),
      (o?.L ?? []).map(({ S }) => S),
    ]);
    expect([seed, found.sort()]).toEqual([seed, expected.sort()]);
  }
}, 120_000);

test("a record stands in each order as it now is, however it changes while that is told", async () => {
  for (let seed = 1; seed <= scaled(12, 200); seed++) {
    const random = seeded(seed);
    const tenantId = `ten_ord${seed}`;
    const work = await workIn(tenantId);
    const rows = history(random).filter((row) => row !== undefined);
    const untilDone = (before: AnyRow | undefined, tried = 1): Promise<void> =>
      ordered(work, deal, ID, before).catch((error) => {
        if (tried === TRIES_MAX) throw error;
        return untilDone(before, tried + 1);
      });
    const telling: Promise<void>[] = [];
    faults.enabled = true;
    for (const [n, row] of rows.entries()) {
      const before = rows[n - 1];
      await work.table.commit([before ? write.replace(deal, before, row) : write.create(deal, row)]);
      // What follows from a change begins after it, and may last until some later ones were made.
      telling.push(untilDone(before));
      if (random() < 0.4) await Promise.all(telling);
    }
    await Promise.all(telling);
    faults.enabled = false;
    const places = (await dump(stack(), `${tenantPrefix(tenantId)}${ID}`)).filter(({ sk }) => sk?.S?.includes("~"));
    const expected = orderEntries(deal, rows.at(-1) as AnyRow);
    expect(places.map(({ g1s }) => g1s?.S).sort()).toEqual(
      expected.map((entry) => `${"order" in entry ? entry.order : ""}#${ID}`).sort(),
    );
  }
}, 120_000);
