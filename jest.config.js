/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/tests/support/transform.js" },
  modulePathIgnorePatterns: ["<rootDir>/cdk.out", "<rootDir>/.local"],
  testTimeout: 60_000,
};
