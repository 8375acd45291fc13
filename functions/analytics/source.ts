import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { usable } from "../users/shared-with.ts";
import { checkedQuery } from "./question.ts";
import { dashboard, SAVED_ALL, savedReport } from "./table.ts";

/** What is told of: a report of the catalogue, a saved one, or a dashboard. */
export type Source = {
  report?: string | undefined;
  savedReportId?: string | undefined;
  dashboardId?: string | undefined;
};

/** A row that the caller may use and nobody has put away. */
async function named<E extends Entity>(call: Caller, entity: E, id: string, path: string): Promise<RowOf<E>> {
  const found = await usable(call, entity, id, SAVED_ALL).catch((error: unknown) => {
    if (error instanceof Fault && error.code === "not_found") return undefined;
    throw error;
  });
  if (found && !(found as { archived?: boolean }).archived) return found as RowOf<E>;
  throw invalidField(path, `There is no ${entity.noun} ${id} that you may use.`, "unknown_reference");
}

/** Checks that the caller may have something told; says which measures it has, if it is one report. */
export async function measuresOf(call: Caller, source: Source): Promise<readonly string[] | undefined> {
  if (source.dashboardId !== undefined) {
    await named(call, dashboard, source.dashboardId, "dashboardId");
    return undefined;
  }
  const said =
    source.savedReportId === undefined
      ? { report: source.report }
      : await named(call, savedReport, source.savedReportId, "savedReportId");
  return (await checkedQuery(call, said)).measures;
}
