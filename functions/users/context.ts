import type { TenantContext } from "../../shared/auth/access.ts";
import type { Role } from "../../shared/auth/role.ts";
import { checkMoves, STANDING_ID, tenantStanding } from "../../shared/auth/standing.ts";
import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import type { Product } from "../../shared/http/handler.ts";
import type { Route } from "../../shared/http/route.ts";
import { Kept } from "../../shared/kept.ts";
import { errorFields, log } from "../../shared/log.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { customField } from "../fields/table.ts";
import { sharingRule } from "../sharing/table.ts";
import { madeOf } from "../streams/generated/made-of.ts";
import { REQUESTS_PER_SECOND_DEFAULT } from "../tenants/schema.ts";
import { tenant } from "../tenants/table.ts";
import { BUILT_IN_ROLES, roleOf } from "./roles.ts";
import { department, role } from "./table.ts";

/** A changed role or department acts everywhere within this time. */
export const CONTEXT_KEPT_MS = 30_000;

const byKey = (roles: readonly Role[]): Map<string, Role> => new Map(roles.map((r) => [r.key, r]));

const kept = new Kept<TenantContext>(CONTEXT_KEPT_MS);

/** The settings, roles and departments of a tenant as they are now: what decides whether somebody may give a right. */
export async function currentContext(tenantId: string, table: Table): Promise<TenantContext> {
  const now = clock.now().toISOString();
  // What is damaged gives nobody a right and no record a field.
  const lists = table.readable();
  const [standing, row, roles, departments, fields, sharings] = await Promise.all([
    table.find(tenantStanding, STANDING_ID, false),
    table.find(tenant, tenantId, false),
    Array.fromAsync(lists.each(role, { sources: [sourceOf(role, "all")] })),
    Array.fromAsync(lists.each(department, { sources: [sourceOf(department, "all")] })),
    Array.fromAsync(lists.each(customField, { sources: [sourceOf(customField, "all")] })),
    Array.fromAsync(lists.each(sharingRule, { sources: [sourceOf(sharingRule, "all")] })),
  ]);
  checkMoves(standing);
  if (!row) throw new Fault("unauthorized", "This credential belongs to no tenant.");
  const shared = sharings.filter((rule) => !rule.archived);
  // What reads filters is loaded where a tenant has rules with some, and what weighs a licence where it has one.
  const sharing = shared.length > 0 ? await import("../sharing/rules.ts") : undefined;
  const licensing = row.licence ? await import("../tenants/licence.ts") : undefined;
  const own = roles.map((r) => ({ ...roleOf(r), archived: r.archived === true }));
  return {
    id: tenantId,
    timeZone: row.timeZone,
    currency: row.currency,
    locale: row.locale,
    ...(row.country && { country: row.country }),
    sealingKey: row.sealingKey,
    requestsPerSecondMax: row.requestsPerSecondMax,
    roles: byKey([...BUILT_IN_ROLES, ...own.filter((r) => !r.archived)]),
    roleNames: new Map([...BUILT_IN_ROLES, ...own].map((r) => [r.key, r.name])),
    departmentParents: new Map(departments.map((d) => [d.id, d.parentId])),
    customFields: Map.groupBy(fields, (field) => field.noun),
    madeOf,
    ...(standing && { standing }),
    ...(licensing && { licence: await licensing.licenceNow(table, row, now) }),
    sharing: sharing ? shared.map((rule) => sharing.sharingOf(rule, row.timeZone, now)) : [],
  };
}

/** The settings, roles and departments of a tenant, remembered for CONTEXT_KEPT_MS. */
export const tenantContext = (tenantId: string, table: Table, anew = false): Promise<TenantContext> => {
  if (anew) kept.forget(tenantId);
  return kept.get(tenantId, () => currentContext(tenantId, table));
};

/** Forgets a tenant (or all), so that a change made by this process acts at once. */
export const forgetContext = (tenantId?: string): void => kept.forget(tenantId);

/** Routes that change what is remembered: this process reads it anew at its next call. */
export const forgetting = (routes: Route[]): Route[] =>
  routes.map((r) => ({
    ...r,
    run: async (call) => {
      const out = await r.run(call);
      if (r.method !== "GET") forgetContext(call.tenant.id);
      return out;
    },
  }));

/** What the kernel's handlers are given by this product. */
export const product: Product = {
  tenantContext,
  judgeCalls: async ({ licence }, table, calls, now) => {
    const { judge } = await import("../tenants/judging.ts");
    try {
      if (await judge(table, licence?.quotas ?? {}, { calls }, now)) forgetContext(table.tenantId);
    } catch (error) {
      // The next minute judges anew, and no call waits for it.
      log.warn("calls not judged", { tenantId: table.tenantId, ...errorFields(error) });
    }
  },
  operatorContext: {
    id: "operator",
    timeZone: "UTC",
    currency: "CNY",
    locale: "en",
    sealingKey: "operator",
    requestsPerSecondMax: REQUESTS_PER_SECOND_DEFAULT,
    roles: new Map(),
    roleNames: new Map(),
    departmentParents: new Map(),
    customFields: new Map(),
    sharing: [],
  },
};
