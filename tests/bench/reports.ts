import assert from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withDuck } from "../../functions/analytics/duck.ts";
import { fileKey, written } from "../../functions/analytics/files.ts";
import { columnsOf, tableSql } from "../../functions/analytics/relation.ts";
import { literal, named } from "../../functions/analytics/sql.ts";
import { baseId, CHANGE_SHARDS, type FactFile, factBase } from "../../functions/analytics/table.ts";
import { receivableFact } from "../../functions/receivables/reported.ts";
import type { Caller } from "../../infra/local/demo/caller.ts";
import { addMonths } from "../../shared/clock.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { onStage, readsOf, type Stage, tenantIn } from "./stage.ts";

/** Facts of one tenant. */
const SIZES = (process.env.SIZES ?? "1000,100000,1000000").split(",").map(Number);
const CALLS = Number(process.env.CALLS ?? 20);
const FIRST_MONTH = "2024-01-01";
const MONTHS = 36;
const DEPARTMENTS = 12;
const STAMP = { actor: "system:bench", from: "", requestId: "" };
/** A read unit of a consistent read. */
const UNIT_BYTES = 4_096;
const LOOK_EVERY_MS = 5;
const MB = 1_000_000;
/** People wait no longer for a table on the screen. */
const INTERACTIVE_MS = 1_000;

const MONTH_NAMES = Array.from({ length: MONTHS }, (_, n) => addMonths(FIRST_MONTH, n).slice(0, 7));

type Filed = { call: Caller; baseBytes: number };

/** The rows of one month: amounts, days and departments by turns, a third of them open. */
const rowsSql = (month: string, count: number, departments: readonly string[]): string => {
  const cases = departments.map((id, n) => `WHEN ${n} THEN ${literal(id)}`).join(" ");
  const department = `CASE i % ${DEPARTMENTS} ${cases} END`;
  const amount = "100000 + i % 9973";
  const open = `CASE WHEN i % 3 = 0 THEN ${amount} ELSE 0 END`;
  const said = {
    ...{ noun: "'receivable'", recordId: `'rcv_${month}' || lpad(CAST(i AS VARCHAR), 9, '0')`, part: "0" },
    ...{ owners: "'|usr_' || i % 40 || '|'", team: "''", home: department, departmentId: department },
    ...{ dueOn: `'${month}-' || lpad(CAST(1 + i % 28 AS VARCHAR), 2, '0')`, issuedOn: `'${month}-01'` },
    ...{ createdOn: `'${month}-01'`, accountId: "'acc_' || i % 5000", ownerId: "'usr_' || i % 40" },
    ...{ kind: "'invoice'", status: "CASE WHEN i % 3 = 0 THEN 'open' ELSE 'paid' END", currency: "'CNY'" },
    ...{ receivables: "1", openCount: "CASE WHEN i % 3 = 0 THEN 1 ELSE 0 END", amountMinor: amount, openMinor: open },
    ...{ paidMinor: `${amount} - (${open})` },
  };
  const columns = Object.entries(said).map(([name, sql]) => `${sql} AS ${named(name)}`);
  return `INSERT INTO ${named(month)} BY NAME SELECT ${columns.join(", ")} FROM range(${count}) t(i)`;
};

