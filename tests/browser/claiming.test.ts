import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole() });
const address = (): string => stack().baseUrl;
const MAIL = "finance.claims@example.com";
const LINES = 10;
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
  await tenant.person({ roles: ["finance"], name: "吴财务", email: MAIL });
  const name = "上海示例餐饮管理有限公司";
  const { id: accountId } = await made(tenant.admin, "/v1/accounts", { name });
  const numbers = Array.from({ length: LINES }, (_, n) => n + 1);
  // Two papers of each amount: a person has to say which of them was paid.
  for (const n of numbers) {
    for (const twin of ["A", "B"]) {
      const paper = { accountId, reference: `INV-${n}${twin}`, amountMinor: n * 10_100, currency: "CNY" };
      await made(tenant.admin, "/v1/receivables", { ...paper, dueOn: "2027-01-31" });
    }
  }
  await stack().settled();
  const bank = await linkBank(stack(), tenant);
  const line = { bookedOn: "2026-11-22", direction: "credit", currency: "CNY", payer: { name }, remittance: "货款" };
  await bank.tell(numbers.map((n) => ({ ...line, bankReference: `B-${n}`, amountMinor: n * 10_100 })));
  await stack().settled();
});

const applied = async (): Promise<number> =>
  (await tenant.admin.get("/v1/bank-transactions?state=applied")).body.items.length;

inBrowser("claiming", (open) => {
  test("finance claims ten receipts by keyboard alone, then takes the whole day back as a job", async () => {
    const { page, problems, axe, picture } = await open(address(), { screen: "desk", language: "zh-CN" });
    await enter(page, "/receipts", MAIL);
    await page.locator(".bank-lines button").first().waitFor();
    expect(await page.locator(".bank-lines button").count()).toBe(LINES);
    await page.keyboard.press("j");
    for (let n = 1; n <= LINES; n++) {
      await page.locator(".suggestion").first().waitFor();
      await page.keyboard.press("1");
      await page.locator('.suggestion[aria-pressed="true"]').waitFor();
      const claimed = page.waitForResponse((reply) => reply.url().endsWith("/claim") && reply.ok());
      await page.keyboard.press("c");
      await claimed;
      // The work goes on at the next line by itself.
      await page
        .locator(".bank-lines button")
        .nth(LINES - n)
        .waitFor({ state: "detached" });
    }
    expect(await applied()).toBe(LINES);
    expect(problems.list()).toEqual([]);

    await enter(page, "/receipts", MAIL);
    await page.getByText("批量撤销").click();
    await page.getByRole("radio", { name: "记账日期" }).check();
    for (const name of ["从", "到"]) {
      await page.getByLabel(name, { exact: true }).fill("2026-11-22");
      await page.keyboard.press("Enter");
    }
    await page.getByLabel("撤销原因").or(page.locator("#bulk-reason")).first().fill("对账单重复");
    await picture("bulk-undo");
    expect(await axe()).toEqual([]);
    await page.getByRole("button", { name: "全部撤销" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "全部撤销" }).click();
    await page.getByRole("heading", { level: 1, name: "撤销" }).waitFor();
    await stack().settled();
    await page.getByText("已完成", { exact: true }).or(page.locator(".state.good")).first().waitFor();
    expect(await applied()).toBe(0);
    expect(problems.list()).toEqual([]);
  });
});
