import * as z from "zod";
import { civilDay, currency, positiveMinor, signedMinor } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { StatementMapping } from "./intake/table/mapping.ts";
import { IntakeView } from "./schema.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** A statement that is a table, by content type: how it is read, the connection's mapping says. */
export const TABLE_TYPES = ["text/csv", XLSX] as const;

/** What a statement file may be. */
export const UPLOAD_TYPES = [
  "application/json",
  "application/xml",
  "application/mt940",
  "application/mt942",
  "application/zip",
  ...TABLE_TYPES,
] as const;
/** How a file may be encoded that does not say so itself. */
export const UPLOAD_CHARSETS = ["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "gb18030"] as const;

/** Rows of each kind that a trial shows. */
export const TRIED_ROWS_MAX = 50;

/** A table as it would be read: nothing is stored. */
export const TryStatementInput = z.strictObject({
  contentType: z.enum(TABLE_TYPES).describe("What the file is: csv or xlsx."),
  content: z.base64().min(4).describe("The file, or its beginning, base64; at most 6 MB."),
  mapping: StatementMapping.optional().describe(
    "The mapping to try; left out, that of the connection, else one that is proposed.",
  ),
});
export const TryStatementView = z.object({
  /** What the file was read with, to be saved as the connection's `statementMapping`. */
  mapping: StatementMapping,
  /** Where it is from: the call, the connection, or proposed by the headers of the file. */
  from: z.enum(["call", "connection", "proposed"]),
  received: z.int(),
  lines: z
    .array(z.looseObject({ bookedOn: civilDay, direction: z.enum(["credit", "debit"]), amountMinor: positiveMinor }))
    .max(TRIED_ROWS_MAX),
  rejected: z.array(z.object({ index: z.int(), code: z.string(), detail: z.string() })).max(TRIED_ROWS_MAX),
  /** Rows that are no lines, such as sums, by their number in the file. */
  leftOut: z.array(z.object({ number: z.int(), cells: z.array(z.string()) })).max(TRIED_ROWS_MAX),
  /** What the file tells of balances, where it has a column for them and they follow from each other. */
  openingMinor: signedMinor.optional(),
  closingMinor: signedMinor.optional(),
});

export const STATEMENT_STATES = ["unchecked", "complete", "gap"] as const;

/** What a bank's statement told of balances; whether the lines explain them is found out a little later. */
export const BankStatement = z.object({
  ...recordFields,
  connectionId: z.string(),
  /** The virtual account that it is of, where it is one. */
  subAccountNo: z.string().optional(),
  statementId: z.string().optional(),
  currency,
  /** The day of its first booking, before which the account held `openingMinor`. */
  fromOn: civilDay,
  closingOn: civilDay,
  openingMinor: signedMinor.optional(),
  closingMinor: signedMinor.optional(),
  state: z.enum(STATEMENT_STATES),
  /** What the lines do not explain: more than they move if positive. */
  gapMinor: signedMinor.optional(),
});

/** A line among those of its booking day, by which a day is added up. */
export const BankDayLine = z.object({
  ...recordFields,
  connectionId: z.string(),
  bookedOn: civilDay,
  subAccountNo: z.string().optional(),
  currency,
  /** Negative for what went out. */
  amountMinor: signedMinor,
});

/** One day of an account, where opening + moved + gap = closing. */
export const Continuity = z.object({
  on: civilDay,
  currency,
  openingMinor: signedMinor,
  movedMinor: signedMinor,
  closingMinor: signedMinor,
  /** Negative where lines came twice or are too many; positive where lines that came in are missing. */
  gapMinor: signedMinor,
});

/** A statement file too big for one call, on its way through the bucket into the same intake. */
export const BankUpload = z.object({
  ...recordFields,
  connectionId: z.string(),
  contentType: z.enum(UPLOAD_TYPES),
  charset: z.enum(UPLOAD_CHARSETS).optional(),
  state: z.enum(["waiting", "stored", "failed"]),
  result: IntakeView.optional(),
  problem: z.string().optional(),
});
export const BankUploadView = BankUpload.extend({
  /** PUT the file here, with its content type, before the address expires. */
  uploadUrl: z.string().optional(),
});
