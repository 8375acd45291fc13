import { describe, expect, test } from "@jest/globals";
import { linkBank, type TestBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

const CUSTOMER = "上海某某科技有限公司";
let told = 0;
let worlds = 0;

/** A company with a rep, a finance colleague and a partner, and one signed order that all of them take part in. */
async function world() {
  worlds += 1;
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const mail = (name: string): string => `${name}.${worlds}@example.com`;
  const department = await made(admin, "/v1/departments", { name: "华东大区" });
  const at = { departmentId: department.id };
  const rep = await tenant.person({ roles: ["sales"], name: "王芳", email: mail("rep"), ...at });
  const member = await tenant.person({ roles: ["sales"], name: "李雷", email: mail("member"), ...at });
  const finance = await tenant.person({ roles: ["finance"], name: "韩梅梅", email: mail("finance") });
  const partner = await made(admin, "/v1/partners", { name: "杭州数智渠道有限公司", email: mail("partner") });
  const bank = await linkBank(stack(), tenant, at);
  const account = await made(admin, "/v1/accounts", { name: CUSTOMER, ownerId: rep.id });
  return { tenant, admin, department, rep, member, finance, partner, bank, account, mail, ...actions(tenant, bank) };
}

function actions({ admin }: TestTenant, bank: TestBank) {
  return {
    order: async (accountId: string, amounts: number[], more: object = {}) => {
      const product = await made(admin, "/v1/products", {
        code: `P${++told}`,
        name: "云帆CRM",
        productType: "licence",
        listPriceMinor: 100,
        currency: "CNY",
      });
      const total = amounts.reduce((sum, amount) => sum + amount, 0);
      const input = {
        accountId,
        currency: "CNY",
        kind: "new",
        contractNo: `HT-2026-${1000 + told}`,
        lines: [{ productId: product.id, quantity: 1, amountMinor: total }],
        instalments: amounts.map((amountMinor, n) => ({ dueOn: `2026-1${n + 1}-30`, amountMinor })),
        ...more,
      };
      const { id } = await made(admin, "/v1/orders", input);
      expect((await admin.post(`/v1/orders/${id}/sign`)).status).toBe(200);
      return { id, contractNo: input.contractNo };
    },
    pay: async (amountMinor: number, more: object = {}) => {
      const bankReference = `B${++told}`;
      const payer = { name: CUSTOMER };
      const line = { bookedOn: "2026-11-22", direction: "credit", currency: "CNY", payer, ...more };
      expect((await bank.tell([{ ...line, bankReference, amountMinor }])).status).toBe(202);
      return bankReference;
    },
    receipt: async (bankReference: string) =>
      (await admin.get(`/v1/bank-transactions?bankReference=${bankReference}`)).body.items[0],
    messagesOf: async (relatedId: string) =>
      (await admin.get(`/v1/messages?relatedId=${relatedId}&limit=200`)).body.items as Record<string, string>[],
  };
}

const outbox = (to: string) => stack().outbox(to);

describe("people are told of a receipt", () => {
  test("owner, member, finance and partner once each, and each of what concerns them", async () => {
    const w = await world();
    const order = await w.order(w.account.id, [118_580, 200_000], {
      memberIds: [w.member.id],
      partnerId: w.partner.id,
      credits: [
        { userId: w.rep.id, basisPoints: 8_000, ledger: "primary" },
        { partnerId: w.partner.id, basisPoints: 2_000, ledger: "primary" },
      ],
    });
    const reference = await w.pay(118_580, { remittance: `合同 ${order.contractNo} 首付款` });
    await stack().settled();
    const receipt = await w.receipt(reference);
    expect(receipt.state).toBe("applied");
    for (const name of ["rep", "member", "finance", "partner"]) {
      expect({ name, mails: outbox(w.mail(name)).length }).toEqual({ name, mails: 1 });
    }
    const rep = outbox(w.mail("rep"))[0]!;
    expect(rep.subject).toContain("1,185.80");
    expect(rep.text).toContain(CUSTOMER);
    expect(rep.text).toContain("948.64");
    expect(rep.html).toContain("</html>");
    const partner = outbox(w.mail("partner"))[0]!;
    expect(partner.text).toContain("237.16");
    expect(partner.text).not.toContain("首付款");
    const sent = await w.messagesOf(receipt.id);
    expect(sent.map((m) => m.state)).toEqual(Array(4).fill("delivered"));
  });

  test("a text message too, if they chose so and have a number", async () => {
    const w = await world();
    await w.admin.patch(`/v1/users/${w.rep.id}`, { phone: `+8613900000${100 + worlds}`, smsOnReceipt: true });
    await w.admin.patch(`/v1/users/${w.finance.id}`, { phone: `+8613900001${100 + worlds}` });
    const order = await w.order(w.account.id, [50_000]);
    await w.pay(50_000, { remittance: order.contractNo });
    await stack().settled();
    const texts = outbox(`+8613900000${100 + worlds}`);
    expect(texts.map((m) => m.text)).toEqual([expect.stringContaining("¥500.00")]);
    expect(outbox(`+8613900001${100 + worlds}`)).toEqual([]);
  });

  test("a claimable one goes to those who may claim it, and to nobody twice", async () => {
    const w = await world();
    const reference = await w.pay(77_700, { payer: { name: "无名氏" } });
    await stack().settled();
    expect((await w.receipt(reference)).state).toBe("claimable");
    expect(outbox(w.mail("rep")).map((m) => m.subject)).toEqual(["待认领到款 ¥777.00：无名氏"]);
    expect(outbox(w.mail("member"))).toHaveLength(1);
    expect(outbox(w.mail("finance"))).toHaveLength(0);
    expect(outbox(w.mail("partner"))).toHaveLength(0);
  });

  test("one that nobody near may claim goes to finance", async () => {
    const w = await world();
    const other = await linkBank(stack(), w.tenant, { name: "工商银行", accountNo: "622200009999" });
    await other.tell([
      { bankReference: "X1", bookedOn: "2026-11-22", direction: "credit", amountMinor: 100, currency: "CNY" },
    ]);
    await stack().settled();
    expect(outbox(w.mail("finance"))).toHaveLength(1);
    expect(outbox(w.mail("rep"))).toHaveLength(0);
  });

  test("an undo is told to those who had been told, with the credit that goes", async () => {
    const w = await world();
    const order = await w.order(w.account.id, [90_000], { partnerId: w.partner.id });
    const reference = await w.pay(90_000, { remittance: order.contractNo });
    await stack().settled();
    const receipt = await w.receipt(reference);
    expect((await w.admin.post(`/v1/bank-transactions/${receipt.id}/undo`, { reason: "记错了" })).status).toBe(200);
    await stack().settled();
    for (const name of ["rep", "finance", "partner"]) expect(outbox(w.mail(name))).toHaveLength(2);
    const [, undone] = outbox(w.mail("rep"));
    expect(undone?.subject).toContain("核销已撤销");
    expect(undone?.text).toContain("-¥900.00");
    expect(undone?.text).toContain("记错了");
    expect(outbox(w.mail("partner"))[1]?.text).not.toContain("记错了");
  });

  test("those who have left are told nothing", async () => {
    const w = await world();
    await w.admin.post(`/v1/users/${w.member.id}/archive`);
    const order = await w.order(w.account.id, [10_000], { memberIds: [w.rep.id] });
    await w.admin.post(`/v1/users/${w.rep.id}/archive`);
    await w.pay(10_000, { remittance: order.contractNo });
    await stack().settled();
    expect(outbox(w.mail("rep"))).toEqual([]);
    expect(outbox(w.mail("finance"))).toHaveLength(1);
  });
});

/** Tells the consumer of everything but money once more what the stream has told it from the beginning. */
async function tellAgain(): Promise<void> {
  const { StreamReader, streamArn } = await import("../../infra/local/streams.ts");
  const { handler } = await import("../../functions/streams/rest.ts");
  const endpoint = stack().databaseEndpoint;
  const reader = new StreamReader(endpoint, await streamArn(endpoint, "cashloop"), undefined);
  for (let page = await reader.read(); page.records.length > 0; page = await reader.read()) {
    expect(await handler({ Records: page.records })).toEqual({ batchItemFailures: [] });
  }
}

describe("messages leave once", () => {
  test("though the stream tells of everything twice", async () => {
    const w = await world();
    const order = await w.order(w.account.id, [30_000]);
    await w.pay(30_000, { remittance: order.contractNo });
    await stack().settled();
    const before = stack().outbox().length;
    await tellAgain();
    await stack().settled();
    expect(stack().outbox()).toHaveLength(before);
  });

  test("though the queue brings them several times at once", async () => {
    const w = await world();
    const order = await w.order(w.account.id, [30_000]);
    const reference = await w.pay(30_000, { remittance: order.contractNo });
    await stack().settled();
    const { id } = await w.receipt(reference);
    const before = stack().outbox().length;
    for (const { id: messageId } of await w.messagesOf(id)) {
      const body = JSON.stringify({ tenantId: w.tenant.id, messageId });
      for (let n = 0; n < 3; n++) stack().queues.send("messages", { body });
    }
    await stack().settled();
    expect(stack().outbox()).toHaveLength(before);
  });
});

describe("a mail provider in trouble", () => {
  test("that is dead delays no application, and its mails leave when it is back", async () => {
    const w = await world();
    const order = await w.order(w.account.id, [40_000]);
    stack().mail.fail("down");
    const reference = await w.pay(40_000, { remittance: order.contractNo });
    await stack().settled();
    const receipt = await w.receipt(reference);
    expect(receipt).toMatchObject({ state: "applied", unappliedMinor: 0 });
    expect((await w.messagesOf(receipt.id)).map((m) => m.state)).toEqual(["queued", "queued"]);
    stack().mail.fail(null);
    await stack().advance(180);
    expect((await w.messagesOf(receipt.id)).map((m) => m.state)).toEqual(["delivered", "delivered"]);
    expect(outbox(w.mail("rep"))).toHaveLength(1);
    expect(outbox(w.mail("finance"))).toHaveLength(1);
  });

  test("that does not answer delays no application either", async () => {
    const w = await world();
    const order = await w.order(w.account.id, [40_000]);
    stack().mail.fail("slow");
    const reference = await w.pay(40_000, { remittance: order.contractNo });
    await stack().settled({ ignore: ["sender"] });
    expect((await w.receipt(reference)).state).toBe("applied");
    stack().mail.fail(null);
    await stack().settled();
    expect(outbox(w.mail("rep"))).toHaveLength(1);
  });

  test("that refuses a message for good is not asked again, until a person does", async () => {
    const w = await world();
    const order = await w.order(w.account.id, [40_000]);
    stack().mail.fail("reject");
    const reference = await w.pay(40_000, { remittance: order.contractNo });
    await stack().settled();
    stack().mail.fail(null);
    await stack().advance(600);
    const { id } = await w.receipt(reference);
    const failed = (await w.messagesOf(id)).filter((m) => m.recipientId === w.rep.id);
    expect(failed).toMatchObject([{ state: "failed", error: expect.stringContaining("MessageRejected") }]);
    expect(outbox(w.mail("rep"))).toEqual([]);
    expect((await w.admin.post(`/v1/messages/${failed[0]!.id}/resend`)).status).toBe(200);
    await stack().settled();
    expect(outbox(w.mail("rep"))).toHaveLength(1);
  });
});

describe("an address that mail comes back from", () => {
  test("gets no more until a person lifts it", async () => {
    const w = await world();
    const first = await w.order(w.account.id, [10_000]);
    const reference = await w.pay(10_000, { remittance: first.contractNo });
    await stack().settled();
    stack().mail.tell(outbox(w.mail("rep"))[0]!.id, "bounce");
    await stack().settled();
    const { id } = await w.receipt(reference);
    const own = (rows: Record<string, string>[]) => rows.filter((m) => m.recipientId === w.rep.id).map((m) => m.state);
    expect(own(await w.messagesOf(id))).toEqual(["bounced"]);
    const second = await w.order(w.account.id, [20_000]);
    const again = await w.receipt(
      await w.pay(20_000, { remittance: second.contractNo }).then(async (r) => {
        await stack().settled();
        return r;
      }),
    );
    expect(own(await w.messagesOf(again.id))).toEqual(["suppressed"]);
    expect(outbox(w.mail("rep"))).toHaveLength(1);
    const { items } = (await w.admin.get("/v1/suppressed-addresses")).body;
    expect(items).toMatchObject([{ address: w.mail("rep"), reason: "bounced" }]);
    expect((await w.admin.post(`/v1/suppressed-addresses/${items[0].id}/lift`)).status).toBe(200);
    const third = await w.order(w.account.id, [30_000]);
    await w.pay(30_000, { remittance: third.contractNo });
    await stack().settled();
    expect(outbox(w.mail("rep"))).toHaveLength(2);
  });
});
