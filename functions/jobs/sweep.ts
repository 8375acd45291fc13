import { enqueueJob } from "../../shared/jobs/queue.ts";
import { log } from "../../shared/log.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { everyTenant, type Turn } from "../tenants/every.ts";
import { ended, UNEXPECTED } from "./run.ts";
import { type JobRow, job } from "./table.ts";

/** Longer than the longest run, and than the queue waits with a message that was not answered. */
const LOST_AFTER_MS = 20 * 60_000;
/** Jobs of one tenant that one run brings back; the next run goes on. */
const JOBS_MAX = 100;
/** A job that does not come a page further so often in a row has failed. */
const REVIVALS_MAX = 5;

/**
 * Runs every five minutes and brings the jobs to their queue once more of which nothing is heard: a message can be lost,
 * or be given up by the queue. Where one is only late, two runs of the job are one too many, and the earlier one ends.
 */
export const handler = everyTenant("lostJobs", sweep);

async function sweep({ table, now }: Turn): Promise<void> {
  const until = timeKey(new Date(now.getTime() - LOST_AFTER_MS).toISOString());
  const { rows } = await table.list(job, {
    sources: [sourceOf(job, "work")],
    range: { to: until },
    limit: JOBS_MAX,
  });
  for (const row of rows) {
    await revive(table, row, now).catch((error) => {
      // Something was heard of it just now.
      if (!isStale(error)) throw error;
    });
  }
}

async function revive(table: Table, row: JobRow, now: Date): Promise<void> {
  const revivals = (row.revivals ?? 0) + 1;
  log.warn("job heard nothing of", { tenantId: table.tenantId, jobId: row.id, state: row.state, revivals });
  const isGivenUp = revivals > REVIVALS_MAX;
  const fields = isGivenUp ? { ...ended("failed", { problem: UNEXPECTED }), revivals: undefined } : { revivals };
  await table.replace(job, row, nextVersion(row, now.toISOString(), fields));
  if (!isGivenUp) await enqueueJob({ tenantId: table.tenantId, jobId: row.id });
}
