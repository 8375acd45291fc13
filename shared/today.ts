import type { TenantContext } from "./auth/access.ts";
import { civilDate } from "./clock.ts";

/** The civil day on which something is asked or done, in the tenant's time zone. */
export const todayOf = ({ now, tenant }: { now: string; tenant: Pick<TenantContext, "timeZone"> }): string =>
  civilDate(new Date(now), tenant.timeZone);
