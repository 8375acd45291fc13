import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { arrives, writtenMail } from "../support/mails.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const address = (): string => stack().baseUrl;
const READER = "reader.mail@example.com";
const MANAGER = "manager.mail@example.com";
const ADMIN = "admin.mail@example.com";
/** What somebody means who names a script, or turns the writing round. */
const HOSTILE = `<img src=x onerror="document.title='run'">\u202Egnp.exe ${"长".repeat(60)}`;
const WIDER = "document.documentElement.scrollWidth - innerWidth";
let tenant: TestTenant;
let boxId: string;

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const reader = await person({ roles: ["sales"], name: "韩梅梅", email: READER });
  const manager = await person({ roles: ["manager"], name: "李雷", email: MANAGER });
  const { id: departmentId } = await made(admin, "/v1/departments", { name: "华东", managerId: manager.id });
  for (const { id } of [reader, manager]) await admin.patch(`/v1/users/${id}`, { departmentId });
  await person({ roles: ["admin"], name: "管理员", email: ADMIN });
  const box = await made(admin, "/v1/mailboxes", { name: "商务邮箱", ownerId: reader.id });
  boxId = box.id;
  const account = await made(admin, "/v1/accounts", { name: "云帆", ownerId: reader.id });
  const from = "zhou.min@mail.example.com";
  const contact = { name: "周敏", accountId: account.id, email: from, ownerId: reader.id };
  await made(admin, "/v1/contacts", contact);
  await made(admin, "/v1/templates", {
    ...{ name: "报价跟进", channel: "email", purpose: "service", subject: "{{name}}，您好" },
    blocks: [{ kind: "paragraph", text: "{{name}}您好，报价单两天内给您。" }],
  });
  const to = String(box.inboundAddress);
  await arrives(
    stack(),
    writtenMail(stack(), { from, to, subject: "询价：500 套", text: "请报价。", messageId: "a@x" }),
  );
  await arrives(stack(), writtenMail(stack(), { from, to, subject: HOSTILE, text: HOSTILE, messageId: "b@x" }));
});

inBrowser("mail in the console", (open) => {
  test("a thread is read on a phone and answered with a template that was filled in and changed", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "phone", language: "zh-CN" });
    await enter(page, "/mail", READER);
    await page.getByText("询价：500 套").waitFor();
    await calm();
    await picture("mail-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate(WIDER)).toBe(0);
    await page.getByRole("button", { name: /询价：500 套/ }).click();
    await page.getByText("请报价。").waitFor();
    await page.getByRole("combobox", { name: "插入模板" }).click();
    await page.locator(".ant-select-item-option", { hasText: "报价跟进" }).click();
    const reply = page.getByRole("textbox", { name: "回复" });
    await page.getByRole("button", { name: "发送", disabled: false }).waitFor();
    expect(await reply.inputValue()).toBe("周敏您好，报价单两天内给您。");
    await reply.fill(`${await reply.inputValue()}\n另附样品。`);
    await calm();
    await picture("mail-thread-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate(WIDER)).toBe(0);
    await page.getByRole("button", { name: "发送" }).click();
    await page.locator(".thread").getByText("另附样品。").waitFor();
    const sent = (await tenant.admin.get(`/v1/mails?mailboxId=${boxId}&direction=outbound`)).body.items;
    expect(sent).toMatchObject([{ state: "sent" }]);
    await page.getByRole("button", { name: /返回列表/ }).click();
    await page.getByRole("button", { name: /<img src=x/ }).click();
    await page.getByRole("heading", { level: 3 }).waitFor();
    expect(await page.evaluate(WIDER)).toBe(0);
    expect(await page.title()).not.toBe("run");
    expect(problems.list()).toEqual([]);
  });

  test("whoever is not among the readers sees that there were mails, and nothing that they say", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "desk", language: "en" });
    await enter(page, "/mail", MANAGER);
    await page.getByText("You are not among the readers of this mailbox").waitFor();
    await page.getByRole("button", { name: /周敏/ }).first().click();
    await page.locator(".thread").getByText("There was a mail").first().waitFor();
    await calm();
    await picture("mail-unread-desk");
    expect(await axe()).toEqual([]);
    expect(await page.locator("main").textContent()).not.toMatch(/请报价|询价|onerror|样品/);
    expect(await page.getByRole("textbox", { name: "Reply" }).count()).toBe(0);
    expect(problems.list()).toEqual([]);
  });

  test("an administrator says in the settings which role reads a mailbox", async () => {
    const { page, problems, axe, calm, picture } = await open(address(), { screen: "desk", language: "en" });
    await enter(page, "/settings/mailboxes", ADMIN);
    await page.getByText("商务邮箱").waitFor();
    await page
      .getByRole("button", { name: /^(Edit|Change)/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Readers", { exact: true }).click();
    await dialog.getByRole("combobox", { name: "Roles" }).click();
    await page.locator(".ant-select-item-option", { hasText: "manager" }).first().click();
    await calm();
    await picture("mail-readers-desk");
    expect(await axe()).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    expect((await tenant.admin.get(`/v1/mailboxes/${boxId}`)).body.readers).toEqual({ roles: ["manager"] });
    expect(problems.list()).toEqual([]);
  });
});
