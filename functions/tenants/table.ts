import { setting } from "../../shared/records/setting.ts";
import { entity } from "../../shared/table/entity.ts";
import { QuotaStanding, Tenant, TenantEntry, WorkingCalendar } from "./schema.ts";

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
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "all tenants, for the operator" },
    work: {
      ...{ by: [], tag: "leaving", sorts: "deleteAt" },
      when: ({ state }) => state === "closing" || state === "deleting",
      answers: "the tenants that are to be deleted, by when",
    },
  },
});

/** How near the tenant has come to what its licence has. It changes where a bound of warning is passed, and with it people are told. */
export const quotaStanding = entity({
  noun: "quotaStanding",
  plural: "standings of quotas",
  prefix: "qst",
  schema: QuotaStanding,
  scoped: false,
  audited: false,
});

/** A tenant has one. */
export const QUOTAS_ID = "qst_tenant";

/** When the tenant works: what clocks of service, plans and reports for workdays go by (`shared/working-time.ts`). */
export const workingCalendar = setting({
  noun: "workingCalendar",
  plural: "working calendars",
  prefix: "wcl",
  id: "wcl_tenant",
  schema: WorkingCalendar,
  path: "/v1/working-calendar",
  reading: "tenants.read",
  writing: "tenants.write",
  tells: "When the tenant works: the hours of its week, its holidays, and the days that make up for them.",
  replaces: "Says when the tenant works. What is left out takes its default: Monday to Friday, 09:00 to 18:00.",
  example: {
    weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "18:00" })),
    holidays: [{ on: "2027-10-01", name: "国庆节" }],
    workdays: [{ on: "2027-10-09", name: "国庆节调休" }],
  },
});
