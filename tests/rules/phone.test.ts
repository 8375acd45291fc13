import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { countryOf, readPhone } from "../../shared/phones.ts";
import { e164 } from "../../shared/schema.ts";
import { phoneOf, samePhone } from "../../shared/search/phones.ts";
import { PLANS, written } from "../support/phones.ts";

const CHINA = { timeZone: "Asia/Shanghai", locale: "zh-CN" };
const homeOf = ({ zone }: { zone: string }) => ({ timeZone: zone, locale: "en" });

describe("a telephone number", () => {
  test("is kept in one form, however people of its country write it, and elsewhere with its country", () => {
    fc.assert(
      fc.property(written(), ({ plan, kept, form, isHome }) => {
        const home = isHome ? homeOf(plan) : CHINA;
        expect([form, readPhone(form, home)?.kept]).toEqual([form, kept]);
      }),
      { numRuns: 3_000 },
    );
  });

  test("is kept without whatever word people write before it", () => {
    const label = fc.constantFrom(
      "Tel: ",
      "tel:",
      "TEL : ",
      "Tel. ",
      "Tél : ",
      "Phone: ",
      "Mob. ",
      "电话：",
      "手机号 ",
      "Тел.: ",
    );
    fc.assert(
      fc.property(label, written(), (before, { plan, kept, form, isHome }) => {
        const text = before + form.trim().replace(/^tel:/, "");
        expect([text, readPhone(text, isHome ? homeOf(plan) : CHINA)?.kept]).toEqual([text, kept]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is read again as itself in the form in which it is kept and in that in which it is shown", () => {
    fc.assert(
      fc.property(written(), fc.constantFrom(...PLANS), ({ plan, kept, form, isHome }, other) => {
        const read = readPhone(form, isHome ? homeOf(plan) : CHINA);
        for (const home of [homeOf(plan), CHINA, homeOf(other)]) {
          expect(readPhone(kept, home)?.kept).toBe(kept);
          const shown = readPhone(kept, home)?.shown ?? "";
          expect([shown, readPhone(shown, home)?.kept]).toEqual([shown, kept]);
        }
        expect(read?.kept).toBe(kept);
      }),
      { numRuns: 1_000 },
    );
  });

  test("is found by whatever form of it is typed, and is the same for duplicates", () => {
    fc.assert(
      fc.property(written(), ({ kept, form }) => {
        expect([kept, form, samePhone(kept, form)]).toEqual([kept, form, true]);
        expect(phoneOf(kept)?.e164).toBe(kept.replace(/;.*/, ""));
      }),
      { numRuns: 3_000 },
    );
  });

  test("is no other one", () => {
    fc.assert(
      fc.property(written(), written(), (one, other) => {
        const isSame = one.kept.replace(/;.*/, "") === other.kept.replace(/;.*/, "");
        const isAbroad = /^\s*(?:\+|＋|tel:|00|００)/.test(other.form);
        if (!isSame && isAbroad)
          expect([one.kept, other.form, samePhone(one.kept, other.form)]).toEqual([one.kept, other.form, false]);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    "无",
    "n/a",
    "微信同号",
    "12345678901",
    "55550001",
    "13800000001/13900000002",
    "138000000",
    "+",
    "+0123456789",
    "1e10",
  ])("cannot be %s", (text) => {
    expect(readPhone(text, CHINA)).toBeUndefined();
  });

  test.each([
    ["95588", "95588"],
    ["400-820-8820", "+864008208820"],
    ["电话：021-55550003-8001", "+862155550003;ext=8001"],
    ["手机 138 0000 0001", "+8613800000001"],
    ["86-13800000001", "+8613800000001"],
    ["(+86)13800000001", "+8613800000001"],
    ["（+86）138 0000 0001", "+8613800000001"],
    ["13800000001.0", "+8613800000001"],
    ["'13800000001", "+8613800000001"],
    ["021-55550003 转 分机 801", "+862155550003;ext=801"],
    ["021-55550003转801#", "+862155550003;ext=801"],
    ["٠٠٩٧١٥٠١٢٣٤٥٦٧", "+971501234567"],
  ])("of a service, with a label, with digits of another script: %s", (text, kept) => {
    expect(readPhone(text, CHINA)?.kept).toBe(kept);
  });

  test("is of the country that the tenant names, else of its clocks, else of its language", () => {
    for (const { zone, country } of PLANS) expect(countryOf(homeOf({ zone }))).toBe(country);
    expect(countryOf({ timeZone: "UTC", locale: "zh-CN" })).toBe("CN");
    expect(countryOf({ timeZone: "UTC", locale: "en" })).toBe("US");
    expect(countryOf({ timeZone: "Asia/Shanghai", locale: "zh-CN", country: "DE" })).toBe("DE");
  });

  test("can be called where it is E.164, or one of an older record", () => {
    expect(e164("13800000000")).toBe("+8613800000000");
    expect(e164("+41791234567")).toBe("+41791234567");
    expect([e164("+862155550003;ext=8001"), e164("95588"), e164("abc"), e164(undefined)]).toEqual(
      Array(4).fill(undefined),
    );
  });

  test("is read without failing, whatever is written", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[+\d\s()x#.-]{0,40}$/)), (text) => {
        const read = readPhone(text, CHINA);
        if (read) expect(read.kept).toMatch(/^(?:\+[1-9]\d{6,14}(?:;ext=\d{1,10})?|[1-9]\d{2,5})$/);
        samePhone(text, text);
      }),
      { numRuns: 3_000 },
    );
  });
});
