import type { Caller } from "../../shared/http/route.ts";
import { replacement } from "../../shared/records/write.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { everyTenant, type Turn } from "../tenants/every.ts";
import { leadNoun } from "./noun.ts";
import { RESCORED_AFTER_MS } from "./scoring.ts";
import { lead, rescoring } from "./table.ts";

/** Leads of one tenant that one run scores anew; the next run goes on. */
const LEADS_MAX = 500;

/** Runs every few minutes: the leads whose score time has changed are scored anew, each once a day. */
export const handler = everyTenant("leadScores", sweep);

async function sweep({ table, now, caller }: Turn): Promise<void> {
  const due = await table.list(rescoring, {
    sources: [sourceOf(rescoring, "work")],
    range: { to: `${timeKey(now.toISOString())}~` },
    limit: LEADS_MAX,
  });
  if (due.rows.length === 0) return;
  const call = await caller();
  for (const row of due.rows) await rescore(call, row).catch(passed);
}

/** Who changed the lead meanwhile has scored it; the rest is done by the next run. */
function passed(error: unknown): void {
  if (!isStale(error)) throw error;
}

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
  const dueAt = new Date(Date.parse(call.now) + RESCORED_AFTER_MS).toISOString();
  const next = after.decays
    ? write.replace(rescoring, due, nextVersion(due, call.now, { dueAt }))
    : write.delete(rescoring, due);
  // A lead that comes to rest is written once, so that it knows of it when it decays again.
  await call.table.commit([...(after.decays ? guard : actions), next]);
}
