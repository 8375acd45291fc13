import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { invoice, owedCompany } from "../support/report-owed.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const EMAIL = "reports.manager@example.com";
let company: Awaited<ReturnType<typeof owedCompany>>;

beforeAll(async () => {
  company = await owedCompany(stack());
  const { admin, person, west } = company;
  await person({ roles: ["admin"], email: EMAIL, name: "王经理" });
  await made(admin, "/v1/receivables", invoice(west.id, "W-2", { dueOn: "2026-12-20", amountMinor: 5_00 }));
  await stack().settled();
});

inBrowser("reports in the console", (open) => {
  test("a report is found, drawn, told by its rows, saved, and put on a dashboard by keyboard and pointer", async () => {
    const visit = await open(stack().baseUrl, { screen: "desk", language: "en" });
    const { page, problems, axe, calm } = visit;
    await enter(page, "/reports", EMAIL);
    await page.getByRole("searchbox", { name: "Find a report" }).fill("open receiv");
    await page.getByRole("link", { name: "Open receivables", exact: true }).click();
    await page.getByRole("img", { name: /^Open receivables/ }).waitFor();
    await calm();
    expect(await page.getByRole("cell", { name: "¥135.07" }).or(page.getByText("CNY 135.07")).count()).toBeGreaterThan(
      0,
    );
    expect(await axe()).toEqual([]);
    // The row of December has two invoices behind it.
    await page.getByRole("button", { name: /^Rows behind .*2026-12/ }).press("Enter");
    await page.getByRole("dialog").getByRole("table").waitFor();
    await calm();
    expect(await page.getByRole("dialog").locator("tbody tr").count()).toBe(2);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save the report" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Owed to us");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Owed to us" }).waitFor();
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "As png" }).click();
    expect((await file).suggestedFilename()).toMatch(/^svr_.*\.png$/);
    await page.getByRole("link", { name: "Dashboards" }).click();
    await page.getByRole("link", { name: "New dashboard" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Morning");
    const add = page.getByRole("combobox", { name: "Add a tile" });
    for (const name of ["Owed to us", "Overdue receivables"]) {
      await add.fill(name);
      await add.press("Enter");
    }
    await page.getByRole("button", { name: "Move up: Overdue receivables" }).press("Enter");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Morning" }).waitFor();
    await page.getByRole("region", { name: "Owed to us" }).getByRole("img").waitFor();
    await calm();
    const order = await page.locator(".tile h2").allTextContents();
    expect(order).toEqual(["Overdue receivables", "Owed to us"]);
    expect(await axe()).toEqual([]);
    expect(problems.list()).toEqual([]);
  });

  test("a report is subscribed to from its own page, and the subscription ended there", async () => {
    const { page, problems, axe, calm, picture } = await open(stack().baseUrl, { screen: "phone", language: "zh-CN" });
    await enter(page, "/reports/openReceivables", EMAIL);
    const ask = async (): Promise<void> => {
      await page.getByRole("button", { name: /^订\s?阅$/ }).click();
      await page.getByRole("dialog").getByText("王经理").first().waitFor();
      await calm();
    };
    const kept = async () => (await company.admin.get("/v1/report-subscriptions?report=openReceivables")).body.items;
    await ask();
    expect(await axe()).toEqual([]);
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^订\s?阅$/ })
      .click();
    await page.getByText("已订阅").waitFor();
    expect(await kept()).toMatchObject([{ at: "08:00", days: "workdays", channel: "mail" }]);
    await ask();
    await page.getByRole("dialog").getByText(/^下次/).waitFor();
    await picture("report-subscribed-phone");
    expect(await axe()).toEqual([]);
    await page.getByRole("button", { name: "取消订阅: 王经理" }).click();
    await page.getByRole("dialog").getByText(/^下次/).waitFor({ state: "detached" });
    expect(await kept()).toEqual([]);
    expect(problems.list()).toEqual([]);
  });

  test("a tile gets a target and an alert in the units of what it tells, and says how they stand", async () => {
    const { page, problems, axe, calm, picture } = await open(stack().baseUrl, { screen: "phone", language: "zh-CN" });
    await enter(page, "/dashboards/new", EMAIL);
    await page.getByRole("textbox", { name: "名称" }).fill("应收目标");
    const add = page.getByRole("combobox", { name: "添加图块" });
    await add.fill("未清应收");
    await page.locator(".ant-select-item-option", { hasText: /^未清应收$/ }).click();
    await page.getByText("目标与预警").click();
    const choose = async (label: string, option: string | RegExp): Promise<void> => {
      await page.getByRole("combobox", { name: label }).click();
      await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: option }).first().click();
    };
    await choose("目标指标：未清应收", "未清金额");
    await page.getByLabel("目标值：未清应收").fill("270.14");
    await choose("预警指标：未清应收", "未清金额");
    await choose("预警比较方式：未清应收", /^大于$/);
    await page.getByLabel("预警值：未清应收").fill("100");
    await calm();
    await picture("dashboard-goals-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("预警：未清应收").waitFor();
    await page.getByText("目标完成 50%").waitFor();
    await calm();
    await picture("dashboard-goal-phone");
    expect(await axe()).toEqual([]);
    expect(problems.list()).toEqual([]);
  });

  test("a sale tells on its page how it went, by the names of its stages", async () => {
    const { page, problems, axe, calm } = await open(stack().baseUrl, { screen: "phone", language: "en" });
    const input = { accountId: company.east.id, name: "扩容", amountMinor: 7_00, currency: "CNY" };
    const { id } = await made(company.admin, "/v1/opportunities", input);
    await company.admin.patch(`/v1/opportunities/${id}`, { stage: "qualified" });
    await stack().settled();
    await enter(page, `/r/opportunity/${id}`, EMAIL);
    await page.getByRole("heading", { name: "How the sale went" }).waitFor();
    await page.getByRole("cell", { name: "已确认" }).waitFor();
    await calm();
    expect(await page.getByRole("cell", { name: "0 days" }).count()).toBe(2);
    expect(await axe()).toEqual([]);
    expect(problems.list()).toEqual([]);
  });

  test("reports, dashboards and the forecast fit a telephone, in Chinese and in the dark", async () => {
    const { page, problems, axe, calm } = await open(stack().baseUrl, {
      screen: "phone",
      language: "zh-CN",
      dark: true,
    });
    for (const [path, heading] of [
      ["/reports", "报表"],
      ["/reports/openReceivables", "未清应收"],
      ["/dashboards", "看板"],
      ["/forecast", "预测"],
    ] as const) {
      await enter(page, path, EMAIL);
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      await calm();
      const wider = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      expect([path, wider]).toEqual([path, 0]);
      expect([path, await axe()]).toEqual([path, []]);
    }
    await enter(page, "/reports/openReceivables", EMAIL);
    const picture = await page.getByRole("img", { name: /^未清应收/ }).getAttribute("src");
    expect(decodeURIComponent(picture ?? "")).toContain('fill="#1b212a"');
    expect(problems.list()).toEqual([]);
  });
});
