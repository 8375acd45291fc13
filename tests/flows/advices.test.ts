import { describe, expect, test } from "@jest/globals";
import { adviceWorld, FIRST, SECOND } from "../support/advices.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();
const world = () => adviceWorld(stack());

const became = (line: { allocations: { kind: string; amountMinor: number }[] }): unknown =>
  line.allocations.map(({ kind, amountMinor }) => [kind, amountMinor]);
const BY_LINES = [
  ["payment", 5_000],
  ["payment", 4_000],
];

describe("advice and payment find each other", () => {
  test("advice first: the payment is applied line by line as it comes, and both name each other", async () => {
    const { advise, advice, pay, open, read } = await world();
    const one = await advise();
    expect(one.state).toBe("waiting");
    const line = await pay();
    expect(became(line)).toEqual(BY_LINES);
    expect(await open()).toMatchObject({ [FIRST]: 0, [SECOND]: 6_001 });
    expect(await advice(one)).toMatchObject({ state: "used", bankTransactionId: line.id });
    expect(await read(line.id)).toMatchObject({ adviceId: one.id, remittanceLines: [{ reference: FIRST }, {}] });
  });

  test("payment first: it waits for a person, and is decided anew when its advice arrives", async () => {
    const { advise, advice, pay, read } = await world();
    const line = await pay();
    expect(line.state).toBe("claimable");
    const one = await advise();
    expect(became(await read(line.id))).toEqual(BY_LINES);
    expect(await advice(one)).toMatchObject({ state: "used", bankTransactionId: line.id });
  });

  test("once: of two equal payments one alone is of the advice, whatever comes first", async () => {
    for (const isFirst of [true, false]) {
      const { advise, pay, read } = await world();
      if (isFirst) await advise();
      const lines = [await pay(), await pay()];
      if (!isFirst) await advise();
      const states = await Promise.all(lines.map(async ({ id }) => (await read(id)).state));
      expect(states.sort()).toEqual(["applied", "claimable"]);
    }
  });

  test("by an account number, by the account's own name, by its reference or by a paper that the text names", async () => {
    const ways: [advised: object, paid: object][] = [
      [
        { payer: { accountNo: "DE02 1203 0000" } },
        { payer: { name: "Treuhand", accountNo: "DE0212030000" }, remittance: FIRST },
      ],
      [{ payer: { name: "Shared Service Center" }, accountId: "own" }, {}],
      [{ payer: { name: "Shared Service Center" }, paymentReference: "P-4711" }, { endToEndId: "P-4711" }],
      [{ payer: { name: "Muster Maschinen" } }, {}],
      [{ payer: { name: "Shared Service Center" } }, { remittance: FIRST }],
    ];
    for (const [advised, paid] of ways) {
      const { advise, advice, pay, account } = await world();
      const isOwn = "accountId" in advised;
      const one = await advise({ ...advised, ...(isOwn && { accountId: account.id }) });
      const line = await pay(paid);
      expect([advised, (await advice(one)).state]).toEqual([advised, "used"]);
      expect((line as { adviceId?: string }).adviceId).toBe(one.id);
    }
  });

  test("not another payer's, another day's, another amount's or another currency's", async () => {
    const { advise, advice, pay, tell, name } = await world();
    const others = [
      await advise({ payer: { name: "North Star Logistics" } }),
      await advise({ paidOn: "2026-09-01" }),
      await advise({ totalMinor: 9_001, lines: [{ reference: FIRST, amountMinor: 9_001 }] }),
      await advise({ currency: "EUR" }),
    ];
    expect((await pay()).state).toBe("claimable");
    await tell(9_002, { payer: { name } });
    for (const one of others) expect((await advice(one)).state).toBe("waiting");
  });

  test("two that say the same are one; two that say otherwise are none, and a person decides", async () => {
    const same = await world();
    const [first, second] = [await same.advise(), await same.advise()];
    expect(became(await same.pay())).toEqual(BY_LINES);
    expect([(await same.advice(first)).state, (await same.advice(second)).state]).toEqual(["used", "waiting"]);
    const other = await world();
    await other.advise();
    await other.advise({
      lines: [
        { reference: FIRST, amountMinor: 4_000 },
        { reference: SECOND, amountMinor: 5_000 },
      ],
    });
    const line = await other.pay();
    expect(line.state).toBe("claimable");
    expect(line).not.toHaveProperty("adviceId");
  });
});

