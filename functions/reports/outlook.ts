import type { Access } from "../../shared/auth/access.ts";
import { config } from "../../shared/config.ts";
import { isNotPermitted } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import type { Block, ListItem } from "../../shared/notify/blocks.ts";
import { formatAmount, formatPercent, type Locale } from "../../shared/notify/format.ts";
import { standingStages } from "../forecast/stages.ts";
import { forecastFor } from "../forecast/standing.ts";
import { attainmentOf } from "../quotas/attained.ts";
import type { AttainedItem, Measure } from "../quotas/schema.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import { shareBasisPoints } from "./figures.ts";
import type { Run } from "./run.ts";

type Words = Record<
  "plan" | "received" | "signed" | "forecast" | "committed" | "weighted" | "best" | "funnel" | "open",
  string
> & {
  against: (plan: string) => string;
  deals: (count: number) => string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    ...{ plan: "本月与计划", received: "到款", signed: "签约", forecast: "本季预测", committed: "已赢与承诺" },
    ...{ weighted: "加权", best: "最好情况", funnel: "销售漏斗", open: "查看预测" },
    against: (plan) => `计划 ${plan}`,
    deals: (count) => `${count} 个商机`,
  },
  en: {
    ...{
      plan: "This month against plan",
      received: "Received",
      signed: "Signed",
      forecast: "Forecast of this quarter",
    },
    ...{
      committed: "Won and committed",
      weighted: "Weighted",
      best: "Best case",
      funnel: "Funnel",
      open: "View the forecast",
    },
    against: (plan) => `planned ${plan}`,
    deals: (count) => (count === 1 ? "1 opportunity" : `${count} opportunities`),
  },
};

/** What is planned, and of the same targets what is attained. */
export type Planned = { quotaMinor: number; attainedMinor: number };

/**
 * The plan of all that somebody sees: the quotas of departments, of which those at the top count with all below them; where
 * no department has one, those of people. What is attained is that of the same targets.
 */
export function plannedOf(
  items: readonly AttainedItem[],
  parents: ReadonlyMap<string, string | undefined>,
): Planned | undefined {
  const asked = items.filter(({ quotaMinor }) => quotaMinor !== undefined);
  const departments = asked.filter(({ target }) => target === "department");
  const ids = new Set(departments.map(({ departmentId }) => departmentId));
  const isBelow = (id: string | undefined): boolean => {
    const seen = new Set<string>();
    for (let at = parents.get(id ?? ""); at && !seen.has(at); at = parents.get(at)) {
      if (ids.has(at)) return true;
      seen.add(at);
    }
    return false;
  };
  const top = departments.filter(({ departmentId }) => !isBelow(departmentId));
  const counted = top.length > 0 ? top : asked.filter(({ target }) => target === "person");
  if (counted.length === 0) return undefined;
  return {
    quotaMinor: counted.reduce((sum, { quotaMinor = 0 }) => sum + quotaMinor, 0),
    attainedMinor: counted.reduce((sum, { attainedMinor }) => sum + attainedMinor, 0),
  };
}

/** What a reader's rights let them see of something; nothing where they do not. */
async function ifSeen<T>(isPermitted: boolean, work: () => Promise<T>): Promise<T | undefined> {
  if (!isPermitted) return undefined;
  try {
    return await work();
  } catch (error) {
    if (isNotPermitted(error)) return undefined;
    throw error;
  }
}

const titled = (heading: string, items: ListItem[]): Block[] =>
  items.length === 0
    ? []
    : [
        { kind: "heading", text: heading },
        { kind: "list", items },
      ];

