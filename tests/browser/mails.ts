// Takes the pictures of the mails in docs/mails: `npm run mails`. The figures are made up and always the same.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { dailyFigures, type ReceiptRow } from "../../functions/reports/figures.ts";
import { outlookBlocks } from "../../functions/reports/outlook.ts";
import { chartPainter } from "../../functions/reports/png.ts";
import {
  CHART_CONTENT_ID,
  CHART_DARK_CONTENT_ID,
  CHART_WIDTH_PX,
  claimableBlocks,
  dailyReceiptsMessage,
} from "../../functions/reports/text.ts";
import { ROOT } from "../../infra/bundle.ts";
import { renderMail } from "../../shared/notify/mail.ts";
import { findChromium } from "./support/chromium.ts";
import { SCREENS } from "./support/screens.ts";

type Language = "zh-CN" | "en";
const FOLDER = join(ROOT, "docs/mails");
const ON = "2026-11-24";

const DEPARTMENTS: Record<Language, readonly string[]> = {
  "zh-CN": ["上海直销部", "华北大区", "华南大区", "渠道与伙伴部"],
  en: ["Direct sales Shanghai", "North", "South", "Channels and partners"],
};
const PAYERS: Record<Language, readonly string[]> = {
  "zh-CN": ["云帆科技有限公司", "青禾云科技", "北辰精密制造", "海岳物流集团", "明川医疗器械", "锦程教育"],
  en: ["Yunfan Technology", "Qinghe Cloud", "Polaris Precision", "Haiyue Logistics", "Mingchuan Medical", "Jincheng"],
};
const REMITTANCE: Record<Language, string> = { "zh-CN": "货款 合同尾款", en: "final payment" };

/** A day's receipts: most are cleared, one is kept in advance, two wait to be claimed. */
function receiptsOf(language: Language, on: string, factor: number): ReceiptRow[] {
  const amounts = [128_600_00, 86_420_50, 45_000_00, 320_000_00, 12_880_00, 7_650_00, 56_300_00, 21_990_00];
  return amounts.map((amount, n): ReceiptRow => {
    const amountMinor = Math.round(amount * factor);
    const isClaimable = n === 2 || n === 6;
    const prepaymentMinor = n === 4 ? amountMinor : 0;
    return {
      ...{ bankTransactionId: `btx_${n}`, bookedOn: on, receivedAt: `${on}T02:00:00Z`, currency: "CNY", amountMinor },
      ...{ departmentId: `dep_${n % 4}`, departmentName: DEPARTMENTS[language][n % 4] ?? "" },
      payerName: PAYERS[language][n % 6] ?? "",
      ...(isClaimable
        ? { state: "claimable", remittance: REMITTANCE[language] }
        : { state: "applied", accountId: `acc_${n % 6}`, accountName: PAYERS[language][n % 6] ?? "" }),
      appliedMinor: isClaimable || prepaymentMinor > 0 ? 0 : amountMinor,
      unappliedMinor: isClaimable ? amountMinor : 0,
      prepaymentMinor,
    };
  });
}

/** The month, the quarter and the funnel, as the product would tell them. */
const OUTLOOK: Record<Language, Parameters<typeof outlookBlocks>[1]> = {
  "zh-CN": {
    plan: [
      { title: "到款", detail: "计划 ¥12,000,000.00", value: "¥9,486,400.00", note: "79.1%" },
      { title: "签约", detail: "计划 ¥15,000,000.00", value: "¥15,620,000.00", note: "104.1%", tone: "good" },
    ],
    forecast: [
      { title: "已赢与承诺", value: "¥31,250,000.00" },
      { title: "加权", value: "¥36,840,500.00" },
      { title: "最好情况", value: "¥48,000,000.00" },
    ],
    funnel: [
      { title: "初步沟通", detail: "42 个商机", value: "¥18,600,000.00" },
      { title: "方案报价", detail: "17 个商机", value: "¥12,450,000.00" },
      { title: "商务谈判", detail: "6 个商机", value: "¥7,900,000.00" },
    ],
  },
  en: {
    plan: [
      { title: "Received", detail: "planned CNY 12,000,000.00", value: "CNY 9,486,400.00", note: "79.1%" },
      {
        title: "Signed",
        detail: "planned CNY 15,000,000.00",
        value: "CNY 15,620,000.00",
        note: "104.1%",
        tone: "good",
      },
    ],
    forecast: [
      { title: "Won and committed", value: "CNY 31,250,000.00" },
      { title: "Weighted", value: "CNY 36,840,500.00" },
      { title: "Best case", value: "CNY 48,000,000.00" },
    ],
    funnel: [
      { title: "First talks", detail: "42 opportunities", value: "CNY 18,600,000.00" },
      { title: "Proposal", detail: "17 opportunities", value: "CNY 12,450,000.00" },
      { title: "Negotiation", detail: "6 opportunities", value: "CNY 7,900,000.00" },
    ],
  },
};

const WHOSE: Record<Language, { sender: string; scope: string; footer: string }> = {
  "zh-CN": {
    sender: "上海云帆软件有限公司",
    scope: "全部部门",
    footer: "您收到这封邮件，是因为您在到款日报的收件人中。",
  },
  en: {
    ...{ sender: "Yunfan Software Ltd", scope: "all departments" },
    footer: "You receive this mail as a recipient of the daily receipts report.",
  },
};

/** The mail as a page: its pictures stand in it instead of beside it. */
async function mailOf(locale: Language): Promise<string> {
  const rows = receiptsOf(locale, ON, 1);
  const figures = dailyFigures({
    ...{ on: ON, homeCurrency: "CNY", rows },
    ...{ previous: receiptsOf(locale, ON, 0.82), week: receiptsOf(locale, ON, 1.07) },
  });
  const { sender, scope, footer } = WHOSE[locale];
  const further = [
    ...claimableBlocks(locale, rows),
    ...outlookBlocks(locale, OUTLOOK[locale], "https://crm.example.com/forecast"),
  ];
  const url = "https://crm.example.com/receipts";
  const { chart, ...text } = dailyReceiptsMessage(locale, figures, { scope, further, url });
  const { png } = await chartPainter();
  const preferencesUrl = "https://crm.example.com/v1/unsubscribe/example";
  let { html } = renderMail({ ...text, locale, sender, footer: [footer], preferencesUrl });
  if (!chart) throw new Error("a day with receipts has a chart");
  for (const [id, theme] of [[CHART_CONTENT_ID, "light"] as const, [CHART_DARK_CONTENT_ID, "dark"] as const]) {
    const picture = Buffer.from(png(chart, theme, CHART_WIDTH_PX)).toString("base64");
    html = html.replace(`"cid:${id}"`, `"data:image/png;base64,${picture}"`);
  }
  return html;
}

const found = findChromium();
if (!found) throw new Error("No Chromium is found.");
mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: found.program, env: { ...process.env, ...found.env } });
const LOOKS = [
  ["zh-CN", "phone", "light"],
  ["zh-CN", "desk", "light"],
  ["zh-CN", "phone", "dark"],
  ["en", "phone", "light"],
  ["en", "desk", "light"],
] as const;
for (const [language, screen, colorScheme] of LOOKS) {
  const page = await browser.newPage({ ...SCREENS[screen], locale: language, colorScheme });
  await page.setContent(await mailOf(language), { waitUntil: "load" });
  const name = ["daily-receipts", language, screen, ...(colorScheme === "dark" ? ["dark"] : [])].join("-");
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
  await page.close();
}
await browser.close();
