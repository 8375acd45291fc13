import assert from "node:assert";
import type { TableFormat } from "../../shared/tabular/index.ts";
import { beginApart, endApart, heldBytes, jobsApart } from "../support/apart.ts";
import { apiClient } from "../support/api.ts";
import { exported, importedFile, longFile, PROFILE, rowsIn } from "../support/large-files.ts";
import { made } from "../support/tenant.ts";
import { onStage } from "./stage.ts";

const ROWS = Number(process.env.ROWS ?? 50_000);
/** The first tenth of the rows, beside which the whole is measured. */
const FEW = ROWS / 10;
/** The heap that the process of jobs may have: less than the rows of the long file take. */
const HEAP_MB = Number(process.env.HEAP_MB ?? 64);
/** Text in each row, so that all rows together take more than the rest. */
const TEXT_CHARS = Number(process.env.TEXT_CHARS ?? 600);
/** The long file may hold so many times what the short one holds. */
const FACTOR_MAX = 1.5;
const MB = 1_000_000;
const FORMATS: TableFormat[] = ["csv", "xlsx"];

const perSecond = (rows: number, startedMs: number): number =>
  Math.round((1_000 * rows) / (performance.now() - startedMs));

/**
 * Files come in and leave whole in a process that has less memory than their rows take, and the long file takes no more
 * of it than the short one. An xlsx is tried in a dry run: what a row writes does not depend on the file that it was in.
 */
export const bounded = (): Promise<void> =>
  onStage(async ({ stack, adminKey }) => {
    const admin = apiClient(stack.baseUrl, adminKey);
    await made(admin, "/v1/custom-fields", PROFILE);
    await beginApart(HEAP_MB);
    const held = new Map<string, number[]>();
    const tell = async (what: string, rows: number, began: number): Promise<void> => {
      const mb = (await heldBytes()) / MB;
      held.set(what, [...(held.get(what) ?? []), mb]);
      console.log(`| ${what} | ${rows} | ${perSecond(rows, began)} rows/s | ${mb.toFixed(1)} MB |`);
    };
    console.log(`${ROWS} rows of ${TEXT_CHARS} characters and more, jobs in a process of ${HEAP_MB} MB of heap`);
    let before = 0;
    for (const rows of [FEW, ROWS]) {
      for (const format of FORMATS) {
        const file = await longFile(format, before, rows - before, TEXT_CHARS);
        const more = { dryRun: format === "xlsx", upsertBy: "registrationNo" };
        const began = performance.now();
        const { state, progress } = await importedFile(admin, "account", format, file, more);
        assert.deepEqual([state, progress.done, progress.failed], ["done", rows - before, 0]);
        await tell(`in as ${format}${more.dryRun ? ", tried" : ""}`, rows - before, began);
      }
      before = rows;
      for (const format of FORMATS) {
        const began = performance.now();
        const job = await exported(admin, "account", format);
        await tell(`out as ${format}`, rows, began);
        assert.equal(await rowsIn(job, format), rows);
      }
    }
    await endApart();
    for (const [what, [few = 0, many = 0]] of held) assert.ok(many <= FACTOR_MAX * few, `${what}: ${few} → ${many} MB`);
  }, jobsApart);
