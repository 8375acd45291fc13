import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The seed of all properties: it follows from the sources, so a commit is judged by the same cases wherever and however it is
 * checked out, and the next by others. A soak draws its own each time.
 */
function seedOfRun() {
  if (Number(process.env.SOAK ?? 1) > 1) return Date.now() % 2 ** 31;
  const hash = createHash("sha256");
  for (const folder of ["functions", "infra", "shared", "tests"]) {
    const entries = readdirSync(join(import.meta.dirname, folder), { recursive: true, withFileTypes: true });
    const sources = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"));
    for (const path of sources.map((entry) => join(entry.parentPath, entry.name)).sort()) {
      hash.update(readFileSync(path, "utf8").replaceAll("\r\n", "\n"));
    }
  }
  return hash.digest().readUInt32BE() >>> 1;
}
process.env.PROPERTY_SEED ??= String(seedOfRun());

/** @type {import("jest").Config} */
export default {
  testEnvironment: "<rootDir>/tests/support/environment.js",
  // Nothing of the product, which the files of a worker share, is taken away with a file.
  testEnvironmentOptions: { globalsCleanup: "off" },
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^fast-check$": "<rootDir>/tests/support/seeded-check.ts" },
  transform: { "\\.ts$": "<rootDir>/tests/support/transform.js" },
  testSequencer: "<rootDir>/tests/support/sequencer.js",
  // The two written contracts under tests/snapshots are not jest's own snapshots.
  modulePathIgnorePatterns: ["<rootDir>/cdk.out", "<rootDir>/.local", "<rootDir>/tests/snapshots"],
  // Every stack has a database process beside it, so two files at a time fill two cores.
  maxWorkers: 2,
  // What a file has loaded stays with its worker; one that has gathered much begins anew.
  workerIdleMemoryLimit: "1500MB",
  // What hangs ends at last; how fast something is says a bench and no test, on whatever machine it runs.
  testTimeout: 600_000,
};
