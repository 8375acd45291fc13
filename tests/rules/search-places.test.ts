import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isLatinForm } from "../../shared/names.ts";
import { likenessesOf, lookedUpKeys } from "../../shared/records/duplicates.ts";
import { searchable, unitsOf } from "../../shared/search/text.ts";
import { companyTexts, name, SearchIndex } from "../support/search.ts";
import { SOAK } from "../support/soak.ts";

const rowOf = (text: string) => [{ field: "name", text, kind: "name" as const }];
const finds = (query: string, text: string): boolean => new SearchIndex([rowOf(text)]).search(query).length > 0;

/** Places from the widest to the narrowest, each with the word for its kind. */
const WITHIN = [
  "北京市 朝阳区",
  "上海市 浦东新区",
  "广东省 深圳市 南山区",
  "河北省 邢台市 桥西区",
  "辽宁省 朝阳市 建平县",
  "浙江省 杭州市 余杭区",
  "江苏省 苏州市 昆山市",
  "内蒙古自治区 呼和浩特市 赛罕区",
  "湖北省 恩施土家族苗族自治州 利川市",
  "广西壮族自治区 桂林市 阳朔县",
].map((line) => line.split(" "));
const bare = (place: string): string => place.replace(/(?:(?:壮族)?自治区|(?:土家族苗族)?自治州|新区|[省市区县])$/, "");
const organisation = fc.constantFrom(
  ..."第一医院 人民医院 实验中学 云帆科技有限公司 税务局 明德物业服务中心".split(" "),
);

/** An organisation of a place, written in two ways: with some of the words for kinds, and the second from any of the places on. */
const twoWays = fc
  .record({
    within: fc.constantFrom(...WITHIN),
    of: organisation,
    kept: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    typed: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    from: fc.nat({ max: 2 }),
  })
  .map(({ within, of, kept, typed, from }) => {
    const write = (isWhole: readonly boolean[], places: readonly string[], first = 0): string =>
      places.map((place, n) => (isWhole[n + first] ? place : bare(place))).join("") + of;
    const first = Math.min(from, within.length - 1);
    return {
      full: write([true, true, true], within),
      kept: write(kept, within),
      typed: write(typed, within.slice(first), first),
    };
  });

describe("an organisation of a place", () => {
  test.each([
    ["朝阳第一医院", "北京市朝阳区第一医院"],
    ["朝阳区第一医院", "北京朝阳第一医院"],
    ["北京朝阳第一", "北京市朝阳区第一医院"],
    ["南山区人民医院", "广东深圳南山人民医院"],
    ["深圳市", "深圳云帆科技有限公司"],
  ])("%s finds %s", (query, kept) => expect(finds(query, kept)).toBe(true));

  test("is found with and without the words for the kinds of its places, and without the wider ones", () => {
    fc.assert(
      fc.property(twoWays, ({ kept, typed }) => expect([typed, kept, finds(typed, kept)]).toEqual([typed, kept, true])),
      { numRuns: 1_000 * SOAK },
    );
  });

  test("comes behind what is written as it was typed", () => {
    const index = new SearchIndex(["北京市朝阳区第一医院", "朝阳第一医院", "北京朝阳第一医院"].map(rowOf));
    expect(index.search("朝阳第一医院")).toEqual([1, 2, 0]);
    expect(index.search("北京市朝阳区第一医院")[0]).toBe(0);
  });

  test.each([
    ["朝阳第一医院", "北京市海淀区第一医院"],
    ["上海第一医院", "北京市朝阳区第一医院"],
    ["朝阳第二医院", "北京市朝阳区第一医院"],
    ["超市场", "超云帆"],
  ])("%s does not find %s", (query, kept) => expect(finds(query, kept)).toBe(false));
});

describe("where duplicates are compared", () => {
  const sharesPlace = (a: string, b: string): boolean => {
    const there = new Set(lookedUpKeys({ company: a }).map(({ kind, value }) => `${kind} ${value}`));
    return lookedUpKeys({ company: b }).some(({ kind, value }) => there.has(`${kind} ${value}`));
  };

  test("it is a hint and never certain, and is looked up by a key that it stands at", () => {
    fc.assert(
      fc.property(twoWays, ({ full, typed }) => {
        fc.pre(full !== typed);
        const hint = { kind: "place", strong: false };
        expect([full, typed, likenessesOf({ company: full }, { company: typed })]).toEqual([full, typed, [hint]]);
        expect([full, typed, likenessesOf({ company: typed }, { company: full })]).toEqual([full, typed, [hint]]);
        expect([full, typed, sharesPlace(full, typed)]).toEqual([full, typed, true]);
      }),
      { numRuns: 1_000 * SOAK },
    );
  });

  test.each([
    ["北京市第一医院", "上海市第一医院"],
    ["北京云帆科技有限公司", "上海云帆科技有限公司"],
    ["北京市朝阳区第一医院", "辽宁省朝阳市第一医院"],
    ["北京市朝阳区第一医院", "第一医院"],
  ])("%s and %s have nothing in common", (a, b) => expect(likenessesOf({ company: a }, { company: b })).toEqual([]));

  test("a name costs one key more for each of its places at most", () => {
    fc.assert(
      fc.property(twoWays, ({ kept }) => expect(lookedUpKeys({ company: kept }).length).toBeLessThanOrEqual(6)),
    );
  });
});

test("whatever its name, a record is found by that, and by each of its words that is no legal form", () => {
  const others = Array.from({ length: 60 }, (_, n) => companyTexts(n));
  const any = fc.oneof(
    name.map(({ text }) => text),
    twoWays.map(({ kept }) => kept),
  );
  fc.assert(
    fc.property(any, (text) => {
      const index = new SearchIndex([rowOf(text), ...others]);
      expect([text, index.search(text).includes(0)]).toEqual([text, true]);
      const isWord = (word: string) => unitsOf(word).some(({ text }) => !isLatinForm(text.toUpperCase()));
      const apart = searchable(text).split(" ").filter(isWord);
      for (const word of apart) expect([text, word, index.search(word).includes(0)]).toEqual([text, word, true]);
    }),
    { numRuns: 200 * SOAK },
  );
});
