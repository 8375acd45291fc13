import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * Writes everything that is derived from `functions/modules.ts`: `npm run generate`. With `--check` nothing is written,
 * and the exit status says whether a file is stale. The lists come first: routes of one module are made from the nouns of
 * all, so a process of its own reads them anew.
 */
const SCRIPTS = ["lists.ts", "contract.ts"];

const [, , ...given] = process.argv;
const failed = SCRIPTS.filter((script) => {
  const path = join(import.meta.dirname, "generate", script);
  const { status } = spawnSync(process.execPath, ["--no-warnings", path, ...given], { stdio: "inherit" });
  return status !== 0;
});
process.exitCode = failed.length > 0 ? 1 : 0;
