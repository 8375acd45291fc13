import { writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";
import { visitorOf } from "../support/visits.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>‮gnp.exe`;

async function shop(name = "北京某某软件有限公司") {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const seller = await tenant.person({ roles: ["sales"], name: "王芳" });
  const account = await made(admin, "/v1/accounts", { name, ownerId: seller.id });
  const contact = await made(admin, "/v1/contacts", {
    name: "李娜",
    accountId: account.id,
    email: `li.na.${tenant.id.slice(-6).toLowerCase()}@example.com`,
  });
  const catalogue = { productType: "subscription", listPriceMinor: 120_000, currency: "CNY" };
  const crm = await made(admin, "/v1/products", { ...catalogue, code: "CRM-1", name: "云帆 CRM 企业版" });
  const quoted = async (fields: object = {}) => {
    const lines = [{ productId: crm.id, quantity: 3, taxBasisPoints: 600, months: 12 }];
    const body = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31", lines, ...fields };
    const quote = await made(seller.api, "/v1/quotes", body);
    await seller.api.post(`/v1/quotes/${quote.id}/submit`);
    return quote;
  };
  const sent = async (fields: object = {}, send: object = {}) => {
    const quote = await quoted(fields);
    const { body } = await seller.api.post(`/v1/quotes/${quote.id}/send`, send);
    return { quote, linkId: body.linkId as string, path: new URL(body.publicUrl).pathname };
  };
  return { ...tenant, seller, account, contact, crm, quoted, sent };
}

const { visit, sentForm } = visitorOf(stack);
const sentJson = (path: string, body: object) =>
  visit(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });

const bytesOf = async (reply?: Response): Promise<Buffer> =>
  Buffer.from((await reply?.arrayBuffer()) ?? new ArrayBuffer(0));

const LI_NA = { name: "李娜", email: "li.na@example.com" };

describe("the document of a quote", () => {
  test("is a PDF in both languages, the same bytes whenever it is asked for, and closed to whom its figures are", async () => {
    const { admin, quoted, seller, person } = await shop();
    const { id } = await quoted();
    for (const locale of ["zh-CN", "en"]) {
      const [one, two] = await Promise.all(
        [1, 2].map(() =>
          visit(`/v1/quotes/${id}/pdf?locale=${locale}`, { headers: { authorization: `Bearer ${seller.key}` } }),
        ),
      );
      expect(one?.headers.get("content-type")).toBe("application/pdf");
      const bytes = await bytesOf(one);
      expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
      expect(bytes.equals(await bytesOf(two))).toBe(true);
      if (process.env.SHOW) writeFileSync(`${process.env.SHOW}/quote-${locale}.pdf`, bytes);
    }
    await made(admin, "/v1/roles", {
      name: "目录",
      permissions: ["quotes.read"],
      scopes: { quote: "all" },
      fields: { quote: { totalMinor: "hidden" } },
    });
    const blind = await person({ roles: ["目录"] });
    const refused = await blind.api.get(`/v1/quotes/${id}/pdf`);
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining("totalMinor")]);
    const stranger = await person({ roles: ["sales"] });
    expect((await stranger.api.get(`/v1/quotes/${id}/pdf`)).status).toBe(404);
  });
});

