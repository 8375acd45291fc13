import * as z from "zod";
import { patchOf } from "../../shared/http/crud.ts";
import { listRoute } from "../../shared/http/lists.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { beginning } from "../../shared/records/licensed.ts";
import { tenantTable, write } from "../../shared/table/table.ts";
import { forgetContext } from "../users/context.ts";
import { issueKey } from "../users/keys.ts";
import { apiKey, user } from "../users/table.ts";
import {
  Administrator,
  LicenceInput,
  ModesInput,
  REQUESTS_PER_SECOND_DEFAULT,
  REQUESTS_PER_SECOND_MAX,
  TenantEntry,
  TenantInput,
  TenantView,
} from "./schema.ts";
import { standingRoutes } from "./standing.ts";
import { tenant, tenantEntry, workingCalendar } from "./table.ts";

/** What a tenant begins with of what licences bound. */
const OPENED = { account: 0, contact: 0, lead: 0, user: 1 };

const limits = z.strictObject({ requestsPerSecondMax: z.int().min(1).max(REQUESTS_PER_SECOND_MAX) });

const Opened = TenantInput.extend({
  licence: LicenceInput.optional(),
  administrator: Administrator.optional(),
  modes: ModesInput.optional(),
});

const create = route({
  method: "POST",
  path: "/v1/tenants",
  permission: "operator",
  summary:
    "Opens a tenant with its first administrator; the key is shown once. What its business modes bring comes in the moments after: GET /v1/presets tells of it.",
  body: Opened.strict(),
  reply: z.object({ id: z.string(), adminKey: z.string() }),
  status: 201,
  example: {
    body: {
      ...{ name: "上海云帆软件有限公司", locale: "zh-CN", timeZone: "Asia/Shanghai", currency: "CNY" },
      modes: ["standard"],
    },
  },
  run: async (call) => {
    const base = fresh(call, tenantEntry);
    const table = await tenantTable(base.id, call.table.stamp);
    const { licence, administrator = { name: "Administrator" }, modes = [], ...given } = call.body;
    const admin = { ...fresh(call, user), ...administrator, roles: ["admin"] };
    const { row, key } = issueKey(fresh(call, apiKey), base.id, admin.id, "first administrator", call.secret());
    // The directory first: an entry without a tenant does no harm, a tenant that nobody can find would.
    await call.table.create(tenantEntry, { ...base, name: given.name });
    await table.commit([
      write.create(tenant, {
        ...base,
        ...given,
        ...(licence && { licence: { ...licence, counted: 1 } }),
        ...(modes.length > 0 && { opening: { modes, administratorId: admin.id } }),
        requestsPerSecondMax: REQUESTS_PER_SECOND_DEFAULT,
        sealingKey: call.secret(),
      }),
      write.create(user, admin),
      write.create(apiKey, row),
      // Nothing is there but the administrator, which no index tells yet.
      ...(licence ? Object.entries(OPENED).map(([noun, count]) => beginning("1", noun, count)) : []),
    ]);
    return { id: base.id, adminKey: key };
  },
});

const setLimits = route({
  method: "PATCH",
  path: "/v1/tenants/{id}",
  permission: "operator",
  summary: "Sets the limits of a tenant.",
  body: limits,
  reply: TenantView,
  example: { params: { id: "{id}" }, body: { requestsPerSecondMax: 800 } },
  run: async (call) => {
    const entry = await load(call, tenantEntry);
    const table = await tenantTable(entry.id, call.table.stamp);
    const row = await table.get(tenant, entry.id);
    forgetContext(entry.id);
    return table.replace(tenant, row, changed(call, row, call.body));
  },
});

const current = route({
  method: "GET",
  path: "/v1/tenants/current",
  permission: "tenants.read",
  summary: "The caller's own tenant.",
  reply: TenantView,
  example: {},
  run: (call) => call.table.get(tenant, call.tenant.id),
});

const changeCurrent = route({
  method: "PATCH",
  path: "/v1/tenants/current",
  permission: "tenants.write",
  summary: "Changes the caller's own tenant. The book currency stays as it was opened.",
  body: patchOf(TenantInput.omit({ currency: true }), tenant.schema),
  reply: TenantView,
  example: { body: { locale: "zh-CN" } },
  run: async (call) => {
    const row = await load(call, tenant, call.tenant.id);
    forgetContext(call.tenant.id);
    return call.table.replace(tenant, row, changed(call, row, call.body as object));
  },
});

export const routes: Route[] = [
  create,
  ...standingRoutes,
  listRoute({ entity: tenantEntry, path: "/v1/tenants", permission: "operator", view: TenantEntry }),
  setLimits,
  current,
  changeCurrent,
  ...settingRoutes(workingCalendar),
];
