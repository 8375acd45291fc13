import * as z from "zod";
import { instant } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Characters of one value, as JSON, that an entry keeps; a longer one is cut, since the record itself has the rest. */
export const VALUE_CHARS_MAX = 500;

/** One change of one record: who, when, from where, by which call, and each field before and after. */
export const AuditEntry = z.object({
  ...recordFields,
  noun: z.string(),
  recordId: z.string(),
  /** The record's version that this change made. */
  recordVersion: z.int(),
  change: z.enum(["created", "changed", "deleted"]),
  /** The declared action that a change was: `sign` of an order, `convert` of a lead. */
  action: z.string().optional(),
  /** `user:usr_…`, `apiKey:usr_…:key_…`, `bank:bnk_…`, `system:money`. */
  actor: z.string(),
  /** Whoever it was, where it was a person, by a key of theirs or not; whom a row is about is called otherwise. */
  makerId: z.string().optional(),
  /** True of what everybody works by: people, roles, fields, rules, policies. */
  isSetting: z.boolean().optional(),
  /** The address that the call came from. */
  from: z.string().optional(),
  requestId: z.string().optional(),
  at: instant,
  /** Field → [before, after] as JSON texts; null where there was nothing. */
  fields: z.record(z.string(), z.tuple([z.string().nullable(), z.string().nullable()])),
});

/** As it is shown: values are values again, and a cut one is the text of its beginning. */
export const AuditEntryView = AuditEntry.omit({
  ...{ createdAt: true, updatedAt: true, version: true, fields: true, makerId: true, isSetting: true },
}).extend({
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});
