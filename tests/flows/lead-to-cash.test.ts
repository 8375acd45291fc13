import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { civilDate } from "../../shared/clock.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, TIME_ZONE } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Line = Record<string, unknown>;
const sumOf = (items: Line[], field = "amountMinor"): number => items.reduce((sum, one) => sum + Number(one[field]), 0);

test("from the lead to the credits, every figure ties to the next to the cent", async () => {
  const { admin, person, ...tenant } = await openTenant(stack());
  const head = await person({ roles: ["manager"], name: "赵磊" });
  const department = await made(admin, "/v1/departments", { name: "销售部", managerId: head.id });
  await admin.patch(`/v1/users/${head.id}`, { departmentId: department.id });
  const seller = await person({ roles: ["sales"], name: "王芳", departmentId: department.id });
  const presales = await person({ roles: ["sales"], name: "李强", departmentId: department.id });
  const catalogue = { productType: "subscription", currency: "CNY" };
  const crm = await made(admin, "/v1/products", {
    ...catalogue,
    code: "CRM",
    name: "云帆 CRM",
    listPriceMinor: 33_333,
  });
  const care = await made(admin, "/v1/products", { ...catalogue, code: "CARE", name: "实施", listPriceMinor: 500_001 });
  const deep = { field: "deepestDiscountBasisPoints", op: "gte", value: 1_000 };
  await made(admin, "/v1/approval-rules", { noun: "quote", when: deep, steps: [{ by: "manager" }] });

  // A lead becomes an account and a sale.
  const lead = {
    name: "李娜",
    company: "北京某某科技有限公司",
    email: "li.na@customer.example.com",
    ownerId: seller.id,
  };
  const { id: leadId } = await made(seller.api, "/v1/leads", lead);
  const converted = await seller.api.post(`/v1/leads/${leadId}/convert`, { createOpportunity: true });
  expect(converted.status).toBe(200);
  const { accountId, contactId, opportunityId } = converted.body;

  // A discount that must be agreed to.
  const dues = ["2027-01-31", "2027-04-30", "2027-07-31"];
  const lines = [
    { productId: crm.id, quantity: 7, months: 12, discountBasisPoints: 1_250, taxBasisPoints: 600 },
    { productId: care.id, quantity: 1, taxBasisPoints: 1_300 },
  ];
  const credits = [
    { userId: seller.id, basisPoints: 6_667, ledger: "primary" },
    { userId: presales.id, basisPoints: 3_333, ledger: "primary" },
  ];
  const terms = { opportunityId, currency: "CNY", validUntil: "2099-12-31", lines, discountBasisPoints: 333, credits };
  const draft = await made(seller.api, "/v1/quotes", terms);
  const total = Number(draft.totalMinor);
  const quoted = draft.lines as Line[];
  expect(sumOf(quoted, "totalMinor")).toBe(total);
  expect(Number(draft.subtotalMinor) - Number(draft.discountMinor) + Number(draft.taxMinor)).toBe(total);
  const third = Math.floor(total / 3);
  const instalments = dues.map((dueOn, n) => ({ dueOn, amountMinor: n < 2 ? third : total - 2 * third }));
  const off = instalments.map((part, n) => ({ ...part, amountMinor: part.amountMinor + (n === 0 ? 1 : 0) }));
  const refused = await seller.api.patch(`/v1/quotes/${draft.id}`, { instalments: off });
  expect([refused.status, refused.body.errors[0].path]).toEqual([422, "instalments"]);
  expect((await seller.api.patch(`/v1/quotes/${draft.id}`, { instalments })).status).toBe(200);
  expect((await seller.api.post(`/v1/quotes/${draft.id}/submit`)).body.status).toBe("submitted");
  expect((await seller.api.post(`/v1/quotes/${draft.id}/send`, {})).body.code).toBe("invalid_state");
  expect((await head.api.post(`/v1/quotes/${draft.id}/approve`, { comment: "同意" })).body.status).toBe("approved");

  // The customer reads the document and takes it.
  const sent = (await seller.api.post(`/v1/quotes/${draft.id}/send`, { contactId })).body;
  await stack().settled();
  const [mail] = stack().outbox(lead.email);
  expect(mail?.attachments).toMatchObject([{ contentType: "application/pdf" }]);
  const path = new URL(sent.publicUrl).pathname;
  const shown = (total / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
  expect(await (await fetch(stack().baseUrl + path)).text()).toContain(`¥${shown}`);
  const taken = await fetch(`${stack().baseUrl}${path}/accept`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: lead.name, email: lead.email, consent: true }),
  });
  expect(await taken.json()).toMatchObject({ status: "accepted", totalMinor: total });

  // The order has the quote's total, and its receivables have the order's.
  const { orderId } = (await seller.api.get(`/v1/quotes/${draft.id}`)).body;
  const order = (await seller.api.get(`/v1/orders/${orderId}`)).body;
  expect(order).toMatchObject({ totalMinor: total, accountId, opportunityId, quoteId: draft.id, ownerId: seller.id });
  expect(order.lines.map(({ amountMinor }: Line) => amountMinor)).toEqual(quoted.map(({ totalMinor }) => totalMinor));
  expect((await seller.api.post(`/v1/orders/${orderId}/sign`)).body.status).toBe("signed");
  const owed = async (): Promise<Line[]> =>
    (await admin.get(`/v1/receivables?orderId=${orderId}&sort=dueOn`)).body.items;
  expect((await owed()).map(({ amountMinor }) => amountMinor)).toEqual(instalments.map((part) => part.amountMinor));

  // The bank's notices clear them, and each earns its credits in the same transaction.
  const bookedOn = civilDate(stack().clock.now(), TIME_ZONE);
  const bank = await linkBank(stack(), { admin, person, ...tenant });
  for (const [n, { reference, amountMinor }] of (await owed()).entries()) {
    const notice = { bankReference: `R${n}`, bookedOn, direction: "credit", currency: "CNY" };
    const told = await bank.tell([{ ...notice, amountMinor, payer: { name: lead.company }, remittance: reference }]);
    expect(told.status).toBe(202);
    await stack().settled();
    const received = sumOf(instalments.slice(0, n + 1));
    expect(sumOf(await owed(), "paidMinor")).toBe(received);
    expect(sumOf(await owed(), "openMinor")).toBe(total - received);
    const all: Line[] = (await admin.get(`/v1/credits?orderId=${orderId}&limit=200`)).body.items;
    expect(sumOf(all)).toBe(received);
  }
  const all: Line[] = (await admin.get(`/v1/credits?orderId=${orderId}&limit=200`)).body.items;
  for (const { userId, basisPoints } of credits) {
    const own = sumOf(all.filter((one) => one.userId === userId));
    expect(Math.abs(own - (total * basisPoints) / 10_000)).toBeLessThan(3);
  }
  for (const { productId, totalMinor } of quoted) {
    expect(sumOf(all.filter((one) => one.productId === productId))).toBe(totalMinor);
  }
  expect((await owed()).map(({ status }) => status)).toEqual(["paid", "paid", "paid"]);

  // Quotas are attained with the very same cents: by whom, where and what, whichever way one looks.
  const period = civilDate(stack().clock.now(), TIME_ZONE).slice(0, 7);
  const quota = (fields: object, measure: string) =>
    made(admin, "/v1/quotas", { ...fields, period, measure, amountMinor: 2 * total, currency: "CNY" });
  await quota({ ownerId: seller.id }, "signed");
  await quota({ ownerId: seller.id }, "credits");
  await quota({ departmentId: department.id }, "received");
  await quota({ productType: "subscription" }, "received");
  const attained = async (measure: string) =>
    (await admin.get(`/v1/attainment?period=${period}&measure=${measure}`)).body as {
      totalMinor: number;
      items: Line[];
    };
  const itemOf = (items: Line[], field: string, id: string): Line => items.find((one) => one[field] === id) ?? {};
  for (const measure of ["signed", "new", "received", "credits"]) {
    const { totalMinor, items } = await attained(measure);
    expect([measure, totalMinor]).toEqual([measure, total]);
    expect(itemOf(items, "productType", "subscription").attainedMinor).toBe(total);
    expect(itemOf(items, "departmentId", department.id).attainedMinor).toBe(total);
    expect(
      sumOf(
        items.filter(({ target }) => target === "person"),
        "attainedMinor",
      ),
    ).toBe(total);
  }
  expect(itemOf((await attained("signed")).items, "ownerId", seller.id)).toMatchObject({
    ...{ attainedMinor: total, quotaMinor: 2 * total, gapMinor: total, basisPoints: 5_000 },
  });
  const earned = (await attained("credits")).items;
  for (const { userId } of credits) {
    const own = sumOf(all.filter((one) => one.userId === userId));
    expect(itemOf(earned, "ownerId", userId).attainedMinor).toBe(own);
  }
});
