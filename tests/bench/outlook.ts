import { setImmediate } from "node:timers/promises";
import { creditPack } from "../../functions/credits/table.ts";
import { BY_MONTH, MOVED, moveFigure, STANDING, saleFigure } from "../../functions/forecast/figures.ts";
import { lambdas } from "../../functions/modules.ts";
import { opportunity, stageMove } from "../../functions/opportunities/table.ts";
import { ATTAINED, creditFigure } from "../../functions/quotas/figures.ts";
import { type Caller, callerOf } from "../../infra/local/demo/caller.ts";
import { TABLE_NAME } from "../../infra/local/environment.ts";
import { newId } from "../../shared/ids.ts";
import { bodyOf, type Cells, cellId, cellsOf, figureCell } from "../../shared/records/figures.ts";
import { stepsOf, storedItem, tenantPrefix } from "../../shared/table/action.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import type { Item } from "../../shared/table/store.ts";
import { write } from "../../shared/table/table.ts";
import { Bulk } from "./bulk.ts";
import { onStage, readsOf, type Stage, tenantIn } from "./stage.ts";

/** Opportunities of one tenant; each has ten credits. */
const SIZES = (process.env.SIZES ?? "1000,100000").split(",").map(Number);
/** Credits are packed, those of one application and beneficiary in one row. */
const PACKS_EACH = 2;
const CREDITS_A_PACK = 5;
const CALLS = Number(process.env.CALLS ?? 50);
const RATIO_MAX = 1.5;
const PEOPLE = 20;
const DEPARTMENTS = 4;
const MONTH = "2027-03";
const PERIOD = "2027-Q1";
const MONTHS = ["2027-01", "2027-02", "2027-03"];
const STAGES = ["new", "qualified", "proposal", "negotiation"];
const PIPELINE = "pip_standard";
const BY = "system:bench||";
const FIRST_AT = Date.parse("2026-01-01T00:00:00Z");
/** Nothing runs by the clock: what it reads would be counted with a call. */
const ASKED = lambdas.filter(({ kind }) => kind !== "schedule");
const YIELD_EVERY = 500;
const UNIT_BYTES = 4_096;

type Sums = Map<string, Record<string, number>>;
type Company = { accountId: string; productId: string; people: string[]; departments: string[]; key: string };

function addTo(sums: Sums, cells: Cells): void {
  for (const [cell, counters] of Object.entries(cells)) {
    const own = sums.get(cell) ?? {};
    for (const [name, n] of Object.entries(counters)) own[name] = (own[name] ?? 0) + n;
    sums.set(cell, own);
  }
}

const monthOf = (n: number): string => MONTHS[n % MONTHS.length] as string;
const rowOf = (entity: Entity, at: Date): AnyRow => ({
  ...{ id: newId(entity.prefix, at), version: 1, createdAt: at.toISOString(), updatedAt: at.toISOString() },
});

function saleOf(n: number, { accountId, people, departments }: Company): AnyRow {
  return {
    ...rowOf(opportunity, new Date(FIRST_AT + n * 1_000)),
    ...{ name: `商机 ${n}`, accountId, ownerId: people[n % PEOPLE], departmentId: departments[n % DEPARTMENTS] },
    ...{ pipelineId: PIPELINE, stage: STAGES[n % STAGES.length], status: "open", currency: "CNY" },
    ...{ amountMinor: 100_000 + (n % 9_973), expectedOn: `${monthOf(n)}-15` },
  };
}

/** The move by which a sale came to where it stands. */
function moveOf(n: number, sale: AnyRow): AnyRow {
  const { id: opportunityId, pipelineId, stage: to, amountMinor, currency, ownerId, departmentId } = sale;
  return {
    ...rowOf(stageMove, new Date(String(sale.createdAt))),
    ...{ opportunityId, pipelineId, from: "new", to, stayedSeconds: n % 99_991, movedBy: ownerId },
    ...{ movedAt: sale.createdAt, movedOn: `${monthOf(n)}-10`, amountMinor, currency, ownerId, departmentId },
  };
}

