import { Fault, invalidField } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { selection } from "../../shared/records/select.ts";
import { nouns } from "../nouns.ts";
import { mayUse } from "../views/rules.ts";
import { view } from "../views/table.ts";

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
