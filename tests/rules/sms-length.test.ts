import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { drawnAt, isDrawn } from "../../functions/segments/rules.ts";
import { smsLength } from "../../shared/notify/sms.ts";

test.each([
  ["a".repeat(160), "GSM-7", 1],
  ["a".repeat(161), "GSM-7", 2],
  ["a".repeat(306), "GSM-7", 2],
  ["a".repeat(307), "GSM-7", 3],
  [`${"a".repeat(158)}€`, "GSM-7", 1],
  [`${"a".repeat(159)}€`, "GSM-7", 2],
  // An escape and its character stay together: 152 + 2 does not fit the first part.
  [`${"a".repeat(152)}€${"a".repeat(152)}`, "GSM-7", 3],
  ["汉".repeat(70), "UCS-2", 1],
  ["汉".repeat(71), "UCS-2", 2],
  ["汉".repeat(134), "UCS-2", 2],
  ["汉".repeat(135), "UCS-2", 3],
  [`${"汉".repeat(66)}😀${"汉".repeat(66)}`, "UCS-2", 3],
  ["ç", "UCS-2", 1],
  ["Ç", "GSM-7", 1],
])("%j has the length that 3GPP TS 23.038 and 23.040 say", (text, encoding, parts) => {
  expect(smsLength(text)).toMatchObject({ encoding, parts });
});

test("no text has fewer parts than its units fill, nor more than one a part wasted", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
      const { encoding, characters, parts } = smsLength(text);
      const [alone, each] = encoding === "GSM-7" ? [160, 153] : [70, 67];
      if (characters <= alone) return parts === 1;
      return parts >= Math.ceil(characters / each) && parts <= Math.ceil(characters / (each - 1));
    }),
  );
});

test("a draw is the same by its seed; its groups do not meet and together are all; its share is its size", () => {
  const ids = Array.from({ length: 4_000 }, (_, n) => `con_${n}`);
  for (const seed of ["2026-11", "b"]) {
    const a = ids.filter((id) => isDrawn({ seed, fromBasisPoints: 0, toBasisPoints: 3_000 }, id));
    const b = ids.filter((id) => isDrawn({ seed, fromBasisPoints: 3_000, toBasisPoints: 10_000 }, id));
    expect([...a, ...b].sort()).toEqual([...ids].sort());
    // Four standard deviations of a binomial draw.
    expect(Math.abs(a.length - 1_200)).toBeLessThan(4 * Math.sqrt(4_000 * 0.3 * 0.7));
  }
  expect(ids.filter((id) => drawnAt("x", id) === drawnAt("y", id)).length).toBeLessThan(10);
});
