import { entity } from "../../shared/table/entity.ts";
import { AuditEntry } from "./schema.ts";

/** Digits of a version in a sort key. */
const VERSION_DIGITS = 8;

/** The history of a record lies in a partition of its own, in the order of its versions. */
export const auditEntry = entity({
  noun: "auditEntry",
  plural: "audit entries",
  prefix: "aud",
  schema: AuditEntry,
  audited: false,
  scoped: false,
  key: (row) => ({
    pk: `audit#${row.noun}#${row.recordId}`,
    sk: `v#${String(row.recordVersion).padStart(VERSION_DIGITS, "0")}`,
  }),
  // What the product writes by itself, and what a job does for somebody, stands in neither: a receipt costs nothing more.
  indexes: {
    all: {
      by: [],
      sorts: "at",
      when: ({ isSetting }) => isSetting === true,
      answers: "what was changed of how the tenant is set up",
    },
    owner: {
      by: ["makerId"],
      sorts: "at",
      when: ({ makerId }) => makerId !== undefined,
      answers: "what one person has changed",
    },
  },
});
