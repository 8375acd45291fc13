import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { ROOT } from "../../infra/bundle.ts";

/** A new noun with an action, an approval, a figure and due work takes fewer lines than this. */
const NOUN_LINES_MAX = 80;
const PAGE_LINES_MAX = 120;
/** Lists outside its own folder that a noun is written into. */
const LISTS_MAX = 2;
/** Kilobytes that a new noun may add to the bundle of a Lambda that is not its own. */
const BUNDLE_KB_MAX = 0.3;
/** Lambdas that have something of every noun, and why. */
const OF_ALL: Readonly<Record<string, string>> = {
  docs: "carries the document of all calls",
  rest: "runs what a module does when its records change",
};

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

const env = { ...process.env, NODE_OPTIONS: "" };

function run(command: string, cwd = folder): string {
  const { status, stdout } = spawnSync("bash", ["-c", `${command} 2>&1`], { cwd, env, maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stdout.toString().slice(-4_000)}`);
  return stdout.toString();
}

const MEASURE = `
  const [{ lambdas }, { loadedKb }] = await Promise.all([import("./functions/modules.ts"), import("./infra/bundle.ts")]);
  console.log(JSON.stringify(await loadedKb(Object.fromEntries(lambdas.map(({ name, entry }) => [name, entry])))));`;

/** The kilobytes of every Lambda of a project, without what is loaded later. */
const sizesIn = (cwd: string): Record<string, number> =>
  JSON.parse(run(`node --no-warnings --input-type=module -e '${MEASURE}'`, cwd));

const files = blocks.filter(({ info }) => /^(functions|tests)\//.test(info));
const lists = blocks.filter(({ info }) => info.startsWith("add-to="));

test("the page is short, and names few lists", () => {
  expect(page.split("\n").length - 1).toBeLessThan(PAGE_LINES_MAX);
  expect(new Set(lists.map(({ info }) => info)).size).toBeLessThanOrEqual(LISTS_MAX);
});

test("a noun that is added as the page says works, is small, and costs others next to nothing", () => {
  for (const name of PROJECT) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of SETTINGS) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const { info, text } of files) {
    mkdirSync(dirname(join(folder, info)), { recursive: true });
    writeFileSync(join(folder, info), text);
  }
  for (const { info, text } of lists) addTo(info.slice("add-to=".length), text);
  const commands = blocks.filter(({ info }) => info === "sh").flatMap(({ text }) => text.trim().split("\n"));
  expect(commands).toHaveLength(3);
  // A count of what failed; a worker that a busy machine is slow to end also "has failed" in what Jest prints.
  for (const command of commands) expect(run(command)).not.toMatch(/\b\d+ failed\b/);
  cpSync(join(ROOT, "tests/support/fixtures/contributing/promises.txt"), join(folder, "tests/api/promises.test.ts"));
  expect(run("npm run jest -- tests/api/promises")).not.toMatch(/\b\d+ failed\b/);
  const code = files
    .filter(({ info }) => info.startsWith("functions/"))
    .flatMap(({ text }) => text.split("\n"))
    .filter((line) => line.trim() && !/^\s*(\/\*\*|\*|\/\/|import )/.test(line));
  expect(code.length).toBeLessThan(NOUN_LINES_MAX);
  const before = sizesIn(ROOT);
  const grown = Object.entries(sizesIn(folder)).flatMap(([name, kb]) => {
    const more = kb - (before[name] ?? kb);
    return more > BUNDLE_KB_MAX && !(name in OF_ALL) ? [`${name}: ${more.toFixed(2)} KB`] : [];
  });
  expect(grown).toEqual([]);
}, 600_000);
