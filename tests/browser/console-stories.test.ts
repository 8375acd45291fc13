import { beforeAll, expect, test } from "@jest/globals";
import { Webhook } from "standardwebhooks";
import { builtConsole } from "../../infra/local/console.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { done, enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const address = (): string => stack().baseUrl;
let tenant: TestTenant;
type Role = "admin" | "finance" | "sales";
const mails: Record<Role, string> = {
  admin: "admin@example.com",
  finance: "finance@example.com",
  sales: "sales@example.com",
};
let leadId: string;
let pipelineId: string;

/** What somebody means who names a script, turns the writing round, or writes on and on. */
const HOSTILE = `<img src=x onerror="document.title='run'">\u202Egnp.exe ${"长".repeat(100)}`;

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  const person = (role: Role) => tenant.person({ roles: [role], name: `王${role}`, email: `${role}@example.com` });
  const [, sales] = [await person("finance"), await person("sales"), await person("admin")];
  const account = await made(admin, "/v1/accounts", { name: "上海示例餐饮管理有限公司" });
  await made(admin, "/v1/accounts", { name: HOSTILE });
  const paper = (reference: string, amountMinor: number) =>
    made(admin, "/v1/receivables", {
      accountId: account.id,
      reference,
      amountMinor,
      currency: "CNY",
      dueOn: "2027-01-31",
    });
  await paper("INV-2026-0001", 100_000);
  await paper("INV-2026-0002", 100_000);
  await paper("INV-2026-0003", 55_500);
  await stack().settled();
  const bank = await linkBank(stack(), tenant);
  const line = {
    bookedOn: "2026-11-22",
    direction: "credit",
    currency: "CNY",
    payer: { name: "上海示例餐饮管理有限公司" },
  };
  await bank.tell([
    { ...line, bankReference: "B-1", amountMinor: 100_000, remittance: "货款" },
    {
      ...line,
      bankReference: "B-2",
      amountMinor: 7_700,
      payer: { name: "陌生付款人" },
      remittance: HOSTILE.slice(0, 130),
    },
  ]);
  await stack().settled();
  const lead = { name: "李娜", company: "杭州样例电子商务有限公司", phone: "13800000002", ownerId: sales.id };
  leadId = (await made(admin, "/v1/leads", lead)).id;
  pipelineId = (await admin.get("/v1/pipelines/pip_standard")).body.id;
});

