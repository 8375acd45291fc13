import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { tenantEntry } from "../tenants/table.ts";
import { reputationOf, resume } from "./reputation.ts";
import { Reputation } from "./schema.ts";
import { reachSettings } from "./table.ts";

const reputation = route({
  method: "GET",
  path: "/v1/sending-reputation",
  permission: "reach.read",
  summary:
    "How marketing by mail was taken in three days: what came back, what was complained of, and whether it is stopped.",
  reply: Reputation,
  example: {},
  run: (call) => reputationOf(call),
});

const goOn = route({
  method: "POST",
  path: "/v1/tenants/{id}/resume-marketing",
  permission: "operator",
  summary: "Lets a tenant's marketing by mail go on before its day is over; what was sent before counts no more.",
  status: 200,
  reply: Reputation,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const entry = await load({ ...call, writes: false }, tenantEntry);
    const at = { table: await tenantTable(entry.id, call.table.stamp), now: call.now };
    await resume(at);
    return reputationOf(at);
  },
});

export const routes: Route[] = [...settingRoutes(reachSettings), reputation, goOn];
