import { setImmediate } from "node:timers/promises";
import { saleFigure } from "../../functions/forecast/figures.ts";
import { opportunity } from "../../functions/opportunities/table.ts";
import { creditFigure } from "../../functions/quotas/figures.ts";
import type { Caller } from "../../infra/local/demo/caller.ts";
import { newId } from "../../shared/ids.ts";
import { type Cells, cellsOf, figureCell } from "../../shared/records/figures.ts";
import { storedItem, tenantPrefix } from "../../shared/table/action.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { Bulk } from "./bulk.ts";
import { onStage, readsOf, type Stage, tenantIn } from "./stage.ts";

/** Opportunities of one tenant; each has ten credits. */
const SIZES = (process.env.SIZES ?? "1000,100000").split(",").map(Number);
const CREDITS_EACH = 10;
const CALLS = Number(process.env.CALLS ?? 50);
const RATIO_MAX = 1.5;
const PEOPLE = 20;
const DEPARTMENTS = 4;
const MONTH = "2027-03";
const PERIOD = "2027-Q1";
const STAGES = ["new", "qualified", "proposal", "negotiation"];
const BY = "system:bench||";
const FIRST_AT = Date.parse("2026-01-01T00:00:00Z");
const YIELD_EVERY = 500;

function addTo(sums: Map<string, Record<string, number>>, cells: Cells): void {
  for (const [cell, counters] of Object.entries(cells)) {
    const own = sums.get(cell) ?? {};
    for (const [name, n] of Object.entries(counters)) own[name] = (own[name] ?? 0) + n;
    sums.set(cell, own);
  }
}

const saleOf = (n: number, accountId: string, people: readonly string[], departments: readonly string[]): AnyRow => {
  const at = new Date(FIRST_AT + n * 1_000);
  return {
    ...{ id: newId("opp", at), version: 1, createdAt: at.toISOString(), updatedAt: at.toISOString() },
    ...{ name: `商机 ${n}`, accountId, ownerId: people[n % PEOPLE], departmentId: departments[n % DEPARTMENTS] },
    ...{ pipelineId: "pip_standard", stage: STAGES[n % STAGES.length], status: "open", currency: "CNY" },
    ...{ amountMinor: 100_000 + (n % 9_973), expectedOn: `2027-0${1 + (n % 3)}-15` },
  };
};

/** What ten credits of a sale count as, as the figure of attainment has them. */
const earnedOf = (n: number, ownerId: unknown, departmentId: unknown): AnyRow => {
  const pieces = Array.from({ length: CREDITS_EACH }, (_, m) => ({
    ...{ month: `2027-0${1 + ((n + m) % 3)}`, departmentId, personId: ownerId, currency: "CNY" },
    ...{ facet: "a", measure: "credits", amountMinor: 1_000 + m },
  }));
  return { id: `crd_${n}`, version: 1, createdAt: "", updatedAt: "", pieces };
};

async function tenantOf({ stack, dataDir }: Stage, size: number): Promise<Caller> {
  const { id, call } = await tenantIn(stack, `租户 ${size}`);
  const idOf = async (path: string, body: object): Promise<string> =>
    (await call<{ id: string }>("POST", path, body)).id;
  const accountId = await idOf("/v1/accounts", { name: "北京某某软件有限公司" });
  const [departments, people]: [string[], string[]] = [[], []];
  for (let n = 0; n < DEPARTMENTS; n++) departments.push(await idOf("/v1/departments", { name: `部门 ${n}` }));
  for (let n = 0; n < PEOPLE; n++) {
    people.push(await idOf("/v1/users", { name: `销售${n}`, email: `rep${n}.${size}@example.com`, roles: ["sales"] }));
  }
  const [bulk, sums, prefix] = [new Bulk(dataDir), new Map<string, Record<string, number>>(), tenantPrefix(id)];
  for (let n = 0; n < size; n++) {
    const row = saleOf(n, accountId, people, departments);
    bulk.put(storedItem(opportunity, prefix, row, BY));
    addTo(sums, cellsOf(saleFigure, row));
    addTo(sums, cellsOf(creditFigure, earnedOf(n, row.ownerId, row.departmentId)));
    // The stack shares this process: its sockets and pollers must have their turn.
    if (n % YIELD_EVERY === 0) await setImmediate();
  }
  for (const [cell, counters] of sums) bulk.put(storedItem(figureCell, prefix, { id: cell, ...counters } as never, BY));
  bulk.close();
  return call;
}

/** What people look at each morning, and what a row of it is made of. */
const READS: Record<string, string> = {
  funnel: `/v1/funnel?from=${MONTH}&to=${MONTH}`,
  "rows of a stage": "/v1/funnel/rows?stage=proposal&limit=50",
  forecast: `/v1/forecast?period=${MONTH}`,
  attainment: `/v1/attainment?period=${PERIOD}&measure=credits`,
};

/**
 * Prints what funnel, forecast and attainment take of tenants of several sizes. Their floor is one read of each cell of a
 * department and month that they show, whatever the number of sales and credits is.
 */
export const outlook = (): Promise<void> =>
  onStage(async (stage) => {
    const tenants = new Map<number, Caller>();
    for (const size of SIZES) tenants.set(size, await tenantOf(stage, size));
    await stage.stack.settled({ withinMs: 600_000 });
    const rows: Record<string, Record<string, number | string>> = {};
    for (const [name, path] of Object.entries(READS)) {
      const figures = [];
      for (const [size, call] of tenants) figures.push({ size, ...(await readsOf(CALLS, () => call("GET", path))) });
      const ratio = (figures.at(-1)?.p95Ms ?? 0) / (figures[0]?.p95Ms ?? 1);
      const cells = figures.flatMap(({ size, p95Ms, requests, readUnits }) => [
        [`${size} p95 ms`, Number(p95Ms.toFixed(1))],
        [`${size} requests / units`, `${requests} / ${readUnits}`],
      ]);
      const verdict = ratio <= RATIO_MAX ? "within" : `over ${RATIO_MAX}`;
      rows[name] = { ...Object.fromEntries(cells), ratio: Number(ratio.toFixed(2)), verdict };
    }
    console.table(rows);
    console.log(
      `${CALLS} calls each; a sale has ${CREDITS_EACH} credits. Floor: the cells of ${DEPARTMENTS + 1} departments.`,
    );
  });
