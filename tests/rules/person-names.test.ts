import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { joinedName, NAME_PARTS } from "../../functions/jobs/person-names.ts";

const of = (script: string, most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...script), { minLength: 1, maxLength: most }).map((letters) => letters.join(""));
const latin = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
const particle = fc.constantFrom(..."van der,von,van,de la,de,ter,al,von der,van 't,dos,bin".split(","));

describe("a name of its parts is in the order of its language", () => {
  test.each([
    ["Chinese", of("张王李欧阳诸葛", 2), of("伟芳秀英晓明", 2)],
    ["Japanese", of("山田佐藤鈴木々", 2), of("太郎花子さくらケン", 3)],
    ["Korean", of("김이박최", 1), of("민수지영서준", 2)],
  ])("in %s the family's first, without a blank", (_, families, givens) => {
    fc.assert(
      fc.property(families, givens, (family, given) => expect(joinedName({ given, family })).toBe(family + given)),
    );
  });

  test("in Hungarian the family's first", () => {
    fc.assert(
      fc.property(latin, latin, (given, leadingFamily) => {
        expect(joinedName({ given, leadingFamily })).toBe(`${leadingFamily} ${given}`);
      }),
    );
  });

  test("in Spanish both families' at the end", () => {
    fc.assert(
      fc.property(latin, latin, latin, (given, family, secondFamily) => {
        expect(joinedName({ given, family, secondFamily })).toBe(`${given} ${family} ${secondFamily}`);
      }),
    );
  });

  test("a particle stands before the family's, wherever a list has it", () => {
    fc.assert(
      fc.property(latin, latin, particle, (given, family, before) => {
        const whole = `${given} ${before} ${family}`;
        expect(joinedName({ given, family: `${before} ${family}` })).toBe(whole);
        expect(joinedName({ given: `${given} ${before}`, family })).toBe(whole);
        expect(joinedName({ given, particle: before, family })).toBe(whole);
        expect(joinedName({ given, family: `${family}, ${before}` })).toBe(whole);
      }),
    );
  });

  test.each([
    [{ given: "Omar", family: "al-Sayed" }, "Omar al-Sayed"],
    [{ given: "三", family: "Zhang" }, "三 Zhang"],
    [{ given: "Martin", family: "King, Jr." }, "Martin King, Jr."],
    [{ family: "Vandenberg, Deborah" }, "Vandenberg, Deborah"],
  ])("%j is %s", (parts, whole) => expect(joinedName(parts)).toBe(whole));

  test("nothing that a file has of it is lost, and no blank is of nothing", () => {
    const parts = fc.record(Object.fromEntries(NAME_PARTS.map((part) => [part, fc.option(latin, { nil: "" })])));
    fc.assert(
      fc.property(parts, (all) => {
        const said = Object.values(all).filter((one) => one !== "");
        expect(joinedName(all).split(" ").filter(Boolean).sort()).toEqual(said.sort());
        expect(joinedName(all)).toBe(joinedName(all).replace(/ +/g, " ").trim());
      }),
    );
  });
});
