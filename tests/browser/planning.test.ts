import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const address = (): string => stack().baseUrl;
const MAIL = "manager.plans@example.com";
let tenant: TestTenant;
let ownerId: string;

beforeAll(async () => {
  tenant = await openTenant(stack());
  ({ id: ownerId } = await tenant.person({ roles: ["admin"], name: "周经理", email: MAIL }));
});

inBrowser("planning", (open) => {
  test("a calendar shows what is planned by day, week and month; a meeting is moved by pointer and by keyboard", async () => {
    const { page, problems, axe, picture } = await open(address(), { screen: "desk", language: "en" });
    const plan = (input: object) => made(tenant.admin, "/v1/activities", { ownerId, ...input });
    const at = (time: string): string => `2026-12-02T${time}:00.000Z`;
    const meeting = await plan({ kind: "meeting", subject: "季度复盘", startAt: at("02:00"), endAt: at("03:30") });
    await plan({ kind: "call", subject: "回访", startAt: at("02:30"), durationMinutes: 30 });
    const task = await plan({ kind: "task", subject: "发合同", dueOn: "2026-12-03" });
    const done = await plan({ kind: "visit", subject: "拜访", startAt: "2026-11-30T01:00:00.000Z" });
    await tenant.admin.post(`/v1/activities/${done.id}/complete`, {});
    await stack().settled();
    await enter(page, "/calendar?on=2026-12-02&span=week", MAIL);
    const entry = page.getByRole("button", { name: /季度复盘/ });
    await entry.waitFor();
    // In the tenant's zone it begins at ten.
    expect(await entry.getAttribute("aria-label")).toContain("10:00");
    await picture("calendar-week");
    expect(await axe()).toEqual([]);
    const times = async () => {
      const { startAt, endAt } = (await tenant.admin.get(`/v1/activities/${meeting.id}`)).body;
      return [startAt, endAt];
    };
    await entry.press("Alt+ArrowRight");
    await page.getByText(/^Moved: 季度复盘/).waitFor();
    expect(await times()).toEqual(["2026-12-03T02:00:00.000Z", "2026-12-03T03:30:00.000Z"]);
    const column = page.locator('.day-column[data-day="2026-12-03"]');
    await column.getByRole("button", { name: /季度复盘/ }).waitFor();
    const box = (await column.getByRole("button", { name: /季度复盘/ }).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + 10];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y + 20, { steps: 3 });
    await page.mouse.move(x + box.width * 1.01, y + 44, { steps: 6 });
    await page.mouse.up();
    await page
      .locator('.day-column[data-day="2026-12-04"]')
      .getByRole("button", { name: /季度复盘/ })
      .waitFor();
    expect(await times()).toEqual(["2026-12-04T03:00:00.000Z", "2026-12-04T04:30:00.000Z"]);
    await page.getByRole("button", { name: /发合同/ }).press("Alt+ArrowLeft");
    await page.getByText(/^Moved: 发合同/).waitFor();
    expect((await tenant.admin.get(`/v1/activities/${task.id}`)).body.dueOn).toBe("2026-12-02");
    await page.keyboard.press("Escape");
    await page.locator("h1").click();
    await page.keyboard.press("m");
    await page
      .locator('.month-day[data-day="2026-12-04"]')
      .getByRole("button", { name: /季度复盘/ })
      .waitFor();
    await picture("calendar-month");
    expect(await axe()).toEqual([]);
    expect(problems.list()).toEqual([]);
  });

  test("a plan is made from history, gets a second scenario, and stands beside what was signed, on a phone", async () => {
    const { page, problems, axe, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    await enter(page, "/plans", MAIL);
    await page.getByRole("button", { name: "新建计划" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "新建", exact: true }).click();
    await page.getByText("情景对比").waitFor();
    await page.getByRole("button", { name: "编辑" }).click();
    await page.getByRole("button", { name: "添加情景" }).click();
    await page.getByLabel("情景 2 的名称").fill("进取");
    await page.getByRole("combobox", { name: "为 进取 添加一行" }).click();
    await page.locator(".ant-select-item-option", { hasText: "销售人员" }).last().click();
    await page
      .getByLabel(/^进取 \d+ 成熟销售人数/)
      .last()
      .fill("2");
    await page
      .getByLabel(/^进取 \d+ 人均产出/)
      .last()
      .fill("1000000");
    await picture("plan-edit-phone");
    expect(await axe()).toEqual([]);
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("情景对比").waitFor();
    await page.getByText("+¥2,000,000.00").first().waitFor();
    await page.getByText("全年").waitFor();
    await picture("plan-phone");
    expect(await axe()).toEqual([]);
    const width = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(width).toBe(0);
    expect(problems.list()).toEqual([]);
  });

  test("search does what can be done with the open record, goes to a setting, and begins an import", async () => {
    const { page, problems, axe } = await open(address(), { screen: "desk", language: "en" });
    const { id } = await made(tenant.admin, "/v1/activities", { ownerId, kind: "task", subject: "打印资料" });
    await enter(page, `/r/activity/${id}`, MAIL);
    const search = async (text: string): Promise<void> => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Search" }).and(page.locator(":focus")).waitFor();
      await page.keyboard.type(text);
    };
    await search("complete");
    await page.locator('[role="option"][aria-selected="true"]', { hasText: "Complete" }).waitFor();
    expect(await axe()).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Complete" }).click();
    await page.getByText("Done: Complete").waitFor();
    expect((await tenant.admin.get(`/v1/activities/${id}`)).body.state).toBe("done");
    await search("api keys");
    await page.locator('[role="option"][aria-selected="true"]', { hasText: "API keys" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "API keys" }).waitFor();
    await search("import: lead");
    await page.locator('[role="option"][aria-selected="true"]', { hasText: "Import: Leads" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Import: Leads" }).waitFor();
    expect(problems.list()).toEqual([]);
  });

  test("a page that is offline says so, and what is saved then is sent once the network is back", async () => {
    const { page, context } = await open(address(), { screen: "phone", language: "en" });
    const { id } = await made(tenant.admin, "/v1/accounts", { name: "离线样例" });
    await enter(page, `/r/account/${id}/edit`, MAIL);
    await context.setOffline(true);
    await page.getByText("You are offline.").first().waitFor();
    await page.getByLabel("Website").fill("https://off.example.com");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".ant-btn-loading").waitFor();
    expect((await tenant.admin.get(`/v1/accounts/${id}`)).body.website).toBeUndefined();
    await context.setOffline(false);
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.locator(".offline").waitFor({ state: "detached" });
    expect((await tenant.admin.get(`/v1/accounts/${id}`)).body.website).toBe("https://off.example.com");
  });
});
