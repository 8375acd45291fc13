import { Access, type TenantContext } from "../../shared/auth/access.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { user } from "./table.ts";

/** What a user may do and see, for work that is done for them while they are not there. */
export const accessOf = (
  row: Pick<RowOf<typeof user>, "id" | "roles" | "departmentId">,
  tenant: TenantContext,
): Access =>
  new Access(
    { kind: "user", tenantId: tenant.id, principalId: row.id, departmentId: row.departmentId, roles: row.roles },
    tenant,
  );
