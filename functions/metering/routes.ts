import * as z from "zod";
import { listRoute } from "../../shared/http/lists.ts";
import { monthOf } from "../../shared/http/metering.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { tenantEntry } from "../tenants/table.ts";
import { month, TenantUsage, UsageView } from "./schema.ts";
import { tenantUsage } from "./table.ts";
import { usageOf } from "./used.ts";

const Asked = z.strictObject({ month: month.optional().describe("The month, of UTC; left out, the one that is now.") });

const own = route({
  method: "GET",
  path: "/v1/metering",
  permission: "metering.read",
  summary:
    "What the tenant has and uses, and how near that is to what its licence has. Calls are added up each minute; rows and bytes are those of the last night.",
  query: Asked,
  reply: UsageView,
  example: {},
  run: ({ table, query, now }) => usageOf(table, query.month ?? monthOf(now), now),
});

const ofTenant = route({
  method: "GET",
  path: "/v1/tenants/{id}/usage",
  permission: "operator",
  summary: "What one tenant has and uses now.",
  query: Asked,
  reply: UsageView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const entry = await load(call, tenantEntry);
    return usageOf(await tenantTable(entry.id, call.table.stamp), call.query.month ?? monthOf(call.now), call.now);
  },
});

const list = listRoute({
  entity: tenantUsage,
  path: "/v1/tenant-usages",
  permission: "operator",
  summary:
    "What tenants had and used, by month, as it was measured each night. An idle tenant is read and not written.",
  view: TenantUsage,
  filters: ["month", "tenantId"],
});

export const routes: Route[] = [own, list, ofTenant];
