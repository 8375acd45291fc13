// Takes the pictures of the console in docs/console: `npm run pictures`. They are of the demo's company on the morning after its day.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { lambdas } from "../../functions/modules.ts";
import { ROOT } from "../../infra/bundle.ts";
import { builtConsole } from "../../infra/local/console.ts";
import { type Caller, callerOf } from "../../infra/local/demo/caller.ts";
import { play, seed } from "../../infra/local/demo/index.ts";
import { progress } from "../../infra/local/demo/progress.ts";
import { type Stack, startStack } from "../../infra/local/stack.ts";
import { DAY_MS } from "../../shared/duration.ts";
import { calmOf } from "./support/calm.ts";
import { findChromium } from "./support/chromium.ts";
import { signIn, walk } from "./support/people.ts";
import { SCREENS } from "./support/screens.ts";

const FOLDER = join(ROOT, "docs/console");
const LANGUAGES = ["zh-CN", "en"] as const;
const WIDTHS = ["desk", "phone"] as const;

/** Who looks at what. A page whose address has a question in it is of the first record of that list. */
const PAGES: Readonly<Record<string, readonly [name: string, path: string][]>> = {
  "zhao.min@example.com": [
    ["home", "/"],
    ["board", "/board"],
  ],
  "sun.li@example.com": [
    ["receipts", "/receipts/?/v1/bank-transactions?state=claimable&limit=1"],
    ["explained", "/receipts/?/v1/bank-transactions?state=applied&limit=1"],
  ],
  "chen.jing@example.com": [
    ["customer", "/r/account/acc_0000000000DEMO000102"],
    ["order", "/r/order/?/v1/orders?accountId=acc_0000000000DEMO000102&limit=1"],
    ["report", "/reports/receiptsByDepartment?period=yesterday"],
    ["settings", "/settings/people"],
  ],
  "lin.xiao@channel.example.com": [["partner", "/"]],
};

/** What the board shows: the demo's company has sold already, and these it hopes to sell. */
const DEALS: readonly [account: string, name: string, amountMinor: number, stage: string][] = [
  ["acc_0000000000DEMO000102", "专业版扩容", 7_200_000, "new"],
  ["acc_0000000000DEMO000104", "集团推广", 18_000_000, "new"],
  ["acc_0000000000DEMO000101", "实施服务二期", 4_000_000, "qualified"],
  ["acc_0000000000DEMO000105", "年度培训", 900_000, "qualified"],
];

async function hopeFor(call: Caller): Promise<void> {
  for (const [accountId, name, amountMinor, stage] of DEALS) {
    const deal = await call("POST", "/v1/opportunities", { accountId, name, amountMinor, currency: "CNY" });
    if (stage !== "new") await call("PATCH", `/v1/opportunities/${deal.id}`, { stage });
  }
}

/** The address of a page: that of a list's first record where it asks for one. */
async function addressOf(stack: Stack, adminKey: string, path: string): Promise<string> {
  const at = path.indexOf("?/");
  if (at < 0) return path;
  const reply = await fetch(stack.baseUrl + path.slice(at + 1), { headers: { authorization: `Bearer ${adminKey}` } });
  const { items } = (await reply.json()) as { items: { id: string }[] };
  if (!items[0]) throw new Error(`There is nothing at ${path.slice(at + 1)}.`);
  return path.slice(0, at) + items[0].id;
}

type Look = { baseUrl: string; language: (typeof LANGUAGES)[number]; screen: (typeof WIDTHS)[number] };

async function opened(browser: Browser, { baseUrl, language, screen }: Look): Promise<Page> {
  const context = await browser.newContext({
    ...SCREENS[screen],
    ...{ deviceScaleFactor: 1, baseURL: baseUrl, locale: language, timezoneId: "Asia/Shanghai" },
    reducedMotion: "reduce",
  });
  return context.newPage();
}

/** All pictures of one person's pages in one look. */
async function taken(browser: Browser, look: Look, email: string, pages: readonly (readonly [string, string])[]) {
  const page = await opened(browser, look);
  const calm = calmOf(page);
  await page.goto("/");
  await signIn(page, email);
  await calm();
  for (const [name, path] of pages) {
    await walk(page, path);
    await calm();
    await page.screenshot({ path: join(FOLDER, `${name}-${look.language}-${look.screen}.png`) });
  }
  await page.context().close();
}

const found = findChromium();
if (!found) throw new Error("No Chromium is found.");
const dataDir = mkdtempSync(join(tmpdir(), "pictures-"));
const stack = await startStack({ dataDir, lambdas, userPool: true, console: builtConsole() });
const now = stack.clock.now();
stack.clock.set(new Date(now.getTime() - DAY_MS));
const access = await seed(stack);
await play(stack, access, progress("A day of bank notices"));
stack.clock.set(now);
await hopeFor(callerOf(stack.baseUrl, access.tenant.adminKey));
await stack.settled();
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: found.program, env: { ...process.env, ...found.env } });
for (const [email, of] of Object.entries(PAGES)) {
  const pages = await Promise.all(
    of.map(async ([name, path]) => [name, await addressOf(stack, access.tenant.adminKey, path)] as const),
  );
  for (const language of LANGUAGES) {
    for (const screen of WIDTHS) await taken(browser, { baseUrl: stack.baseUrl, language, screen }, email, pages);
  }
}
await browser.close();
await stack.stop();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
