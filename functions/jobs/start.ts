import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { selection } from "../../shared/records/select.ts";
import { nouns } from "../nouns.ts";
import { mayUse } from "../views/rules.ts";
import { view } from "../views/table.ts";
import type { Cursor, JobKind } from "./schema.ts";
import { type JobRow, job } from "./table.ts";

const BEGINNING: Cursor = { stage: "plan", planned: 0, items: 0, page: 0 };

type Start = { kind: JobKind; of?: Noun; params: object; cursor?: Cursor; id?: string };

/** The row of a job that is about to begin. Its change on the stream brings it to the queue. */
export function startOf(call: Caller, { kind, of, params, cursor = BEGINNING, id }: Start): JobRow {
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
    createdBy: call.actor.principalId,
    runs: 0,
  };
}

export const start = (call: Caller, what: Start): Promise<JobRow> => call.table.create(job, startOf(call, what));

/** A listed noun by its name, if the caller may do with it what the job will. */
export function listedNoun(call: Caller, name: string | undefined, verb: "read" | "write"): Noun {
  const listed = nouns.filter((of) => of.listed);
  const of = listed.find(({ entity }) => entity.noun === name);
  if (!of) throw invalidField("noun", `noun must be one of ${listed.map(({ entity }) => entity.noun).join(", ")}.`);
  if (!call.access.can(`${of.module}.${verb}`)) {
    throw new Fault("forbidden", `This call needs the permission ${of.module}.${verb}.`);
  }
  return of;
}

/** What a view asks for, if the caller may use it: its noun, what it selects of that, and the fields that it shows. */
export async function viewSource(
  call: Caller,
  viewId: string,
): Promise<{ noun: string; filter: Filter; columns?: string[] }> {
  const row = await call.table.find(view, viewId);
  if (row && !row.archived && mayUse(call.access, row)) return row;
  const message = `There is no view ${viewId}.`;
  throw new Fault("unknown_reference", message, { errors: [{ path: "viewId", code: "unknown_reference", message }] });
}

/** Throws where a filter has errors or asks what the caller may not see, before a job is started with it. */
export function checkFilter(call: Caller, of: Noun, filter: Filter): void {
  selection(call, of, filter);
}

export const refuse = (errors: InputError[]): void => {
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
};
