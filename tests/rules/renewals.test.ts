import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { bridgeOf, figureOf } from "../../functions/renewals/figures.ts";
import {
  type Due,
  dueMinor,
  type Policy,
  type Row,
  renewalsOf,
  renewedMinor,
  type Sold,
  standingOf,
} from "../../functions/renewals/rules.ts";
import { RenewalPolicy } from "../../functions/renewals/schema.ts";
import { addDays, addMonths } from "../../shared/clock.ts";
import { scaled } from "../support/soak.ts";

const policy: Policy = RenewalPolicy.parse({});
const idOf = (orderId: string, type: string): string => `${orderId}/${type}`;

/** Yearly contracts of one customer from some month on, and orders that renew some of them, as a random history. */
const history = fc
  .array(
    fc.record({
      kind: fc.constantFrom("new" as const, "renewal" as const, "upsell" as const),
      month: fc.integer({ min: 0, max: 40 }),
      signedDaysBefore: fc.integer({ min: -60, max: 90 }),
      base: fc.option(fc.nat(9), { nil: undefined }),
      months: fc.constantFrom(6, 12, 24),
      amounts: fc.array(
        fc.record({ type: fc.constantFrom("a", "b"), amountMinor: fc.integer({ min: 1, max: 9_999 }) }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      /** Days from its first to its last, where it is ended early: before its first there are none. */
      endedAfter: fc.option(fc.integer({ min: -60, max: 60 }), { nil: undefined }),
      paid: fc.integer({ min: 0, max: 100 }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((all) =>
    all.map(({ month, kind, base, months, amounts, signedDaysBefore, endedAfter, paid }, n) => {
      const startsOn = addMonths("2025-01-01", month);
      const signedOn = addDays(startsOn, -signedDaysBefore);
      return {
        ...{ id: `ord_${n}`, kind, currency: "CNY", startsOn, endsOn: addDays(addMonths(startsOn, months), -1) },
        ...{ signedOn, signedAt: `${signedOn}T0${n % 10}:00:00.000Z`, months, paid },
        ...(base !== undefined && base < n && { baseOrderId: `ord_${base}` }),
        ...(endedAfter !== undefined && { terminatedOn: addDays(startsOn, endedAfter) }),
        lines: amounts.map(({ type, amountMinor }) => ({
          ...{ productId: "prd_1", quantity: 1, productType: type, amountMinor },
        })),
      };
    }),
  );
type History = (typeof history extends fc.Arbitrary<infer T> ? T : never) & (Sold & { months: number; paid: number })[];

/** The rows of the dues, each part with a share of it paid. */
const rowsOf = (dues: readonly Due[], orders: History, today: string): Row[] =>
  dues.map((due) => {
    const row = {
      ...{ id: idOf(due.contract.id, due.productType), orderId: due.contract.id, accountId: "acc_1" },
      ...{
        productType: due.productType,
        dueOn: due.contract.endsOn,
        startMinor: due.startMinor,
        addedMinor: due.addedMinor,
      },
      ...{ dueMinor: dueMinor(due), renewedMinor: renewedMinor(due), renewals: due.renewals, firstYear: due.firstYear },
      ...{ lapsesOn: addDays(due.contract.endsOn, policy.lateDays), terminatedOn: due.contract.terminatedOn },
      parts: due.parts.map((part) => {
        const paid = orders.find(({ id }) => id === part.orderId)?.paid ?? 0;
        return { ...part, paidMinor: Math.floor((part.renewedMinor * paid) / 100), billed: [] };
      }),
    } as unknown as Row;
    return { ...row, ...standingOf(row, today) } as Row;
  });

test("an order's amount is given once, and the same orders give the same in whatever order they come", () => {
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat()), (orders, dice) => {
      const dues = renewalsOf(orders, [], policy, idOf);
      const parts = dues.flatMap((due) => due.parts.map((part) => ({ ...part, due })));
      for (const order of orders.filter(({ kind }) => kind === "renewal")) {
        for (const type of new Set(order.lines.map(({ productType }) => productType))) {
          const whole = order.lines.reduce((sum, l) => sum + (l.productType === type ? l.amountMinor : 0), 0);
          const own = parts.filter((part) => part.orderId === order.id && part.due.productType === type);
          const given = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
          expect([0, whole]).toContain(given);
        }
      }
      // What was ended before its first day was for nothing: without it all is the same, and the contract before is open.
      const begun = orders.filter(({ terminatedOn, startsOn }) => !terminatedOn || terminatedOn >= startsOn);
      expect(renewalsOf(begun, [], policy, idOf)).toEqual(dues);
      // Nobody renews what was signed later, or what is of another kind.
      for (const { due, orderId } of parts) {
        const order = orders.find(({ id }) => id === orderId);
        expect(order?.kind).toBe("renewal");
        expect(String(order?.signedAt) >= due.contract.signedAt).toBe(true);
      }
      const shuffled = orders.map((order) => ({ order, at: dice.next().value })).sort((a, b) => a.at - b.at);
      const again = renewalsOf(
        shuffled.map(({ order }) => order),
        [],
        policy,
        idOf,
      );
      expect(again).toEqual(dues);
    }),
    { numRuns: scaled(200, 20_000) },
  );
});

test("every contract is due once and type, at its own amount and each addition's monthly price over its months", () => {
  fc.assert(
    fc.property(history, (all) => {
      const dues = renewalsOf(all, [], policy, idOf);
      const orders = all.filter(({ terminatedOn, startsOn }) => !terminatedOn || terminatedOn >= startsOn);
      const added = (one: Sold) =>
        orders
          .filter((base) => base.kind !== "upsell" && one.kind === "upsell" && one.baseOrderId)
          .filter((base) => base.id === one.baseOrderId || (base.baseOrderId ?? base.id) === one.baseOrderId)
          .filter((base) => base.startsOn <= String(one.startsOn) && String(one.startsOn) <= base.endsOn)
          .map(({ startsOn, id }) => `${startsOn} ${id}`);
      for (const type of ["a", "b"]) {
        const ofType = (one: Sold) => one.lines.filter(({ productType }) => productType === type);
        for (const contract of orders.filter((one) => added(one).length === 0)) {
          const own = orders.filter((one) => {
            const starts = added(one).map((text) => text.slice(0, 10));
            return (
              added(one).some((text) => text.endsWith(` ${contract.id}`)) &&
              contract.startsOn === starts.sort().at(-1) &&
              starts.filter((start) => start === contract.startsOn).length === 1
            );
          });
          const isAmbiguous = orders.some((one) => {
            const starts = added(one).map((text) => text.slice(0, 10));
            return starts.filter((start) => start === contract.startsOn).length > 1;
          });
          if (isAmbiguous) continue;
          const live = own.filter(({ terminatedOn }) => !terminatedOn);
          const expected = [
            ...ofType(contract).map((line) => line.amountMinor),
            ...live.flatMap((one) =>
              ofType(one).map((line) => Math.round((line.amountMinor * contract.months) / one.months)),
            ),
          ];
          const due = dues.find((one) => one.contract.id === contract.id && one.productType === type);
          expect(due && dueMinor(due)).toBe(expected.length === 0 ? undefined : expected.reduce((a, b) => a + b, 0));
        }
      }
    }),
    { numRuns: scaled(200, 20_000) },
  );
});

const month = fc.integer({ min: 0, max: 47 }).map((n) => addMonths("2025-01-01", n));

/** The bridge of a period, against counting it order by order. */
function bridged(rows: readonly Row[], days: { from: string; to: string }): void {
  const isIn = (on: string): boolean => days.from <= on && on <= days.to;
  const { business, finance, items, differenceMinor } = bridgeOf(rows, days, "cash", "2027-06-30");
  let [due, renewed, came] = [0, 0, 0];
  for (const row of rows) {
    if (isIn(row.dueOn)) due += row.dueMinor;
    for (const part of row.parts) {
      if (isIn(part.signedOn)) renewed += part.renewedMinor;
      if (isIn(row.dueOn)) came += part.paidMinor;
    }
  }
  const { dueMinor: ofBusiness, renewedMinor } = business;
  expect([ofBusiness, renewedMinor, finance.dueMinor, finance.renewedMinor]).toEqual([due, renewed, due, came]);
  expect(items.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(differenceMinor);
  expect(differenceMinor).toBe(renewed - came);
}

test("the bridge adds up, and both bases are what counting order by order gives", () => {
  fc.assert(
    fc.property(history, month, (orders, any) => {
      const rows = rowsOf(renewalsOf(orders, [], policy, idOf), orders, "2027-06-30");
      const days = rows.flatMap(({ dueOn, parts }) => [dueOn, ...parts.map(({ signedOn }) => signedOn)]);
      // Every month, quarter and year in which something was due or signed, and one in which nothing needs to be.
      for (const from of new Set([any, ...days.map((day) => `${day.slice(0, 7)}-01`)])) {
        for (const months of [1, 3, 12]) bridged(rows, { from, to: addDays(addMonths(from, months), -1) });
      }
    }),
    { numRuns: scaled(200, 20_000) },
  );
});

test("what is due, up and down, lost and open comes to what is renewed, and cuts come to the whole", () => {
  fc.assert(
    fc.property(history, (orders) => {
      const rows = rowsOf(renewalsOf(orders, [], policy, idOf), orders, "2026-12-31");
      const whole = figureOf("", rows, policy);
      const { dueMinor: due, upgradedMinor, downgradedMinor, churnedMinor, openMinor } = whole;
      expect(due + upgradedMinor - downgradedMinor - churnedMinor - openMinor).toBe(whole.renewedMinor);
      expect(whole.grossBasisPoints ?? 0).toBeLessThanOrEqual(10_000);
      const cuts = [...Map.groupBy(rows, ({ productType }) => productType).values()].map((some) =>
        figureOf("", some, policy),
      );
      for (const name of ["dueMinor", "renewedMinor", "churnedMinor", "openMinor", "count", "startMinor"] as const) {
        expect(cuts.reduce((sum, cut) => sum + cut[name], 0)).toBe(whole[name]);
      }
    }),
    { numRuns: scaled(200, 20_000) },
  );
});
