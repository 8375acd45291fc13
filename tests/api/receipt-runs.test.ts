import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { linkBank } from "../support/bank.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Line = { id: string; bankReference: string; state: string };

/** Three payments of one customer and one of another, who has nobody of the role; and one that nobody explains. */
async function paid() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const suffix = tenant.id.slice(-6).toLowerCase();
  const [cfo, buyer] = [`cfo.${suffix}@example.com`, `buyer.${suffix}@example.com`];
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const other = await made(admin, "/v1/accounts", { name: "上海没有财务有限公司" });
  await made(admin, "/v1/contacts", { name: "张敏", accountId: account.id, role: "财务", email: cfo });
  await made(admin, "/v1/contacts", { name: "采购", accountId: account.id, role: "采购", email: buyer });
  const owe = (accountId: string, reference: string, amountMinor: number) =>
    made(admin, "/v1/receivables", { accountId, reference, amountMinor, currency: "CNY", dueOn: "2027-01-31" });
  for (const [n, amountMinor] of [10_000, 20_000, 40_000].entries()) await owe(account.id, `INV-${n}`, amountMinor);
  await owe(other.id, "INV-9", 7_000);
  const bank = await linkBank(stack(), tenant);
  const bookedOn = "2026-11-22";
  const line = (bankReference: string, amountMinor: number, name: string, remittance: string) => ({
    ...{ bankReference, bookedOn, direction: "credit", currency: "CNY", amountMinor, payer: { name }, remittance },
  });
  await bank.tell([
    ...[10_000, 20_000, 40_000].map((amount, n) => line(`R${n}`, amount, "北京某某软件有限公司", `INV-${n}`)),
    line("R9", 7_000, "上海没有财务有限公司", "INV-9"),
    line("R8", 31, "来历不明", "谢谢"),
  ]);
  await stack().settled();
  const { items } = (await admin.get("/v1/bank-transactions")).body as { items: Line[] };
  const of = (reference: string): Line => items.find(({ bankReference }) => bankReference === reference) as Line;
  return { ...tenant, of, cfo, buyer, other };
}

async function run(api: Api, body: object) {
  const { status, body: started } = await api.post("/v1/receipt-runs", body);
  expect(status).toBe(202);
  await stack().settled();
  return (await api.get(`/v1/jobs/${started.id}`)).body;
}

test("receipts of many payments are made out and sent by finance, each once, and the run says who could not be written to", async () => {
  const { admin, person, of, cfo, buyer } = await paid();
  const finance = await person({ roles: ["finance"] });
  // What has a receipt already is sent none again, unless it is asked for.
  const first = (await admin.post(`/v1/bank-transactions/${of("R1").id}/receipt`)).body.number as string;
  const job = await run(finance.api, { contactRole: "财务" });
  expect(job).toMatchObject({ state: "done", result: { outcomes: { created: 2, failed: 1 } } });
  const failed = (await finance.api.get(`/v1/jobs/${job.id}/items?outcome=failed`)).body.items;
  expect(failed).toMatchObject([{ id: of("R9").id, errors: [{ path: "contactRole", code: "unknown_reference" }] }]);
  const mails = stack().outbox(cfo);
  expect(mails.map(({ attachments }) => attachments.map(({ contentType }) => contentType))).toEqual([
    ["application/pdf"],
    ["application/pdf"],
  ]);
  const year = first.slice(3, 7);
  expect(first).toBe(`RC-${year}-00001`);
  const numbers = mails.map(({ subject }) => /RC-\d{4}-\d+/.exec(subject)?.[0]).sort();
  expect(numbers).toEqual([`RC-${year}-00002`, `RC-${year}-00003`]);
  expect(mails[0]?.subject).toContain("收款确认");
  expect(stack().outbox(buyer)).toEqual([]);
  // Whom nobody could write to took no number: the series has no gap.
  const series = async () =>
    (await admin.get("/v1/number-series")).body.items.find(({ kind }: { kind: string }) => kind === "receipt");
  expect(await series()).toMatchObject({ last: 3 });
  // Run again there is nothing left to send; chosen by name a receipt is sent under the number that it has.
  expect(await run(finance.api, { contactRole: "财务" })).toMatchObject({
    result: { outcomes: { failed: 1 } },
  });
  expect(stack().outbox(cfo)).toHaveLength(2);
  const filter = { field: "bankReference", op: "eq", value: "R1" };
  expect(await run(finance.api, { filter, contactRole: "财务", locale: "en" })).toMatchObject({
    result: { outcomes: { created: 1 } },
  });
  expect(
    stack()
      .outbox(cfo)
      .map(({ subject }) => subject),
  ).toContainEqual(expect.stringContaining(`Receipt ${first}`));
  expect(await series()).toMatchObject({ last: 3 });
});

