import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { BehaviourCondition, holds, propertiesFit, timesWithin, turnsOn } from "../../functions/behaviour/counted.ts";
import {
  counted,
  type Identified,
  identified,
  peopleCount,
  personAt,
  sessionsOf,
} from "../../functions/behaviour/rules.ts";
import { addDays } from "../../shared/clock.ts";
import { scaled } from "../support/soak.ts";

const MINUTE = 60_000;
const BEGIN = Date.parse("2026-11-01T00:00:00.000Z");
const at = (minutes: number): string => new Date(BEGIN + minutes * MINUTE).toISOString();

const moments = fc.array(fc.record({ hour: fc.nat(40), personId: fc.constantFrom("con_a", "con_b", "con_c") }), {
  minLength: 1,
  maxLength: 25,
});

describe("whom a visitor is known as", () => {
  test("is the last who was told by then, before all the first, in whatever order it was told and how often", () => {
    fc.assert(
      fc.property(moments, fc.infiniteStream(fc.nat()), fc.nat(45), (all, chance, hour) => {
        const told = all.map((one) => ({ at: at(one.hour * 60), personId: one.personId }));
        const shuffled = [...told, ...told.slice(0, 3)].sort(() => ((chance.next().value ?? 0) % 3) - 1);
        const known = shuffled.reduce<Identified[]>(identified, []);
        // By another way: of all that was told, the last up to the moment; of one moment the greater name.
        const earlier = all.filter((one) => one.hour <= hour);
        const first = Math.min(...all.map((one) => one.hour));
        const among = earlier.length > 0 ? earlier : all.filter((one) => one.hour === first);
        const last = Math.max(...among.map((one) => one.hour));
        const names = among
          .filter((one) => one.hour === last)
          .map(({ personId }) => personId)
          .sort();
        const expected = earlier.length > 0 ? names.at(-1) : names[0];
        expect(personAt([{ identities: known }], at(hour * 60))).toBe(expected);
        expect(peopleCount(known)).toBe(new Set(all.map(({ personId }) => personId)).size);
      }),
      { numRuns: scaled(300, 20_000) },
    );
  });

  test("is what it knows itself, and of one that knows nobody what that one knows into which it was merged", () => {
    const a = { identities: [{ at: at(10), personId: "con_a" }] };
    const nobody = { identities: [] };
    expect([personAt([nobody, a], at(0)), personAt([nobody], at(0)), personAt([a], at(0))]).toEqual([
      ...["con_a", undefined, "con_a"],
    ]);
    // Whom an address was found to be of holds for all that was told under it.
    const found = identified([{ at: at(0), claims: ["email#x@y.cn"], personId: "led_1" }], {
      at: at(200),
      claims: ["email#x@y.cn"],
    });
    expect(found.map(({ personId }) => personId)).toEqual(["led_1", "led_1"]);
  });
});

const days = fc.array(fc.nat(60), { maxLength: 20 });
const today = "2026-11-29";

describe("what somebody did", () => {
  test("is as often in the last days as one counts, and turns true or false by time alone on the day that is told", () => {
    const condition = fc.record({ times: fc.integer({ min: 1, max: 4 }), withinDays: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(days, condition, fc.boolean(), (ago, { times, withinDays }, isDid) => {
        const cells: Record<string, number> = {};
        for (const n of ago) cells[addDays(today, -n)] = (cells[addDays(today, -n)] ?? 0) + 1;
        const one = BehaviourCondition.parse({ ...(isDid ? { did: "x" } : { didNot: "x" }), times, withinDays });
        const truth = (later: number): boolean => {
          const n = ago.filter((before) => before + later < withinDays).length;
          return isDid ? n >= times : n < times;
        };
        expect(timesWithin(cells, withinDays, today)).toBe(ago.filter((n) => n < withinDays).length);
        expect(holds(one, cells, today)).toBe(truth(0));
        const later = Array.from({ length: 100 }, (_, n) => n + 1).find((n) => truth(n) !== truth(0));
        expect(turnsOn(one, cells, today)).toBe(later === undefined ? undefined : addDays(today, later));
      }),
      { numRuns: scaled(300, 20_000) },
    );
  });

  test("is cut into sessions where half an hour passes, each event in one, and touched first and last by what brought it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(600), { minLength: 1, maxLength: 30 }), (minutes) => {
        const events = minutes.map((minute, n) => ({ id: `bev_${n}`, name: "x", at: at(minute) }));
        const sorted = [...minutes].sort((a, b) => a - b);
        const cuts = sorted.filter((minute, n) => n === 0 || minute - (sorted[n - 1] ?? 0) > 30).length;
        const sessions = sessionsOf(events);
        expect(sessions).toHaveLength(cuts);
        expect(sessions.reduce((sum, { events: n }) => sum + n, 0)).toBe(minutes.length);
      }),
      { numRuns: scaled(200, 10_000) },
    );
    const visit = (minute: number, source?: string) => ({
      ...{ id: `bev_${minute}`, name: "page.viewed", at: at(minute) },
      ...(source && { utm: { source } }),
    });
    const told = counted([visit(0), visit(100, "search"), visit(200, "mail"), visit(300)], "Asia/Shanghai");
    expect([told.firstTouch?.utm?.source, told.lastTouch?.utm?.source, told.sessionCount]).toEqual([
      "search",
      "mail",
      4,
    ]);
    // Ten in the evening by UTC is the next day in Shanghai.
    expect(counted([visit(22 * 60)], "Asia/Shanghai").days).toEqual({ "page.viewed": { "2026-11-02": 1 } });
  });

  test("counts only where its properties are as they are asked for, each compared as what it is", () => {
    const fits = (op: string, value: unknown, properties: Record<string, string | number | boolean>) =>
      propertiesFit(
        BehaviourCondition.parse({ did: "x", withinDays: 1, where: [{ property: "p", op, value }] }),
        properties,
      );
    expect(fits("eq", "企业版", { p: "企业版" })).toBe(true);
    expect(fits("gte", 50, { p: 49 })).toBe(false);
    expect(fits("gte", 50, { p: "60" })).toBe(false);
    expect(fits("contains", "Pro", { p: "pro plan" })).toBe(true);
    expect([fits("eq", true, { p: true }), fits("eq", true, {}), fits("ne", "a", {})]).toEqual([true, false, true]);
  });
});
