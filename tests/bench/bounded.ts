import assert from "node:assert";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChildStack, startChild } from "../support/crash.ts";
import { exportedRows, importedFile } from "../support/large-files.ts";
import { made, openTenant } from "../support/tenant.ts";

const ROWS = Number(process.env.ROWS ?? 50_000);
/** The heap of the process in which gateway and Lambdas run; half as much is taken before the first row. */
const HEAP_MB = Number(process.env.HEAP_MB ?? 96);
/** Text in each row, so that all rows together take more than the rest. */
const TEXT_CHARS = Number(process.env.TEXT_CHARS ?? 300);
/** What follows from changes has Lambdas of its own, and a process of its own in AWS. */
const LAMBDAS = { module: join(import.meta.dirname, "../support/lambdas-of-calls.ts"), name: "lambdas" };
const FIELD = { noun: "account", key: "profile", label: "简介", type: "longText" };

function* lines(): Generator<string> {
  yield "名称,统一社会信用代码,简介\n";
  const text = "数".repeat(TEXT_CHARS);
  for (let n = 0; n < ROWS; n++) yield `导入客户 ${n} 有限公司,R-${n},${text}\n`;
}

const perSecond = (startedMs: number): number => Math.round((1_000 * ROWS) / (performance.now() - startedMs));

/** A file whose rows take more memory than the process may have comes in and leaves whole. */
export async function bounded(): Promise<void> {
  const dataDir = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "bench-"));
  const stack = (await startChild({ dataDir, heapMb: HEAP_MB, lambdas: LAMBDAS })) as ChildStack;
  try {
    const { id, admin } = await openTenant(stack);
    await stack.api(stack.operatorKey).patch(`/v1/tenants/${id}`, { requestsPerSecondMax: 10_000 });
    await made(admin, "/v1/custom-fields", FIELD);
    const file = new Blob([...lines()]);
    console.log(`${ROWS} rows, ${Math.round(file.size / 1e6)} MB, in a process of ${HEAP_MB} MB of heap`);
    const began = performance.now();
    const job = await importedFile(admin, "account", file);
    assert.deepEqual([job.state, job.progress.done, job.progress.failed], ["done", ROWS, 0]);
    console.log(`| in | ${perSecond(began)} rows/s |`);
    for (const format of ["csv", "xlsx"] as const) {
      const left = performance.now();
      const { rows } = await exportedRows(admin, "account", format);
      assert.equal(rows, ROWS);
      console.log(`| out as ${format} | ${perSecond(left)} rows/s |`);
    }
  } finally {
    await stack.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
