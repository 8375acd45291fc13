import { describe, expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { base64, csvOf, fetched, itemsOf, type JobBody, jobOf } from "../support/jobs.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const CONTRACT = "HT-2026-0999";

/** A customer with a signed order, an invoice, a partner and a bank line, and a rep of another department. */
async function business() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const department = await made(admin, "/v1/departments", { name: "华南" });
  const rep = await tenant.person({ roles: ["sales"], departmentId: department.id });
  const account = await made(admin, "/v1/accounts", { name: "上海某某科技有限公司", registrationNo: "R-1" });
  const catalogue = { productType: "subscription", listPriceMinor: 100, currency: "CNY" };
  const product = await made(admin, "/v1/products", { ...catalogue, code: "CRM-EDU", name: "教育版" });
  const partner = await made(admin, "/v1/partners", { name: "杭州数智渠道有限公司", registrationNo: "P-77" });
  const order = await made(admin, "/v1/orders", {
    ...{ accountId: account.id, currency: "CNY", contractNo: CONTRACT, kind: "new", partnerId: partner.id },
    lines: [{ productId: product.id, quantity: 1, amountMinor: 700 }],
    instalments: [{ dueOn: "2026-12-31", amountMinor: 700 }],
  });
  await admin.post(`/v1/orders/${order.id}/sign`);
  const invoice = { accountId: account.id, reference: "INV-4711", amountMinor: 500, currency: "CNY" };
  const receivable = await made(admin, "/v1/receivables", { ...invoice, dueOn: "2026-12-31" });
  const bank = await linkBank(stack(), tenant);
  const line = { bookedOn: "2026-11-22", direction: "credit", amountMinor: 123, currency: "CNY" };
  const payer = { name: "深圳陌生贸易有限公司" };
  await bank.tell([{ ...line, bankReference: "B20261122001", payer, remittance: "货款" }]);
  await stack().settled();
  return { ...tenant, rep, account, product, partner, order, receivable };
}

const found = async (api: Api, q: string): Promise<string[]> =>
  (await api.get(`/v1/search?${new URLSearchParams({ q })}`)).body.items.map((i: JobBody) => i.noun).sort();

const rowsOf = async (api: Api, view: object): Promise<JobBody[]> => {
  const { id } = await made(api, "/v1/views", { name: "v", ...view });
  const { body, status } = await api.get(`/v1/views/${id}/rows`);
  expect(status).toBe(200);
  expect((await api.get(`/v1/views/${id}/count`)).body.count).toBe(body.items.length);
  return body.items;
};

const importCsv = (api: Api, noun: string, rows: string[][], more: object = {}): Promise<JobBody> =>
  jobOf(stack(), api, "/v1/imports", { noun, format: "csv", content: base64(csvOf(...rows)), ...more });