test("what is no money that came in has no receipt in a batch either, and whoever makes out none starts no run", async () => {
  const { admin, person, of, cfo, other } = await paid();
  const filter = { field: "bankReference", op: "eq", value: "R8" };
  expect(await run(admin, { filter, contactRole: "财务" })).toMatchObject({ state: "done", progress: { done: 0 } });
  expect(stack().outbox(cfo)).toEqual([]);
  const reader = await person({ roles: ["sales"] });
  expect((await reader.api.post("/v1/receipt-runs", { contactRole: "财务" })).body.code).toBe("forbidden");
  const wrong = await admin.post("/v1/receipt-runs", { filter: { field: "no", op: "eq", value: 1 } });
  expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual(["contactRole"]);
  const unknown = { filter: { field: "no", op: "eq", value: 1 }, contactRole: "财务" };
  expect((await admin.post("/v1/receipt-runs", unknown)).body.errors[0].path).toContain("filter");
  // Once the other customer has somebody, the next run makes its receipt out.
  const email = `late.${other.id.slice(-6).toLowerCase()}@example.com`;
  await made(admin, "/v1/contacts", { name: "王会计", accountId: other.id, role: "财务", email });
  await run(admin, {
    filter: { field: "bankReference", op: "eq", value: of("R9").bankReference },
    contactRole: "财务",
  });
  expect(stack().outbox(email)).toHaveLength(1);
});

test("finance sends statements, and invoices in a batch; what has an invoice gets none by mail again unless it is chosen", async () => {
  const { admin, person } = await openTenant(stack());
  const finance = await person({ roles: ["finance"] });
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const email = `fin.${account.id.slice(-6).toLowerCase()}@example.com`;
  await made(admin, "/v1/contacts", { name: "张敏", accountId: account.id, role: "财务", email });
  const owe = (reference: string) =>
    made(admin, "/v1/receivables", {
      ...{ accountId: account.id, reference, amountMinor: 100, currency: "CNY", dueOn: "2027-01-31" },
    });
  await owe("A-1");
  const started = async (path: string, body: object) => {
    const { status, body: job } = await finance.api.post(path, body);
    expect([path, status]).toEqual([path, 202]);
    await stack().settled();
    return (await finance.api.get(`/v1/jobs/${job.id}`)).body;
  };
  const statement = await started("/v1/statement-runs", { contactRole: "财务" });
  expect(statement).toMatchObject({ state: "done", result: { outcomes: { created: 1 } } });
  const invoiced = async (more: object = {}) =>
    (await started("/v1/invoice-runs", { contactRole: "财务", ...more })).result?.outcomes ?? "nothing";
  expect(await invoiced()).toEqual({ created: 1 });
  expect(stack().outbox(email)).toHaveLength(2);
  await owe("A-2");
  expect(await invoiced()).toEqual({ created: 1 });
  expect(await invoiced()).toBe("nothing");
  expect(stack().outbox(email)).toHaveLength(3);
  expect(await invoiced({ filter: { field: "reference", op: "eq", value: "A-1" } })).toEqual({ unchanged: 1 });
  expect(stack().outbox(email)).toHaveLength(4);
});

test("a trial says how many papers a run would make out and who could not be written to, and makes out and sends nothing", async () => {
  const { admin, person, cfo, id } = await paid();
  const finance = await person({ roles: ["finance"] });
  const series = async () => (await admin.get("/v1/number-series")).body.items;
  const before = await series();
  const trial = async (path: string) => {
    const { body: started } = await finance.api.post(path, { contactRole: "财务", dryRun: true });
    await stack().settled();
    const job = (await finance.api.get(`/v1/jobs/${started.id}`)).body;
    const failed = (await finance.api.get(`/v1/jobs/${started.id}/items?outcome=failed`)).body.items;
    return [
      job.state,
      job.result.outcomes,
      failed.map(({ errors }: { errors: { path: string }[] }) => errors[0]?.path),
    ];
  };
  expect(await trial("/v1/receipt-runs")).toEqual(["done", { created: 3, failed: 1 }, ["contactRole"]]);
  expect(await trial("/v1/invoice-runs")).toEqual(["done", { created: 3, failed: 1 }, ["contactRole"]]);
  const suffix = id.slice(-6).toLowerCase();
  const debtor = await made(admin, "/v1/accounts", { name: "广州有欠款有限公司" });
  const email = `debtor.${suffix}@example.com`;
  await made(admin, "/v1/contacts", { name: "会计", accountId: debtor.id, role: "财务", email });
  await made(admin, "/v1/receivables", {
    ...{ accountId: debtor.id, reference: "D-1", amountMinor: 100, currency: "CNY", dueOn: "2027-01-31" },
  });
  expect(await trial("/v1/statement-runs")).toEqual(["done", { created: 1, unchanged: 2 }, []]);
  expect(await series()).toEqual(before);
  expect((await admin.get("/v1/invoices")).body.items).toEqual([]);
  expect([...stack().outbox(cfo), ...stack().outbox(email)]).toEqual([]);
});
