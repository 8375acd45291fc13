import type { Measure } from "../../shared/auth/licence.ts";
import type { Change, Work } from "../../shared/events/event.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { type Levels, risen } from "../tenants/rules.ts";
import type { quotaStanding } from "../tenants/table.ts";
import { tellAdmins } from "../users/admins.ts";

type Standing = RowOf<typeof quotaStanding>;
type Words = {
  of: Record<Measure, string>;
  subject(what: string, level: number): string;
  used(what: string, used: string, most: string): string;
  later: Record<Measure, string>;
  already: Record<Measure, string>;
  help: string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    of: { rows: "数据行", storageBytes: "存储空间（字节）", calls: "本月接口调用", messages: "本月消息" },
    subject: (what, level) => (level === 100 ? `${what}已用完` : `${what}已用 ${level}%`),
    used: (what, used, most) => `${what}：已用 ${used}，许可共 ${most}。`,
    later: {
      rows: "用完后不能再新建记录，已有记录仍可查看和修改。",
      storageBytes: "用完后不能再上传文件，已有文件不受影响。",
      calls: "用完后，接口密钥到月底只能读取；人员使用不受影响。",
      messages: "用完后，营销消息到月底不再发出；服务消息和内部消息不受影响。",
    },
    already: {
      rows: "现在不能再新建记录，已有记录仍可查看和修改。",
      storageBytes: "现在不能再上传文件，已有文件不受影响。",
      calls: "接口密钥到月底只能读取；人员使用不受影响。",
      messages: "营销消息到月底不再发出；服务消息和内部消息不受影响。",
    },
    help: "如需更多，请联系我们扩大许可，立即生效。",
  },
  en: {
    of: {
      rows: "Rows",
      storageBytes: "Storage (bytes)",
      calls: "Calls of this month",
      messages: "Messages of this month",
    },
    subject: (what, level) => (level === 100 ? `${what}: used up` : `${what}: ${level}% used`),
    used: (what, used, most) => `${what}: ${used} of ${most}.`,
    later: {
      rows: "Once they are used up, no new records come; what is there is read and changed.",
      storageBytes: "Once it is used up, no more files are taken; what is there stays.",
      calls: "Once they are used up, keys only read until the month is over; people go on working.",
      messages:
        "Once they are used up, no marketing leaves until the month is over; messages of services and to colleagues go on.",
    },
    already: {
      rows: "No new records come now; what is there is read and changed.",
      storageBytes: "No more files are taken now; what is there stays.",
      calls: "Keys only read until the month is over; people go on working.",
      messages: "No marketing leaves until the month is over; messages of services and to colleagues go on.",
    },
    help: "Ask us for a wider licence if you need more; it works at once.",
  },
};

function textOf(locale: Locale, measure: Measure, at: NonNullable<Levels[Measure]>) {
  const words = WORDS[locale];
  const number = (n: number): string => n.toLocaleString(locale);
  const { level, used, most } = at;
  const what = words.of[measure];
  const preheader = words.used(what, number(used), number(most));
  const follows = (level === 100 ? words.already : words.later)[measure];
  return { subject: words.subject(what, level), preheader, paragraphs: [preheader, follows, words.help] };
}

/** Tells the administrators that a bound of warning was passed, once each time. */
export async function tellRisen({ before, after }: Change<Standing>, { table, tenant, now }: Work): Promise<void> {
  if (!after) return;
  for (const measure of risen(before?.levels, after.levels)) {
    const at = after.levels[measure];
    if (!at) continue;
    const event = `quota:${measure}:${at.level}:${after.version}`;
    const text = (locale: Locale) => textOf(locale, measure, at);
    await tellAdmins(table, now, tenant.locale, { event, template: "quotaPassed", text });
  }
}