describe("orders, receivables, products, partners and bank lines", () => {
  test("are found by their numbers and names, each within its reader's walls", async () => {
    const { admin, rep } = await business();
    expect(await found(admin, CONTRACT)).toEqual(["order", "receivable"]);
    expect(await found(admin, "INV-4711")).toEqual(["receivable"]);
    expect(await found(admin, "CRM-EDU")).toEqual(["product"]);
    expect(await found(admin, "P-77")).toEqual(["partner"]);
    expect(await found(admin, "B20261122001")).toEqual(["bankTransaction"]);
    expect(await found(admin, "陌生贸易")).toEqual(["bankTransaction"]);
    // Another's money is nobody's business; catalogue and partners are everybody's.
    for (const q of [CONTRACT, "INV-4711", "B20261122001", "陌生贸易"]) expect(await found(rep.api, q)).toEqual([]);
    expect(await found(rep.api, "CRM-EDU")).toEqual(["product"]);
    expect(await found(rep.api, "P-77")).toEqual(["partner"]);
  });

  test("are rows of views and are counted, and a row shows nothing that its own call does not", async () => {
    const { admin, rep } = await business();
    const open = { all: [{ field: "openMinor", op: "gt", value: 0 }] };
    expect(await rowsOf(admin, { noun: "receivable", filter: open, sort: "dueOn" })).toHaveLength(2);
    expect(await rowsOf(rep.api, { noun: "receivable", filter: open })).toEqual([]);
    const claimable = { field: "state", op: "eq", value: "claimable" };
    const [line] = await rowsOf(admin, { noun: "bankTransaction", filter: claimable });
    const { body: own } = await admin.get(`/v1/bank-transactions/${line.id}`);
    expect(line).toEqual(own);
    for (const path of ["orders", "receivables", "products", "partners", "bank-transactions"]) {
      const { items } = (await admin.get(`/v1/${path}`)).body;
      expect((await admin.get(`/v1/${path}/count`)).body).toMatchObject({ count: items.length, complete: true });
      expect((await admin.get(`/v1/${path}/${items[0].id}/timeline`)).status).toBe(200);
    }
    // What no reply has is not asked for either.
    const hidden = await admin.post("/v1/views", {
      ...{ noun: "bankTransaction", name: "x" },
      filter: { field: "proof", op: "contains", value: "a" },
    });
    expect(hidden).toMatchObject({ status: 422, body: { errors: [{ path: "filter.field" }] } });
  });

  test("are told in a table file with what the product keeps of them", async () => {
    const { admin } = await business();
    const job = await jobOf(stack(), admin, "/v1/exports", { noun: "bankTransaction", format: "csv" });
    const [header = [], row = []] = await fetched(job.downloadUrl);
    const cells = Object.fromEntries(header.map((name, n) => [name, row[n]]));
    expect(cells).toMatchObject({ 付款方: "深圳陌生贸易有限公司", 金额: "1.23", 银行流水号: "B20261122001" });
    const owed = await jobOf(stack(), admin, "/v1/exports", {
      ...{ noun: "receivable", format: "csv", columns: ["reference", "accountId", "openMinor", "status"] },
    });
    expect(await fetched(owed.downloadUrl)).toContainEqual(["INV-4711", "R-1", "5", "未清"]);
  });

  test("have fields of the tenant's own where people write them, and a bank line has none", async () => {
    const { admin, product } = await business();
    for (const noun of ["order", "receivable", "product", "partner"]) {
      const field = { noun, key: "zone", label: "片区", type: "text", filterable: true };
      await made(admin, "/v1/custom-fields", field);
    }
    const refused = await admin.post("/v1/custom-fields", {
      ...{ noun: "bankTransaction", key: "zone", label: "片区", type: "text" },
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: "noun" }] } });
    await admin.patch(`/v1/products/${product.id}`, { custom: { zone: "甲" } });
    expect((await admin.get("/v1/products?custom.zone=甲")).body.items).toHaveLength(1);
  });

  test("keep the filterable fields of a receivable right when its order moves its due day", async () => {
    const { admin, order } = await business();
    await made(admin, "/v1/custom-fields", {
      ...{ noun: "receivable", key: "zone", label: "片区", type: "text", filterable: true },
    });
    const [{ id, amountMinor }] = (await admin.get(`/v1/receivables?orderId=${order.id}`)).body.items;
    await admin.patch(`/v1/receivables/${id}`, { custom: { zone: "甲" } });
    const instalments = [{ dueOn: "2027-06-30", amountMinor, receivableId: id }];
    const amended = await admin.post(`/v1/orders/${order.id}/amend`, { reason: "延期", instalments });
    expect(amended.status).toBe(200);
    const inZone = async (zone: string) =>
      (await admin.get(`/v1/receivables?${new URLSearchParams({ "custom.zone": zone })}`)).body.items;
    expect(await inZone("甲")).toMatchObject([{ id, dueOn: "2027-06-30" }]);
    await admin.patch(`/v1/receivables/${id}`, { custom: { zone: "乙" } });
    expect([await inZone("甲"), await inZone("乙")]).toMatchObject([[], [{ id }]]);
  });
});

