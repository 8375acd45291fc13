/**
 * The signature says whose feed it is, not the account number. Banks write one account in many ways (IBAN, national,
 * masked). A statement for a mapped sub-account is its virtual account's.
 */
import { deliveries } from "../../shared/http/deliveries.ts";
import { Reply, type Route, route } from "../../shared/http/route.ts";
import { CALL_LIMITS } from "./intake/line.ts";
import { readingOptions } from "./options.ts";
import { IntakeView } from "./schema.ts";
import { bankConnection, bankConnectionEntry } from "./table.ts";

/** Deliveries a second that one tenant's banks may make. */
export const DELIVERIES_PER_SECOND_MAX = 1_000;

const admit = deliveries({
  ...{ entity: bankConnection, entry: bankConnectionEntry, actor: "bank" },
  ...{ perSecond: DELIVERIES_PER_SECOND_MAX, together: "deliveries" },
});

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
    const { table, sender: connection } = await admit(call, call.params.connectionId);
    const options = await readingOptions(table, connection, CALL_LIMITS);
    // Whoever has no good signature has no formats loaded.
    const { readNotice } = await import("./intake/index.ts");
    const notice = await readNotice(call.headers["content-type"], call.rawBody, options);
    const { storeNotice } = await import("./store.ts");
    return new Reply(202, await storeNotice(table, connection, notice, call.now));
  },
});
