import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { isOptOut } from "../../functions/consents/rules.ts";
import { ReachPolicy } from "../../functions/consents/schema.ts";
import { holdsOver, type Said } from "../../shared/notify/consent.ts";

const { optOutWords } = ReachPolicy.parse({});
const MARKS = ["", " ", "！", ".", " \n", '"', "…"];

describe("an opt-out", () => {
  test.each([
    "td.",
    "ＴＤ",
    "T D",
    "T.D.",
    "退 订！",
    "退訂",
    "請退訂",
    "TD 退订",
    "stop stop",
    "回复TD",
    "请回复 TD",
    "Stop all",
    "Stop, please",
  ])("is %s", (said) => {
    expect(isOptOut(optOutWords, said)).toBe(true);
  });

  test.each(["", "！", "please", "不退订", "T恤多少钱", "谢谢", "stop by tomorrow", "end of the month", "回复"])(
    "is not %s",
    (said) => {
      expect(isOptOut(optOutWords, said)).toBe(false);
    },
  );

  test("is any of the tenant's words, in whatever case and with whatever marks, and any number of them", () => {
    const marked = fc.tuple(fc.constantFrom(...optOutWords), fc.constantFrom(...MARKS), fc.boolean());
    fc.assert(
      fc.property(fc.array(marked, { minLength: 1, maxLength: 3 }), (parts) => {
        const said = parts.map(([word, mark, isLow]) => `${isLow ? word.toLowerCase() : word}${mark}`).join(" ");
        return isOptOut(optOutWords, said);
      }),
    );
  });
});

describe("what holds of what somebody has said", () => {
  const said = fc.record({
    state: fc.constantFrom("given" as const, "withdrawn" as const, "requested" as const),
    at: fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"),
  });
  const heldOf = (all: readonly Said[]): Said | undefined =>
    all.reduce<Said | undefined>((best, one) => (holdsOver(one, best) ? one : best), undefined);

  test("is the same in whichever order it comes, and follows from what was confirmed alone where anything was", () => {
    fc.assert(
      fc.property(
        fc.array(said, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(), { minLength: 6 }),
        (all, order) => {
          const shuffled = all.map((one, n) => ({ one, by: order[n] ?? 0 })).sort((a, b) => a.by - b.by);
          const held = heldOf(all);
          const confirmed = all.filter(({ state }) => state !== "requested");
          expect(heldOf(shuffled.map(({ one }) => one))).toEqual(held);
          if (confirmed.length > 0) expect(held).toEqual(heldOf(confirmed));
        },
      ),
    );
  });
});
