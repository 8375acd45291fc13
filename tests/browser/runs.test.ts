import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { done, enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const MAIL = "finance.runs@example.com";
const READER = "sales.runs@example.com";
const CFO = "cfo.runs@example.com";
const PAPERS = ["RUN-1", "RUN-2", "RUN-3"] as const;
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  await tenant.person({ roles: ["finance"], name: "孙会计", email: MAIL });
  await tenant.person({ roles: ["sales"], name: "李销售", email: READER });
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const other = await made(admin, "/v1/accounts", { name: "上海没有财务有限公司" });
  await made(admin, "/v1/contacts", { name: "张敏", accountId: account.id, role: "财务", email: CFO });
  for (const reference of PAPERS) {
    await made(admin, "/v1/receivables", {
      ...{ accountId: reference === "RUN-3" ? other.id : account.id, reference },
      ...{ amountMinor: 100, currency: "CNY", dueOn: "2027-01-31" },
    });
  }
  await stack().settled();
});

inBrowser("runs over many records", (open) => {
  test("finance tries a run over chosen records, sees how many it is and which would fail, and begins it", async () => {
    const { page, problems, axe, calm, picture } = await open(stack().baseUrl, { screen: "desk", language: "zh-CN" });
    await enter(page, "/r/receivable", MAIL);
    for (const reference of ["RUN-2", "RUN-3"]) await page.getByRole("checkbox", { name: `选择 ${reference}` }).click();
    const button = page.locator(".batch-bar").getByRole("button", { name: "批量开票" });
    await button.click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    // Whoever leaves a dialog by keyboard stands where they were, and opens it again from there.
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await button.and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await dialog.getByRole("radio", { name: "已选的 2 条", checked: true }).waitFor();
    await dialog.getByRole("textbox", { name: "收件联系人的职务" }).fill("财务");
    await picture("run-dialog-desk");
    expect(await axe()).toEqual([]);
    await done(page, "/v1/invoice-runs", () => dialog.getByRole("button", { name: "先试运行" }).click());
    await stack().settled();
    await page.getByText("将开具或发送 1 份").waitFor();
    await page.getByRole("link", { name: "RUN-3" }).waitFor();
    await page.getByText(/上海没有财务有限公司/).waitFor();
    await calm();
    await picture("run-trial-desk");
    expect(await axe()).toEqual([]);
    const issued = async (): Promise<string[]> =>
      (await tenant.admin.get("/v1/invoices")).body.items
        .map(({ reference }: { reference: string }) => reference)
        .sort();
    expect([await issued(), stack().outbox(CFO)]).toEqual([[], []]);
    await done(page, "/v1/invoice-runs", () => page.getByRole("button", { name: "正式开始" }).click());
    await stack().settled();
    await page.getByText("已开具或发送 1 份").waitFor();
    expect(await issued()).toEqual(["RUN-2", "RUN-3"]);
    expect(stack().outbox(CFO)).toHaveLength(1);
    expect(problems.list()).toEqual([]);
  });

  test("what the list is filtered to is counted before a run begins; a word that is wanting stands at its field", async () => {
    const { page, problems, axe } = await open(stack().baseUrl, { screen: "phone", language: "en" });
    await enter(page, "/receipts?state=applied", MAIL);
    await page.getByRole("button", { name: "Send receipts" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "Those that the list shows (0)", checked: true }).waitFor();
    await dialog.getByRole("button", { name: "Begin" }).click();
    await dialog.locator(".ant-form-item-explain-error").waitFor();
    expect(await axe()).toEqual([]);
    await dialog.getByRole("radio", { name: "All money that was applied and has no receipt" }).click();
    await dialog.getByRole("textbox", { name: "Role of who gets it" }).fill("财务");
    await done(page, "/v1/receipt-runs", () => dialog.getByRole("button", { name: "Begin" }).click());
    await stack().settled();
    await page.getByText("Made out or sent: 0").waitFor();
    expect(problems.list()).toEqual([]);
  });

  test("whoever may begin no run has no button for one", async () => {
    const { page, problems } = await open(stack().baseUrl, { screen: "desk", language: "en" });
    await enter(page, "/r/receivable", READER);
    expect(await page.getByRole("button", { name: "Issue invoices" }).count()).toBe(0);
    expect(problems.list()).toEqual([]);
  });
});
