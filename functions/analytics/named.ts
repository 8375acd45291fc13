import type { Entity, RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { reportOf } from "./question.ts";
import type { TileData } from "./saved-schema.ts";
import type { Source } from "./source.ts";
import { dashboard, savedReport } from "./table.ts";

export type Names = TileData["title"];

/** The row that a subscription names; nothing where it was put away. */
export async function rowFor<E extends Entity>(table: Table, entity: E, id: string): Promise<RowOf<E> | undefined> {
  const row = await table.find(entity, id);
  return row && !("archived" in row && row.archived) ? row : undefined;
}

export const everywhere = (name: string): Names => ({ "zh-CN": name, en: name });

/** What is told of is called so; nothing where it was put away. The engine is not asked. */
export async function nameOf(table: Table, { dashboardId, savedReportId, report }: Source): Promise<Names | undefined> {
  if (dashboardId === undefined && savedReportId === undefined) {
    const [zh, en] = reportOf(report ?? "").name;
    return { "zh-CN": zh, en };
  }
  const row =
    dashboardId === undefined
      ? await rowFor(table, savedReport, savedReportId ?? "")
      : await rowFor(table, dashboard, dashboardId);
  return row && everywhere(row.name);
}
