import { type Change, type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { enqueueJob } from "../../shared/jobs/queue.ts";
import { post } from "../../shared/notify/outbox.ts";
import { user } from "../users/table.ts";
import { type JobRow, job } from "./table.ts";

const ENDED: readonly JobRow["state"][] = ["done", "failed", "cancelled", "undone"];
const BEGINS: readonly JobRow["state"][] = ["queued", "undoing"];

/** Tells the starter, who may long be doing something else, how a job has ended. */
async function tell({ after }: Change<JobRow>, { table, tenant, now }: Work): Promise<void> {
  if (!after) return;
  const person = await table.find(user, after.worksFor ?? after.createdBy, false);
  if (!person?.email || person.archived) return;
  const { endedMessage } = await import("./text.ts");
  const locale = person.locale ?? tenant.locale;
  const to = {
    channel: "email" as const,
    recipientId: person.id,
    recipientName: person.name,
    to: person.email,
    locale,
  };
  const event = `job:${after.id}:${after.state}:${after.runs}`;
  await post(
    table,
    [{ ...to, event, template: "jobEnded", relatedId: after.id, facts: endedMessage(locale, after) }],
    now,
  );
}

export const emits: Emission[] = [
  when(
    job,
    "job.ready",
    (c) => BEGINS.includes(c.after?.state as JobRow["state"]) && c.before?.state !== c.after?.state,
  ),
  when(
    job,
    "job.ended",
    (c) => ENDED.includes(c.after?.state as JobRow["state"]) && c.before?.state !== c.after?.state,
  ),
];

export const handles: Handler[] = [
  handle(job, "job.ready", "rest", "brings the job to its queue", async ({ tenantId, after }) => {
    if (after) await enqueueJob({ tenantId, jobId: after.id, ...(after.state === "queued" && { begins: true }) });
  }),
  handle(job, "job.ended", "rest", "tells its starter how it ended", tell),
];