describe("an advice that does not hold", () => {
  test("goes to a person with its lines, and cancelled leaves the payment to be decided without it", async () => {
    const { advise, advice, pay, read, cancel } = await world();
    const one = await advise({ lines: [{ reference: "HT-2026-9999-01", amountMinor: 9_000, memo: "?" }] });
    const line = await pay();
    expect(line).toMatchObject({ state: "claimable", adviceId: one.id });
    expect((await cancel(one)).body).toMatchObject({ state: "cancelled", cancelReason: "test" });
    expect(await advice(one)).not.toHaveProperty("bankTransactionId");
    const after = await read(line.id);
    expect(after).not.toHaveProperty("adviceId");
    expect(after).not.toHaveProperty("remittanceLines");
    expect((await cancel(one)).body).toMatchObject({ status: 409, code: "invalid_state" });
  });

  test("is cancelled while it waits, and finds nothing then; used, its payment is undone first", async () => {
    const { advise, pay, cancel, undo } = await world();
    const one = await advise();
    expect((await cancel(one)).body.state).toBe("cancelled");
    const line = await pay();
    expect(line.state).toBe("claimable");
    const two = await advise();
    const refused = await cancel(two);
    expect(refused.body).toMatchObject({ status: 409, code: "invalid_state" });
    expect(refused.body.detail).toContain(line.id);
    expect((await undo(line)).status).toBe(200);
    expect((await cancel(two)).body.state).toBe("cancelled");
  });

  test("is refused where nobody pays, its lines are not the total, or its account is not there", async () => {
    const { admin, told } = await world();
    const refused = async (more: object) => (await admin.post("/v1/remittance-advices", { ...told, ...more })).body;
    expect((await refused({ payer: {} })).errors).toMatchObject([{ path: "payer", code: "required" }]);
    expect((await refused({ totalMinor: 9_001 })).errors).toMatchObject([{ path: "totalMinor" }]);
    expect((await refused({ lines: [] })).errors).toMatchObject([{ path: "lines" }]);
    expect((await refused({ lines: [{ reference: FIRST }] })).errors).toMatchObject([{ path: "lines.0.amountMinor" }]);
    const nobody = await refused({ accountId: "acc_0000000000000000000000" });
    expect([nobody.code, nobody.errors[0]?.path]).toEqual(["unknown_reference", "accountId"]);
  });

  test("may tell amounts before what was deducted: then a deduction is left to work on", async () => {
    const { advise, pay, admin, account } = await world();
    const deduction = { code: "freight", amountMinor: 1_000 };
    const lines = [
      { reference: FIRST, amountMinor: 5_000 },
      { reference: SECOND, amountMinor: 5_000, deduction },
    ];
    await advise({ lines });
    expect(became(await pay())).toEqual(BY_LINES);
    const { items } = (await admin.get(`/v1/deductions?accountId=${account.id}`)).body;
    expect(items).toMatchObject([{ state: "open", code: "freight", amountMinor: 1_000 }]);
  });
});

describe("a file of advices", () => {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");

  test("is read by a saved mapping, and its advices find their payments", async () => {
    const { admin, pay, advice, name } = await world();
    const columns = { reference: "Beleg", amount: "Gezahlt", payerName: "Zahler" };
    const saved = { name: "Muster", mapping: { columns, decimalMark: "," } };
    const { body: mapping } = await admin.post("/v1/advice-mappings", saved);
    const content = base64(`Beleg;Gezahlt;Zahler\n${FIRST};50,00;${name}\n${SECOND};40,00;${name}\n`);
    const file = { format: "csv", content, currency: "CNY", mappingId: mapping.id };
    const { body, status } = await admin.post("/v1/remittance-advices/files", file);
    expect([status, body.items]).toMatchObject([201, [{ state: "waiting", totalMinor: 9_000, payer: { name } }]]);
    expect(became(await pay())).toEqual(BY_LINES);
    expect((await advice(body.items[0])).state).toBe("used");
  });

  test("is refused whole where something in it is wrong, and nothing of it is kept", async () => {
    const { admin } = await world();
    const send = async (more: object) =>
      (await admin.post("/v1/remittance-advices/files", { format: "csv", payer: { name: "A" }, ...more })).body;
    const wrong = await send({ content: base64("Invoice,Amount\nA-1,10.00\nA-2,ten\n") });
    expect([wrong.status, wrong.errors]).toMatchObject([422, [{ path: "rows.3.amount" }]]);
    const nobody = await send({ content: base64("Invoice,Amount\nA-1,10.00\n"), payer: {} });
    expect(nobody.errors).toMatchObject([{ path: "advices.0.payer", code: "required" }]);
    const below = await send({ content: base64("Invoice,Amount\nA-1,-10.00\n") });
    expect(below.errors).toMatchObject([{ path: "advices.0.totalMinor" }]);
    const mapping = { columns: { reference: "a", amount: "b" } };
    expect((await send({ format: "remt.001", content: base64("<a/>"), mapping })).errors[0].path).toBe("mapping");
    const unknown = await send({ content: base64("a,b\n1,2\n"), mappingId: "adm_000000000000" });
    expect([unknown.code, unknown.errors[0].path]).toEqual(["unknown_reference", "mappingId"]);
    expect((await send({ content: base64("Invoice,Amount\n") })).errors[0].path).toBe("content");
    expect((await admin.get("/v1/remittance-advices")).body.items).toEqual([]);
  });
});
