import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ROOT } from "../../infra/bundle.ts";
import { buildConsole, type ConsoleBuild } from "../../infra/console.ts";

const APP = join(ROOT, "functions/console/app");
const FIRST_GZIP_KB_MAX = 250;
const PAGE_GZIP_KB_MAX = 250;

const folder = mkdtempSync(join(tmpdir(), "console-"));
let made: ConsoleBuild;

beforeAll(async () => {
  made = await buildConsole(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dictionary = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(APP, `words/${language}.json`), "utf8"));

const gzipKb = (file: string): number => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1_000;

describe("what is built", () => {
  test(`is at most ${FIRST_GZIP_KB_MAX} KB of script before the first page`, () => {
    const scripts = made.first.filter((file) => extname(file) === ".js");
    const sum = scripts.reduce((kb, file) => kb + gzipKb(file), 0);
    expect(sum).toBeLessThan(FIRST_GZIP_KB_MAX);
    // A bundle that has lost its parts would pass too.
    expect(sum).toBeGreaterThan(100);
  });

  test(`has no file of more than ${PAGE_GZIP_KB_MAX} KB`, () => {
    const heavy = made.files.filter((file) => gzipKb(file) > PAGE_GZIP_KB_MAX);
    expect(heavy).toEqual([]);
  });

  test("is named by what it holds, and is all that the folder has", () => {
    const all = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
    expect(all.sort()).toEqual([...made.files].sort());
    const unhashed = made.files.filter((file) => file !== made.entry && !/^assets\/.+-[0-9A-Za-z]{8}\.\w+$/.test(file));
    expect(unhashed).toEqual([]);
  });

  test("the page runs nothing and styles nothing by itself, and loads from its own host alone", () => {
    const page = readFileSync(join(folder, made.entry), "utf8");
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
    const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, to = ""]) => to);
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.filter((to) => !/^\/assets\//.test(to))).toEqual([]);
  });
});

describe("what it says", () => {
  const sources = readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("words"))
    .map((name) => ({ name, text: readFileSync(join(APP, name), "utf8") }));
  const [zhCN, en] = [dictionary("zh-CN"), dictionary("en")];
  const keys = Object.keys(zhCN);
  const filled = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort();

  test("is said in both languages, with the same things filled in", () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
    const unlike = Object.entries(zhCN).filter(([key, text]) => {
      const other = en[key] ?? "";
      return text.trim() === "" || other.trim() === "" || filled(text).join() !== filled(other).join();
    });
    expect(unlike).toEqual([]);
  });

  test("is all used", () => {
    expect(keys.filter((key) => !sources.some(({ text }) => text.includes(`"${key}"`)))).toEqual([]);
  });

  test("stands in the dictionaries and not among the code", () => {
    // What languages are called is the same in every language.
    const chinese = sources.filter(({ text }) => /[\u4e00-\u9fff]/.test(text.replaceAll(/中文|\/\/.*|[，、¥￥]/g, "")));
    expect(chinese.map(({ name }) => name)).toEqual([]);
  });

  test("takes nothing of a record for markup, and keeps no credential", () => {
    const findings = sources.filter(({ text }) =>
      /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write/.test(text),
    );
    expect(findings.map(({ name }) => name)).toEqual([]);
    const stores = sources.filter(({ text }) => /(local|session)Storage/.test(text)).map(({ name }) => name);
    expect(stores.filter((name) => !/^lib.(drafts|preferences)\.ts$|^session/.test(name))).toEqual([]);
  });
});
