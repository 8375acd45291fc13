import { expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole() });
const MAIL = "zhao.jingli@example.com";

inBrowser("the page of an account", (open) => {
  test("shows who covers which region and product line in which role, with the gap and the double in words", async () => {
    const { admin, person } = await openTenant(stack());
    const [owner, other] = [
      await person({ roles: ["manager"], name: "赵经理", email: MAIL }),
      await person({ roles: ["sales"], name: "孙交付" }),
    ];
    const team = [
      { userId: other.id, role: "交付", regions: ["华东"] },
      { userId: owner.id, role: "交付", regions: ["华东"] },
    ];
    const { id } = await made(admin, "/v1/accounts", { name: "苏州样例", ownerId: owner.id, team });
    await made(admin, "/v1/coverage-plans", {
      ...{ name: "覆盖计划甲", regions: ["华东", "华北"], productLines: ["软件"], roles: ["客户经理", "交付"] },
      ownerRole: "客户经理",
    });
    await stack().settled();
    const { page, problems, axe, calm, picture } = await open(stack().baseUrl, { screen: "desk", language: "zh-CN" });
    await enter(page, `/r/account/${id}`, MAIL);
    await page.getByRole("heading", { name: "覆盖矩阵" }).waitFor();
    const row = (name: string) => page.getByRole("row", { name });
    await row("华东 · 软件").getByText("孙交付 · 赵经理").waitFor();
    await calm();
    await picture("account-coverage");
    expect((await row("华东 · 软件").textContent()) ?? "").toContain("重复");
    expect((await row("华北 · 软件").textContent()) ?? "").toContain("空缺");
    expect(await page.getByText("空缺 1，重复 1").count()).toBe(1);
    expect(await axe()).toEqual([]);
    expect(problems.list()).toEqual([]);
  });
});
