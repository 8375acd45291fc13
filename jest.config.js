import { execFileSync } from "node:child_process";

/**
 * The seed of all properties: it follows from the tree that HEAD names, so a commit is judged by the same cases wherever it is
 * run, and the next by others. A soak draws its own each time.
 */
function seedOfRun() {
  if (Number(process.env.SOAK ?? 1) > 1) return Date.now() % 2 ** 31;
  try {
    const tree = execFileSync("git", ["rev-parse", "HEAD^{tree}"], { cwd: import.meta.dirname, stdio: "pipe" });
    return Number.parseInt(String(tree).slice(0, 7), 16);
  } catch {
    // A copy without its history.
    return 1;
  }
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
