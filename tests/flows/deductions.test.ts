import { describe, expect, test } from "@jest/globals";
import { moneyWorld } from "../support/moneyback.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();

const FIRST = "HT-2026-0117-01";

type Deduction = { id: string; state: string; code: string; amountMinor: number; receivableId: string };

/** A customer who owes 5,000 and pays 4,400 of it, and says why. */
async function world() {
  const money = await moneyWorld(stack());
  const { admin, account, tell } = money;
  const list = async (query = ""): Promise<Deduction[]> =>
    (await admin.get(`/v1/deductions?accountId=${account.id}${query}`)).body.items;
  const short = (more: object = {}) => {
    const deduction = { code: "damage", text: "two pallets wet", amountMinor: 600 };
    return tell(4_400, { remittanceLines: [{ reference: FIRST, amountMinor: 4_400, deduction }], ...more });
  };
  const resolve = ({ id }: Deduction, as: string) => admin.post(`/v1/deductions/${id}/resolve`, { as, reason: "test" });
  const reopen = ({ id }: Deduction) => admin.post(`/v1/deductions/${id}/undo`, { reason: "test" });
  const owed = async () =>
    (await admin.get(`/v1/receivables?accountId=${account.id}&sort=dueOn`)).body.items.find(
      (r: { reference: string }) => r.reference === FIRST,
    );
  return { ...money, list, short, resolve, reopen, owed };
}

describe("a short payment that says why", () => {
  test("leaves a deduction to work on, with the account's owner, and the receivable open by as much", async () => {
    const { short, list, owed, rep } = await world();
    const line = await short();
    expect(line).toMatchObject({ state: "applied", allocations: [{ kind: "payment", amountMinor: 4_400 }] });
    const [one, ...others] = await list("&state=open");
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      ...{ state: "open", code: "damage", text: "two pallets wet", amountMinor: 600, currency: "CNY" },
      ...{ bankTransactionId: line.id, receivableId: (await owed()).id, ownerId: rep.id },
    });
    expect(await owed()).toMatchObject({ status: "partlyPaid", openMinor: 600, adjustedMinor: 0 });
  });

  test.each(["credited", "writtenOff"])("%s settles the receivable, and undone it is open as before", async (as) => {
    const { short, list, owed, resolve, reopen, read, earned } = await world();
    const line = await short();
    const before = await earned();
    const [one] = (await list()) as [Deduction];
    expect((await resolve(one, as)).body).toMatchObject({ state: as, reason: "test" });
    expect(await owed()).toMatchObject({ status: "paid", openMinor: 0, paidMinor: 4_400, adjustedMinor: 600 });
    expect((await read(line.id)).allocations.map((a) => [a.kind, a.amountMinor])).toEqual([
      ["payment", 4_400],
      ["deduction", 600],
    ]);
    await stack().settled();
    expect((await list())[0]?.state).toBe(as);
    const again = await resolve(one, "recovered");
    expect(again.body).toMatchObject({ status: 409, code: "invalid_state" });
    expect((await reopen(one)).body).toMatchObject({ state: "open" });
    await stack().settled();
    expect(await owed()).toMatchObject({ status: "partlyPaid", openMinor: 600, adjustedMinor: 0 });
    expect(await earned()).toEqual(before);
  });

  test("falls with the payment, also once credited, and is what it was when that is given again", async () => {
    const { short, list, owed, resolve, undo, tell } = await world();
    await short({ endToEndId: "E-77" });
    const [one] = (await list()) as [Deduction];
    await resolve(one, "credited");
    const back = await tell(4_400, { direction: "debit", endToEndId: "E-77", returnReason: "MS03" });
    expect(back).toMatchObject({ state: "excluded", exclusion: "reversal" });
    expect(await owed()).toMatchObject({ status: "open", openMinor: 5_000, adjustedMinor: 0 });
    expect((await list())[0]?.state).toBe("reversed");
    expect((await resolve(one, "credited")).body.code).toBe("invalid_state");
    expect((await undo(back)).status).toBe(200);
    expect(await owed()).toMatchObject({ status: "paid", openMinor: 0, adjustedMinor: 600 });
    expect((await list())[0]?.state).toBe("credited");
  });

  test("paid after all is recovered by itself, and open again when that payment is undone", async () => {
    const { short, list, owed, tell, undo, reopen } = await world();
    await short();
    const rest = await tell(600, { remittance: FIRST });
    expect(await owed()).toMatchObject({ status: "paid", paidMinor: 5_000 });
    const [one] = (await list("&state=recovered")) as [Deduction];
    expect((await reopen(one)).body).toMatchObject({ status: 409, code: "invalid_state" });
    expect((await undo(rest)).status).toBe(200);
    await stack().settled();
    expect((await list())[0]?.state).toBe("open");
  });

  test("is given up with its receivable, and cannot settle more than is open", async () => {
    const { short, list, owed, resolve, admin, reopen, tell } = await world();
    await short();
    const [one] = (await list()) as [Deduction];
    await tell(200, { remittance: FIRST });
    const refused = await resolve(one, "credited");
    expect(refused.body).toMatchObject({ status: 409, code: "invalid_state" });
    expect(refused.body.detail).toContain("Only 400");
    expect((await resolve(one, "recovered")).body.state).toBe("recovered");
    expect((await reopen(one)).body.state).toBe("open");
    const { id } = await owed();
    expect((await admin.post(`/v1/receivables/${id}/write-off`, { reason: "test" })).status).toBe(200);
    await stack().settled();
    expect((await list())[0]?.state).toBe("writtenOff");
    expect((await admin.post(`/v1/receivables/${id}/reopen`, { reason: "test" })).status).toBe(200);
    await stack().settled();
    expect((await list())[0]?.state).toBe("open");
  });
});

