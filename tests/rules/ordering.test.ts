import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { pinyin } from "pinyin-pro";
import { collated, orderText } from "../../shared/records/ordering.ts";

const byKey = (texts: readonly string[]): string[] => {
  const keyed = texts.map((text) => [`${collated(text)}!`, text] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, text]) => text);
};

test.each([
  [
    ["张三", "李四", "阿里", "王五", "重庆长安"],
    ["阿里", "重庆长安", "李四", "王五", "张三"],
  ],
  [
    ["张伟", "章三", "张三", "张"],
    ["张", "张三", "张伟", "章三"],
  ],
  [
    ["先锋", "西安", "仙居"],
    ["西安", "仙居", "先锋"],
  ],
  [
    ["Banana", "Ärger", "apple", "Łódź", "Lodge"],
    ["apple", "Ärger", "Banana", "Lodge", "Łódź"],
  ],
  [
    ["deluxe", "De Luxe", "de-lux"],
    ["de-lux", "De Luxe", "deluxe"],
  ],
  [
    ["ゆき", "アキ", "いぬ"],
    ["アキ", "いぬ", "ゆき"],
  ],
  [
    ["９号", "10号", "甲"],
    ["10号", "９号", "甲"],
  ],
  [
    ["中国", "Apple", "北京", "Zoo"],
    ["Apple", "北京", "中国", "Zoo"],
  ],
])("%j are collated as people list them", (given, wanted) => {
  expect(byKey(given)).toEqual(wanted);
});

/** Characters that are read in one way alone, whatever stands beside them. */
const HAN = "安白北陈东方高海黄江金李林马宁欧平秦唐王吴云张周";

test("names in Chinese stand by their readings, character by character, as a plain sort by a dictionary has them", () => {
  const name = fc.array(fc.constantFrom(...HAN), { minLength: 1, maxLength: 4 }).map((all) => all.join(""));
  const readOf = (text: string): string[] =>
    [...text].map((one) => `${pinyin(one, { toneType: "none", v: true })} ${one}`);
  const plain = (a: string, b: string): number => {
    const [left, right] = [readOf(a), readOf(b)];
    const at = left.findIndex((read, n) => read !== right[n]);
    if (at < 0) return -1;
    return (left[at] as string) < (right[at] ?? "") ? -1 : 1;
  };
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 12 }), (names) => {
      expect(byKey(names)).toEqual([...names].sort(plain));
    }),
  );
});

test("Latin names stand as the language's own collation has their letters", () => {
  const letters = fc.constantFrom(..."aAbBcCdDeEzZéÉüÜñÑ ");
  const name = fc.array(letters, { minLength: 1, maxLength: 8 }).map((all) => all.join("").replace(/ +/g, " ").trim());
  const { compare } = new Intl.Collator("en", { sensitivity: "base" });
  fc.assert(
    fc.property(fc.array(name, { minLength: 2, maxLength: 12 }), (names) => {
      const sorted = byKey(names.filter(Boolean));
      for (const [n, one] of sorted.slice(1).entries())
        expect(compare(sorted[n] as string, one)).toBeLessThanOrEqual(0);
    }),
  );
});

test("every text has a key that the bytes of a table and the units of a program order alike, within its bound", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 60 }), { minLength: 2, maxLength: 10 }), (given) => {
      const keys = given.map((text) => `${collated(text)}!`);
      for (const key of keys) expect(Buffer.byteLength(key)).toBeLessThan(600);
      const byUnits = [...keys].sort();
      const byBytes = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(byUnits).toEqual(byBytes);
      for (const key of keys) expect(key >= "!" && key < "\uffff").toBe(true);
    }),
  );
});

test("numbers of either sign, to six decimals, stand in their order, and what has none comes last", () => {
  const number = fc.oneof(fc.maxSafeInteger(), fc.double({ min: -1e9, max: 1e9, noNaN: true }));
  fc.assert(
    fc.property(fc.array(number, { minLength: 2 }), (numbers) => {
      const sorted = [...numbers].sort((a, b) => a - b);
      const keys = sorted.map((one) => orderText(one, false));
      for (const [n, key] of keys.slice(1).entries()) expect((keys[n] as string) <= key).toBe(true);
      expect(orderText(undefined, false) > (keys.at(-1) as string)).toBe(true);
    }),
  );
});
