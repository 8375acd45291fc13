import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { editsToBegin } from "../../shared/search/edits.ts";
import { type Indexed, lookupsOf, matchOf, postingsOf, sieveOf, TERM_CHARS_MAX } from "../../shared/search/index.ts";
import { nextNear } from "../../shared/search/seek.ts";
import { startsOf } from "../../shared/search/starts.ts";
import { name, SearchIndex, typo } from "../support/search.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 300 * SOAK;

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

  test("in a long reading leaves a later syllable, with few rows, as it is", () => {
    const asked = fc.record({ name, at: fc.nat(), kind: fc.nat({ max: 3 }), letter: fc.stringMatching(/^[a-z]$/) });
    fc.assert(
      fc.property(asked, ({ name, at, kind, letter }) => {
        const starts = startsOf(name).filter((s) => s.isIndexed && /^[a-z]{4}/.test(s.term));
        const [whole] = starts.filter((s) => s.typos && s.rank === 1);
        const later = starts.filter((s) => whole !== undefined && s.before?.some((b) => b + s.term === whole.term));
        for (const { term } of later) {
          const head = whole!.term.slice(0, -term.length);
          const read = (/^[a-z]*/.exec(term)?.[0] ?? "").slice(0, 12);
          const typed =
            typo(head.slice(0, -1), at % Math.max(1, head.length - 1), kind, letter) + head.slice(-1) + read;
          const ends = lookupsOf(typed, true).filter(({ isEnd, pace }) => isEnd && pace === "quick");
          if (read.length < 4 || typed.length > TERM_CHARS_MAX || whole!.term.startsWith(typed)) continue;
          const place = postingsOf([name]).find((posting) => posting.term === term.slice(0, TERM_CHARS_MAX))!;
          expect([typed, ends.some((end) => term.startsWith(end.prefix) && sieveOf(typed)(place, end) === 1)]).toEqual([
            typed,
            true,
          ]);
        }
      }),
      { numRuns: numRuns * 3 },
    );
  });

  test("costs no reading of records that merely begin alike", () => {
    const editsOf = sieveOf("shanghia");
    const terms = ["shanghaiyunfan", "shanghia", "shaoxingkeji", "shanxi", "hanghaizhe"];
    expect(terms.map((term) => editsOf({ term, before: [] }, { word: 0 }))).toEqual([
      1,
      0,
      undefined,
      undefined,
      undefined,
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
