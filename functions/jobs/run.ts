/**
 * Jobs (batch, import, export, off-boarding) choose their items first and keep them in pages in the bucket, then work
 * page by page; after each the job's row says how far it is, and the run sends itself on through a queue of its own.
 * Whatever ends a run, the page it was at is worked on once more and each item takes effect once: a record's id
 * follows from job and row, and a change is written in one transaction with the row that remembers it, which is also
 * what undoing needs: a page that nobody noted as done is looked through for such rows. A job that nothing is heard of
 * for 20 minutes is brought to its queue again. Off-boarding finds what somebody owns, and by further places what they
 * take part in; what is over stays as it was. A batch that merges makes a merge of each record, whose id follows from
 * job and record too, and parts them last first. An import undone archives what it made and does not delete it: others
 * may refer to it by then, and importing the same keys brings it back. A dry run takes the same way over a table that
 * reads and writes nothing.
 */
import { Access } from "../../shared/auth/access.ts";
import { actorName, systemActor } from "../../shared/auth/actor.ts";
import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { derivedRandom } from "../../shared/http/seal.ts";
import { newId } from "../../shared/ids.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { accessOf } from "../users/access.ts";
import { tenantContext } from "../users/context.ts";
import { user } from "../users/table.ts";
import { type Cursor, type ItemResult, type JobState, UNDER_WAY } from "./schema.ts";
import { type JobRow, job } from "./table.ts";

/** One run of a job: its row as it was last saved, and who it works for. */
export type Run = { job: JobRow; call: Caller };

/** What a kind of job does, stage by stage. Each step may be run again after a crash and then leads to the same. */
export type Kind = {
  /** Chooses and keeps further items; the cursor that it gives has the next stage once there are no more. */
  plan(run: Run): Promise<{ cursor: Cursor; result?: Record<string, unknown> }>;
  /** Works on one page of the plan. */
  work?(run: Run, items: unknown[]): Promise<ItemResult[]>;
  /** Makes what comes of all of them. */
  finish?(run: Run): Promise<Record<string, unknown>>;
  /** Takes back what came of one page. */
  undo?(run: Run, results: ItemResult[]): Promise<ItemResult[]>;
  /** True where it is owed to somebody outside, once it was allowed: it goes on when its starter has left. */
  outlivesStarter?: boolean;
  /** What has come of the items of a page at which the job ended, as far as it can be undone. */
  begun?(run: Run, items: unknown[]): Promise<ItemResult[]>;
  /** A second look that is taken at a job a while after it was done. */
  again?: {
    /** At most 900. */
    afterSeconds: number;
    /** One step of it; done once it says so. */
    look(run: Run): Promise<{ cursor: Cursor; result: Record<string, unknown>; isDone: boolean }>;
  };
};

/** Another run of the same job has begun, or it was ended from outside: this one has nothing more to do. */
export class Superseded extends Error {}

export const placeOf = ({ job, call }: Run): { tenantId: string; jobId: string } => ({
  tenantId: call.tenant.id,
  jobId: job.id,
});

/**
 * The caller that a job works as: its starter (or whoever takes it back), with the rights that they have now. Once they have
 * left it is refused, or the product's own work where it outlives them.
 */
export async function callerOf(table: Table, row: JobRow, { outlivesStarter }: Kind): Promise<Caller> {
  const starter = await table.find(user, row.worksFor ?? row.createdBy);
  const isThere = starter !== undefined && !starter.archived;
  if (!isThere && !outlivesStarter) {
    throw new Fault("forbidden", "Whoever started this job has left; what was done so far stays.");
  }
  const tenant = await tenantContext(table.tenantId, table);
  const access = isThere ? accessOf(starter, tenant) : new Access(systemActor(table.tenantId, "jobs"), tenant);
  const stamp = { actor: actorName(access.actor), from: "", requestId: row.id, unattended: true };
  const now = clock.now();
  return {
    actor: access.actor,
    access,
    tenant,
    table: table.as(stamp),
    now: now.toISOString(),
    newId: (prefix) => newId(prefix, now),
    writes: true,
  };
}

/** The caller for one item: whatever it makes has the same id when the item is worked on again. */
export function callerFor({ job, call }: Run, item: number | string): Caller {
  const random = derivedRandom(call.tenant.sealingKey, `${job.id} ${item}`);
  const startedAt = new Date(job.createdAt);
  return { ...call, now: clock.now().toISOString(), newId: (prefix) => newId(prefix, startedAt, random) };
}

const isUnderWay = ({ state, lookDueAt }: JobRow): boolean => UNDER_WAY.includes(state) || lookDueAt !== undefined;

/**
 * Marks the beginning of a run, so that an earlier one that is still under way stops at its next save. Somebody may ask
 * for its end at that moment; another run that begins ends this one.
 */
export async function beginRun(table: Table, row: JobRow): Promise<JobRow> {
  for (let current = row; ; ) {
    const state = current.state === "queued" ? ("running" as const) : current.state;
    const begun = nextVersion(current, clock.now().toISOString(), { state, runs: row.runs + 1 });
    try {
      return await table.replace(job, current, begun);
    } catch (error) {
      if (!isStale(error)) throw error;
      current = await table.get(job, row.id);
      if (current.runs !== row.runs || !isUnderWay(current)) throw new Superseded();
    }
  }
}

/** Saves what a run has reached, and that it was heard of. Somebody may have asked for its end meanwhile; anything else that came between ends it. */
export async function save(table: Table, row: JobRow, fields: Partial<JobRow>): Promise<JobRow> {
  const heard = { revivals: undefined, ...fields };
  for (let current = row; ; ) {
    try {
      return await table.replace(job, current, nextVersion(current, clock.now().toISOString(), heard));
    } catch (error) {
      if (!isStale(error)) throw error;
      current = await table.get(job, row.id);
      if (current.runs !== row.runs || !isUnderWay(current)) throw new Superseded();
    }
  }
}

type Ended = Pick<JobRow, "problem" | "result">;

/** What a job's row says at its end. */
export const ended = (state: JobState, more: Ended = {}): Partial<JobRow> => ({
  state,
  endedAt: clock.now().toISOString(),
  cancelling: undefined,
  ...more,
});

/** Notes that a run has come to the end of its job. */
export const end = (table: Table, row: JobRow, state: JobState, more?: Ended): Promise<JobRow> =>
  save(table, row, ended(state, more));

/** What a starter is told where it was nobody's fault but ours. */
export const UNEXPECTED = { code: "internal", detail: "Something unexpected went wrong; try again." };
