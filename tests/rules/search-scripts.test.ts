import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { matchesFilter } from "../../shared/filter/match.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import { type Indexed, lookupsOf, matchOf, postingsOf } from "../../shared/search/index.ts";

/** Whether a query finds a text: by a row of the index that it asks for, and by what is compared then. */
function finds(query: string, text: string, kind: Indexed["kind"] = "name"): boolean {
  const texts: Indexed[] = [{ field: "name", text, kind }];
  const postings = postingsOf(texts);
  const isFound = lookupsOf(query, false).some(({ bucket, prefix }) =>
    postings.some((posting) => posting.bucket === bucket && posting.term.startsWith(prefix)),
  );
  return isFound && matchOf(query, texts) !== undefined;
}

describe("a search in the scripts that tenants have", () => {
  test.each([
    ["lodz", "Łódź Fabryczna"],
    ["orsted", "Ørsted A/S"],
    ["cong ty duc", "Công ty Đức"],
    ["Công ty", "cong ty duc"],
    ["hauptstrasse", "Hauptstraße"],
    ["istanbul", "İstanbul Ticaret"],
    ["diyarbakir", "Diyarbakır Ltd"],
    ["thor", "Þór ehf"],
    ["aero", "Ærø Færge"],
    ["サクラ", "さくら商事"],
    ["さくら", "サクラ商事"],
    ["さくら", "ｻｸﾗ商事"],
    ["ばら", "バラ園"],
    ["احمد", "أحمد التجارية"],
    ["شركة", "شركه النور"],
    ["محمد", "مُحَمَّد"],
    ["علي", "على الدين"],
    ["کتاب", "كتاب"],
    ["שלום", "שָׁלוֹם"],
    ["елка", "Ёлка"],
    ["2026", "عقد ٢٠٢٦"],
    ["२०२६", "Contract 2026"],
    ["c++", "C++ 开发"],
    ["c", "C++"],
    ["c#", "Senior C# developer"],
    [".net", ".NET Foundation"],
    ["🚀", "Rocket 🚀 Labs"],
    ["❤️", "We ❤ you"],
    ["👍", "👍🏽 Agency"],
  ])("%s finds %s", (query, text) => expect(finds(query, text)).toBe(true));

  test.each([
    ["c++", "C Labs"],
    ["c++", "Cargo"],
    ["c#", "C++ Labs"],
    ["はら", "バラ園"],
    ["🚀", "Rocket Labs"],
  ])("%s does not find %s", (query, text) => expect(finds(query, text)).toBe(false));

  test.each([
    ["zhang@example.com", "zhang+crm@example.com"],
    ["zhang+crm@example.com", "zhang@example.com"],
    ["Zhang@Example.com", "zhang+a+b@example.com"],
  ])("the address %s finds %s", (query, text) => expect(finds(query, text, "email")).toBe(true));

  const letters = "abcłøđßıæœāéçñöşğżџжσсさサﾊハばاأإىيةהש0٣३７漢语";
  test("each text is found by itself, in capitals and small, composed and not, narrow and wide", () => {
    const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(word, (text) => {
        for (const query of [
          text,
          text.toUpperCase(),
          text.toLowerCase(),
          text.normalize("NFD"),
          text.normalize("NFKC"),
        ]) {
          expect([query, finds(query, text)]).toEqual([query, true]);
          expect([query, finds(text, query)]).toEqual([query, true]);
        }
      }),
    );
  });

  test("hiragana and katakana are one, whatever the word", () => {
    const kana = fc.string({
      unit: fc.integer({ min: 0x3041, max: 0x3096 }).map((c) => String.fromCharCode(c)),
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(kana, (text) => {
        const other = [...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 96)).join("");
        expect([finds(text, other), finds(other, text)]).toEqual([true, true]);
      }),
    );
  });
});

describe("what a filter finds contained", () => {
  const fields = new Map([["name", { kind: "text" as const }]]);
  const context = { now: "2026-11-24T00:00:00Z", timeZone: "UTC", me: "usr_1" };
  const isFound = (op: "contains" | "startsWith", value: string, name: string): boolean =>
    matchesFilter(resolveFilter({ field: "name", op, value }, fields, context), { name });
  test.each([
    ["cafe", "Grand Café"],
    ["CAFÉ", "grand cafe"],
    ["lodz", "Łódź"],
    ["ｓａｋｕｒａ", "Sakura"],
    ["サクラ", "山のさくら"],
    ["云帆", "上海雲帆科技"],
    ["雲帆", "上海云帆科技"],
    ["広島", "廣島電鉄"],
    ["orsted", "Ørsted A/S"],
    ["công ty", "CONG TY DUC"],
    ["هدى", "هدي التجارية"],
    ["２０２６", "Contract ٢٠٢٦"],
    ["οδοσ", "ΟΔΟΣ"],
    ["acme", "Ac\u200bme\u00a0Ltd"],
    ["acme ltd", "Acme\u3000 Ltd"],
  ])("%s in %s", (value, name) => expect(isFound("contains", value, name)).toBe(true));

  const ways: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => text.normalize("NFD"),
    (text) => [...text].join("\u200b"),
    (text) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    (text) => text.replaceAll("云", "雲").replaceAll("汉", "漢").replaceAll("さ", "サ").replaceAll("ا", "أ"),
    (text) => text.replaceAll("o", "ø").replaceAll("e", "ê").replaceAll("l", "ł").replaceAll("5", "٥"),
  ];
  test("is found, and begins with it, however either is written", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abelosç5云汉帆さحا"), minLength: 1, maxLength: 8 });
    const way = fc.constantFrom(...ways);
    fc.assert(
      fc.property(word, word, way, way, (text, more, a, b) => {
        const [value, name] = [a(text), b(text)];
        expect([value, name, isFound("startsWith", value, name + more)]).toEqual([value, name, true]);
        expect([value, name, isFound("contains", value, more + name)]).toEqual([value, name, true]);
        expect(isFound("contains", `${value}q`, more + name)).toBe(false);
      }),
    );
  });

  test.each([" ", "\u200b", "\u3000"])("nothing that is seen is in no name: %j", (value) =>
    expect(isFound("contains", value, "云帆")).toBe(false),
  );
});
