import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { done, enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const address = (): string => stack().baseUrl;
const REP = "rep.expenses@example.com";
const MANAGER = "manager.expenses@example.com";
const FINANCE = "finance.expenses@example.com";
/** What somebody means who names a script, or turns the writing round. */
const HOSTILE = `<img src=x onerror="document.title='run'">\u202Egnp.exe ${"长".repeat(80)}`;
const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n");
/** The month of the budgets and the day of what is spent: another than today's, which may end while this runs. */
const month = "2026-10";
const SPENT_ON = "2026-10-12";
const WIDER = "document.documentElement.scrollWidth - innerWidth";

let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const manager = await person({ roles: ["manager"], name: "周经理", email: MANAGER });
  const rep = await person({ roles: ["sales"], name: "王芳", email: REP });
  await person({ roles: ["finance"], name: "财务李", email: FINANCE });
  const { id } = await made(admin, "/v1/departments", { name: "华东销售", managerId: manager.id });
  for (const one of [manager, rep]) await admin.patch(`/v1/users/${one.id}`, { departmentId: id });
  await made(admin, "/v1/budgets", { departmentId: id, month, limitMinor: 200_000 });
  await made(admin, "/v1/budgets", { departmentId: id, month, category: "meals", limitMinor: 10_000 });
  await made(admin, "/v1/approval-rules", { noun: "expense", steps: [{ by: "manager" }, { by: "role:finance" }] });
  await admin.put("/v1/expense-policy", { receiptFromMinor: 50_000 });
  await stack().settled();
});

const drafts = async () => (await tenant.admin.get("/v1/expenses")).body.items as { id: string; status: string }[];

inBrowser("expenses in the console", (open) => {
  test("somebody hands in an expense with its receipt on a phone, and sees who is to agree", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    await enter(page, "/expenses", REP);
    await page.getByText("还没有报销单").waitFor();
    await page.getByRole("link", { name: "新建报销" }).click();
    await page.getByLabel("事由").fill(HOSTILE);
    await page.getByLabel("发生日期").fill(SPENT_ON);
    await page.getByLabel("发生日期").press("Enter");
    await page.getByRole("combobox", { name: "费用类别" }).click();
    await page.locator(".ant-select-item-option", { hasText: "差旅" }).click();
    await page.getByLabel("金额").first().fill("680.5");
    const chosen = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "添加票据" }).click();
    await (await chosen).setFiles({ name: "高铁票.pdf", mimeType: "application/pdf", buffer: PDF });
    await page.getByText("高铁票.pdf").waitFor();
    await picture("expense-new-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate(WIDER)).toBe(0);
    await page.getByRole("button", { name: "保存草稿" }).click();
    await page.getByText("这是草稿").waitFor();
    await stack().settled();
    await page.getByText("可查看", { exact: true }).waitFor();
    await calm();
    await page.getByRole("cell", { name: "差旅" }).waitFor();
    await picture("expense-draft-phone");
    expect(await axe()).toEqual([]);
    await page.getByRole("button", { name: "提交" }).click();
    await done(page, "/submit", () => page.getByRole("dialog").getByRole("button", { name: "提交" }).click());
    await page.getByText("审批中", { exact: true }).waitFor();
    await calm();
    await picture("expense-asked-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate(WIDER)).toBe(0);
    expect(await drafts()).toMatchObject([{ status: "submitted" }]);
    await enter(page, "/expenses", REP);
    await page.getByText("¥680.50").waitFor();
    await calm();
    await picture("expenses-phone");
    expect(await axe()).toEqual([]);
    expect(problems.list()).toEqual([]);
  });

  test("its approver opens the receipt and agrees on a phone; the next one rejects it with a reason", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    await enter(page, "/approvals", MANAGER);
    const asked = page.getByRole("button", { name: /王芳/ });
    await asked.waitFor();
    await calm();
    await picture("approvals-phone");
    expect(await axe()).toEqual([]);
    await asked.click();
    await page.getByRole("button", { name: "打开票据 高铁票.pdf" }).waitFor();
    await page.getByLabel("审批意见").fill("行程属实");
    await calm();
    await picture("approval-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate(WIDER)).toBe(0);
    expect(await page.getByRole("button", { name: "驳回" }).isEnabled()).toBe(true);
    await done(page, "/approve", () => page.getByRole("button", { name: "同意" }).click());
    await page.getByText("没有等待您审批的事项").waitFor();
    // What is decided is not gone back to.
    await page.goBack();
    await calm();
    expect(new URL(page.url()).pathname).toBe("/approvals");
    expect(problems.list()).toEqual([]);
  });

  test("finance sees at a desk who holds and who has used what of a month's budgets, and agrees by keyboard", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "desk", language: "en" });
    await enter(page, `/budgets?month=${month}`, FINANCE);
    await page.getByText("CNY 680.50").first().waitFor();
    await calm();
    await picture("budgets-desk");
    expect(await axe()).toEqual([]);
    await page.getByRole("link", { name: "华东销售" }).first().click();
    await page.getByRole("heading", { name: "Who has used it" }).waitFor();
    await page.getByRole("rowheader", { name: "王芳" }).waitFor();
    await calm();
    await picture("budget-desk");
    expect(await axe()).toEqual([]);
    await enter(page, "/approvals", FINANCE);
    await page.getByRole("button", { name: /王芳/ }).waitFor();
    await page.locator("h1").click();
    await page.keyboard.press("j");
    await page.getByText("行程属实").waitFor();
    await calm();
    await picture("approvals-desk");
    expect(await axe()).toEqual([]);
    await page.getByLabel("Comment").fill("Please split the fare.");
    await done(page, "/reject", () => page.getByRole("button", { name: "Reject" }).click());
    await page.getByText("Nothing waits for your decision").waitFor();
    expect(await drafts()).toMatchObject([{ status: "draft" }]);
    expect(await page.title()).not.toBe("run");
    expect(problems.list()).toEqual([]);
  });
});
