import type { Locale } from "../../shared/notify/format.ts";
import { type Draft, post } from "../../shared/notify/outbox.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { user } from "./table.ts";

const ADMINS_MAX = 50;

/** What administrators are told, in the language of each. `event` names it: the same is told once. */
export type ToldAdmins = Pick<Draft, "event" | "template"> & {
  text(locale: Locale): { subject: string; preheader: string; paragraphs: readonly string[] };
};

/** Mails the administrators of a tenant. */
export async function tellAdmins(table: Table, now: string, tenantLocale: Locale, told: ToldAdmins): Promise<void> {
  const admins = await table.list(user, {
    sources: [sourceOf(user, "all")],
    limit: ADMINS_MAX,
    keep: ({ archived, roles }) => !archived && roles.includes("admin"),
  });
  const { event, template, text } = told;
  const drafts = admins.rows.flatMap(({ id, name, email, locale = tenantLocale }): Draft[] => {
    if (!email) return [];
    const { subject, preheader, paragraphs } = text(locale);
    const blocks = paragraphs.map((one) => ({ kind: "paragraph", text: one }));
    const to = { channel: "email" as const, recipientId: id, recipientName: name, to: email, locale };
    return [{ ...to, event, template, facts: { subject, preheader, blocks } }];
  });
  await post(table, drafts, now);
}
