import { beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const address = (): string => stack().baseUrl;
const ADMIN = "admin.settings@example.com";
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
  await tenant.person({ roles: ["admin"], name: "陈管理", email: ADMIN });
});

const dialog = (page: Page) => page.getByRole("dialog");
/** Chooses an option of a list that is open, by what it says. */
async function choose(page: Page, name: string, text: string): Promise<void> {
  const box = page.getByLabel(name, { exact: true }).and(page.getByRole("combobox"));
  await box.click();
  if (await box.isEditable()) await box.fill(text);
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: text }).first().click();
}

inBrowser("the settings", (open) => {
  test("an administrator makes a role, invites somebody with it, moves them, sees what they may do, and hands over", async () => {
    const { page, problems, axe, picture } = await open(address(), { screen: "desk", language: "en" });
    const above = await made(tenant.admin, "/v1/departments", { name: "华东大区" });
    await made(tenant.admin, "/v1/departments", { name: "上海分部", parentId: above.id });
    await enter(page, "/settings/roles", ADMIN);
    await page.getByRole("button", { name: "New", exact: true }).click();
    await dialog(page).getByLabel("Name").fill("auditor");
    await choose(page, "Permissions", "Accounts: see");
    await page.keyboard.press("Escape");
    await dialog(page).getByRole("button", { name: "Add one" }).first().click();
    await dialog(page)
      .getByRole("textbox", { name: /^Scopes/ })
      .fill("account");
    await dialog(page)
      .getByRole("combobox", { name: /^Scopes account/ })
      .click();
    await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: "own" }).click();
    await picture("settings-role");
    expect(await axe()).toEqual([]);
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await dialog(page).waitFor({ state: "detached" });
    const [role] = (await tenant.admin.get("/v1/roles")).body.items;
    expect([role.name, role.permissions, role.scopes]).toEqual(["auditor", ["accounts.read"], { account: "own" }]);

    await page.getByRole("link", { name: "People", exact: true }).click();
    await page.getByRole("button", { name: "New", exact: true }).click();
    await dialog(page).getByLabel("E-mail").fill("new.person@example.com");
    await dialog(page).getByLabel("Name").fill("林新");
    await choose(page, "Roles", "auditor");
    await page.keyboard.press("Escape");
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await dialog(page).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Edit: 林新" }).click();
    await choose(page, "Department", "上海分部");
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await dialog(page).waitFor({ state: "detached" });
    await page.getByRole("cell", { name: "上海分部" }).waitFor();
    await picture("settings-people");
    expect(await axe()).toEqual([]);

    const { id } = await made(tenant.admin, "/v1/accounts", { name: "苏州样例" });
    await stack().settled();
    await page.getByRole("link", { name: "Access simulator" }).click();
    await choose(page, "Person", "林新");
    await choose(page, "Records", "Account");
    await choose(page, "Record", "苏州样例");
    await page.getByRole("button", { name: "Simulate" }).click();
    await page.getByText("Not allowed").waitFor();
    await page.getByText("none of the roles (auditor) has accounts.write").waitFor();
    await picture("settings-simulator");
    expect(await axe()).toEqual([]);

    await tenant.admin.patch(`/v1/accounts/${id}`, { website: "https://new.example.com" });
    await stack().settled();
    await enter(page, `/settings/audit?record=${id}`, ADMIN);
    await page.getByText("https://new.example.com").waitFor();
    await picture("settings-audit");
    expect(await axe()).toEqual([]);
    await page.locator(".ant-segmented-item", { hasText: "Settings" }).click();
    await page.getByRole("table").getByText("auditor").first().waitFor();
    await page.locator(".ant-segmented-item", { hasText: "One person" }).click();
    await choose(page, "Person", "陈管理");
    await page.getByRole("table").getByText("new.person@example.com").first().waitFor();
    expect(await page.getByText("https://new.example.com").count()).toBe(0);
    await picture("settings-trail");
    expect(await axe()).toEqual([]);

    await page.getByRole("link", { name: "People", exact: true }).click();
    await page.getByRole("button", { name: "Off-board: 林新" }).click();
    await choose(page, "Heir", "陈管理");
    await dialog(page).getByRole("button", { name: "Off-board" }).click();
    await page.getByRole("heading", { level: 1, name: "Hand-over" }).waitFor();
    await stack().settled();
    await page.getByText("Done", { exact: true }).waitFor();
    expect(problems.list()).toEqual([]);
  });

  test("an API key is shown once, works, takes turns with another, and is refused once it is revoked", async () => {
    const { page, problems, axe } = await open(address(), { screen: "desk", language: "zh-CN" });
    await enter(page, "/settings/keys", ADMIN);
    await page.getByRole("button", { name: "新建", exact: true }).click();
    await dialog(page).getByLabel("名称").fill("对接");
    await dialog(page).getByRole("button", { name: "新建" }).click();
    const shown = page.locator(".secret");
    await shown.waitFor();
    const first = (await shown.textContent()) ?? "";
    expect((await stack().api(first).get("/v1/users/me")).status).toBe(200);
    expect(await axe()).toEqual([]);
    await page.getByRole("button", { name: "轮换: 对接" }).click();
    await shown.filter({ hasNotText: first }).waitFor();
    const second = (await shown.textContent()) ?? "";
    await page.getByRole("button", { name: "吊销旧密钥" }).click();
    await shown.waitFor({ state: "detached" });
    const standing = async (key: string) => (await stack().api(key).get("/v1/users/me")).status;
    expect([await standing(first), await standing(second)]).toEqual([401, 200]);
    expect(problems.list()).toEqual([]);
  });

  test("an address that came back is found, and mail is let through again", async () => {
    const { admin } = tenant;
    const { id: accountId } = await made(admin, "/v1/accounts", { name: "云帆" });
    const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId, email: "li.na@example.com" });
    const texts = { subject: "您好", blocks: [{ kind: "paragraph", text: "资料已寄出。" }] };
    const mail = { name: "寄送", channel: "email", purpose: "service", ...texts };
    const template = await made(admin, "/v1/templates", mail);
    const { id: userId } = await tenant.person({ roles: ["sales"], name: "退信人", email: "gone@example.com" });
    await admin.post(`/v1/templates/${template.id}/test`, { personId: contact.id, userId });
    await stack().settled();
    stack().mail.tell(stack().outbox("gone@example.com").at(-1)?.id ?? "", "bounce");
    await stack().settled();

    const { page, problems, axe, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    await enter(page, "/settings/suppressed", ADMIN);
    await page.getByLabel("地址").fill("nobody@example.com");
    await page.keyboard.press("Enter");
    await page.getByText("此地址可发送").waitFor();
    await page.getByLabel("地址").fill("Gone@example.com");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "恢复发送: gone@example.com" }).click();
    await picture("settings-suppressed");
    expect(await axe()).toEqual([]);
    await dialog(page).getByRole("button", { name: "恢复发送" }).click();
    await page.getByText("已恢复发送").waitFor();
    expect(problems.list()).toEqual([]);
  });

  test("a rule is made of conditions on a phone, and a policy that two change lays both versions side by side", async () => {
    const { page, problems, axe, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    await enter(page, "/settings/tiers", ADMIN);
    await page.getByRole("button", { name: "新建", exact: true }).click();
    await dialog(page).getByLabel("名称").fill("重点客户");
    await dialog(page).getByLabel("优先级").fill("1");
    await dialog(page).getByLabel("客户等级").fill("A");
    await dialog(page).getByRole("button", { name: "添加条件" }).click();
    await choose(page, "字段 1", "名称");
    await choose(page, "比较方式 1", "包含");
    await dialog(page).getByRole("textbox", { name: "值 1" }).fill("集团");
    await picture("settings-rule-phone");
    expect(await axe()).toEqual([]);
    await dialog(page).getByRole("button", { name: "保存" }).click();
    await dialog(page).waitFor({ state: "detached" });
    const [rule] = (await tenant.admin.get("/v1/tier-rules")).body.items;
    expect(rule.when).toEqual({ all: [{ field: "name", op: "contains", value: "集团" }] });

    await enter(page, "/settings/lead-policy", ADMIN);
    await page.getByLabel("MQL 分数线").fill("60");
    await enter(page, "/settings/lead-policy", ADMIN);
    await page.getByText("上次未保存的内容已恢复").or(page.getByRole("status")).first().waitFor();
    expect(await page.getByLabel("MQL 分数线").inputValue()).toBe("60");
    expect((await tenant.admin.put("/v1/lead-policy", { mqlScore: 70, sqlScore: 90 })).status).toBe(200);
    await page.getByRole("button", { name: "保存" }).click();
    await dialog(page).getByText("70").waitFor();
    await picture("settings-conflict-phone");
    await dialog(page)
      .getByRole("button", { name: "保存所选" })
      .or(dialog(page).locator(".ant-btn-primary"))
      .first()
      .click();
    await page.getByText("已保存").waitFor();
    expect((await tenant.admin.get("/v1/lead-policy")).body).toMatchObject({ mqlScore: 60 });
    expect(problems.list(/reply: 412 PUT/)).toEqual([]);
  });
});
