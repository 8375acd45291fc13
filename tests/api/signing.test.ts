import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Webhook } from "standardwebhooks";
import { lambdas } from "../../functions/modules.ts";
import { TestSigning } from "../support/signing.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";
import { visitorOf } from "../support/visits.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const { visit, sentForm } = visitorOf(stack);
const provider = new TestSigning();
let baseUrl = "";
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  baseUrl = await provider.start();
});
afterAll(() => provider.stop());

const forward = (ms: number): void => stack().clock.set(new Date(stack().clock.now().getTime() + ms));
const run = async (): Promise<void> => {
  await (await import("../../functions/signing/due.ts")).handler();
  await stack().settled();
};

let customers = 0;
async function shop() {
  const tenant = await openTenant(stack());
  const seller = await tenant.person({ roles: ["sales"], name: "王芳" });
  const account = await made(tenant.admin, "/v1/accounts", { name: "北京某某软件有限公司", ownerId: seller.id });
  const mails = ["一", "二"].map((name) => ({ name: `李${name}`, email: `signer${++customers}@customer.example` }));
  const contacts = [];
  for (const mail of mails) contacts.push(await made(tenant.admin, "/v1/contacts", { ...mail, accountId: account.id }));
  const contactIds = contacts.map(({ id }) => id);
  const catalogue = { productType: "subscription", listPriceMinor: 120_000, currency: "CNY" };
  const crm = await made(tenant.admin, "/v1/products", { ...catalogue, code: "CRM-1", name: "云帆 CRM 企业版" });
  const quoted = async (fields: object = {}) => {
    const lines = [{ productId: crm.id, quantity: 3, taxBasisPoints: 600, months: 12 }];
    const body = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31", lines, ...fields };
    const quote = await made(seller.api, "/v1/quotes", body);
    await seller.api.post(`/v1/quotes/${quote.id}/submit`);
    return quote;
  };
  const ordered = (fields: object = {}) =>
    made(seller.api, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", kind: "new", contractNo: `HT-${customers}`, ...fields },
      lines: [{ productId: crm.id, quantity: 1, amountMinor: 100_001 }],
      instalments: [
        { dueOn: "2027-01-31", amountMinor: 50_000 },
        { dueOn: "2027-06-30", amountMinor: 50_001 },
      ],
    });
  const read = async (id: string) => (await seller.api.get(`/v1/envelopes/${id}`)).body;
  const filesOf = async (id: string) => (await tenant.admin.get(`/v1/files?relatedTo=${id}`)).body.items;
  return { ...tenant, seller, account, mails, contactIds, quoted, ordered, read, filesOf };
}
type Shop = Awaited<ReturnType<typeof shop>>;

const pathsOf = (sent: Record<string, unknown>): string[] =>
  (sent.links as { publicUrl: string }[]).map(({ publicUrl }) => new URL(publicUrl).pathname);