/** The credits of one application, and the row that attainment counts of them: received and credited, by facet. */
function packOf(n: number, sale: AnyRow, { accountId, productId }: Company): [pack: AnyRow, counted: AnyRow] {
  const { ownerId, departmentId } = sale;
  const at = new Date(String(sale.createdAt));
  const base = rowOf(creditPack as Entity, at);
  const of = { accountId, currency: "CNY", beneficiaryId: ownerId, departmentId };
  const entries = Array.from({ length: CREDITS_A_PACK }, (_, m) => ({
    ...{
      ledger: "primary",
      productId,
      receivableId: newId("rcv", at),
      allocationId: newId("alc", at),
      amountMinor: 1_000 + m,
    },
  }));
  const pack = {
    ...base,
    ...of,
    bankTransactionId: newId("btx", at),
    earnedAt: `${monthOf(n)}-20T02:00:00.000Z`,
    entries,
  };
  const amountMinor = entries.reduce((sum, entry) => sum + entry.amountMinor, 0);
  const pieces = ["received", "credits"].flatMap((measure) =>
    ["a", `o${bodyOf(String(ownerId))}`, "tsubscription"].map((facet) => ({
      ...{ month: monthOf(n), departmentId, personId: ownerId, currency: "CNY", facet, measure, amountMinor },
    })),
  );
  return [pack, { ...pack, pieces } as AnyRow];
}

async function companyIn(call: Caller, size: number): Promise<Company> {
  const idOf = async (path: string, body: object): Promise<string> =>
    (await call<{ id: string }>("POST", path, body)).id;
  const accountId = await idOf("/v1/accounts", { name: "北京某某软件有限公司" });
  const catalogue = { productType: "subscription", listPriceMinor: 1_000, currency: "CNY" };
  const productId = await idOf("/v1/products", { code: "CRM", name: "CRM", ...catalogue });
  const [departments, people]: [string[], string[]] = [[], []];
  for (let n = 0; n < DEPARTMENTS; n++) departments.push(await idOf("/v1/departments", { name: `部门 ${n}` }));
  for (let n = 0; n < PEOPLE; n++) {
    people.push(await idOf("/v1/users", { name: `销售${n}`, email: `rep${n}.${size}@example.com`, roles: ["sales"] }));
  }
  const { key } = await call<{ key: string }>("POST", `/v1/users/${people[0]}/api-keys`, { name: "bench" });
  return { accountId, productId, people, departments, key };
}

/** A tenant with so many sales, who may ask, and what the cells of its figures hold. */
async function tenantOf({ stack, dataDir }: Stage, size: number) {
  const { id, call } = await tenantIn(stack, `租户 ${size}`);
  const company = await companyIn(call, size);
  const [bulk, sums, prefix]: [Bulk, Sums, string] = [new Bulk(dataDir), new Map(), tenantPrefix(id)];
  const put = (entity: Entity, row: AnyRow): void => {
    for (const step of stepsOf(write.create(entity, row), prefix, () => BY)) {
      const item = step.write.inTransaction(TABLE_NAME).Put?.Item;
      if (item) bulk.put(item as Item);
    }
  };
  for (let n = 0; n < size; n++) {
    const sale = saleOf(n, company);
    const move = moveOf(n, sale);
    put(opportunity as Entity, sale);
    put(stageMove as Entity, move);
    addTo(sums, cellsOf(saleFigure, sale));
    addTo(sums, cellsOf(moveFigure, move));
    for (let m = 0; m < PACKS_EACH; m++) {
      const [pack, counted] = packOf(n + m, sale, company);
      put(creditPack as Entity, pack);
      addTo(sums, cellsOf(creditFigure, counted));
    }
    // The stack shares this process: its sockets and pollers must have their turn.
    if (n % YIELD_EVERY === 0) await setImmediate();
  }
  for (const [cell, counters] of sums) bulk.put(storedItem(figureCell, prefix, { id: cell, ...counters } as never, BY));
  bulk.close();
  return { call, rep: callerOf(stack.baseUrl, company.key), sums, company };
}
type Tenant = Awaited<ReturnType<typeof tenantOf>>;

