import * as z from "zod";
import { idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Bytes that one file may have: 25 MB. */
export const FILE_BYTES_MAX = 25 * 1_024 * 1_024;

/** What may be attached. A type whose files run by themselves, or in the reader's browser, is not among them. */
export const FILE_TYPES = [
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/heic",
  "text/plain",
  "text/csv",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "message/rfc822",
  "application/zip",
  "audio/mpeg",
  "audio/mp4",
  "video/mp4",
] as const;

/** The nouns that a file may be attached to. */
export const ATTACHABLE = [
  "activity",
  "lead",
  "account",
  "contact",
  "opportunity",
  "order",
  "receivable",
  "bankTransaction",
  "product",
  "partner",
  "dealRegistration",
  "project",
  "ticket",
  "contentAsset",
  "expense",
] as const;

/**
 * How a file stands:
 *
 *   waiting ── its bytes have come ──► scanning ─┬─► ready
 *                                                └─► refused
 */
export const FILE_STATES = ["waiting", "scanning", "ready", "refused"] as const;

const recordId = z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{6,40}$/, "must be the id of a record");

/** A name without path, so that it can stand in a header and on any disk. */
const fileName = text(200).refine(
  (name) => !/[/\\]/.test(name) && !/^\.+$/.test(name),
  "must be a name without a path",
);

export const FileInput = z.object({
  name: fileName,
  contentType: z.enum(FILE_TYPES),
  /** The bucket takes exactly as many bytes. */
  sizeBytes: z.int().min(1).max(FILE_BYTES_MAX),
  relatedTo: z.strictObject({ noun: z.enum(ATTACHABLE), id: recordId }),
});

/** What only its own module shows files of: what a mail says is not for everybody who sees that there was one. */
const HELD = ["mailContent"] as const;

export const File = FileInput.extend({
  ...recordFields,
  relatedTo: z.strictObject({ noun: z.enum([...ATTACHABLE, ...HELD]), id: recordId }),
  state: z.enum(FILE_STATES),
  relatedId: z.string(),
  accountIds: z.array(z.string()).optional(),
  uploaderId: z.string().optional(),
  departmentId: idOf("dep").optional(),
  /** Why it was refused. */
  refusal: z.string().optional(),
  /** The scanner that let it pass. */
  scanner: z.string().optional(),
  readyAt: instant.optional(),
  archived: z.boolean().optional(),
});

/** `uploadUrl` stands in the answer that opens the upload alone. */
export const FileView = File.omit({ relatedId: true }).extend({ uploadUrl: z.string().optional() });
