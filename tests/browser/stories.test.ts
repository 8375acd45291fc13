import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { done, enter } from "./support/console.ts";
import { SCREENS } from "./support/screens.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const address = (): string => stack().baseUrl;
const TEN = 10;
const mailOf = (role: string): string => `${role}.stories@example.com`;
let tenant: TestTenant;
let leadId: string;

/** The civil day before the stack's, in the tenant's zone. */
const yesterday = (): string =>
  new Date(stack().clock.now().getTime() + (8 - 24) * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  const east = await made(admin, "/v1/departments", { name: "华东大区" });
  const shanghai = await made(admin, "/v1/departments", { name: "上海销售部", parentId: east.id });
  const south = await made(admin, "/v1/departments", { name: "华南大区" });
  const person = (role: string, departmentId: string) =>
    tenant.person({ roles: [role], name: `王${role}`, email: mailOf(role), departmentId });
  const [rep] = [await person("sales", shanghai.id), await person("manager", east.id)];
  await person("finance", south.id);
  await person("admin", south.id);
  const stranger = await tenant.person({ roles: ["sales"], departmentId: south.id });
  const lead = { name: "李娜", company: "杭州样例电子商务有限公司", phone: "13800000002", ownerId: rep.id };
  leadId = (await made(admin, "/v1/leads", lead)).id;

  const bank = await linkBank(stack(), tenant, {
    virtualAccounts: [{ accountNo: "6225-0001", departmentId: shanghai.id }],
  });
  const line = { bookedOn: yesterday(), direction: "credit", currency: "CNY" };
  const payers = Array.from({ length: TEN }, (_, n) => `陌生付款人${String.fromCharCode(0x4e00 + n * 97)}商行`);
  for (const [n, name] of payers.entries()) {
    const account = await made(admin, "/v1/accounts", { name: `客户${n}号有限公司`, payerNames: [name] });
    // Two papers of one amount: by the amount alone nobody can say which is meant.
    for (const part of [1, 2]) {
      const paper = { accountId: account.id, reference: `INV-${n}${part}-2026`, amountMinor: 100_000 + n };
      await made(admin, "/v1/receivables", { ...paper, currency: "CNY", dueOn: "2027-01-31" });
    }
  }
  await stack().settled();
  await bank.tell(
    payers.map((name, n) => ({
      ...{ ...line, bankReference: `S-${n}`, amountMinor: 100_000 + n, payer: { name }, remittance: "货款" },
    })),
  );
  await bank.tell([
    { ...line, bankReference: "S-V", amountMinor: 4_200, virtualAccountNo: "6225-0001", payer: { name: "华东付款人" } },
  ]);
  for (const [ownerId, name] of [
    [rep.id, "华东的商机"],
    [stranger.id, "华南的商机"],
  ] as const) {
    const account = await made(admin, "/v1/accounts", { name: `${name}客户`, ownerId });
    const deal = { accountId: account.id, name, ownerId, amountMinor: 900_000, currency: "CNY" };
    await made(admin, "/v1/opportunities", deal);
  }
  await stack().settled();
});

