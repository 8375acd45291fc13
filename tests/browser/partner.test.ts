import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { channelWorld, ruleFrom } from "../support/partners.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { done, enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const address = (): string => stack().baseUrl;
const MAIL = "li.na@channel.example.com";
let world: Awaited<ReturnType<typeof channelWorld>>;
let mine: { id: string };
let other: { id: string };
const orders: Record<"mine" | "other", { id: string }> = { mine: { id: "" }, other: { id: "" } };

/** What somebody means who names a script, turns the writing round, or writes on and on. */
const HOSTILE = `<img src=x onerror="document.title='run'">\u202Egnp.exe ${"长".repeat(100)}`;

beforeAll(async () => {
  world = await channelWorld(stack(), "2026-10-05");
  const { admin, partner, sell, crm, pay } = world;
  mine = await partner({ name: "杭州数智渠道有限公司", tier: "金牌", rateBasisPoints: 8_000 });
  other = await partner({ name: "别家渠道" });
  await made(admin, `/v1/partners/${mine.id}/people`, { email: MAIL, name: "李娜" });
  await made(admin, "/v1/rebate-rules", ruleFrom("2026-10-05", { period: "month" }));
  const asked = { ...ruleFrom("2026-10-05", { period: "month" }), name: "金牌加码", asksAcknowledgement: true };
  await made(admin, "/v1/rebate-rules", { ...asked, text: HOSTILE });
  await stack().settled();
  const quota = { period: "2026", measure: "signed", amountMinor: 30_000_000, currency: "CNY" };
  await made(admin, "/v1/quotas", { ...quota, partnerId: mine.id });
  const own = await sell(mine.id, [[crm.id, 12_000_000]], [12_000_000]);
  orders.mine = own;
  orders.other = await sell(other.id, [[crm.id, 7_700_000]], [7_700_000]);
  await pay(own.references[0] ?? "", 5_000_000, "2026-10-05");
  await pay(orders.other.id, 1, "2026-10-05");
  await made(admin, "/v1/deal-registrations", { partnerId: other.id, name: "别家项目", customerName: "别家客户" });
  await made(admin, "/v1/deal-registrations", { partnerId: mine.id, name: HOSTILE, customerName: HOSTILE });
  for (const [audience, title] of [
    ["partners", "如何报备商机"],
    ["internal", "内部价格纪律"],
  ] as const) {
    const { id } = await made(admin, "/v1/articles", { title, audience, language: "zh-CN", body: `${title}。` });
    await admin.post(`/v1/articles/${id}/submit`);
    expect((await admin.post(`/v1/articles/${id}/publish`)).status).toBe(200);
  }
  await stack().settled();
});

inBrowser("the partner's console", (open) => {
  test("a partner's person sees on a phone how the partner does, registers a deal, and agrees to a rule", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    await enter(page, "/", MAIL);
    await page.getByRole("heading", { level: 1, name: "杭州数智渠道有限公司" }).waitFor();
    await page.getByText("¥180,000.00").waitFor();
    await calm();
    await picture("partner-home-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    expect(await page.getByText(/别家/).count()).toBe(0);
    for (const rule of ["金牌加码", "等级、折扣率、区域与合同"]) {
      const button = page.getByRole("button", { name: `确认规则 ${rule}` });
      await done(page, "/acknowledge", () => button.click());
      await button.waitFor({ state: "detached" });
    }
    const { items: notices } = (await world.admin.get(`/v1/rebate-rules/notices?partnerId=${mine.id}`)).body;
    expect(notices.filter(({ state }: { state: string }) => state === "waiting")).toEqual([]);

    await page.getByRole("link", { name: "报备商机" }).click();
    await page.getByLabel("项目名称").fill("宁波总部项目");
    await page.getByRole("button", { name: "保存" }).click();
    await page.locator(".ant-form-item-explain-error").first().waitFor();
    await page.getByLabel("客户名称").fill("宁波示例制造有限公司");
    await calm();
    await picture("partner-register-phone");
    expect(await axe()).toEqual([]);
    await done(page, "/v1/deal-registrations", () => page.getByRole("button", { name: "保存" }).click());
    await page.getByRole("button", { name: "提交" }).click();
    await done(page, "/submit", () => page.getByRole("dialog").getByRole("button", { name: "提交" }).click());
    await stack().settled();
    await calm();
    await picture("partner-deal-phone");
    const { items } = (await world.admin.get(`/v1/deal-registrations?partnerId=${mine.id}&state=submitted`)).body;
    expect(items).toMatchObject([{ name: "宁波总部项目", partnerId: mine.id }]);
    expect(problems.list()).toEqual([]);
  });

  test("a partner's person sees the own credits, rebates, statements, prices and articles, and nothing else", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "phone", language: "en" });
    await enter(page, "/partner/money", MAIL);
    await page.getByText("2026-10").first().waitFor();
    await page.getByText("Of received cash").first().waitFor();
    await calm();
    await picture("partner-money-phone");
    expect(await axe()).toEqual([]);
    const [statement] = (await world.admin.get(`/v1/partner-statements?partnerId=${mine.id}`)).body.items;
    await page.getByRole("link", { name: "2026-10" }).click();
    await page.getByRole("heading", { name: "Entries" }).waitFor();
    await calm();
    await picture("partner-statement-phone");
    expect(statement.totalMinor).toBeGreaterThan(0);

    await enter(page, "/partner/rules", MAIL);
    await page.getByText("protected for 90 days").waitFor();
    await page.getByText("80%").first().waitFor();
    await page.getByText("version 1").first().waitFor();
    await calm();
    await picture("partner-rules-phone");
    expect(await axe()).toEqual([]);

    await enter(page, "/partner/prices", MAIL);
    await page.getByText(/0\.80/).first().waitFor();
    await calm();
    await picture("partner-prices-phone");
    expect(await axe()).toEqual([]);

    await enter(page, "/knowledge", MAIL);
    await page.getByRole("button", { name: /如何报备商机/ }).click();
    await page.getByRole("heading", { name: "如何报备商机" }).waitFor();
    expect(await page.getByText("内部价格纪律").count()).toBe(0);
    await calm();
    await picture("partner-knowledge-phone");
    expect(await axe()).toEqual([]);

    for (const noun of ["order", "dealRegistration", "partnerOrder"]) {
      await enter(page, `/r/${noun}`, MAIL);
      await calm();
      expect(await page.locator("main").textContent()).not.toMatch(/别家|7,700/);
    }
    await enter(page, `/r/order/${orders.mine.id}`, MAIL);
    await calm();
    await picture("partner-order-phone");
    await page.getByText("Muster Maschinen GmbH").first().waitFor();
    expect(await page.locator("main").textContent()).not.toMatch(/(acc|usr|ptn)_/);
    expect(problems.list()).toEqual([]);
    await enter(page, `/r/order/${orders.other.id}`, MAIL);
    await page.getByRole("alert").waitFor();
    expect(problems.list(/reply: 404 GET \S*\/v1\/orders\/ord_/)).toEqual([]);
  });
});
