import { Fault, type InputError } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { Cursor, JobKind } from "./schema.ts";
import { type JobRow, job } from "./table.ts";

const BEGINNING: Cursor = { stage: "plan", planned: 0, items: 0, page: 0 };

type Start = {
  kind: JobKind;
  of?: Noun;
  params: object;
  cursor?: Cursor;
  id?: string;
  /** What is known of it before it begins. */
  result?: Record<string, unknown>;
};

/** The row of a job that is about to begin. Its change on the stream brings it to the queue. */
export function startOf(call: Caller, { kind, of, params, cursor = BEGINNING, id, result }: Start): JobRow {
  if (call.actor.kind !== "user" && call.actor.kind !== "apiKey") {
    throw new Fault("forbidden", "A job works with the rights of a user; this credential is no user's.");
  }
  return {
    ...fresh(call, job, id),
    kind,
    ...(of && { noun: of.entity.noun }),
    state: "queued",
    params: params as Record<string, unknown>,
    progress: { done: 0, failed: 0, ...(cursor.stage === "work" && { total: cursor.items }) },
    cursor,
    ...(result && { result }),
    createdBy: call.actor.principalId,
    runs: 0,
  };
}

export const start = (call: Caller, what: Start): Promise<JobRow> => call.table.create(job, startOf(call, what));

export const refused = (errors: InputError[]): Fault =>
  new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });

export const refuse = (errors: InputError[]): void => {
  if (errors.length > 0) throw refused(errors);
};