describe("the address of a quote", () => {
  test("shows it in both languages, lets the customer take it once, and makes one order to the cent", async () => {
    const { sent, seller, account, admin } = await shop();
    const { quote, path } = await sent({ discountBasisPoints: 777 });
    for (const [lang, word] of [
      ["zh-CN", "报价单"],
      ["en", "Quotation"],
    ]) {
      const page = await visit(`${path}?lang=${lang}`);
      expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
      const text = await page.text();
      expect(text).toContain(`lang="${lang}"`);
      expect(text).toContain(word);
      expect(text).toContain(String(quote.number));
    }
    expect((await visit(`${path}/pdf`)).headers.get("content-type")).toBe("application/pdf");
    expect((await sentJson(`${path}/accept`, { ...LI_NA, consent: false })).status).toBe(422);
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => sentJson(`${path}/accept`, { ...LI_NA, consent: true })),
    );
    const statuses = replies.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    const orders = (await admin.get(`/v1/orders?accountId=${account.id}`)).body.items;
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({ totalMinor: quote.totalMinor, quoteId: quote.id, ownerId: seller.id });
    const again = await sentJson(`${path}/accept`, { ...LI_NA, consent: true });
    expect([again.status, ((await again.json()) as { totalMinor: number }).totalMinor]).toEqual([
      200,
      quote.totalMinor,
    ]);
    expect((await sentJson(`${path}/accept`, { name: "别人", email: "b@example.com", consent: true })).status).toBe(
      409,
    );
    const { acceptances } = (await seller.api.get(`/v1/quotes/${quote.id}/links`)).body;
    expect(acceptances).toMatchObject([{ ...LI_NA, revision: 1, totalMinor: quote.totalMinor }]);
    await stack().settled();
    const { email } = (await admin.get(`/v1/users/${seller.id}`)).body;
    expect(
      stack()
        .outbox(email)
        .map(({ subject }) => subject),
    ).toContainEqual(expect.stringContaining("李娜已接受报价"));
    expect(await (await visit(path)).text()).toContain("此报价已被接受");
  });

  test("is unguessable, ends when it is revoked, says so of an older revision, and runs out with the clock", async () => {
    const { sent, seller } = await shop();
    const { quote, path, linkId } = await sent({}, { expiresAt: "2098-01-01T00:00:00.000Z" });
    expect(path.split("/").at(-1)).toMatch(/^[\w-]{43}$/);
    expect((await visit(`${path.slice(0, -1)}${path.endsWith("A") ? "B" : "A"}`)).status).toBe(404);
    const { body } = await seller.api.post(`/v1/quotes/${quote.id}/send`, {});
    const other = new URL(body.publicUrl).pathname;
    expect((await seller.api.post(`/v1/quotes/${quote.id}/revoke-links`, { linkId })).body).toEqual({ revoked: 1 });
    expect([(await visit(path)).status, (await visit(other)).status]).toEqual([404, 200]);
    await seller.api.post(`/v1/quotes/${quote.id}/revise`, {});
    expect(await (await visit(`${other}?lang=en`)).text()).toContain("no longer holds");
    expect((await visit(`${other}/pdf`)).status).toBe(404);
    expect((await sentJson(`${other}/accept`, { ...LI_NA, consent: true })).status).toBe(409);
    await seller.api.patch(`/v1/quotes/${quote.id}`, { discountBasisPoints: 100 });
    expect((await seller.api.post(`/v1/quotes/${quote.id}/send`, {})).body.code).toBe("invalid_state");
    await seller.api.post(`/v1/quotes/${quote.id}/submit`);
    const { body: second } = await seller.api.post(`/v1/quotes/${quote.id}/send`, {});
    const newer = new URL(second.publicUrl).pathname;
    expect(await (await visit(newer)).text()).toContain("第 2 版");
    expect(await (await visit(other)).text()).not.toContain("第 2 版");
  });

  test("shows hostile names as text, on the page, in the document and in the mail", async () => {
    const { sent, admin, crm, contact } = await shop(HOSTILE);
    await admin.patch(`/v1/products/${crm.id}`, { name: HOSTILE });
    await admin.put("/v1/document-set", {
      name: { "zh-CN": HOSTILE },
      terms: { quote: { "zh-CN": `${HOSTILE}\n二` } },
    });
    const { path } = await sent({}, { contactId: contact.id });
    const page = await (await visit(path)).text();
    expect(page).not.toMatch(/<script|<img|\u202e/);
    expect(page).toContain("&lt;script&gt;");
    expect((await visit(`${path}/pdf`)).status).toBe(200);
    await stack().settled();
    const [mail] = stack().outbox(String(contact.email));
    expect(mail?.html).not.toMatch(/<script|<img/);
    expect(mail?.text).toContain(path);
    expect(mail?.attachments).toMatchObject([
      { contentType: "application/pdf", name: expect.stringMatching(/-1\.pdf$/) },
    ]);
  });

  test("takes questions: a task on the quote and a mail for whoever sells; a form is answered with a page", async () => {
    const { sent, seller, admin } = await shop();
    const { quote, path } = await sent();
    const asked = await sentForm(`${path}/questions?lang=en`, { ...LI_NA, question: "能否分三期？<b>" });
    expect([asked.status, asked.headers.get("location")]).toEqual([303, `${path}?lang=en&asked=true`]);
    expect(await (await visit(asked.headers.get("location") ?? "")).text()).toContain("Your question has arrived");
    const tasks = (await seller.api.get(`/v1/activities?relatedTo=${quote.id}`)).body.items;
    expect(tasks).toMatchObject([
      { kind: "task", ownerId: seller.id, body: expect.stringContaining("能否分三期？<b>") },
    ]);
    await stack().settled();
    const { email } = (await admin.get(`/v1/users/${seller.id}`)).body;
    const [mail] = stack().outbox(email);
    expect(mail?.subject).toContain("李娜");
    expect(mail?.html).toContain("&lt;b&gt;");
    const wrong = await sentForm(`${path}/accept?lang=en`, { name: "", email: "no", consent: "true" });
    expect([wrong.status, wrong.headers.get("content-type")]).toEqual([422, "text/html; charset=utf-8"]);
    const taken = await sentForm(`${path}/accept`, { ...LI_NA, consent: "true" });
    const late = await sentForm(`${path}/accept?lang=zh-CN`, { name: "别人", email: "b@example.com", consent: "true" });
    expect([late.status, await late.text()]).toEqual([409, expect.stringContaining("该报价已被接受")]);
    const unknown = await visit("/v1/public-quotes/unknown", { headers: { "accept-language": "en-GB,en" } });
    expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('lang="en"')]);
    expect([taken.status, taken.headers.get("location")]).toEqual([303, path]);
  });
});

