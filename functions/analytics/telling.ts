import type { Access } from "../../shared/auth/access.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Table } from "../../shared/table/table.ts";
import { mayUse } from "../users/shared-with.ts";
import { dashboardData } from "./dashboard.ts";
import { everywhere, type Names, rowFor } from "./named.ts";
import { questionSaid, reportOf } from "./question.ts";
import { mayRun } from "./run.ts";
import type { TileData } from "./saved-schema.ts";
import type { Source } from "./source.ts";
import { dashboard, SAVED_ALL, savedReport } from "./table.ts";

/** Something that is told by the clock: what it is called, who may have it, and what it says to each. */
export type Telling = {
  key: string;
  name: Names;
  may(access: Access): Promise<boolean>;
  data(call: Caller, locale: "zh-CN" | "en"): Promise<{ tiles: TileData[]; asOf: string }>;
};

/** What a subscription names; nothing where it was put away. A single report is told as a dashboard of one tile. */
export async function tellingOf(table: Table, source: Source): Promise<Telling | undefined> {
  if (source.dashboardId !== undefined) {
    const row = await rowFor(table, dashboard, source.dashboardId);
    return (
      row && {
        ...{ key: row.id, name: everywhere(row.name) },
        may: async (access) => access.can("reports.read") && mayUse(access, row, SAVED_ALL),
        data: (call, locale) => dashboardData(call, row, {}, locale),
      }
    );
  }
  if (source.savedReportId !== undefined) {
    const row = await rowFor(table, savedReport, source.savedReportId);
    const tiles = [{ savedReportId: source.savedReportId }];
    return (
      row && {
        ...{ key: row.id, name: everywhere(row.name) },
        may: async (access) =>
          access.can("reports.read") && mayUse(access, row, SAVED_ALL) && (await mayRun({ access }, questionSaid(row))),
        data: (call, locale) => dashboardData(call, { id: row.id, name: row.name, tiles }, {}, locale),
      }
    );
  }
  const report = reportOf(source.report ?? "");
  const [zh, en] = report.name;
  return {
    ...{ key: report.id, name: { "zh-CN": zh, en } },
    may: async (access) => access.can("reports.read") && (await mayRun({ access }, report)),
    data: (call, locale) =>
      dashboardData(call, { id: report.id, name: zh, tiles: [{ report: report.id }] }, {}, locale),
  };
}
