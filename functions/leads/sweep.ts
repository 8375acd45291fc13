import { later } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { replacement } from "../../shared/records/write.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { dueWork } from "../tenants/due.ts";
import { leadNoun } from "./noun.ts";
import { RESCORED_AFTER_MS } from "./scoring.ts";
import { lead, rescoring } from "./table.ts";

/** Runs every few minutes: the leads whose score time has changed are scored anew, each once a day. */
export const handler = dueWork("leadScores", rescoring, async ({ row, caller }) => rescore(await caller(), row));

/** Scores one lead anew. A lead at rest, or gone, is looked at no more; one whose score is the same is not written. */
async function rescore(call: Caller, due: RowOf<typeof rescoring>): Promise<void> {
  const before = await call.table.find(lead, due.leadId);
  if (!before) return call.table.commit([write.delete(rescoring, due)]);
  const { after, actions: all } = await replacement(call, leadNoun, before, {});
  // The row of this very work is written below, once.
  const actions = all.filter((action) => action.kind === "giveBack" || action.entity !== rescoring);
  const fields = ["score", "status", "salesJoinedAt"] as const;
  const isSame = fields.every((field) => after[field] === before[field]);
  const guard = isSame ? [write.check(lead, before)] : actions;
  const dueAt = later(call.now, RESCORED_AFTER_MS);
  const next = after.decays
    ? write.replace(rescoring, due, nextVersion(due, call.now, { dueAt }))
    : write.delete(rescoring, due);
  // A lead that comes to rest is written once, so that it knows of it when it decays again.
  await call.table.commit([...(after.decays ? guard : actions), next]);
}
