import assert from "node:assert";
import { entryIdOf } from "../../functions/activities/feed.ts";
import { calendarEntry, calendarFeed } from "../../functions/activities/table.ts";
import { activationCode, signingKey } from "../../functions/licences/table.ts";
import { quoteLink, quoteLinkEntry } from "../../functions/offers/table.ts";

import { demoId } from "../../shared/contract/examples.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";
import type { DemoTenant } from "./demo.ts";
import { openAddress } from "./demo-addresses.ts";
import type { ApiReply } from "./stack.ts";

/** The answer of a call that has to do what it says. */
export async function must(reply: Promise<ApiReply>, what: string): Promise<ApiReply> {
  const { status, body } = await reply;
  assert(status < 300, `${what} answered ${status}: ${JSON.stringify(body)}`);
  return { status, body } as ApiReply;
}

// What no call would hand out twice: addresses, codes and secrets that the examples name.

/** The calendar address that the example names, whose secret no call would hand out twice. */
export async function openCalendar(tenantId: string, userId: string): Promise<void> {
  const stamp = { actor: "system:rest", from: "", requestId: "" };
  const at = "2026-11-22T00:00:00.000Z";
  const entryId = entryIdOf("DEMO-calendar-address");
  const row = { version: 1, createdAt: at, updatedAt: at, userId };
  const isFirst = await systemTable(stamp).createOnce(calendarEntry, { ...row, id: entryId, tenantId });
  const table = await tenantTable(tenantId, stamp);
  if (isFirst) await table.create(calendarFeed, { ...row, id: "cal_0000000000DEMO000001", entryId });
}

/** A quote with the address that the examples name, whose secret no call would hand out twice. */
export async function openQuote(
  { id: tenantId, admin }: Pick<DemoTenant, "id" | "admin">,
  ids: typeof demoId,
): Promise<void> {
  const lines = [{ productId: ids("prd"), quantity: 1, unitPriceMinor: 100 }];
  const quote = { accountId: ids("acc"), currency: "CNY", validUntil: "2099-12-31", lines };
  const { body } = await must(admin.post("/v1/quotes", quote), "a quote");
  await must(admin.post(`/v1/quotes/${body.id}/submit`), "offering it");
  const linkId = ids(quoteLink.prefix);
  const address = { token: "DEMO-quote-address", entry: quoteLinkEntry, link: quoteLink, linkId };
  await openAddress(tenantId, address, () => ({ quoteId: body.id, revision: 1 }));
}

/** The code that the examples name, and the public half of a key that has signed it and nothing else. */
export async function issueCode(): Promise<void> {
  const table = systemTable({ actor: "system:demo", from: "", requestId: "" });
  const at = { version: 1, createdAt: "2026-11-01T00:00:00.000Z", updatedAt: "2026-11-01T00:00:00.000Z" };
  const publicKey =
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAKlHQXqvTIpj1s+Ze6GdE4ZvV/mQvA6sfiFesI5Ts16s=\n-----END PUBLIC KEY-----\n";
  await table.createOnce(signingKey, { id: demoId(signingKey.prefix), ...at, publicKey, privateKey: "" });
  const code = { edition: "enterprise" as const, validUntil: "2099-12-31", registrations: [] };
  await table.createOnce(activationCode, { id: demoId(activationCode.prefix), ...at, ...code });
}