async function planItems(call: Caller, month: string, locale: Locale): Promise<ListItem[]> {
  const words = WORDS[locale];
  const { currency, departmentParents } = call.tenant;
  const amount = (minor: number): string => formatAmount(locale, minor, currency);
  const item = async (measure: Measure, title: string): Promise<ListItem[]> => {
    const found = await ifSeen(call.access.can("quotas.read"), () => attainmentOf(call, { period: month, measure }));
    const plan = found && plannedOf(found.items, departmentParents);
    if (!plan) return [];
    const reached = shareBasisPoints(plan.attainedMinor, plan.quotaMinor);
    const tone = reached >= BASIS_POINTS_WHOLE ? ("good" as const) : ("neutral" as const);
    const [value, note] = [amount(plan.attainedMinor), formatPercent(reached)];
    return [{ title, detail: words.against(amount(plan.quotaMinor)), value, note, tone }];
  };
  return [...(await item("received", words.received)), ...(await item("signed", words.signed))];
}

const MONTHS_A_QUARTER = 3;
const MONTHS_A_YEAR = 12;

/** The quarter that a month lies in, by the year that it begins in. */
export function quarterOf(month: string, yearStartsInMonth: number): string {
  const months = Number(month.slice(0, 4)) * MONTHS_A_YEAR + Number(month.slice(5, 7)) - yearStartsInMonth;
  const quarter = Math.floor((months % MONTHS_A_YEAR) / MONTHS_A_QUARTER) + 1;
  return `${Math.floor(months / MONTHS_A_YEAR)}-Q${quarter}`;
}

async function forecastItems(call: Caller, month: string, locale: Locale): Promise<ListItem[]> {
  const words = WORDS[locale];
  const { yearStartsInMonth } = await fiscalCalendar.held(call.table);
  const found = await forecastFor(call, { period: quarterOf(month, yearStartsInMonth) });
  const isNothing = found.categories.every(({ count, adjustedMinor }) => count === 0 && adjustedMinor === 0);
  if (isNothing) return [];
  const adjusted = (category: string): number =>
    found.cumulative.find((one) => one.category === category)?.adjustedMinor ?? 0;
  const item = (title: string, minor: number): ListItem => ({
    title,
    value: formatAmount(locale, minor, found.currency),
  });
  return [
    item(words.committed, adjusted("commit")),
    item(words.weighted, found.weightedMinor),
    item(words.best, adjusted("best")),
  ];
}

async function funnelItems(call: Caller, locale: Locale): Promise<ListItem[]> {
  const isShown = ({ category, count }: { category: string; count: number }): boolean =>
    count > 0 && category !== "closedWon" && category !== "closedLost";
  const all = await standingStages(call);
  const used = all.filter(({ stages }) => stages.some(isShown));
  return used.flatMap(({ pipeline, stages }) =>
    stages.filter(isShown).map(({ name, count, amountMinor }) => ({
      title: used.length > 1 ? `${pipeline} · ${name}` : name,
      detail: WORDS[locale].deals(count),
      value: formatAmount(locale, amountMinor, call.tenant.currency),
    })),
  );
}

/** What is told beside the receipts: the plan that stands next to them, and what follows with the way to it. */
export type Outlook = Record<"plan" | "further", Block[]>;

/** The month against its plan, the funnel and the quarter's forecast, as far as a reader may see them. */
export async function outlook({ table, tenant, days, now }: Run, access: Access, locale: Locale): Promise<Outlook> {
  const words = WORDS[locale];
  const at = now.toISOString();
  const call: Caller = { actor: access.actor, access, tenant, table, now: at, newId: (prefix) => newId(prefix, now) };
  const month = (days.at(-1) ?? "").slice(0, 7);
  const mayForecast = access.can("forecast.read");
  const [plan, forecast = [], funnel = []] = await Promise.all([
    planItems(call, month, locale),
    ifSeen(mayForecast, () => forecastItems(call, month, locale)),
    ifSeen(mayForecast, () => funnelItems(call, locale)),
  ]);
  const way: Block = { kind: "button", label: words.open, url: `${config().publicUrl}/forecast` };
  return {
    plan: titled(words.plan, plan),
    further: [
      ...titled(words.funnel, funnel),
      ...titled(words.forecast, forecast),
      ...(forecast.length + funnel.length > 0 ? [way] : []),
    ],
  };
}
