import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { spend } from "../../shared/http/limits.ts";
import { Reply, type Route, route } from "../../shared/http/route.ts";
import { acceptedSecrets, verifyDelivery } from "../../shared/http/signature.ts";
import { Kept } from "../../shared/kept.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";
import { CALL_LIMITS } from "./intake/line.ts";
import { readingOptions } from "./options.ts";
import { IntakeView } from "./schema.ts";
import { bankConnection, connectionEntry } from "./table.ts";

/** Deliveries a second that one tenant's banks may make. */
export const DELIVERIES_PER_SECOND_MAX = 1_000;
/** A connection never changes its tenant, so where it belongs can be kept long. */
const ENTRY_KEPT_MS = 3_600_000;

const tenants = new Kept<string>(ENTRY_KEPT_MS, 5_000);

/** The same answer for an unknown, an archived and a badly signed connection: a caller learns nothing from it. */
const refused = (): Fault => new Fault("unauthorized", "No webhook-signature matches the body.");

async function tenantOf(connectionId: string, requestId: string): Promise<string> {
  return tenants.get(connectionId, async () => {
    const system = systemTable({ actor: `bank:${connectionId}`, from: "", requestId, unattended: true });
    const entry = await system.find(connectionEntry, connectionId);
    if (!entry) throw refused();
    return entry.tenantId;
  });
}

/** Verify, parse, store, 202: everything else happens when the rows come out of the table's stream. */
export const webhook: Route = route({
  method: "POST",
  path: "/v1/webhooks/bank/{connectionId}",
  permission: "public",
  summary:
    "Takes a bank's notice, signed after the Standard Webhooks specification: canonical JSON, camt.052, camt.053, camt.054, MT940 or MT942, tables (csv, xlsx) by the connection's mapping, and a ZIP of several.",
  reply: IntakeView,
  status: 202,
  rawBody: true,
  signed: true,
  bodyBytesMax: CALL_LIMITS.bytesMax,
  example: {
    params: { connectionId: "{connectionId}" },
    body: {
      transactions: [
        {
          bankReference: "2026112200017",
          bookedOn: "2026-11-22",
          direction: "credit",
          amountMinor: 118580,
          currency: "CNY",
          payer: { name: "上海某某科技有限公司" },
          remittance: "合同 HT-2026-0117 首付款",
        },
      ],
    },
  },
  run: async (call) => {
    const connectionId = call.params.connectionId ?? "";
    const tenantId = await tenantOf(connectionId, call.requestId);
    const stamp = { actor: `bank:${connectionId}`, from: call.sourceIp, requestId: call.requestId, unattended: true };
    const table = await tenantTable(tenantId, stamp);
    const connection = await table.find(bankConnection, connectionId, false);
    if (!connection || connection.archived) throw refused();
    verifyDelivery(call.headers, call.rawBody, acceptedSecrets(connection.secrets, call.now), clock);
    await spend({ table, kind: "deliveries", perSecond: DELIVERIES_PER_SECOND_MAX }, clock.now());
    const options = await readingOptions(table, connection, CALL_LIMITS);
    // Whoever has no good signature has no formats loaded.
    const { readNotice } = await import("./intake/index.ts");
    const notice = await readNotice(call.headers["content-type"], call.rawBody, options);
    const { storeNotice } = await import("./store.ts");
    return new Reply(202, await storeNotice(table, connection, notice, call.now));
  },
});
