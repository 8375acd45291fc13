import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const address = (): string => stack().baseUrl;
const MAIL = "sales.merges@example.com";
let tenant: TestTenant;
let ownerId: string;

beforeAll(async () => {
  tenant = await openTenant(stack());
  ({ id: ownerId } = await tenant.person({ roles: ["manager"], email: MAIL }));
});

/** Two leads of one person, of whom the younger knows more. */
async function twins(mail: string) {
  const base = { ownerId, email: mail, tags: ["展会"] };
  const older = await made(tenant.admin, "/v1/leads", { ...base, name: "李娜", note: "展会上见过" });
  const younger = { ...base, name: "李娜（采购）", company: "杭州样例", note: "要报价", tags: ["官网"] };
  const { id } = await made(tenant.admin, "/v1/leads", younger);
  const call = { kind: "call", subject: "回电", relatedTo: [{ noun: "lead", id }] };
  await made(tenant.admin, "/v1/activities", call);
  await stack().settled();
  return { older: older.id, younger: id };
}

inBrowser("records that are the same", (open) => {
  test("a lead's duplicate is merged with a choice for each field that differs, and parted again", async () => {
    const { page, problems, axe, picture } = await open(address(), { screen: "desk", language: "en" });
    const { older, younger } = await twins("twin1@example.com");
    await enter(page, `/inbox/${older}`, MAIL);
    await page.getByText("same e-mail").waitFor();
    await page.getByRole("button", { name: "Merge with 李娜（采购）" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("What moves along: Activity 1").waitFor();
    const row = (name: string) => dialog.getByRole("row", { name: new RegExp(`^${name}`) });
    // A gap is filled, lists are united, and of two values the one that stays has its own until somebody chooses.
    expect(await row("Company").getByRole("strong").textContent()).toBe("杭州样例");
    expect(await row("Tags").getByRole("strong").textContent()).toBe("展会, 官网");
    expect(await row("Name").getByRole("strong").textContent()).toBe("李娜");
    await row("Name").getByRole("radio").nth(1).check();
    await row("Name").getByRole("strong").filter({ hasText: "采购" }).waitFor();
    await picture("merge-desk");
    expect(await axe()).toEqual([]);
    await dialog.getByRole("button", { name: "Merge", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const merged = (await tenant.admin.get(`/v1/leads/${older}`)).body;
    expect([merged.name, merged.company, merged.note]).toEqual(["李娜（采购）", "杭州样例", "展会上见过"]);
    await page.getByText("Merges so far").click();
    await page.getByRole("button", { name: "Undo the merge" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Undo the merge" }).click();
    await page.getByText("The merge is undone").waitFor();
    const back = (await tenant.admin.get(`/v1/leads/${younger}`)).body;
    expect([back.archived ?? false, back.mergedInto]).toEqual([false, undefined]);
    expect((await tenant.admin.get(`/v1/leads/${older}`)).body.name).toBe("李娜");
    expect(problems.list()).toEqual([]);
  });

  test("accounts are looked through for duplicates on a phone, and one that cannot be merged says why", async () => {
    const { page, problems, axe, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    const name = "苏州样例软件有限公司";
    const parent = await made(tenant.admin, "/v1/accounts", { name, ownerId, registrationNo: "91320500MA1X1234X1" });
    await made(tenant.admin, "/v1/accounts", { name: "苏州样例软件", ownerId, parentId: parent.id });
    await stack().settled();
    await enter(page, "/duplicates/account", MAIL);
    await page.getByText("公司相近").first().waitFor();
    await page.getByRole("button", { name: /与 苏州样例软件/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog
      .getByText(/字段相同|随之转移|没有随之/)
      .first()
      .waitFor();
    await picture("merge-phone");
    expect(await axe()).toEqual([]);
    await dialog.getByRole("button", { name: "合并", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("公司相近").waitFor({ state: "detached" });
    expect(problems.list()).toEqual([]);
  });
});
