import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { done, enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const address = (): string => stack().baseUrl;
const MAIL = "admin.work@example.com";
let tenant: TestTenant;
let accountId: string;

/** What somebody means who names a script, turns the writing round, or writes on and on. */
const HOSTILE = `<img src=x onerror="document.title='run'">\u202Egnp.exe ${"长".repeat(100)}`;

beforeAll(async () => {
  tenant = await openTenant(stack());
  await tenant.person({ roles: ["admin"], name: "陈经理", email: MAIL });
  accountId = (await made(tenant.admin, "/v1/accounts", { name: "杭州样例电子商务有限公司" })).id;
});

inBrowser("work with a shape of its own", (open) => {
  test("a ticket shows its clock and its thread; an answer that is begun survives a reload, and a note is for colleagues alone", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    const policy = { name: "标准", priority: 1, firstResponseMinutes: 60, resolveMinutes: 480, counts: "always" };
    await made(tenant.admin, "/v1/sla-policies", policy);
    const asked = { accountId, subject: HOSTILE.slice(0, 100), body: HOSTILE, channel: "api", priority: "high" };
    const { id } = await made(tenant.admin, "/v1/tickets", {
      ...asked,
      requester: { name: HOSTILE.slice(0, 60), email: "asks@example.com" },
    });
    await stack().settled();
    await enter(page, `/r/ticket/${id}`, MAIL);
    await page.getByText(/^剩余 (0|1) 小时/).waitFor();
    await page.getByRole("textbox", { name: "公开回复" }).fill("正在为您查看。");
    await enter(page, `/r/ticket/${id}`, MAIL);
    expect(await page.getByRole("textbox", { name: "公开回复" }).inputValue()).toBe("正在为您查看。");
    await done(page, "/messages", () => page.getByRole("button", { name: "发送" }).click());
    await page.locator(".thread li.public", { hasText: "正在为您查看。" }).waitFor();
    await page.getByText("内部备注", { exact: true }).click();
    await page.getByRole("textbox", { name: "内部备注" }).fill("客户很着急");
    await done(page, "/messages", () => page.getByRole("button", { name: "保存备注" }).click());
    await page.locator(".thread li.internal", { hasText: "客户很着急" }).waitFor();
    await calm();
    await picture("ticket-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    const { items } = (await tenant.admin.get(`/v1/tickets/${id}/messages`)).body;
    expect(items.map((one: { visibility: string }) => one.visibility)).toEqual(["public", "public", "internal"]);
    expect(problems.list()).toEqual([]);
  });

  test("a project's plan shows what decides its end; its nodes are begun, and one that two change is laid side by side", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "desk", language: "en" });
    const { admin } = tenant;
    const { id } = await made(admin, "/v1/projects", { accountId, name: "总部上线", startOn: "2027-01-04" });
    const node = (kind: string, body: object) => made(admin, `/v1/projects/${id}/${kind}`, body);
    await node("tasks", { key: "survey", name: "调研", durationDays: 5 });
    await node("tasks", { key: "train", name: "培训", durationDays: 2 });
    await node("tasks", { key: "build", name: HOSTILE.slice(0, 90), durationDays: 10, dependsOn: ["survey"] });
    await node("milestones", { key: "live", name: "上线", dependsOn: ["build", "train"] });
    await enter(page, `/r/project/${id}`, MAIL);
    await page.locator("tr.critical", { hasText: "调研" }).waitFor();
    expect(await page.locator("tr.critical", { hasText: "培训" }).count()).toBe(0);
    await calm();
    await picture("project-desk");
    expect(await axe()).toEqual([]);
    await done(page, "/start", () => page.getByRole("button", { name: "Start: 调研" }).click());
    await page.getByRole("button", { name: "Complete: 调研" }).waitFor();

    await page.getByRole("button", { name: "培训", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("spinbutton", { name: /Working days/ }).fill("4");
    expect((await admin.patch(`/v1/projects/${id}/tasks/train`, { durationDays: 3 })).status).toBe(200);
    await dialog.getByRole("button", { name: "Save" }).click();
    const both = page.getByRole("dialog", { name: "Somebody else has changed this" });
    await both.getByText("3", { exact: true }).waitFor();
    await picture("project-conflict-desk");
    await done(page, "/tasks/train", () => both.getByRole("button", { name: "Save these" }).click());
    await dialog.first().waitFor({ state: "detached" });
    const { nodes } = (await admin.get(`/v1/projects/${id}/plan`)).body;
    expect(nodes.find(({ key }: { key: string }) => key === "train").durationDays).toBe(4);

    await page.getByRole("button", { name: "Add to the plan" }).click();
    await dialog.getByRole("textbox", { name: /Name/ }).fill("验收");
    await dialog.getByRole("spinbutton", { name: /Working days/ }).fill("1");
    await done(page, "/tasks", () => dialog.getByRole("button", { name: "Save" }).click());
    await page.getByRole("button", { name: "验收", exact: true }).waitFor();
    expect(problems.list(/reply: 412 PATCH/)).toEqual([]);
  });

  test("an event shows who comes and who waits; who goes makes room, and a ticket lets in once", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    const { admin } = tenant;
    const times = { startsAt: "2099-06-01T01:00:00Z", endsAt: "2099-06-01T09:00:00Z" };
    const event = { title: "客户数字化峰会", venue: "上海", ...times, capacity: 1, waitingMax: 5 };
    const { id } = await made(admin, "/v1/marketing-events", event);
    expect((await admin.post(`/v1/marketing-events/${id}/open`)).status).toBe(200);
    await enter(page, `/r/marketingEvent/${id}`, MAIL);
    for (const [name, email] of [
      ["李娜", "li.na@example.com"],
      [HOSTILE.slice(0, 90), "next@example.com"],
    ] as const) {
      await page.getByRole("textbox", { name: "* 姓名" }).fill(name);
      await page.getByRole("textbox", { name: "* 邮箱" }).fill(email);
      await done(page, "/registrations", () => page.getByRole("button", { name: "代为报名" }).click());
    }
    await page.getByText("候补中", { exact: true }).first().waitFor();
    await page.getByText("1 / 5").waitFor();
    await calm();
    await picture("event-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    await done(page, "/cancel-registration", () => page.getByRole("button", { name: "取消报名: 李娜" }).click());
    await page.getByText("0 / 5").waitFor();
    await page.getByLabel("扫描或输入票码").fill("no-such-ticket");
    await page.getByRole("button", { name: "签到", exact: true }).click();
    await page.locator(".ant-message-error").waitFor();
    const { items } = (await admin.get(`/v1/marketing-events/${id}/registrations`)).body;
    const states = new Map(items.map(({ email, state }: { email: string; state: string }) => [email, state]));
    expect(states).toEqual(
      new Map([
        ["li.na@example.com", "cancelled"],
        ["next@example.com", "registered"],
      ]),
    );
    expect(problems.list(/\/check-in/)).toEqual([]);
  });

  test("a budget says how far it is used", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    const { id: departmentId } = await made(tenant.admin, "/v1/departments", { name: "华东大区" });
    const limit = { departmentId, month: "2027-01", category: "差旅", limitMinor: 500_000 };
    const budget = await made(tenant.admin, "/v1/budgets", limit);
    await enter(page, `/r/budget/${budget.id}`, MAIL);
    await page.getByRole("heading", { name: "预算执行" }).waitFor();
    await calm();
    await picture("budget-phone");
    expect(await axe()).toEqual([]);
    expect(problems.list()).toEqual([]);
  });
});