describe("numbers", () => {
  test("have no gap and no double, however many quotes are made at once and however many are refused", async () => {
    const { seller, crm, account } = await shop();
    const create = (quantity: number) =>
      seller.api.post("/v1/quotes", {
        ...{ accountId: account.id, currency: "CNY", validUntil: "2099-12-31" },
        lines: [{ productId: crm.id, quantity }],
      });
    const replies = await Promise.all([1, 2, 0, 3, 4, 5, -1, 6, 7, 8].map(create));
    const numbers = replies
      .filter(({ status }) => status === 201)
      .map(({ body }) => body.number)
      .sort();
    const year = stack().clock.now().toISOString().slice(0, 4);
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, n) => `QT-${year}-${String(n + 1).padStart(4, "0")}`));
    const { items } = (await seller.api.get("/v1/number-series")).body;
    expect(items[0]).toMatchObject({ kind: "quote", period: year, last: 8, next: `QT-${year}-0009` });
  });

  test("follow the tenant's pattern, which must count", async () => {
    const { admin, quoted, crm, account } = await shop();
    const wrong = async (quote: string) =>
      (await admin.put("/v1/document-set", { numbers: { quote } })).body.errors?.[0]?.path;
    for (const pattern of ["QT", "{N}{N}", "{MM}-{NN}", "<b>{N}"]) expect(await wrong(pattern)).toBe("numbers.quote");
    await admin.put("/v1/document-set", { numbers: { quote: "报-{YYYY}{MM}-{NNN}" } });
    const { number } = await quoted();
    expect(number).toMatch(/^报-\d{6}-001$/);
    // Another pattern that comes to the same number is refused, and counts nothing.
    await admin.put("/v1/document-set", { numbers: { quote: `${String(number).slice(0, -1)}{N}` } });
    const lines = [{ productId: crm.id, quantity: 1 }];
    const twice = await admin.post("/v1/quotes", {
      accountId: account.id,
      currency: "CNY",
      validUntil: "2099-12-31",
      lines,
    });
    expect([twice.status, twice.body.detail]).toEqual([409, expect.stringContaining("change the pattern")]);
    expect((await admin.get("/v1/number-series")).body.items[0].last).toBe(0);
  });
});
