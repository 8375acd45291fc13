import { expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { camtDocument } from "../support/fixtures/bank/camt.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

/** 3 % until the 10th, 2 % until the 22nd, 1 % until the 25th; the tenant's day is that of Shanghai. */
const TERMS = [
  { discountBasisPoints: 200, discountUntilOn: "2026-11-22" },
  { discountBasisPoints: 300, discountUntilOn: "2026-11-10" },
  { discountBasisPoints: 100, discountUntilOn: "2026-11-25" },
];

const CASES: [bookedAt: string, amount: string, status: string][] = [
  ["2026-11-10T15:59:59Z", "970.00", "paid"],
  ["2026-11-10T16:00:00Z", "970.00", "partlyPaid"],
  ["2026-11-10T16:00:00Z", "980.00", "paid"],
  ["2026-11-05T03:00:00Z", "980.00", "paid"],
  ["2026-11-22T15:59:59Z", "980.00", "paid"],
  ["2026-11-22T16:00:00Z", "980.00", "partlyPaid"],
  ["2026-11-22T16:00:00Z", "990.00", "paid"],
  ["2026-11-25T16:00:00Z", "990.00", "partlyPaid"],
];

test("each discount of a receivable is given up to its last day, in the tenant's zone", async () => {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  const account = await made(tenant.admin, "/v1/accounts", { name: "客户" });
  const owed = { accountId: account.id, amountMinor: 100_000, currency: "CNY", dueOn: "2026-12-31", terms: TERMS };
  const ids: string[] = [];
  for (const n of CASES.keys())
    ids.push((await made(tenant.admin, "/v1/receivables", { ...owed, reference: `INV-2026-${200 + 10 * n}` })).id);
  const entries = CASES.map(([bookedAt, amount], n) => ({
    ...{ amount, currency: "CNY", bookedAt, reference: `R${n}` },
    details: [{ amount, currency: "CNY", payer: { name: "客户" }, remittance: [`INV-2026-${200 + 10 * n}`] }],
  }));
  const xml = camtDocument({ message: "053", version: 8, statements: [{ id: "S", entries }] });
  expect((await bank.send(xml, "application/xml")).body).toMatchObject({ stored: CASES.length, rejected: [] });
  await stack().settled();
  const rows = await Promise.all(ids.map(async (id) => (await tenant.admin.get(`/v1/receivables/${id}`)).body));
  expect(rows.map(({ status }, n) => [...(CASES[n]?.slice(0, 2) ?? []), status])).toEqual(CASES);
});
