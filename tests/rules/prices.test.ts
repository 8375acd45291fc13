import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bookProblem, listOf, priceErrors, priceFor } from "../../functions/prices/rules.ts";
import { startOf, termOf } from "../../functions/products/rules.ts";

const day = fc
  .integer({ min: 0, max: 1_500 })
  .map((n) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));

describe("the price of a quantity on a day", () => {
  const price = fc.record(
    {
      unitPriceMinor: fc.nat(1_000_000),
      fromQuantity: fc.integer({ min: 1, max: 8 }),
      validFrom: day,
      validUntil: day,
    },
    { requiredKeys: ["unitPriceMinor", "fromQuantity"] },
  );

  test("is the one of the largest quantity reached, and never one of two", () => {
    fc.assert(
      fc.property(fc.array(price, { maxLength: 6 }), fc.integer({ min: 1, max: 10 }), day, (prices, quantity, on) => {
        fc.pre(priceErrors(prices, "prices").length === 0);
        // Counted down from the quantity asked for, each day written out as a number.
        const at = (text: string) => Number(text.replaceAll("-", ""));
        let expected: number | undefined;
        for (let from = quantity; from >= 1 && expected === undefined; from--) {
          const fit = prices.filter(
            (p) =>
              p.fromQuantity === from && at(p.validFrom ?? "0") <= at(on) && at(p.validUntil ?? "99999999") >= at(on),
          );
          expect(fit.length).toBeLessThanOrEqual(1);
          expected = fit[0]?.unitPriceMinor;
        }
        expect(priceFor(prices, quantity, on)?.unitPriceMinor).toBe(expected);
      }),
    );
  });

  test("is refused where days end before they begin, or meet for one quantity", () => {
    const at = { unitPriceMinor: 1, fromQuantity: 1 };
    const backwards = { ...at, validFrom: "2027-01-02", validUntil: "2027-01-01" };
    expect(priceErrors([backwards], "p").map((e) => e.path)).toEqual(["p.0.validUntil"]);
    const [first, second] = [
      { ...at, validUntil: "2027-01-01" },
      { ...at, validFrom: "2027-01-01" },
    ];
    expect(priceErrors([first, second], "p").map((e) => e.path)).toEqual(["p.1.fromQuantity"]);
    expect(priceErrors([first, { ...second, validFrom: "2027-01-02" }], "p")).toEqual([]);
  });
});

test("a book is for its currency, its days and its customers; an upgrade is an up-sell", () => {
  const record = { id: "pbk_1", version: 1, createdAt: "", updatedAt: "", name: "b", priority: 1 };
  const book = { ...record, currency: "CNY", validFrom: "2027-01-01", validUntil: "2027-01-31" };
  const buyer = { orderKind: "new" as const, segments: ["g"], tier: "A", on: "2027-01-31" };
  expect(bookProblem(book, "CNY", buyer)).toBeUndefined();
  expect(bookProblem(book, "EUR", buyer)).toBe("currency");
  expect(bookProblem(book, "CNY", { ...buyer, on: "2026-12-31" })).toBe("not_started");
  expect(bookProblem(book, "CNY", { ...buyer, on: "2027-02-01" })).toBe("ended");
  const upgrades = { ...book, when: { orderKinds: ["upgrade" as const] } };
  expect(bookProblem(upgrades, "CNY", buyer)).toBe("order_kind");
  expect(bookProblem(upgrades, "CNY", { ...buyer, orderKind: "upsell" })).toBeUndefined();
  expect(bookProblem({ ...book, when: { segments: ["other"] } }, "CNY", buyer)).toBe("segment");
  expect(bookProblem({ ...book, when: { tiers: ["B"] } }, "CNY", buyer)).toBe("tier");
  expect(bookProblem({ ...book, when: { partnerTiers: ["B"] } }, "CNY", buyer)).toBe("partner_tier");
  expect(bookProblem({ ...book, when: { accountIds: ["acc_1"] } }, "CNY", buyer)).toBe("account");
});

describe("the term of what recurs", () => {
  test("begins on the first of the month, quarter or year that comes next, found day by day", () => {
    const next = (from: string, isStart: (on: string) => boolean): string => {
      for (let at = new Date(`${from}T00:00:00Z`); ; ) {
        at = new Date(at.getTime() + 86_400_000);
        const on = at.toISOString().slice(0, 10);
        if (isStart(on)) return on;
      }
    };
    fc.assert(
      fc.property(day, (on) => {
        expect(startOf("atOnce", on)).toBe(on);
        expect(startOf("nextMonth", on)).toBe(next(on, (d) => d.endsWith("-01")));
        expect(startOf("nextQuarter", on)).toBe(next(on, (d) => /-(01|04|07|10)-01$/.test(d)));
        expect(startOf("nextYear", on)).toBe(next(on, (d) => d.endsWith("-01-01")));
      }),
    );
  });

  test("ends the day before it would begin anew, also behind the end of February", () => {
    const yearly = { recurring: { months: 12, start: "atOnce" as const } };
    expect(termOf(yearly, "2028-02-29")).toEqual({ startsOn: "2028-02-29", endsOn: "2029-02-27" });
    expect(termOf(yearly, "2027-01-31", 1)).toEqual({ startsOn: "2027-01-31", endsOn: "2027-02-27" });
    expect(termOf({}, "2027-01-31")).toBeUndefined();
  });

  test("is charged by its part of a period, rounded once", () => {
    expect(listOf(3, 100_00, undefined, undefined)).toBe(300_00);
    expect(listOf(2, 12_000, undefined, 12)).toBe(24_000);
    expect(listOf(1, 1_000, 1, 12)).toBe(83);
    expect(listOf(3, 1_000, 1, 12)).toBe(250);
    expect(listOf(1, 50, 6, 12)).toBe(25);
    expect(listOf(1, 99_999_999, 18, 12)).toBe(149_999_999);
  });
});
