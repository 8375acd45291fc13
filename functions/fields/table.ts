import { CustomField } from "../../shared/records/fields.ts";
import { entity } from "../../shared/table/entity.ts";

/** The fields that a tenant has given its nouns. They are part of what every call knows of its tenant, as roles are. */
export const customField = entity({
  noun: "customField",
  plural: "custom fields",
  prefix: "cfd",
  schema: CustomField,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the custom fields of the tenant" } },
  unique: { key: (row) => `${row.noun}.${row.key}` },
});
