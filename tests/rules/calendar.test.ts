import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { calendar } from "../../functions/activities/ics.ts";
import { nextOccurrence } from "../../functions/activities/rules.ts";
import type { ActivityRow } from "../../functions/activities/table.ts";
import { folded } from "../../shared/notify/ics.ts";
import { activityRow, anyRepeat, anyTimes, ZONES } from "../support/activities.ts";
import { anyCharacter } from "../support/characters.ts";
import { icalText, icalTime, occurrencesOf, readCalendar } from "../support/ical.ts";
import { SOAK } from "../support/soak.ts";

const NOW = "2026-11-24T02:00:00.000Z";
const COMPARED = 20;
/** Occurrences are looked for day by day, over decades where a rule is yearly. */
const RUNS = 60 * SOAK;

const written = (rows: readonly ActivityRow[], zone = "Asia/Shanghai"): string =>
  calendar(
    "王芳",
    rows.map((row) => ({ row, shown: row })),
    zone,
  );

const eventOf = (row: ActivityRow, zone = "Asia/Shanghai") => {
  const [event] = readCalendar(written([row], zone)).events;
  if (!event) throw new Error("no event");
  return event;
};

/** Texts as the schema lets them in: no control characters but tab and line breaks, no lone surrogates. */
const anyText = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom("拜", "访", "é", "😀", ",", ";", "\\", "\n", ":", '"', " "),
      fc.string({ unit: anyCharacter, minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 300,
  })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the schema keeps out.
  .map((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\u007f]|\p{Cs}/gu, "").trim() || "x");

const beginOf = (row: ActivityRow): number =>
  Date.parse(row.startAt ?? (row.dueOn ? `${row.dueOn}T00:00:00Z` : (row.dueAt ?? "")));

describe("a calendar", () => {
  test("read back has every text as it was, in lines of at most 75 octets that part no character", () => {
    const texts = fc.record({ subject: anyText, body: anyText, address: anyText });
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), (all) => {
        const rows = all.map(({ subject, body, address }, n) =>
          activityRow({ id: `act_000000000${n}`, dueAt: NOW, subject, body, place: { address } }),
        );
        const { events } = readCalendar(written(rows));
        expect(events.map((e) => icalText(e.get("SUMMARY")?.value ?? ""))).toEqual(all.map((t) => t.subject));
        expect(events.map((e) => icalText(e.get("DESCRIPTION")?.value ?? ""))).toEqual(all.map((t) => t.body));
        expect(events.map((e) => icalText(e.get("LOCATION")?.value ?? ""))).toEqual(all.map((t) => t.address));
      }),
    );
  });

  test("a folded line unfolds to itself", () => {
    const line = `SUMMARY:${"客户拜访".repeat(40)}`;
    expect(folded(line).replaceAll("\r\n ", "")).toBe(line);
    expect(folded("x".repeat(75))).not.toContain("\r\n");
    expect(folded("x".repeat(76))).toBe(`${"x".repeat(75)}\r\n x`);
  });

  test("has times in UTC, days for what has no time, and an end after its begin", () => {
    fc.assert(
      fc.property(anyTimes, fc.constantFrom(...ZONES), (times, zone) => {
        const row = activityRow(times, zone);
        const event = eventOf(row, zone);
        const [start, end] = [event.get("DTSTART"), event.get("DTEND")];
        expect(icalTime(start?.value ?? "")).toBe(beginOf(row));
        expect(start?.parameters.VALUE).toBe(row.dueOn ? "DATE" : undefined);
        if (row.durationMinutes) {
          expect(icalTime(end?.value ?? "") - beginOf(row)).toBe(row.durationMinutes * 60_000);
        } else if (end) expect(icalTime(end.value) - beginOf(row)).toBe(86_400_000);
      }),
    );
  });

  test("names an activity alike in every version, and says which version it is and whether it was cancelled", () => {
    const row = activityRow({ dueAt: NOW });
    const [before, after] = [eventOf(row), eventOf({ ...row, version: 7, state: "cancelled" })];
    expect(after.get("UID")?.value).toBe(before.get("UID")?.value);
    expect([before, after].map((e) => e.get("SEQUENCE")?.value)).toEqual(["0", "6"]);
    expect([before, after].map((e) => e.get("STATUS")?.value)).toEqual(["CONFIRMED", "CANCELLED"]);
  });

  test("repeats an open one as the product itself makes its occurrences, in any zone and by any rule", () => {
    fc.assert(
      fc.property(anyTimes, anyRepeat, fc.constantFrom(...ZONES), (times, repeat, zone) => {
        const first = activityRow({ ...times, repeat }, zone);
        const expected: number[] = [];
        for (let row: ActivityRow | undefined = first; row && expected.length < COMPARED; ) {
          expected.push(beginOf(row));
          row = nextOccurrence(row, NOW, zone);
        }
        expect(occurrencesOf(eventOf(first, zone), COMPARED)).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
  });

  test("repeats nothing that is done: the next occurrence is a record of its own", () => {
    const row = activityRow({ dueAt: NOW, repeat: { every: "day", interval: 1 } });
    expect(eventOf(row).get("RRULE")?.value).toBe("FREQ=DAILY;INTERVAL=1");
    expect(eventOf({ ...row, state: "done" }).get("RRULE")).toBeUndefined();
  });
});
