import type { Block } from "../../shared/notify/blocks.ts";
import { formatInstant, type Locale } from "../../shared/notify/format.ts";
import type { Goal, News } from "./sla.ts";
import type { TicketRow } from "./table.ts";

/** A message's text, made when it is posted. */
export type Text = { subject: string; preheader: string; blocks: Block[] };

type Words = {
  clock: Record<Goal, Record<News, (what: string) => string>>;
  due: string;
  customer: string;
  priority: string;
  assigned: (what: string) => string;
  rate: string;
};

export const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    clock: {
      firstResponse: {
        warned: (what) => `首次响应即将超时：${what}`,
        late: (what) => `首次响应已超时：${what}`,
      },
      resolve: { warned: (what) => `解决时限将至：${what}`, late: (what) => `解决已超时：${what}` },
    },
    due: "时限",
    customer: "提单人",
    priority: "优先级",
    assigned: (what) => `新工单：${what}`,
    rate: "评价服务",
  },
  en: {
    clock: {
      firstResponse: {
        warned: (what) => `First answer due soon: ${what}`,
        late: (what) => `First answer overdue: ${what}`,
      },
      resolve: { warned: (what) => `To be solved soon: ${what}`, late: (what) => `Not solved in time: ${what}` },
    },
    due: "Due",
    customer: "From",
    priority: "Priority",
    assigned: (what) => `New ticket: ${what}`,
    rate: "Rate it",
  },
};

/** What people know a ticket by. */
export const nameOf = ({ number, subject }: Pick<TicketRow, "number" | "subject">): string =>
  [number, subject].filter(Boolean).join(" ");

type Shown = Pick<TicketRow, "number" | "subject" | "priority" | "requester">;

const factsOf = (locale: Locale, { priority, requester }: Shown, due?: { at: string; timeZone: string }): Block => {
  const words = WORDS[locale];
  const from = [requester?.name, requester?.email].filter(Boolean).join(" ");
  return {
    kind: "facts",
    rows: [
      ...(due ? [{ label: words.due, value: formatInstant(locale, due.at, due.timeZone) }] : []),
      ...(priority ? [{ label: words.priority, value: priority }] : []),
      ...(from ? [{ label: words.customer, value: from }] : []),
    ],
  };
};

/** That a goal is about to be missed, or was. */
export function clockText(
  locale: Locale,
  row: Shown,
  told: { goal: Goal; news: News; at: string; timeZone: string },
): Text {
  const subject = WORDS[locale].clock[told.goal][told.news](nameOf(row));
  return { subject, preheader: row.subject, blocks: [factsOf(locale, row, told)] };
}

/** That somebody has a new ticket. */
export const assignedText = (locale: Locale, row: Shown): Text => ({
  subject: WORDS[locale].assigned(nameOf(row)),
  preheader: row.subject,
  blocks: [factsOf(locale, row)],
});
