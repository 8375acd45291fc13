import { entity } from "../../shared/table/entity.ts";
import { Partner } from "./schema.ts";

export const partner = entity({
  noun: "partner",
  plural: "partners",
  prefix: "ptn",
  schema: Partner,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the partners of the tenant" } },
  unique: { registrationNo: (row) => row.registrationNo?.replace(/\s/g, "").toUpperCase() },
});