async function linked({ admin }: Shop) {
  const connection = await made(admin, "/v1/signing-connections", { name: "电子签", baseUrl, token: provider.token });
  const signer = new Webhook(String(connection.signingSecret));
  let told = 0;
  const tell = async (events: object[], by = signer) => {
    const body = JSON.stringify({ events });
    const now = stack().clock.now();
    const id = `msg_${++told}`;
    const headers = {
      "content-type": "application/json",
      ...{ "webhook-id": id, "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)) },
      "webhook-signature": by.sign(id, now, body),
    };
    const reply = await fetch(`${stack().baseUrl}${connection.webhookPath}`, { method: "POST", body, headers });
    return reply.status;
  };
  return { connection, tell };
}

describe("on the product's own page", () => {
  test("a quote is signed by all who must, becomes one order, and is kept with its evidence", async () => {
    const at = await shop();
    const { seller, contactIds, mails, read, filesOf } = at;
    const quote = await at.quoted();
    const sent = await made(seller.api, "/v1/envelopes", { quoteId: quote.id, contactIds, message: "请签署。" });
    expect([sent.state, sent.token, sent.termsHash]).toEqual(["sent", undefined, undefined]);
    const second = await seller.api.post("/v1/envelopes", { quoteId: quote.id, contactIds });
    expect([second.status, second.body.code]).toEqual([409, "duplicate"]);
    await stack().settled();
    for (const { email } of mails) {
      const [mail] = stack().outbox(email);
      expect([mail?.subject, mail?.text]).toEqual([
        expect.stringContaining("请您签署"),
        expect.stringContaining("请签署。"),
      ]);
    }
    const [one = "", two = ""] = pathsOf(sent);
    for (const [lang, word] of [
      ["zh-CN", "拒签"],
      ["en", "Decline"],
    ]) {
      const page = await visit(`${one}?lang=${lang}`);
      expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(await page.text()).toContain(word);
    }
    expect((await read(sent.id)).state).toBe("viewed");
    const pdf = Buffer.from(await (await visit(`${one}/pdf`)).arrayBuffer());
    expect(createHash("sha256").update(pdf).digest("hex")).toBe(sent.documentHash);
    expect((await sentForm(`${one}/sign`, { name: "李一" })).status).toBe(422);
    const forms = await Promise.all([1, 2, 3].map(() => sentForm(`${one}/sign`, { name: "李一", consent: "true" })));
    expect(forms.map(({ status }) => status).filter((status) => status !== 303 && status !== 409)).toEqual([]);
    expect((await read(sent.id)).state).toBe("viewed");
    expect((await seller.api.get(`/v1/quotes/${quote.id}`)).body.status).toBe("approved");
    const all = await Promise.all([1, 2, 3].map(() => sentForm(`${two}/sign`, { name: "李二", consent: "true" })));
    expect(all.map(({ status }) => status)).toContain(303);
    const accepted = (await seller.api.get(`/v1/quotes/${quote.id}`)).body;
    expect(accepted.status).toBe("accepted");
    const orders = (await at.admin.get(`/v1/orders?accountId=${at.account.id}`)).body.items;
    expect(orders).toMatchObject([{ id: accepted.orderId, totalMinor: quote.totalMinor, quoteId: quote.id }]);
    expect((await sentForm(`${two}/decline`, { reason: "不要了" })).status).toBe(409);
    await stack().settled();
    await run();
    await run();
    const after = await read(sent.id);
    expect(after).toMatchObject({ state: "signed", signers: [{ evidence: { name: "李一" } }, {}] });
    expect(after.fileIds).toHaveLength(2);
    const files = await filesOf(accepted.orderId);
    expect(files.map(({ state }: { state: string }) => state)).toEqual(["ready", "ready"]);
    const bytes = async (file: { id: string }) => {
      const { url } = (await at.admin.get(`/v1/files/${file.id}/download`)).body;
      return Buffer.from(await (await fetch(url)).arrayBuffer());
    };
    const byId = new Map(files.map((file: { id: string }) => [file.id, file]));
    expect((await bytes(byId.get(after.fileIds[0]) as { id: string })).equals(pdf)).toBe(true);
    const certificate = await bytes(byId.get(after.fileIds[1]) as { id: string });
    if (process.env.SHOW) writeFileSync(`${process.env.SHOW}/certificate.pdf`, certificate);
    const owner = (await at.admin.get(`/v1/users/${seller.id}`)).body.email;
    expect(
      stack()
        .outbox(owner)
        .filter(({ subject }) => subject?.startsWith("已签署")),
    ).toHaveLength(1);
    expect(await (await visit(`${one}?lang=en`)).text()).toContain("signed by all");
  });

  test("what changes while it is out is signed by nobody, and what is declined, late or called back says so", async () => {
    const at = await shop();
    const { seller, contactIds, read } = at;
    const [contact] = contactIds;
    const order = await at.ordered();
    const out = (fields: object = {}) =>
      made(seller.api, "/v1/envelopes", { orderId: order.id, contactIds: [contact], ...fields });
    const sign = (path = "") => sentForm(`${path}/sign`, { name: "李一", consent: "true" });
    const first = await out();
    await seller.api.patch(`/v1/orders/${order.id}`, { endsOn: "2027-12-31", startsOn: "2027-01-01" });
    expect((await sign(pathsOf(first)[0])).status).toBe(409);
    await stack().settled();
    expect(await read(first.id)).toMatchObject({ state: "cancelled", reason: expect.stringContaining("changed") });
    const declined = await out();
    expect((await sentForm(`${pathsOf(declined)[0]}/decline`, { reason: "太贵" })).status).toBe(303);
    expect(await read(declined.id)).toMatchObject({ state: "declined", reason: "太贵" });
    const soon = new Date(stack().clock.now().getTime() + 2 * HOUR_MS).toISOString();
    const late = await out({ expiresAt: soon });
    forward(3 * HOUR_MS);
    expect((await sign(pathsOf(late)[0])).status).toBe(409);
    await run();
    expect((await read(late.id)).state).toBe("expired");
    const back = await out();
    const again = await seller.api.post(`/v1/envelopes/${back.id}/resend`);
    expect(again.body.links).toHaveLength(1);
    expect((await seller.api.post(`/v1/envelopes/${back.id}/cancel`, {})).body.errors[0].path).toBe("reason");
    expect((await seller.api.post(`/v1/envelopes/${back.id}/cancel`, { reason: "有误" })).body.state).toBe("cancelled");
    for (const path of [...pathsOf(back), ...pathsOf(again.body)]) expect((await sign(path)).status).toBe(409);
    expect((await seller.api.post(`/v1/envelopes/${back.id}/resend`)).status).toBe(409);
    const last = await out();
    expect((await sign(pathsOf(last)[0])).status).toBe(303);
    const signed = (await seller.api.get(`/v1/orders/${order.id}`)).body;
    expect([signed.status, signed.receivablesMade]).toEqual(["signed", 2]);
    const none = await seller.api.post("/v1/envelopes", { orderId: order.id, contactIds: [contact] });
    expect([none.status, none.body.code]).toEqual([409, "invalid_state"]);
    expect((await seller.api.get(`/v1/envelopes?recordId=${order.id}`)).body.items).toHaveLength(5);
    const stranger = await at.person({ roles: ["sales"] });
    expect((await stranger.api.get(`/v1/envelopes/${last.id}`)).status).toBe(404);
    expect((await stranger.api.get(`/v1/envelopes?recordId=${order.id}`)).body.items).toEqual([]);
    expect((await stranger.api.post("/v1/envelopes", { orderId: order.id, contactIds })).status).toBe(422);
    const wrong = await seller.api.post("/v1/envelopes", { contactIds: [contact, contact] });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, "quoteId"]);
  });
});

