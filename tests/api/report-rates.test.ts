import { expect, test } from "@jest/globals";
import { invoice, owedCompany } from "../support/report-owed.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack();

test("amounts of several currencies are told in one, each by the rate of its day, down to the rows; without a rate the answer says which", async () => {
  const { admin, east } = await owedCompany(stack());
  for (const [n, fields] of [
    { currency: "USD", amountMinor: 1_01, dueOn: "2026-11-10" },
    { currency: "USD", amountMinor: 1_01, dueOn: "2026-12-10" },
    { currency: "JPY", amountMinor: 333, dueOn: "2026-12-11" },
  ].entries()) {
    await made(admin, "/v1/receivables", invoice(east.id, `F-${n}`, fields));
  }
  await stack().settled();
  const ask = { facts: "receivables", measures: ["openMinor", "averageOpenMinor"], dimensions: ["dueOn.month"] };
  const period = { from: "2026-11-01", to: "2026-12-31" };
  const into = (more: object = {}) => admin.post("/v1/reports/query", { ...ask, period, convert: true, ...more });
  const refused = async (more: object = {}) => {
    const { status, body } = await into(more);
    return [status, body.errors.map(({ path, code, message }: Record<string, string>) => [path, code, message])];
  };
  expect((await admin.post("/v1/reports/query", { ...ask, period })).body.errors[0].message).toContain("convert");
  const lacks = (currency: string, on: string) => [
    ...["convert", "no_rate"],
    `No rate says what ${currency} is worth in CNY on ${on}; add one to the expense policy (PUT /v1/expense-policy).`,
  ];
  expect(await refused()).toEqual([
    422,
    expect.arrayContaining([lacks("USD", "2026-11-10"), lacks("JPY", "2026-12-11")]),
  ]);
  const rate = (currency: string, fromOn: string, of: string) => ({ currency, fromOn, rate: of });
  const rates = [
    rate("USD", "2026-11-11", "7.1"),
    rate("USD", "2026-12-01", "7.25"),
    rate("JPY", "2026-01-01", "0.0455"),
  ];
  expect((await admin.put("/v1/expense-policy", { rates })).status).toBe(200);
  // A rate that begins a day later is none.
  expect(await refused()).toEqual([422, [lacks("USD", "2026-11-10")]]);
  await admin.put("/v1/expense-policy", { rates: [...rates, rate("USD", "2026-01-01", "7")] });
  const { body } = await into();
  // 1.01 × 7 = 7.07; 1.01 × 7.25 = 7.3225 → 7.32; 333 yen × 0.0455 = 15.1515 → 15.15.
  expect(body.rows).toEqual([
    { "dueOn.month": "2026-11", openMinor: 100_00 + 7_07, averageOpenMinor: 53_54 },
    { "dueOn.month": "2026-12", openMinor: 7 + 7_32 + 15_15, averageOpenMinor: 7_51 },
  ]);
  expect(body.columns[1]).toMatchObject({ unit: "money", currency: "CNY" });
  const cell = { "dueOn.month": "2026-12" };
  const behind = await admin.post("/v1/reports/query/rows", {
    ...{ facts: "receivables", measures: ["openMinor"], period, convert: true, cell },
  });
  const amounts = behind.body.items.map(({ values }: { values: { openMinor: number } }) => values.openMinor);
  expect(amounts.sort((a: number, b: number) => a - b)).toEqual([7, 7_32, 15_15]);
  expect(behind.body.totals).toEqual({ openMinor: body.rows[1].openMinor });
  // A report of the catalogue, a saved one and a tile are put into one currency likewise; a day that rows lack has no rate.
  const run = await admin.get("/v1/reports/topDebtors/run?convert=true&period=all");
  expect(run.body.rows.map(({ openMinor }: { openMinor: number }) => openMinor)).toContain(
    100_07 + 7_07 + 7_32 + 15_15,
  );
  const tiles = [{ query: { ...ask, dimensions: [] }, parameters: { convert: true } }];
  const board = await made(admin, "/v1/dashboards", { name: "本币", tiles });
  const [tile] = (await admin.get(`/v1/dashboards/${board.id}/data`)).body.tiles;
  expect(tile.answer.totals.openMinor).toBe(30_00 + 100_07 + 7_07 + 7_32 + 15_15);
  const none = await refused({ period: undefined, on: "issuedOn" });
  expect(none).toEqual([
    422,
    expect.arrayContaining([["convert", "no_rate", expect.stringContaining("have no issuedOn")]]),
  ]);
});

test("weeks of reports begin on the tenant's own day, in periods, filters and levels", async () => {
  const { admin, east } = await owedCompany(stack());
  // A Sunday, and the Saturday before it.
  for (const dueOn of ["2026-12-06", "2026-12-05"]) {
    await made(admin, "/v1/receivables", invoice(east.id, `W-${dueOn}`, { dueOn, amountMinor: 5 }));
  }
  await stack().settled();
  const period = { from: "2026-12-02", to: "2026-12-31" };
  const ask = { facts: "receivables", measures: ["receivables"], dimensions: ["dueOn.week"], period };
  const weeks = async () =>
    (await admin.post("/v1/reports/query", ask)).body.rows.map((row: Record<string, unknown>) => row["dueOn.week"]);
  expect(await weeks()).toEqual(["2026-11-30"]);
  expect((await admin.put("/v1/fiscal-calendar", { weekStartsOn: 8 })).body.errors).toMatchObject([
    { path: "weekStartsOn" },
  ]);
  expect((await admin.put("/v1/fiscal-calendar", { weekStartsOn: 7 })).body).toMatchObject({ yearStartsInMonth: 1 });
  stack().clock.set(new Date(stack().clock.now().getTime() + 6_000));
  expect(await weeks()).toEqual(["2026-11-29", "2026-12-06"]);
});
