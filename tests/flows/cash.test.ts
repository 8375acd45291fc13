import { describe, expect, test } from "@jest/globals";
import { addDays } from "../../shared/clock.ts";
import { linkBank, type TestBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

/** A world of one account: a rep who owns it, a bank, and shorthand for what the story does. */
async function world(policy?: object) {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  if (policy) expect((await tenant.admin.put("/v1/reconciliation-policy", policy)).status).toBe(200);
  const rep = await tenant.person({ roles: ["sales"] });
  const account = await made(tenant.admin, "/v1/accounts", { name: "上海某某科技有限公司", ownerId: rep.id });
  return { tenant, bank, rep, account, ...actions(tenant, bank, account.id) };
}

function actions(tenant: TestTenant, bank: TestBank, accountId: string) {
  const { admin } = tenant;
  let told = 0;
  return {
    owe: (reference: string, amountMinor: number, more: object = {}) =>
      made(admin, "/v1/receivables", {
        accountId,
        reference,
        amountMinor,
        currency: "CNY",
        dueOn: "2026-12-31",
        ...more,
      }),
    /** The bank tells of a payment; returns what became of it. */
    pay: async (amountMinor: number, more: object = {}) => {
      told += 1;
      const bankReference = `B${told}`;
      const payer = { name: "上海某某科技有限公司" };
      const line = {
        bankReference,
        bookedOn: "2026-11-22",
        direction: "credit",
        amountMinor,
        currency: "CNY",
        payer,
        ...more,
      };
      expect((await bank.tell([line])).status).toBe(202);
      await stack().settled();
      return (await admin.get(`/v1/bank-transactions?bankReference=${bankReference}`)).body.items[0];
    },
    open: async () => {
      const { items } = (await admin.get("/v1/receivables?limit=200&sort=createdAt")).body;
      return Object.fromEntries(items.map((r: { reference: string; openMinor: number }) => [r.reference, r.openMinor]));
    },
    credits: async (query: string) =>
      (await admin.get(`/v1/credits?limit=200&${query}`)).body.items as { amountMinor: number }[],
  };
}

const sum = (rows: { amountMinor: number }[]): number => rows.reduce((total, r) => total + r.amountMinor, 0);

describe("a receipt", () => {
  test("with one explanation clears its receivable, and its credits sum to the cash", async () => {
    const { owe, pay, open, credits, tenant } = await world();
    await owe("INV-2026-001", 118_580);
    const receipt = await pay(118_580, { remittance: "货款 INV-2026-001" });
    expect(receipt).toMatchObject({ state: "applied", unappliedMinor: 0 });
    expect(receipt.allocations).toMatchObject([{ amountMinor: 118_580, kind: "payment" }]);
    expect(await open()).toEqual({ "INV-2026-001": 0 });
    expect(sum(await credits(`bankTransactionId=${receipt.id}&ledger=primary`))).toBe(118_580);
    const why = (await tenant.admin.get(`/v1/bank-transactions/${receipt.id}/explanation`)).body;
    expect(why).toMatchObject({ step: "reference", signals: ["ref:INV2026001"] });
  });

  test("10 short of 1000 is booked only inside the tolerance, the difference under its reason", async () => {
    for (const [basisPoints, clears] of [
      [0, false],
      [50, false],
      [100, true],
    ] as const) {
      const { owe, pay, open } = await world({ tolerances: { CNY: { basisPoints } } });
      await owe("INV-2026-001", 100_000);
      const receipt = await pay(99_000);
      expect(receipt.state).toBe(clears ? "applied" : "claimable");
      expect(await open()).toEqual({ "INV-2026-001": clears ? 0 : 100_000 });
      if (clears) expect(receipt.allocations.map((a: { kind: string }) => a.kind)).toEqual(["payment", "tolerance"]);
    }
  });

  test("of 328 finds 8 + 64 + 256 among the powers of two, and 1500 clears three of 500", async () => {
    const { owe, pay, open } = await world();
    for (let n = 0; n <= 8; n++) await owe(`P-${1000 + n}`, 2 ** n * 100);
    expect((await pay(32_800)).state).toBe("applied");
    const left = await open();
    expect([left["P-1003"], left["P-1006"], left["P-1008"], left["P-1000"]]).toEqual([0, 0, 0, 100]);
    const other = await world();
    for (let n = 0; n < 3; n++) await other.owe(`Q-${1000 + n}`, 50_000);
    expect((await other.pay(150_000)).state).toBe("applied");
    expect(Object.values(await other.open())).toEqual([0, 0, 0]);
  });

  test("that nobody can explain waits with suggestions, is claimed, and its payer is remembered until that is undone", async () => {
    const { owe, pay, open, tenant } = await world();
    const owed = await owe("INV-2026-001", 70_000);
    await owe("INV-2026-002", 70_000);
    const payer = { name: "张三", accountNo: "6222 0000 1111" };
    const unknown = await pay(70_000, { payer });
    expect(unknown.state).toBe("claimable");
    const path = `/v1/bank-transactions/${unknown.id}`;
    const allocations = [{ receivableId: owed.id, amountMinor: 70_000 }];
    expect((await tenant.admin.post(`${path}/claim`, { allocations })).body.state).toBe("applied");
    const second = await pay(70_000, { payer, bookedOn: "2026-12-22" });
    expect(second).toMatchObject({ state: "applied" });
    expect(await open()).toEqual({ "INV-2026-001": 0, "INV-2026-002": 0 });
    for (const id of [second.id, unknown.id]) {
      const undone = await tenant.admin.post(`/v1/bank-transactions/${id}/undo`, { reason: "wrong customer" });
      expect(undone.body).toMatchObject({ state: "claimable", unappliedMinor: 70_000, allocations: [] });
    }
    expect(await open()).toEqual({ "INV-2026-001": 70_000, "INV-2026-002": 70_000 });
    expect((await pay(70_000, { payer, bookedOn: "2027-01-22" })).state).toBe("claimable");
  });

  test("of 200 on 100 + 100 with one undone leaves 100 open and 100 unapplied, credits included", async () => {
    const { owe, pay, open, credits, tenant } = await world();
    await owe("INV-2026-001", 10_000);
    await owe("INV-2026-002", 10_000);
    const receipt = await pay(20_000);
    expect(receipt.state).toBe("applied");
    const [first] = receipt.allocations;
    const path = `/v1/bank-transactions/${receipt.id}/undo`;
    const undone = await tenant.admin.post(path, { reason: "one was wrong", allocationIds: [first.id] });
    expect(undone.body).toMatchObject({ state: "partlyApplied", unappliedMinor: 10_000 });
    expect(undone.body.allocations).toHaveLength(1);
    expect(undone.body.history).toHaveLength(3);
    expect(Object.values(await open()).sort()).toEqual([0, 10_000]);
    expect(sum(await credits(`bankTransactionId=${receipt.id}&ledger=primary`))).toBe(10_000);
    const again = await tenant.admin.post(path, { reason: "again", allocationIds: [first.id] });
    expect(again.body).toMatchObject({ status: 422, code: "unknown_reference" });
  });

  test("that two race for clears one receivable once; the other is decided anew", async () => {
    const { owe, tenant, bank, open } = await world();
    await owe("INV-2026-001", 10_000);
    const line = (bankReference: string) => ({
      bankReference,
      bookedOn: "2026-11-22",
      direction: "credit",
      amountMinor: 10_000,
      currency: "CNY",
      remittance: "INV-2026-001",
    });
    await bank.tell([line("a"), line("b"), line("c")]);
    await stack().settled();
    const { items } = (await tenant.admin.get("/v1/bank-transactions")).body;
    expect(items.map((i: { state: string }) => i.state).sort()).toEqual(["applied", "claimable", "claimable"]);
    expect(await open()).toEqual({ "INV-2026-001": 0 });
  });

  test("taken back by the bank undoes all it had made, in whichever order the two arrive", async () => {
    for (const reversalFirst of [false, true]) {
      const { owe, pay, open, tenant } = await world();
      await owe("INV-2026-001", 10_000);
      const original = { bankReference: "O1", remittance: "INV-2026-001" };
      const reversal = { bankReference: "O2", direction: "debit", reversalOf: "O1" };
      if (reversalFirst) await pay(10_000, reversal);
      await pay(10_000, original);
      if (!reversalFirst) await pay(10_000, reversal);
      await stack().settled();
      const { items } = (await tenant.admin.get("/v1/bank-transactions?sort=createdAt")).body;
      expect(items.map((i: { exclusion: string }) => i.exclusion).sort()).toEqual(["reversal", "reversed"]);
      expect(await open()).toEqual({ "INV-2026-001": 10_000 });
    }
  });

  test("with a surplus makes a prepayment, which the next receivable uses if the policy says so", async () => {
    const { owe, pay, open, tenant } = await world({ prepaymentUse: "nextReceivable" });
    await owe("INV-2026-001", 10_000);
    const receipt = await pay(15_000, { remittance: "INV-2026-001" });
    expect(receipt).toMatchObject({ state: "applied", unappliedMinor: 0 });
    expect((await tenant.admin.get("/v1/prepayments")).body.items).toMatchObject([{ openMinor: 5_000 }]);
    await owe("INV-2026-002", 8_000);
    await stack().settled();
    expect(await open()).toEqual({ "INV-2026-001": 0, "INV-2026-002": 3_000 });
    const undone = await tenant.admin.post(`/v1/bank-transactions/${receipt.id}/undo`, { reason: "all" });
    expect(undone.body).toMatchObject({ unappliedMinor: 15_000, allocations: [] });
    expect(await open()).toEqual({ "INV-2026-001": 10_000, "INV-2026-002": 8_000 });
    expect((await tenant.admin.get("/v1/prepayments")).body.items).toMatchObject([{ openMinor: 0 }]);
  });

  test("waits until its receivable is entered, and then clears it by itself", async () => {
    const { owe, pay, open } = await world();
    expect((await pay(10_000, { remittance: "INV-2026-009" })).state).toBe("claimable");
    await owe("INV-2026-009", 10_000);
    await stack().settled();
    expect(await open()).toEqual({ "INV-2026-009": 0 });
  });
});

describe("visibility", () => {
  test("of a virtual account's receipt is its department's, its account's owner's and finance's", async () => {
    const { tenant, account, rep } = await world();
    const { admin, person } = tenant;
    const [a, b] = [
      await made(admin, "/v1/departments", { name: "A" }),
      await made(admin, "/v1/departments", { name: "B" }),
    ];
    const virtualAccounts = [{ accountNo: "6225-0017", departmentId: a.id, accountId: account.id }];
    const bank = await linkBank(stack(), tenant, { virtualAccounts });
    const [inA, inB, finance] = [
      await person({ roles: ["sales"], departmentId: a.id }),
      await person({ roles: ["sales"], departmentId: b.id }),
      await person({ roles: ["finance"] }),
    ];
    await made(admin, "/v1/receivables", {
      accountId: account.id,
      reference: "V-10001",
      amountMinor: 500,
      currency: "CNY",
      dueOn: "2026-12-31",
    });
    const line = {
      bankReference: "V",
      bookedOn: "2026-11-22",
      direction: "credit",
      amountMinor: 500,
      currency: "CNY",
      virtualAccountNo: "6225-0017",
    };
    await bank.tell([line]);
    await stack().settled();
    const sees = async (api: typeof admin) => (await api.get("/v1/bank-transactions")).body.items.length;
    expect([await sees(inA.api), await sees(inB.api), await sees(finance.api), await sees(rep.api)]).toEqual([
      1, 0, 1, 1,
    ]);
    // What waits for a person is theirs as well, and is so again after an undo.
    await bank.tell([{ ...line, bankReference: "W", amountMinor: 777 }]);
    await stack().settled();
    const waits = async () =>
      (await rep.api.get("/v1/bank-transactions?state=claimable")).body.items.map((i: { id: string }) => i.id);
    const [waiting] = await waits();
    expect([await sees(inA.api), await sees(inB.api), await sees(finance.api), await sees(rep.api)]).toEqual([
      2, 0, 2, 2,
    ]);
    const other = await made(admin, "/v1/accounts", { name: "别家" });
    const claimed = await admin.post(`/v1/bank-transactions/${waiting}/claim`, {
      allocations: [],
      accountId: other.id,
    });
    expect([claimed.body.state, await sees(rep.api)]).toEqual(["applied", 1]);
    await admin.post(`/v1/bank-transactions/${waiting}/undo`, { reason: "not theirs" });
    expect(await waits()).toEqual([waiting]);
  });
});

describe("an account that owes more than one decision looks at", () => {
  test("still has cleared what a payment names, and nothing by amount alone", async () => {
    const { owe, pay } = await world();
    await Promise.all(
      Array.from({ length: 505 }, (_, n) => owe(`BIG-${10_000 + n}`, 1_000 + n, { dueOn: addDays("2026-12-01", n) })),
    );
    await stack().settled();
    expect((await pay(1_504, { remittance: "BIG-10504" })).state).toBe("applied");
    expect((await pay(1_003)).state).toBe("claimable");
  });
});