describe("what a batch or a file must not do to money", () => {
  test("a bank line is read only, and shared with nobody", async () => {
    const { admin } = await business();
    const wrong = { status: 422, body: { errors: [{ path: "noun" }] } };
    const file = { noun: "bankTransaction", format: "csv", content: base64("金额\n1\n") };
    expect(await admin.post("/v1/imports", file)).toMatchObject(wrong);
    const rule = { name: "x", noun: "bankTransaction", when: { all: [] }, to: { roles: ["sales"] }, level: "read" };
    expect(await admin.post("/v1/sharing-rules", rule)).toMatchObject(wrong);
    expect((await admin.post("/v1/bank-transactions/batch", { ids: [], operation: "archive" })).status).toBe(405);
  });

  test("a batch changes no amounts, and a file none that the product keeps: each is refused by its name", async () => {
    const { admin, receivable, order } = await business();
    for (const field of ["amountMinor", "currency", "kind"]) {
      const batch = { ids: [receivable.id], operation: "update", fields: { [field]: 1 } };
      const refused = await admin.post("/v1/receivables/batch", batch);
      expect(refused).toMatchObject({
        status: 422,
        body: { errors: [{ path: `fields.${field}`, code: "read_only" }] },
      });
    }
    for (const field of ["openMinor", "paidMinor", "status"]) {
      const batch = { ids: [receivable.id], operation: "update", fields: { [field]: 1 } };
      const refused = await admin.post("/v1/receivables/batch", batch);
      expect(refused).toMatchObject({
        status: 422,
        body: { errors: [{ path: `fields.${field}`, code: "read_only" }] },
      });
      const mapping = { a: "reference", b: field };
      const file = { noun: "receivable", format: "csv", content: base64("a,b\nINV-4711,0\n"), mapping };
      const unread = await admin.post("/v1/imports", file);
      expect(unread).toMatchObject({ status: 422, body: { errors: [{ path: "mapping.b", code: "read_only" }] } });
    }
    const lines = { ids: [order.id], operation: "update", fields: { instalments: [] } };
    expect((await admin.post("/v1/orders/batch", lines)).body.errors).toMatchObject([{ path: "fields.instalments" }]);
    // What is no amount may be changed of many.
    const later = { ids: [receivable.id], operation: "update", fields: { dueOn: "2027-01-31" } };
    expect(await jobOf(stack(), admin, "/v1/receivables/batch", later)).toMatchObject({ progress: { failed: 0 } });
    expect((await admin.get(`/v1/receivables/${receivable.id}`)).body.dueOn).toBe("2027-01-31");
  });
});

const OPENING = ["客户", "应收单号", "金额", "币种", "到期日"];

