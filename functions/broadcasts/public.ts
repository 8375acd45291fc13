import { clock } from "../../shared/config.ts";
import { DAY_MS } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import { spend } from "../../shared/http/limits.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import { type Asking, closedPage, VisitQuery } from "../../shared/http/visits.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { safeUrl } from "../../shared/notify/layout.ts";
import { MAIL_LINK_PATH, type MailLink, openedMailLink } from "../../shared/notify/mail-link.ts";
import { message, noteOn } from "../../shared/notify/outbox.ts";
import { tenantOfToken } from "../../shared/notify/person-link.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import { reachPolicy } from "../consents/table.ts";
import { tenant } from "../tenants/table.ts";

/** What one mail's addresses may be used for a second. */
const MAIL_PER_SECOND_MAX = 5;
const VALID_MS = 400 * DAY_MS;

/** A picture of one transparent pixel. */
const PIXEL = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const NOT_KEPT = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

const CLOSED: Record<Locale, string> = {
  "zh-CN": "此链接无效或已过期。",
  en: "This address is not valid, or has ended.",
};

/** The same answer for an address that is forged or changed, one that has ended, and one that was revoked. */
const closed = (): Fault => new Fault("not_found", CLOSED.en);

async function opened(call: Call<unknown, unknown>): Promise<{ table: Table; link: MailLink }> {
  const token = call.params.token ?? "";
  const tenantId = tenantOfToken(token);
  if (!tenantId) throw closed();
  const stamp = { actor: "link:mail", from: call.sourceIp, requestId: call.requestId, unattended: true };
  const table = await tenantTable(tenantId, stamp);
  const row = await table.find(tenant, tenantId, false);
  const link = row && openedMailLink(row.sealingKey, token);
  const sent = link && (await table.find(message, link.messageId));
  if (!sent || Date.parse(call.now) - Date.parse(sent.createdAt) > VALID_MS) throw closed();
  const { linksFrom } = await reachPolicy.held(table);
  if (linksFrom !== undefined && sent.createdAt < linksFrom) throw closed();
  await spend({ table, kind: `mail ${sent.id}`, perSecond: MAIL_PER_SECOND_MAX }, clock.now());
  return { table, link };
}

/** Notes that a mail was shown or one of its buttons followed, and leads on to where the button leads and nowhere else. */
async function followed(call: Asking): Promise<Reply> {
  try {
    const { table, link } = await opened(call);
    const at = { table, now: call.now };
    if (link.to === undefined) {
      await noteOn(at, link.messageId, "openedAt");
      return new Reply(200, PIXEL, { ...NOT_KEPT, "content-type": "image/gif" });
    }
    await noteOn(at, link.messageId, "openedAt", "clickedAt");
    return new Reply(302, "", { ...NOT_KEPT, location: safeUrl(link.to) });
  } catch (error) {
    return closedPage(call, error, (language) => CLOSED[language]);
  }
}

export const publicRoutes: Route[] = [
  route({
    method: "GET",
    path: MAIL_LINK_PATH,
    permission: "public",
    summary: "What a campaign's mail loads when it is shown, and where its buttons lead on from.",
    query: VisitQuery,
    example: { params: { token: "DEMO-mail-link" } },
    run: followed,
  }),
];
