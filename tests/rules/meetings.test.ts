import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { minutesThere } from "../../functions/meetings/rules.ts";
import type { Move } from "../../functions/meetings/schema.ts";
import { SOAK } from "../support/soak.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 1, 1) + minute * 60_000).toISOString();
const END = 120;

/** For each device the minutes at which it came and went, in turn. */
const anySessions = fc.array(
  fc.uniqueArray(fc.integer({ min: 0, max: END }), { maxLength: 8 }).map((all) => all.sort((a, b) => a - b)),
  { maxLength: 4 },
);

const movesOf = (sessions: readonly number[][]): Move[] =>
  sessions.flatMap((minutes, session) =>
    minutes.map((minute, n) => ({
      ...{ id: `${session}-${n}`, session: String(session), at: at(minute) },
      type: n % 2 === 0 ? ("joined" as const) : ("left" as const),
    })),
  );

/** Minute by minute: is any device there? Whoever has not gone is there until the end. */
const counted = (sessions: readonly number[][]): number =>
  Array.from({ length: END }, (_, minute) =>
    sessions.some((own) => own.filter((one) => one <= minute).length % 2 === 1),
  ).filter(Boolean).length;

test("minutes are those in which any device was there, in whichever order they are told", () => {
  fc.assert(
    fc.property(anySessions, fc.infiniteStream(fc.nat()), (sessions, chance) => {
      const moves = movesOf(sessions);
      const shuffled = moves.map((one) => [chance.next().value, one] as const).sort(([a], [b]) => a - b);
      const expected = counted(sessions);
      expect(minutesThere(moves, at(END))).toBe(expected);
      expect(
        minutesThere(
          shuffled.map(([, one]) => one),
          at(END),
        ),
      ).toBe(expected);
    }),
    { numRuns: 200 * SOAK },
  );
});

test("a going that was not preceded by a coming says nothing, and a second coming goes on", () => {
  const move = (n: number, type: Move["type"], minute: number): Move => ({
    id: `${n}`,
    session: "",
    type,
    at: at(minute),
  });
  expect(minutesThere([move(1, "left", 5)], at(END))).toBe(0);
  expect(minutesThere([move(1, "joined", 0), move(2, "joined", 5), move(3, "left", 10)], at(END))).toBe(10);
  expect(minutesThere([move(1, "joined", 0)], undefined)).toBe(0);
});

test("a fraction of a second is told or left out, and neither changes the order", () => {
  const move = (id: string, type: Move["type"], when: string): Move => ({ id, session: "1", type, at: when });
  const [came, went] = [move("1", "joined", "2026-11-01T01:00:00Z"), move("2", "left", "2026-11-01T01:00:00.500Z")];
  const back = [move("3", "joined", "2026-11-01T01:10:00.250Z"), move("4", "left", "2026-11-01T01:15:01Z")];
  expect([minutesThere([went, came], at(END)), minutesThere([...back, went, came], at(END))]).toEqual([0, 5]);
});