inBrowser("the stories of a day", (open) => {
  test("a rep on a phone triages a lead, calls it, converts it and moves the deal", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    await enter(page, "/inbox", mailOf("sales"));
    await page.getByRole("button", { name: /李娜/ }).click();
    const call = page.getByRole("link", { name: /拨打/ });
    expect(await call.getAttribute("href")).toMatch(/^tel:\+?8?6?13800000002$/);
    await done(page, "/v1/leads/", () => page.getByRole("button", { name: "跟进中", exact: true }).click());
    await enter(page, `/inbox/${leadId}`, mailOf("sales"));
    await calm();
    await picture("rep-lead-phone");
    await page.getByRole("button", { name: "转化", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("创建商机").waitFor();
    await dialog.getByRole("switch", { name: "创建商机" }).click();
    await picture("rep-convert-phone");
    expect(await axe()).toEqual([]);
    await page.evaluate(`void (globalThis.said = new Promise((done) => {
      const look = () => {
        const notice = document.querySelector(".ant-message-notice");
        if (notice) done(notice.getBoundingClientRect().top);
        else requestAnimationFrame(look);
      };
      look();
    }))`);
    await done(page, "/convert", () => dialog.getByRole("button", { name: "转化", exact: true }).click());
    // What is said in passing stands at the foot, where it covers none of the page's buttons.
    expect(await page.evaluate<number>("said")).toBeGreaterThan(SCREENS.phone.viewport.height / 2);
    await stack().settled();
    const { opportunityId } = (await tenant.admin.get(`/v1/leads/${leadId}`)).body;
    await enter(page, "/board", mailOf("sales"));
    const deal = page.locator(".deal", { hasText: "杭州样例电子商务有限公司" }).first();
    await deal.waitFor();
    await deal.getByRole("combobox").click();
    await done(page, "/v1/opportunities/", () =>
      page.locator(".ant-select-item-option", { hasText: "已确认" }).click(),
    );
    await calm();
    await picture("rep-board-phone");
    expect((await tenant.admin.get(`/v1/opportunities/${opportunityId}`)).body.stage).toBe("qualified");
    expect(problems.list()).toEqual([]);
  });

  test("finance at a desk claims ten receipts by keyboard, undoes one, and explains one", async () => {
    const { page, problems, calm, picture } = await open(address(), { screen: "desk", language: "zh-CN" });
    await enter(page, "/receipts", mailOf("finance"));
    await page.locator(".bank-lines button").nth(TEN).waitFor();
    await page.keyboard.press("j");
    for (let claimed = 0; claimed < TEN; ) {
      const marked = page.locator('.bank-lines [aria-current="true"]');
      await marked.waitFor();
      const payer = (await marked.locator(".who").textContent()) ?? "";
      if (!payer.startsWith("陌生付款人")) {
        await page.keyboard.press("j");
        await marked.filter({ hasNotText: payer }).waitFor();
        continue;
      }
      await page
        .locator(".line h2", { hasText: payer })
        .or(page.locator(".line", { hasText: payer }))
        .first()
        .waitFor();
      await page.locator(".suggestion").first().waitFor();
      await page.keyboard.press("1");
      await page.locator('.suggestion[aria-pressed="true"]').waitFor();
      if (claimed === 0) await picture("finance-claim-desk");
      await done(page, "/claim", () => page.keyboard.press("c"));
      claimed += 1;
      await page.locator(".bank-lines button", { hasText: payer }).waitFor({ state: "detached" });
    }
    const { items } = (await tenant.admin.get("/v1/bank-transactions?state=applied&limit=50")).body;
    expect(items.map(({ bankReference }: { bankReference: string }) => bankReference).sort()).toEqual(
      Array.from({ length: TEN }, (_, n) => `S-${n}`),
    );
    await enter(page, `/receipts/${items[0].id}`, mailOf("finance"));
    await page.locator(".proof", { hasText: "由人认领" }).waitFor();
    await calm();
    await picture("finance-explained-desk");
    // Of what is applied nothing is left to decide or to hold.
    for (const name of ["自动核销", "锁定"]) expect(await page.getByRole("button", { name }).count()).toBe(0);
    await page.keyboard.press("u");
    await page.getByRole("dialog").getByLabel("原因").fill("认错了客户");
    await picture("finance-undo-desk");
    await done(page, "/undo", () => page.getByRole("dialog").getByRole("button", { name: "撤销" }).click());
    await stack().settled();
    expect((await tenant.admin.get(`/v1/bank-transactions/${items[0].id}`)).body.state).toBe("claimable");
    expect(problems.list()).toEqual([]);
  });

  test("a manager sees the own branch, its board, and the receipts of yesterday, and nothing of another branch", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "desk", language: "zh-CN" });
    await enter(page, "/", mailOf("manager"));
    await calm();
    await picture("manager-home-desk");
    await page.locator(".panel", { hasText: "昨日到账" }).locator(".figure", { hasText: "¥42.00" }).waitFor();
    expect(await axe()).toEqual([]);
    await page.getByRole("link", { name: "商机看板" }).click();
    await page.locator(".deal", { hasText: "华东的商机" }).waitFor();
    await calm();
    await picture("manager-board-desk");
    expect(await page.getByText("华南的商机").count()).toBe(0);
    await enter(page, "/receipts", mailOf("manager"));
    await page.getByText("华东付款人").waitFor();
    await calm();
    await picture("manager-receipts-desk");
    expect(await page.locator(".bank-lines button").count()).toBe(1);
    expect(problems.list()).toEqual([]);
  });

  test("an administrator adds a field, and it stands in the form of its noun at once", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "desk", language: "zh-CN" });
    await enter(page, "/settings/fields", mailOf("admin"));
    await page.getByRole("button", { name: "新建", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const choose = async (name: string, text: string): Promise<void> => {
      await dialog.getByRole("combobox", { name }).click();
      await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: text }).first().click();
    };
    await choose("* 对象", "客户");
    await dialog.getByRole("textbox", { name: "* 键" }).fill("zone");
    await dialog.getByRole("textbox", { name: "* 显示名称" }).fill("片区");
    await choose("* 类型", "文本");
    await picture("admin-field-desk");
    expect(await axe()).toEqual([]);
    await dialog.getByRole("button", { name: "保存" }).click();
    await dialog.waitFor({ state: "detached" });
    await enter(page, "/r/account/new", mailOf("admin"));
    await page.getByLabel("片区").fill("浦东");
    await page.getByLabel("名称", { exact: true }).fill("片区样例有限公司");
    await done(page, "/v1/accounts", () => page.getByRole("button", { name: "保存" }).click());
    await page.getByRole("heading", { level: 1, name: "片区样例有限公司" }).waitFor();
    await page.getByText("浦东").first().waitFor();
    await calm();
    await picture("admin-account-desk");
    expect(problems.list()).toEqual([]);
  });
});
