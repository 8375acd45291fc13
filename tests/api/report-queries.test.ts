import { expect, test } from "@jest/globals";
import { invoice, owedCompany } from "../support/report-owed.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack();

const world = () => owedCompany(stack());

test("facts are summed up under the rights of whoever asks, and the rows behind a cell add up", async () => {
  const { admin, rep, chief, east, north, head, west } = await world();
  const ask = { facts: "receivables", measures: ["openMinor", "receivables"], dimensions: ["dueOn.month"] };
  const whole = await admin.post("/v1/reports/query", ask);
  expect([whole.status, whole.body.rows, whole.body.totals]).toEqual([
    200,
    [
      { "dueOn.month": "2025-11", openMinor: 30_00, receivables: 1 },
      { "dueOn.month": "2026-11", openMinor: 100_00, receivables: 1 },
      { "dueOn.month": "2026-12", openMinor: 7, receivables: 1 },
    ],
    { openMinor: 130_07, receivables: 3 },
  ]);
  const own = await rep.api.post("/v1/reports/query", { ...ask, dimensions: ["departmentId", "departmentId.top"] });
  expect(own.body.rows).toEqual([
    { departmentId: north.id, "departmentId.top": head.id, openMinor: 100_07, receivables: 2 },
  ]);
  expect(own.body.names).toEqual({ [north.id]: "北区", [head.id]: "销售部" });
  const branch = await chief.api.post("/v1/reports/query", { ...ask, dimensions: ["accountId.region"] });
  expect(branch.body.rows).toEqual([{ "accountId.region": "Łódź", openMinor: 100_07, receivables: 2 }]);
  const compared = await admin.post("/v1/reports/query", {
    ...{ ...ask, period: { from: "2026-11-01", to: "2026-11-30" }, compare: "previousYear" },
    sort: "-openMinor.change",
  });
  expect(compared.body.rows).toEqual([
    {
      ...{ "dueOn.month": "2026-11", openMinor: 100_00, "openMinor.before": 30_00, "openMinor.change": 70_00 },
      ...{ receivables: 1, "receivables.before": 1, "receivables.change": 0 },
    },
  ]);
  const filtered = await admin.post("/v1/reports/query", {
    ...{ ...ask, dimensions: ["accountId"] },
    filter: { not: { field: "accountId.region", op: "contains", value: "lodz" } },
  });
  expect(filtered.body.rows).toEqual([{ accountId: west.id, openMinor: 30_00, receivables: 1 }]);
  const behind = { facts: "receivables", measures: ["openMinor"], cell: { accountId: east.id }, limit: 1 };
  const first = await rep.api.post("/v1/reports/query/rows", behind);
  const second = await rep.api.post("/v1/reports/query/rows", { ...behind, cursor: first.body.nextCursor });
  const items = [...first.body.items, ...second.body.items];
  expect(items.map(({ noun }: { noun: string }) => noun)).toEqual(["receivable", "receivable"]);
  const sum = items.reduce((total: number, { values }) => total + values.openMinor, 0);
  expect([sum, first.body.totals.openMinor, second.body.nextCursor]).toEqual([100_07, 100_07, null]);
  const foreign = await admin.post("/v1/reports/query/rows", { ...behind, cursor: first.body.nextCursor });
  expect([foreign.status, foreign.body.code]).toEqual([400, "invalid_cursor"]);
  // A value that the dimension never has is in no cell.
  for (const cell of [{ accountId: 7 }, { currency: false }, { "dueOn.month": "x" }]) {
    const none = await admin.post("/v1/reports/query/rows", { ...behind, cell });
    expect([none.status, none.body.items]).toEqual([200, []]);
  }
});

test("the moves of a sale are told to whoever sees the sale now, as those of whoever had it then", async () => {
  const { admin, rep, person, east } = await world();
  const south = await made(admin, "/v1/departments", { name: "南区" });
  const other = await person({ roles: ["sales"], departmentId: south.id });
  const sale = await made(admin, "/v1/opportunities", { name: "商机", accountId: east.id, ownerId: rep.id });
  await admin.post(`/v1/opportunities/${sale.id}/move`, { stage: "proposal" });
  await stack().settled();
  const ask = { facts: "stageMoves", measures: ["moves"], dimensions: ["ownerId"] };
  const moves = async () =>
    (await Promise.all([rep.api, other.api].map((api) => api.post("/v1/reports/query", ask)))).map(
      ({ body }) => body.rows,
    );
  const told = [{ ownerId: rep.id, moves: 2 }];
  expect(await moves()).toEqual([told, []]);
  await admin.patch(`/v1/opportunities/${sale.id}`, { ownerId: other.id, departmentId: south.id });
  await stack().settled();
  expect((await rep.api.get(`/v1/opportunities/${sale.id}`)).status).toBe(404);
  expect(await moves()).toEqual([[], told]);
});

test("a question that has no answer says what to change", async () => {
  const { admin, east, person } = await world();
  await made(admin, "/v1/receivables", invoice(east.id, "E-3", { currency: "USD" }));
  await stack().settled();
  const ask = { facts: "receivables", measures: ["openMinor"] };
  const wrong = async (more: object) => {
    const { status, body } = await admin.post("/v1/reports/query", { ...ask, ...more });
    return [status, body.errors?.[0]?.code, body.errors?.[0]?.path];
  };
  expect(await wrong({})).toEqual([422, "mixed_currencies", "measures"]);
  expect(await wrong({ facts: "nothing" })).toEqual([422, "unknown_facts", "facts"]);
  expect(await wrong({ measures: ["open"] })).toEqual([422, "unknown_measure", "measures.0"]);
  expect(await wrong({ dimensions: ["colour"] })).toEqual([422, "unknown_dimension", "dimensions.0"]);
  expect(await wrong({ dimensions: ["dueOn.hour"] })).toEqual([422, "unknown_dimension", "dimensions.0"]);
  expect(await wrong({ period: { from: "1999-01-01", to: "2026-01-01" } })).toEqual([422, "too_wide", "period"]);
  expect(await wrong({ sort: "-colour", measures: ["receivables"] })).toEqual([422, "unknown_column", "sort"]);
  expect(await wrong({ filter: { field: "colour", op: "eq", value: "red" } })).toEqual([
    422,
    "unknown_filter",
    "filter.field",
  ]);
  expect(await wrong({ compare: "previousYear", measures: ["receivables"] })).toEqual([422, "required", "period"]);
  const both = await admin.post("/v1/reports/query", { ...ask, dimensions: ["currency"], sort: "currency" });
  expect(both.body.rows).toEqual([
    { currency: "CNY", openMinor: 130_07 },
    { currency: "USD", openMinor: 100_00 },
  ]);
  expect(both.body.totals).toEqual({ openMinor: null });
  const marketer = await person({ roles: ["marketing"] });
  const refused = await marketer.api.post("/v1/reports/query", { facts: "receivables", measures: ["receivables"] });
  expect([refused.status, refused.body.code]).toEqual([403, "forbidden"]);
  const known = await marketer.api.get("/v1/reports/facts");
  expect(known.body.items.map(({ name }: { name: string }) => name)).toContain("leads");
  expect(known.body.items.map(({ name }: { name: string }) => name)).not.toContain("receivables");
});
