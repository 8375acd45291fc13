import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe } from "@jest/globals";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findings } from "./axe.ts";
import { calmOf } from "./calm.ts";
import { findChromium } from "./chromium.ts";
import { type Problems, problemsOf } from "./problems.ts";
import { SCREENS } from "./screens.ts";

export type Look = { screen?: keyof typeof SCREENS; language?: "zh-CN" | "en"; timeZone?: string; dark?: boolean };

/** A page in a browser of its own, with nothing kept from any other. */
export type Visit = {
  page: Page;
  context: BrowserContext;
  /** What went wrong since the visit began. */
  problems: Problems;
  /** What axe finds on the page as it stands, a line each; WCAG 2.2 AA. */
  axe(): Promise<string[]>;
  /** Waits until the page is drawn, asks for nothing more and waits for nothing. */
  calm(): Promise<void>;
  /** Keeps a picture of the whole page under a name where the run asks for pictures. */
  picture(name: string): Promise<void>;
};

export type Visitor = (baseUrl: string, look?: Look) => Promise<Visit>;

/** `required` where a run must not leave a browser test out; a folder for pictures of the pages to be looked at. */
const { BROWSER_TESTS, PICTURES } = process.env;

const found = findChromium();
const NONE = "no Chromium is found: none on the PATH, and @sparticuz/chromium has none for this platform";
if (!found && BROWSER_TESTS === "required") throw new Error(`Browser tests cannot run: ${NONE}.`);

async function visit(browser: Browser, baseUrl: string, look: Look): Promise<Visit> {
  const { screen = "desk", language = "en", timeZone = "Asia/Shanghai", dark = false } = look;
  const context = await browser.newContext({
    ...SCREENS[screen],
    baseURL: baseUrl,
    locale: language,
    timezoneId: timeZone,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const picture = async (name: string): Promise<void> => {
    if (!PICTURES) return;
    // What scrolls within the page's frame is shown whole.
    const { width, height } = SCREENS[screen].viewport;
    const hidden =
      "(([main]) => (main ? main.scrollHeight - main.clientHeight : 0))(document.querySelectorAll('#main'))";
    await page.setViewportSize({ width, height: height + Number(await page.evaluate(hidden)) });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    await page.setViewportSize({ width, height });
  };
  return { page, context, problems: problemsOf(page), axe: () => findings(page), calm: calmOf(page), picture };
}

/**
 * Tests in a real browser. `open` gives a page at a width, in a language; it is closed after its test. Where no browser is
 * found the tests are skipped, and a line says so.
 */
export function inBrowser(title: string, tests: (open: Visitor) => void): void {
  if (!found) process.stderr.write(`SKIPPED in the browser, ${title}: ${NONE}.\n`);
  const suite = found ? describe : describe.skip;
  suite(title, () => {
    let browser: Browser | undefined;
    const contexts: BrowserContext[] = [];
    beforeAll(async () => {
      const { program, env } = found!;
      browser = await chromium.launch({ executablePath: program, env: { ...process.env, ...env } });
    });
    afterEach(async () => {
      for (const context of contexts.splice(0)) await context.close();
    });
    afterAll(() => browser?.close());
    tests(async (baseUrl, look = {}) => {
      const visited = await visit(browser!, baseUrl, look);
      contexts.push(visited.context);
      return visited;
    });
  });
}
