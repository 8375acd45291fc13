import { describe, expect, test } from "@jest/globals";
import { type Conditions, type Facts, ineligible } from "../../functions/prices/engine/eligible.ts";
import {
  type CouponRow,
  claimBefore,
  claimProblem,
  couponProblem,
  promotionErrors,
  templateErrors,
  usableBefore,
} from "../../functions/prices/offer-rules.ts";

const facts = (more: Partial<Facts> = {}): Facts => ({
  ...{ orderKind: "new", segments: [], on: "2027-03-10", at: "2027-03-10T04:00:00.000Z" },
  ...{ currency: "CNY", isFirstOrder: false },
  ...more,
});

describe("an offer holds", () => {
  const sale: Conditions = { validFrom: "2027-03-10", validUntil: "2027-03-12" };

  test("on its first and its last day, and on none before or after", () => {
    const on = (day: string) => ineligible(sale, facts({ on: day }));
    expect([on("2027-03-09"), on("2027-03-10"), on("2027-03-12"), on("2027-03-13")]).toEqual([
      ...["not_started", undefined, undefined, "ended"],
    ]);
  });

  test("from the instant of its start until that of its end, which is over", () => {
    const flash: Conditions = { startsAt: "2027-03-10T02:00:00Z", endsAt: "2027-03-10T04:00:00Z" };
    const at = (instant: string) => ineligible(flash, facts({ at: instant }));
    expect(at("2027-03-10T01:59:59.999Z")).toBe("not_started");
    expect(at("2027-03-10T02:00:00.000Z")).toBeUndefined();
    expect(at("2027-03-10T03:59:59.999Z")).toBeUndefined();
    expect(at("2027-03-10T04:00:00.000Z")).toBe("ended");
  });

  test("for its kinds of order, for a first order, for a tier, in its currency", () => {
    const upgrade: Conditions = { when: { orderKinds: ["upgrade"] } };
    expect(ineligible(upgrade, facts())).toBe("order_kind");
    expect(ineligible(upgrade, facts({ orderKind: "upsell" }))).toBeUndefined();
    expect(ineligible(upgrade, facts({ orderKind: "upgrade" }))).toBeUndefined();
    expect(ineligible({ when: { firstOrder: true } }, facts())).toBe("not_first_order");
    expect(ineligible({ when: { firstOrder: true } }, facts({ isFirstOrder: true }))).toBeUndefined();
    expect(ineligible({ when: { tiers: ["gold"] } }, facts({ tier: "silver" }))).toBe("tier");
    expect(ineligible({ when: { tiers: ["gold"] } }, facts({ tier: "gold" }))).toBeUndefined();
    expect(ineligible({ currency: "EUR" }, facts())).toBe("currency");
  });
});

describe("a coupon can be used", () => {
  test("so many days after that of its claim, until midnight of the tenant's zone, whatever the clocks do", () => {
    const three = { daysFromClaim: 3 };
    // One minute before midnight and one after are two days.
    expect(usableBefore(three, "2027-03-10T15:59:00Z", "Asia/Shanghai")).toBe("2027-03-13T16:00:00.000Z");
    expect(usableBefore(three, "2027-03-10T16:01:00Z", "Asia/Shanghai")).toBe("2027-03-14T16:00:00.000Z");
    // Berlin goes an hour forward on 28 March 2027, and back on 31 October.
    expect(usableBefore(three, "2027-03-26T12:00:00Z", "Europe/Berlin")).toBe("2027-03-29T22:00:00.000Z");
    expect(usableBefore({ daysFromClaim: 1 }, "2027-03-26T12:00:00Z", "Europe/Berlin")).toBe(
      "2027-03-27T23:00:00.000Z",
    );
    expect(usableBefore(three, "2027-10-29T12:00:00Z", "Europe/Berlin")).toBe("2027-11-01T23:00:00.000Z");
    expect(usableBefore({ daysFromClaim: 0 }, "2027-03-10T04:00:00Z", "Asia/Shanghai")).toBe(
      "2027-03-10T16:00:00.000Z",
    );
    // The end of February, in a leap year.
    expect(usableBefore({ daysFromClaim: 1 }, "2028-02-28T04:00:00Z", "Asia/Shanghai")).toBe(
      "2028-02-29T16:00:00.000Z",
    );
  });

  test("no longer than its template says, whichever ends first", () => {
    const both = { daysFromClaim: 30, usableUntil: "2027-03-15" };
    expect(usableBefore(both, "2027-03-10T04:00:00Z", "Asia/Shanghai")).toBe("2027-03-15T16:00:00.000Z");
    expect(usableBefore({ daysFromClaim: 2, usableUntil: "2027-12-31" }, "2027-03-10T04:00:00Z", "Asia/Shanghai")).toBe(
      "2027-03-12T16:00:00.000Z",
    );
    expect(usableBefore({}, "2027-03-10T04:00:00Z", "Asia/Shanghai")).toBeUndefined();
  });

  const record = { id: "cpn_1", version: 1, createdAt: "", updatedAt: "", templateId: "cpt_1", code: "X" };
  const row = (more: Partial<CouponRow>): CouponRow => ({ ...record, status: "claimed", accountId: "acc_1", ...more });
  const asked = { at: "2027-03-10T04:00:00.000Z", on: "2027-03-10", accountId: "acc_1" };

  test("up to the last millisecond before its end, whether or not somebody has noted that it is over", () => {
    const end = "2027-03-10T04:00:00.000Z";
    expect(couponProblem(row({ usableBefore: end }), {}, { ...asked, at: "2027-03-10T03:59:59.999Z" })).toBeUndefined();
    expect(couponProblem(row({ usableBefore: end }), {}, asked)).toBe("expired");
    const issued = row({ status: "issued", accountId: undefined, claimBefore: end });
    expect(couponProblem(issued, {}, { ...asked, at: "2027-03-10T03:59:59.999Z" })).toBe("not_claimed");
    expect(couponProblem(issued, {}, asked)).toBe("forfeited");
  });

  test("by its own account, once, not before its first day, not once it was withdrawn", () => {
    expect(couponProblem(row({}), {}, asked)).toBeUndefined();
    expect(couponProblem(row({ accountId: "acc_2" }), {}, asked)).toBe("unknown_coupon");
    expect(couponProblem(row({ accountId: "acc_2", status: "redeemed" }), {}, asked)).toBe("unknown_coupon");
    expect(couponProblem(row({ status: "redeemed" }), {}, asked)).toBe("used");
    expect(couponProblem(row({ status: "void" }), {}, asked)).toBe("void");
    expect(couponProblem(row({}), { usableFrom: "2027-03-11" }, asked)).toBe("not_started");
    expect(couponProblem(row({}), { usableFrom: "2027-03-10" }, asked)).toBeUndefined();
  });

  test("is claimed within its window, and forfeited after so many whole days", () => {
    const window = { claimFrom: "2027-03-10T02:00:00Z", claimUntil: "2027-03-10T04:00:00Z" };
    const at = (instant: string) => claimProblem(window, instant);
    expect([at("2027-03-10T01:59:59.999Z"), at("2027-03-10T02:00:00.000Z")]).toEqual(["claim_not_open", undefined]);
    expect([at("2027-03-10T03:59:59.999Z"), at("2027-03-10T04:00:00.000Z")]).toEqual([undefined, "claim_closed"]);
    expect(claimProblem({ archived: true }, "2027-03-10T03:00:00.000Z")).toBe("claim_closed");
    expect(claimBefore({ claimWithinDays: 2 }, "2027-03-26T12:00:00.000Z")).toBe("2027-03-28T12:00:00.000Z");
  });
});

