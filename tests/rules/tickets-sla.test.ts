import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { workingCounting } from "../../functions/tickets/counting.ts";
import { isOurs, NEXT } from "../../functions/tickets/rules.ts";
import type { State } from "../../functions/tickets/schema.ts";
import {
  ALWAYS,
  type Clock,
  type Counting,
  dueAtOf,
  isLate,
  moved,
  partOf,
  plannedOf,
  underTerms,
} from "../../functions/tickets/sla.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { scaled } from "../support/soak.ts";

const MINUTE_MS = 60_000;
/** Minutes that are looked at one by one: twelve days. */
const MINUTES = 12 * 24 * 60;
/** Minutes between two looks at whether it is late: no part of an hour, so that all hours are looked at. */
const LOOK_EVERY = 307;

/** Days on which clocks change, and a week of holidays. */
const PLACES = [
  { timeZone: "America/New_York", from: "2027-03-10T15:00:00Z", holiday: "2027-03-15" },
  { timeZone: "America/New_York", from: "2027-11-03T15:00:00Z", holiday: "2027-11-11" },
  { timeZone: "Europe/Berlin", from: "2027-10-27T09:00:00Z", holiday: "2027-11-01" },
  { timeZone: "Asia/Shanghai", from: "2027-09-28T02:00:00Z", holiday: "2027-10-01" },
] as const;

const HOURS = [
  { from: "09:00", to: "12:00" },
  { from: "13:15", to: "18:00" },
];
const CALENDAR = {
  weekly: [1, 2, 3, 4, 5].flatMap((day) => HOURS.map((hours) => ({ day, ...hours }))),
};

/** Whether each minute is worked, told from the wall clock that the runtime shows. */
function workedMinutes({ timeZone, from, holiday }: (typeof PLACES)[number]): boolean[] {
  const style = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, hourCycle: "h23", weekday: "short", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit" },
  });
  return Array.from({ length: MINUTES }, (_, n) => {
    const parts = style.formatToParts(Date.parse(from) + n * MINUTE_MS);
    const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
    const day = `${part("year")}-${part("month")}-${part("day")}`;
    const time = `${part("hour")}:${part("minute")}`;
    if (day === holiday || ["Sat", "Sun"].includes(part("weekday"))) return false;
    return HOURS.some((hours) => hours.from <= time && time < hours.to);
  });
}
const worked = new Map(PLACES.map((place) => [place, workedMinutes(place)]));

const history = fc.record({
  place: fc.constantFrom(...PLACES),
  counts: fc.constantFrom("workingTime" as const, "always" as const),
  resolveMinutes: fc.integer({ min: 1, max: 2_000 }),
  /** From some minute on the target is another. */
  changed: fc.option(fc.record({ at: fc.nat(MINUTES - 1), resolveMinutes: fc.integer({ min: 1, max: 2_000 }) })),
  /** The minute at which a part of it was asked that is split off later. */
  asked: fc.nat(MINUTES - 1),
  moves: fc.array(fc.record({ at: fc.nat(MINUTES - 1), to: fc.nat(4) }), { maxLength: 8 }),
});

test("clocks count exactly the minutes that are worked and not waited for, over holidays, clock changes and pauses", () => {
  fc.assert(
    fc.property(history, ({ place, counts, resolveMinutes, changed, moves, asked }) => {
      const { timeZone, from, holiday } = place;
      const calendar = { ...CALENDAR, holidays: [{ on: holiday }], workdays: [] };
      const counting: Counting = counts === "always" ? ALWAYS : workingCounting(new WorkingTime(calendar, timeZone));
      const at = (minute: number): string => new Date(Date.parse(from) + minute * MINUTE_MS).toISOString();
      const terms = { policyId: "sla_1", policy: "p", counts, resolveMinutes };
      let clock: Clock = moved({ ...terms, usedMs: 0, told: [] }, "new", counting, at(0));
      let state: State = "new";
      let target = resolveMinutes;
      let used = 0;
      let usedByPart = 0;
      const counted = worked.get(place) ?? [];
      // What the clock says at its last move, against what minute after minute comes to.
      let promised = dueAtOf(clock, "resolve", counting);
      for (let minute = 0; minute < MINUTES; minute++) {
        for (const move of moves.filter((one) => one.at === minute)) {
          const allowed: readonly State[] = NEXT[state].filter((next) => next !== "closed" && next !== "resolved");
          state = allowed[move.to % Math.max(1, allowed.length)] ?? state;
          clock = moved(clock, state, counting, at(minute));
          promised = dueAtOf(clock, "resolve", counting);
        }
        if (changed?.at === minute) {
          target = changed.resolveMinutes;
          clock = underTerms(clock, { ...terms, resolveMinutes: target }, counting, at(minute));
          promised = dueAtOf(clock, "resolve", counting);
        }
        if (minute % LOOK_EVERY === 0) {
          expect(isLate(clock, "resolve", counting, at(minute))).toBe(used > target);
          if (minute >= asked) {
            const part = partOf(clock, at(asked), counting, at(minute));
            expect(part.usedMs).toBe(Math.min(used, usedByPart) * MINUTE_MS);
          }
        }
        if (minute >= asked && (counts === "always" || counted[minute])) usedByPart += 1;
        if (isOurs(state) && (counts === "always" || counted[minute])) {
          used += 1;
          if (used === target) {
            // The minute that ends now was the last; working time that is over ends with it.
            expect(promised).toBe(at(minute + 1));
          }
        }
      }
      if (used < target && isOurs(state)) expect(promised !== undefined && promised >= at(MINUTES)).toBe(true);
      if (!isOurs(state)) expect(promised).toBeUndefined();
    }),
    { numRuns: scaled(60, 2_000) },
  );
});

test("what was told in an episode is not planned again, and the warning comes before", () => {
  const terms = {
    policyId: "sla_1",
    policy: "p",
    counts: "always" as const,
    firstResponseMinutes: 10,
    resolveMinutes: 100,
  };
  const clock: Clock = {
    ...terms,
    usedMs: 0,
    runningSince: "2027-01-01T00:00:00.000Z",
    told: ["firstResponse.warned"],
  };
  const planned = plannedOf(clock, { state: "open" }, ALWAYS).map(
    ({ goal, news, at }) => `${goal} ${news} ${at.slice(11, 16)}`,
  );
  expect(planned).toEqual(["firstResponse late 00:10", "resolve warned 01:20", "resolve late 01:40"]);
  const answered = { state: "open" as const, firstRespondedAt: "2027-01-01T00:01:00.000Z" };
  expect(plannedOf(clock, answered, ALWAYS).map(({ goal }) => goal)).toEqual(["resolve", "resolve"]);
  expect(plannedOf(clock, { state: "waitingForCustomer" }, ALWAYS)).toEqual([]);
});
