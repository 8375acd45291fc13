import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { enqueueJob, type QueuedJob } from "../../shared/jobs/queue.ts";
import { errorFields, log } from "../../shared/log.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import { kinds } from "./kinds.ts";
import { readPage, sumOf, writePage } from "./pages.ts";
import { beginRun, callerOf, end, ended, type Kind, placeOf, type Run, Superseded, save, UNEXPECTED } from "./run.ts";
import { type ItemResult, UNDER_WAY } from "./schema.ts";
import { type JobRow, job } from "./table.ts";

const stamp = { actor: "system:jobs", from: "", requestId: "", unattended: true };

/** How long one run goes on before it sends the job on, behind those that wait: a small one among large ones begins soon. */
const RUN_MS = 5_000;
/** A run ends itself this long before Lambda would end it. */
const SPARE_MS = 60_000;
/** Pages of one run: a clock that stands still must not make it endless. */
const RUN_PAGES_MAX = 200;
/** A job that has thrown this often in a row has failed; the queue gives up a little later. */
const RECEIVES_MAX = 5;

type Time = Pick<Context, "getRemainingTimeInMillis">;

/**
 * Runs jobs, a slice at a time. After each page the job's row says how far it is; a run that ends, in whatever way, is
 * taken up again where the row says, and each item takes effect once: what it makes has an id of its own that follows
 * from job and item, what it changes is written together with a row that says so.
 *
 *   queued ── page ── save ── page ── save ── … ── time is over: sent on to the queue
 *                       │
 *                       └─ the process ends here: the queue brings the job again, the page is worked on once more
 */