describe("an offer that cannot be meant is refused by its field", () => {
  const paths = (offer: object): string[] => promotionErrors(offer as never).map(({ path }) => path);
  const steps = (...all: [number, number][]) => all.map(([fromMinor, offMinor]) => ({ fromMinor, offMinor }));

  test("amounts without a currency, months of what is no share of lines", () => {
    expect(paths({ effect: { type: "amount", amountMinor: 1, of: "basket" } })).toEqual(["currency"]);
    const share = { effect: { type: "percent", basisPoints: 1, of: "basket" } };
    expect(paths({ ...share, capMinor: 1 })).toEqual(["currency"]);
    expect(paths({ ...share, monthsMax: 36 })).toEqual(["monthsMax"]);
    expect(paths({ effect: { ...share.effect, of: "lines" }, monthsMax: 36 })).toEqual([]);
  });

  test("steps that do not rise, that are of two kinds, or of which the one for each time takes more than it asks", () => {
    const effect = (more: object) => paths({ currency: "CNY", effect: { type: "fullReduction", ...more } });
    expect(effect({ steps: steps([100, 10], [200, 30]) })).toEqual([]);
    expect(effect({ steps: steps([100, 10], [100, 30]) })).toEqual(["effect.steps"]);
    expect(effect({ steps: steps([100, 10], [200, 10]) })).toEqual(["effect.steps"]);
    expect(effect({ steps: [...steps([100, 10]), { fromMinor: 200, basisPoints: 1_000 }] })).toEqual(["effect.steps"]);
    expect(effect({ steps: steps([100, 10]), each: true })).toEqual([]);
    expect(effect({ steps: steps([100, 10], [200, 30]), each: true })).toEqual(["effect.each"]);
    expect(effect({ steps: steps([100, 101]), each: true })).toEqual(["effect.each"]);
  });

  test("bundles with two prices or none, or one product twice; days and instants that end before they begin", () => {
    const items = [{ productId: "prd_1", quantity: 1 }];
    const bundle = (more: object) => paths({ currency: "CNY", effect: { type: "bundle", items, ...more } });
    expect(bundle({ priceMinor: 1 })).toEqual([]);
    expect(bundle({})).toEqual(["effect"]);
    expect(bundle({ priceMinor: 1, basisPoints: 1 })).toEqual(["effect"]);
    expect(bundle({ priceMinor: 1, items: [...items, ...items] })).toEqual(["effect.items"]);
    const effect = { type: "percent", basisPoints: 1, of: "lines" };
    expect(paths({ effect, validFrom: "2027-01-02", validUntil: "2027-01-01" })).toEqual(["validUntil"]);
    expect(paths({ effect, startsAt: "2027-01-01T00:00:00Z", endsAt: "2027-01-01T00:00:00Z" })).toEqual(["endsAt"]);
    expect(templateErrors({ effect, code: "SPRING", daysFromClaim: 3 } as never).map((e) => e.path)).toEqual([
      "daysFromClaim",
    ]);
  });
});
