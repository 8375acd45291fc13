/** @type {import("jest").Config} */
export default {
  testEnvironment: "<rootDir>/tests/support/environment.js",
  // Nothing of the product, which the files of a worker share, is taken away with a file.
  testEnvironmentOptions: { globalsCleanup: "off" },
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
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
