import * as fc from "fast-check";

/** Halves of characters, which stand for nothing alone, lie here in the code space. */
const HALVES = { from: 0xd800, count: 0x800 };

const characterAt = (place: number): string => String.fromCodePoint(place < HALVES.from ? place : place + HALVES.count);

function placeOf(character: unknown): number {
  const point = String(character).codePointAt(0) ?? 0;
  const place = point < HALVES.from ? point : point - HALVES.count;
  if (characterAt(place) !== character) throw new Error("This is not one character.");
  return place;
}

/**
 * Any character there is, as a text's `unit`: the very texts of fast-check's own unit "binary", which first makes a list of
 * a million characters, a second for each file of tests.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - HALVES.count })
  .map(characterAt, placeOf);
