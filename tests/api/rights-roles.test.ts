import { beforeAll, describe, expect, test } from "@jest/globals";
import { modules } from "../../functions/modules.ts";
import { PERMISSIONS } from "../../functions/permissions.ts";
import { sourcesIn } from "../support/source.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
});

let names = 0;
const create = (body: object) =>
  tenant.admin.post("/v1/roles", { name: `role ${++names}`, permissions: [], scopes: {}, ...body });

test("the list of permissions is what routes and code ask for", () => {
  const asked = new Set<string>(modules.flatMap(({ routes }) => routes.map(({ permission }) => permission)));
  for (const { text } of sourcesIn("functions", "shared")) {
    for (const [, permission] of text.matchAll(/(?:\.can\(|othersBy: |_ALL = )"([a-z]+\.[A-Za-z]+)"/g))
      asked.add(permission as string);
  }
  for (const none of ["self", "operator", "public"]) asked.delete(none);
  const listed = Object.entries(PERMISSIONS).flatMap(([word, verbs]) => verbs.map((verb) => `${word}.${verb}`));
  expect(listed.sort()).toEqual([...asked].sort());
});

describe("what a role names and is not there is refused, with what may have been meant", () => {
  const wrong: [what: string, body: object, path: string, meant?: RegExp][] = [
    ["a permission", { permissions: ["acounts.read"] }, "permissions.0", /accounts\.read/],
    ["a verb", { permissions: ["accounts.read", "accounts.wirte"] }, "permissions.1", /accounts\.write/],
    ["a word of permissions", { permissions: ["acounts.*"] }, "permissions.0", /accounts\.\*/],
    ["a noun of scopes", { scopes: { acount: "own" } }, "scopes.acount", /account\?/],
    ["a plural", { scopes: { accounts: "own" } }, "scopes.accounts", /account\?/],
    ["what every object has", { scopes: { constructor: "all" } }, "scopes.constructor"],
    ["a width of scopes", { scopes: { account: "owned" } }, "scopes.account"],
    ["a scope that would protect nothing", { scopes: { product: "own" } }, "scopes.product"],
    ["a noun of fields", { fields: { ordre: { totalMinor: "hidden" } } }, "fields.ordre", /order\?/],
    ["a field", { fields: { order: { totalMinr: "hidden" } } }, "fields.order.totalMinr", /totalMinor\?/],
    [
      "a part of a field",
      { fields: { order: { "lines.amountMinr": "hidden" } } },
      "fields.order.lines.amountMinr",
      /lines\.amountMinor\?/,
    ],
    [
      "a place in a list",
      { fields: { order: { "lines.0.amountMinor": "hidden" } } },
      "fields.order.lines.0.amountMinor",
    ],
    ["a custom field", { fields: { account: { "custom.nothing": "hidden" } } }, "fields.account.custom.nothing"],
    ["what every record needs", { fields: { account: { id: "hidden" } } }, "fields.account.id"],
    ["a rule", { fields: { account: { name: "secret" } } }, "fields.account.name"],
  ];
  test.each(wrong.map(([what, body, path, meant]) => ({ what, body, path, meant })))("$what", async (one) => {
    const { body, path, meant } = one;
    const reply = await create(body);
    expect([reply.status, reply.body.errors?.[0]?.path]).toEqual([422, path]);
    if (meant) expect(reply.body.errors[0].message).toMatch(meant);
    const good = await create({});
    const patched = await tenant.admin.patch(`/v1/roles/${good.body.id}`, body);
    expect([patched.status, patched.body.errors?.[0]?.path]).toEqual([422, path]);
  });

  test("a name that objects are made by", async () => {
    const text = `{"name":"r","permissions":[],"scopes":{"__proto__":"all"}}`;
    const reply = await tenant.admin.request("POST", "/v1/roles", {
      body: text,
      headers: { "content-type": "application/json" },
    });
    expect([reply.status, reply.body.errors[0].path]).toEqual([422, "scopes.__proto__"]);
  });
});

test("rules for parts of fields hold in reading, history, timeline and writing", async () => {
  const { admin, person } = tenant;
  const fields = {
    account: { "addresses.line": "hidden", "tax.taxNo": "masked" },
    order: { "lines.amountMinor": "hidden", "instalments.amountMinor": "hidden", totalMinor: "hidden" },
  };
  const permissions = ["accounts.*", "orders.*", "audit.read", "views.*", "search.read"];
  const { name } = (await create({ permissions, scopes: { "*": "all" }, fields })).body;
  const clerk = (await person({ roles: [name] })).api;
  const line = "张江路八百八十八号";
  const account = await made(admin, "/v1/accounts", {
    name: "部分可见",
    addresses: [{ kind: "registered", country: "中国", city: "上海", line, postcode: "201203" }],
    tax: { taxNo: "91310000MA1FL7777X", invoiceTitle: "部分可见" },
  });
  const product = { code: "PP", name: "产品", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  const { id: productId } = await made(admin, "/v1/products", product);
  const order = await made(admin, "/v1/orders", {
    ...{ accountId: account.id, currency: "CNY", kind: "new" },
    lines: [{ productId, quantity: 1, amountMinor: 7_654_321 }],
    instalments: [{ dueOn: "2026-12-31", amountMinor: 7_654_321 }],
  });
  await admin.patch(`/v1/accounts/${account.id}`, { tax: { taxNo: "91310000MA1FL8888X", invoiceTitle: "新" } });
  await stack().settled();
  const seen = (await clerk.get(`/v1/accounts/${account.id}`)).body;
  expect(seen.addresses).toEqual([{ kind: "registered", country: "中国", city: "上海", postcode: "201203" }]);
  expect(seen.tax).toEqual({ taxNo: "913****888X", invoiceTitle: "新" });
  expect((await clerk.get(`/v1/orders/${order.id}`)).body.lines).toEqual([
    { productId, quantity: 1, productType: "subscription" },
  ]);
  const view = await made(clerk, "/v1/views", { noun: "account", name: "v", filter: { all: [] } });
  const told = await Promise.all(
    [
      `/v1/audit-entries?recordId=${account.id}`,
      `/v1/audit-entries?recordId=${order.id}`,
      `/v1/accounts/${account.id}/timeline`,
      `/v1/accounts/${account.id}/360`,
      `/v1/views/${view.id}/rows`,
      `/v1/orders/${order.id}/amendments`,
      "/v1/orders",
    ].map(async (path) => [path, await clerk.get(path)] as const),
  );
  for (const [path, { status, body }] of told) {
    const text = JSON.stringify(body);
    expect([path, status]).toEqual([path, 200]);
    for (const canary of [line, "MA1FL7777X", "MA1FL8888X", "7654321"]) {
      expect([path, canary, text.includes(canary)]).toEqual([path, canary, false]);
    }
  }
  for (const [path, body, field] of [
    [`/v1/accounts/${account.id}`, { addresses: [] }, "addresses.line"],
    [`/v1/accounts/${account.id}`, { tax: { invoiceTitle: "x" } }, "tax.taxNo"],
    [`/v1/orders/${order.id}`, { lines: [{ productId, quantity: 2, amountMinor: 1 }] }, "lines.amountMinor"],
  ] as const) {
    const reply = await clerk.patch(path, body);
    expect([reply.status, reply.body.errors[0].path]).toEqual([403, field]);
  }
});

test("fields of the tenant's own that are called as every object's parts are hold, required and restricted", async () => {
  const { admin, person } = tenant;
  const keys = ["constructor", "toString", "hasOwnProperty", "valueOf"];
  for (const key of keys) {
    await made(admin, "/v1/custom-fields", { noun: "contact", key, label: key, type: "text", required: true });
  }
  const { id: accountId } = await made(admin, "/v1/accounts", { name: "施工方" });
  const missing = await admin.post("/v1/contacts", { name: "甲", accountId });
  expect(missing.body.errors.map(({ path }: { path: string }) => path)).toEqual(keys.map((key) => `custom.${key}`));
  const custom = Object.fromEntries(keys.map((key) => [key, `值 ${key}`]));
  const { id } = await made(admin, "/v1/contacts", { name: "甲", accountId, custom });
  const fields = { contact: Object.fromEntries(keys.map((key) => [`custom.${key}`, "hidden"])) };
  const { name } = (await create({ permissions: ["contacts.*", "search.read"], scopes: { "*": "all" }, fields })).body;
  const clerk = (await person({ roles: [name] })).api;
  expect((await admin.get(`/v1/contacts/${id}`)).body.custom).toEqual(custom);
  expect((await clerk.get(`/v1/contacts/${id}`)).body.custom).toEqual({});
  expect((await clerk.patch(`/v1/contacts/${id}`, { custom: { constructor: "x" } })).status).toBe(403);
});
