import { beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser, type Visit } from "./support/browser.ts";
import { signIn, walk } from "./support/people.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const ROLES = ["admin", "manager", "sales", "finance", "marketing", "service"] as const;
/** Somebody of a partner's is let in, too: by no role of the tenant's. */
const PARTNER = "partner";
/** More of the pages are looked at by axe where there is time. */
const { SOAK } = process.env;

/** Names that want to be a script, to turn a line round, to hide, or to have no end. */
const HOSTILE = [
  '<img src=x onerror="window.taken=1">',
  '"><script>window.taken=1</script>',
  "javascript:window.taken=1",
  "\u202egnp.exe",
  `${"长".repeat(199)}。`,
  "{{constructor.constructor('window.taken=1')()}}",
];

let tenant: TestTenant;
const ids: string[] = [];
const emailOf = (role: string): string => `${role}.crawls@example.com`;

beforeAll(async () => {
  tenant = await openTenant(stack());
  for (const role of ROLES) await tenant.person({ roles: [role], email: emailOf(role) });
  const { id: partnerId } = await made(tenant.admin, "/v1/partners", { name: HOSTILE[0] });
  await made(tenant.admin, `/v1/partners/${partnerId}/people`, { name: HOSTILE[3], email: emailOf(PARTNER) });
  await made(tenant.admin, "/v1/deal-registrations", { partnerId, name: HOSTILE[1], customerName: HOSTILE[4] });
  const owner = (await tenant.admin.get(`/v1/users?email=${emailOf("sales")}`)).body.items[0]?.id;
  for (const name of HOSTILE) {
    const { id } = await made(tenant.admin, "/v1/accounts", { name, ownerId: owner });
    ids.push(id);
    await made(tenant.admin, "/v1/leads", {
      name: Array.from(name).slice(0, 100).join(""),
      company: name,
      ownerId: owner,
    });
  }
  await stack().settled();
});

/** Every page that there is a link to, and one that there is not. */
async function pagesOf(page: Page): Promise<string[]> {
  const links = await page
    .locator("a[href^='/']")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  return [...new Set(["/", "/nowhere", ...links])];
}

/** Waits until a page asks for nothing more. */
async function shown({ page, calm }: Visit, path: string): Promise<void> {
  await walk(page, path);
  await calm();
}

/** A refusal that a page explains: it is of a record that whoever looks does not see. Nothing else leads anybody to one. */
const REFUSED = /^reply: 40[34] GET \S*\/v1\/accounts\/acc_/;

inBrowser("a crawl of the console", (open) => {
  test.each([...ROLES, PARTNER])(
    "meets no error on any page of %s, and nothing that axe finds on those of its own shape",
    async (role) => {
      const language = role === "sales" ? "zh-CN" : "en";
      const visit = await open(stack().baseUrl, { language, screen: role === "sales" ? "phone" : "desk" });
      const { page, problems, axe, calm } = visit;
      page.on("dialog", () => void page.evaluate("window.taken = 1"));
      await page.goto("/");
      await signIn(page, emailOf(role));
      await calm();
      const found: string[] = [];
      let told = 0;
      for (const path of [...(await pagesOf(page)), ...ids.map((id) => `/r/account/${id}`)]) {
        await shown(visit, path);
        const refusals = problems.list().filter((line) => REFUSED.test(line));
        if (refusals.length > told) {
          const explained = page.getByRole("alert").first().waitFor({ timeout: 10_000 });
          await explained.catch(() => found.push(...refusals.slice(told)));
        }
        told = refusals.length;
        const heads = await page.locator("h1").count();
        if (heads !== 1) found.push(`${path} has ${heads} heads`);
        const isLooked = SOAK !== undefined || !path.startsWith("/r/") || path === `/r/account/${ids[0]}`;
        if (isLooked) found.push(...(await axe()).map((line) => `${path} ${line}`));
      }
      expect(await page.evaluate("window.taken")).toBeUndefined();
      expect([...problems.list(REFUSED), ...found]).toEqual([]);
    },
  );
});
