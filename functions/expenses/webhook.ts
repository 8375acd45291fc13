import { clock } from "../../shared/config.ts";
import { deliveries } from "../../shared/http/deliveries.ts";
import { Reply, route } from "../../shared/http/route.ts";
import { systemCaller } from "../users/system.ts";
import { ExpenseIntake, ExpenseNotice } from "./schema.ts";
import { expenseConnection, expenseConnectionEntry } from "./table.ts";

const DELIVERIES_PER_SECOND_MAX = 50;

const admit = deliveries({
  ...{ entity: expenseConnection, entry: expenseConnectionEntry, actor: "expenses" },
  perSecond: DELIVERIES_PER_SECOND_MAX,
});

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
    const { table, sender } = await admit(call, call.params.connectionId);
    const { take } = await import("./take.ts");
    const caller = await systemCaller(table, "expenseWebhook", clock.now());
    return new Reply(202, await take(caller, sender, call.body.items));
  },
});
