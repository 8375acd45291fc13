import { afterAll, afterEach, beforeAll, describe } from "@jest/globals";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findings } from "./axe.ts";
import { findChromium } from "./chromium.ts";
import { type Problems, problemsOf } from "./problems.ts";

/** How wide a page is looked at: at a desk, and on a phone that is touched. */
export const SCREENS = {
  desk: { viewport: { width: 1_440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
} as const;

export type Look = { screen?: keyof typeof SCREENS; language?: "zh-CN" | "en"; timeZone?: string; dark?: boolean };

/** A page in a browser of its own, with nothing kept from any other. */
export type Visit = {
  page: Page;
  context: BrowserContext;
  /** What went wrong since the visit began. */
  problems: Problems;
  /** What axe finds on the page as it stands, a line each; WCAG 2.2 AA. */
  axe(): Promise<string[]>;
};

export type Visitor = (baseUrl: string, look?: Look) => Promise<Visit>;

/** `required` where a run must not leave a browser test out. */
const { BROWSER_TESTS } = process.env;

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
  return { page, context, problems: problemsOf(page), axe: () => findings(page) };
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
