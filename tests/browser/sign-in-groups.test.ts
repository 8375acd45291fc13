import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { done, enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole() });
const POLICY = "/v1/sign-in-policy";
const ADMIN = "admin.groups@example.com";
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
  await tenant.person({ roles: ["admin"], name: "陈管理", email: ADMIN });
});

inBrowser("the sign-in policy", (open) => {
  test("is filled in: an administrator maps a group to a role, and asks for nothing that they left empty", async () => {
    const { page, problems, axe, picture } = await open(stack().baseUrl, { screen: "desk", language: "en" });
    await enter(page, "/settings/sign-in-policy", ADMIN);
    await page.getByRole("heading", { name: "Sign-in and groups" }).waitFor();
    await done(page, POLICY, () => page.getByRole("button", { name: "Save", exact: true }).click());
    expect((await tenant.admin.get(POLICY)).body).toEqual({ secondFactor: "optional", version: 1 });
    // What was saved is shown anew, and the form begins again with it.
    await enter(page, "/settings/sign-in-policy", ADMIN);
    await page.locator("summary", { hasText: "Groups" }).click();
    await page.getByLabel("Claim").fill("groups");
    await page.getByRole("button", { name: "Add: Of" }).click();
    await page.getByLabel("Group", { exact: true }).fill("CRM Sellers");
    const roles = page.getByLabel("Roles", { exact: true }).and(page.getByRole("combobox"));
    await roles.click();
    await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: "sales" }).first().click();
    await page.keyboard.press("Escape");
    await picture("settings-sign-in-groups");
    expect(await axe()).toEqual([]);
    await done(page, POLICY, () => page.getByRole("button", { name: "Save", exact: true }).click());
    expect((await tenant.admin.get(POLICY)).body).toEqual({
      secondFactor: "optional",
      groups: { claim: "groups", of: [{ group: "CRM Sellers", roles: ["sales"] }], unmapped: "refused" },
      version: 2,
    });
    expect(problems.list()).toEqual([]);
  });
});
