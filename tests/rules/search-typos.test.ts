import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { editsToBegin } from "../../shared/search/edits.ts";
import { type Indexed, matchOf, sieveOf } from "../../shared/search/index.ts";
import { nextNear } from "../../shared/search/seek.ts";
import { startsOf } from "../../shared/search/starts.ts";
import { name, SearchIndex } from "../support/search.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 300 * SOAK;

/** A word with one typing error at a place. */
const typo = (word: string, at: number, kind: number, letter: string): string => {
  const before = word.slice(0, at);
  if (kind === 0) return before + letter + word.slice(at);
  if (kind === 1) return before + word.slice(at + 1);
  if (kind === 2) return before + letter + word.slice(at + 1);
  return before + (word[at + 1] ?? "") + word[at] + word.slice(at + 2);
};

describe("a typing error", () => {
  test("in a query of five letters or more is forgiven, wherever it is", () => {
    const cases = fc.record({
      name,
      from: fc.nat(),
      length: fc.integer({ min: 5, max: 16 }),
      at: fc.nat(),
      kind: fc.nat({ max: 3 }),
      letter: fc.stringMatching(/^[a-z]$/),
    });
    fc.assert(
      fc.property(cases, ({ name, from, length, at, kind, letter }) => {
        const starts = startsOf(name).filter((s) => s.isIndexed && s.typos && /^[a-z]{5}/.test(s.term));
        const start = starts[from % Math.max(1, starts.length)];
        if (!start) return;
        const word = /^[a-z]+/.exec(start.term)![0].slice(0, length);
        const typed = typo(word, at % word.length, kind, letter);
        expect([typed, new SearchIndex([[name]]).search(typed, true)]).toEqual([typed, [0]]);
      }),
      { numRuns: numRuns * 3 },
    );
  });

  test("ranks behind everything exact, and in a short word is not forgiven", () => {
    const text: Indexed = { field: "name", text: "上海云帆", kind: "name" };
    expect(matchOf("shanghia", [text])?.rank).toBe(5);
    expect(matchOf("xha", [text])).toBeUndefined();
    expect(matchOf("5679", [{ field: "phone", text: "13812345678", kind: "phone" }])).toBeUndefined();
    expect(matchOf("13812345679", [{ field: "phone", text: "13812345678", kind: "phone" }])?.rank).toBe(5);
  });

  test("in a longer query may have a second one, both before or both behind the third letter, or far apart", () => {
    const alone = new SearchIndex([[{ field: "name", text: "上海云帆", kind: "name" }]]);
    const typed = ["shanghiayunafn", "xxanghaiyunfan", "xhanghaiynfan"];
    expect(typed.map((query) => [query, alone.search(query, true)])).toEqual(typed.map((query) => [query, [0]]));
    expect(matchOf("xhanghaixunfam", [{ field: "name", text: "上海云帆", kind: "name" }])).toBeUndefined();
  });

  test("costs no reading of records that merely begin alike", () => {
    const lets = sieveOf("shanghia");
    expect(["shanghaiyunfan", "shanghia"].map((term) => lets(term, { word: 0 }))).toEqual([true, true]);
    expect(["shaoxingkeji", "shanxi", "hanghaizhe"].map((term) => lets(term, { word: 0 }))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test("is looked for by skipping what cannot be meant, and nothing that can", () => {
    const letters = fc.stringMatching(/^[abc]{0,7}$/);
    fc.assert(
      fc.property(letters, fc.integer({ min: 0, max: 2 }), letters, letters, (typed, most, term, other) => {
        const next = nextNear(typed, most, term);
        const isNear = editsToBegin(typed, other, most) <= most;
        if (isNear && other > term) expect([next === undefined, other >= (next ?? "")]).toEqual([false, true]);
        if (next !== undefined) expect(next >= term).toBe(true);
      }),
      { numRuns: numRuns * 10 },
    );
    expect(nextNear("shanghia", 1, "shachanghe")).toBe("shacn");
    expect(nextNear("shanghia", 1, "shanghaizz")).toBe("shanghaizz");
    expect(nextNear("ab", 0, "b")).toBeUndefined();
  });

  test("is what a query is taken for that begins within a known word", () => {
    const alone = new SearchIndex([[{ field: "name", text: "上海云帆信息科技有限公司", kind: "name" }]]);
    expect(["海云帆", "息科技", "帆信息"].map((query) => alone.search(query, true))).toEqual([[0], [0], [0]]);
  });

  test("in the first half of a mobile number is found by what follows", () => {
    const alone = new SearchIndex([[{ field: "phone", text: "13812345678", kind: "phone" }]]);
    expect(
      ["13912345678", "13821345678", "13812345687", "13812345670"].filter((q) => alone.search(q, true).length === 0),
    ).toEqual([]);
  });
});
