import { writeFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { plannedFaults, seeded } from "../support/faults.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const SEED = Number(process.env.SEED ?? 5);
const faults = plannedFaults({ seed: SEED, rate: 0.1 });
faults.enabled = false;
/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ interceptor: faults, lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
afterEach(() => {
  faults.enabled = false;
});

async function books() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const tax = { taxNo: "91110000MA1FL0000X", invoiceTitle: "北京某某软件有限公司（发票抬头）" };
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司", tax });
  const email = `cfo.${tenant.id.slice(-6).toLowerCase()}@example.com`;
  await made(admin, "/v1/contacts", { name: "张敏", accountId: account.id, role: "财务", email });
  const catalogue = { productType: "subscription", listPriceMinor: 120_000, currency: "CNY" };
  const crm = await made(admin, "/v1/products", { ...catalogue, code: "CRM-1", name: "云帆 CRM", taxBasisPoints: 600 });
  let papers = 0;
  const owed = (fields: object = {}) =>
    made(admin, "/v1/receivables", {
      ...{ accountId: account.id, reference: `R-${++papers}`, amountMinor: 10_600, currency: "CNY" },
      ...{ dueOn: "2027-01-31", lines: [{ productId: crm.id, amountMinor: 1 }], ...fields },
    });
  const all = async (): Promise<{ number: string; status: string; receivableId: string; kind: string }[]> =>
    (await admin.get("/v1/invoices?limit=200")).body.items;
  return { ...tenant, account, crm, email, owed, all };
}

/** The counts at the end of numbers, in order. */
const countsOf = (rows: { number: string }[], head: string): number[] =>
  rows
    .filter(({ number }) => number.startsWith(head))
    .map(({ number }) => Number(number.split("-").at(-1)))
    .sort((a, b) => a - b);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1);

