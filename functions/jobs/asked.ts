import { Fault, invalidField } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { selection } from "../../shared/records/select.ts";
import { nouns } from "../nouns.ts";
import { mayUse } from "../users/shared-with.ts";
import { VIEWS_ALL } from "../views/rules.ts";
import { view } from "../views/table.ts";

/** A listed noun by its name, if the caller may do with it what the job will. */
export async function listedNoun(call: Caller, name: string | undefined, verb: "read" | "write"): Promise<Noun> {
  const listed = nouns.filter((card) => verb === "read" || !card.readOnly);
  const card = listed.find(({ noun }) => noun === name);
  if (!card) throw invalidField("noun", `noun must be one of ${listed.map(({ noun }) => noun).join(", ")}.`);
  call.access.need(`${card.module}.${verb}`);
  return card.load();
}

/** What a view asks for, if the caller may use it: its noun, what it selects of that, and the fields that it shows. */
export async function viewSource(
  call: Caller,
  viewId: string,
): Promise<{ noun: string; filter: Filter; columns?: string[] }> {
  const row = await call.table.find(view, viewId);
  if (row && !row.archived && mayUse(call.access, row, VIEWS_ALL)) return row;
  const message = `There is no view ${viewId}.`;
  throw new Fault("unknown_reference", message, { errors: [{ path: "viewId", code: "unknown_reference", message }] });
}

/** Throws where a filter has errors or asks what the caller may not see, before a job is started with it. */
export function checkFilter(call: Caller, of: Noun, filter: Filter): void {
  selection(call, of, filter);
}