/** A tenant whose facts lie in files by month, written as the five minutes' run writes them. */
async function filed({ stack }: Stage, size: number): Promise<Filed> {
  const { id, call } = await tenantIn(stack, `租户 ${size}`);
  const departments: string[] = [];
  for (let n = 0; n < DEPARTMENTS; n++) {
    departments.push((await call("POST", "/v1/departments", { name: `部门 ${n}` })).id);
  }
  const folder = mkdtempSync(join(tmpdir(), "facts-"));
  const columns = columnsOf(receivableFact);
  const files = await withDuck(folder, async (duck) => {
    const made: FactFile[] = [];
    for (const [n, month] of MONTH_NAMES.entries()) {
      const count = Math.floor(size / MONTHS) + (n < size % MONTHS ? 1 : 0);
      await duck.run(tableSql(month, columns));
      await duck.run(rowsSql(month, count, departments));
      const key = fileKey(id, receivableFact.name, month, "fct_bench");
      made.push(await written(duck, { tenantId: id, folder }, receivableFact, { table: month, month, key }));
      await duck.run(`DROP TABLE ${named(month)}`);
    }
    return made;
  });
  rmSync(folder, { recursive: true });
  const now = stack.clock.now().toISOString();
  const at = { version: 1, createdAt: now, updatedAt: now, asOf: now };
  const base = { id: baseId(receivableFact.name), ...at, files, gone: [] };
  await (await tenantTable(id, STAMP)).create(factBase, base);
  return { call, baseBytes: Buffer.byteLength(JSON.stringify(base)) };
}

const MEASURES = ["receivables", "amountMinor", "paidMinor", "collectionRate"];
const WHOLE = { from: FIRST_MONTH, to: `${MONTH_NAMES.at(-1)}-28` };
const ONE_MONTH = { from: "2025-06-01", to: "2025-06-30" };
const split = (period: object, ...dimensions: string[]) => ({ measures: MEASURES, dimensions, period });

/** What is asked: the same of all months and of one, whom most is owed by, and the rows behind a cell. */
const QUESTIONS: Record<string, { path: string; body: object }> = {
  "36 months by department": { path: "query", body: split(WHOLE, "dueOn.month", "departmentId") },
  "36 months by account": { path: "query", body: { ...split(WHOLE, "accountId"), sort: "-amountMinor", limit: 10 } },
  "one month by department": { path: "query", body: split(ONE_MONTH, "dueOn.month", "departmentId") },
  "50 rows behind a cell": {
    path: "query/rows",
    body: { measures: ["amountMinor"], period: ONE_MONTH, cell: { "dueOn.month": "2025-06" }, limit: 50 },
  },
};

/** How far the process's memory, the engine's own included, rises while some work is done. */
async function risen<T>(work: () => Promise<T>): Promise<{ made: T; megabytes: number }> {
  const before = process.memoryUsage.rss();
  let highest = before;
  const look = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, LOOK_EVERY_MS);
  const made = await work();
  clearInterval(look);
  return { made, megabytes: Math.round((highest - before) / MB) };
}

/**
 * Prints what reports take of tenants of several sizes. Their floor is the row that names the files and one look at each
 * partition of what the files do not have yet, whatever the number of facts is.
 */
export const reports = (): Promise<void> =>
  onStage(async (stage) => {
    for (const size of SIZES) {
      const { call, baseBytes } = await filed(stage, size);
      await stage.stack.settled();
      const floor = Math.ceil(baseBytes / UNIT_BYTES) + CHANGE_SHARDS;
      const rows: Record<string, Record<string, number | string>> = {};
      for (const [name, { path, body }] of Object.entries(QUESTIONS)) {
        const ask = () => call("POST", `/v1/reports/${path}`, { facts: receivableFact.name, ...body });
        const { made, megabytes } = await risen(() => readsOf(CALLS, ask));
        rows[name] = {
          ...{ "p50 ms": Number(made.p50Ms.toFixed(1)), "p95 ms": Number(made.p95Ms.toFixed(1)) },
          "read units / floor": `${made.readUnits} / ${floor}`,
          ...{ requests: made.requests, "MB more": megabytes },
          verdict: made.p95Ms <= INTERACTIVE_MS ? "within" : `over ${INTERACTIVE_MS} ms`,
        };
      }
      const whole = { facts: receivableFact.name, ...split(WHOLE, "departmentId") };
      const { totals } = await call<{ totals: { receivables: number } }>("POST", "/v1/reports/query", whole);
      assert.equal(totals.receivables, size, "every fact is counted");
      console.log(`\n${size} facts in ${MONTHS} files`);
      console.table(rows);
    }
    console.log(`${CALLS} calls each, one after the other, on one machine with the stack itself.`);
  });
