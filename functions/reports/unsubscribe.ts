import type { TenantContext } from "../../shared/auth/access.ts";
import { config } from "../../shared/config.ts";
import { DAY_MS, later } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import { sign, unsign } from "../../shared/http/seal.ts";
import { message } from "../../shared/notify/outbox.ts";
import { nextVersion, type RowOf, type Stamp } from "../../shared/table/entity.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import { tenant } from "../tenants/table.ts";
import { optOutId, reportOptOut, reportSubscription } from "./table.ts";

export const UNSUBSCRIBE_PATH = "/v1/unsubscribe/{token}";

/** What the signature is for: nothing else that the tenant's key signs opens this, nor this anything else. */
const PURPOSE = "unsubscribe from reports";
/** A mail's address works for a year. */
const VALID_MS = 366 * DAY_MS;

/** The address by which the recipient of a message leaves its subscription: signed, so that nothing is kept for it. */
export function unsubscribeUrlOf({ id, sealingKey }: TenantContext, messageId: string): string {
  const token = sign(
    sealingKey,
    `${id.slice(tenant.prefix.length + 1)} ${messageId.slice(message.prefix.length + 1)}`,
    PURPOSE,
  );
  return config().publicUrl + UNSUBSCRIBE_PATH.replace("{token}", token);
}

/** What an address leads to. */
export type Opened = { table: Table; subscription: RowOf<typeof reportSubscription>; recipientId: string };

/** The same answer for a forged address and one that has ended. */
const closed = (): Fault => new Fault("not_found", "This address is not valid, or has ended.");

/** Opens an address. Whose it is stands in it; that we wrote it says the signature, by that tenant's own key. */
export async function opened(token: string, stamp: Pick<Stamp, "from" | "requestId">, now: string): Promise<Opened> {
  const payload = Buffer.from(token.split(".")[0] ?? "", "base64url").toString();
  const [, tenantBody, messageBody] = /^([0-9A-Za-z]{6,40}) ([0-9A-Za-z]{6,40})$/.exec(payload) ?? [];
  if (!tenantBody) throw closed();
  const tenantId = `${tenant.prefix}_${tenantBody}`;
  const table = await tenantTable(tenantId, { actor: "link:unsubscribe", unattended: true, ...stamp });
  const row = await table.find(tenant, tenantId, false);
  if (!row || unsign(row.sealingKey, token, PURPOSE) !== payload) throw closed();
  const sent = await table.find(message, `${message.prefix}_${messageBody}`);
  if (!sent || later(sent.createdAt, VALID_MS) <= now) throw closed();
  const subscription = await table.find(reportSubscription, sent.relatedId ?? "");
  if (!subscription) throw closed();
  return { table, subscription, recipientId: sent.recipientId };
}

/** Whether the recipient of an address has left. */
export async function hasLeft({ table, subscription, recipientId }: Opened): Promise<boolean> {
  const row = await table.find(reportOptOut, optOutId(subscription.id, recipientId));
  return row !== undefined && row.backAt === undefined;
}

/** Notes that the recipient of an address leaves, or comes back; said again, it changes nothing. */
export async function leave({ table, subscription, recipientId }: Opened, isBack: boolean, now: string): Promise<void> {
  const id = optOutId(subscription.id, recipientId);
  const before = await table.find(reportOptOut, id);
  if ((before !== undefined && before.backAt === undefined) !== isBack) return;
  if (before) {
    const fields = isBack ? { backAt: now } : { leftAt: now, backAt: undefined };
    await table.replace(reportOptOut, before, nextVersion(before, now, fields));
    return;
  }
  const base = { id, version: 1, createdAt: now, updatedAt: now };
  await table.createOnce(reportOptOut, { ...base, subscriptionId: subscription.id, recipientId, leftAt: now });
}
