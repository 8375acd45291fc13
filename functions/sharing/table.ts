import { entity } from "../../shared/table/entity.ts";
import { SharingRule } from "./schema.ts";

export const sharingRule = entity({
  noun: "sharingRule",
  plural: "sharing rules",
  prefix: "shr",
  schema: SharingRule,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the sharing rules of the tenant" } },
});
