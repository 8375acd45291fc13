import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { lambdas } from "../../../functions/modules.ts";
import { bundle, LIMITS } from "../../../infra/bundle.ts";
import { facts, PACKAGES } from "./made.ts";

/** Outside the project, where no package is to be found. */
const folder = mkdtempSync(join(tmpdir(), "cashloop-bundles-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a Lambda may have with all that lies beside it. */
const UNZIPPED_BYTES_MAX = 250 * 1024 * 1024;

const all = lambdas.map(({ name }) => ({ name, made: facts.bundles[name]! }));

/** The largest parts of a bundle, for the message of a test that fails. */
const largest = (parts: Record<string, number>): string[] =>
  Object.entries(parts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 8)
    .map(([file, bytes]) => `${bytes} ${file}`);

describe("the bundle of every Lambda", () => {
  test.each(all)("$name keeps to the limits", ({ made }) => {
    const over = made.minifiedKb > LIMITS.minifiedKb || made.gzipKb > LIMITS.gzipKb;
    expect(over ? { kb: made.minifiedKb, gzipKb: made.gzipKb, largest: largest(made.parts) } : "within").toBe("within");
  });

  test.each(all)("$name carries one language of zod's and no client but that for DynamoDB", ({ made }) => {
    const files = Object.keys(made.parts);
    expect(files.filter((file) => /zod\/v4\/locales\/(?!en\.js)/.test(file))).toEqual([]);
    expect(files.filter((file) => /@aws-sdk\/client-(?!dynamodb\/)/.test(file))).toEqual([]);
  });

  test.each(all)("$name loads the runtime's SDK clients at their first use and not with itself", ({ made }) => {
    const early = made.imports.filter(({ kind, path }) => kind === "import-statement" && path.startsWith("@aws-sdk/"));
    expect(early.map(({ path }) => `await import("${path}") where it is used`)).toEqual([]);
  });

  test("loads by itself, with no package beside it but what the runtime brings, and has its handler", () => {
    cpSync(PACKAGES, folder, { recursive: true });
    const script = `
      import { register } from "node:module";
      register("data:text/javascript," + encodeURIComponent(
        'export const resolve = (name, context, next) => name.startsWith("@aws-sdk/")' +
        ' ? { url: "data:text/javascript,export default {}", shortCircuit: true } : next(name, context);'));
      const kinds = await Promise.all(${JSON.stringify(all.map(({ name }) => name))}.map(async (name) => {
        const loaded = await import(${JSON.stringify(folder)} + "/" + name + "/index.mjs");
        return typeof loaded.handler;
      }));
      console.log(kinds.join());`;
    const out = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      stdio: ["ignore", "pipe", "pipe"],
    });
    expect(out.toString().trim()).toBe(all.map(() => "function").join());
  });

  test("carries the files that are read at run time beside it", () => {
    for (const { name, made } of all) {
      for (const { to } of made.beside)
        expect([name, to, existsSync(join(folder, name, to))]).toEqual([name, to, true]);
    }
  });

  test("has the engine of reports where it asks it and nowhere else, complete and far below what a Lambda may have", () => {
    const native = all.filter(({ name }) => facts.needs[name]?.native).map(({ name }) => name);
    expect(native).toEqual(["analytics", "dailyReports", "factsFold"]);
    for (const name of native) {
      const script = `const { DuckDBInstance } = await import("@duckdb/node-api");
        const one = await (await DuckDBInstance.create(":memory:")).connect();
        console.log((await one.runAndReadAll("SELECT 6 * 7 AS n")).getRowObjectsJson()[0].n);`;
      writeFileSync(join(folder, name, "ask.mjs"), script);
      const out = execFileSync(process.execPath, [join(folder, name, "ask.mjs")], { cwd: join(folder, name) });
      expect(out.toString().trim()).toBe("42");
      const files = readdirSync(join(folder, name), { recursive: true, encoding: "utf8" });
      const bytes = files.reduce((sum, file) => sum + statSync(join(folder, name, file)).size, 0);
      expect(bytes).toBeLessThan(UNZIPPED_BYTES_MAX / 2);
    }
  });

  test("is refused where it would need what is left out", async () => {
    await expect(bundle("shared/contract/json-schema.ts")).rejects.toThrow("build time only");
  });
});
