import type { RowOf } from "../../shared/table/entity.ts";
import type { signOn } from "./table.ts";

type Row = RowOf<typeof signOn>;

/** A tenant's issuer with what was left out. */
export const wholeSignOn = (row: Row) => ({
  ...row,
  audience: row.audience ?? row.clientId,
  scope: row.scope ?? "openid email",
  claim: row.claim ?? "email",
  means: row.means ?? ("email" as const),
  bearer: row.bearer ?? ("accessToken" as const),
});
