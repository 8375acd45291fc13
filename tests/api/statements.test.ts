import { writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { sumsOf } from "../../functions/customers/statement.ts";
import type { StatementItem } from "../../functions/customers/statement-schema.ts";
import { lambdas } from "../../functions/modules.ts";
import { linkBank } from "../support/bank.ts";
import { SOAK } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const DAY_MS = 86_400_000;

async function owing() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const on = (days: number): string =>
    new Date(stack().clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
  const owed = (reference: string, amountMinor: number, days: number, more: object = {}) =>
    made(admin, "/v1/receivables", {
      accountId: account.id,
      reference,
      amountMinor,
      currency: "CNY",
      dueOn: on(days),
      ...more,
    });
  await owed("INV-1", 10_000, 20);
  await owed("INV-2", 20_000, -20);
  await owed("INV-3", 40_000, -200);
  await owed("CN-1", 5_000, -20, { kind: "creditNote" });
  await owed("INV-4", 700, -50, { currency: "USD" });
  const pdf = async (path: string) => {
    const reply = await fetch(`${stack().baseUrl}${path}`, { headers: { authorization: `Bearer ${key}` } });
    const bytes = Buffer.from(await reply.arrayBuffer());
    return { status: reply.status, type: reply.headers.get("content-type"), bytes };
  };
  const { key } = await tenant.person({ roles: ["finance"] });
  return { ...tenant, account, pdf, on };
}

describe("a statement of account", () => {
  test("tells every open paper, by age and currency, and is a PDF in both languages", async () => {
    const { admin, account, pdf, person } = await owing();
    const { body } = await admin.get(`/v1/accounts/${account.id}/statement`);
    expect(body.items.map(({ reference }: StatementItem) => reference).sort()).toEqual([
      "CN-1",
      "INV-1",
      "INV-2",
      "INV-3",
      "INV-4",
    ]);
    expect(body.totals.find(({ currency }: { currency: string }) => currency === "CNY")).toEqual({
      ...{ currency: "CNY", openMinor: 65_000, overdueMinor: 60_000 },
      ageing: { notDueMinor: 5_000, to30Minor: 20_000, to60Minor: 0, to90Minor: 0, over90Minor: 40_000 },
    });
    const owed = (await admin.get(`/v1/receivables?accountId=${account.id}`)).body.items as Record<string, number>[];
    const open = owed
      .filter((one) => String(one.currency) === "CNY")
      .reduce((sum, one) => sum + (String(one.kind) === "creditNote" ? -1 : 1) * (one.openMinor ?? 0), 0);
    expect(open).toBe(65_000);
    for (const locale of ["zh-CN", "en"]) {
      const { status, type, bytes } = await pdf(`/v1/accounts/${account.id}/statement/pdf?locale=${locale}`);
      expect([status, type, bytes.subarray(0, 5).toString()]).toEqual([200, "application/pdf", "%PDF-"]);
      if (process.env.SHOW) writeFileSync(`${process.env.SHOW}/statement-${locale}.pdf`, bytes);
    }
    const stranger = await person({ roles: ["sales"] });
    expect((await stranger.api.get(`/v1/accounts/${account.id}/statement`)).status).toBe(404);
  });

  test("goes to those of the role whom an account has, once a run, and the run says who has none", async () => {
    const { admin, account, id } = await owing();
    const other = await made(admin, "/v1/accounts", { name: "没有联系人" });
    await made(admin, "/v1/receivables", {
      accountId: other.id,
      reference: "X-1",
      amountMinor: 1,
      currency: "CNY",
      dueOn: "2027-01-01",
    });
    await made(admin, "/v1/accounts", { name: "什么也不欠" });
    const email = `cai.wu.${id.slice(-6).toLowerCase()}@example.com`;
    await made(admin, "/v1/contacts", { name: "财务", accountId: account.id, role: "财务", email });
    await made(admin, "/v1/contacts", { name: "采购", accountId: account.id, role: "采购", email: `x.${email}` });
    const { status, body } = await admin.post("/v1/statement-runs", { contactRole: "财务" });
    expect(status).toBe(202);
    await stack().settled();
    const job = (await admin.get(`/v1/jobs/${body.id}`)).body;
    expect(job).toMatchObject({ state: "done", result: { outcomes: { created: 1, failed: 1, unchanged: 1 } } });
    const mails = stack().outbox(email);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      subject: expect.stringContaining("对账单"),
      attachments: [{ contentType: "application/pdf" }],
    });
    expect(stack().outbox(`x.${email}`)).toEqual([]);
    const failed = (await admin.get(`/v1/jobs/${body.id}/items?outcome=failed`)).body.items;
    expect(failed).toMatchObject([{ id: other.id, errors: [{ path: "contactRole" }] }]);
  });

  test("adds up, however it is cut into ages", () => {
    const item = fc.record({
      ...{ receivableId: fc.constant("rcv_1"), reference: fc.constant("x"), kind: fc.constant("invoice" as const) },
      ...{ issuedOn: fc.constant("2027-01-01"), dueOn: fc.constant("2027-01-01") },
      currency: fc.constantFrom("CNY", "USD"),
      amountMinor: fc.constant(0),
      openMinor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      overdueDays: fc.integer({ min: 0, max: 130 }),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        for (const { currency, openMinor, overdueMinor, ageing } of sumsOf(items)) {
          const { notDueMinor, ...late } = ageing;
          expect(Object.values(late).reduce((sum, one) => sum + one, 0)).toBe(overdueMinor);
          expect(notDueMinor + overdueMinor).toBe(openMinor);
          let own = 0;
          for (const one of items) if (one.currency === currency) own += one.openMinor;
          expect(openMinor).toBe(own);
        }
      }),
      { numRuns: 200 * SOAK },
    );
  });
});

