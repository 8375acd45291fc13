import type { S3Event } from "aws-lambda";
import { clock } from "../../shared/config.ts";
import { log } from "../../shared/log.ts";
import { readObject, writeObject } from "../../shared/objects.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import { mismatch } from "./rules.ts";
import { scannerOf } from "./scan.ts";
import { FILE_BYTES_MAX } from "./schema.ts";
import { type FileRow, file, INCOMING_PREFIX, keptKey } from "./table.ts";

/**
 * A file's bytes have arrived: they are compared with what was declared, looked into, and only then laid where they can be
 * read. Bytes sent once more to the same address change nothing, since nobody reads from there.
 */
export async function handler(event: S3Event): Promise<void> {
  for (const { s3 } of event.Records) {
    const key = decodeURIComponent(s3.object.key.replace(/\+/g, " "));
    await takeIn(key, s3.object.size);
  }
}

async function takeIn(key: string, sizeBytes: number): Promise<void> {
  const [tenantId = "", fileId = ""] = key.slice(INCOMING_PREFIX.length).split("/");
  const table = await tenantTable(tenantId, { actor: "system:files", from: "", requestId: fileId, unattended: true });
  const found = await table.find(file, fileId);
  // One that is being scanned was left so by a run that broke off.
  if (!found || !["waiting", "scanning"].includes(found.state)) return log.warn("file unknown or done", { fileId });
  const row = found.state === "waiting" ? await amended(table, found, { state: "scanning" }) : found;
  if (sizeBytes > FILE_BYTES_MAX) {
    await amended(table, row, {
      state: "refused",
      refusal: `It has ${sizeBytes} bytes; at most ${FILE_BYTES_MAX} are taken.`,
    });
    return;
  }
  const { bytes } = await readObject(key);
  const scanner = scannerOf();
  const { name, contentType } = row;
  const refusal = mismatch(row, bytes) ?? (await scanner.scan({ name, contentType, bytes }));
  if (refusal !== undefined) {
    await amended(table, row, { state: "refused", refusal });
    return;
  }
  await writeObject(keptKey(tenantId, fileId), bytes, contentType);
  await amended(table, row, { state: "ready", scanner: scanner.name, readyAt: clock.now().toISOString() });
}

const amended = (table: Table, row: FileRow, fields: Partial<FileRow>): Promise<FileRow> =>
  table.replace(file, row, nextVersion(row, clock.now().toISOString(), fields));
