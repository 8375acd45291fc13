import { createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { closed } from "../../functions/streams/generated/editions.ts";
import { addDays, civilDate } from "../../shared/clock.ts";
import { type Api, apiClient, useStack } from "../support/stack.ts";
import { made, TIME_ZONE } from "../support/tenant.ts";

const stack = useStack();

const operator = (): Api => stack().api(stack().operatorKey);
const today = (): string => civilDate(stack().clock.now(), TIME_ZONE);

async function open(licence?: object): Promise<{ id: string; admin: Api }> {
  const input = { name: "云帆", locale: "en", timeZone: TIME_ZONE, currency: "CNY", ...(licence && { licence }) };
  const { id, adminKey } = await made(operator(), "/v1/tenants", input);
  return { id, admin: apiClient(stack().baseUrl, String(adminKey)) };
}

const license = (id: string, licence: object) => operator().put(`/v1/tenants/${id}/licence`, licence);
const used = async (admin: Api) => (await admin.get("/v1/licence")).body.used;
const many = (count: number, one: (n: number) => Promise<{ status: number; body: { code?: string } }>) =>
  Promise.all(Array.from({ length: count }, (_, n) => one(n)));
const statuses = (replies: { status: number }[]) =>
  Object.fromEntries([...Map.groupBy(replies, ({ status }) => status)].map(([status, some]) => [status, some.length]));

describe("a demo", () => {
  test.each([
    ["accounts", (n: number) => ({ name: `客户 ${n}` })],
    ["contacts", (n: number, accountId: string) => ({ name: `联系人 ${n}`, accountId })],
    ["leads", (n: number) => ({ name: `线索 ${n}`, company: `公司 ${n}` })],
  ])("ends at exactly 50 %s, however many come at once", async (plural, input) => {
    const { admin } = await open({ state: "demo" });
    const { id } = await made(admin, "/v1/accounts", { name: "客户" });
    const before = plural === "accounts" ? 44 : 45;
    const first = await many(before, (n) => admin.post(`/v1/${plural}`, input(n, id)));
    expect(statuses(first)).toEqual({ 201: before });
    const more = await many(20, (n) => admin.post(`/v1/${plural}`, input(100 + n, id)));
    expect(statuses(more)).toEqual({ 201: 5, 402: 15 });
    expect(more.find(({ status }) => status === 402)?.body).toMatchObject({ code: "licence_limit" });
    expect((await used(admin))[plural]).toBe(50);
    // One that is archived makes room for one.
    const { items } = (await admin.get(`/v1/${plural}?limit=1`)).body;
    expect((await admin.post(`/v1/${plural}/${items[0].id}/archive`)).status).toBe(200);
    const again = await many(4, (n) => admin.post(`/v1/${plural}`, input(200 + n, id)));
    expect(statuses(again)).toEqual({ 201: 1, 402: 3 });
    expect((await admin.post(`/v1/${plural}/${items[0].id}/restore`)).status).toBe(402);
    expect((await used(admin))[plural]).toBe(50);
  });

  test("has three people, and more as soon as it is registered", async () => {
    const { id, admin } = await open({ state: "demo" });
    const person = (n: number) => ({ name: `同事 ${n}`, email: `p${n}@example.com`, roles: ["sales"] });
    expect(statuses(await many(8, (n) => admin.post("/v1/users", person(n))))).toEqual({ 201: 2, 402: 6 });
    expect((await admin.get("/v1/licence")).body).toMatchObject({ state: "demo", used: { users: 3, accounts: 0 } });
    expect((await license(id, { state: "registered", seats: 5 })).status).toBe(200);
    await stack().settled();
    expect(statuses(await many(8, (n) => admin.post("/v1/users", person(10 + n))))).toEqual({ 201: 2, 402: 6 });
    const { items } = (await admin.get("/v1/users")).body;
    const other = items.find(({ roles }: { roles: string[] }) => roles.includes("sales"));
    expect((await admin.post(`/v1/users/${other.id}/archive`)).status).toBe(200);
    expect((await admin.post("/v1/users", person(30))).status).toBe(201);
    expect((await admin.post("/v1/users", person(31))).body).toMatchObject({ code: "licence_limit", status: 402 });
  });

  test("counts what a file brings, and tells the rows that found no room", async () => {
    const { admin } = await open({ state: "demo" });
    const content = Buffer.from(["name", ...Array.from({ length: 60 }, (_, n) => `公司${n}`)].join("\n")).toString(
      "base64",
    );
    const { body: job } = await admin.post("/v1/imports", { noun: "account", format: "csv", content });
    await stack().settled();
    const { body } = await admin.get(`/v1/jobs/${job.id}`);
    expect([body.state, (await used(admin)).accounts]).toEqual(["done", 50]);
    expect(body).toMatchObject({ progress: { done: 50, failed: 10 } });
  });
});

describe("what has expired", () => {
  test("stays readable and changeable, and takes in a few leads", async () => {
    const { id, admin } = await open({ state: "registered", validUntil: addDays(today(), 10) });
    const account = await made(admin, "/v1/accounts", { name: "老客户" });
    await made(admin, "/v1/leads", { name: "老线索", company: "甲" });
    await stack().settled();
    expect((await license(id, { state: "registered", validUntil: addDays(today(), -1) })).status).toBe(200);
    expect((await admin.get("/v1/licence")).body).toMatchObject({ state: "expired", used: { accounts: 1, leads: 1 } });
    expect((await admin.patch(`/v1/accounts/${account.id}`, { name: "老客户改名" })).status).toBe(200);
    for (const [path, body] of [
      ["/v1/accounts", { name: "新" }],
      ["/v1/contacts", { name: "新", accountId: account.id }],
      ["/v1/opportunities", { name: "新", accountId: account.id }],
      ["/v1/users", { name: "新", email: "new@example.com", roles: ["sales"] }],
    ] as const) {
      const reply = await admin.post(path, body);
      expect([path, reply.status, reply.body.code]).toEqual([path, 402, "licence_limit"]);
    }
    const leads = await many(60, (n) => admin.post("/v1/leads", { name: `线索 ${n}`, company: `公司 ${n}` }));
    expect(statuses(leads)).toEqual({ 201: 49, 402: 11 });
    expect((await license(id, { state: "registered" })).status).toBe(200);
    expect((await admin.post("/v1/accounts", { name: "新" })).status).toBe(201);
  });

  test("expires by the tenant's own day", async () => {
    const { admin } = await open({ state: "registered", validUntil: today() });
    expect((await admin.get("/v1/licence")).body.state).toBe("registered");
  });
});

describe("an edition", () => {
  test("lacks what another has, on every way to it, until it is upgraded", async () => {
    const { id, admin } = await open({ state: "registered", edition: "marketing" });
    const { id: accountId } = await made(admin, "/v1/accounts", { name: "云海" });
    const { id: leadId } = await made(admin, "/v1/leads", { name: "李娜", company: "乙" });
    const year = { period: { from: "2026-01-01", to: "2026-12-31" } };
    const content = Buffer.from("name\n甲").toString("base64");
    const replies = [
      await admin.get("/v1/orders"),
      await admin.post("/v1/opportunities", { name: "x", accountId }),
      await admin.post("/v1/exports", { noun: "opportunity", format: "csv" }),
      await admin.post("/v1/imports", { noun: "opportunity", format: "csv", content }),
      await admin.post("/v1/views", { noun: "quote", name: "x", filter: { all: [] } }),
      await admin.post(`/v1/leads/${leadId}/convert`, { createOpportunity: true }),
      await admin.post("/v1/reports/query", { facts: "orders", measures: ["orders"], dimensions: [], ...year }),
      await admin.get("/v1/reports/costOfLostDeals/run?from=2026-01-01&to=2026-12-31"),
      await admin.post("/v1/saved-reports", {
        name: "x",
        query: { facts: "orders", measures: ["orders"], dimensions: [], ...year },
      }),
    ];
    expect(replies.map(({ status, body }) => [status, body.code])).toEqual(
      replies.map(() => [402, "edition_required"]),
    );
    expect(replies[0]?.body.detail).toContain("sales");
    const { items } = (await admin.get("/v1/search?q=x")).body;
    expect(items).toEqual([]);
    expect((await license(id, { state: "registered", edition: "sales" })).status).toBe(200);
    expect((await admin.get("/v1/orders")).status).toBe(200);
    const { id: oppId } = await made(admin, "/v1/opportunities", { name: "x", accountId });
    // A narrower one leaves to be read what was written.
    await license(id, { state: "registered", edition: "marketing" });
    expect((await admin.get(`/v1/opportunities/${oppId}`)).status).toBe(200);
    expect((await admin.patch(`/v1/opportunities/${oppId}`, { name: "y" })).body.code).toBe("edition_required");
  });

  test("lacks something, each of them, and Enterprise nothing", async () => {
    expect(Object.keys(closed).sort()).toEqual(["marketing", "sales"]);
    expect(closed.marketing).toMatchObject({ orders: ["enterprise", "sales"] });
    expect(closed.sales).toMatchObject({ broadcasts: ["enterprise", "marketing"] });
    const { id, admin } = await open({ state: "registered", edition: "sales" });
    const paths = ["campaigns", "sms-campaigns", "mail-campaigns", "journeys", "segments", "marketing-events"];
    const statuses = async (): Promise<number[]> =>
      Promise.all(paths.map(async (path) => (await admin.get(`/v1/${path}`)).status));
    expect(await statuses()).toEqual(paths.map(() => 402));
    await license(id, { state: "registered", edition: "enterprise" });
    expect(await statuses()).toEqual(paths.map(() => 200));
  });

  test("does not bound a tenant that was opened without a licence", async () => {
    const { admin } = await open();
    expect((await admin.get("/v1/licence")).body).toMatchObject({ state: "registered", edition: "enterprise" });
    expect((await admin.get("/v1/orders")).status).toBe(200);
  });

  test("is the operator's to give", async () => {
    const { id, admin } = await open({ state: "demo" });
    expect((await admin.put(`/v1/tenants/${id}/licence`, { state: "registered" })).status).toBe(403);
    const wrong = await license(id, { state: "registered", edition: "gold", seats: 0 });
    expect(wrong.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(["edition", "seats"]);
  });
});

describe("an activation code", () => {
  const issue = (input: object = {}) => made(operator(), "/v1/activation-codes", input);
  const activate = (admin: Api, code: unknown) => admin.post("/v1/licence/activate", { code });

  test("registers five times in all, whoever asks at once", async () => {
    const issued = await issue({ edition: "sales", seats: 7 });
    const tenants = await Promise.all(Array.from({ length: 7 }, () => open({ state: "demo" })));
    const replies = await Promise.all(tenants.map(({ admin }) => activate(admin, issued.code)));
    expect(statuses(replies)).toEqual({ 200: 5, 409: 2 });
    const won = tenants[replies.findIndex(({ status }) => status === 200)]!;
    // Who is registered may send it again.
    expect((await activate(won.admin, issued.code)).body).toMatchObject({
      state: "registered",
      edition: "sales",
      seats: 7,
    });
    expect((await operator().get(`/v1/activation-codes/${issued.id}`)).body.registrations).toHaveLength(5);
  });

  test("can be checked by its public key alone, and no byte of it changed", async () => {
    const { code } = await issue({ seats: 3 });
    const { admin } = await open();
    const { publicKey } = (await admin.get("/v1/licence/public-key")).body;
    const [, body = "", signature = ""] = String(code).split(".");
    const isGood = (text: string): boolean =>
      verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, "base64url"));
    expect([isGood(body), isGood(`${body.slice(0, -1)}A`)]).toEqual([true, false]);
    expect(JSON.parse(Buffer.from(body, "base64url").toString())).toMatchObject({ edition: "enterprise", seats: 3 });
    const property = fc.asyncProperty(
      fc.nat(String(code).length - 1),
      fc.constantFrom("A", "b", "7", "."),
      async (at, by) => {
        const changed = String(code).slice(0, at) + by + String(code).slice(at + 1);
        fc.pre(changed !== code);
        const { status, body } = await activate(admin, changed);
        // The last letter of 86 has bits that mean nothing.
        fc.pre(at < String(code).length - 1);
        expect([status, body.errors?.[0]?.path]).toEqual([422, "code"]);
      },
    );
    await fc.assert(property, { numRuns: 15 });
  });

  test("extends and ends what it has registered", async () => {
    const issued = await issue({ validUntil: addDays(today(), 1) });
    const { admin } = await open({ state: "demo" });
    await activate(admin, issued.code);
    const until = addDays(today(), 400);
    const extended = (await operator().post(`/v1/activation-codes/${issued.id}/extend`, { validUntil: until })).body;
    expect(extended.code).not.toBe(issued.code);
    expect((await admin.get("/v1/licence")).body).toMatchObject({ state: "registered", validUntil: until });
    // The old text still names the code, which says what holds.
    expect((await activate(admin, issued.code)).body.validUntil).toBe(until);
    await operator().post(`/v1/activation-codes/${issued.id}/revoke`, { reason: "not paid" });
    expect((await admin.get("/v1/licence")).body.state).toBe("expired");
    expect((await activate(admin, issued.code)).body).toMatchObject({ status: 409, code: "invalid_state" });
  });

  test("bounds what is measured, as its text says, and is no way to a licence that is over", async () => {
    const quotas = { calls: 50_000, rows: 1_000 };
    const issued = await issue({ seats: 3, validUntil: addDays(today(), 2), quotas });
    const { id, admin } = await open({ state: "demo" });
    expect((await activate(admin, issued.code)).body).toMatchObject({ state: "registered", seats: 3 });
    const [, body = ""] = String(issued.code).split(".");
    expect(JSON.parse(Buffer.from(body, "base64url").toString())).toMatchObject({ quotas });
    const bounds = (await operator().get(`/v1/tenants/${id}/usage`)).body.quotas;
    expect(bounds.map(({ measure, most }: { measure: string; most: number }) => [measure, most])).toEqual([
      ["rows", 1_000],
      ["calls", 50_000],
    ]);
    const errors = async (path: string, input: object) =>
      (await operator().post(path, input)).body.errors?.map((error: { path: string }) => error.path);
    expect(await errors("/v1/activation-codes", { validUntil: addDays(today(), -2) })).toEqual(["validUntil"]);
    expect(await errors("/v1/activation-codes", { quotas: { calls: -1 } })).toEqual(["quotas.calls"]);
    const path = `/v1/activation-codes/${issued.id}/extend`;
    expect(await errors(path, { validUntil: addDays(today(), 1) })).toEqual(["validUntil"]);
    // Whoever has a licence loses nothing by a code that is over, and the code counts nobody.
    stack().clock.set(new Date(stack().clock.now().getTime() + 4 * 86_400_000));
    const other = await open({ state: "registered", seats: 20 });
    expect((await activate(other.admin, issued.code)).body).toMatchObject({ status: 409, code: "invalid_state" });
    expect((await other.admin.get("/v1/licence")).body).toMatchObject({ state: "registered", seats: 20 });
    expect((await operator().get(`/v1/activation-codes/${issued.id}`)).body.registrations).toHaveLength(1);
  });
});

describe("an upgrade", () => {
  test("costs the difference of list prices at the partner's rate, or 300.00", async () => {
    const { admin } = await open();
    const quote = async (body: object) => (await admin.post("/v1/upgrade-quotes", body)).body;
    expect(await quote({ fromSeats: 5, toSeats: 10 })).toMatchObject({
      ...{ listMinor: 1_480_000, partnerRateBasisPoints: 10_000, amountMinor: 400_000, supportMinor: 296_000 },
    });
    expect(await quote({ fromSeats: 5, toSeats: 5 })).toMatchObject({ amountMinor: 30_000, listMinor: 1_080_000 });
    const { id: partnerId } = await made(admin, "/v1/partners", { name: "渠道", rateBasisPoints: 6_500 });
    expect(await quote({ fromSeats: 5, toSeats: 10, partnerId })).toMatchObject({
      ...{ partnerRateBasisPoints: 6_500, amountMinor: 260_000 },
    });
    expect((await quote({ fromSeats: 10, toSeats: 5 })).errors[0].path).toBe("toSeats");
    expect((await quote({ fromSeats: 1, toSeats: 5, partnerId: "ptn_01J0000000000000000000" })).errors[0].path).toBe(
      "partnerId",
    );
  });
});
