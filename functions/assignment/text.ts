import type { Block } from "../../shared/notify/blocks.ts";
import type { Locale } from "../../shared/notify/format.ts";

/** What a reminder says of one lead; `on` is the civil day on which it goes back. */
export type ReminderFacts = { name: string; company?: string; pool: string; on: string; quietDays: number };

type Words = {
  subject: (who: string, on: string) => string;
  label: string;
  note: (days: number) => string;
  lead: string;
  company: string;
  pool: string;
  hint: string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    subject: (who, on) => `线索将于 ${on} 回收：${who}`,
    label: "回收日期",
    note: (days) => `已有 ${days} 天没有跟进`,
    lead: "线索",
    company: "公司",
    pool: "线索池",
    hint: "请在此之前跟进，否则线索将回到线索池，由他人领取。",
  },
  en: {
    subject: (who, on) => `Lead goes back to its pool on ${on}: ${who}`,
    label: "Goes back on",
    note: (days) => `No follow-up for ${days} ${days === 1 ? "day" : "days"}`,
    lead: "Lead",
    company: "Company",
    pool: "Lead pool",
    hint: "Follow up before then, or others may claim it from the pool.",
  },
};

/** "You are about to lose this lead", in its owner's language. */
export function reminderMessage(locale: Locale, facts: ReminderFacts) {
  const words = WORDS[locale];
  const rows = [
    { label: words.lead, value: facts.name },
    ...(facts.company ? [{ label: words.company, value: facts.company }] : []),
    { label: words.pool, value: facts.pool },
  ];
  const blocks: Block[] = [
    { kind: "figure", label: words.label, value: facts.on, note: words.note(facts.quietDays), tone: "attention" },
    { kind: "facts", rows },
    { kind: "paragraph", text: words.hint },
  ];
  return { subject: words.subject(facts.company ?? facts.name, facts.on), preheader: words.hint, blocks };
}