describe("an import of opening receivables", () => {
  test("makes them, and brought again by their reference changes those that are open and refuses those that are settled", async () => {
    const { admin, account } = await business();
    const rows = [
      ["R-1", "QC-0001", "1,200.00", "CNY", "2026-10-31"],
      ["R-1", "QC-0002", "80", "CNY", "2026-10-31"],
      ["R-1", "7", "80", "CNY", "2026-10-31"],
      ["R-1", "QC-0003", "30", "CNY", "2026-10-31"],
    ];
    const upsertBy = "reference";
    const first = await importCsv(admin, "receivable", [OPENING, ...rows], { upsertBy });
    expect(first).toMatchObject({ state: "done", progress: { done: 4, failed: 0 } });
    const all = async () => (await admin.get(`/v1/receivables?accountId=${account.id}&limit=200`)).body.items;
    const before = await all();
    const ofReference = (of: JobBody[], reference: string) => of.filter((r) => r.reference === reference);
    expect(ofReference(before, "QC-0001")).toMatchObject([
      { amountMinor: 120_000, openMinor: 120_000, status: "open" },
    ]);

    await admin.post(`/v1/receivables/${ofReference(before, "QC-0002")[0].id}/write-off`, { reason: "坏账" });
    await admin.post(`/v1/receivables/${ofReference(before, "QC-0003")[0].id}/write-off`, {
      ...{ reason: "坏账", amountMinor: 1_000 },
    });
    const again = [
      ["R-1", "qc-0001", "1,300.00", "CNY", "2026-11-30"],
      ["R-1", "QC-0002", "90", "CNY", "2026-10-31"],
      ["R-1", "7", "81", "CNY", "2026-10-31"],
      ["R-1", "QC-0003", "30", "CNY", "2026-12-31"],
    ];
    const second = await importCsv(admin, "receivable", [OPENING, ...again], { upsertBy });
    expect(second.progress).toMatchObject({ done: 3, failed: 1 });
    const [failed] = await itemsOf(admin, second.id, "failed");
    expect(failed.errors).toMatchObject([{ path: "amountMinor", code: "invalid_state" }]);
    const after = await all();
    expect(after).toHaveLength(before.length);
    expect(ofReference(after, "qc-0001")).toMatchObject([{ amountMinor: 130_000, openMinor: 130_000 }]);
    expect(ofReference(after, "QC-0002")).toMatchObject([{ amountMinor: 8_000, status: "writtenOff" }]);
    // What a file says again of a settled one changes nothing of it; the rest of its row does.
    expect(ofReference(after, "QC-0003")).toMatchObject([
      { amountMinor: 3_000, writtenOffMinor: 1_000, openMinor: 2_000, dueOn: "2026-12-31" },
    ]);
    expect(ofReference(after, "7")).toMatchObject([{ amountMinor: 8_100 }]);
  });

  test("in which a reference stands twice makes one of them, and tells where nobody says which is meant", async () => {
    const { admin } = await business();
    const rows = [
      ["R-1", "QC-0001", "10", "CNY", "2026-10-31"],
      ["R-1", "QC-0001", "20", "CNY", "2026-10-31"],
    ];
    const job = await importCsv(admin, "receivable", [OPENING, ...rows], { upsertBy: "reference" });
    expect(job.progress).toMatchObject({ done: 2, failed: 0 });
    const { items } = (await admin.get("/v1/receivables?reference=QC-0001")).body;
    expect(items).toMatchObject([{ amountMinor: 2_000, openMinor: 2_000 }]);
    // Two of one reference that calls have made.
    const { accountId, dueOn } = items[0];
    await made(admin, "/v1/receivables", { accountId, dueOn, reference: "QC-0001", amountMinor: 5, currency: "CNY" });
    const doubtful = await importCsv(admin, "receivable", [OPENING, rows[0] as string[]], { upsertBy: "reference" });
    expect((await itemsOf(admin, doubtful.id, "failed"))[0].errors).toMatchObject([
      { path: "reference", code: "ambiguous" },
    ]);
  });

  test("and orders, products and partners come back from the file that they were written to", async () => {
    const { admin, product, account } = await business();
    const draft = await made(admin, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", contractNo: "HT-DRAFT", kind: "new" },
      lines: [{ productId: product.id, quantity: 1, amountMinor: 700 }],
      instalments: [{ dueOn: "2026-12-31", amountMinor: 700 }],
    });
    for (const [noun, upsertBy] of [
      ["order", "contractNo"],
      ["product", "code"],
      ["partner", "registrationNo"],
    ] as const) {
      const filter = noun === "order" ? { field: "status", op: "eq", value: "draft" } : { all: [] };
      const written = await jobOf(stack(), admin, "/v1/exports", { noun, format: "csv", filter });
      const rows = await fetched(written.downloadUrl);
      const back = await importCsv(admin, noun, rows, { upsertBy });
      expect([noun, back.progress, await itemsOf(admin, back.id, "failed")]).toMatchObject([noun, { failed: 0 }, []]);
    }
    expect((await admin.get(`/v1/orders/${draft.id}`)).body).toMatchObject({ totalMinor: 700, status: "draft" });
    const reads = ["客户", "币种", "合同号", "类型", "明细", "分期"];
    const lines = JSON.stringify([{ productId: product.id, quantity: 2, amountMinor: 900 }]);
    const plan = JSON.stringify([{ dueOn: "2027-01-31", amountMinor: 900 }]);
    const news = [
      ["R-1", "CNY", "HT-DRAFT", "new", lines, plan],
      ["R-1", "CNY", "HT-NEW", "upsell", lines, plan],
      ["R-1", "CNY", CONTRACT, "new", lines, plan],
    ];
    const job = await importCsv(admin, "order", [reads, ...news], { upsertBy: "contractNo" });
    expect(job.progress).toMatchObject({ done: 2, failed: 1 });
    // A signed order is changed by its amendment and by nothing else.
    expect((await itemsOf(admin, job.id, "failed"))[0].errors).toMatchObject([{ code: "invalid_state" }]);
    expect((await admin.get(`/v1/orders/${draft.id}`)).body).toMatchObject({ totalMinor: 900 });
  });
});
