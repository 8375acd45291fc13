import { setTimeout as wait } from "node:timers/promises";
import { type Cell, readTable, type TableFormat, writeTable } from "../../shared/tabular/index.ts";
import type { Api } from "./api.ts";
import type { JobBody } from "./jobs.ts";

const POLL_MS = 1_000;

/** Starts a job and waits until it has ended, while what follows from its changes goes on beside it. */
async function ended(api: Api, path: string, body: object): Promise<JobBody> {
  const started = await api.post(path, body);
  if (started.status !== 202) throw new Error(`POST ${path} → ${started.status} ${JSON.stringify(started.body)}`);
  for (;;) {
    const { body: job } = await api.get(`/v1/jobs/${started.body.id}`);
    if (!["queued", "running"].includes(job.state)) return job;
    await wait(POLL_MS);
  }
}

/** The field of the tenant's own that the rows of a long file fill. */
export const PROFILE = { noun: "account", key: "profile", label: "简介", type: "longText" };
const HEADER = ["名称", "统一社会信用代码", PROFILE.label];

/** Characters of a text before it begins anew: an archive makes such texts some forty times smaller. */
const CYCLE_CHARS = 200;

/** Accounts with so much text each, which no two of them share. */
async function* accounts(from: number, rows: number, chars: number): AsyncGenerator<Cell[]> {
  let seed = from + 1;
  for (let n = from; n < from + rows; n++) {
    let text = "";
    while (text.length < CYCLE_CHARS) {
      seed = (seed * 48_271) % 2_147_483_647;
      text += String.fromCharCode(0x4e00 + (seed % 20_000));
    }
    yield [`导入客户 ${n} 有限公司`, `R-${n}`, text.repeat(Math.ceil(chars / CYCLE_CHARS)).slice(0, chars)];
  }
}

/** A table file of so many accounts. */
export async function longFile(format: TableFormat, from: number, rows: number, chars: number): Promise<Blob> {
  const pieces = await Array.fromAsync(writeTable(format, HEADER, accounts(from, rows, chars)));
  return new Blob(pieces as Uint8Array<ArrayBuffer>[]);
}

/** Uploads a file and imports it. */
export async function importedFile(
  api: Api,
  noun: string,
  format: TableFormat,
  file: Blob,
  more: object = {},
): Promise<JobBody> {
  const { body: upload } = await api.post("/v1/uploads", { format });
  await fetch(upload.uploadUrl, { method: "PUT", body: file, headers: { "content-type": upload.contentType } });
  return ended(api, "/v1/imports", { noun, format, uploadId: upload.id, ...more });
}

/** Exports a noun. */
export const exported = (api: Api, noun: string, format: TableFormat): Promise<JobBody> =>
  ended(api, "/v1/exports", { noun, format });

/** The rows of a job's file, counted as they come. */
export async function rowsIn({ downloadUrl }: JobBody, format: TableFormat): Promise<number> {
  const { body } = await fetch(downloadUrl);
  let rows = -1;
  for await (const _ of readTable(format, body as unknown as AsyncIterable<Uint8Array>)) rows++;
  return rows;
}
