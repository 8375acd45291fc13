import { describe, expect, test } from "@jest/globals";
import { handler as backfills } from "../../functions/fields/sweep.ts";
import { lambdas } from "../../functions/modules.ts";
import { order as orders } from "../../functions/orders/table.ts";
import { receivable } from "../../functions/receivables/table.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Row = { id: string; dueOn: string; amountMinor: number; status: string; invoiceNumber?: string };

async function books() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const catalogue = { productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  const crm = await made(admin, "/v1/products", { ...catalogue, code: "CRM", name: "CRM" });
  const owed = (reference: string, fields: object = {}) =>
    made(admin, "/v1/receivables", {
      ...{ accountId: account.id, reference, amountMinor: 10_600, currency: "CNY", dueOn: "2027-01-31" },
      ...fields,
    });
  const invoiced = async (receivableId: string) => {
    const { id, number } = await made(admin, "/v1/invoices", { receivableId });
    return { id, number: String(number), voided: () => admin.post(`/v1/invoices/${id}/void`, { reason: "更正" }) };
  };
  const read = async (id: string): Promise<Row> => (await admin.get(`/v1/receivables/${id}`)).body;
  const order = async (amounts: readonly number[]) => {
    const total = amounts.reduce((sum, one) => sum + one, 0);
    const { id } = await made(admin, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", kind: "new", startsOn: "2027-01-01", endsOn: "2027-12-31" },
      lines: [{ productId: crm.id, quantity: 1, amountMinor: total }],
      instalments: amounts.map((amountMinor, n) => ({ dueOn: `2027-0${2 * n + 2}-28`, amountMinor })),
    });
    await admin.post(`/v1/orders/${id}/sign`);
    const rows = (await admin.get(`/v1/receivables?orderId=${id}`)).body.items as Row[];
    return { id, path: `/v1/orders/${id}`, rows: rows.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)) };
  };
  return { ...tenant, account, crm, owed, invoiced, read, order };
}

describe("a receivable of which an invoice is in force", () => {
  test("keeps its amount, currency, kind and parts, and says which invoice; all else of it changes", async () => {
    const { admin, crm, owed, invoiced, read } = await books();
    const { id } = await owed("R-1");
    const first = await invoiced(id);
    expect(await read(id)).toMatchObject({ invoiceId: first.id, invoiceNumber: first.number });
    const lines = [{ productId: crm.id, amountMinor: 1 }];
    for (const patch of [{ amountMinor: 1 }, { currency: "USD" }, { kind: "creditNote" }, { lines }]) {
      const { status, body } = await admin.patch(`/v1/receivables/${id}`, patch);
      expect([status, body.code, body.errors?.[0]?.path]).toEqual([409, "invalid_state", Object.keys(patch)[0]]);
      expect(body.detail).toContain(first.number);
    }
    const other = await made(admin, "/v1/accounts", { name: "另一家" });
    const moved = await admin.patch(`/v1/receivables/${id}`, { accountId: other.id });
    expect([moved.status, moved.body.errors?.[0]?.path]).toEqual([409, "accountId"]);
    const cancelled = await admin.post(`/v1/receivables/${id}/cancel`);
    expect([cancelled.status, cancelled.body.detail]).toEqual([409, expect.stringContaining(first.number)]);
    expect((await admin.patch(`/v1/receivables/${id}`, { amountMinor: 10_600, dueOn: "2027-02-28" })).status).toBe(200);
    expect((await admin.patch(`/v1/receivables/${id}`, { invoiceNumber: null })).status).toBe(422);
    expect(await read(id)).toMatchObject({ amountMinor: 10_600, dueOn: "2027-02-28", invoiceNumber: first.number });
  });

  test("is invoiced anew: voided, it changes, and the next invoice has the next number and the new amount", async () => {
    const { admin, owed, invoiced, read } = await books();
    const { id } = await owed("R-1");
    const first = await invoiced(id);
    expect((await first.voided()).body.status).toBe("voided");
    expect((await read(id)).invoiceNumber).toBeUndefined();
    expect((await admin.patch(`/v1/receivables/${id}`, { amountMinor: 21_200 })).body.amountMinor).toBe(21_200);
    const second = await invoiced(id);
    expect(Number(second.number.slice(-5))).toBe(Number(first.number.slice(-5)) + 1);
    expect((await admin.get(`/v1/invoices/${second.id}`)).body.totalMinor).toBe(21_200);
    expect((await admin.get(`/v1/invoices/${first.id}`)).body).toMatchObject({ totalMinor: 10_600, status: "voided" });
    // Voiding the old one once more does not take the new one off.
    expect((await first.voided()).status).toBe(409);
    expect((await read(id)).invoiceNumber).toBe(second.number);
    await second.voided();
    expect((await admin.post(`/v1/receivables/${id}/cancel`)).body.status).toBe("cancelled");
  });

  test("is credited instead: the note names the invoice, and what is owed is that much less", async () => {
    const { admin, owed, invoiced, read } = await books();
    const { id } = await owed("R-1");
    const first = await invoiced(id);
    const note = await owed("CN-1", { kind: "creditNote", amountMinor: 600, creditsReceivableId: id });
    const credit = await made(admin, "/v1/invoices", { receivableId: note.id });
    expect(credit).toMatchObject({ creditsNumber: first.number, kind: "creditNote", totalMinor: 600 });
    expect(await read(id)).toMatchObject({ amountMinor: 10_600, invoiceNumber: first.number });
  });

  test("is paid and undone under its invoice", async () => {
    const { owed, invoiced, read, ...tenant } = await books();
    const { id } = await owed("INV-2027-0001");
    const first = await invoiced(id);
    const bank = await linkBank(stack(), tenant);
    const line = { bankReference: "B1", bookedOn: "2026-11-22", direction: "credit", currency: "CNY" };
    await bank.tell([{ ...line, amountMinor: 10_600, remittance: "INV-2027-0001" }]);
    await stack().settled();
    expect(await read(id)).toMatchObject({ status: "paid", invoiceNumber: first.number });
    const [paid] = (await tenant.admin.get("/v1/bank-transactions")).body.items;
    await tenant.admin.post(`/v1/bank-transactions/${paid.id}/undo`, { reason: "错账" });
    expect(await read(id)).toMatchObject({ status: "open", invoiceNumber: first.number });
  });

  test("never differs from its invoice, whichever of a change and the issue comes first", async () => {
    const { admin, owed, read } = await books();
    for (let n = 0; n < 6; n++) {
      const { id } = await owed(`R-${n}`);
      await Promise.all([
        admin.post("/v1/invoices", { receivableId: id }),
        admin.patch(`/v1/receivables/${id}`, { amountMinor: 999 }),
      ]);
      const row = await read(id);
      const { items } = (await admin.get(`/v1/invoices?receivableId=${id}`)).body;
      expect(items.map(({ number, totalMinor }: Record<string, unknown>) => [number, totalMinor])).toEqual(
        row.invoiceNumber ? [[row.invoiceNumber, row.amountMinor]] : [],
      );
    }
  });
});