export async function handler(event: SQSEvent, context: Time): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const { body, messageId, attributes } of event.Records) {
    const queued = JSON.parse(body) as QueuedJob;
    try {
      await runJob(queued, context, Number(attributes?.ApproximateReceiveCount ?? 1));
    } catch (error) {
      if (error instanceof Superseded) continue;
      log.error("job broken off", { jobId: queued.jobId, ...errorFields(error) });
      const isLast = Number(attributes?.ApproximateReceiveCount ?? 1) >= RECEIVES_MAX;
      if (!isLast || !(await giveUp(queued).catch(() => false))) failed.push(messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

const isEnded = ({ state }: JobRow): boolean => !UNDER_WAY.includes(state);

/** A job that throws again and again ends, so that its starter learns of it. */
async function giveUp({ tenantId, jobId }: QueuedJob): Promise<boolean> {
  const table = await tenantTable(tenantId, stamp);
  const row = await table.find(job, jobId);
  if (row && !isEnded(row)) {
    await end(table, row, "failed", { problem: UNEXPECTED });
  }
  return true;
}

async function runJob({ begins, ...queued }: QueuedJob, context: Time, receives: number): Promise<void> {
  const table = await tenantTable(queued.tenantId, stamp);
  const found = await table.find(job, queued.jobId);
  if (found && queued.again) return lookAgain(queued, table, found, context);
  if (!found || isEnded(found)) return;
  // Somebody else has told of its beginning, unless it was this very message and its run has broken off.
  if (begins && found.runs > 0 && receives === 1) return;
  const row = await beginRun(table, found);
  try {
    const call = await callerOf(table, row, await kinds[row.kind]());
    const isDone = await slice({ job: row, call }, context, async (run) => {
      run.job = await step(run, table);
      return isEnded(run.job);
    });
    if (!isDone) await enqueueJob(queued);
  } catch (error) {
    // What is the starter's or the file's fault does not pass by being tried again.
    if (!(error instanceof Fault) || error.status >= 500 || error.code === "stale") throw error;
    const latest = await table.get(job, row.id);
    if (latest.runs !== row.runs) throw new Superseded();
    await end(table, latest, "failed", { problem: { code: error.code, detail: error.detail } });
  }
}

/** The second look at a job that is done; its state stays as it is. */
async function lookAgain(queued: QueuedJob, table: Table, found: JobRow, context: Time): Promise<void> {
  const kind = await kinds[found.kind]();
  const { again } = kind;
  if (!again || found.lookDueAt === undefined) return;
  const row = await beginRun(table, found);
  const look = async (run: Run): Promise<boolean> => {
    const { cursor, result, isDone } = await again.look(run);
    const at = isDone ? undefined : found.lookDueAt;
    run.job = await save(table, run.job, { cursor, result: { ...run.job.result, ...result }, lookDueAt: at });
    return isDone;
  };
  const isDone = await slice({ job: row, call: await callerOf(table, row, kind) }, context, look);
  if (!isDone) await enqueueJob(queued);
}

/** Goes on until a step says that it was the last (true) or the time of this run is over (false). */
async function slice(run: Run, context: Time, next: (run: Run) => Promise<boolean>): Promise<boolean> {
  const until = clock.now().getTime() + RUN_MS;
  for (let pages = 0; pages < RUN_PAGES_MAX; pages++) {
    if (await next(run)) return true;
    if (clock.now().getTime() >= until || context.getRemainingTimeInMillis() < SPARE_MS) return false;
  }
  return false;
}

async function step(run: Run, table: Table): Promise<JobRow> {
  const { job: row } = run;
  const kind = await kinds[row.kind]();
  if (row.cancelling && row.state === "running") return end(table, row, "cancelled");
  switch (row.cursor.stage) {
    case "plan": {
      const { cursor, result } = await kind.plan(run);
      const progress = {
        ...row.progress,
        // What is only read is done with as soon as it is chosen.
        ...(!kind.work && { done: cursor.items }),
        ...(cursor.stage !== "plan" && { total: cursor.items }),
      };
      return save(table, row, { cursor, progress, ...(result && { result: { ...row.result, ...result } }) });
    }
    case "work":
      return workPage(run, table, kind);
    case "finish": {
      const result = (await kind.finish?.(run)) ?? {};
      const done = { result: { ...row.result, ...result } };
      if (!kind.again) return end(table, row, "done", done);
      // Sent first: who breaks off between the two sends it once more. A message that is lost is sent by the clock.
      await enqueueJob({ ...placeOf(run), again: true }, kind.again.afterSeconds);
      return save(table, row, { ...ended("done", done), lookDueAt: clock.now().toISOString() });
    }
    case "undo":
      return undoPage(run, table, kind);
  }
}

async function workPage(run: Run, table: Table, kind: Kind): Promise<JobRow> {
  const { cursor, progress } = run.job;
  if (cursor.page >= cursor.planned) return save(table, run.job, { cursor: { ...cursor, stage: "finish" } });
  const place = placeOf(run);
  const results = (await kind.work?.(run, await readPage(place, "plan", cursor.page))) ?? [];
  await writePage(place, "results", cursor.page, results);
  const { done, failed } = sumOf(results);
  return save(table, run.job, {
    cursor: { ...cursor, page: cursor.page + 1 },
    progress: { ...progress, done: progress.done + done, failed: progress.failed + failed },
    ...counted(run.job, results),
  });
}

/** Outcomes are counted in the result, and of several nouns each for itself. */
function counted(row: JobRow, results: readonly ItemResult[]): Pick<JobRow, "result"> {
  const outcomes: Record<string, number> = { ...(row.result?.outcomes as Record<string, number>) };
  const nouns: Record<string, Record<string, number>> = structuredClone(
    (row.result?.nouns ?? {}) as Record<string, Record<string, number>>,
  );
  for (const { outcome, noun } of results) {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (noun && nouns[noun]) nouns[noun] = { ...nouns[noun], [outcome]: (nouns[noun][outcome] ?? 0) + 1 };
  }
  return { result: { ...row.result, outcomes, ...(row.result?.nouns !== undefined && { nouns }) } };
}

/** Taking back goes from the last page to the first: what was changed twice comes back to what it was at first. */
async function undoPage(run: Run, table: Table, kind: Kind): Promise<JobRow> {
  const { cursor, result } = run.job;
  const page = (cursor.worked ?? 0) - cursor.page - 1;
  if (page < 0) return end(table, run.job, "undone");
  const place = placeOf(run);
  // What came of the page at which the job ended was not noted, or not all of it: it is looked for instead.
  const come =
    page === cursor.begun
      ? await kind.begun?.(run, await readPage(place, "plan", page))
      : await readPage<ItemResult>(place, "results", page);
  const results = (await kind.undo?.(run, come ?? [])) ?? [];
  await writePage(place, "undo", page, results);
  const before = (result?.undo ?? { undone: 0, kept: 0 }) as { undone: number; kept: number };
  const kept = results.filter((r) => r.outcome === "kept").length;
  const undone = results.filter((r) => r.outcome === "undone").length;
  return save(table, run.job, {
    cursor: { ...cursor, page: cursor.page + 1 },
    result: { ...result, undo: { undone: before.undone + undone, kept: before.kept + kept } },
  });
}
