import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { idOf, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const NAMED_MAX = 50;
/** Rules that one tenant may have: every call by somebody whom they reach weighs them. */
export const RULES_MAX = 100;

/** Whom records are shared with: anybody who is named in one of the three ways. A department brings those below it. */
const To = z
  .strictObject({
    roles: z.array(text(50)).max(NAMED_MAX).optional(),
    userIds: z.array(idOf("usr")).max(NAMED_MAX).optional(),
    departmentIds: z.array(idOf("dep")).max(NAMED_MAX).optional(),
  })
  .refine((to) => Object.values(to).some((named) => named.length > 0), "name somebody");

/** "Records of this noun where … are visible to …", beyond what their roles' scopes let people see. */
export const SharingRuleInput = z.object({
  name: text(100),
  noun: text(50),
  when: Filter,
  to: To,
  level: z.enum(["read", "write"]),
});

/** How a field of the filter is compared; kept with the rule, so that it is read without the noun's declaration. */
const Kept = z.object({ kind: z.string(), options: z.array(z.string()).optional() });

export const SharingRule = SharingRuleInput.extend({
  ...recordFields,
  fields: z.record(z.string(), Kept),
  archived: z.boolean().optional(),
});
export const SharingRuleView = SharingRule.omit({ fields: true });
