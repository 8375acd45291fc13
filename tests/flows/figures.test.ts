import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { figureIds } from "../../functions/accounts/figures.ts";
import { FIGURES } from "../../functions/customers/figures.ts";
import { countInto } from "../../shared/records/counting.ts";
import {
  cellId,
  cellsOf,
  type Figure,
  figure,
  figureCell,
  figurePart,
  figureRows,
} from "../../shared/records/figures.ts";
import { type AnyRow, entity, recordFields } from "../../shared/table/entity.ts";
import { type Table, tenantTable, write } from "../../shared/table/table.ts";
import { linkBank } from "../support/bank.ts";
import { plannedFaults, seeded } from "../support/faults.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const faults = plannedFaults({ seed: 5, rate: 0.1 });
faults.enabled = false;
const stack = useStack({ interceptor: faults });

const stamp = { actor: "system:test", from: "", requestId: "" };
const NOW = "2026-11-24T08:00:00.000Z";

const deal = entity({
  noun: "deal",
  plural: "deals",
  prefix: "dea",
  schema: z.object({
    ...recordFields,
    accountId: z.string().optional(),
    departmentId: z.string(),
    currency: z.string(),
    on: z.string(),
    amountMinor: z.int(),
    stands: z.boolean(),
  }),
});

/** Deals that stand, by month, department and currency, and those of an account by currency. */
const deals = figure(deal, {
  name: "deal",
  when: (row) => row.stands,
  dimensions: {
    month: (row) => row.on.slice(0, 7),
    department: (row) => row.departmentId,
    account: (row) => row.accountId,
    currency: (row) => row.currency,
  },
  measures: { count: () => 1, amountMinor: (row) => row.amountMinor },
  cells: [
    { name: "dealsOfMonth", by: ["month", "department"], within: ["currency"] },
    { name: "dealsOfAccount", by: ["account"], within: ["currency"], measures: ["amountMinor"], bare: true },
  ],
});

type Row = AnyRow & { id: string; version: number };
const pick = <T>(random: () => number, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

/** The versions of some records: amounts, days, owners and accounts change, as they do by hand and by a merge. */
function histories(random: () => number): Row[][] {
  return Array.from({ length: 12 }, (_, n) =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, (_, version) => ({
      ...{ id: `dea_${n}`, version: version + 1, createdAt: NOW, updatedAt: NOW },
      ...{ departmentId: pick(random, ["dep_1", "dep_2"]), currency: pick(random, ["CNY", "USD"]) },
      ...{ on: pick(random, ["2026-10-31", "2026-11-01"]), amountMinor: Math.floor(random() * 100) },
      ...(random() < 0.8 && { accountId: pick(random, ["acc_1", "acc_2", "acc_3"]) }),
      stands: random() < 0.7,
    })),
  );
}

/** Numbers by cell and counter, without those that are nothing. */
const tidied = (cells: Map<string, Record<string, number>>) =>
  Object.fromEntries(
    [...cells].flatMap(([cell, sums]) => {
      const left = Object.entries(sums).filter(([, n]) => n !== 0);
      return left.length > 0 ? [[cell, Object.fromEntries(left.sort())]] : [];
    }),
  );

function addTo(cells: Map<string, Record<string, number>>, cell: string, sums: Record<string, unknown>): void {
  const row = cells.get(cell) ?? {};
  for (const [name, n] of Object.entries(sums)) {
    if (typeof n === "number" && name !== "spread") row[name] = (row[name] ?? 0) + n;
  }
  cells.set(cell, row);
}

async function standing(table: Table, cells: readonly string[]) {
  const found = new Map<string, Record<string, number>>();
  for (const cell of cells) for (const row of await figureRows(table, [cell])) addTo(found, cell, row);
  return tidied(found);
}

/** The same from the rows as they are, by another way. */
function recomputed(of: Figure, rows: readonly Row[]) {
  const found = new Map<string, Record<string, number>>();
  for (const row of rows) for (const [cell, sums] of Object.entries(cellsOf(of, row))) addTo(found, cell, sums);
  return tidied(found);
}

const CELLS = [
  ...["2026-10", "2026-11"].flatMap((month) =>
    ["dep_1", "dep_2"].map((department) => cellId("dealsOfMonth", [month, department])),
  ),
  ...["acc_1", "acc_2", "acc_3"].map((account) => cellId("dealsOfAccount", [account])),
];

