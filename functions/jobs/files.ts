import type { TableFormat } from "../../shared/tabular/index.ts";

/** Bytes of one table file. */
export const FILE_BYTES_MAX = 100 * 1024 * 1024;

/** For how long a job can be taken back and its items be looked at. */
export const KEPT_DAYS = 90;

export const CONTENT_TYPES: Record<TableFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** What reads and writes table files is loaded when there is a file: it is a third of what the rest of a Lambda is. */
export const tabular = () => import("../../shared/tabular/index.ts");
