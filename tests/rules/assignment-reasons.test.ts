import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { because, passedOver, REASONS, type Reason, reasonIn } from "../../functions/assignment/reasons.ts";

const reason = fc.constantFrom(...(Object.keys(REASONS) as Reason[]));
/** Ids, days, instants and counts. */
const value = fc.stringMatching(/^[0-9A-Za-z_:.-]{1,24}$/);
const filled = fc.tuple(reason, fc.array(value, { minLength: 3, maxLength: 3 })).map(([of, some]) => {
  const names = [...REASONS[of].matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  return { of, values: Object.fromEntries(names.map((name, n) => [name, some[n] as string])) };
});

test("a reason that was kept is found again with its values, and so is whom it is about", () => {
  fc.assert(
    fc.property(filled, fc.stringMatching(/^usr_[0-9A-Z]{6,20}$/), ({ of, values }, who) => {
      expect(reasonIn(because(of, values))).toEqual({ reason: of, values });
      expect(reasonIn(passedOver(who, because(of, values)))).toEqual({ reason: of, values, who });
    }),
  );
});

test("what somebody wrote as a reason is none of the product's", () => {
  expect(["不是我的区域", "usr_1: away", "", "claimed"].map(reasonIn)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
