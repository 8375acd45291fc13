import { documentKey, envelope, envelopeLink, envelopeLinkEntry } from "../../functions/signing/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { readObject, writeObject } from "../../shared/objects.ts";
import { tenantTable } from "../../shared/table/table.ts";
import type { DemoTenant } from "./demo.ts";
import { openAddress } from "./demo-addresses.ts";
import { made } from "./tenant.ts";

/** The numbers of the envelopes that the examples read, send again and call back, and of those that addresses open. */
const NAMED = [1, 2, 3];
const ADDRESSES = { "DEMO-envelope-address": 601, "DEMO-envelope-to-decline": 602 };

/** Orders that are out to be signed, under the ids and addresses that the examples name. */
export async function openSigning(
  { id: tenantId, admin }: Pick<DemoTenant, "id" | "admin">,
  ids: typeof demoId,
): Promise<void> {
  const table = await tenantTable(tenantId, { actor: "system:demo", from: "", requestId: "" });
  const out = async (number: number): Promise<string> => {
    const id = ids(envelope.prefix, number);
    const order = await made(admin, "/v1/orders", {
      ...{ accountId: ids("acc"), currency: "CNY", kind: "new" },
      lines: [{ productId: ids("prd"), quantity: 1, amountMinor: 100 }],
      instalments: [{ dueOn: "2026-12-31", amountMinor: 100 }],
    });
    const asked = { orderId: order.id, contactIds: [ids("con")], isLocal: true };
    const sent = await made(admin, "/v1/envelopes", asked);
    const row = await table.get(envelope, sent.id);
    await admin.post(`/v1/envelopes/${sent.id}/cancel`, { reason: "演示" });
    await table.create(envelope, { ...row, id });
    for (const form of ["pdf", "json"] as const) {
      const { bytes } = await readObject(documentKey(tenantId, sent.id, form));
      await writeObject(documentKey(tenantId, id, form), bytes, "application/octet-stream");
    }
    return id;
  };
  for (const number of NAMED) if (!(await table.find(envelope, ids(envelope.prefix, number)))) await out(number);
  for (const [token, number] of Object.entries(ADDRESSES)) {
    const linkId = ids(envelopeLink.prefix, number);
    const address = { token, entry: envelopeLinkEntry, link: envelopeLink, linkId };
    await openAddress(tenantId, address, async () => ({ envelopeId: await out(number), contactId: ids("con") }));
  }
}

/** Invoices that the examples send and void, by the order of their numbers. */
const INVOICES = 6;

/** Receivables with invoices in force. */
export async function issueInvoices({ admin }: Pick<DemoTenant, "id" | "admin">, ids: typeof demoId): Promise<void> {
  const { items } = (await admin.get("/v1/invoices?limit=10")).body;
  for (let n = items.length; n < INVOICES; n++) {
    const owed = { accountId: ids("acc"), reference: `DEMO-INVOICED-${n}`, amountMinor: 100, currency: "CNY" };
    const { id: receivableId } = await made(admin, "/v1/receivables", { ...owed, dueOn: "2026-12-31" });
    await made(admin, "/v1/invoices", { receivableId });
  }
}
