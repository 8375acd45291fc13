import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { linkBank } from "../support/bank.ts";
import { consumed } from "../support/consumed.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
const people: { id: string; api: Api; roles: string[] }[] = [];
let productId = "";
let departmentId = "";

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin, person } = tenant;
  departmentId = (await made(admin, "/v1/departments", { name: "华东" })).id;
  const product = { code: "P", name: "产品", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  productId = (await made(admin, "/v1/products", product)).id;
  await made(admin, "/v1/roles", {
    name: "clerk",
    permissions: ["accounts.read", "orders.read", "receivables.read"],
    scopes: { "*": "all" },
    fields: { receivable: { openMinor: "hidden" }, account: { registrationNo: "masked", tier: "hidden" } },
  });
  for (const roles of [
    ["admin"],
    ["manager"],
    ["sales"],
    ["sales"],
    ["finance"],
    ["marketing"],
    ["service"],
    ["clerk"],
  ]) {
    people.push({ ...(await person({ roles, departmentId })), roles });
  }
});

type Thing = {
  kind: "order" | "receivable" | "contact" | "opportunity" | "receipt" | "activity";
  owner: number;
  amount: number;
  usd: boolean;
  flag: boolean;
};

const things = fc.array(
  fc.record<Thing>({
    kind: fc.constantFrom("order", "receivable", "contact", "opportunity", "receipt", "activity"),
    owner: fc.nat({ max: 3 }),
    amount: fc.integer({ min: 1, max: 99_999 }),
    usd: fc.boolean(),
    flag: fc.boolean(),
  }),
  { minLength: 4, maxLength: 14 },
);

let numbers = 0;

/** Makes one record on the account; half of the receivables are overdue or paid, half of the orders signed. */
async function make(
  accountId: string,
  { kind, owner, amount, usd, flag }: Thing,
  bank: { tell(lines: object[]): Promise<unknown> },
) {
  const { admin } = tenant;
  numbers += 1;
  const ownerId = people[owner]?.id;
  const currency = usd ? "USD" : "CNY";
  const owned = { accountId, ownerId };
  const receivable = (more: object) =>
    made(admin, "/v1/receivables", {
      ...owned,
      reference: `R-${1000 + numbers}`,
      amountMinor: amount,
      currency,
      ...more,
    });
  if (kind === "contact") return made(admin, "/v1/contacts", { ...owned, name: `人${numbers}` });
  if (kind === "activity") {
    const relatedTo = [{ noun: "account", id: accountId }];
    return made(admin, "/v1/activities", { kind: "note", subject: `记${numbers}`, ownerId, relatedTo });
  }
  if (kind === "opportunity") {
    const status = flag ? { status: "closedWon" } : {};
    const row = await made(admin, "/v1/opportunities", {
      ...owned,
      name: `机会${numbers}`,
      amountMinor: amount,
      currency,
    });
    return flag && admin.patch(`/v1/opportunities/${row.id}`, status);
  }
  if (kind === "receivable")
    return receivable({ dueOn: flag ? "2026-01-31" : "2027-12-31", ...(usd && { kind: "creditNote" }) });
  if (kind === "receipt") {
    const owed = await receivable({ dueOn: "2026-12-31", currency: "CNY" });
    const line = { bankReference: `B${numbers}`, bookedOn: "2026-11-22", direction: "credit", currency: "CNY" };
    return bank.tell([{ ...line, amountMinor: amount, remittance: `货款 ${String(owed.reference)}` }]);
  }
  const lines = [{ productId, quantity: 1, amountMinor: amount }];
  const order = await made(admin, "/v1/orders", {
    ...owned,
    currency,
    kind: "new",
    lines,
    instalments: [{ dueOn: "2026-10-31", amountMinor: amount }],
  });
  return flag && admin.post(`/v1/orders/${order.id}/sign`);
}

