import { setTimeout as wait } from "node:timers/promises";
import type { TableFormat } from "../../shared/tabular/index.ts";
import { readTable } from "../../shared/tabular/index.ts";
import type { Api } from "./api.ts";
import type { JobBody } from "./jobs.ts";

const POLL_MS = 250;

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

/** Uploads the text of a file and imports it. */
export async function importedFile(api: Api, noun: string, text: Blob, more: object = {}): Promise<JobBody> {
  const { body: upload } = await api.post("/v1/uploads", { format: "csv" });
  await fetch(upload.uploadUrl, { method: "PUT", body: text, headers: { "content-type": upload.contentType } });
  return ended(api, "/v1/imports", { noun, format: "csv", uploadId: upload.id, ...more });
}

/** Exports a noun and counts the rows of its file as they come. */
export async function exportedRows(
  api: Api,
  noun: string,
  format: TableFormat,
): Promise<{ job: JobBody; rows: number }> {
  const job = await ended(api, "/v1/exports", { noun, format });
  const { body } = await fetch(job.downloadUrl);
  let rows = -1;
  for await (const _ of readTable(format, body as unknown as AsyncIterable<Uint8Array>)) rows++;
  return { job, rows };
}
