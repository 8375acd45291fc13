import { entity } from "../../shared/table/entity.ts";
import { CoveragePlan } from "./schema.ts";

export const coveragePlan = entity({
  noun: "coveragePlan",
  plural: "coverage plans",
  prefix: "cvp",
  schema: CoveragePlan,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the coverage plans of the tenant" } },
});
