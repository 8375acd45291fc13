import { entity } from "../../shared/table/entity.ts";
import { Tenant, TenantEntry } from "./schema.ts";

/** The tenant's own row, inside its wall: settings that every call needs, read by id. */
export const tenant = entity({
  noun: "tenant",
  plural: "tenants",
  prefix: "ten",
  schema: Tenant,
  scoped: false,
  secret: ["sealingKey"],
});

/** The operator's directory of tenants, outside every wall. */
export const tenantEntry = entity({
  noun: "tenantEntry",
  plural: "tenants",
  prefix: "ten",
  schema: TenantEntry,
  scoped: false,
  audited: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "all tenants, for the operator" } },
});
