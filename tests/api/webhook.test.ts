import { describe, expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { apiClient, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const line = (more: object = {}) => ({
  bankReference: "2026112200017",
  bookedOn: "2026-11-22",
  direction: "credit",
  amountMinor: 118_580,
  currency: "CNY",
  payer: { name: "上海某某科技有限公司" },
  ...more,
});

async function linked() {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  const rows = async () =>
    (await tenant.admin.get("/v1/bank-transactions?limit=200")).body.items as { id: string; state: string }[];
  return { tenant, bank, rows };
}

describe("a delivery", () => {
  test("is stored once, however often and in whatever order it comes", async () => {
    const { bank, rows } = await linked();
    expect((await bank.tell([line()])).body).toEqual({ received: 1, stored: 1, duplicates: 0, rejected: [] });
    const [stored] = await rows();
    const again = await Promise.all([bank.tell([line()]), bank.tell([line(), line()])]);
    expect(again.map((r) => [r.status, r.body.duplicates])).toEqual([
      [202, 1],
      [202, 2],
    ]);
    expect((await rows()).map((r) => r.id)).toEqual([stored?.id]);
  });

  test("keeps two real twins and drops the statement told again under another id", async () => {
    const { bank, rows } = await linked();
    const twin = line({ bankReference: undefined });
    expect((await bank.tell([twin, twin])).body.duplicates).toBe(0);
    expect((await bank.tell([twin, twin])).body.duplicates).toBe(2);
    expect(await rows()).toHaveLength(2);
  });

  test("keeps and shows what the payer says is paid on each paper", async () => {
    const { bank, tenant, rows } = await linked();
    const deduction = { code: "damage", text: "two pallets", amountMinor: 420 };
    const remittanceLines = [{ reference: "HT-2026-0117", amountMinor: 118_580, deduction, memo: "second part" }];
    expect((await bank.tell([line({ remittanceLines })])).body.stored).toBe(1);
    const [stored] = await rows();
    expect((await tenant.admin.get(`/v1/bank-transactions/${stored?.id}`)).body.remittanceLines).toEqual(
      remittanceLines,
    );
  });

  test("carries the reference that its paper asked for, and pays that paper by it alone", async () => {
    const { bank, tenant, rows } = await linked();
    const { id: accountId } = await made(tenant.admin, "/v1/accounts", { name: "云帆" });
    const owed = { accountId, amountMinor: 118_580, currency: "CNY", dueOn: "2026-12-31" };
    const paymentReference = "RF18539007547034";
    const { id } = await made(tenant.admin, "/v1/receivables", { ...owed, reference: "INV-1", paymentReference });
    await made(tenant.admin, "/v1/receivables", { ...owed, reference: "INV-2" });
    const bare = { remittance: undefined, references: undefined, payer: { name: "某人" } };
    expect((await bank.tell([line({ ...bare, paymentReference: "RF18 5390 0754 7034" })])).body.stored).toBe(1);
    expect((await bank.tell([line({ ...bare, paymentReference: null, bankReference: "2" })])).body.stored).toBe(1);
    expect((await bank.tell([line({ ...bare, paymentReference: 7, bankReference: "3" })])).body.rejected).toMatchObject(
      [{ code: "invalid_field", detail: expect.stringContaining("paymentReference") }],
    );
    await stack().settled();
    const applied = (await rows()).filter(({ state }) => state === "applied");
    expect(applied).toMatchObject([
      { creditorReference: "RF18 5390 0754 7034", allocations: [{ receivableId: id, amountMinor: 118_580 }] },
    ]);
  });

  test("keeps the good lines when others are bad, and names each bad one", async () => {
    const { bank, rows } = await linked();
    const reply = await bank.tell([line(), line({ amountMinor: -1 }), line({ bankReference: "2", colour: "red" })]);
    expect(reply.status).toBe(202);
    expect([reply.body.received, reply.body.stored, reply.body.duplicates]).toEqual([3, 1, 0]);
    expect(reply.body.rejected.map((r: { index: number; code: string }) => [r.index, r.code])).toEqual([
      [1, "invalid_field"],
      [2, "unknown_field"],
    ]);
    expect(await rows()).toHaveLength(1);
    const conflict = await bank.tell([line({ amountMinor: 5 })]);
    expect(conflict.body.rejected).toMatchObject([{ index: 0, code: "reference_conflict" }]);
  });

  test("shows finance what could not be stored, once, and mails what is new of it", async () => {
    const { tenant, bank } = await linked();
    await tenant.person({ roles: ["finance"], email: "rejections@example.com" });
    const subjects = async () => {
      await stack().settled();
      return stack()
        .outbox("rejections@example.com")
        .map(({ subject }) => subject)
        .filter((subject) => subject.includes("未能入库"));
    };
    const bad = [line({ bankReference: "B1", amountMinor: -1 }), line({ bankReference: "B2", currency: "RMB" })];
    await bank.tell(bad);
    await bank.tell(bad);
    expect(await subjects()).toEqual([expect.stringMatching(/2 笔/)]);
    const { items } = (await tenant.admin.get(`/v1/bank-rejections?connectionId=${bank.connectionId}`)).body;
    expect(items.map((item: { detail: string }) => item.detail).sort()).toEqual([
      expect.stringMatching(/^amountMinor must be at least 1/),
      expect.stringMatching(/^currency must be an ISO 4217 code.*write CNY/),
    ]);
    expect(JSON.parse(items[0].raw).bankReference).toMatch(/^B/);
    await bank.tell([...bad, line({ bankReference: "B3", bookedOn: "tomorrow" })]);
    expect(await subjects()).toEqual([expect.stringMatching(/2 笔/), expect.stringMatching(/1 笔/)]);
  });

  test("keeps apart what one call tells under one reference with other money or other words", async () => {
    const { bank, rows } = await linked();
    const three = [line({ amountMinor: 5 }), line({ amountMinor: 6 }), line({ amountMinor: 6, remittance: "B" })];
    expect((await bank.tell(three)).body).toEqual({ received: 3, stored: 3, duplicates: 0, rejected: [] });
    expect((await bank.tell([...three].reverse())).body).toMatchObject({ stored: 0, duplicates: 3 });
    expect(await rows()).toHaveLength(3);
  });

  test("takes a reference that a bank uses again for a line of its own, once, in any order", async () => {
    const { bank, rows } = await linked();
    const october = line({ bankReference: "0001", bookedOn: "2026-10-05", remittance: "RE-1" });
    const november = line({ bankReference: "0001", bookedOn: "2026-11-05", remittance: "RE-2" });
    const noted = { ...november, bookedOn: "2026-11-06" };
    expect((await bank.tell([october])).body.stored).toBe(1);
    expect((await bank.tell([november])).body.stored).toBe(1);
    for (const again of [october, november, noted]) {
      expect((await bank.tell([again])).body).toEqual({ received: 1, stored: 0, duplicates: 1, rejected: [] });
    }
    expect(await rows()).toHaveLength(2);
  });

  test("that cannot be read is 400 and stores nothing", async () => {
    const { bank, rows } = await linked();
    expect((await bank.send("{", "application/json")).body).toMatchObject({ status: 400, code: "malformed_request" });
    expect((await bank.send('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "application/xml")).status).toBe(400);
    expect(await rows()).toEqual([]);
  });

  test("with a bad, old or missing signature is 401 and stores nothing", async () => {
    const { bank, rows } = await linked();
    const body = JSON.stringify({ transactions: [line()] });
    const old = String(Math.floor(stack().clock.now().getTime() / 1000) - 400);
    const replies = [
      await bank.send(body, "application/json", { "webhook-signature": "v1,AAAA" }),
      await bank.send(body, "application/json", { "webhook-timestamp": old }),
      await apiClient(stack().baseUrl).post(`/v1/webhooks/bank/${bank.connectionId}`, body),
      await apiClient(stack().baseUrl).post("/v1/webhooks/bank/bnk_unknown00", body),
    ];
    expect(replies.map((r) => [r.status, r.body.code])).toEqual(Array(4).fill([401, "unauthorized"]));
    expect(await rows()).toEqual([]);
  });

  test("is accepted under the old and the new secret while one is rotated, and then under the new one alone", async () => {
    const { tenant, bank } = await linked();
    const rotated = await tenant.admin.post(`/v1/bank-connections/${bank.connectionId}/rotate-secret`, {
      graceHours: 0,
    });
    expect(rotated.body.signingSecret).not.toBe(bank.secret);
    expect((await bank.tell([line()])).status).toBe(401);
  });

  test("of a thousand lines is stored whole", async () => {
    const { bank } = await linked();
    const lines = Array.from({ length: 1_000 }, (_, n) => line({ bankReference: `R${n}`, amountMinor: n + 1 }));
    expect((await bank.tell(lines)).body).toEqual({ received: 1_000, stored: 1_000, duplicates: 0, rejected: [] });
    expect((await bank.tell(lines)).body.duplicates).toBe(1_000);
    expect((await bank.tell([...lines, line()])).status).toBe(413);
  });
});

describe("a statement file", () => {
  test("goes through a presigned upload into the same intake", async () => {
    const { tenant, bank, rows } = await linked();
    const opened = await tenant.admin.post(`/v1/bank-connections/${bank.connectionId}/uploads`, {
      contentType: "application/json",
    });
    expect(opened.status).toBe(201);
    const put = await fetch(opened.body.uploadUrl, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ transactions: [line(), line({ bankReference: "3" })] }),
    });
    expect(put.status).toBe(200);
    await stack().settled();
    const done = await tenant.admin.get(`/v1/bank-uploads/${opened.body.id}`);
    expect(done.body).toMatchObject({ state: "stored", result: { received: 2, duplicates: 0 } });
    expect(await rows()).toHaveLength(2);
  });
});