inBrowser("the console", (open) => {
  test("finance claims a receipt by keyboard, sees why it waited, and undoes it with what that takes back", async () => {
    const { page, problems, axe } = await open(address(), { screen: "desk", language: "en" });
    await enter(page, "/receipts", mails.finance);
    await page.getByText("上海示例餐饮管理有限公司").first().waitFor();
    // A line's proof is of the line that is marked once its customer stands in it.
    const marked = page.locator('.bank-lines [aria-current="true"]');
    const lines = ["陌生付款人", "上海示例餐饮管理有限公司"];
    const order = (await page.locator(".bank-lines").allTextContents()).join();
    lines.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    for (const payer of lines.slice(0, lines.indexOf("上海示例餐饮管理有限公司") + 1)) {
      await page.keyboard.press("j");
      await marked.filter({ hasText: payer }).waitFor();
    }
    await page.locator(".line .proof", { hasText: /combinations|amount|single/ }).waitFor();
    expect(await axe()).toEqual([]);
    await page.locator(".suggestion").first().waitFor();
    await page.keyboard.press("1");
    await page.locator('.suggestion[aria-pressed="true"]').waitFor();
    await page.keyboard.press("c");
    await page.getByText("Claimed", { exact: true }).waitFor();
    const applied = (await tenant.admin.get("/v1/bank-transactions?state=applied")).body.items;
    expect(applied.map(({ bankReference, unappliedMinor }: never) => [bankReference, unappliedMinor])).toEqual([
      ["B-1", 0],
    ]);

    await enter(page, `/receipts/${applied[0].id}`, mails.finance);
    await page.locator(".proof", { hasText: "A person has claimed it." }).waitFor();
    await page.keyboard.press("u");
    const dialog = page.getByRole("dialog");
    // What a record is called comes a moment after its id.
    await dialog
      .getByText(/INV-2026-000\d/)
      .first()
      .waitFor();
    await dialog.getByLabel("Reason").fill("wrong customer");
    await dialog.getByRole("button", { name: "Undo" }).click();
    await page.getByText("It was undone: wrong customer").waitFor();
    expect((await tenant.admin.get(`/v1/bank-transactions/${applied[0].id}`)).body.state).toBe("claimable");
    expect(problems.list()).toEqual([]);
  });

  test("a rep on a phone calls a lead, moves it on, and makes a deal that then goes on the board", async () => {
    const { page, problems, axe } = await open(address(), { screen: "phone", language: "zh-CN", dark: true });
    await enter(page, `/inbox/${leadId}`, mails.sales);
    expect(await page.getByRole("link", { name: /拨打/ }).getAttribute("href")).toMatch(/^tel:\+?8?6?13800000002$/);
    expect(await axe()).toEqual([]);
    await done(page, "/v1/leads/", () => page.getByRole("button", { name: "跟进中", exact: true }).click());
    await stack().settled();
    expect((await tenant.admin.get(`/v1/leads/${leadId}`)).body.status).toBe("working");
    const { body } = await tenant.admin.post(`/v1/leads/${leadId}/convert`, { createOpportunity: true });
    await enter(page, "/board", mails.sales);
    const card = page.locator(".deal").first();
    await card.waitFor();
    await card.getByRole("combobox").click();
    await done(page, "/v1/opportunities/", () =>
      page.locator(".ant-select-item-option", { hasText: "已确认" }).click(),
    );
    await page.locator(".stage", { hasText: "已确认" }).locator(".deal").waitFor();
    const deal = await tenant.admin.get(`/v1/opportunities/${body.opportunityId}`);
    expect([deal.body.stage, deal.body.pipelineId]).toEqual(["qualified", pipelineId]);
    expect(problems.list()).toEqual([]);
  });

  test("every noun's list shows what anybody wrote as text, on both widths, and axe finds nothing", async () => {
    for (const screen of ["desk", "phone"] as const) {
      const { page, problems, axe } = await open(address(), { screen, language: "en" });
      await enter(page, "/r/account", mails.admin);
      await page.getByText("gnp.exe").first().waitFor();
      expect(await page.title()).toBe("Cashloop");
      expect(await axe()).toEqual([]);
      const width = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect([screen, width]).toEqual([screen, 0]);
      expect(problems.list()).toEqual([]);
    }
  });

  test("a form says at the field what is wrong, keeps what was typed over a reload, and lays two versions side by side", async () => {
    const { page } = await open(address(), { screen: "desk", language: "en" });
    const { id } = await made(tenant.admin, "/v1/accounts", { name: "苏州样例" });
    await enter(page, `/r/account/${id}/edit`, mails.admin);
    await page.getByLabel("Website").fill("https://one.example.com");
    await enter(page, `/r/account/${id}/edit`, mails.admin);
    await page.getByText("What you had not saved is back.").waitFor();
    expect(await page.getByLabel("Website").inputValue()).toBe("https://one.example.com");
    await tenant.admin.patch(`/v1/accounts/${id}`, { website: "https://two.example.com" });
    await page.getByRole("button", { name: "Save" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("https://two.example.com").waitFor();
    await dialog.getByRole("button", { name: "Save these" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    expect((await tenant.admin.get(`/v1/accounts/${id}`)).body.website).toBe("https://one.example.com");
  });

  test("an administrator connects a bank, hands its secret on, and sees the first signed notice come", async () => {
    const { page, problems, axe } = await open(address(), { screen: "desk", language: "en" });
    await enter(page, "/settings/banks", mails.admin);
    await page.getByRole("button", { name: "New", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("#name").fill("招商银行 一般户");
    await dialog.locator("#accountNo").fill("755900009999");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.locator(".ant-form-item-explain-error").waitFor();
    await dialog.locator("#currency").fill("chinese yuan");
    await page.locator(".ant-select-item-option", { hasText: "CNY" }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Waiting for the first notice…").waitFor();
    const [secret = "", request = ""] = await page.locator(".secret").allTextContents();
    const path = /POST \S+?(\/v1\/webhooks\/bank\/\S+)/.exec(request)?.[1] ?? "";
    expect(await axe()).toEqual([]);
    const body = request.slice(request.indexOf("{"));
    const now = stack().clock.now();
    const reply = await stack()
      .api()
      .post(path, body, {
        "content-type": "application/json",
        "webhook-id": "msg_first",
        "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
        "webhook-signature": new Webhook(secret).sign("msg_first", now, body),
      });
    expect([reply.status, reply.body.rejected, reply.body.stored]).toEqual([202, [], 1]);
    await page.getByText("The first notice has come").waitFor();
    expect(problems.list(/reply: 422 POST \/v1\/bank-connections/)).toEqual([]);
  });

  test("search finds a record and an action from anywhere, by keyboard alone", async () => {
    const { page, problems, axe } = await open(address(), { screen: "desk", language: "zh-CN" });
    await enter(page, "/", mails.admin);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "搜索" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.type("餐饮");
    await page.locator('[role="option"]', { hasText: "上海示例餐饮管理有限公司" }).first().waitFor();
    expect(await axe()).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "上海示例餐饮管理有限公司" }).waitFor();
    expect(problems.list()).toEqual([]);
  });
});
