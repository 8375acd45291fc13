import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Block } from "../../shared/notify/blocks.ts";
import { formatDate } from "../../shared/notify/format.ts";
import { posting } from "../../shared/notify/outbox.ts";
import type { Action } from "../../shared/table/action.ts";
import type { Recipient } from "../contacts/recipient.ts";
import { tenant as tenants } from "../tenants/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { linkWords } from "./link-words.ts";
import { type LinkRow, type ProjectRow, project } from "./table.ts";

/** The mail that brings a customer an address of a project; written with the link. */
export async function linkMail(
  { table, tenant, now }: Caller,
  row: ProjectRow,
  { id, kind, locale, expiresAt }: LinkRow,
  recipient: Recipient,
  url: string,
): Promise<Action[]> {
  const words = linkWords[locale];
  const { name: sender } = await table.get(tenants, tenant.id);
  const until = formatDate(locale, civilDate(new Date(expiresAt), tenant.timeZone));
  const blocks: Block[] = [
    { kind: "facts", rows: [{ label: words.until, value: until }] },
    { kind: "button", label: words.open, url },
  ];
  const to = { recipientId: recipient.id, recipientName: recipient.name, to: recipient.email, locale };
  const facts = { subject: words.sent(row.name, sender), preheader: words.title[kind], blocks };
  const reason = { kind: "service" as const, purpose: "project" };
  const told = { event: `projectLink:${id}`, template: "projectLink", reason, relatedId: row.id };
  return posting(table, [{ ...to, ...told, channel: "email", facts }], now);
}

export type Said = {
  what: "accepted" | "declined";
  about: string;
  name: string;
  email: string;
  text?: string;
};

/** Tells the project manager what the customer said, if they are there, may read it and have an address. */
export async function managerTold(
  { table, tenant, now }: Caller,
  row: ProjectRow,
  link: LinkRow,
  { what, about, name, email, text }: Said,
): Promise<Action[]> {
  const manager = row.ownerId ? await table.find(user, row.ownerId) : undefined;
  if (!manager?.email || manager.archived) return [];
  const access = accessOf(manager, tenant);
  if (!access.can("projects.read") || !access.sees(project, row)) return [];
  const locale = manager.locale ?? tenant.locale;
  const words = linkWords[locale];
  const blocks: Block[] = [
    { kind: "facts", rows: [{ label: words.by, value: `${name} <${email}>` }] },
    ...(text ? [{ kind: "paragraph" as const, text }] : []),
  ];
  const to = { recipientId: manager.id, recipientName: manager.name, to: manager.email, locale };
  const facts = { subject: words.told(what, name, about), preheader: row.name, blocks };
  const told = { event: `projectAnswer:${link.id}`, template: "projectAnswer", relatedId: row.id };
  return posting(table, [{ ...to, ...told, channel: "email", facts }], now);
}
