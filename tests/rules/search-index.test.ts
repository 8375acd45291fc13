import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  type Indexed,
  LOOKUPS_MAX,
  lookupsOf,
  matchOf,
  POSTINGS_MAX,
  postingsOf,
  TERM_CHARS_MAX,
} from "../../shared/search/index.ts";
import { startsOf } from "../../shared/search/starts.ts";
import { searchable, unitsOf } from "../../shared/search/text.ts";
import { anyCharacter } from "../support/characters.ts";
import { company, companyTexts, latin, name, person, personTexts, SearchIndex } from "../support/search.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 300 * SOAK;
const COUNT = 200;
const numbers = Array.from({ length: COUNT }, (_, n) => n);
const records = [...numbers.map(companyTexts), ...numbers.map(personTexts)];
const index = new SearchIndex(records);

const number = fc
  .constantFrom("HT-2026-0117", "INV20260117", "91310000MA1FL0XX3A", "A/7 b")
  .map((text): Indexed => ({ field: "number", text, kind: "number" }));
const phone = fc
  .constantFrom(
    "13812345678",
    "+86 138-1234-5678",
    "021-61234567",
    "+8651212345678",
    "+1 415 555 0100",
    "400-820-8820",
    "8001",
  )
  .map((text): Indexed => ({ field: "phone", text, kind: "phone" }));
const email = fc.emailAddress().map((text): Indexed => ({ field: "email", text, kind: "email" }));
const words = fc.oneof(company, latin).map((text): Indexed => ({ field: "note", text, kind: "words" }));
const indexed = fc.oneof(name, number, phone, email, words);
const hostile = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.constantFrom(
    "",
    " ",
    "\ud800",
    "a\udfff",
    "👩‍👩‍👧‍👦🎉",
    "\u0000",
    "~",
    "﷽".repeat(50),
    "上".repeat(10_000),
    "ab ".repeat(4_000),
    "e\u0301".repeat(5_000),
  ),
);

/** A prefix long enough to be asked for: one Chinese character, or two characters of another script. */
const prefixes = (term: string): string[] => {
  const chars = [...term];
  const least = /^\p{Script=Han}/u.test(term) ? 1 : Math.min(2, chars.length);
  return chars.map((_, n) => chars.slice(0, n + 1).join("")).slice(least - 1);
};

describe("a record is found", () => {
  test("by every beginning of every place that it is searched from", () => {
    fc.assert(
      fc.property(fc.array(indexed, { minLength: 1, maxLength: 4 }), (texts) => {
        const alone = new SearchIndex([texts]);
        for (const start of texts.flatMap(startsOf).filter((s) => s.isIndexed)) {
          for (const prefix of prefixes(start.term)) {
            if (unitsOf(searchable(prefix)).length > 0) expect([prefix, alone.search(prefix)]).toEqual([prefix, [0]]);
          }
        }
      }),
      { numRuns: numRuns / 3 },
    );
  });

  test("by its name as it is written, at the rank of a whole value", () => {
    fc.assert(
      fc.property(indexed, (text) => {
        expect(new SearchIndex([[text]]).search(text.text)).toEqual([0]);
        expect(matchOf(text.text, [text])?.rank).toBe(0);
      }),
      { numRuns },
    );
  });

  test.each([
    ["上海科技", ["shanghai", "shkj", "shanghaikeji", "shang hai", "上海", "科技", "kej", "kj"]],
    [
      "上海云帆信息科技有限公司",
      [
        "shyfxxkj",
        "yunfan",
        "fanxinxi",
        "yfxx",
        "云帆信息",
        "SHANGHAI",
        "上海 科技",
        "上海yunf",
        "云fanxinxi",
        "上海云帆信息科技有限",
      ],
    ],
    ["重庆长安银行", ["chongqing", "cqca", "changan", "chongqingchanganyinhang"]],
    ["厦门长沙音乐", ["xiamen", "xmcs", "xiamenchangshayinyue"]],
    ["王小明", ["wangxiaoming", "wxm", "xiaoming", "小明", "wang xiaoming", "王"]],
    ["欧阳修文", ["ouyang", "oyxw", "xiuwen"]],
    ["东方红88号酒店", ["fanghong", "hong88", "88", "88haojiu", "dongfanghong88hao"]],
    ["TCL科技集团", ["tcl", "tclkj", "tclkeji", "科技", "TCL 科技"]],
    ["International Business Machines Corp.", ["ibm", "business", "inter", "machines int", "international business"]],
    ["Müller & Söhne GmbH", ["muller", "Müller", "sohne", "müller söhne"]],
    ["𠮷野家（中国）", ["𠮷", "𠮷野", "野家", "中国"]],
  ])("%s by what people type for it", (text, queries) => {
    const alone = new SearchIndex([[{ field: "name", text, kind: "name" }]]);
    expect(queries.filter((query) => alone.search(query).length === 0)).toEqual([]);
  });

  test.each([
    [
      "+86 138 1234 5678",
      [
        "138",
        "1381234",
        "+86138",
        "86138123",
        "0086 138 1234 5678",
        "5678",
        "12345678",
        "138-1234-5678",
        "138 1234 5678",
      ],
    ],
    ["021-6123 4567", ["021", "02161234567", "+86 21 6123", "61234567", "4567"]],
    ["+1 (415) 555-0100", ["1415", "+1 415 555", "55550100", "0100"]],
  ])("phone %s by its beginning and its end", (text, queries) => {
    const alone = new SearchIndex([[{ field: "phone", text, kind: "phone" }]]);
    expect(queries.filter((query) => alone.search(query).length === 0)).toEqual([]);
  });

  test("by the whole address and by the domain, unless everybody has that", () => {
    const search = (text: string, query: string) =>
      new SearchIndex([[{ field: "email", text, kind: "email" }]]).search(query);
    expect(search("Zhang.San@Acme.com.cn", "zhang.san@acme.com.cn")).toEqual([0]);
    expect(search("Zhang.San@Acme.com.cn", "@acme")).toEqual([0]);
    expect(search("12345@qq.com", "qq.com")).toEqual([]);
  });

  test("by its initials and its whole reading", () => {
    for (const n of numbers) {
      const [first] = [...companyTexts(n)];
      const read = startsOf(first!).filter((s) => /^[a-z]+$/.test(s.term) && s.isIndexed);
      const full = read.find((s) => s.rank === 1)!.term;
      const initials = read.find((s) => s.rank === 3)!.term;
      expect(index.search(full)).toContain(n);
      expect(index.search(initials)).toContain(n);
    }
  });
});

