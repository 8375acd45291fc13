import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { changedFields, isCalling, joinedEvents, toldBy } from "../../functions/calls/rules.ts";
import type { CallEvent } from "../../functions/calls/schema.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 2, minute)).toISOString();

const event: fc.Arbitrary<CallEvent> = fc.record(
  {
    id: fc.stringMatching(/^[a-h]$/),
    callId: fc.constant("c"),
    type: fc.constantFrom("started", "answered", "ended", "noted", "said"),
    at: fc.nat(20).map(at),
    direction: fc.constantFrom("inbound", "outbound"),
    result: fc.constantFrom("answered", "missed", "busy"),
    note: fc.stringMatching(/^[x-z]{1,3}$/),
    durationSeconds: fc.nat(600),
  },
  { requiredKeys: ["id", "callId", "type", "at"] },
);

/** Events with an id each: one that comes twice says the same. */
const events = fc.uniqueArray(event, { selector: ({ id }) => id, minLength: 1, maxLength: 8 });

test("a call stands the same however its events are cut into deliveries, ordered and repeated", () => {
  fc.assert(
    fc.property(
      events.chain((all) =>
        fc.record({
          all: fc.constant(all),
          told: fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
          size: fc.integer({ min: 1, max: 4 }),
        }),
      ),
      ({ all, told, size }) => {
        let known: CallEvent[] = [];
        for (let from = 0; from < told.length; from += size) known = joinedEvents(known, told.slice(from, from + size));
        const once = joinedEvents([], all);
        expect(known).toEqual(once);
        expect(toldBy(known)).toEqual(toldBy(once));
        // By another way: whatever was said last of a thing, looked for from the end.
        const last = [...all].sort((a, b) => b.at.localeCompare(a.at) || (a.id < b.id ? 1 : -1));
        expect(toldBy(known).note).toBe(last.find(({ note }) => note !== undefined)?.note);
        expect(toldBy(known).state).toBe(
          all.some(({ type }) => type === "ended")
            ? "ended"
            : all.some(({ type }) => type === "answered")
              ? "talking"
              : "ringing",
        );
        const started = all.filter(({ type }) => type === "started").map((one) => one.at);
        expect(toldBy(known).startedAt).toBe((started.length > 0 ? started : all.map((one) => one.at)).sort()[0]);
      },
    ),
  );
});

test("what a person has written is changed only where the call itself has changed", () => {
  expect(changedFields({ a: 1, b: [1] }, { a: 1, b: [1] })).toEqual({});
  expect(changedFields({ a: 1, b: 2 }, { a: 3, c: 4 })).toEqual({ a: 3, b: null, c: 4 });
});

test("people are called within hours of the tenant's zone, from the first minute to the one before the last", () => {
  const hours = { from: "09:00", until: "20:00" };
  const inShanghai = (time: string): boolean => isCalling(hours, new Date(`2026-11-22T${time}Z`), "Asia/Shanghai");
  expect(["00:59:59", "01:00:00", "11:59:59", "12:00:00", "16:30:00"].map(inShanghai)).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
});
