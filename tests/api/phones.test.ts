import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { contact } from "../../functions/contacts/table.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { PLANS, written } from "../support/phones.ts";
import { apiClient, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

async function tenantIn(timeZone: string, locale: "zh-CN" | "en") {
  const operator = stack().api(stack().operatorKey);
  const input = { name: `Tenant of ${timeZone}`, locale, timeZone, currency: "CNY" };
  const { id, adminKey } = await made(operator, "/v1/tenants", input);
  const admin = apiClient(stack().baseUrl, String(adminKey));
  const account = await made(admin, "/v1/accounts", { name: "云海" });
  return { id, admin, accountId: account.id };
}

const ids = (reply: { body: { items: { id: string }[] } }): string[] => reply.body.items.map(({ id }) => id);

describe("a number that somebody writes", () => {
  const home = PLANS.filter(({ country }, n) => PLANS.findIndex((one) => one.country === country) === n);

  test.each(home.map(({ country, zone }) => [country, zone] as const))(
    "in %s is kept once and found in every form",
    async (country, zone) => {
      const { admin, accountId } = await tenantIn(zone, country === "CN" ? "zh-CN" : "en");
      const [first, ...others] = fc.sample(
        written(country).filter(({ kept }) => kept.includes(";ext=") === false),
        40,
      );
      if (!first) return;
      const same = others.filter(({ kept }) => kept === first.kept).slice(0, 4);
      const one = await made(admin, "/v1/contacts", { name: "李娜", accountId, phone: first.form });
      expect(one.phone).toBe(first.kept);
      await made(admin, "/v1/contacts", { name: "王芳", accountId, phone: "+4989123450000" });
      await stack().settled();
      for (const { form } of [first, ...same]) {
        const q = encodeURIComponent(form);
        const filter = { field: "phone", op: "eq", value: form };
        const view = await made(admin, "/v1/views", { noun: "contact", name: form, filter });
        expect([form, ids(await admin.get(`/v1/contacts?phone=${q}`))]).toEqual([form, [one.id]]);
        expect([form, ids(await admin.get(`/v1/views/${view.id}/rows`))]).toEqual([form, [one.id]]);
        const caller = await admin.get(`/v1/callers?number=${q}`);
        expect([form, caller.body]).toMatchObject([form, { number: first.kept, items: [{ id: one.id, exact: true }] }]);
      }
      const shown = (await admin.get(`/v1/contacts/${one.id}`)).body.phoneShown;
      expect(ids(await admin.get(`/v1/contacts?phone=${encodeURIComponent(shown)}`))).toEqual([one.id]);
      expect(ids(await admin.get(`/v1/search?q=${encodeURIComponent(shown)}`))).toContain(one.id);
    },
  );
});

describe("as it is shown", () => {
  const all = PLANS.flatMap(({ zone, code, numbers }) =>
    numbers.map((number) => ({ zone, kept: `+${code}${number}` })),
  );

  test.each([...new Set(all.map(({ zone }) => zone))])("each number of %s is found by search", async (zone) => {
    const { admin, accountId } = await tenantIn(zone, zone === "Asia/Shanghai" ? "zh-CN" : "en");
    const mine = all.filter((one) => one.zone === zone);
    const contacts = await Promise.all(
      mine.map(({ kept }) => made(admin, "/v1/contacts", { name: "李娜", accountId, phone: kept })),
    );
    await stack().settled();
    for (const { id, phone, phoneShown } of contacts) {
      for (const typed of [String(phoneShown), String(phone), String(phone).slice(-4)]) {
        const found = ids(await admin.get(`/v1/search?q=${encodeURIComponent(typed)}`));
        expect([typed, found]).toEqual([typed, expect.arrayContaining([id])]);
      }
    }
  });
});

describe("in a Chinese tenant", () => {
  test("an extension is kept, shown and looked for", async () => {
    const { admin, accountId } = await tenantIn("Asia/Shanghai", "zh-CN");
    const one = await made(admin, "/v1/contacts", { name: "李娜", accountId, phone: "021-55550003转8001" });
    expect(one).toMatchObject({ phone: "+862155550003;ext=8001", phoneShown: "021 5555 0003 转 8001" });
    const other = await made(admin, "/v1/contacts", { name: "王芳", accountId, phone: "(021) 5555 0003 分机 8002" });
    const find = async (phone: string) =>
      ids(await admin.get(`/v1/contacts?phone=${encodeURIComponent(phone)}`)).sort();
    expect(await find("021-55550003-8001")).toEqual([one.id]);
    expect(await find("+86 21 5555 0003 ext. 8002")).toEqual([other.id]);
    expect(await find("02155550003")).toEqual([one.id, other.id].sort());
    const { items } = (await admin.get(`/v1/callers?number=${encodeURIComponent("021-55550003转8002")}`)).body;
    expect(items.map(({ id, exact }: { id: string; exact: boolean }) => [id, exact])).toEqual([
      [other.id, true],
      [one.id, false],
    ]);
    await stack().settled();
    const found = await admin.get(`/v1/search?q=${encodeURIComponent("021-55550003转8001")}`);
    expect(ids(found)).toContain(one.id);
  });

  test("what can be no number stays as it was typed, with a mark that goes when it is mended", async () => {
    const { admin, accountId } = await tenantIn("Asia/Shanghai", "zh-CN");
    const { id, phone, unclear } = await made(admin, "/v1/contacts", { name: "李娜", accountId, phone: "微信同号" });
    expect([phone, unclear]).toEqual(["微信同号", ["phone"]]);
    expect(ids(await admin.get(`/v1/contacts?phone=${encodeURIComponent("微信同号")}`))).toEqual([id]);
    const mended = await admin.patch(`/v1/contacts/${id}`, { phone: "138 0000 0001" });
    expect(mended.body).toMatchObject({ phone: "+8613800000001", phoneShown: "138 0000 0001" });
    expect(mended.body.unclear).toBeUndefined();
    expect((await admin.patch(`/v1/contacts/${id}`, { phone: null })).body.phoneShown).toBeUndefined();
  });

  test("a field of the tenant's own is a number as any other, and one of it stands once where it must", async () => {
    const { admin } = await tenantIn("Asia/Shanghai", "zh-CN");
    await made(admin, "/v1/custom-fields", {
      noun: "account",
      key: "hotline",
      label: "热线",
      type: "phone",
      unique: true,
      filterable: true,
    });
    const one = await made(admin, "/v1/accounts", { name: "甲", custom: { hotline: "400-820-8820" } });
    expect(one.custom).toEqual({ hotline: "+864008208820" });
    const again = await admin.post("/v1/accounts", { name: "乙", custom: { hotline: "400 820 8820" } });
    expect([again.status, again.body.code]).toEqual([409, "duplicate"]);
    expect(ids(await admin.get("/v1/accounts?custom.hotline=4008208820"))).toEqual([one.id]);
    const odd = await made(admin, "/v1/accounts", { name: "丙", custom: { hotline: "总机转" } });
    expect(odd.unclear).toEqual(["custom.hotline"]);
  });

  test("rows of an earlier time are read, found and may be changed", async () => {
    const { id: tenantId, admin, accountId } = await tenantIn("Asia/Shanghai", "zh-CN");
    const table = await tenantTable(tenantId, { actor: "system:test", from: "", requestId: "" });
    const at = stack().clock.now().toISOString();
    const old = { id: "con_00000000000OLD000001", version: 1, createdAt: at, updatedAt: at, name: "老客", accountId };
    await table.create(contact, { ...old, phone: "13800000009" });
    expect((await admin.get(`/v1/contacts/${old.id}`)).body.phone).toBe("13800000009");
    for (const form of ["13800000009", "138 0000 0009", "+86 138-0000-0009"]) {
      expect(ids(await admin.get(`/v1/contacts?phone=${encodeURIComponent(form)}`))).toEqual([old.id]);
      expect(ids(await admin.get(`/v1/callers?number=${encodeURIComponent(form)}`))).toEqual([old.id]);
    }
    const changed = await admin.patch(`/v1/contacts/${old.id}`, { role: "总监" });
    expect([changed.status, changed.body.phone]).toEqual([200, "13800000009"]);
  });

  test("a person whom the product calls has a number that can be called", async () => {
    const { admin, person } = await openTenant(stack());
    const { id } = await person({ roles: ["sales"] });
    const kept = await admin.patch(`/v1/users/${id}`, { phone: "138 0000 0001", smsOnReceipt: true });
    expect(kept.body.phone).toBe("+8613800000001");
    for (const phone of ["微信同号", "021-55550003转8001", "95588"]) {
      const refused = await admin.patch(`/v1/users/${id}`, { phone });
      expect([phone, refused.status, refused.body.errors?.[0]?.path]).toEqual([phone, 422, "phone"]);
    }
  });

  test("whoever may not see a number sees no other form of it, and finds nobody by it", async () => {
    const { admin, person } = await openTenant(stack());
    const account = await made(admin, "/v1/accounts", { name: "云海" });
    const role = {
      ...{ name: "无电话", permissions: ["contacts.read", "search.read"], scopes: { contact: "all" } },
      fields: { contact: { phone: "hidden" } },
    };
    await made(admin, "/v1/roles", role);
    const { api } = await person({ roles: ["无电话"] });
    const { id } = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id, phone: "13800000001" });
    const seen = (await api.get(`/v1/contacts/${id}`)).body;
    expect([seen.name, seen.phone, seen.phoneShown]).toEqual(["李娜", undefined, undefined]);
    expect((await api.get("/v1/callers?number=13800000001")).body.items).toEqual([]);
    expect((await api.get("/v1/contacts?phone=13800000001")).status).toBe(403);
  });

  test("an address of mail is kept as typed and found in any case", async () => {
    const { admin, accountId } = await tenantIn("Asia/Shanghai", "zh-CN");
    const one = await made(admin, "/v1/contacts", { name: "李娜", accountId, email: "Li.Na+CRM@Example.com" });
    expect(one.email).toBe("Li.Na+CRM@Example.com");
    expect(ids(await admin.get(`/v1/contacts?email=${encodeURIComponent("li.na+crm@example.COM")}`))).toEqual([one.id]);
    const again = await made(admin, "/v1/leads", { name: "Li Na", email: "li.na@example.com" });
    const { items } = (await admin.get(`/v1/leads/${again.id}/duplicates`)).body;
    expect(items.map(({ id }: { id: string }) => id)).toContain(one.id);
  });
});
