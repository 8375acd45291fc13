import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { readingsFile } from "../../shared/search/data/make.ts";
import { editsToBegin } from "../../shared/search/edits.ts";
import { duplicateKeysOf, normalised, phoneOf, syllablesOf } from "../../shared/search/index.ts";
import { laterSyllables } from "../../shared/search/sounds.ts";
import { anyCharacter } from "../support/characters.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 300 * SOAK;
const anyText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);

describe("the normal form", () => {
  test("of itself is itself, and is fit for a key", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const form = normalised(text);
        expect(normalised(form)).toBe(form);
        expect(form.isWellFormed()).toBe(true);
      }),
      { numRuns },
    );
  });

  test("does not know width, case, invisible characters and numbers of spaces", () => {
    expect(normalised("  ＡＢＣ\u200b \t科技（上海）")).toBe("abc 科技(上海)");
    expect(normalised("Straße ẞ ΟΔΟΣ")).toBe("strasse ss οδοσ");
  });
});

describe("readings", () => {
  test.each([
    ["重庆", "chong qing"],
    ["厦门", "xia men"],
    ["广厦大厦", "guang sha da sha"],
    ["长沙", "chang sha"],
    ["增长", "zeng zhang"],
    ["银行", "yin hang"],
    ["音乐", "yin yue"],
    ["乐清", "yue qing"],
    ["会计", "kuai ji"],
    ["六安", "lu an"],
    ["曾国藩", "zeng guo fan"],
    ["绿地", "lv di"],
    ["中国工商银行重庆分行", "zhong guo gong shang yin hang chong qing fen hang"],
  ])("%s is read %s", (text, reading) => {
    expect(syllablesOf(text).join(" ")).toBe(reading);
  });

  test("are one for each character, whatever the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(syllablesOf(text)).toHaveLength([...text].length);
      }),
      { numRuns },
    );
  });

  test("can be taken apart again at each of their syllables", () => {
    const characters = fc.array(fc.integer({ min: 0x4e00, max: 0x8fff }), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(characters, (codes) => {
        const syllables = syllablesOf(String.fromCodePoint(...codes)).filter((one) =>
          /^[a-z]*[aeiou][a-z]*$/.test(one),
        );
        const read = syllables.join("");
        const begins = syllables.map((_, n) => syllables.slice(0, n).join("").length).slice(1);
        expect(laterSyllables(read)).toEqual(expect.arrayContaining(begins.filter((at) => read.length - at >= 4)));
      }),
      { numRuns },
    );
    expect(laterSyllables("shanghaidongfang88")).toEqual([5, 8, 12]);
    expect(laterSyllables("honeywell")).toEqual([]);
  });

  test("stand in the file as the dictionary has them", async () => {
    const file = readFileSync(new URL("../../shared/search/data/readings.bin", import.meta.url));
    expect(file.equals(await readingsFile())).toBe(true);
    expect(file.length).toBeLessThan(64_000);
  });
});

describe("edits", () => {
  test("to begin a term count swaps, letters too many, missing and wrong as one each", () => {
    const counted = ["shanghai", "shanghia", "shaanghai", "shnghai", "shbnghai", "hsanghia"];
    expect(counted.map((typed) => editsToBegin(typed, "shanghaikeji", 2))).toEqual([0, 1, 1, 1, 1, 2]);
    expect(editsToBegin("beijing", "shanghaikeji", 2)).toBe(3);
  });

  test("are none exactly for a beginning", () => {
    const word = fc.stringMatching(/^[ab]{1,8}$/);
    fc.assert(
      fc.property(word, word, (typed, term) => {
        expect(editsToBegin(typed, term, 2) === 0).toBe(term.startsWith(typed));
      }),
      { numRuns },
    );
  });
});

describe("telephone numbers", () => {
  test.each([
    ["138 1234 5678", "+8613812345678"],
    ["８６-13812345678", "+8613812345678"],
    ["0086 138-1234-5678", "+8613812345678"],
    ["(021) 6123 4567 转 801", "+862161234567"],
    ["+86 (0)21 6123 4567", "+862161234567"],
    ["0512-1234567", "+865121234567"],
    ["+1 (415) 555-0100", "+14155550100"],
    ["+852 2345 6789", "+85223456789"],
    ["8001", undefined],
  ])("%s is %s", (text, e164) => {
    expect(phoneOf(text)?.e164).toBe(e164);
  });

  test("are read from any text without end or error", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(phoneOf(text)?.e164 ?? "+1234567").toMatch(/^\+[1-9]\d{6,14}$/);
      }),
      { numRuns },
    );
  });
});

describe("duplicate keys", () => {
  const values = (fields: Parameters<typeof duplicateKeysOf>[0], isStrong: boolean) =>
    duplicateKeysOf(fields)
      .filter((key) => key.strong === isStrong)
      .map(({ kind, value }) => `${kind} ${value}`);

  test("are the same for one company in several spellings", () => {
    const one = values({ company: "上海云帆（科技）有限公司", registrationNo: "91310000-ma1fl0xx3a" }, true);
    expect(one).toEqual(["registrationNo 91310000MA1FL0XX3A", "company 上海云帆科技"]);
    expect(values({ company: "上海云帆科技股份有限公司", registrationNo: "91310000MA1FL0XX3A" }, true)).toEqual(one);
    expect(values({ company: "Acme Trading Co., Ltd." }, true)).toEqual(
      values({ company: "ACME TRADING LIMITED" }, true),
    );
  });

  test("tell what is a person's own from what is shared", () => {
    const person = {
      name: "张 三",
      company: "云帆科技有限公司",
      phone: "138-1234-5678",
      email: "Zhang.San+crm@Acme.com",
    };
    expect(values(person, true)).toEqual(["phone +8613812345678", "email zhang.san@acme.com", "person 张三@云帆科技"]);
    expect(values(person, false)).toEqual(["company 云帆科技", "name 张三", "pinyin zhang'san"]);
    expect(values({ phone: "021-61234567", email: "info@acme.com" }, true)).toEqual([]);
  });

  test("sound alike for characters that do", () => {
    const sound = (name: string) => duplicateKeysOf({ name }).find((key) => key.kind === "pinyin")?.value;
    expect(sound("张丽")).toBe(sound("章莉"));
    expect(sound("西安")).not.toBe(sound("先"));
  });

  test("are none of what says nothing, and never more than one of a kind", () => {
    expect(duplicateKeysOf({ company: "有限公司", phone: "n/a", email: "none", registrationNo: "0" })).toEqual([]);
    fc.assert(
      fc.property(anyText, (text) => {
        const keys = duplicateKeysOf({ name: text, company: text, phone: text, email: text, registrationNo: text });
        expect(new Set(keys.map((key) => key.kind)).size).toBe(keys.length);
      }),
      { numRuns },
    );
  });
});
