import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser, type Visit, type Visitor } from "./support/browser.ts";
import { letIn, signIn, wayIn } from "./support/people.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
let tenant: TestTenant;
let rep: Awaited<ReturnType<TestTenant["person"]>>;
beforeAll(async () => {
  tenant = await openTenant(stack());
  rep = await tenant.person({ roles: ["sales"], name: "李娜", email: "li.na@example.com" });
  await stack().settled();
});

/** Every text that the browser keeps, and every address that it was at. */
async function kept({ page, context }: Visit): Promise<string> {
  const inPage = await page.evaluate(
    "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state])",
  );
  const cookies = (await context.cookies()).filter(({ path }) => !path.startsWith("/_local/issuer"));
  return inPage + JSON.stringify(cookies);
}

/** The tokens that the issuer has given to a page, and the addresses that it went to. */
function watched(page: Page): { tokens: string[]; addresses: string[]; bearers: string[] } {
  const seen = { tokens: [] as string[], addresses: [] as string[], bearers: [] as string[] };
  page.on("request", (request) => {
    seen.addresses.push(request.url());
    const { authorization } = request.headers();
    if (authorization) seen.bearers.push(authorization.replace("Bearer ", ""));
  });
  page.on("response", async (response) => {
    if (!response.url().endsWith("/_local/issuer/token") || response.status() !== 200) return;
    const { access_token, refresh_token, id_token } = await response.json();
    seen.tokens.push(access_token, refresh_token, id_token);
  });
  return seen;
}

inBrowser("signing in to the console", (open: Visitor) => {
  test.each(["desk", "phone"] as const)(
    "takes one click, and comes back to the page that was asked for: %s",
    async (screen) => {
      const language = screen === "desk" ? "en" : "zh-CN";
      const visited = await open(stack().baseUrl, { screen, language });
      const { page, problems, axe } = visited;
      await page.goto("/r/lead?status=new#top");
      await wayIn(page).waitFor();
      expect(await axe()).toEqual([]);
      await wayIn(page).click();
      await page.getByRole("button", { name: /li\.na@example\.com/ }).waitFor();
      expect(await axe()).toEqual([]);
      await page.goBack();
      await signIn(page, "li.na@example.com");
      expect(page.url()).toBe(`${stack().baseUrl}/r/lead?status=new#top`);
      expect(problems.list()).toEqual([]);
    },
  );

  test("leaves no token in anything that the browser keeps, nor in an address", async () => {
    const visited = await open(stack().baseUrl);
    const seen = watched(visited.page);
    await visited.page.goto("/");
    await signIn(visited.page, "li.na@example.com");
    await letIn(visited.page, () => visited.page.reload());
    expect(seen.tokens.length).toBeGreaterThanOrEqual(6);
    const all = (await kept(visited)) + JSON.stringify(seen.addresses);
    for (const token of seen.tokens) expect(all).not.toContain(token);
    expect(visited.page.url()).not.toMatch(/code=|state=/);
  });

  test("goes on after a reload without asking, and asks anew where the issuer no longer knows one", async () => {
    const { page, context, problems } = await open(stack().baseUrl);
    await page.goto("/r/lead");
    await signIn(page, "li.na@example.com");
    await letIn(page, () => page.reload());
    expect(page.url()).toBe(`${stack().baseUrl}/r/lead`);
    await context.clearCookies();
    await page.reload();
    await wayIn(page).waitFor();
    expect(page.url()).toBe(`${stack().baseUrl}/r/lead`);
    expect(problems.list()).toEqual([]);
  });

  test("believes no answer that it has not asked for", async () => {
    const { page } = await open(stack().baseUrl);
    const seen = watched(page);
    await page.goto("/signed-in?code=stolen&state=forged");
    await page.getByRole("alert").waitFor();
    expect(page.url()).toBe(`${stack().baseUrl}/`);
    expect(seen.addresses.filter((address) => address.endsWith("/token"))).toEqual([]);
  });
});

describe("the console's files", () => {
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`${stack().baseUrl}${path}`, { redirect: "manual", ...init });

  test("bear strict headers: the page is kept by nobody, what is named by its content for ever", async () => {
    const page = await get("/r/account/acc_1");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe|data:.*script|\*/);
    const said = (name: string) => page.headers.get(name);
    expect(["cache-control", "x-content-type-options", "x-frame-options", "referrer-policy"].map(said)).toEqual([
      ...["no-store", "nosniff", "DENY", "no-referrer"],
    ]);
    const [, script = ""] = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text()) ?? [];
    const file = await get(script);
    expect([file.status, file.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect(file.headers.get("content-type")).toMatch(/^text\/javascript/);
    expect((await get("/assets/none-12345678.js")).status).toBe(404);
  });

  test("stand for no answer of the API: what it does not know stays a problem of 404", async () => {
    for (const path of ["/v1", "/v1/", "/v1/nothing", "/v1/accounts/none", "/_local/nothing"]) {
      const reply = await get(path, { headers: { authorization: `Bearer ${rep.key}` } });
      expect([path, reply.status, reply.headers.get("content-type")]).toEqual([
        path,
        404,
        expect.stringContaining("json"),
      ]);
    }
    expect((await get("/docs")).headers.get("content-type")).toMatch(/html/);
    expect((await get("/r/account", { method: "POST" })).status).toBe(404);
  });

  test("lead nowhere else on the disk", async () => {
    for (const path of ["/../package.json", "/assets/..%2f..%2fpackage.json", "/.env", "//[", "/assets/"]) {
      const reply = await get(path).catch(() => undefined);
      const text = (await reply?.text()) ?? "";
      expect([path, text.includes('cashloop",')]).toEqual([path, false]);
    }
  });
});