describe("the numbers of invoices", () => {
  test("have no gap and no double, however many are issued at once, voided, sent again, and whatever fails", async () => {
    const { owed, admin, all } = await books();
    const random = seeded(SEED);
    const papers = [];
    for (let n = 0; n < 16; n++) papers.push(await owed(n % 4 === 3 ? { kind: "creditNote" } : {}));
    const asked = papers.flatMap(({ id }) => (random() < 0.3 ? [id, id] : [id]));
    faults.enabled = true;
    // Whoever is not answered, or told to try again, asks again.
    const insist = async (call: () => Promise<{ status: number; body: { code?: string } }>, tries = 60) => {
      for (let n = 0; n < tries; n++) {
        const reply = await call().catch(() => ({ status: 503, body: {} as { code?: string } }));
        if (reply.status < 500 && reply.status !== 429 && reply.body.code !== "conflict" && reply.body.code !== "stale")
          return reply;
      }
      throw new Error("nothing was answered");
    };
    const replies = await Promise.all(
      asked.map((receivableId) => insist(() => admin.post("/v1/invoices", { receivableId }))),
    );
    expect(replies.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    faults.enabled = false;
    await stack().settled();
    const first = await all();
    expect(first).toHaveLength(papers.length);
    const some = first.filter(() => random() < 0.4);
    faults.enabled = true;
    const voidOf = (receivableId: string) => async (): Promise<void> => {
      const row = first.find((one) => one.receivableId === receivableId) as unknown as { id: string };
      await insist(() => admin.post(`/v1/invoices/${row.id}/void`, { reason: "抬头有误" }));
      await insist(() => admin.post("/v1/invoices", { receivableId }));
    };
    await Promise.all(some.map(({ receivableId }) => voidOf(receivableId)()));
    faults.enabled = false;
    await stack().settled();
    const rows = await all();
    const [invoices, notes] = [countsOf(rows, "INV-"), countsOf(rows, "CN-")];
    expect(invoices).toEqual(upTo(invoices.length));
    expect(notes).toEqual(upTo(notes.length));
    expect(invoices.length + notes.length).toBe(papers.length + some.length);
    for (const { id } of papers) {
      const own = rows.filter((row) => row.receivableId === id);
      expect(own.filter(({ status }) => status === "issued")).toHaveLength(1);
    }
    const series = (await admin.get("/v1/number-series")).body.items;
    expect(series.find(({ kind }: { kind: string }) => kind === "invoice").last).toBe(invoices.length);
  });

  test("begin again with each year of the tenant's own day", async () => {
    const { owed, admin } = await books();
    stack().clock.set(new Date("2027-12-31T15:59:00Z"));
    const old = await made(admin, "/v1/invoices", { receivableId: (await owed()).id });
    stack().clock.set(new Date("2027-12-31T16:01:00Z"));
    const young = await made(admin, "/v1/invoices", { receivableId: (await owed()).id });
    expect([old.number, old.issuedOn, young.number, young.issuedOn]).toEqual([
      ...["INV-2027-00001", "2027-12-31"],
      ...["INV-2028-00001", "2028-01-01"],
    ]);
  });
});

describe("an invoice", () => {
  test("stays as it was issued, says its tax, is voided with a reason and credited by number", async () => {
    const { owed, admin, account, crm, person, email } = await books();
    const paper = await owed();
    const row = await made(admin, "/v1/invoices", { receivableId: paper.id });
    expect(row).toMatchObject({
      netMinor: 10_000,
      taxMinor: 600,
      totalMinor: 10_600,
      status: "issued",
      kind: "invoice",
    });
    expect(row.buyer).toMatchObject({ name: "北京某某软件有限公司（发票抬头）", taxNo: "91110000MA1FL0000X" });
    const { key, api } = await person({ roles: ["finance"] });
    const pdf = async (locale = "zh-CN") => {
      const path = `${stack().baseUrl}/v1/invoices/${row.id}/pdf?locale=${locale}`;
      return Buffer.from(await (await fetch(path, { headers: { authorization: `Bearer ${key}` } })).arrayBuffer());
    };
    const before = await pdf();
    await admin.patch(`/v1/accounts/${account.id}`, { name: "另一家公司", tax: { taxNo: "1" } });
    await admin.patch(`/v1/products/${crm.id}`, { name: "别的产品", taxBasisPoints: 1_300 });
    expect((await pdf()).equals(before)).toBe(true);
    if (process.env.SHOW)
      for (const one of ["zh-CN", "en"]) writeFileSync(`${process.env.SHOW}/invoice-${one}.pdf`, await pdf(one));
    const twice = await admin.post("/v1/invoices", { receivableId: paper.id });
    expect([twice.status, twice.body.code]).toEqual([409, "duplicate"]);
    const note = await owed({ kind: "creditNote", creditsReceivableId: paper.id });
    const credit = await made(api, "/v1/invoices", { receivableId: note.id });
    expect([credit.kind, credit.creditsNumber, String(credit.number).slice(0, 3)]).toEqual([
      "creditNote",
      row.number,
      "CN-",
    ]);
    expect((await api.post(`/v1/invoices/${row.id}/void`, {})).body.errors[0].path).toBe("reason");
    const contact = (await admin.get(`/v1/contacts?accountId=${account.id}`)).body.items[0];
    expect((await api.post(`/v1/invoices/${row.id}/send`, { contactId: contact.id })).status).toBe(200);
    await stack().settled();
    const [mail] = stack().outbox(email);
    expect([mail?.subject, mail?.attachments]).toMatchObject([
      expect.stringContaining(String(row.number)),
      [{ contentType: "application/pdf" }],
    ]);
    expect((await api.post(`/v1/invoices/${row.id}/void`, { reason: "抬头有误" })).body.status).toBe("voided");
    expect((await api.post(`/v1/invoices/${row.id}/send`, { contactId: contact.id })).status).toBe(409);
    expect((await pdf()).equals(before)).toBe(false);
    const cancelled = await owed();
    await admin.post(`/v1/receivables/${cancelled.id}/cancel`);
    expect((await admin.post("/v1/invoices", { receivableId: cancelled.id })).body.code).toBe("invalid_state");
    const seller = await person({ roles: ["sales"] });
    expect((await seller.api.get(`/v1/invoices/${row.id}`)).status).toBe(404);
    expect((await seller.api.post("/v1/invoices", { receivableId: paper.id })).status).toBe(403);
  });

  test("of many receivables is issued and sent by one call in the background, each once", async () => {
    const { owed, admin, all, email } = await books();
    for (let n = 0; n < 5; n++) await owed();
    const filter = { field: "reference", op: "startsWith", value: "R-" };
    for (let runs = 0; runs < 2; runs++) {
      const job = await admin.post("/v1/invoice-runs", { filter, contactRole: "财务" });
      expect(job.status).toBe(202);
      await stack().settled();
      expect((await admin.get(`/v1/jobs/${job.body.id}`)).body).toMatchObject({
        state: "done",
        progress: { done: 5, failed: 0 },
      });
    }
    expect(countsOf(await all(), "INV-")).toEqual(upTo(5));
    expect(stack().outbox(email)).toHaveLength(10);
    expect((await admin.post("/v1/invoice-runs", { filter: { field: "no", op: "eq", value: 1 } })).status).toBe(422);
  });
});
