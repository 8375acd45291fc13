import type { S3Event } from "aws-lambda";
import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { log } from "../../shared/log.ts";
import { readObject } from "../../shared/objects.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { readNotice, UPLOAD_LIMITS } from "./intake/index.ts";
import { readingOptions } from "./options.ts";
import { storeNotice } from "./store.ts";
import { bankConnection, bankUpload } from "./table.ts";
import { UPLOAD_PREFIX } from "./uploads.ts";

/** Rejections of one file that are kept with it. */
const REJECTED_KEPT_MAX = 200;

/** A file has arrived: the same intake as a call's, with a file's limits. Running twice stores nothing twice. */
export async function handler(event: S3Event): Promise<void> {
  for (const record of event.Records) await takeIn(decodeURIComponent(record.s3.object.key.replace(/\+/g, " ")));
}

async function takeIn(key: string): Promise<void> {
  const [tenantId = "", uploadId = ""] = key.slice(UPLOAD_PREFIX.length).split("/");
  const table = await tenantTable(tenantId, {
    actor: `bank:${uploadId}`,
    from: "",
    requestId: uploadId,
    unattended: true,
  });
  const row = await table.find(bankUpload, uploadId);
  if (row?.state !== "waiting") return log.warn("upload unknown or done", { uploadId });
  const connection = await table.get(bankConnection, row.connectionId);
  const now = clock.now().toISOString();
  const close = (fields: Partial<RowOf<typeof bankUpload>>) =>
    table.replace(bankUpload, row, nextVersion(row, now, fields));
  try {
    const { bytes } = await readObject(key);
    const options = await readingOptions(table, connection, UPLOAD_LIMITS);
    const contentType = row.charset ? `${row.contentType}; charset=${row.charset}` : row.contentType;
    const result = await storeNotice(table, connection, await readNotice(contentType, bytes, options), now);
    await close({ state: "stored", result: { ...result, rejected: result.rejected.slice(0, REJECTED_KEPT_MAX) } });
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500) throw error;
    await close({ state: "failed", problem: error.detail });
  }
}
