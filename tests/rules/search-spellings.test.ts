import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { likenessesOf } from "../../shared/records/duplicates.ts";
import { postingsOf } from "../../shared/search/index.ts";
import { simplified } from "../../shared/search/variants.ts";
import { company, SearchIndex } from "../support/search.ts";

const FILE = new URL("../../shared/search/data/variants.txt", import.meta.url);
const LINES = readFileSync(FILE, "utf8").trim().split("\n");
const WAYS = new Map(
  LINES.map((line): [string, string[]] => {
    const [simple = "", ...others] = line;
    return [simple, others];
  }),
);

const rowOf = (text: string) => [{ field: "name", text, kind: "name" as const }];
const finds = (query: string, text: string): boolean => new SearchIndex([rowOf(text)]).search(query).length > 0;

/** A text with each character in one of the ways in which it is written, by a list of numbers. */
const otherwise = (text: string, ways: readonly number[]): string =>
  [...text]
    .map((c, n) => ["", ...(WAYS.get(c) ?? [])][(ways[n % ways.length] ?? 0) % (1 + (WAYS.get(c)?.length ?? 0))] || c)
    .join("");

describe("characters of more than one form", () => {
  test("each lead to one, which leads no further, and are as many as before", () => {
    expect(LINES.length).toBeGreaterThan(2_500);
    for (const [simple, others] of WAYS) {
      expect([simple, simplified(simple)]).toEqual([simple, simple]);
      for (const other of others) expect([other, simplified(other)]).toEqual([other, simple]);
    }
  });

  test("that simplified Chinese has mean themselves", () => {
    expect(simplified("张乾 王芸 徵 藉 著")).toBe("张乾 王芸 徵 藉 著");
    expect(simplified("張乾 後藤 廣島 広島 東京 臺灣 龍竜")).toBe("张乾 后藤 广岛 广岛 东京 台湾 龙龙");
  });

  test("find each other in any mixture, and are one company", () => {
    const ways = fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(company, ways, ways, (name, some, others) => {
        const [kept, typed] = [otherwise(name, some), otherwise(name, others)];
        expect([typed, kept, finds(typed, kept)]).toEqual([typed, kept, true]);
        expect(likenessesOf({ company: kept }, { company: typed })).toContainEqual({ kind: "company", strong: true });
      }),
    );
  });
});

describe("names without blanks", () => {
  const syllables = (from: number, to: number) =>
    fc.integer({ min: from, max: to }).map((code) => String.fromCodePoint(code));
  const parts = (unit: fc.Arbitrary<string>) =>
    fc.tuple(
      fc.string({ unit, minLength: 1, maxLength: 5 }),
      fc.string({ unit, minLength: 1, maxLength: 6 }),
      fc.constantFrom("", "주식회사 ", "(주)", "株式会社", "LG"),
    );
  const thai = fc.constantFrom(..."ไทย การค้า เจริญ โภค ภัณฑ์ สยาม ยานยนต์ กรุงเทพ ประกัน ไฟฟ้า น้ำมัน".split(" "));

  test.each([
    ["Korean", syllables(0xac00, 0xd7a3)],
    ["katakana", syllables(0x30a2, 0x30f3).filter((c) => !"ァィゥェォッャュョヮン".includes(c))],
    ["hiragana", syllables(0x3042, 0x3093).filter((c) => !"ぁぃぅぇぉっゃゅょゎん".includes(c))],
    ["Thai", thai],
  ])("in %s are found from each part", (_, unit) => {
    fc.assert(
      fc.property(parts(unit), ([before, behind, form]) => {
        const name = `${form}${before}${behind}`;
        for (const query of [before, behind, before + behind].filter(
          (q) => q.length > 1 || /\p{Script=Hangul}/u.test(q),
        )) {
          // The twelfth place in a name is the last that has a row.
          if (name.replace(/[^\p{L}]/gu, "").length > 12) continue;
          expect([query, name, finds(query, name)]).toEqual([query, name, true]);
        }
      }),
    );
  });

  test("cost as many rows as they have syllables, and twelve at most", () => {
    expect(postingsOf(rowOf("한국무역")).length).toBe(4);
    expect(postingsOf(rowOf("가나다라마바사아자차카타파하거너더러")).length).toBe(13);
    expect(postingsOf(rowOf("Acme Trading")).length).toBe(4);
  });
});

describe("signs, widths and marks", () => {
  const word = fc.stringMatching(/^[a-z]{1,5}$/);
  test("a name with signs between its letters is found with and without them", () => {
    fc.assert(
      fc.property(word, word, word, fc.constantFrom(..."&.-/·・_"), (a, b, c, sign) => {
        const name = `${a}${sign}${b} ${c}`;
        for (const query of [name, `${a}${b}`, `${a} ${b}`, `${a}${b} ${c}`.toUpperCase(), `${a}${sign}${b}`]) {
          expect([query, name, finds(query, name)]).toEqual([query, name, true]);
        }
      }),
    );
  });

  test.each([
    ["AT&T", "AT&T Inc."],
    ["at and t", "AT&T Inc."],
    ["procter and gamble", "Procter & Gamble"],
    ["3m", "3M中国有限公司"],
    ["ＡＢＣ", "abc Trading"],
    ["C++", "C++ Labs"],
    ["Müller", "Mueller GmbH"],
    ["МОСКВА", "москва торг"],
    ["ΑΘΗΝΑΣ", "Αθήνας"],
    ["メルセデスベンツ", "メルセデス・ベンツ"],
    ["東京", "株式会社東京商事"],
    ["広島", "廣島商事"],
    ["이", "이순신"],
  ])("%s finds %s", (query, name) => expect(finds(query, name)).toBe(true));

  test("a name spelt without its umlaut is found as one that is mistyped", () => {
    expect(new SearchIndex([rowOf("Müller GmbH")]).search("mueller", true)).toEqual([0]);
  });

  test.each([
    ["王芸", "王艺"],
    ["ハラ", "バラ園"],
    ["and", "Procter & Gamble"],
  ])("%s does not find %s", (query, name) => expect(finds(query, name)).toBe(false));
});

test.each([
  ["株式会社東京商事", "東京商事株式会社"],
  ["㈱東京商事", "東京商事"],
  ["(주)한국무역", "한국무역 주식회사"],
  ["さくら商事", "サクラ商事"],
  ["บริษัท ไทยการค้า จำกัด (มหาชน)", "บริษัทไทยการค้าจำกัด"],
  ["雲帆貿易有限公司", "云帆贸易"],
  ["ＡＢＣ Ltd.", "abc limited"],
])("%s and %s are one company", (a, b) =>
  expect(likenessesOf({ company: a }, { company: b })).toContainEqual({ kind: "company", strong: true }),
);