type Minor = "totalMinor" | "amountMinor" | "paidMinor" | "openMinor" | "unappliedMinor";
type Row = Record<Minor, number> & {
  id: string;
  currency: string;
  createdAt: string;
  status: string;
  kind: string;
  overdue: boolean;
};

/** Everything that a list shows, page by page; nothing where the caller may not read it. */
async function listed(api: Api, path: string): Promise<Row[] | undefined> {
  const rows: Row[] = [];
  for (let cursor = ""; ; ) {
    const reply = await api.get(`${path}&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    if (reply.status === 403) return undefined;
    expect([path, reply.status, reply.body.detail]).toEqual([path, 200, undefined]);
    rows.push(...reply.body.items);
    if (!reply.body.nextCursor) return rows;
    cursor = reply.body.nextCursor;
  }
}

const AMOUNTS: Record<string, Record<string, (row: Row) => number>> = {
  orders: { signedMinor: (o) => (o.status === "signed" ? o.totalMinor : 0) },
  receivables: {
    amountMinor: (r) => (r.kind === "invoice" ? r.amountMinor : 0),
    paidMinor: (r) => (r.kind === "invoice" ? r.paidMinor : 0),
    openMinor: (r) => (r.kind === "invoice" ? r.openMinor : 0),
    overdueMinor: (r) => (r.overdue ? r.openMinor : 0),
    creditMinor: (r) => (r.kind === "creditNote" ? r.openMinor : 0),
  },
  receipts: { receivedMinor: (b) => b.amountMinor - b.unappliedMinor },
  opportunities: { openMinor: (o) => (o.status === "open" ? o.amountMinor : 0) },
};

const LISTS: [group: string, name: string, path: string][] = [
  ["business", "orders", "/v1/orders"],
  ["business", "receivables", "/v1/receivables"],
  ["business", "receipts", "/v1/bank-transactions"],
  ["business", "prepayments", "/v1/prepayments"],
  ["interaction", "activities", "/v1/activities"],
  ["interaction", "contacts", "/v1/contacts"],
  ["interaction", "opportunities", "/v1/opportunities"],
];

async function expectEqual(api: Api, accountId: string): Promise<void> {
  const seen = await api.get(`/v1/accounts/${accountId}/360`);
  const single = await api.get(`/v1/accounts/${accountId}`);
  expect(seen.status).toBe(single.status);
  if (seen.status !== 200) return;
  expect(seen.body.account).toEqual(single.body);
  expect(seen.body.complete).toBe(true);
  for (const [group, name, path] of LISTS) {
    const rows = await listed(api, `${path}?accountId=${accountId}`);
    const section = seen.body[group][name];
    expect([name, section?.count]).toEqual([name, rows?.length]);
    if (!rows) continue;
    const newest = [...rows].sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1)).slice(0, 10);
    expect(new Set(section.items.map((i: Row) => i.createdAt))).toEqual(new Set(newest.map((i) => i.createdAt)));
    for (const item of section.items) expect(rows).toContainEqual(item);
    for (const total of section.totals ?? []) {
      const some = rows.filter((row) => row.currency === total.currency);
      const wanted = Object.entries(AMOUNTS[name] ?? {}).map(([amount, of]) => [
        amount,
        some.reduce((s, r) => s + of(r), 0),
      ]);
      const { currency: _, count, ...sums } = total;
      expect(count).toBe(some.length);
      for (const [amount, sum] of Object.entries(sums))
        expect([name, amount, sum]).toEqual([name, ...(wanted.find(([a]) => a === amount) ?? [])]);
    }
  }
}

describe("the 360 of an account", () => {
  test("equals the single endpoints for every role, whatever hangs on it", async () => {
    const bank = await linkBank(stack(), tenant);
    await fc.assert(
      fc.asyncProperty(things, fc.nat({ max: 3 }), async (all, owner) => {
        const input = {
          name: `客户${numbers}`,
          registrationNo: `91310000${100_000 + numbers}`,
          ownerId: people[owner]?.id,
        };
        const { id } = await made(tenant.admin, "/v1/accounts", input);
        for (const thing of all) await make(id, thing, bank);
        await stack().settled();
        for (const { api } of people) await expectEqual(api, id);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });

  test("shows no money to whoever may not read it, and hides what field rules hide", async () => {
    const { admin } = tenant;
    const { id } = await made(admin, "/v1/accounts", { name: "看", registrationNo: "91310000MA1FL00099" });
    await make(
      id,
      { kind: "order", owner: 0, amount: 777_123, usd: false, flag: true },
      { tell: async () => undefined },
    );
    await stack().settled();
    const as = async (role: string) =>
      (await people.find(({ roles }) => roles[0] === role)?.api.get(`/v1/accounts/${id}/360`))?.body;
    const marketing = await as("marketing");
    expect(marketing.business).toEqual({});
    expect(marketing.value).not.toHaveProperty("figures");
    expect(JSON.stringify(marketing)).not.toContain("777123");
    const clerk = await as("clerk");
    expect(clerk.account.registrationNo).toBe("913****0099");
    expect(clerk.business.receivables.totals[0]).not.toHaveProperty("openMinor");
    expect(clerk.business.receivables.items[0]).not.toHaveProperty("openMinor");
    expect(clerk.value).not.toHaveProperty("tierChanges");
    expect((await as("finance")).value.figures).toMatchObject([
      { orders: 1, ordersMinor: 777_123, openMinor: 777_123 },
    ]);
  });

  test("has the files of records that the caller sees, whoever put them there", async () => {
    const { admin } = tenant;
    const { id } = await made(admin, "/v1/accounts", { name: "附件", ownerId: people[2]?.id });
    const hidden = await made(admin, "/v1/contacts", { name: "暗", accountId: id, ownerId: people[0]?.id });
    const pdf = { contentType: "application/pdf", sizeBytes: 10 };
    for (const [noun, related] of [
      ["account", id],
      ["contact", hidden.id],
    ] as const) {
      await made(admin, "/v1/files", { ...pdf, name: `${noun}.pdf`, relatedTo: { noun, id: related } });
    }
    const files = async (n: number) => (await people[n]?.api.get(`/v1/accounts/${id}/360`))?.body.interaction.files;
    expect(await files(0)).toMatchObject({ count: 2 });
    expect(await files(2)).toMatchObject({ count: 1, items: [{ name: "account.pdf" }] });
  });

  test("is one query and one batched read", async () => {
    const { admin } = tenant;
    const { id } = await made(admin, "/v1/accounts", { name: "量" });
    for (let n = 0; n < 20; n++) await made(admin, "/v1/contacts", { name: `人${n}`, accountId: id });
    await admin.get(`/v1/accounts/${id}/360`);
    const calls = await consumed(() => admin.get(`/v1/accounts/${id}/360`));
    const operations = calls.map(({ operation }) => operation);
    expect(operations.filter((o) => o === "Query" || o === "BatchGetItem").sort()).toEqual(["BatchGetItem", "Query"]);
  });

  test("tells of people who work elsewhere now apart, and of no other tenant's account", async () => {
    const { admin } = tenant;
    const [was, is] = [
      await made(admin, "/v1/accounts", { name: "旧" }),
      await made(admin, "/v1/accounts", { name: "新" }),
    ];
    const employments = [{ accountId: was.id, toOn: "2026-06-30" }];
    const contact = await made(admin, "/v1/contacts", { name: "周敏", accountId: is.id, employments });
    const { interaction } = (await admin.get(`/v1/accounts/${was.id}/360`)).body;
    expect(interaction).toMatchObject({
      contacts: { count: 0 },
      formerContacts: { count: 1, items: [{ id: contact.id }] },
    });
    const other = await openTenant(stack());
    expect((await other.admin.get(`/v1/accounts/${was.id}/360`)).status).toBe(404);
    expect((await admin.get(`/v1/accounts/${was.id}/360?cursor=x`)).body.code).toBe("invalid_cursor");
  });
});
