import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { Filter } from "../../shared/filter/filter.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { text } from "../../shared/schema.ts";
import { Format } from "./files.ts";
import { JobView } from "./schema.ts";
import { refuse, start } from "./start.ts";
import { job } from "./table.ts";

const COLUMNS_MAX = 200;

const ExportInput = z.strictObject({
  noun: text(50).optional(),
  viewId: text(60).optional(),
  format: Format,
  filter: Filter.optional(),
  /** Names of fields, in the order of the file's columns; all that the caller sees unless told otherwise. */
  columns: z.array(text(60)).min(1).max(COLUMNS_MAX).optional(),
  /** How records are named that others refer to: so that people and other tenants know them, or by id. */
  references: z.enum(["names", "ids"]).optional(),
});

const exports = route({
  method: "POST",
  path: "/v1/exports",
  permission: "jobs.write",
  summary: "Writes the records of a noun or a view into a table file, as the caller sees them, in the background.",
  body: ExportInput,
  reply: JobView,
  status: 202,
  noun: job.noun,
  example: { body: { noun: "account", format: "csv", columns: ["id", "name", "ownerId"] } },
  run: async (call) => {
    const caller = call;
    const { noun, viewId, format, filter, columns, references = "names" } = call.body;
    if ((noun === undefined) === (viewId === undefined)) {
      throw invalidField("noun", "Name either a noun or a view.", "required");
    }
    const [{ exportedColumns }, { checkFilter, listedNoun, viewSource }] = await Promise.all([
      import("./columns.ts"),
      import("./asked.ts"),
    ]);
    const view = viewId ? await viewSource(caller, viewId) : undefined;
    const of = await listedNoun(caller, view?.noun ?? noun, "read");
    const chosen = view && filter ? { all: [view.filter, filter] } : (view?.filter ?? filter);
    if (chosen) checkFilter(caller, of, chosen);
    const wanted = columns ?? view?.columns;
    const known = exportedColumns(of, call.tenant);
    const path = (n: number): string => `columns.${n}`;
    refuse(
      (wanted ?? []).flatMap((field, n) => {
        if (call.access.fieldRule(of.entity.noun, field) === "hidden") {
          throw new Fault("forbidden", `You may not see ${field}.`);
        }
        const message = `The ${of.entity.noun} has no field ${field}.`;
        return known.some((c) => c.field === field) ? [] : [{ path: path(n), code: "unknown_field", message }];
      }),
    );
    const params = { format, references, ...(chosen && { filter: chosen }), ...(wanted && { columns: wanted }) };
    return start(caller, { kind: "export", of, params });
  },
});

export const exportRoutes: Route[] = [exports];
