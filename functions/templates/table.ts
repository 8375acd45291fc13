import { entity } from "../../shared/table/entity.ts";
import { Template } from "./schema.ts";

/** Templates say nothing of anybody, so whoever may read them sees all. */
export const template = entity({
  noun: "template",
  plural: "templates",
  prefix: "tpl",
  schema: Template,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the templates of the tenant" } },
});
