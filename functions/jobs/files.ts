import * as z from "zod";
import type { Caller } from "../../shared/http/route.ts";
import type { TableFormat } from "../../shared/tabular/index.ts";

/** Bytes of one table file. */
export const FILE_BYTES_MAX = 100 * 1024 * 1024;

/** For how long a job can be taken back and its items be looked at. */
export const KEPT_DAYS = 90;

/** Table files, and an ISO 20022 remittance advice. */
export type FileFormat = TableFormat | "remt.001";

export const CONTENT_TYPES: Record<FileFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "remt.001": "application/xml",
};

/** How a file of a job is handed out, by the ending of its name. */
export const contentTypeOf = (name: string): string => {
  if (name.endsWith(".zip")) return "application/zip";
  if (name.endsWith(".json")) return "application/json";
  return CONTENT_TYPES[name.endsWith(".xlsx") ? "xlsx" : "csv"];
};

/** What reads and writes table files is loaded when there is a file: it is a third of what the rest of a Lambda is. */
export const tabular = () => import("../../shared/tabular/index.ts");

/** Table files as they are named in calls. */
export const Format = z.enum(["csv", "xlsx"]);

/** Files that are uploaded for a job. */
export const FileFormat = z.enum(["csv", "xlsx", "remt.001"]);

/** A file belongs to whoever has opened its upload. */
export const uploadKey = ({ tenant, actor }: Caller, id: string): string =>
  `imports/${tenant.id}/${actor.principalId}/${id}`;
