import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { type Api, apiClient, useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const operator = (): Api => stack().api(stack().operatorKey);
const LIMIT = { status: 402, code: "licence_limit" };

async function open(licence: object, zone = "Asia/Shanghai"): Promise<{ id: string; admin: Api }> {
  const input = { name: "云帆", locale: "en", timeZone: zone, currency: "CNY", licence };
  const { id, adminKey } = await made(operator(), "/v1/tenants", input);
  return { id, admin: apiClient(stack().baseUrl, String(adminKey)) };
}

test("a tenant goes from demo to registered, expires by its own clock with all it has, and is renewed", async () => {
  stack().clock.set(new Date("2026-10-05T02:00:00Z"));
  const { admin } = await open({ state: "demo" });
  const make = (path: string, body: object) => admin.post(path, body);
  const { id: accountId } = await made(admin, "/v1/accounts", { name: "客户 0" });
  for (let n = 1; n < 50; n++) await made(admin, "/v1/accounts", { name: `客户 ${n}` });
  expect((await make("/v1/accounts", { name: "客户 50" })).body).toMatchObject(LIMIT);
  const { id: saleId } = await made(admin, "/v1/opportunities", { name: "一期", accountId });

  const issued = await made(operator(), "/v1/activation-codes", { seats: 3 });
  const { body: registered } = await admin.post("/v1/licence/activate", { code: issued.code });
  expect(registered).toMatchObject({ state: "registered", seats: 3, validUntil: "2027-10-04" });
  await made(admin, "/v1/accounts", { name: "客户 50" });
  const colleague = await made(admin, "/v1/users", { name: "王芳", email: "wang@example.com", roles: ["sales"] });
  const { key } = (await made(admin, `/v1/users/${colleague.id}/api-keys`, { name: "k" })) as unknown as {
    key: string;
  };

  // The last minute of its last day in Shanghai, and the minute after it: it is still the day before in UTC.
  stack().clock.set(new Date("2027-10-04T15:59:00Z"));
  expect((await admin.get("/v1/licence")).body.state).toBe("registered");
  await made(admin, "/v1/accounts", { name: "客户 51" });
  stack().clock.set(new Date("2027-10-04T16:01:00Z"));
  expect((await admin.get("/v1/licence")).body).toMatchObject({ state: "expired", used: { accounts: 52, users: 2 } });
  for (const [path, body] of [
    ["/v1/accounts", { name: "新" }],
    ["/v1/contacts", { name: "新", accountId }],
    ["/v1/opportunities", { name: "新", accountId }],
    ["/v1/users", { name: "新", email: "new@example.com", roles: ["sales"] }],
  ] as const)
    expect([path, (await make(path, body)).body]).toMatchObject([path, LIMIT]);
  const content = Buffer.from("name\n新公司").toString("base64");
  const { body: job } = await make("/v1/imports", { noun: "account", format: "csv", content });
  const converted = await made(admin, "/v1/leads", { name: "李娜", company: "丙" });
  expect((await make(`/v1/leads/${converted.id}/convert`, { createOpportunity: true })).body).toMatchObject(LIMIT);
  await stack().settled();
  expect((await admin.get(`/v1/jobs/${job.id}`)).body.progress).toMatchObject({ done: 0, failed: 1 });
  // All that is there is read, changed, put away and handed out; only what was put away does not come back.
  expect((await admin.get("/v1/accounts/count")).body.count).toBe(52);
  expect((await admin.get("/v1/search?q=客户")).body.items.length).toBeGreaterThan(0);
  expect((await admin.patch(`/v1/opportunities/${saleId}`, { name: "二期" })).status).toBe(200);
  expect((await apiClient(stack().baseUrl, key).get("/v1/me")).status).toBe(200);
  expect((await make("/v1/exports", { noun: "account", format: "csv" })).status).toBe(202);
  expect((await make(`/v1/accounts/${accountId}/archive`, {})).status).toBe(200);
  expect((await make(`/v1/accounts/${accountId}/restore`, {})).body).toMatchObject(LIMIT);

  await operator().post(`/v1/activation-codes/${issued.id}/extend`, { validUntil: "2028-10-04" });
  expect((await admin.get("/v1/licence")).body).toMatchObject({ state: "registered", validUntil: "2028-10-04" });
  expect((await make(`/v1/accounts/${accountId}/restore`, {})).status).toBe(200);
  await made(admin, "/v1/opportunities", { name: "三期", accountId });
  expect((await make(`/v1/leads/${converted.id}/convert`, { createOpportunity: true })).status).toBe(200);
});

test("seats are never passed, by whichever door people come in at once: invited, of a partner, or brought back", async () => {
  stack().clock.set(new Date("2026-10-05T02:00:00Z"));
  const { admin } = await open({ state: "registered", seats: 8 });
  const person = (n: number) => ({ name: `同事 ${n}`, email: `p${n}@example.com` });
  const left: string[] = [];
  for (let n = 0; n < 5; n++) left.push((await made(admin, "/v1/users", { ...person(n), roles: ["sales"] })).id);
  for (const id of left) expect((await admin.post(`/v1/users/${id}/archive`)).status).toBe(200);
  const { id: partnerId } = await made(admin, "/v1/partners", { name: "渠道" });
  const replies = await Promise.all([
    ...left.map((id) => admin.post(`/v1/users/${id}/restore`)),
    ...[10, 11, 12, 13, 14].map((n) => admin.post("/v1/users", { ...person(n), roles: ["sales"] })),
    ...[20, 21, 22, 23, 24].map((n) => admin.post(`/v1/partners/${partnerId}/people`, person(n))),
  ]);
  const won = replies.filter(({ status }) => status < 300);
  const lost = replies.filter(({ status }) => status >= 300);
  expect(won).toHaveLength(7);
  expect(lost.map(({ status, body }) => [status, body.code])).toEqual(lost.map(() => [402, "licence_limit"]));
  expect((await admin.get("/v1/licence")).body.used.users).toBe(8);
  expect((await admin.get("/v1/users?archived=false&limit=200")).body.items).toHaveLength(8);
});
