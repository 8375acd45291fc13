import { Fault } from "../../../shared/fault.ts";
import type { TableFormat } from "../../../shared/tabular/types.ts";
import { ENCODINGS } from "./encodings.ts";

type Format = "json" | "xml" | "mt940";
/** A file that holds others, or a table, is read piece by piece, which takes more than one turn. */
type LaterFormat = "zip" | TableFormat;

/** Every format that is read at once, by content type; a further one is a further row. */
const FORMATS: Record<string, Format> = {
  "application/json": "json",
  "application/xml": "xml",
  "text/xml": "xml",
  "application/mt940": "mt940",
  "application/mt942": "mt940",
};

const LATER_FORMATS: Record<string, LaterFormat> = {
  "application/zip": "zip",
  "application/x-zip-compressed": "zip",
  "text/csv": "csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
};

type Told = { format: Format | LaterFormat; charset?: string };

/**
 * What a content type says of its body.
 * @throws Fault unsupported_media_type
 */
export function toldBy(contentType: string | undefined): Told {
  const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";");
  const known = { ...FORMATS, ...LATER_FORMATS };
  const format = Object.hasOwn(known, type.trim()) ? known[type.trim()] : undefined;
  if (!format) {
    throw new Fault("unsupported_media_type", `Send one of the content types ${Object.keys(known).join(", ")}.`);
  }
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  const isKnown = charset === undefined || charset in ENCODINGS[format];
  if (!isKnown) {
    const read = Object.keys(ENCODINGS[format]).join(", ") || "none";
    throw new Fault("unsupported_media_type", `The charset ${charset.slice(0, 40)} is not read; send one of ${read}.`);
  }
  return { format, charset };
}