test("what is older than the notes of invoices and of nets has them once all is counted anew", async () => {
  const { admin, id: tenantId, owed, invoiced, order, read } = await books();
  const [standing, voided] = [await owed("R-1"), await owed("R-2")];
  const first = await invoiced(standing.id);
  await (await invoiced(voided.id)).voided();
  const sold = await order([10_600]);
  expect((await admin.get(sold.path)).body.netMinor).toBe(10_600);
  const table = await tenantTable(tenantId, { actor: "system:test", from: "", requestId: "" });
  const now = stack().clock.now().toISOString();
  const owing = await table.get(receivable, standing.id);
  await table.replace(receivable, owing, nextVersion(owing, now, { invoiceId: undefined, invoiceNumber: undefined }));
  const ordered = await table.get(orders, sold.id);
  await table.replace(orders, ordered, nextVersion(ordered, now, { netMinor: undefined }));
  expect((await read(standing.id)).invoiceNumber).toBeUndefined();
  const { id } = (await admin.post("/v1/figure-recounts")).body;
  stack().clock.set(new Date(stack().clock.now().getTime() + 3_600_000));
  await backfills();
  await stack().settled();
  expect((await admin.get(`/v1/figure-recounts/${id}`)).body.state).toBe("done");
  expect((await read(standing.id)).invoiceNumber).toBe(first.number);
  expect((await admin.patch(`/v1/receivables/${standing.id}`, { amountMinor: 1 })).body.code).toBe("invalid_state");
  expect((await read(voided.id)).invoiceNumber).toBeUndefined();
  expect((await admin.get(sold.path)).body.netMinor).toBe(10_600);
});

describe("an order of which an instalment is invoiced", () => {
  test("is amended around it, by amount and by name, and not over it", async () => {
    const { admin, crm, invoiced, order, read } = await books();
    const { path, rows } = await order([3_000, 4_000, 5_000]);
    const [, second] = rows as [Row, Row, Row];
    const { number } = await invoiced(second.id);
    const plan = (...amounts: number[]) =>
      amounts.map((amountMinor, n) => ({ dueOn: `2028-0${n + 1}-28`, amountMinor }));
    const amend = (body: object) => admin.post(`${path}/amend`, { reason: "分期调整", ...body });
    const over = await amend({ instalments: plan(6_000, 6_000) });
    expect([over.status, over.body.code, over.body.errors?.[0]?.path]).toEqual([409, "invalid_state", "instalments"]);
    expect(over.body.detail).toContain(number);
    const named = await amend({ instalments: [{ dueOn: "2028-01-28", amountMinor: 12_000, receivableId: second.id }] });
    expect(named.body.errors?.[0]?.path).toBe("instalments.0.amountMinor");
    expect((await read(second.id)).amountMinor).toBe(4_000);
    const around = await amend({ instalments: plan(8_000, 4_000) });
    expect(around.status).toBe(200);
    expect(await read(second.id)).toMatchObject({ amountMinor: 4_000, dueOn: "2028-02-28", invoiceNumber: number });
    // What is sold may change too, as long as the invoiced amount stays.
    const more = { lines: [{ productId: crm.id, quantity: 2, amountMinor: 15_000 }], instalments: plan(11_000, 4_000) };
    expect((await amend(more)).body.totalMinor).toBe(15_000);
  });

  test("is neither cancelled nor ended over it; voided, it is", async () => {
    const { admin, invoiced, order, read } = await books();
    const { path, rows } = await order([3_000, 4_000]);
    const later = (rows as [Row, Row])[1];
    const paper = await invoiced(later.id);
    const end = () => admin.post(`${path}/terminate`, { on: "2027-03-31", reason: "客户停用" });
    for (const refused of [await admin.post(`${path}/cancel`, { reason: "撤单" }), await end()]) {
      expect([refused.status, refused.body.code]).toEqual([409, "invalid_state"]);
      expect(refused.body.errors).toMatchObject([{ path: later.id, message: expect.stringContaining(paper.number) }]);
    }
    expect((await admin.get(path)).body.status).toBe("signed");
    await paper.voided();
    expect((await end()).status).toBe(200);
    expect((await read(later.id)).status).toBe("cancelled");
  });
});
