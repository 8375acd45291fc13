import { describe, expect, test } from "@jest/globals";
import { camtDocument } from "../support/fixtures/bank/camt.ts";
import { moneyWorld } from "../support/moneyback.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();
const world = () => moneyWorld(stack());

const FIRST = "HT-2026-0117-01";
const SECOND = "HT-2026-0117-02";

describe("a payment that the bank returns", () => {
  test("opens its receivable again and takes its credits back; paid again it earns the same", async () => {
    const { tell, open, earned, read } = await world();
    const receipt = await tell(5_000, { remittance: FIRST, endToEndId: "E-77" });
    expect(receipt.state).toBe("applied");
    const before = await earned();
    const back = await tell(5_000, { direction: "debit", endToEndId: "E-77", returnReason: "MS03" });
    expect(back).toMatchObject({ state: "excluded", exclusion: "reversal", returnReason: "MS03", unappliedMinor: 0 });
    expect(back.allocations).toMatchObject([{ kind: "returned", amountMinor: 5_000, bankTransactionId: receipt.id }]);
    expect(await read(receipt.id)).toMatchObject({ state: "excluded", exclusion: "reversed", unappliedMinor: 0 });
    expect((await open())[FIRST]).toBe(5_000);
    expect(Object.values(await earned()).every((amount) => amount === 0)).toBe(true);
    await tell(5_000, { remittance: FIRST });
    expect((await open())[FIRST]).toBe(0);
    expect(await earned()).toEqual(before);
  });

  test("undone is a receipt as it was, allocations and all", async () => {
    const { tell, open, earned, read, undo } = await world();
    const receipt = await tell(5_000, { remittance: FIRST, endToEndId: "E-77" });
    const before = await earned();
    const back = await tell(5_000, { direction: "debit", endToEndId: "E-77" });
    expect(back.exclusion).toBe("reversal");
    expect((await undo(back)).body).toMatchObject({ state: "claimable", unappliedMinor: 5_000, allocations: [] });
    const again = await read(receipt.id);
    expect({ ...again, version: 0, updatedAt: 0, history: 0 }).toEqual({
      ...receipt,
      version: 0,
      updatedAt: 0,
      history: 0,
    });
    expect((await open())[FIRST]).toBe(0);
    expect(await earned()).toEqual(before);
  });

  test("in part opens exactly that part, with credits as if the rest alone had been paid", async () => {
    const { tell, open, earned, read, undo, close } = await world();
    const fresh = await world();
    await fresh.tell(6_667, { remittance: SECOND });
    const part = await fresh.earned();
    const receipt = await tell(10_001, { remittance: SECOND, endToEndId: "E-78" });
    const whole = await earned();
    const back = await tell(3_334, { direction: "debit", endToEndId: "E-78", returnReason: "MD06" });
    expect(back).toMatchObject({ state: "excluded", exclusion: "reversal" });
    expect((await open())[SECOND]).toBe(3_334);
    expect(await earned()).toEqual(part);
    expect((await read(receipt.id)).allocations).toMatchObject([
      { kind: "payment", amountMinor: 6_667 },
      { kind: "returned", amountMinor: 3_334 },
    ]);
    expect((await undo(back)).status).toBe(200);
    expect(await earned()).toEqual(whole);
    expect((await read(receipt.id)).allocations).toEqual(receipt.allocations);
    const closed = await close(back, { as: "returned", bankTransactionId: receipt.id });
    expect(closed.body).toMatchObject({ state: "excluded", exclusion: "reversal" });
    await tell(3_334, { remittance: SECOND });
    expect(await earned()).toEqual(whole);
    expect((await open())[SECOND]).toBe(0);
    // What was given back was paid again since, so undoing would pay it twice.
    expect((await undo(back)).body).toMatchObject({ status: 409, code: "cash_applied" });
  });

  test("with the bank's charges leaves these to nobody", async () => {
    const { tell, open } = await world();
    await tell(5_000, { remittance: FIRST, endToEndId: "E-77" });
    const back = await tell(5_300, { direction: "debit", endToEndId: "E-77", returnReason: "AC04" });
    expect(back).toMatchObject({ state: "excluded", exclusion: "reversal", unappliedMinor: 0 });
    expect(back.allocations).toMatchObject([
      { kind: "returned", amountMinor: 5_000 },
      { kind: "fee", amountMinor: 300 },
    ]);
    expect((await open())[FIRST]).toBe(5_000);
  });

  test("is told by camt with return information or by the reversal flag, under a reference of its own", async () => {
    const out = { direction: "DBIT", currency: "CNY" } as const;
    const detail = { endToEndId: "E-77", amount: "50.00", currency: "CNY", payer: { name: "Muster Maschinen GmbH" } };
    for (const [entry, kinds] of [
      [{ ...out, amount: "50.00", details: [{ ...detail, returnReason: "MS03" }] }, ["returned"]],
      [{ ...out, amount: "53.00", details: [{ ...detail, returnReason: "MS03" }] }, ["returned", "fee"]],
      [{ ...out, amount: "50.00", reversal: true, details: [detail] }, ["returned"]],
      [{ ...out, amount: "20.00", reversal: true, details: [{ ...detail, amount: "20.00" }] }, ["returned"]],
    ] as const) {
      const { bank, tell, admin, open } = await world();
      await tell(5_000, { remittance: FIRST, endToEndId: "E-77" });
      const entries = [{ ...entry, reference: "OWN-1", details: [...entry.details] }];
      const statements = [{ id: "S1", account: "755900001234", entries }];
      const document = camtDocument({ message: "054", version: 8, statements });
      expect((await bank.send(document, "application/xml")).body.rejected).toEqual([]);
      await stack().settled();
      const [line] = (await admin.get("/v1/bank-transactions?direction=debit")).body.items;
      expect(line).toMatchObject({ state: "excluded", exclusion: "reversal" });
      expect(line.allocations.map((a: { kind: string }) => a.kind)).toEqual(kinds);
      expect((await open())[FIRST]).toBe(Number(entry.amount) === 20 ? 2_000 : 5_000);
    }
  });

  test("may come before its original, by its payer's id or the bank's reference", async () => {
    for (const how of [
      { endToEndId: "E-77", returnReason: "MS03" },
      { reversalOf: "O-1" },
      { endToEndId: "E-77", reversalOf: "X" },
    ]) {
      const { tell, open, read } = await world();
      const back = await tell(5_000, { direction: "debit", ...how });
      expect(back.state).toBe("claimable");
      await tell(5_000, { bankReference: "O-1", remittance: FIRST, endToEndId: "E-77" });
      await stack().settled();
      expect(await read(back.id)).toMatchObject({ state: "excluded", exclusion: "reversal" });
      expect((await open())[FIRST]).toBe(5_000);
    }
  });
});

