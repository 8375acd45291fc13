import { setTimeout as wait } from "node:timers/promises";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { together } from "../../infra/local/demo/caller.ts";
import { type Consumption, setMeter, systemClient } from "../../shared/table/store.ts";
import { onStage, runningLambda, type Stage } from "./stage.ts";

const ROWS = Number(process.env.ROWS ?? 20_000);
const NOUNS = (process.env.NOUNS ?? "contact,account").split(",");
/** Puts by which the floor is measured. */
const PUTS = 20_000;
/** As many at once as an import has under way. */
const AT_ONCE = 16;
/** Rows of which the units are counted. */
const METERED = 1_000;
const POLL_MS = 100;
const TIME_MS_MAX = 1_800_000;

const perSecond = (rows: number, startedMs: number): number =>
  Math.round((1_000 * rows) / (performance.now() - startedMs));

/** The floor: one conditional put a row, of a record's size and with the index keys of one, by the same server. */
export async function floor(rows: number): Promise<number> {
  const TableName = process.env.TABLE_NAME ?? "";
  const started = performance.now();
  const put = (n: number) => {
    const Item = {
      pk: { S: `F#imp${n}` },
      sk: { S: "-" },
      ...{ g1p: { S: "F#all" }, g1s: { S: String(n) }, g2p: { S: "F#owner" }, g2s: { S: String(n) } },
      text: { S: "x".repeat(300) },
    };
    return systemClient().send(
      new PutItemCommand({ TableName, Item, ConditionExpression: "attribute_not_exists(pk)" }),
    );
  };
  await together(
    Array.from({ length: rows }, (_, n) => n),
    put,
    AT_ONCE,
  );
  return perSecond(rows, started);
}

const fileOf = (noun: string, rows: number, from: number, accountId: string): string => {
  const row = (n: number): string =>
    noun === "account" ? `导入客户 ${n} 有限公司,R-${n}` : `联系人 ${n},${accountId},p${n}@example.com`;
  const header = noun === "account" ? "名称,统一社会信用代码" : "名称,客户,邮箱";
  return [header, ...Array.from({ length: rows }, (_, n) => row(from + n))].join("\n");
};

type Job = { id: string; state: string; progress: { done: number; failed: number } };

/** Uploads a file, imports it, and waits for the import alone: audit and mails follow at their own pace. */
async function imported({ call }: Stage, noun: string, file: string, more: object = {}): Promise<void> {
  type Upload = { id: string; uploadUrl: string; contentType: string };
  const upload = await call<Upload>("POST", "/v1/uploads", { format: "csv" });
  await fetch(upload.uploadUrl, { method: "PUT", body: file, headers: { "content-type": upload.contentType } });
  const body = { noun, format: "csv", uploadId: upload.id, ...more };
  const { id } = await call<Job>("POST", "/v1/imports", body);
  const until = performance.now() + TIME_MS_MAX;
  let job = await call<Job>("GET", `/v1/jobs/${id}`);
  while (["queued", "running"].includes(job.state) && performance.now() < until) {
    await wait(POLL_MS);
    job = await call<Job>("GET", `/v1/jobs/${id}`);
  }
  if (job.state !== "done" || job.progress.failed > 0) throw new Error(`The import ended so: ${JSON.stringify(job)}`);
}

type Units = { read: number; write: number; index: number };

/** What the runner alone is charged for a row. */
async function unitsOf(work: () => Promise<void>): Promise<Units> {
  const sum = { read: 0, write: 0, index: 0 };
  setMeter((c: Consumption) => {
    if (runningLambda() !== "jobRunner") return;
    sum.read += c.readUnits;
    sum.write += c.writeUnits - c.indexWriteUnits;
    sum.index += c.indexWriteUnits;
  });
  await work().finally(() => setMeter(undefined));
  const each = (units: number): number => Math.round((100 * units) / METERED) / 100;
  return { read: each(sum.read), write: each(sum.write), index: each(sum.index) };
}

/** Rows a second that the runner does, while audit follows at its own pace, and what memory that takes. */
async function speed(stage: Stage, noun: string, accountId: string): Promise<{ rows: number; memoryMb: number }> {
  const file = fileOf(noun, ROWS, 1_000_000, accountId);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }, 100);
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  await imported(stage, noun, file);
  clearInterval(watch);
  const rows = perSecond(ROWS, started);
  await stage.stack.settled({ withinMs: TIME_MS_MAX });
  return { rows, memoryMb: Math.round((peak - before) / 1e6) };
}

/** Rows a second and units a row of an import, beside the floor, in one run. */
export const imports = (): Promise<void> =>
  onStage(async (stage) => {
    const { id: accountId } = await stage.call<{ id: string }>("POST", "/v1/accounts", { name: "甲方有限公司" });
    console.log("| noun | units a row: read / write / index | again, nothing changed | again, each row changed |");
    console.log("| --- | --- | --- | --- |");
    const written = ({ read, write, index }: Units): string => `${read} / ${write} / ${index}`;
    for (const noun of ["account", "contact"]) {
      const file = fileOf(noun, METERED, 0, accountId);
      const first = await unitsOf(() => imported(stage, noun, file));
      const by = { upsertBy: "registrationNo" };
      const isKeyed = noun === "account";
      const again = isKeyed ? await unitsOf(() => imported(stage, noun, file, by)) : undefined;
      const renamed = file.replaceAll("有限公司", "股份公司");
      const changed = isKeyed ? await unitsOf(() => imported(stage, noun, renamed, by)) : undefined;
      console.log(
        `| ${noun} | ${written(first)} | ${again ? written(again) : "–"} | ${changed ? written(changed) : "–"} |`,
      );
    }
    console.log("\nThe floor is one put a row: 0 / 1 / 2.");
    const puts = await floor(PUTS);
    for (const noun of NOUNS) {
      const { rows, memoryMb } = await speed(stage, noun, accountId);
      console.log(
        `${noun}: ${rows} rows/s of ${ROWS}, with audit beside it in the same process; ${puts} puts/s by the server alone; ${memoryMb} MB`,
      );
    }
  });
