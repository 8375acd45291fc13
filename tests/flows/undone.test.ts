import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { linkBank } from "../support/bank.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

const OWED = [10_000, 20_000, 30_000];

/** A customer with three invoices, perhaps a signed order besides, whose tier goes by what it has paid. */
async function world({ isSigned }: { isSigned: boolean }) {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const bank = await linkBank(stack(), tenant);
  const paid = { field: "receivedMinor", op: "gte", value: 15_000 };
  await made(admin, "/v1/tier-rules", { name: "付款", priority: 1, tier: "金", when: paid });
  const account = await made(admin, "/v1/accounts", { name: "付款人有限公司" });
  if (isSigned) {
    const product = { code: "P", name: "产品", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
    const { id: productId } = await made(admin, "/v1/products", product);
    const order = await made(admin, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", contractNo: "HT-2026-0001", kind: "new" },
      lines: [{ productId, quantity: 1, amountMinor: 77_777 }],
      instalments: [{ dueOn: "2026-12-31", amountMinor: 77_777 }],
    });
    expect((await admin.post(`/v1/orders/${order.id}/sign`)).status).toBe(200);
  }
  const receivables = await Promise.all(
    OWED.map((amountMinor, n) =>
      made(admin, "/v1/receivables", {
        ...{ accountId: account.id, reference: `INV-2026-${100 + 20 * n}`, amountMinor, currency: "CNY" },
        dueOn: "2026-12-31",
      }),
    ),
  );
  await stack().settled();
  return { tenant, bank, account, receivables };
}

/** All that follows from receipts, without times and versions. */
async function stateOf({ admin }: TestTenant, accountId: string) {
  const { stage, tier } = (await admin.get(`/v1/accounts/${accountId}`)).body;
  const { value } = (await admin.get(`/v1/accounts/${accountId}/360`)).body;
  const open = (await admin.get(`/v1/receivables?accountId=${accountId}&limit=200`)).body.items;
  const credits = (await admin.get("/v1/credits?limit=200")).body.items as { amountMinor: number }[];
  const prepayments = (await admin.get(`/v1/prepayments?accountId=${accountId}`)).body.items;
  return {
    ...{ stage, tier, figures: value.figures },
    receivables: open.map((row: Record<string, unknown>) => [row.reference, row.status, row.paidMinor, row.openMinor]),
    credited: credits.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    inAdvance: prepayments.reduce((sum: number, row: { openMinor: number }) => sum + row.openMinor, 0),
  };
}

const drawn = fc.record({
  isSigned: fc.boolean(),
  receipts: fc.array(
    fc.record({
      of: fc.nat(OWED.length - 1),
      amountMinor: fc.constantFrom(10_000, 20_000, 30_000, 4_000, 10_500),
      way: fc.constantFrom("named", "bare", "claimed"),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  order: fc.array(fc.nat(99), { minLength: 5, maxLength: 5 }),
});

test("when every receipt is undone, all that followed from receipts is as it was before them", async () => {
  let users = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ isSigned, receipts, order }) => {
      const { tenant, bank, account, receivables } = await world({ isSigned });
      const { admin } = tenant;
      const before = await stateOf(tenant, account.id);
      for (const [n, { of, amountMinor, way }] of receipts.entries()) {
        const line = { bankReference: `R${n}`, bookedOn: "2026-11-22", direction: "credit", amountMinor };
        const said = way === "named" ? { remittance: `INV-2026-${100 + 20 * of}` } : {};
        await bank.tell([{ ...line, ...said, currency: "CNY", payer: { name: "付款人有限公司" } }]);
        await stack().settled();
        if (way !== "claimed") continue;
        const { items } = (await admin.get(`/v1/bank-transactions?bankReference=R${n}`)).body;
        if (items[0]?.state !== "claimable") continue;
        const row = (await admin.get(`/v1/receivables/${receivables[of]?.id}`)).body;
        const claimed = Math.min(amountMinor, row.openMinor);
        const allocations = claimed > 0 ? [{ receivableId: row.id, amountMinor: claimed }] : [];
        const body = { accountId: account.id, allocations };
        expect((await admin.post(`/v1/bank-transactions/${items[0].id}/claim`, body)).status).toBe(200);
      }
      await stack().settled();
      if ((await stateOf(tenant, account.id)).stage === "user") users++;
      const { items } = (await admin.get("/v1/bank-transactions?limit=200")).body;
      const applied = (items as { id: string; state: string }[])
        .filter(({ state }) => state === "applied" || state === "partlyApplied")
        .map(({ id }, n) => ({ id, at: order[n] ?? 0 }))
        .sort((a, b) => a.at - b.at);
      for (const { id } of applied) {
        expect((await admin.post(`/v1/bank-transactions/${id}/undo`, { reason: "错" })).status).toBe(200);
        await stack().settled();
      }
      expect(await stateOf(tenant, account.id)).toEqual(before);
    }),
    { numRuns: scaled(8, 200) },
  );
  // The property would hold of a stage that nothing moves.
  expect(users).toBeGreaterThan(0);
}, 600_000);

test("a stage that a person has chosen since stays, an order signed meanwhile counts, and the move is kept", async () => {
  const { tenant, bank, account } = await world({ isSigned: false });
  const { admin } = tenant;
  const pay = async (n: number) => {
    const line = { bankReference: `P${n}`, bookedOn: "2026-11-22", direction: "credit", amountMinor: 10_000 };
    await bank.tell([{ ...line, currency: "CNY", remittance: "INV-2026-100" }]);
    await stack().settled();
    return (await admin.get(`/v1/bank-transactions?bankReference=P${n}`)).body.items[0] as { id: string };
  };
  const undo = async ({ id }: { id: string }) => {
    expect((await admin.post(`/v1/bank-transactions/${id}/undo`, { reason: "错" })).status).toBe(200);
    await stack().settled();
  };
  const stage = async () => (await admin.get(`/v1/accounts/${account.id}`)).body.stage;
  const first = await pay(1);
  expect(await stage()).toBe("user");
  await undo(first);
  expect(await stage()).toBe("target");
  const { items } = (await admin.get(`/v1/accounts/${account.id}/life-cycle`)).body;
  expect(items).toMatchObject([
    { from: "target", to: "user", cause: "paid" },
    { from: "user", to: "target", cause: "undone" },
  ]);
  const second = await pay(2);
  expect(await stage()).toBe("user");
  const back = await admin.post(`/v1/accounts/${account.id}/life-cycle`, { stage: "signed" });
  expect(back.body).toMatchObject({ status: 409, code: "invalid_state" });
  await admin.post(`/v1/accounts/${account.id}/life-cycle`, { stage: "dormant" });
  await undo(second);
  expect(await stage()).toBe("dormant");
});
