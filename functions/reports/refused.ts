import { createHash } from "node:crypto";
import type { Block } from "../../shared/notify/blocks.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { post } from "../../shared/notify/outbox.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { user } from "../users/table.ts";
import type { Obstacle, Refused } from "./recipients.ts";
import type { Run } from "./run.ts";

type Words = {
  subject: (report: string) => string;
  text: string;
  why: Record<Obstacle, string>;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    subject: (report) => `部分收件人未收到${report}`,
    text: "以下收件人没有收到报告。请调整其权限或资料，或从订阅中移除。名单变化时才会再次通知。",
    why: {
      noRight: "无权查看该报告",
      noAddress: "没有邮箱地址或可用的手机号码",
      notAllowed: "管理员未允许的外部地址",
      gone: "报告或看板已归档",
      bounced: "邮件被退回，已停止向该地址发送；邮箱恢复后，请管理员解除停发",
      complained: "收件人将邮件标为垃圾邮件，已停止向该地址发送；收件人愿意再收时，请管理员解除停发",
      erased: "其资料已按要求删除",
    },
  },
  en: {
    subject: (report) => `Some recipients did not get "${report}"`,
    text: "These recipients got nothing. Give them what is missing, or take them off the subscription. You are told again when the list changes.",
    why: {
      noRight: "may not read this report",
      noAddress: "has no mail address or telephone number that can be used",
      notAllowed: "an outside address that no admin has allowed",
      gone: "the report or dashboard was archived",
      bounced: "a mail came back, so nothing is sent there; once the address works again, an admin can lift that",
      complained: "reported a mail as spam, so nothing is sent there; if they want mails again, an admin can lift that",
      erased: "was erased, as they asked",
    },
  },
};

/** Tells whoever made a subscription who of its recipients got nothing, and why: once for each such list. */
export async function tellOwner(
  { table, tenant, subscription, now }: Run,
  owner: RowOf<typeof user> | undefined,
  refused: readonly Refused[],
  called: (locale: Locale) => string,
): Promise<void> {
  if (!owner?.email || owner.archived) return;
  const locale = owner.locale ?? tenant.locale;
  const { subject, text, why } = WORDS[locale];
  const title = subject(called(locale));
  const rows = [...refused].sort((a, b) => (a.name < b.name ? -1 : 1));
  const list = createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 20);
  const blocks: Block[] = [
    { kind: "heading", text: title },
    { kind: "paragraph", text },
    { kind: "facts", rows: rows.map((one) => ({ label: one.name, value: why[one.why] })) },
  ];
  const to = { recipientId: owner.id, recipientName: owner.name, to: owner.email, locale };
  const event = `reportRefused:${subscription.id}:${list}`;
  const about = { template: "reportRefused", relatedId: subscription.id };
  const facts = { subject: title, preheader: text, blocks };
  await post(table, [{ ...to, ...about, channel: "email", event, facts }], now.toISOString());
}

/** What a report is called that was put away. */
export const GONE: Record<Locale, string> = { "zh-CN": "订阅的报告", en: "A report" };

/** Tells whoever made a subscription, once, that what it told was put away. */
export async function tellGone(run: Run): Promise<void> {
  const { report, savedReportId, dashboardId, ownerId } = run.subscription;
  const owner = ownerId ? await run.table.find(user, ownerId) : undefined;
  const name = dashboardId ?? savedReportId ?? report ?? "";
  await tellOwner(run, owner, [{ name, why: "gone" }], (locale) => GONE[locale]);
}
