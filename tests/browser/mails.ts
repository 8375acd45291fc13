// Takes the pictures of the mails in docs/mails: `npm run mails`. A company is told its morning on a local stack, so they are the mails that leave.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { ROOT } from "../../infra/bundle.ts";
import type { Stack } from "../../infra/local/stack.ts";
import { addDays } from "../../shared/clock.ts";
import { onStage } from "../bench/stage.ts";
import { type Language, mailCompany, mailOf, ON } from "./mail-company.ts";
import { findChromium } from "./support/chromium.ts";
import { SCREENS } from "./support/screens.ts";

const FOLDER = join(ROOT, "docs/mails");
const LANGUAGES: readonly Language[] = ["zh-CN", "en"];
/** Two mornings: one after a day with receipts, and one after a day without. */
const MORNINGS = [addDays(ON, 1), addDays(ON, 2)];

type Mail = ReturnType<Stack["outbox"]>[number];
type Look = { screen: keyof typeof SCREENS; colorScheme: "light" | "dark" };

const LOOKS: readonly Look[] = [
  { screen: "phone", colorScheme: "light" },
  { screen: "desk", colorScheme: "light" },
  { screen: "phone", colorScheme: "dark" },
];

/** Each kind of mail: who got it, and the how-manieth of theirs it is. */
const KINDS: Record<string, [reader: string, nth: number]> = {
  "daily-receipts": ["receipts", 0],
  "daily-receipts-none": ["receipts", 1],
  renewals: ["renewals", 0],
  report: ["report", 0],
  dashboard: ["dashboard", 0],
  "not-told": ["boss", 0],
  campaign: ["customer", 0],
};
/** What is looked at in the dark as well. */
const DARK = ["daily-receipts", "dashboard", "campaign"];

/** The mail as a page: its pictures stand in it instead of beside it. */
async function pageOf({ baseUrl }: Stack, { id, html, attachments }: Mail): Promise<string> {
  let page = html;
  for (const [n, { contentId, contentType }] of attachments.entries()) {
    if (!contentId) continue;
    const reply = await fetch(`${baseUrl}/_local/outbox/${id}/attachments/${n}`);
    const picture = Buffer.from(await reply.arrayBuffer()).toString("base64");
    page = page.replace(`"cid:${contentId.replace(/[<>]/g, "")}"`, `"data:${contentType};base64,${picture}"`);
  }
  return page;
}

async function taken(browser: Browser, name: string, page: string, { screen, colorScheme }: Look): Promise<void> {
  const tab = await browser.newPage({ ...SCREENS[screen], deviceScaleFactor: 1, colorScheme });
  await tab.setContent(page, { waitUntil: "load" });
  const file = [name, screen, ...(colorScheme === "dark" ? ["dark"] : [])].join("-");
  await tab.screenshot({ path: join(FOLDER, `${file}.png`), fullPage: true });
  await tab.close();
}

const found = findChromium();
if (!found) throw new Error("No Chromium is found.");
const browser = await chromium.launch({ executablePath: found.program, env: { ...process.env, ...found.env } });
await onStage(async ({ stack }) => {
  for (const language of LANGUAGES) await mailCompany(stack, language);
  for (const morning of MORNINGS) {
    stack.clock.set(new Date(`${addDays(morning, -1)}T23:59:00Z`));
    await stack.moveClock(new Date(`${morning}T00:00:10Z`), { withinMs: 300_000 });
  }
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const language of LANGUAGES) {
    for (const [kind, [reader, nth]] of Object.entries(KINDS)) {
      const mail = stack.outbox(mailOf(language, reader))[nth];
      if (!mail) throw new Error(`No mail ${kind} has left in ${language}.`);
      const page = await pageOf(stack, mail);
      const looks = LOOKS.filter(({ colorScheme }) => colorScheme === "light" || DARK.includes(kind));
      for (const look of looks) await taken(browser, `${kind}-${language}`, page, look);
    }
  }
});
await browser.close();
process.exit(0);
