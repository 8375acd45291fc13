import { beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const ADMIN = "admin.arrival@example.com";
const REP = "rep.arrival@example.com";
let tenant: TestTenant;
let accountId: string;
let dealId: string;

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  await tenant.person({ roles: ["admin"], name: "陈经理", email: ADMIN });
  const rep = await tenant.person({ roles: ["sales"], name: "李销售", email: REP });
  accountId = (await made(admin, "/v1/accounts", { name: "别人的客户有限公司" })).id;
  const deal = { name: "自己的商机", accountId, ownerId: rep.id, amountMinor: 100, currency: "CNY" };
  dealId = (await made(admin, "/v1/opportunities", deal)).id;
  await made(admin, "/v1/receivables", {
    ...{ accountId, reference: "ARR-1", amountMinor: 100, currency: "CNY", dueOn: "2027-01-31" },
  });
  await stack().settled();
});

/** What every page asks for before its own: where one signs in, who one is, and what there is. */
const FRAME = ["/v1/me", "/v1/nouns", "/v1/sign-in"];
/** So many calls of its own a page makes at the most. */
const OWN_MAX = 6;

/** The paths of the API that a page asks for. */
function askedBy(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/v1/")) asked.push(pathname);
  });
  return asked;
}

inBrowser("a page that is gone to by its address", (open) => {
  test("asks once for the frame, and few things of its own", async () => {
    const { page, problems, calm } = await open(stack().baseUrl, { screen: "desk", language: "zh-CN" });
    await enter(page, "/", ADMIN);
    await calm();
    const asked = askedBy(page);
    for (const path of ["/", "/receipts", "/board", "/r/receivable", `/r/account/${accountId}`, "/settings"]) {
      asked.length = 0;
      await enter(page, path, ADMIN);
      await calm();
      expect([path, asked.filter((one) => FRAME.includes(one)).sort()]).toEqual([path, FRAME]);
      const own = asked.filter((one) => !FRAME.includes(one));
      expect([path, own.length <= OWN_MAX ? [] : own]).toEqual([path, []]);
    }
    expect(problems.list()).toEqual([]);
  });

  test("calls a record that its reader may not see by a neutral word, with no id and no link", async () => {
    const { page, problems, calm } = await open(stack().baseUrl, { screen: "desk", language: "en" });
    await enter(page, "/r/opportunity", REP);
    const row = page.locator(".ant-table-row", { hasText: "自己的商机" });
    await row.getByText("Not shown to you").waitFor();
    expect(await row.locator(`a[href*="${accountId}"]`).count()).toBe(0);
    await enter(page, `/r/opportunity/${dealId}`, REP);
    await page.getByText("Not shown to you").first().waitFor();
    await calm();
    expect(await page.locator("main").textContent()).not.toContain(accountId);
    expect(problems.list()).toEqual([]);
  });

  test("adds up a month of the tenant's own days, from its first midnight on", async () => {
    const { page, problems } = await open(stack().baseUrl, { screen: "phone", language: "zh-CN" });
    // Half past midnight of the first in Shanghai is still the month before in UTC.
    await page.clock.setFixedTime("2027-02-28T16:30:00Z");
    const asked = page.waitForRequest((request) => new URL(request.url()).pathname === "/v1/credits");
    await enter(page, "/", REP);
    const since = new URL((await asked).url()).searchParams.get("earnedAt.gte");
    expect(since).toBe("2027-02-28T16:00:00.000Z");
    expect(problems.list()).toEqual([]);
  });
});