describe("several words", () => {
  const texts: Indexed[] = [
    { field: "name", text: "上海云帆信息科技有限公司", kind: "name" },
    { field: "contact", text: "张三", kind: "name" },
    { field: "phone", text: "13812345678", kind: "phone" },
  ];

  test("must all be found, in any field and any order", () => {
    const both = ["上海 张", "zhang 138", "张三 云帆", "138 shyf", "5678 zs 上海"];
    expect(both.filter((q) => !matchOf(q, texts))).toEqual([]);
    expect(["上海 李", "zhang 139", "张三 北京"].filter((q) => matchOf(q, texts))).toEqual([]);
    expect(both.filter((q) => new SearchIndex([texts]).search(q).length === 0)).toEqual([]);
  });

  test("are each looked up, the most telling first", () => {
    expect(lookupsOf("张 shanghai", false).map(({ prefix, word }) => [prefix, word])).toEqual([
      ["张 shanghai", -1],
      ["张shanghai", -1],
      ["shanghai", 1],
      ["张", 0],
    ]);
  });
});

describe("ranks", () => {
  const text: Indexed = { field: "name", text: "上海云帆信息科技有限公司", kind: "name" };

  test("go from the whole value by beginning, word and initials to the middle", () => {
    const asked = ["上海云帆信息科技", "上海云", "云帆", "shyf", "帆信", "yunfna"];
    expect(asked.map((query) => matchOf(query, [text])?.rank)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("name the field of the best answer", () => {
    const texts: Indexed[] = [text, { field: "brand", text: "云帆", kind: "name" }];
    expect(matchOf("云帆", texts)).toEqual({ rank: 0, field: "brand" });
    expect(matchOf("北京", texts)).toBeUndefined();
  });

  test("hold for whatever is searched: everything found is a match", () => {
    fc.assert(
      fc.property(fc.oneof(company, person, latin, hostile), fc.boolean(), (query, fuzzy) => {
        for (const id of index.search(query.slice(0, 12), fuzzy)) {
          expect(matchOf(query.slice(0, 12), records[id]!)).toBeDefined();
        }
      }),
      { numRuns: numRuns / 10 },
    );
  });
});

describe("bounds", () => {
  test("hold for the letters that signs are kept as", () => {
    expect(postingsOf([{ field: "f", text: "𠀀﹟", kind: "name" }]).map(({ term }) => term)).not.toContain("");
    for (const text of ["\ua71b", "\ua71c\ua71b", "c\ua71b", "\ua71bc"]) {
      const postings = postingsOf([{ field: "f", text, kind: "name" }]);
      expect(postings.map(({ term }) => term)).toEqual(text.includes("c") ? ["c"] : []);
    }
    expect(lookupsOf("\ua71b", true)).toEqual([]);
  });

  test("hold for hostile texts and queries", () => {
    const text = fc.record({
      field: fc.constant("f"),
      text: hostile,
      kind: fc.constantFrom("name", "phone", "email", "number", "words"),
    });
    fc.assert(
      fc.property(fc.array(text as fc.Arbitrary<Indexed>, { maxLength: 40 }), hostile, (texts, query) => {
        const postings = postingsOf(texts);
        expect(postings.length).toBeLessThanOrEqual(POSTINGS_MAX);
        expect(new Set(postings.map((p) => p.term)).size).toBe(postings.length);
        for (const { term, bucket } of postings) {
          expect([...term].length).toBeLessThanOrEqual(TERM_CHARS_MAX + 1);
          expect(term.isWellFormed() && bucket !== "" && term.startsWith(bucket)).toBe(true);
        }
        expect(lookupsOf(query, true).length).toBeLessThanOrEqual(LOOKUPS_MAX);
        for (const { prefix, bucket } of lookupsOf(query, true))
          expect(prefix.startsWith(bucket) && bucket !== "").toBe(true);
        matchOf(query, texts);
      }),
      { numRuns },
    );
  });

  test("keep a company to seventeen rows and a person to fourteen, on average", () => {
    const mean = (texts: Indexed[][]) => texts.reduce((sum, t) => sum + postingsOf(t).length, 0) / texts.length;
    expect(mean(numbers.map(companyTexts))).toBeLessThanOrEqual(17);
    expect(mean(numbers.map(personTexts))).toBeLessThanOrEqual(14);
  });
});