describe("at a provider", () => {
  test("an envelope is made once whatever fails, signed once however it is told, and its document kept", async () => {
    const at = await shop();
    const { tell, connection } = await linked(at);
    expect([connection.token, connection.secrets]).toEqual([undefined, undefined]);
    const order = await at.ordered();
    const before = provider.made.size;
    provider.fault = "lost";
    const { contactIds, seller } = at;
    const sent = await made(seller.api, "/v1/envelopes", { orderId: order.id, contactIds });
    expect([sent.state, typeof sent.error]).toEqual(["preparing", "string"]);
    const [path = ""] = pathsOf(sent);
    expect(await (await visit(path)).text()).toContain("准备");
    provider.fault = undefined;
    forward(HOUR_MS);
    await run();
    const ready = await at.read(sent.id);
    expect([ready.state, ready.error, provider.made.size]).toEqual(["sent", undefined, before + 1]);
    expect(provider.isWhole(sent.id)).toBe(true);
    const page = await visit(path);
    expect([page.status, page.headers.get("location")]).toEqual([303, expect.stringContaining(contactIds[0] ?? "?")]);
    expect((await sentForm(`${path}/sign`, { name: "李一", consent: "true" })).status).toBe(409);
    const now = stack().clock.now().getTime();
    const time = (n: number): string => new Date(now + n).toISOString();
    const events = [
      { ref: sent.id, type: "viewed", at: time(-900), signer: contactIds[0] },
      { ref: sent.id, type: "signed", at: time(-800), signer: contactIds[0] },
      { ref: sent.id, type: "signed", at: time(-700), signer: contactIds[1] },
    ];
    const forger = new Webhook(`whsec_${Buffer.from("another secret of a stranger").toString("base64")}`);
    expect(await tell(events, forger)).toBe(401);
    const other = await shop();
    const stranger = await linked(other);
    expect(await stranger.tell(events)).toBe(202);
    expect((await at.read(sent.id)).state).toBe("sent");
    expect(await tell([{ ...events[0], at: "soon" }])).toBe(422);
    expect(await tell([events[2] as object])).toBe(202);
    expect((await at.read(sent.id)).state).toBe("viewed");
    const told = await Promise.all([events, events.toReversed(), events.slice(1, 2), events].map((some) => tell(some)));
    expect(told).toEqual([202, 202, 202, 202]);
    expect(await tell([{ ref: sent.id, type: "declined", at: time(-10) }])).toBe(202);
    const signed = (await seller.api.get(`/v1/orders/${order.id}`)).body;
    expect([signed.status, signed.receivablesMade]).toEqual(["signed", 2]);
    expect((await at.admin.get(`/v1/receivables?orderId=${order.id}`)).body.items).toHaveLength(2);
    provider.fault = "down";
    await run();
    expect((await at.read(sent.id)).error).toContain("503");
    provider.fault = undefined;
    forward(HOUR_MS);
    await run();
    expect(await at.read(sent.id)).toMatchObject({ state: "signed", fileIds: [expect.any(String)] });
    expect(await at.filesOf(order.id)).toMatchObject([{ state: "ready", contentType: "application/pdf" }]);
  });

  test("what a webhook lost is asked for, what is called back is called back there, and a signature before that stands", async () => {
    const at = await shop();
    await linked(at);
    const { contactIds, seller, read } = at;
    const quote = await at.quoted();
    const sent = await made(seller.api, "/v1/envelopes", { quoteId: quote.id, contactIds });
    const events = provider.made.get(sent.id)?.events ?? [];
    events.push({ type: "signed", at: stack().clock.now().toISOString() });
    forward(7 * HOUR_MS);
    await run();
    expect((await read(sent.id)).state).toBe("signed");
    expect((await seller.api.get(`/v1/quotes/${quote.id}`)).body.status).toBe("accepted");
    const order = await at.ordered();
    const out = () => made(seller.api, "/v1/envelopes", { orderId: order.id, contactIds });
    const back = await out();
    provider.fault = "down";
    await seller.api.post(`/v1/envelopes/${back.id}/cancel`, { reason: "有误" });
    await run();
    provider.fault = undefined;
    forward(HOUR_MS);
    await run();
    expect(provider.made.get(back.id)?.events).toMatchObject([{ type: "cancelled", reason: "有误" }]);
    const crossed = await out();
    provider.made.get(crossed.id)?.events.push({ type: "signed", at: stack().clock.now().toISOString() });
    forward(1_000);
    expect((await seller.api.post(`/v1/envelopes/${crossed.id}/cancel`, { reason: "有误" })).body.state).toBe(
      "cancelled",
    );
    await run();
    expect((await read(crossed.id)).state).toBe("signed");
    expect((await seller.api.get(`/v1/orders/${order.id}`)).body.status).toBe("signed");
  });
});
