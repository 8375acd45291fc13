import { afterAll, expect, test } from "@jest/globals";
import { beginApart, endApart, heldBytes, jobsApart } from "../support/apart.ts";
import { importedFile, longFile, PROFILE } from "../support/large-files.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const MB = 1_000_000;
/** As much text as a field takes, so that few rows are a long file. */
const CHARS = 10_000;
/** More than one page of a job each. */
const FEW = 100;
const MANY = 800;
/** By so much more may be held of the long file than of the short one, whose rows take 14 MB less in memory. */
const SPREAD_MB = 7;
const HEAP_MB = 128;

const stack = useStack({ lambdas: jobsApart });
afterAll(endApart);

test.each(["csv", "xlsx"] as const)("a long %s takes no more of a job's memory than a short one", async (format) => {
  await beginApart(HEAP_MB);
  const { admin } = await openTenant(stack());
  await made(admin, "/v1/custom-fields", PROFILE);
  const held: number[] = [];
  for (const rows of [FEW, MANY]) {
    const file = await longFile(format, 0, rows, CHARS);
    const job = await importedFile(admin, "account", format, file, { dryRun: true, upsertBy: "registrationNo" });
    expect([format, job.state, job.progress.done]).toEqual([format, "done", rows]);
    held.push((await heldBytes()) / MB);
  }
  const [few = 0, many = 0] = held;
  expect([few, many, many < few + SPREAD_MB]).toEqual([few, many, true]);
});
