import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

/** Two records of one customer, each with a title of its own on invoices, and what they owe and hold. */
async function twice() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const customer = (name: string) => made(admin, "/v1/accounts", { name, tax: { invoiceTitle: `${name}（开票）` } });
  const [one, other] = [await customer("云帆甲"), await customer("云帆乙")];
  const crm = await made(admin, "/v1/products", {
    ...{ code: "CRM", name: "CRM", productType: "subscription", listPriceMinor: 10_000, currency: "CNY" },
  });
  const read = async (path: string) => (await admin.get(path)).body;
  const order = (amounts: readonly number[]) =>
    made(admin, "/v1/orders", {
      ...{ accountId: other.id, currency: "CNY", kind: "new" },
      lines: [{ productId: crm.id, quantity: 1, amountMinor: amounts.reduce((sum, part) => sum + part, 0) }],
      instalments: amounts.map((amountMinor, n) => ({ dueOn: `2027-0${n + 1}-28`, amountMinor })),
    });
  const owed = async (orderId: string): Promise<{ id: string; accountId: string; status: string }[]> =>
    (await read(`/v1/receivables?orderId=${orderId}`)).items;
  const merge = async () => {
    expect((await admin.post(`/v1/accounts/${one.id}/merge`, { from: [other.id] })).status).toBe(200);
    await stack().settled();
  };
  const unmerge = async () => {
    const { status, body } = await admin.post(`/v1/accounts/${one.id}/unmerge`, {});
    expect([status, body.merge.state, body.merge.kept]).toEqual([200, "undone", []]);
    await stack().settled();
  };
  return { ...tenant, one, other, crm, read, order, owed, merge, unmerge };
}

test("an invoiced receivable goes with its invoice to the account that stays, and the invoice says what it said", async () => {
  const { admin, one, other, read, merge, unmerge } = await twice();
  const body = { accountId: other.id, reference: "R-1", amountMinor: 10_600, currency: "CNY", dueOn: "2027-01-31" };
  const { id } = await made(admin, "/v1/receivables", body);
  const paper = await made(admin, "/v1/invoices", { receivableId: id });
  const said = ({ number, buyer, lines, totalMinor, dueOn, reference }: Record<string, unknown>) => [
    ...[number, buyer, lines, totalMinor, dueOn, reference],
  ];
  for (const [act, whose] of [
    [merge, one],
    [unmerge, other],
    [merge, one],
  ] as const) {
    await act();
    const [now, owes] = [await read(`/v1/invoices/${paper.id}`), await read(`/v1/receivables/${id}`)];
    expect(said(now)).toEqual(said(paper));
    expect([now.accountId, owes.accountId, owes.invoiceId]).toEqual([whose.id, whose.id, paper.id]);
    const statement = await read(`/v1/accounts/${whose.id}/statement`);
    expect(statement.totals).toMatchObject([{ currency: "CNY", openMinor: 10_600 }]);
    const listed = await read(`/v1/invoices?accountId=${whose.id}`);
    expect(listed.items.map((row: { id: string }) => row.id)).toEqual([paper.id]);
  }
  expect((await admin.patch(`/v1/receivables/${id}`, { amountMinor: 1 })).body.code).toBe("invalid_state");
  // Who wants the other title voids it: the next one says how the account that stays is called.
  await admin.post(`/v1/invoices/${paper.id}/void`, { reason: "抬头变更" });
  const anew = await made(admin, "/v1/invoices", { receivableId: id });
  expect(anew).toMatchObject({ accountId: one.id, buyer: { name: "云帆甲（开票）" } });
});

test("what was made since below a record goes back with it when the merge is undone, and nothing else does", async () => {
  const { admin, one, other, read, order, owed, merge, unmerge } = await twice();
  const [draft, signed] = [await order([5_000, 6_000, 7_000]), await order([8_000])];
  await admin.post(`/v1/orders/${signed.id}/sign`);
  await stack().settled();
  await merge();
  // Twelve instalments are more than one step of the merge gives back.
  await admin.post(`/v1/orders/${draft.id}/sign`);
  const instalments = Array.from({ length: 12 }, (_, n) => ({
    dueOn: `2027-${String(n + 1).padStart(2, "0")}-28`,
    amountMinor: 1_500,
  }));
  expect((await admin.post(`/v1/orders/${draft.id}/amend`, { reason: "按月", instalments })).status).toBe(200);
  const [first] = await owed(signed.id);
  const papers = [
    await made(admin, "/v1/invoices", { receivableId: first?.id }),
    await made(admin, "/v1/invoices", { receivableId: (await owed(draft.id))[0]?.id }),
  ];
  const own = await made(admin, "/v1/receivables", {
    ...{ accountId: one.id, reference: "R-9", amountMinor: 900, currency: "CNY", dueOn: "2027-01-31" },
  });
  await stack().settled();
  await unmerge();
  for (const { id } of [draft, signed]) {
    expect((await read(`/v1/orders/${id}`)).accountId).toBe(other.id);
    expect(new Set((await owed(id)).map(({ accountId }) => accountId))).toEqual(new Set([other.id]));
  }
  for (const { id, number } of papers) {
    expect(await read(`/v1/invoices/${id}`)).toMatchObject({ accountId: other.id, number });
  }
  expect((await read(`/v1/receivables/${own.id}`)).accountId).toBe(one.id);
  const open = async (id: string) => (await read(`/v1/accounts/${id}/statement`)).totals[0].openMinor;
  expect([await open(one.id), await open(other.id)]).toEqual([900, 18_000 + 8_000]);
});

test("coupons go with their account, can be used there, and are counted where they are", async () => {
  const { admin, one, other, crm, merge, unmerge } = await twice();
  const effect = { type: "amount", amountMinor: 1_000, of: "basket" };
  const template = await made(admin, "/v1/coupon-templates", { name: "券", currency: "CNY", effect, perAccountMax: 1 });
  const two = await made(admin, "/v1/coupon-templates", { name: "双", currency: "CNY", effect, perAccountMax: 2 });
  const claim = (templateId: string, accountId: string) => admin.post("/v1/coupons", { templateId, accountId });
  const [mine, theirs] = [(await claim(template.id, one.id)).body, (await claim(template.id, other.id)).body];
  for (const _ of [1, 2]) await claim(two.id, other.id);
  const price = async ({ code }: { code: string }, accountId: string): Promise<number> => {
    const lines = [{ productId: crm.id, quantity: 1 }];
    const body = { currency: "CNY", orderKind: "new", accountId, lines, coupons: [code] };
    return (await admin.post("/v1/prices/best", body)).body.totalMinor;
  };
  await merge();
  expect([await price(mine, one.id), await price(theirs, one.id)]).toEqual([9_000, 9_000]);
  expect([(await claim(template.id, one.id)).status, (await claim(two.id, one.id)).status]).toEqual([409, 409]);
  // One of the two given back leaves the account with as many as it may have.
  expect((await admin.post(`/v1/coupons/${theirs.id}/void`)).status).toBe(200);
  expect((await claim(template.id, one.id)).status).toBe(409);
  await unmerge();
  expect([await price(mine, one.id), await price(theirs, other.id)]).toEqual([9_000, 10_000]);
  expect((await claim(template.id, other.id)).status).toBe(201);
  expect([(await claim(two.id, other.id)).status, (await claim(two.id, one.id)).status]).toEqual([409, 201]);
});
