import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { bundle, writePackage } from "../../infra/bundle.ts";

test("a bundle that reads Chinese has the readings beside it, and not the dictionary they were made from", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cashloop-readings-"));
  try {
    const made = await bundle("shared/search/index.ts");
    writePackage(made, folder);
    const script = `const { syllablesOf } = await import(${JSON.stringify(join(folder, "index.mjs"))});
      process.stdout.write(syllablesOf("重庆银行").join(" "));`;
    const out = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: folder });
    expect(out.toString()).toBe("chong qing yin hang");
    expect(Object.keys(made.parts).filter((file) => file.includes("pinyin-pro"))).toEqual([]);
    // The readings alone would be 58 KB; what folds the letters of other scripts is 3.
    expect(made.minifiedKb).toBeLessThan(25);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
