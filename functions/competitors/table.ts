import { unspaced } from "../../shared/names.ts";
import { entity } from "../../shared/table/entity.ts";
import { Competitor } from "./schema.ts";

/** Everybody who sells may know the competitors: they are seen whole, as products are. */
export const competitor = entity({
  noun: "competitor",
  plural: "competitors",
  prefix: "cmp",
  schema: Competitor,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "every competitor of the tenant, by creation" } },
  unique: { name: (row) => unspaced(row.name) },
});
