import { entity } from "../../shared/table/entity.ts";
import { SortedRun, View } from "./schema.ts";

/** Views are few, and who may use one is decided by the view itself. */
export const view = entity({
  noun: "view",
  plural: "views",
  prefix: "viw",
  schema: View,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the views of the tenant" } },
});

/** The pieces of one run share a partition, in their order. */
export const sortedRun = entity({
  noun: "sortedRun",
  plural: "sorted runs",
  prefix: "srt",
  schema: SortedRun,
  key: ({ runId, piece }) => ({ pk: `srt#${runId}`, sk: `#${String(piece).padStart(4, "0")}` }),
  scoped: false,
  audited: false,
});
