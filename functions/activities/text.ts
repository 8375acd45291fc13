import type { Block } from "../../shared/notify/blocks.ts";
import { formatDay, formatInstant, type Locale } from "../../shared/notify/format.ts";
import type { ActivityRow } from "./table.ts";

type Words = {
  remind: (subject: string) => string;
  mention: (author: string, subject: string) => string;
  when: string;
  due: string;
  where: string;
  kind: string;
  kinds: Record<ActivityRow["kind"], string>;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    remind: (subject) => `提醒：${subject}`,
    mention: (author, subject) => `${author || "有人"}提到了您：${subject}`,
    when: "时间",
    due: "截止",
    where: "地点",
    kind: "类型",
    kinds: { task: "任务", call: "电话", visit: "拜访", meeting: "会议", note: "备注" },
  },
  en: {
    remind: (subject) => `Reminder: ${subject}`,
    mention: (author, subject) => `${author || "Somebody"} mentioned you: ${subject}`,
    when: "When",
    due: "Due",
    where: "Where",
    kind: "Kind",
    kinds: { task: "Task", call: "Call", visit: "Visit", meeting: "Meeting", note: "Note" },
  },
};

/** What a message tells of an activity, as its reader's roles show it. */
export type Told = Partial<ActivityRow> & Pick<ActivityRow, "kind">;

/** A message's text, made when it is posted. */
export type Text = { subject: string; preheader: string; blocks: Block[] };

function textOf(locale: Locale, subject: string, told: Told, timeZone: string): Text {
  const words = WORDS[locale];
  const due = told.dueOn ? formatDay(locale, told.dueOn) : told.dueAt && formatInstant(locale, told.dueAt, timeZone);
  const rows = [
    { label: words.kind, value: words.kinds[told.kind] },
    { label: words.when, value: told.startAt && formatInstant(locale, told.startAt, timeZone) },
    { label: words.due, value: due },
    { label: words.where, value: told.place?.address },
  ].flatMap(({ label, value }) => (value ? [{ label, value }] : []));
  const body: Block[] = told.body ? [{ kind: "paragraph", text: told.body }] : [];
  const preheader = rows.map(({ value }) => value).join(" · ");
  return { subject, preheader, blocks: [{ kind: "facts", rows }, ...body] };
}

const named = (locale: Locale, told: Told): string => told.subject ?? WORDS[locale].kinds[told.kind];

/** "It is time": to the owner. */
export const reminderText = (locale: Locale, told: Told, timeZone: string): Text =>
  textOf(locale, WORDS[locale].remind(named(locale, told)), told, timeZone);

/** "Somebody wants you to read this": to whoever is mentioned. */
export const mentionText = (locale: Locale, told: Told, author: string, timeZone: string): Text =>
  textOf(locale, WORDS[locale].mention(author, named(locale, told)), told, timeZone);
