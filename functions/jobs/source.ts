import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { readObjectStream, writeObject } from "../../shared/objects.ts";
import { CONTENT_TYPES, FILE_BYTES_MAX, type FileFormat, uploadKey } from "./files.ts";
import { fileKey } from "./pages.ts";

/** A file that a job reads: in base 64 in the call itself, or uploaded before. */
export type Source<F extends FileFormat = FileFormat> = { format: F; content?: string; uploadId?: string };

export function checkSource({ content, uploadId }: Source): void {
  if ((content === undefined) === (uploadId === undefined)) {
    throw invalidField("content", "Send the file as content, or name its upload by uploadId.", "required");
  }
}

/** Where in the bucket a job's file lies; one that came in the call is put there. */
export async function keptSource(
  call: Caller,
  jobId: string,
  { format, content, uploadId = "" }: Source,
): Promise<string> {
  if (!content) return uploadKey(call, uploadId);
  const key = fileKey({ tenantId: call.tenant.id, jobId }, "source");
  await writeObject(key, Buffer.from(content, "base64"), CONTENT_TYPES[format]);
  return key;
}

/** Refuses an upload that is not there or too large, before a job begins with it. */
export async function checkUploaded(key: string): Promise<void> {
  for await (const _ of await readObjectStream(key, FILE_BYTES_MAX)) break;
}
