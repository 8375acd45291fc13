import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { spend } from "../../shared/http/limits.ts";
import { Reply, route } from "../../shared/http/route.ts";
import { acceptedSecrets, verifyDelivery } from "../../shared/http/signature.ts";
import { Kept } from "../../shared/kept.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";
import { systemCaller } from "../users/system.ts";
import { ExpenseIntake, ExpenseNotice } from "./schema.ts";
import { expenseConnection, expenseConnectionEntry } from "./table.ts";

const DELIVERIES_PER_SECOND_MAX = 50;
const ENTRY_KEPT_MS = 3_600_000;

const tenants = new Kept<string>(ENTRY_KEPT_MS, 5_000);
const refused = (): Fault => new Fault("unauthorized", "No webhook-signature matches the body.");

export const webhook = route({
  method: "POST",
  path: "/v1/webhooks/expenses/{connectionId}",
  permission: "public",
  summary:
    "Takes what the company has paid, signed after the Standard Webhooks specification: each item once, in any order; a higher revision corrects or cancels a lower one.",
  body: ExpenseNotice,
  reply: ExpenseIntake,
  status: 202,
  rawBody: true,
  signed: true,
  example: {
    params: { connectionId: "{expenseConnectionId}" },
    body: {
      items: [
        {
          ...{ externalId: "TRIP-20270112-1", on: "2027-01-12", category: "机票", amountMinor: 128_000 },
          ...{ traveller: { email: "wang.fang@example.com" }, purpose: "拜访客户, 合同 HT-2027-0001" },
        },
      ],
    },
  },
  run: async (call) => {
    const connectionId = call.params.connectionId ?? "";
    const { sourceIp: from, requestId } = call;
    const stamp = { actor: `expenses:${connectionId}`, from, requestId, unattended: true };
    const tenantId = await tenants.get(connectionId, async () => {
      const entry = await systemTable(stamp).find(expenseConnectionEntry, connectionId);
      if (!entry) throw refused();
      return entry.tenantId;
    });
    const table = await tenantTable(tenantId, stamp);
    const connection = await table.find(expenseConnection, connectionId, false);
    if (!connection || connection.archived) throw refused();
    verifyDelivery(call.headers, call.rawBody, acceptedSecrets(connection.secrets, call.now), clock);
    await spend({ table, kind: `expenses ${connectionId}`, perSecond: DELIVERIES_PER_SECOND_MAX }, clock.now());
    const { take } = await import("./take.ts");
    const caller = await systemCaller(table, "expenseWebhook", clock.now());
    return new Reply(202, await take(caller, connection, call.body.items));
  },
});
