import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { kept, openFrom, roomFrom, type TallyEntry } from "../../functions/reach/rules.ts";
import { zonesOfNumber } from "../../shared/phones.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const clockIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

const isQuiet = ({ from, to }: { from: string; to: string }, at: Date, zone: string): boolean => {
  const time = clockIn(at, zone);
  return from < to ? from <= time && time < to : time >= from || time < to;
};

const hour = fc.integer({ min: 0, max: 23 }).map((h) => `${String(h).padStart(2, "0")}:00`);
const hours = fc.record({ from: hour, to: hour }).filter(({ from, to }) => from !== to);
/** Zones without a change of their clocks in the days that are looked at. */
const zone = fc.constantFrom("Asia/Shanghai", "Asia/Kolkata", "America/Phoenix", "Pacific/Honolulu", "UTC");
const moment = fc
  .integer({ min: 0, max: 2 * 24 * 60 })
  .map((m) => new Date(Date.parse("2026-11-28T00:00:00Z") + m * MINUTE_MS));

describe("quiet hours", () => {
  test("end at the first minute at which no clock of a place says that they hold", () => {
    fc.assert(
      fc.property(hours, moment, fc.array(zone, { minLength: 1, maxLength: 2 }), (quiet, at, zones) => {
        const open = openFrom(quiet, at, zones);
        const isFree = (time: number): boolean => !zones.some((one) => isQuiet(quiet, new Date(time), one));
        const minutes = Array.from({ length: 48 * 60 + 1 }, (_, m) => at.getTime() + m * MINUTE_MS);
        const first = minutes.find(isFree);
        if (first !== undefined) expect(open.toISOString()).toBe(new Date(first).toISOString());
        else expect(isQuiet(quiet, open, zones[0] as string)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test("are those of the country of a number; one with one time by law has one", () => {
    expect(zonesOfNumber("+8613800000000")).toEqual(["Asia/Shanghai"]);
    expect(zonesOfNumber("13800000000")).toEqual(["Asia/Shanghai"]);
    expect(zonesOfNumber("+4930123456")).toContain("Europe/Berlin");
    expect(zonesOfNumber("+12125550123")).toEqual(expect.arrayContaining(["America/New_York", "America/Los_Angeles"]));
    expect(zonesOfNumber("+9991")).toEqual([]);
  });

  test("that change with the clocks end when the clock says so", () => {
    const at = new Date("2026-03-29T00:30:00Z");
    expect(openFrom({ from: "21:00", to: "08:00" }, at, ["Europe/Berlin"]).toISOString()).toBe(
      "2026-03-29T06:00:00.000Z",
    );
  });
});

describe("caps", () => {
  const channel = fc.constantFrom("email" as const, "sms" as const);
  const cap = fc.record(
    { channel, messages: fc.integer({ min: 1, max: 4 }), days: fc.integer({ min: 1, max: 5 }) },
    { requiredKeys: ["messages", "days"] },
  );
  const asked = fc.record({ channel, waitMs: fc.integer({ min: 0, max: 2 * DAY_MS }) });

  test("no window of their days ever has more, nobody is kept back without need, and what is let go is no more counted", () => {
    fc.assert(
      fc.property(
        fc.array(cap, { maxLength: 3 }),
        fc.array(asked, { maxLength: 30 }),
        fc.nat(3),
        (before, all, less) => {
          // Halfway somebody allows less: then more may stand counted than there is room for.
          const lowered = before.map((each) => ({ ...each, messages: Math.max(1, each.messages - less) }));
          let caps = before;
          let now = Date.parse("2026-11-01T00:00:00Z");
          let entries: TallyEntry[] = [];
          const sent: { channel: string; at: number }[] = [];
          const fits = (one: string, at: number): boolean =>
            caps.every((each) => {
              if (each.channel !== undefined && each.channel !== one) return true;
              const within = sent.filter(
                (other) =>
                  (each.channel === undefined || other.channel === each.channel) && other.at > at - each.days * DAY_MS,
              );
              return within.length < each.messages;
            });
          for (const [n, { channel: one, waitMs }] of all.entries()) {
            now += waitMs;
            if (n >= all.length / 2) caps = lowered;
            entries = kept(caps, entries, new Date(now));
            const room = roomFrom(caps, entries, one, new Date(now));
            expect(room.getTime() === now).toBe(fits(one, now));
            expect(fits(one, room.getTime())).toBe(true);
            if (room.getTime() > now) expect(fits(one, room.getTime() - 1)).toBe(false);
            if (room.getTime() !== now) continue;
            sent.push({ channel: one, at: now });
            entries.push({ sending: String(n), channel: one, at: new Date(now).toISOString() });
          }
        },
      ),
    );
  });
});
