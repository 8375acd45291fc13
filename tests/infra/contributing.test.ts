import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { ROOT } from "../../infra/bundle.ts";

/** A new noun with three behaviours of its own takes fewer lines than this. */
const NOUN_LINES_MAX = 80;

const PROJECT = ["functions", "shared", "infra", "tests"];
const SETTINGS = [
  "package.json",
  "tsconfig.json",
  "biome.json",
  "jest.config.js",
  "cdk.json",
  "README.md",
  "ARCHITECTURE.md",
];

type Block = { info: string; text: string };

const page = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");
const blocks: Block[] = [...page.matchAll(/^```(\S+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(([, language, info, text]) => ({
  info: language === "sh" ? "sh" : (info ?? ""),
  text: text ?? "",
}));

const folder = mkdtempSync(join(tmpdir(), "contributing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Imports go to the top of a list's file, and the entry right behind the list's opening. */
function addTo(path: string, text: string): void {
  const file = join(folder, path);
  const lines = text.trimEnd().split("\n");
  const isImport = (line: string): boolean => line.startsWith("import ");
  const entries = lines.filter((line) => !isImport(line)).join("\n");
  const source = readFileSync(file, "utf8").replace(/= ([[{])\s*/, (_, open) => `= ${open}\n${entries}\n  `);
  writeFileSync(file, [...lines.filter(isImport), source].join("\n"));
}

test("a noun that is added as the page says works, and is small", () => {
  for (const name of PROJECT) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of SETTINGS) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const files = blocks.filter(({ info }) => /^(functions|tests)\//.test(info));
  for (const { info, text } of files) {
    mkdirSync(dirname(join(folder, info)), { recursive: true });
    writeFileSync(join(folder, info), text);
  }
  for (const { info, text } of blocks) if (info.startsWith("add-to=")) addTo(info.slice("add-to=".length), text);
  const run = (command: string): string => {
    const env = { ...process.env, NODE_OPTIONS: "" };
    const { status, stdout } = spawnSync("bash", ["-c", `${command} 2>&1`], { cwd: folder, env, maxBuffer: 1e8 });
    if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stdout.toString().slice(-4_000)}`);
    return stdout.toString();
  };
  // The page shows entries where a reader would put them; the formatter decides on line breaks and the order of imports.
  run(
    `npx biome check --write ${["functions/modules.ts", "functions/nouns.ts", "functions/streams/entities.ts"].join(" ")}`,
  );
  const commands = blocks.filter(({ info }) => info === "sh").flatMap(({ text }) => text.trim().split("\n"));
  expect(commands).toHaveLength(3);
  // A count of what failed; a worker that a busy machine is slow to end also "has failed" in what Jest prints.
  for (const command of commands) expect(run(command)).not.toMatch(/\b\d+ failed\b/);
  const lines = files
    .filter(({ info }) => info.startsWith("functions/"))
    .flatMap(({ text }) => text.split("\n"))
    .filter((line) => line.trim() && !/^\s*(\/\*\*|\*|\/\/|import )/.test(line));
  expect(lines.length).toBeLessThan(NOUN_LINES_MAX);
}, 300_000);
