import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { DatedRate } from "../../shared/dated-rate.ts";
import { rateOn } from "../../shared/rates.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const RATES: DatedRate[] = [
  { currency: "EUR", fromOn: "2026-01-01", rate: "7.8" },
  { currency: "EUR", fromOn: "2027-03-01", rate: "8.0" },
  { currency: "JPY", fromOn: "2026-01-01", rate: "0.05" },
];
/** Minor units of a whole unit. */
const MINOR: Record<string, number> = { CNY: 100, EUR: 100, JPY: 1 };

type Deal = { amountMinor: number; currency: string; expectedOn: string };
const deal: fc.Arbitrary<Deal> = fc.record({
  amountMinor: fc.integer({ min: 1, max: 1_000_000 }),
  currency: fc.constantFrom("CNY", "EUR", "JPY"),
  expectedOn: fc.constantFrom("2026-12-31", "2027-02-28", "2027-03-01", "2027-06-30"),
});

const sumOf = (deals: readonly Deal[], worth: (one: Deal) => number): number =>
  deals.reduce((sum, d) => sum + worth(d), 0);

/** What a deal comes to in fen at the rate of its day, half away from zero. */
const inFen = ({ amountMinor, currency, expectedOn }: Deal, rates: readonly DatedRate[]): number => {
  const rate = currency === "CNY" ? "1" : (rateOn(rates, currency, expectedOn) as string);
  const tenThousandths = BigInt(Math.round(Number(rate) * 10_000));
  const exact = BigInt(amountMinor) * tenThousandths * 100n;
  const down = 10_000n * BigInt(MINOR[currency] as number);
  return Number((2n * exact + down) / (2n * down));
};

