import { createHash, createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "@jest/globals";
import { handler as swept } from "../../functions/messages/sweep.ts";
import { lambdas } from "../../functions/modules.ts";
import { smsOutcome } from "../../shared/notify/sms-http.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const SECRET = "a secret";
const hex = (text: string): string => createHash("sha256").update(text).digest("hex");
const taken: Record<string, string>[] = [];
const BUSY_PHONE = "13800000029";
const BUSY_MINUTES = 60;
let askedBusy = 0;

/** A provider that checks the signature anew, from what came over the wire, as its specification says. */
const server = createServer((request, response) => {
  const { pathname, search } = new URL(request.url ?? "", "http://provider");
  const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
  const [, key, names = "", signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      String(request.headers.authorization),
    ) ?? [];
  const lines = names.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const query = search.slice(1).split("&").sort().join("&");
  const canonical = [request.method, pathname, query, lines.join(""), names, hex("")].join("\n");
  const expected = createHmac("sha256", SECRET)
    .update(`ACS3-HMAC-SHA256\n${hex(canonical)}`)
    .digest("hex");
  if (key !== "LTAI" || signature !== expected) return answer(400, { Code: "SignatureDoesNotMatch" });
  const said = Object.fromEntries(new URLSearchParams(search));
  if (said.PhoneNumbers === "13800000013") return answer(200, { Code: "isv.MOBILE_NUMBER_ILLEGAL" });
  // One number's line is busy at first, and says when to come again.
  if (said.PhoneNumbers === BUSY_PHONE && ++askedBusy === 1) {
    response.setHeader("retry-after", String(BUSY_MINUTES * 60));
    return answer(429, { Code: "Throttling.User" });
  }
  taken.push(said);
  return answer(200, { Code: "OK", BizId: `biz-${taken.length}` });
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
afterAll(() => new Promise((done) => server.close(done)));

const { port } = server.address() as AddressInfo;
const SMS = {
  ...{ endpoint: `http://127.0.0.1:${port}`, accessKeyId: "LTAI", accessKeySecret: SECRET },
  ...{ signNames: ["凯路", "上海云帆软件有限公司"], templates: { "*": "SMS_1" } },
};
const stack = useStack({
  env: { SMS: JSON.stringify(SMS) },
  lambdas: lambdas.filter(({ kind }) => kind !== "schedule"),
});

test("text messages leave under signature and template by a signed request, and reports tell what became of them", async () => {
  const { admin, person } = await openTenant(stack());
  const account = await made(admin, "/v1/accounts", { name: "客户" });
  const { id: personId } = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id });
  const text = { name: "提醒", channel: "sms", purpose: "marketing", text: "{{name}}，周五见 (a+b)!*'~" };
  const { id } = await made(admin, "/v1/templates", text);
  for (const phone of ["+8613800000001", "+8613800000013"]) {
    const { api } = await person({ roles: ["admin"], phone });
    expect((await api.post(`/v1/templates/${id}/test`, { personId })).status).toBe(200);
  }
  await stack().settled();
  expect(taken).toMatchObject([
    { PhoneNumbers: "13800000001", SignName: "上海云帆软件有限公司", TemplateCode: "SMS_1" },
  ]);
  expect(JSON.parse(taken[0]?.TemplateParam ?? "").content).toMatch(/^李娜，周五见 \(a\+b\)!\*'~/);
  const messageTo = async (phone: string) =>
    (await admin.get("/v1/messages?channel=sms")).body.items.find((one: { to: string }) => one.to === phone);
  expect(await messageTo("+8613800000013")).toMatchObject({
    state: "failed",
    error: expect.stringContaining("ILLEGAL"),
  });
  expect(await messageTo("+8613800000001")).toMatchObject({ state: "sent" });

  const report = (reports: object[]) => stack().api().post("/v1/sms-reports", reports);
  const { OutId: out_id = "" } = taken[0] ?? {};
  const forged = `${out_id.slice(0, -12)}000000000000`;
  expect((await report([{ out_id: forged, success: false, err_code: "UNKNOWN" }])).status).toBe(200);
  expect((await report([{ success: "yes" }])).status).toBe(422);
  expect((await messageTo("+8613800000001")).state).toBe("sent");
  const good = { out_id, success: true, biz_id: "biz-1", phone_number: "13800000001", sms_size: "1" };
  expect(await report([{ out_id: "x", success: true }, good])).toMatchObject({ status: 200, body: { code: 0 } });
  expect((await report([good])).status).toBe(200);
  expect(await messageTo("+8613800000001")).toMatchObject({ state: "delivered", providerId: "biz-1" });
});

test("a provider that says when to come again is left alone until then", async () => {
  const morning = Date.parse("2027-03-02T09:00:00+08:00");
  stack().clock.set(new Date(morning));
  const { admin, person } = await openTenant(stack());
  const account = await made(admin, "/v1/accounts", { name: "客户" });
  const { id: personId } = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id });
  const text = { name: "提醒", channel: "sms", purpose: "service", text: "{{name}}，周五见" };
  const { id } = await made(admin, "/v1/templates", text);
  const { api } = await person({ roles: ["admin"], phone: `+86${BUSY_PHONE}` });
  expect((await api.post(`/v1/templates/${id}/test`, { personId })).status).toBe(200);
  await stack().settled();
  for (const [minutes, asked, state] of [
    [0, 1, "queued"],
    [BUSY_MINUTES - 1, 1, "queued"],
    [BUSY_MINUTES + 1, 2, "sent"],
  ] as const) {
    stack().clock.set(new Date(morning + minutes * 60_000));
    await swept({}, { getRemainingTimeInMillis: () => 900_000 });
    await stack().settled();
    const { items } = (await admin.get("/v1/messages?channel=sms")).body;
    expect([minutes, askedBusy, items.map((one: { state: string }) => one.state)]).toEqual([minutes, asked, [state]]);
  }
});

test.each([
  [200, '{"Code":"OK","BizId":"1"}', "sent"],
  [200, '{"Code":"isv.BUSINESS_LIMIT_CONTROL"}', "refused"],
  [200, '{"Code":"isv.AMOUNT_NOT_ENOUGH"}', "refused"],
  [200, '{"Code":"isv.MOBILE_NUMBER_ILLEGAL"}', "rejected"],
  [200, "null", "unknown"],
  [502, "<html>", "unknown"],
  [403, '{"Code":"NoPermission"}', "refused"],
])("an answer %s %s means %s", (status, text, kind) => {
  expect(smsOutcome(status, text).kind).toBe(kind);
});