describe("those whom it concerns", () => {
  test("are told of a return with its reason, of what it takes of their credits, and of a credit note paid out", async () => {
    const { tell, undo, owe, close, order, mails } = await world();
    await tell(5_000, { remittance: FIRST, endToEndId: "E-77" });
    const back = await tell(2_000, { direction: "debit", endToEndId: "E-77", returnReason: "MS03" });
    const returned = mails("退回");
    expect(returned.map((m) => m.who).sort()).toEqual(["colleague", "finance", "rep"]);
    for (const { text } of returned) expect(text).toContain("MS03 银行未说明原因");
    expect(returned.find((m) => m.who === "rep")?.text).toContain("业绩  -¥13.34");
    await undo(back);
    await stack().settled();
    expect(mails("到款").filter((m) => m.who === "rep" && m.text.includes("- 业绩  ¥13.34"))).toHaveLength(1);
    const note = await owe("GS-2026-0001", 1_000, { kind: "creditNote", orderId: order.id });
    const line = await tell(1_000, { direction: "debit", remittance: "GS-2026-0001" });
    expect(mails("待处理付款").map((m) => m.who)).toEqual(["finance"]);
    await close(line, { as: "creditNotePaidOut", receivableId: note.id });
    await stack().settled();
    const told = mails("GS-2026-0001").filter((m) => m.subject.includes("已付"));
    expect(told.map((m) => m.who).sort()).toEqual(["colleague", "finance", "rep"]);
    const text = told.find((m) => m.who === "colleague")?.text;
    for (const part of ["- 业绩  -¥3.33", "- 双记业绩  -¥5.00"]) expect(text).toContain(part);
  });
});

