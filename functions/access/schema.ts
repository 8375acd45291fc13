import * as z from "zod";
import { FIELD_RULES, RECORD_SCOPES } from "../../shared/auth/role.ts";
import { idOf, text } from "../../shared/schema.ts";

/** May this user do what this permission stands for, to this record? */
export const Question = z.strictObject({
  userId: idOf("usr"),
  /** `accounts.write`, as routes name it. */
  permission: z.string().regex(/^[a-z]+\.[a-z][A-Za-z]*$/, "must be <module>.<verb>"),
  noun: text(50).optional(),
  /** A record of the noun. */
  id: z
    .string()
    .regex(/^[a-z]{3}_[0-9A-Za-z]{6,40}$/, "must be the id of a record")
    .optional(),
});

/** One thing that had to hold, whether it did, and what made it so. */
const Step = z.object({
  check: z.enum(["user", "permission", "scope", "record", "level"]),
  passed: z.boolean(),
  why: z.string(),
});

export const Explanation = z.object({
  allowed: z.boolean(),
  steps: z.array(Step),
  /** The widest scope that the user has on the noun. */
  scope: z.enum(RECORD_SCOPES).optional(),
  /** What the user's roles do with fields of the noun. */
  fields: z.record(z.string(), z.enum(FIELD_RULES)).optional(),
});
export type Explanation = z.output<typeof Explanation>;