describe("a receipt", () => {
  test("is made for money that was applied, and for nothing else", async () => {
    const tenant = await owing();
    const { admin, account, pdf, on } = tenant;
    const bank = await linkBank(stack(), tenant);
    const line = { bookedOn: on(0), direction: "credit", currency: "CNY", payer: { name: "北京某某软件有限公司" } };
    await bank.tell([
      { ...line, bankReference: "R1", amountMinor: 20_000, remittance: "INV-2" },
      { ...line, bankReference: "R2", amountMinor: 31, payer: { name: "来历不明" } },
    ]);
    await stack().settled();
    const lines = (await admin.get("/v1/bank-transactions")).body.items as {
      id: string;
      bankReference: string;
      state: string;
    }[];
    const of = (reference: string) => lines.find(({ bankReference }) => bankReference === reference);
    expect(of("R1")?.state).toBe("applied");
    const receipt = await pdf(`/v1/bank-transactions/${of("R1")?.id}/receipt/pdf`);
    expect([receipt.status, receipt.type]).toEqual([200, "application/pdf"]);
    if (process.env.SHOW) writeFileSync(`${process.env.SHOW}/receipt.pdf`, receipt.bytes);
    expect((await pdf(`/v1/bank-transactions/${of("R2")?.id}/receipt/pdf`)).status).toBe(409);
    expect(account.id).toMatch(/^acc_/);
  });

  test("has a number of a series without gaps, one a line, however many make it out at once", async () => {
    const tenant = await owing();
    const { admin, on, pdf, person } = tenant;
    const bank = await linkBank(stack(), tenant);
    const line = { bookedOn: on(0), direction: "credit", currency: "CNY", payer: { name: "北京某某软件有限公司" } };
    const references = ["INV-1", "INV-2", "INV-3"];
    const amounts = [10_000, 20_000, 40_000];
    await bank.tell([
      ...references.map((remittance, n) => ({ ...line, bankReference: `R${n}`, amountMinor: amounts[n], remittance })),
      { ...line, bankReference: "R9", amountMinor: 31, payer: { name: "来历不明" } },
    ]);
    await stack().settled();
    const lines = (await admin.get("/v1/bank-transactions")).body.items as { id: string; state: string }[];
    const paid = lines
      .filter(({ state }) => state === "applied")
      .map(({ id }) => `/v1/bank-transactions/${id}/receipt`);
    const other = lines.find(({ state }) => state === "claimable");
    expect(paid).toHaveLength(3);
    const replies = await Promise.all([...paid, ...paid, ...paid].map((path) => admin.post(path)));
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    const numbers = replies.map(({ body }) => body.number as string);
    const year = on(0).slice(0, 4);
    expect([...new Set(numbers)].sort()).toEqual([1, 2, 3].map((n) => `RC-${year}-0000${n}`));
    expect(numbers.slice(3, 6)).toEqual(numbers.slice(0, 3));
    expect((await pdf(`${paid[0]}/pdf`)).status).toBe(200);
    // What is not applied has none and takes none; who only reads makes out none.
    expect((await admin.post(`/v1/bank-transactions/${other?.id}/receipt`)).status).toBe(409);
    const reader = await person({ roles: ["manager"] });
    expect((await reader.api.post(paid[0] as string)).status).toBe(403);
    const series = (await admin.get("/v1/number-series")).body.items.find(
      (one: { kind: string }) => one.kind === "receipt",
    );
    expect(series).toMatchObject({ last: 3, next: `RC-${year}-00004` });
    // Undone, there is no receipt to be shown; applied anew, the line has the number that it had.
    const path = (paid[0] as string).replace("/receipt", "");
    await admin.post(`${path}/undo`, { reason: "错账" });
    expect((await pdf(`${paid[0]}/pdf`)).status).toBe(409);
    const { body } = await admin.get(path);
    const { items } = (await admin.get("/v1/receivables?status=open")).body as {
      items: { id: string; amountMinor: number }[];
    };
    const owed = items.find(({ amountMinor }) => amountMinor === body.amountMinor);
    await admin.post(`${path}/claim`, { allocations: [{ receivableId: owed?.id, amountMinor: body.amountMinor }] });
    expect((await admin.post(paid[0] as string)).body.number).toBe(numbers[0]);
  });
});
