import type { Work } from "../../shared/events/event.ts";
import { posting } from "../../shared/notify/outbox.ts";
import type { Action } from "../../shared/table/action.ts";
import { speech } from "../../shared/words/spoken.ts";
import { user } from "../users/table.ts";
import type { Broadcast, BroadcastRow } from "./audience.ts";

const WORDS = {
  "zh-CN": { subject: (name: string) => `未发送：${name}`, why: "原因", said: "统计完收件人后没有发送，已退回草稿。" },
  en: {
    subject: (name: string) => `Not sent: ${name}`,
    why: "Because",
    said: "Its recipients were counted, and nothing was sent. It is a draft again.",
  },
} as const;

/** Tells whoever sent a campaign that it was not sent, and why, if they are there and have an address. */
export async function refusalTold(
  { table, tenant, now }: Work,
  { entity }: Pick<Broadcast, "entity">,
  row: BroadcastRow,
  why: string,
): Promise<Action[]> {
  const sender = row.sentBy ? await table.find(user, row.sentBy, false) : undefined;
  if (!sender?.email || sender.archived) return [];
  const locale = sender.locale ?? tenant.locale;
  const { subject, why: label, said } = WORDS[locale];
  const value = (await speech(locale)).sentence(why);
  const to = { recipientId: sender.id, recipientName: sender.name, to: sender.email, locale };
  const about = {
    event: `${entity.noun}Refused:${row.id}:${row.version}`,
    template: "campaignRefused",
    relatedId: row.id,
  };
  const blocks = [
    { kind: "paragraph" as const, text: said },
    { kind: "facts" as const, rows: [{ label, value }] },
  ];
  const facts = { subject: subject(row.name), preheader: value, blocks };
  return posting(table, [{ ...to, ...about, channel: "email", facts }], now);
}
