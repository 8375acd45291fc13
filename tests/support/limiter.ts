export { spend } from "../../shared/http/limits.ts";
export { systemTable, tenantTable } from "../../shared/table/table.ts";
