import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import called from "../../functions/permissions.json" with { type: "json" };
import { PERMISSIONS } from "../../functions/permissions.ts";
import { entities } from "../../functions/streams/entities.ts";
import { inChinese } from "../../shared/words/chinese.ts";
import { languageOf } from "../../shared/words/language.ts";
import { spokenIn } from "../../shared/words/spoken.ts";
import { anyCharacter } from "../support/characters.ts";

const SOURCE = ["chinese", "predicates", "sales"]
  .map((name) => readFileSync(new URL(`../../shared/words/${name}.ts`, import.meta.url), "utf8"))
  .join("\n");
const ROOT = new URL("../..", import.meta.url).pathname;
/** The lists' lines, read as text: an English and a Chinese with as many places. */
const LINES = SOURCE.split("\n").filter((line) => / \| .*\p{Script=Han}/u.test(line));

test("every permission is called by words in both languages", () => {
  const { modules, verbs }: Record<"modules" | "verbs", Record<string, string[]>> = called;
  const nounsOf = new Set(entities.map(({ noun }) => `${noun}s`));
  const silent = Object.entries(PERMISSIONS).flatMap(([module, names]) => [
    ...(modules[module]?.length === 2 || nounsOf.has(module) ? [] : [module]),
    ...names.filter((verb) => verbs[verb]?.length !== 2).map((verb) => `${module}.${verb}`),
  ]);
  expect(silent).toEqual([]);
});

describe("the language of a caller", () => {
  test.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
    ["en-GB,en;q=0.9", "en"],
    ["fr, en;q=0.3, zh;q=0.5", "zh-CN"],
    ["fr", "zh-CN"],
    ["*", "zh-CN"],
    ["zh;q=0, en", "en"],
    [undefined, "zh-CN"],
  ])("that asks for %s in a Chinese tenant is %s", (header, language) => {
    expect(languageOf(header, "zh-CN")).toBe(language);
  });

  test("is one of ours whatever is asked for", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (header) => {
        expect(["zh-CN", "en"]).toContain(languageOf(header));
      }),
    );
  });
});

describe("a sentence in Chinese", () => {
  test("has as many places as the English one, and what was named stands in it", () => {
    expect(LINES.length).toBeGreaterThan(150);
    for (const line of LINES) {
      const [english = "", chinese = ""] = line.split(" | ");
      const count = english.split("{}").length - 1;
      const named = Array.from({ length: count }, (_, n) => `x${n}x`);
      const filled = named.reduce((text, name) => text.replace("{}", name), english);
      const told = inChinese(filled) ?? inChinese(`field: ${filled}.`) ?? "";
      expect([english, told, /\p{Script=Han}/u.test(told)]).toEqual([english, told, true]);
      const places = chinese.match(/\{n?\d*\}/g) ?? [];
      for (const [at, place] of places.entries()) {
        const number = /\d/.test(place) ? Number(place.replace(/\D/g, "")) : at;
        expect([english, told.includes(named[number] ?? "?")]).toEqual([english, true]);
      }
    }
  });

  test("is whole for everything that a field must be: no line is said half in English", () => {
    const files = ["functions", "shared"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /(?<!\.d)\.ts$/.test(file) && !/generated|words\//.test(file))
        .map((file) => readFileSync(join(ROOT, folder, file), "utf8")),
    );
    const said = files.flatMap((text) => [...text.matchAll(/"(must (?:be|not|have|begin|hold) [^"]{3,})"/g)]);
    const musts = [...new Set(said.map(([, words = ""]) => words))];
    expect(musts.length).toBeGreaterThan(60);
    const known = new Set(LINES.map((line) => line.split(" | ")[0]));
    const half = musts.filter((words) => {
      const told = inChinese(`field: ${words}.`) ?? "";
      return told === "" || (told === `field：必须是 ${words.replace("must be ", "")}。` && !known.has(words));
    });
    expect(half).toEqual([]);
  });

  test.each([
    ["There is no account acc_123456.", "没有客户 acc_123456。"],
    ["name: is required.", "name：必填。"],
    ["Another lead already has this phone.", "已有其他线索使用相同的 phone。"],
    ["The body: must be an object.", "请求体：必须是对象。"],
    ["limit: must be at most 50.", "limit：不得大于 50。"],
    ["custom.zone: 华北 is not one of 华东, 华南.", "custom.zone：“华北”不在可选值之内：华东, 华南。"],
  ])("%s", (english, chinese) => expect(inChinese(english)).toBe(chinese));

  test("is left as it is where the lists do not have it", async () => {
    const told = await spokenIn("zh-CN", { title: "Conflict", detail: "Something quite new happened" });
    expect(told).toEqual({ title: "冲突", detail: "Something quite new happened" });
  });
});