/** The read units of the cells of all departments in some months: what a reading of them cannot go below. */
function floorOf({ sums, company }: Tenant, cells: readonly (readonly [name: string, ...by: string[]])[]): number {
  const ids = cells.flatMap(([name, ...by]) => company.departments.map((at) => cellId(`${name}D`, [...by, at])));
  const bytes = (id: string): number =>
    Object.entries(sums.get(id) ?? {}).reduce((sum, [name, n]) => sum + name.length + String(n).length, 0);
  return ids.reduce((sum, id) => sum + Math.max(1, Math.ceil(bytes(id) / UNIT_BYTES)), 0);
}

/** What people look at each morning, and what a row of it is made of; of a figure, the cells that it is read from. */
type Read = { path: string; as?: "rep"; cells?: (readonly [name: string, ...by: string[]])[]; rows?: number };
const STAGE_ROWS = 50;
const TOP_ROWS = 10;
const READS: Record<string, Read> = {
  funnel: {
    path: `/v1/funnel?from=${MONTH}&to=${MONTH}`,
    cells: [
      [STANDING, PIPELINE],
      [MOVED, MONTH, PIPELINE],
    ],
  },
  "rows of a stage": { path: `/v1/funnel/rows?stage=proposal&limit=${STAGE_ROWS}`, rows: STAGE_ROWS },
  "top ten": { path: "/v1/funnel/top", rows: TOP_ROWS },
  forecast: { path: `/v1/forecast?period=${MONTH}`, cells: [[BY_MONTH, MONTH]] },
  attainment: {
    path: `/v1/attainment?period=${PERIOD}&measure=credits`,
    cells: MONTHS.map((month) => [ATTAINED, month] as const),
  },
  "a rep's forecast": { path: `/v1/forecast?period=${MONTH}`, as: "rep", rows: 2 },
  "a rep's attainment": { path: `/v1/attainment?period=${PERIOD}&measure=credits`, as: "rep", rows: 2 * MONTHS.length },
};

/**
 * Prints what funnel, forecast and attainment take of tenants of several sizes. Their floor is one read of each cell of a
 * department and month that they show, or of each row, whatever the number of sales and credits is.
 */
export const outlook = (): Promise<void> =>
  onStage(async (stage) => {
    const tenants = new Map<number, Tenant>();
    for (const size of SIZES) tenants.set(size, await tenantOf(stage, size));
    await stage.stack.settled({ withinMs: 600_000 });
    const rows: Record<string, Record<string, number | string>> = {};
    for (const [name, { path, as, cells, rows: shown = 0 }] of Object.entries(READS)) {
      const figures = [];
      for (const [size, tenant] of tenants) {
        const { call } = as ? { call: tenant.rep } : tenant;
        const floor = cells ? floorOf(tenant, cells) : shown / 2;
        figures.push({ size, floor, ...(await readsOf(CALLS, () => call("GET", path))) });
      }
      const ratio = (figures.at(-1)?.p95Ms ?? 0) / (figures[0]?.p95Ms ?? 1);
      const told = figures.flatMap(({ size, p95Ms, requests, readUnits, floor }) => [
        [`${size} p95 ms`, Number(p95Ms.toFixed(1))],
        [`${size} requests / units / floor`, `${requests} / ${readUnits} / ${floor}`],
      ]);
      const verdict = ratio <= RATIO_MAX ? "within" : `over ${RATIO_MAX}`;
      rows[name] = { ...Object.fromEntries(told), ratio: Number(ratio.toFixed(2)), verdict };
    }
    console.table(rows);
    console.log(
      `${CALLS} calls each; a sale has ${PACKS_EACH * CREDITS_A_PACK} credits. The floor of a figure is the cells of ${DEPARTMENTS} departments, read for certain; that of rows is their reading.`,
    );
  }, ASKED);
