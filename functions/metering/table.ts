import { entity } from "../../shared/table/entity.ts";
import { MeteringMark, TenantUsage } from "./schema.ts";

/** Outside every tenant: what each had and used, by month. It goes with its tenant. */
export const tenantUsage = entity({
  noun: "tenantUsage",
  plural: "usages of tenants",
  prefix: "tus",
  schema: TenantUsage,
  scoped: false,
  audited: false,
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "all usages of all tenants, for the operator" },
    parent: { by: ["month"], sorts: "createdAt", answers: "what the tenants had and used in one month" },
    owner: { by: ["tenantId"], sorts: "createdAt", answers: "what one tenant had and used, month by month" },
  },
});

/** The id of a tenant's row of a month. */
export const usageId = (tenantId: string, month: string): string =>
  `${tenantUsage.prefix}_${tenantId.slice(tenantId.indexOf("_") + 1)}-${month}`;

export const meteringMark = entity({
  noun: "meteringMark",
  plural: "marks of metering",
  prefix: "mmk",
  schema: MeteringMark,
  scoped: false,
  audited: false,
});

/** There is one. */
export const MARK_ID = "mmk_tenants";
