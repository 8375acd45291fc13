import type { Caller } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { withoutInvisible } from "../../shared/invisible.ts";
import type { MailPart } from "../../shared/notify/mime.ts";
import { readObject, writeObject } from "../../shared/objects.ts";
import { FILE_BYTES_MAX, FILE_TYPES } from "./schema.ts";
import { type FileRow, file, incomingKey, keptKey } from "./table.ts";

type Attachment = { filename: string | null; mimeType: string; content: ArrayBuffer | Uint8Array | string };
export type Attached = Pick<FileRow, "id" | "name" | "contentType" | "sizeBytes"> & { bytes: Uint8Array };
type FileType = (typeof FILE_TYPES)[number];

/** Files of one mail that are taken. */
export const FILES_MAX = 20;
const NAME_CHARS_MAX = 200;
const ID_CHARS = 20;

/** What mail programs call a type that they do not know, by the ending of its name. */
const BY_ENDING: Readonly<Record<string, FileType>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  heic: "image/heic",
  heif: "image/heic",
  txt: "text/plain",
  log: "text/plain",
  csv: "text/csv",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
  eml: "message/rfc822",
  zip: "application/zip",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  mp4: "video/mp4",
};

function typeOf({ mimeType }: Attachment, name: string): FileType | undefined {
  const given = mimeType.toLowerCase() as FileType;
  return FILE_TYPES.includes(given) ? given : BY_ENDING[name.split(".").at(-1)?.toLowerCase() ?? ""];
}

/** A name without path or control characters, as any disk takes it. */
const nameOf = ({ filename }: Attachment, n: number): string => {
  const name = withoutInvisible(filename ?? "")
    .replace(/[\p{Cc}\p{Cs}]/gu, "")
    .replace(/[/\\]/g, "_")
    .trim()
    .slice(0, NAME_CHARS_MAX);
  return /^\.*$/.test(name) ? `attachment-${n + 1}` : name;
};

/** The files of a mail under ids that follow from it, and the names of those that cannot be taken. */
export function filesOf(all: readonly Attachment[], key: string): { files: Attached[]; leftOut: string[] } {
  const files: Attached[] = [];
  const leftOut: string[] = [];
  for (const [n, attachment] of all.entries()) {
    const { content } = attachment;
    const bytes = typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
    const name = nameOf(attachment, n);
    const contentType = typeOf(attachment, name);
    const isTaken = contentType && bytes.length > 0 && bytes.length <= FILE_BYTES_MAX && files.length < FILES_MAX;
    if (!isTaken) leftOut.push(name);
    else {
      const id = `${file.prefix}_${sha256(`${key}\n${n}`).slice(0, ID_CHARS)}`;
      files.push({ id, name, contentType, sizeBytes: bytes.length, bytes });
    }
  }
  return { files, leftOut };
}

/** What a file is attached to, and who sees that. */
type Bearer = { relatedTo: FileRow["relatedTo"]; accountId?: string | undefined; departmentId?: string | undefined };

/** Attaches files that came from outside the way that people attach them: they are looked into before anybody reads them. */
export async function attach(caller: Caller, bearer: Bearer, files: readonly Attached[]): Promise<void> {
  const { table, tenant, now } = caller;
  const { relatedTo, accountId, departmentId } = bearer;
  for (const { bytes, ...declared } of files) {
    await table.createOnce(file, {
      ...{ ...declared, version: 1, createdAt: now, updatedAt: now, state: "waiting" },
      ...{ relatedTo, relatedId: relatedTo.id },
      ...(accountId && { accountIds: [accountId] }),
      ...(departmentId && { departmentId }),
    });
    await writeObject(incomingKey(tenant.id, declared.id), bytes, declared.contentType);
  }
}

/** Bytes of files that one mail takes along; SES takes 10 MB as they are sent. */
export const SENT_BYTES_MAX = 7 * 1_024 * 1_024;

/** The files that a mail has room for, in their order; one that is too big for it stays where it is. */
export function fitting<F extends Pick<FileRow, "sizeBytes">>(files: readonly F[]): F[] {
  let left = SENT_BYTES_MAX;
  return files.filter(({ sizeBytes }) => {
    if (sizeBytes > left) return false;
    left -= sizeBytes;
    return true;
  });
}

/** Files as parts of a mail. They were looked into before. */
export const mailParts = (
  tenantId: string,
  files: readonly { id: string; name: string; contentType: string }[],
): Promise<MailPart[]> =>
  Promise.all(
    files.map(async ({ id, name, contentType }) => ({
      filename: name,
      contentType,
      content: (await readObject(keptKey(tenantId, id))).bytes,
    })),
  );
