import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "@jest/globals";
import { LISTED_BY } from "../../functions/search/titles.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant, unlike } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let ids: Record<"account" | "contact" | "lead" | "order" | "user", string>;

type Title = { noun: string; id: string; title: string };

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = (await made(admin, "/v1/accounts", { name: "云帆软件" })).id;
  const { id: productId } = await made(admin, "/v1/products", {
    ...{ code: "CRM", name: "CRM 标准版", productType: "software", listPriceMinor: 100, currency: "CNY" },
  });
  ids = {
    account,
    contact: (await made(admin, "/v1/contacts", { name: "周敏", accountId: account })).id,
    lead: (await made(admin, "/v1/leads", { name: "李娜" })).id,
    user: (await made(admin, "/v1/users", { name: "周婷", email: "zhou.ting@example.com", roles: ["sales"] })).id,
    order: (
      await made(admin, "/v1/orders", {
        ...{ accountId: account, currency: "CNY", kind: "new", contractNo: "HT-2026-0117" },
        lines: [{ productId, quantity: 1, amountMinor: 100 }],
        instalments: [{ dueOn: "2027-01-31", amountMinor: 100 }],
      })
    ).id,
  };
});

const titles = async (api: TestTenant["admin"], asked: string[]): Promise<Title[]> =>
  (await api.get(`/v1/titles?ids=${asked.join(",")}`)).body.items;

test("records of several nouns are called by one call, each once, and what is not there is left out", async () => {
  const asked = [...Object.values(ids), ids.account, unlike(ids.account), "nonsense", "xyz_01M8M07G8DPC42904QN6"];
  const found = await titles(tenant.admin, asked);
  expect(found.sort((a, b) => a.noun.localeCompare(b.noun))).toEqual([
    { noun: "account", id: ids.account, title: "云帆软件" },
    { noun: "contact", id: ids.contact, title: "周敏" },
    { noun: "lead", id: ids.lead, title: "李娜" },
    { noun: "order", id: ids.order, title: "HT-2026-0117" },
    { noun: "user", id: ids.user, title: "周婷" },
  ]);
});

test("what a tenant works by is called by its name, by whoever may list it", async () => {
  const { admin } = tenant;
  const pool = await made(admin, "/v1/lead-pools", { name: "华东公海", members: [{ userId: ids.user }] });
  const pipeline = await made(admin, "/v1/pipelines", {
    name: "渠道销售",
    stages: [
      { key: "open", name: "进行中", probabilityBasisPoints: 5_000, category: "pipeline" },
      { key: "won", name: "赢单", probabilityBasisPoints: 10_000, category: "closedWon" },
      { key: "lost", name: "输单", probabilityBasisPoints: 0, category: "closedLost" },
    ],
  });
  const asked = [String(pool.id), String(pipeline.id)];
  const named = (await titles(admin, asked)).map(({ noun, title }) => [noun, title]).sort();
  expect(named).toEqual([
    ["leadPool", "华东公海"],
    ["pipeline", "渠道销售"],
  ]);
  await made(admin, "/v1/roles", { name: "narrow", permissions: ["accounts.read"], scopes: { account: "all" } });
  const narrow = await tenant.person({ roles: ["narrow"] });
  expect(await titles(narrow.api, asked)).toEqual([]);
  // The permission is that of the list, whatever else changes.
  const routes = readFileSync("tests/snapshots/routes.snap", "utf8");
  for (const [noun, permission] of Object.entries(LISTED_BY)) {
    const path = `/v1/${noun.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}e?s`;
    expect(routes).toMatch(new RegExp(`^GET +${path} +${permission.replace(".", "\\.")} `, "m"));
  }
});

test("nobody is told what they may not see: others' records, others' nouns, another tenant's, a hidden name", async () => {
  const { admin } = tenant;
  const someone = async (role: string, number: number) => {
    const { id } = await made(admin, "/v1/users", { name: "王强", email: `wang${number}@example.com`, roles: [role] });
    return stack().api(String((await made(admin, `/v1/users/${id}/api-keys`, { name: "k" })).key));
  };
  await made(admin, "/v1/roles", {
    ...{ name: "shortsighted", permissions: ["accounts.read", "search.read"], scopes: { account: "all" } },
    fields: { account: { name: "hidden" } },
  });
  const { user, ...records } = ids;
  expect(await titles(await someone("sales", 1), Object.values(records))).toEqual([]);
  expect(await titles(await someone("shortsighted", 2), Object.values(ids))).toEqual([
    { noun: "account", id: ids.account, title: ids.account },
  ]);
  const other = await openTenant(stack(), "另一家公司");
  expect(await titles(other.admin, Object.values(ids))).toEqual([]);
});

test("more than a hundred are refused, and so is none", async () => {
  const many = Array.from({ length: 101 }, (_, n) => `acc_${n}`).join(",");
  for (const query of [`?ids=${many}`, "?ids=", "?ids=,,", ""]) {
    const { status, body } = await tenant.admin.get(`/v1/titles${query}`);
    expect([query.slice(0, 9), status, body.errors[0].path]).toEqual([query.slice(0, 9), 422, "ids"]);
  }
});
