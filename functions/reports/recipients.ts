import { createHash } from "node:crypto";
import type { Access, TenantContext } from "../../shared/auth/access.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { type Draft, suppression, suppressionId } from "../../shared/notify/outbox.ts";
import { e164 } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { chatGroup } from "../messages/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { ROLE_PREFIX } from "./schema.ts";
import { optOutId, outsideRecipients, reportOptOut, type reportSubscription } from "./table.ts";

type UserRow = RowOf<typeof user>;
type Subscription = RowOf<typeof reportSubscription>;

/** Somebody who gets a report, by which way, and under whose rights its figures are reckoned. */
export type Reader = Pick<Draft, "channel" | "recipientId" | "recipientName" | "to" | "locale" | "reason"> & {
  access: Access;
};

/** Why somebody who is named gets nothing. */
export type Obstacle = "noRight" | "noAddress" | "notAllowed" | "gone" | RowOf<typeof suppression>["reason"];
/** `messageId` is the mail that came back: once mail was let through again, the next one is news. */
export type Refused = { name: string; why: Obstacle; messageId?: string };

export const isUserId = (recipient: string): boolean => recipient.startsWith(`${user.prefix}_`);
export const isGroup = (recipient: string): boolean => recipient.startsWith(`${chatGroup.prefix}_`);
export const isRole = (recipient: string): boolean => recipient.startsWith(ROLE_PREFIX);

/** What somebody who is no user is called in the outbox: the same for one address, however it is written. */
const outsiderId = (address: string): string =>
  `ext_${createHash("sha256").update(address.toLowerCase()).digest("hex").slice(0, 20)}`;

/** Why somebody outside is told: an admin has allowed it, and somebody who may read it has asked for it. */
const ASKED = { kind: "service", purpose: "report" } as const;

type Allowed = { addresses: readonly string[]; domains: readonly string[] };

/** Whether an admin has allowed an outside address. */
export const isAllowed = ({ addresses, domains }: Allowed, address: string): boolean => {
  const wanted = address.toLowerCase();
  return (
    addresses.some((one) => one.toLowerCase() === wanted) || domains.includes(wanted.slice(wanted.lastIndexOf("@") + 1))
  );
};

/** The users whom a subscription names, by id or by role, each once; those who have left are none. */
async function usersOf(table: Table, recipients: readonly string[]): Promise<UserRow[]> {
  const roles = recipients.filter(isRole).map((name) => name.slice(ROLE_PREFIX.length));
  const named = await table.getMany(user, recipients.filter(isUserId), true);
  const holders =
    roles.length === 0
      ? []
      : await Array.fromAsync(
          table.each(user, {
            sources: [sourceOf(user, "all")],
            keep: (row) => row.roles.some((role) => roles.includes(role)),
          }),
        );
  const all = new Map([...named.values(), ...holders].map((row) => [row.id, row]));
  return [...all.values()].filter((row) => !row.archived);
}

/** Of those who would be told by mail, whose address gets none any more, since one came back or was complained about. */
async function parted(table: Table, readers: readonly Reader[]): Promise<{ open: Reader[]; lost: Refused[] }> {
  const keyOf = ({ to }: Reader): string => suppressionId(to);
  const mailed = readers.filter(({ channel }) => channel === "email");
  const found = await table.getMany(suppression, [...new Set(mailed.map(keyOf))], true);
  const open: Reader[] = [];
  const lost: Refused[] = [];
  for (const reader of readers) {
    const row = reader.channel === "email" ? found.get(keyOf(reader)) : undefined;
    if (!row || row.liftedAt) open.push(reader);
    else lost.push({ name: reader.recipientName ?? reader.to, why: row.reason, messageId: row.messageId });
  }
  return { open, lost };
}

export type Wanted = {
  table: Table;
  tenant: TenantContext;
  subscription: Subscription;
  /** Whether somebody with these rights may read the report at all. */
  may(access: Access): boolean | Promise<boolean>;
};

/**
 * Who gets a report now, each under their own rights, and who of those named does not. What goes outside, or
 * to a group chat, is reckoned under the rights of the subscription's owner: it shows what they could pass on themselves.
 */
export async function readersOf({ table, tenant, subscription, may }: Wanted) {
  const { recipients, channel = "mail", ownerId } = subscription;
  const [users, allowed, owner] = await Promise.all([
    usersOf(table, recipients),
    outsideRecipients.held(table),
    ownerId ? table.find(user, ownerId) : undefined,
  ]);
  const languageOf = (own: Locale | undefined): Locale => subscription.locale ?? own ?? tenant.locale;
  const readers: Reader[] = [];
  const refused: Refused[] = [];
  for (const row of users) {
    const access = accessOf(row, tenant);
    const to = channel === "sms" ? e164(row.phone) : row.email;
    if (!(await may(access))) refused.push({ name: row.name, why: "noRight" });
    else if (!to) refused.push({ name: row.name, why: "noAddress" });
    else {
      const via = channel === "sms" ? ("sms" as const) : ("email" as const);
      readers.push({
        ...{ channel: via, to, access },
        ...{ recipientId: row.id, recipientName: row.name, locale: languageOf(row.locale) },
      });
    }
  }
  const known = new Set(readers.map(({ to }) => to.toLowerCase()));
  const isOutside = (one: string): boolean => !isUserId(one) && !isRole(one) && !isGroup(one);
  const outside = recipients.filter((one) => isOutside(one) && !known.has(one.toLowerCase()));
  const own = owner && !owner.archived ? accessOf(owner, tenant) : undefined;
  const lent = own && (await may(own)) ? own : undefined;
  for (const address of new Map(outside.map((one) => [one.toLowerCase(), one])).values()) {
    if (!isAllowed(allowed, address)) refused.push({ name: address, why: "notAllowed" });
    else if (!lent) refused.push({ name: address, why: "noRight" });
    else {
      readers.push({
        ...{ channel: "email", to: address, access: lent },
        ...{ recipientId: outsiderId(address), locale: languageOf(undefined), reason: ASKED },
      });
    }
  }
  const groups = await table.getMany(chatGroup, recipients.filter(isGroup), true);
  for (const { id, name, archived } of groups.values()) {
    if (archived) refused.push({ name, why: "noAddress" });
    else if (!lent) refused.push({ name, why: "noRight" });
    else {
      const to = { recipientId: id, recipientName: name, to: id, locale: languageOf(undefined) };
      readers.push({ ...to, channel: "chat", access: lent, reason: ASKED });
    }
  }
  const idOf = ({ recipientId }: Reader): string => optOutId(subscription.id, recipientId);
  const left = await table.getMany(reportOptOut, readers.map(idOf), true);
  const stays = (reader: Reader): boolean => {
    const row = left.get(idOf(reader));
    return row === undefined || row.backAt !== undefined;
  };
  const { open, lost } = await parted(table, readers.filter(stays));
  return { readers: open, refused: [...refused, ...lost], owner };
}