describe("a figure", () => {
  test("equals a recomputation after histories told in any order, twice, at once and over a failing database", async () => {
    for (let seed = 1; seed <= scaled(4, 40); seed++) {
      const random = seeded(seed);
      const table = await tenantTable(`ten_fig${seed}`, stamp);
      const all = histories(random);
      const told = all.flat().flatMap((row) => (random() < 0.4 ? [row, row] : [row]));
      const queue = told.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at);
      faults.enabled = true;
      const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          const { row } = next;
          const again = (): Promise<void> => countInto({ table, now: NOW }, deals, { ...row, row });
          // What is handed back is told again.
          await again().catch(() => queue.push({ row, at: 0 }));
        }
      };
      await Promise.all(Array.from({ length: 4 }, worker));
      faults.enabled = false;
      const last = all.map((versions) => versions.at(-1) as Row);
      expect(await standing(table, CELLS)).toEqual(recomputed(deals, last));
      for (const { id } of last) {
        await countInto({ table, now: NOW }, deals, { id, version: 99, row: undefined });
      }
      expect(await standing(table, CELLS)).toEqual({});
    }
  }, 120_000);

  test("that many records add to at once is spread over rows, and asked for as one", async () => {
    const table = await tenantTable("ten_busy", stamp);
    const rows = Array.from({ length: 60 }, (_, n) => ({
      ...{ id: `dea_${n}`, version: 1, createdAt: NOW, updatedAt: NOW, accountId: "acc_9", departmentId: "dep_9" },
      ...{ currency: "CNY", on: "2026-11-24", amountMinor: n, stands: true },
    }));
    for (const row of rows) await countInto({ table, now: NOW }, deals, { ...row, row });
    const cell = cellId("dealsOfAccount", ["acc_9"]);
    expect((await table.find(figureCell, cell))?.spread).toBe(8);
    expect((await figureRows(table, [cell])).length).toBeGreaterThan(2);
    expect(await standing(table, [cell])).toEqual({ [cell]: { CNY: 1_770 } });
  });

  test("counts what is told at once together, writes each cell once for all, and leaves out alone what cannot be counted", async () => {
    const table = await tenantTable("ten_together", stamp);
    const rows = Array.from({ length: 60 }, (_, n) => ({
      ...{ id: `dea_${n}`, version: 1, createdAt: NOW, updatedAt: NOW, accountId: "acc_8", departmentId: "dep_8" },
      ...{ currency: "CNY", on: n === 40 ? undefined : "2026-11-24", amountMinor: n, stands: true },
    }));
    let calls = 0;
    const counting: Table = new Proxy(table, {
      get: (of, name) => {
        if (name === "commit") calls += 1;
        const value = Reflect.get(of, name);
        return typeof value === "function" ? value.bind(of) : value;
      },
    });
    const told = rows.map((row) => countInto({ table: counting, now: NOW }, deals, { ...row, row }));
    const failed = (await Promise.allSettled(told)).flatMap(({ status }, n) => (status === "rejected" ? [n] : []));
    expect(failed).toEqual([40]);
    const [month, account] = [cellId("dealsOfMonth", ["2026-11", "dep_8"]), cellId("dealsOfAccount", ["acc_8"])];
    expect(await standing(table, [month, account])).toEqual({
      [month]: { CNY_count: 59, CNY_amountMinor: 1_730 },
      [account]: { CNY: 1_730 },
    });
    // Of the sixty those beside the one that fails are counted one by one.
    expect(calls).toBeLessThan(45);
  });

  test("is whole where it becomes busy with a record that is counted twice at once", async () => {
    for (let seed = 1; seed <= scaled(3, 60); seed++) {
      const table = await tenantTable(`ten_twice${seed}`, stamp);
      const rowOf = (n: number) => ({
        ...{ id: `dea_${n}`, version: 1, createdAt: NOW, updatedAt: NOW, accountId: "acc_9", departmentId: "dep_9" },
        ...{ currency: "CNY", on: "2026-11-24", amountMinor: n, stands: true },
      });
      const tell = (n: number) => countInto({ table, now: NOW }, deals, { ...rowOf(n), row: rowOf(n) });
      for (let n = 1; n <= 9; n++) await tell(n);
      await Promise.all([tell(10), tell(10)]);
      for (let n = 11; n <= 30; n++) await tell(n);
      const cell = cellId("dealsOfAccount", ["acc_9"]);
      expect(await standing(table, [cell])).toEqual({ [cell]: { CNY: 465 } });
    }
  });

  test("is counted anew from the records while others write, whatever it said before", async () => {
    const tenant = await openTenant(stack());
    const bank = await linkBank(stack(), tenant);
    const account = await made(tenant.admin, "/v1/accounts", { name: "上海某某科技有限公司" });
    const owe = (reference: string) =>
      made(tenant.admin, "/v1/receivables", {
        ...{ accountId: account.id, reference, amountMinor: 500, currency: "CNY", dueOn: "2026-12-31" },
      });
    const pay = (bankReference: string, remittance: string) =>
      bank.tell([
        { bankReference, remittance, bookedOn: "2026-11-22", direction: "credit", amountMinor: 500, currency: "CNY" },
      ]);
    const owed = [await owe("INV-2026-001"), await owe("INV-2026-002"), await owe("INV-2026-003")];
    await pay("1", "INV-2026-001");
    await stack().settled();
    const value = async () => (await tenant.admin.get(`/v1/accounts/${account.id}/360`)).body.value.figures;
    const before = await value();
    expect(before).toMatchObject([{ currency: "CNY", openMinor: 1_000, receivedMinor: 500 }]);

    // As where records are older than the figure.
    const table = await tenantTable(tenant.id, stamp);
    const { items } = (await tenant.admin.get("/v1/bank-transactions")).body;
    const records = [...owed, ...items] as { id: string }[];
    const parts = FIGURES.flatMap(({ name }) => records.map(({ id }) => `${figurePart.prefix}_${name}-${id}`));
    const today = stack().clock.now().toISOString().slice(0, 10);
    await table.commit(parts.map((id) => write.remove(figurePart, { id })));
    await table.commit(figureIds(account.id, today).map((id) => write.remove(figureCell, { id })));
    expect(await value()).toEqual([]);

    const begun = await tenant.admin.post("/v1/figure-recounts");
    expect(begun).toMatchObject({ status: 202, body: { state: "waiting", done: 0 } });
    await pay("2", "INV-2026-002");
    await stack().advance(120);
    await stack().settled();
    const { body } = await tenant.admin.get(`/v1/figure-recounts/${begun.body.id}`);
    // Three receivables and their day, two receipts and the credits of each, and the account by its name; and what lists
    // put into order: the account, the receivables.
    expect(body).toMatchObject({ state: "done", done: 15 });
    expect(await value()).toMatchObject([{ currency: "CNY", openMinor: 500, receivedMinor: 1_000 }]);
    const person = await tenant.person({ roles: ["sales"] });
    expect((await person.api.post("/v1/figure-recounts")).status).toBe(403);
  });
});
