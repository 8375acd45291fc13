import { commit, replacement } from "../../shared/records/write.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { dueWork } from "../tenants/due.ts";
import { sinceOf, staleFrom } from "./late.ts";
import { opportunityNoun } from "./noun.ts";
import { pipelineNoun, statusOf } from "./pipelines.ts";
import { opportunity, pipeline } from "./table.ts";

/**
 * Runs every few minutes: the open opportunities of a pipeline whose times have changed get new days. One that has them is
 * only read, so a run that was broken off is simply made again.
 */
export const handler = dueWork("pipelineFollow", pipeline, async ({ row: of, table, caller }) => {
  const call = await caller();
  for (const { key, maxDays, category } of of.stages) {
    if (statusOf(category) !== "open") continue;
    const sources = [sourceOf(opportunity, "parent", { pipelineId: of.id, stage: key })];
    for await (const row of table.each(opportunity, { sources })) {
      const staleAt = staleFrom(sinceOf(row), maxDays, call.tenant.timeZone);
      if (staleAt === row.staleAt) continue;
      await commit(call, await replacement(call, opportunityNoun, row, { staleAt: staleAt ?? null }));
    }
  }
  await commit(call, await replacement(call, pipelineNoun, of, { followAt: null }));
});