test("amounts of several currencies are told apart or converted by the rates of their days, and never mixed", async () => {
  const { admin, id: tenantId } = await openTenant(stack());
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenantId}`, { requestsPerSecondMax: 10_000 });
  const field = (key: string, rollup: object) => {
    const base = { noun: "opportunity", by: "accountId", op: "sum", of: "amountMinor", ...rollup };
    return made(admin, "/v1/custom-fields", { noun: "account", key, label: key, type: "rollup", rollup: base });
  };
  const own = await field("own", {});
  expect(own.rollup).toMatchObject({ currency: "CNY" });
  await field("euro", { currency: "EUR" });
  const whole = await field("whole", { rates: RATES, on: "expectedOn" });
  await field("most", { op: "max", rates: RATES, on: "expectedOn" });
  const formula = { noun: "account", key: "big", label: "大", type: "formula", formula: "custom.whole > 100000000" };
  await made(admin, "/v1/custom-fields", formula);
  const runs = fc.sample(fc.array(deal, { minLength: 1, maxLength: 5 }), { numRuns: 6, seed: 3 });
  const accounts: { id: string; deals: Deal[] }[] = [];
  for (const [n, deals] of runs.entries()) {
    const { id } = await made(admin, "/v1/accounts", { name: `客户${n}` });
    for (const one of deals) await made(admin, "/v1/opportunities", { name: "单", accountId: id, ...one });
    accounts.push({ id, deals });
  }
  await stack().settled();
  const checked = async (rates: readonly DatedRate[]): Promise<void> => {
    for (const { id, deals } of accounts) {
      const { custom } = (await admin.get(`/v1/accounts/${id}`)).body;
      const of = (currency: string) =>
        sumOf(
          deals.filter((d) => d.currency === currency),
          (d) => d.amountMinor,
        );
      const [total, most] = [sumOf(deals, (d) => inFen(d, rates)), Math.max(...deals.map((d) => inFen(d, rates)))];
      expect(custom).toEqual({ own: of("CNY"), euro: of("EUR"), whole: total, most, big: total > 100_000_000 });
    }
  };
  await checked(RATES);
  const totals = accounts.map(({ deals }) => sumOf(deals, (d) => inFen(d, RATES)));
  const middle = [...totals].sort((a, b) => a - b)[2] as number;
  const some = (await admin.get(`/v1/accounts?custom.whole.gte=${middle}`)).body.items;
  expect(some).toHaveLength(totals.filter((one) => one >= middle).length);
  const view = {
    noun: "account",
    name: "v",
    filter: { field: "custom.whole", op: "gte", value: middle },
    sort: "-custom.whole",
  };
  const { id: viewId } = await made(admin, "/v1/views", view);
  const rows = (await admin.get(`/v1/views/${viewId}/rows`)).body.items;
  const shown = rows.map((row: { custom: { whole: number } }) => row.custom.whole);
  expect(shown).toEqual(totals.filter((one) => one >= middle).sort((a, b) => b - a));
  // What rates say later is reckoned anew for all that is there; where none says it, nobody knows the whole.
  const rollup = { noun: "opportunity", by: "accountId", op: "sum", of: "amountMinor", on: "expectedOn" };
  const later = RATES.map((one) => ({ ...one, rate: one.currency === "EUR" ? "9.1" : one.rate }));
  const patched = await admin.patch(`/v1/custom-fields/${whole.id}`, { rollup: { ...rollup, rates: later } });
  expect([patched.status, patched.body.rollup.currency]).toEqual([200, "CNY"]);
  await admin.post("/_local/clock", { advanceSeconds: 90 });
  await stack().settled();
  for (const { id, deals } of accounts) {
    const { custom } = (await admin.get(`/v1/accounts/${id}`)).body;
    expect(custom.whole).toBe(sumOf(deals, (d) => inFen(d, later)));
  }
  const { id: strange } = await made(admin, "/v1/accounts", { name: "美元客户" });
  await made(admin, "/v1/opportunities", { name: "单", accountId: strange, amountMinor: 5, currency: "USD" });
  await stack().settled();
  const { custom } = (await admin.get(`/v1/accounts/${strange}`)).body;
  expect([custom.own, custom.euro, custom.whole, custom.big]).toEqual([0, 0, undefined, undefined]);
});

test("a definition says what it may: currencies and rates are for amounts, and what is told in a currency stays so", async () => {
  const { admin } = await openTenant(stack());
  const base = { noun: "opportunity", by: "accountId" };
  const wrong = async (rollup: object) => {
    const body = { noun: "account", key: "bad", label: "x", type: "rollup", rollup: { ...base, ...rollup } };
    const reply = await admin.post("/v1/custom-fields", body);
    return [reply.status, reply.body.errors?.[0]?.path];
  };
  expect(await wrong({ op: "max", of: "expectedOn", currency: "EUR" })).toEqual([422, "rollup.currency"]);
  expect(await wrong({ op: "sum", of: "amountMinor", rates: RATES, on: "name" })).toEqual([422, "rollup.on"]);
  expect(await wrong({ op: "sum", of: "amountMinor", on: "expectedOn" })).toEqual([422, "rollup.on"]);
  const rate = { currency: "EUR", fromOn: "2026-01-01", rate: "0" };
  expect((await wrong({ op: "sum", of: "amountMinor", rates: [rate] }))[1]).toBe("rollup.rates.0.rate");
  const rollup = { ...base, op: "sum", of: "amountMinor" };
  const body = { noun: "account", key: "sum", label: "x", type: "rollup", rollup };
  const { id } = await made(admin, "/v1/custom-fields", body);
  const moved = await admin.patch(`/v1/custom-fields/${id}`, { rollup: { ...rollup, currency: "EUR" } });
  expect([moved.status, moved.body.errors[0].path]).toEqual([422, "rollup.currency"]);
  const other = await admin.patch(`/v1/custom-fields/${id}`, { rollup: { ...rollup, op: "max" } });
  expect([other.status, other.body.errors[0].path]).toEqual([422, "rollup"]);
});
