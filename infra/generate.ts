import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NEEDS } from "../functions/docs/needs.ts";
import { modules } from "../functions/modules.ts";
import { openApi } from "../shared/contract/openapi.ts";
import { keysSnap, routesSnap } from "../shared/contract/snaps.ts";
import { typeScript } from "../shared/contract/typescript.ts";
import { parkedRecord } from "../shared/events/parked.ts";
import { idempotencyRecord } from "../shared/http/idempotency.ts";
import { rateCounter } from "../shared/http/limits.ts";

/**
 * Writes everything that is derived from `functions/modules.ts`: `npm run generate`. With `--check` nothing is written,
 * and the exit status says whether a file is stale.
 */
const ROOT = join(import.meta.dirname, "..");

/** Entities of the kernel, which belong to no module. */
const KERNEL = [idempotencyRecord, rateCounter, parkedRecord];

function generated(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const document = openApi(modules, { version, needs: NEEDS });
  return {
    "tests/snapshots/routes.snap": routesSnap(modules),
    "tests/snapshots/keys.snap": keysSnap(modules, KERNEL),
    "shared/client/generated/openapi.json": `${JSON.stringify(document, null, 1)}\n`,
    "shared/client/generated/routes.ts": typeScript(document),
  };
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

const isCheck = process.argv.includes("--check");
const stale = Object.entries(generated()).filter(([file, content]) => contentOf(join(ROOT, file)) !== content);
for (const [file, content] of stale) {
  if (!isCheck) {
    mkdirSync(dirname(join(ROOT, file)), { recursive: true });
    writeFileSync(join(ROOT, file), content);
  }
  process.stdout.write(`${isCheck ? "stale" : "wrote"} ${file}\n`);
}
if (isCheck && stale.length > 0) {
  process.stdout.write('Run "npm run generate" and commit what it writes.\n');
  process.exitCode = 1;
}