describe("the policy", () => {
  test("closes kinds of deduction by itself up to an amount, and undoing the receipt takes that back", async () => {
    const { short, list, owed, undo, admin } = await world();
    const deductions = { damage: { as: "writtenOff", upToMinor: { CNY: 600 } } };
    expect((await admin.put("/v1/reconciliation-policy", { deductions })).status).toBe(200);
    const line = await short();
    expect(line.allocations.map((a) => [a.kind, a.amountMinor])).toEqual([
      ["payment", 4_400],
      ["deduction", 600],
    ]);
    expect(await owed()).toMatchObject({ status: "paid", openMinor: 0, adjustedMinor: 600 });
    expect(await list()).toMatchObject([{ state: "writtenOff", resolvedBy: "policy" }]);
    expect((await undo(line)).body).toMatchObject({ state: "claimable", allocations: [] });
    expect(await owed()).toMatchObject({ status: "open", openMinor: 5_000, adjustedMinor: 0 });
    expect(await list()).toMatchObject([{ state: "reversed" }]);
  });

  test("leaves open what is more, of another kind or of another currency", async () => {
    const { short, list, admin } = await world();
    const deductions = {
      damage: { as: "credited", upToMinor: { CNY: 599, EUR: 99_999 } },
      freight: { as: "credited", upToMinor: { CNY: 99_999 } },
    };
    await admin.put("/v1/reconciliation-policy", { deductions });
    await short();
    expect(await list()).toMatchObject([{ state: "open" }]);
  });
});

describe("a person who claims", () => {
  test("says what was deducted, at most what stays open", async () => {
    const { tell, list, owed, admin } = await world();
    const line = await tell(4_000, { payer: { name: "unbekannt" } });
    const { id: receivableId } = await owed();
    const claim = (amountMinor: number) =>
      admin.post(`/v1/bank-transactions/${line.id}/claim`, {
        allocations: [{ receivableId, amountMinor: 4_000, deduction: { code: "withholdingTax", amountMinor } }],
      });
    const refused = await claim(1_001);
    expect(refused.body.errors).toMatchObject([{ path: "allocations.0.deduction.amountMinor", code: "too_much" }]);
    expect((await claim(1_000)).status).toBe(200);
    expect(await list()).toMatchObject([{ state: "open", code: "withholdingTax", amountMinor: 1_000, receivableId }]);
  });
});

test("a deduction is given to somebody; a stranger to the tenant is not found", async () => {
  const { short, list, admin, colleague } = await world();
  await short();
  const [one] = (await list()) as [Deduction];
  expect((await admin.patch(`/v1/deductions/${one.id}`, { ownerId: colleague.id })).body.ownerId).toBe(colleague.id);
  const missing = await admin.patch(`/v1/deductions/${one.id}`, { ownerId: "usr_0000000000000000000000" });
  expect(missing.body).toMatchObject({ status: 422, code: "unknown_reference" });
});