describe("a line that went out", () => {
  test("is no receipt, whatever waits", async () => {
    const { tell, close, undo, admin, owe, account } = await world();
    const owed = await owe("RE-1", 5_000);
    const line = await tell(5_000, { direction: "debit", reversalOf: "NOWHERE" });
    expect(line.state).toBe("claimable");
    for (const body of [
      { allocations: [{ receivableId: owed.id, amountMinor: 5_000 }] },
      { allocations: [], accountId: account.id },
    ]) {
      const refused = await admin.post(`/v1/bank-transactions/${line.id}/claim`, body);
      expect(refused.body).toMatchObject({
        status: 409,
        code: "outgoing_line",
        detail: expect.stringContaining("/close"),
      });
    }
    for (const field of ["bankTransactionId", "receivableId"]) {
      const id = field === "receivableId" ? "rcv_00000000000000000000" : line.id;
      const refused = await close(line, { as: "excluded", [field]: id });
      expect([refused.status, refused.body.errors?.[0].path]).toEqual([422, field]);
    }
    const closed = await close(line, { as: "excluded" });
    expect(closed.body).toMatchObject({ state: "excluded", exclusion: "outgoing", unappliedMinor: 0 });
    expect((await close(line, { as: "excluded" })).body.code).toBe("invalid_state");
    expect((await undo(line)).body).toMatchObject({ state: "claimable", unappliedMinor: 5_000 });
  });

  test("is closed once, whoever races, under If-Match, and once for one Idempotency-Key", async () => {
    const { tell, admin, open } = await world();
    const receipt = await tell(5_000, { remittance: FIRST });
    const line = await tell(2_000, { direction: "debit", remittance: "unclear" });
    const path = `/v1/bank-transactions/${line.id}/close`;
    const body = { as: "returned", bankTransactionId: receipt.id, reason: "bounced" };
    const stale = await admin.post(path, body, { "if-match": `"${line.version + 7}"` });
    expect(stale.status).toBe(412);
    const key = { "idempotency-key": "close-once", "if-match": `"${line.version}"` };
    const raced = await Promise.all([
      admin.post(path, body, key),
      admin.post(path, { as: "excluded", reason: "rent" }),
      admin.post(path, body),
    ]);
    expect(raced.filter((r) => r.status === 200)).toHaveLength(1);
    for (const r of raced) expect([200, 409, 412]).toContain(r.status);
    if (raced[0]?.status === 200) expect((await admin.post(path, body, key)).body).toEqual(raced[0].body);
    const isReturned = raced.some((r) => r.status === 200 && r.body.exclusion === "reversal");
    expect((await open())[FIRST]).toBe(isReturned ? 2_000 : 0);
  });

  test("left aside by mistake is closed directly, or after its exclusion is undone", async () => {
    const { tell, close, undo, open } = await world();
    const receipt = await tell(5_000, { remittance: FIRST });
    for (const undone of [false, true]) {
      const line = await tell(5_000, { direction: "debit", remittance: "unclear" });
      expect(line).toMatchObject({ state: "excluded", exclusion: "outgoing" });
      if (undone) expect((await undo(line)).body.state).toBe("claimable");
      const closed = await close(line, { as: "returned", bankTransactionId: receipt.id });
      expect(closed.body).toMatchObject({ state: "excluded", exclusion: "reversal" });
      expect((await open())[FIRST]).toBe(5_000);
      expect((await undo(line)).body.state).toBe("claimable");
      expect((await open())[FIRST]).toBe(0);
    }
  });

  test("refunds an overpayment by itself when payee and amount are exact, and is undone", async () => {
    const { tell, advance, undo, name, close, read } = await world();
    const receipt = await tell(6_000, { remittance: FIRST, payer: { name } });
    expect(await advance()).toEqual([1_000]);
    const line = await tell(1_000, { direction: "debit", payer: { name }, remittance: `Refund ${FIRST}` });
    expect(line).toMatchObject({ state: "excluded", exclusion: "refund" });
    expect(await advance()).toEqual([0]);
    expect((await undo(line)).body.state).toBe("claimable");
    expect(await advance()).toEqual([1_000]);
    expect((await read(receipt.id)).allocations).toEqual(receipt.allocations);
    expect((await close(line, { as: "refund", bankTransactionId: receipt.id, amountMinor: 400 })).body).toMatchObject({
      state: "partlyApplied",
      unappliedMinor: 600,
    });
    const more = await tell(1_000, { direction: "debit", remittance: "unclear" });
    const refused = await close(more, { as: "refund", bankTransactionId: receipt.id, amountMinor: 700 });
    expect(refused.body).toMatchObject({ status: 422, detail: expect.stringContaining("600") });
  });

  test("pays out a credit note, and the credits of that cash go back", async () => {
    const { tell, owe, close, undo, earned, open, order } = await world();
    const fresh = await world();
    await fresh.tell(5_000, { remittance: FIRST });
    await fresh.tell(6_700, { remittance: SECOND });
    const rest = await fresh.earned();
    await tell(5_000, { remittance: FIRST });
    await tell(10_001, { remittance: SECOND });
    const before = await earned();
    const note = await owe("GS-2026-0001", 3_301, { kind: "creditNote", orderId: order.id });
    const line = await tell(3_301, { direction: "debit", remittance: "GS-2026-0001" });
    expect(line).toMatchObject({ state: "claimable" });
    const closed = await close(line, { as: "creditNotePaidOut", receivableId: note.id });
    expect(closed.body).toMatchObject({ state: "excluded", exclusion: "creditNotePaidOut", unappliedMinor: 0 });
    expect(await open()).toEqual({ [FIRST]: 0, [SECOND]: 0, "GS-2026-0001": 0 });
    expect(await earned()).toEqual(rest);
    expect((await undo(line)).status).toBe(200);
    expect((await open())["GS-2026-0001"]).toBe(3_301);
    expect(await earned()).toEqual(before);
  });
});
