import { beforeAll, describe, expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { consumed } from "../support/consumed.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let admin: Api;
let accountId: string;
let opportunityId: string;

type Item = { at: string; kind: string; id: string; title: string; by?: string; detail: Record<string, unknown> };

const page = async (api: Api, path: string, query = "limit=100"): Promise<Item[]> =>
  (await api.get(`${path}/timeline?${query}`)).body.items;

beforeAll(async () => {
  tenant = await openTenant(stack());
  admin = tenant.admin;
  const account = await made(admin, "/v1/accounts", { name: "上海某某科技有限公司", payerNames: ["某某科技"] });
  accountId = account.id;
  const contact = await made(admin, "/v1/contacts", { name: "周敏", accountId });
  const opportunity = await made(admin, "/v1/opportunities", { name: "二期", accountId });
  opportunityId = opportunity.id;
  const about = (noun: string, id: string) => ({ relatedTo: [{ noun, id }] });
  await made(admin, "/v1/activities", { kind: "note", subject: "谈及预算", ...about("opportunity", opportunity.id) });
  await made(admin, "/v1/activities", { kind: "call", subject: "回电", ...about("contact", contact.id) });
  await made(admin, "/v1/activities", { kind: "task", subject: "报价", ...about("account", accountId) });
  const relatedTo = { noun: "account", id: accountId };
  await made(admin, "/v1/files", { name: "a.pdf", contentType: "application/pdf", sizeBytes: 9, relatedTo });
  const product = await made(admin, "/v1/products", {
    code: "CRM",
    name: "CRM",
    productType: "software",
    listPriceMinor: 100,
    currency: "CNY",
  });
  const lines = [{ productId: product.id, quantity: 1, amountMinor: 90_000 }];
  const instalments = [{ dueOn: "2026-01-31", amountMinor: 90_000 }];
  await made(admin, "/v1/orders", { accountId, currency: "CNY", contractNo: "HT-1", kind: "new", lines, instalments });
  const receivable = { accountId, reference: "INV-1", amountMinor: 50_000, currency: "CNY", dueOn: "2026-02-01" };
  await made(admin, "/v1/receivables", receivable);
  await made(admin, "/v1/receivables", { ...receivable, reference: "INV-2", dueOn: "2199-01-01" });
  const bank = await linkBank(stack(), tenant);
  await bank.tell([
    {
      bankReference: "R1",
      bookedOn: "2026-02-03",
      direction: "credit",
      amountMinor: 50_000,
      currency: "CNY",
      payer: { name: "某某科技" },
      remittance: "INV-1",
    },
  ]);
  await admin.patch(`/v1/accounts/${accountId}`, { payerNames: ["某某科技", "某某"] });
  await stack().settled();
});

describe("an account's timeline", () => {
  test("merges everything that is kept of it, its contacts' and opportunities' activities too, the newest first", async () => {
    const items = await page(admin, `/v1/accounts/${accountId}`);
    const of = (kind: string) => items.filter((i) => i.kind === kind);
    expect(of("activity").map(({ title }) => title)).toEqual(["报价", "回电", "谈及预算"]);
    for (const kind of ["file", "order", "receipt", "receivable", "contact", "opportunity"]) {
      expect([kind, of(kind).length]).toEqual([kind, 1]);
    }
    expect(of("receipt")[0]).toMatchObject({ at: "2026-02-02T16:00:00.000Z", detail: { amountMinor: 50_000 } });
    expect(of("receivable")[0]).toMatchObject({ title: "INV-1", detail: { dueOn: "2026-02-01" } });
    // Its payment made the account a user, which is a change of it as well.
    expect(of("change").map(({ title }) => title)).toEqual(["changed", "changed", "created"]);
    expect(of("lifeCycle")).toHaveLength(1);
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
  });

  test("comes page by page without loss or repetition, and by kinds", async () => {
    const path = `/v1/accounts/${accountId}`;
    const whole = await page(admin, path);
    const seen: Item[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body } = await admin.get(`${path}/timeline?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(seen.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    const some = await page(admin, path, "kinds=activity,order");
    expect(some.map(({ kind }) => kind).sort()).toEqual(["activity", "activity", "activity", "order"]);
    expect((await admin.get(`${path}/timeline?kinds=weather`)).body.errors[0].path).toBe("kinds");
  });

  test("refuses another's cursor and forged ones", async () => {
    const path = `/v1/accounts/${accountId}/timeline?limit=1`;
    const { nextCursor } = (await admin.get(path)).body;
    const wrong = [
      await admin.get(`${path}&cursor=x${nextCursor}`),
      await admin.get(`${path}&kinds=order&cursor=${nextCursor}`),
      await admin.get(`/v1/opportunities/${opportunityId}/timeline?limit=1&cursor=${nextCursor}`),
    ];
    expect(wrong.map((r) => [r.status, r.body.code])).toEqual(Array(3).fill([400, "invalid_cursor"]));
  });
});

describe("the walls of a timeline", () => {
  test("leave out what its reader may not see, and show the record's own to those who see it alone", async () => {
    const rep = await tenant.person({ roles: ["sales"] });
    await admin.patch(`/v1/accounts/${accountId}`, { team: [{ userId: rep.id }] });
    const own = { kind: "note", subject: "自己的", relatedTo: [{ noun: "account", id: accountId }] };
    await made(rep.api, "/v1/activities", own);
    const items = await page(rep.api, `/v1/accounts/${accountId}`);
    expect(items.filter((i) => i.kind === "activity").map(({ title }) => title)).toEqual(["自己的"]);
    const others = ["order", "receipt", "receivable", "opportunity", "contact"];
    expect(items.filter((i) => others.includes(i.kind))).toEqual([]);
    const stranger = await tenant.person({ roles: ["sales"] });
    expect((await stranger.api.get(`/v1/accounts/${accountId}/timeline`)).status).toBe(404);
  });

  test("hold for fields, and for kinds that the reader has no permission for", async () => {
    const fields = { activity: { subject: "hidden", body: "hidden" }, account: { payerNames: "hidden" } };
    const permissions = ["accounts.read", "activities.read", "audit.read"];
    await made(admin, "/v1/roles", { name: "narrow", permissions, scopes: { "*": "all" }, fields });
    const reader = await tenant.person({ roles: ["narrow"] });
    const items = await page(reader.api, `/v1/accounts/${accountId}`);
    expect([...new Set(items.map(({ kind }) => kind))].sort()).toEqual(["activity", "change", "lifeCycle"]);
    expect(JSON.stringify(items)).not.toMatch(/报价|谈及预算|某某科技"\]/);
  });
});

test("every noun has a timeline", async () => {
  const lead = await made(admin, "/v1/leads", { name: "李娜" });
  const relatedTo = [{ noun: "lead", id: lead.id }];
  const call = await made(admin, "/v1/activities", { kind: "call", subject: "首次联系", state: "done", relatedTo });
  await stack().settled();
  const items = await page(admin, `/v1/leads/${lead.id}`);
  expect(items.map(({ kind, title }) => `${kind} ${title}`).sort()).toEqual([
    "activity 首次联系",
    "change changed",
    "change created",
  ]);
  expect((await page(admin, `/v1/activities/${call.id}`)).map(({ kind }) => kind)).toEqual(["change"]);
  expect((await page(admin, `/v1/opportunities/${opportunityId}`)).map(({ kind }) => kind).sort()).toEqual([
    "activity",
    "change",
  ]);
});

test("a page costs the same requests however much has happened", async () => {
  const account = await made(admin, "/v1/accounts", { name: "忙碌的客户" });
  const costOf = async (): Promise<string[]> => {
    await stack().settled();
    const read = () => page(admin, `/v1/accounts/${account.id}`, "limit=20");
    expect((await read()).length).toBeGreaterThan(0);
    const operations = (await consumed(read)).map(({ operation }) => operation);
    return operations.filter((operation) => operation !== "UpdateItem");
  };
  const few = await costOf();
  const relatedTo = [{ noun: "account", id: account.id }];
  for (let n = 0; n < 60; n++) await made(admin, "/v1/activities", { kind: "note", subject: `${n}`, relatedTo });
  const many = await costOf();
  expect(many.length).toBeLessThanOrEqual(25);
  expect(many.length).toBeLessThanOrEqual(few.length + 2);
});

test("what is merged stands in the timeline of the record that stays, with what was done for the other", async () => {
  const [stays, goes] = [
    await made(admin, "/v1/leads", { name: "甲" }),
    await made(admin, "/v1/leads", { name: "乙" }),
  ];
  const relatedTo = { noun: "lead", id: goes.id };
  await made(admin, "/v1/activities", { kind: "call", subject: "来电", relatedTo: [relatedTo] });
  await made(admin, "/v1/files", { name: "a.pdf", contentType: "application/pdf", sizeBytes: 9, relatedTo });
  expect((await admin.post(`/v1/leads/${stays.id}/merge`, { from: [goes.id] })).status).toBeLessThan(300);
  await stack().settled();
  const items = await page(admin, `/v1/leads/${stays.id}`, "kinds=activity,file,merge");
  expect(items.map(({ kind }) => kind).sort()).toEqual(["activity", "file", "merge"]);
});
