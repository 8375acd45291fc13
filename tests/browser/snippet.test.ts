import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { handler as looks } from "../../functions/behaviour/sweep.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";

const stack = useStack({ startsAt: new Date() });

let shop: Server;
let site = "";
let scriptPath = "";
let tenant: TestTenant;

const page = (): string =>
  `<!doctype html><html lang="zh-CN"><head><title>云帆</title></head><body><h1>价格</h1>
  <form id="trial" data-cashloop="trial" onsubmit="event.preventDefault()"><input type="email" name="email"><button>申请</button></form>
  <script src="${stack().baseUrl}${scriptPath}"></script></body></html>`;

beforeAll(async () => {
  shop = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page());
  });
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  site = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  tenant = await openTenant(stack());
  const key = await made(tenant.admin, "/v1/write-keys", { name: "官网", allowedOrigins: [site] });
  scriptPath = String(key.scriptPath);
});
afterAll(() => {
  shop.close();
});

inBrowser("the script for a page", (open) => {
  test("stores and sends nothing before consent, then tells visits, forms and who it was, and forgets all when consent goes", async () => {
    const { page, context, problems } = await open(site);
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") sent.push(request.url());
    });
    const answered = () =>
      page.waitForResponse((reply) => reply.url().endsWith("/events") && reply.request().method() === "POST");
    await page.goto("/prices?utm_source=search&utm_campaign=autumn&token=secret");
    await page.evaluate("cashloop.track('price.asked', { seats: 50 }); cashloop.identify({ email: 'li.na@some.cn' })");
    const stored = () => page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]");
    expect([await stored(), sent, (await context.cookies()).length]).toEqual([[0, 0, 0], [], 0]);

    const contact = await made(tenant.admin, "/v1/contacts", {
      ...{ name: "李娜", email: "li.na@some.cn" },
      accountId: (await made(tenant.admin, "/v1/accounts", { name: "云帆" })).id,
    });
    let waiting = answered();
    await page.evaluate("cashloop.consent(true); cashloop.track('price.asked', { seats: 50 })");
    expect((await waiting).status()).toBe(202);
    waiting = answered();
    await page.fill("input[type=email]", "li.na@some.cn");
    await page.click("button");
    expect((await waiting).status()).toBe(202);

    // What is not sent when the page is left goes as a beacon; the next page knows the visitor and asks nobody again.
    const viewed = page.waitForResponse((reply) => reply.request().postData()?.includes("/next") === true);
    await page.evaluate("cashloop.track('left')");
    await page.goto("/next");
    await viewed;
    await stack().settled();
    const told = async () => (await tenant.admin.get(`/v1/events?personId=${contact.id}`)).body.items;
    // The browser tells nobody when a beacon has arrived; the shop is asked until it has.
    let items = await told();
    for (let asked = 0; asked < 200 && items.length < 5; asked++) items = await told();
    await looks();
    await stack().settled();
    const names = items.map(({ name }: { name: string }) => name).sort();
    expect(names).toEqual(["form.submitted", "left", "page.viewed", "page.viewed", "price.asked"]);
    const first = items.find(({ utm }: { utm?: object }) => utm);
    expect(first).toMatchObject({ page: `${site}/prices`, utm: { source: "search", campaign: "autumn" } });
    expect(JSON.stringify(items)).not.toContain("secret");
    const profile = (await tenant.admin.get(`/v1/events/profile?personId=${contact.id}`)).body;
    expect([profile.sessionCount, profile.firstTouch.utm.source]).toEqual([1, "search"]);

    const count = sent.length;
    await page.evaluate("cashloop.consent(false); cashloop.track('gone')");
    expect(await stored()).toEqual([0, 0, 0]);
    await page.goto("/last");
    await page.evaluate("cashloop.track('gone')");
    expect([await stored(), sent.length, (await context.cookies()).length]).toEqual([[0, 0, 0], count, 0]);
    expect(problems.list(/favicon/)).toEqual([]);
  });
});
