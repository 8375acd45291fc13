import { invalidField } from "../../shared/fault.ts";
import type { Writing } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { pooled, pooledActions } from "../assignment/hooks.ts";
import { ownership } from "../users/ownership.ts";
import { checkedLikeness } from "./likeness.ts";
import type { LeadInput } from "./schema.ts";
import { rescoringActions, scored } from "./scoring.ts";
import type { lead } from "./table.ts";

/** A disqualified lead says why; one that was opened again forgets it. */
function reasoned(after: RowOf<typeof lead>, before?: RowOf<typeof lead>): object {
  if (after.status === "disqualified") {
    if (after.disqualifiedReason) return {};
    const why = "disqualifiedReason is required: why will nothing come of it?";
    throw invalidField("disqualifiedReason", why, "required");
  }
  return before?.status === "disqualified" ? { disqualifiedReason: null } : {};
}

/** What happens wherever a lead is written. */
export const writing: Writing<typeof lead, typeof LeadInput> = {
  prepare: async (call, input) => {
    // Whose a lead is that names nobody, its pool says; see `pooled`.
    const owned = input.ownerId ? await ownership(call, input) : {};
    return { ...owned, ...(await checkedLikeness(call, input)) };
  },
  revise: (call, before, patch) => ownership(call, before, patch),
  derive: async (call, after, before) => {
    const reckoned = { ...reasoned(after, before), ...(await scored(call, after, before)) };
    // Last, since it may take somebody's turn.
    return { ...reckoned, ...(await pooled(call, { ...after, ...reckoned }, before)) };
  },
  alongside: async (call, after, before) => [
    ...(await rescoringActions(call, after, before)),
    ...(await pooledActions(call, after, before)),
  ],
};
