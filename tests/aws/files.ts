import assert from "node:assert";
import type { Api } from "../support/api.ts";
import { becomes, list, post, type Row } from "./calls.ts";

const TYPE = "text/csv";
const STATEMENT = [
  ["交易日期", "借方发生额", "贷方发生额", "对方户名", "摘要"],
  ["2026-11-20", "", "31.40", "来历不明", "货款"],
]
  .map((row) => row.join(","))
  .join("\n");

const read = (api: Api, path: string) => async (): Promise<Row> => (await api.get(path)).body as Row;

/** A statement goes into the bucket by its presigned address; its arrival starts the Lambda that stores its lines. */
export async function statement(admin: Api, connectionId: string): Promise<void> {
  const path = `/v1/bank-connections/${connectionId}`;
  const content = Buffer.from(STATEMENT).toString("base64");
  const { mapping } = await post(admin, `${path}/try-statement`, { contentType: TYPE, content });
  assert.strictEqual((await admin.patch(path, { statementMapping: mapping })).status, 200);
  const upload = await post(admin, `${path}/uploads`, { contentType: TYPE }, 201);
  const sent = { method: "PUT", headers: { "content-type": TYPE }, body: STATEMENT };
  const put = await fetch(String(upload.uploadUrl), sent);
  assert(put.ok, `PUT of the statement → ${put.status} ${await put.text()}`);
  const done = await becomes(
    "the statement is read",
    read(admin, `/v1/bank-uploads/${upload.id}`),
    ({ state }) => state === "stored" || state === "failed",
  );
  assert.strictEqual(done.state, "stored", JSON.stringify(done));
  assert.strictEqual((await list(admin, "/v1/bank-transactions?limit=200")).length, 2);
}

/** A job is started, goes through its queue, and leaves a file that its own person can fetch. */
export async function exported(admin: Api, name: string): Promise<void> {
  const { id } = await post(admin, "/v1/exports", { noun: "account", format: "csv", columns: ["name"] }, 202);
  const job = await becomes("the export has ended", read(admin, `/v1/jobs/${id}`), ({ downloadUrl }) => !!downloadUrl);
  const file = await fetch(String(job.downloadUrl));
  const text = await file.text();
  assert(file.ok && text.includes(name), `the exported file → ${file.status} ${text}`);
}
