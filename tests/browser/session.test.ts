import { beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { signIn, walk, wayIn } from "./support/people.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await openTenant(stack());
});

let people = 0;
/** Somebody who is signed in on a page. */
async function signedIn(page: Page): Promise<{ id: string; email: string }> {
  const email = `somebody${++people}@example.com`;
  const { id } = await tenant.person({ roles: ["sales"], email });
  await stack().settled();
  await page.goto("/");
  await signIn(page, email);
  return { id, email };
}

/** The next call of the API that a page makes, once it is answered with this status. */
const answered = (page: Page, status: number) =>
  page.waitForResponse((reply) => new URL(reply.url()).pathname.startsWith("/v1/") && reply.status() === status);
const refreshed = (page: Page) =>
  page.waitForRequest((request) => (request.postData() ?? "").includes("grant_type=refresh_token"));

inBrowser("a session", (open) => {
  test("goes on without a word when its token is about to end, and when it is refused", async () => {
    const { page, problems } = await open(stack().baseUrl);
    await page.clock.install();
    await signedIn(page);
    let waiting = refreshed(page);
    await page.clock.fastForward(59 * 60_000 + 30_000);
    await Promise.all([waiting, answered(page, 200), walk(page, "/r/account")]);
    // By the stack's clock the token has ended; the browser does not know.
    waiting = refreshed(page);
    const start = stack().clock.now();
    await stack().moveClock(new Date(start.getTime() + 2 * 3_600_000));
    const refused = answered(page, 401);
    await walk(page, "/r/lead");
    await Promise.all([refused, waiting]);
    await answered(page, 200);
    expect(await wayIn(page).count()).toBe(0);
    expect(problems.list(/^reply: 401 GET \/v1\//)).toEqual([]);
    await stack().moveClock(start);
  });

  test("that was ended elsewhere says so, where one is, and loses nothing that is not saved", async () => {
    const { page } = await open(stack().baseUrl);
    const { id, email } = await signedIn(page);
    await walk(page, "/r/account/new");
    await page.locator("main input").first().waitFor();
    const draft = { name: "未保存的客户" };
    await page.evaluate((values) => sessionStorage.setItem("cashloop.draft.account", JSON.stringify(values)), draft);
    await tenant.admin.post(`/v1/users/${id}/sign-out`);
    await stack().settled();
    await walk(page, "/r/lead");
    await page.getByRole("alert").waitFor();
    expect(page.url()).toBe(`${stack().baseUrl}/r/lead`);
    await signIn(page, email);
    expect(page.url()).toBe(`${stack().baseUrl}/r/lead`);
    expect(await page.evaluate('sessionStorage.getItem("cashloop.draft.account")')).toBe(JSON.stringify(draft));
  });

  test("ends here and at the issuer by signing out, and on other devices by signing out on all", async () => {
    const [desk, phone] = [await open(stack().baseUrl), await open(stack().baseUrl, { screen: "phone" })];
    const { email } = await signedIn(desk.page);
    await phone.page.goto("/");
    await signIn(phone.page, email);
    await desk.page.locator("details.account > summary").click();
    await desk.page.getByRole("button", { name: "Sign out", exact: true }).click();
    await wayIn(desk.page).waitFor();
    await wayIn(desk.page).click();
    // Nobody is let in by the cookie that was left behind.
    await desk.page.getByRole("button", { name: email }).waitFor();
    await desk.page.goBack();
    await signIn(desk.page, email);
    await desk.page.locator("details.account > summary").click();
    await desk.page.getByRole("button", { name: "Sign out on all devices" }).click();
    await wayIn(desk.page).waitFor();
    await walk(phone.page, "/r/lead");
    await phone.page.getByRole("alert").waitFor();
    expect(await wayIn(phone.page).count()).toBe(1);
  });
});
