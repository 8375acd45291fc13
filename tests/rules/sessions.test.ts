import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { admitted, NO_SESSIONS, type Sessions } from "../../functions/identity/rules.ts";

const NOW = 1_000;
const one = (at: number, key = `k${at}`) => ({ key, userId: "usr_A", at, until: NOW + 3_600 });

/** Lets calls come in an order; gives which sign-ins go on at its end. */
function played(calls: readonly { key: string; at: number }[], seats: number): { book: Sessions; goOn: string[] } {
  let book: Sessions = NO_SESSIONS;
  for (const { at, key } of calls) {
    const said = admitted(book, one(at, key), seats, NOW);
    if ("book" in said && said.book) book = said.book;
    expect(book.sessions.length).toBeLessThanOrEqual(seats);
    expect(book.sessions.some((it) => it.key === key)).toBe(said.kind !== "evicted");
  }
  return { book, goOn: book.sessions.map(({ key }) => key).sort() };
}

test("whatever calls come in whatever order and however often, those sign-ins go on that began last", () => {
  const seats = fc.integer({ min: 1, max: 6 });
  const times = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 });
  const scenario = fc
    .tuple(seats, times)
    .chain(([n, ats]) =>
      fc.tuple(fc.constant(n), fc.constant(ats), fc.shuffledSubarray([...ats, ...ats], { minLength: 0 })),
    );
  fc.assert(
    fc.property(scenario, ([n, ats, extra]) => {
      const calls = [...extra, ...ats].map((at) => one(at));
      const last = [...ats].sort((a, b) => b - a).slice(0, n);
      expect(played(calls, n).goOn).toEqual(last.map((at) => `k${at}`).sort());
    }),
  );
});

test("of one second the first to call are evicted first, and stay so; another of that second still comes in", () => {
  const { book, goOn } = played([one(5, "a"), one(5, "b"), one(5, "a"), one(5, "c"), one(5, "b")], 1);
  expect(goOn).toEqual(["c"]);
  expect(book.evicted.sort()).toEqual(["a", "b"]);
});

test("an ended session gives its seat free, and fewer seats end the earliest at the next call of anybody", () => {
  const over = { ...one(7, "old"), until: NOW - 1, n: 0 };
  const said = admitted({ ...NO_SESSIONS, sessions: [over], next: 1 }, one(8, "new"), 1, NOW);
  expect(said).toMatchObject({ kind: "changed", book: { sessions: [{ key: "new" }], evictedTo: 0 } });
  const three = played([one(1), one(2), one(3)], 3).book;
  expect(admitted(three, one(1), 2, NOW)).toMatchObject({
    kind: "evicted",
    book: { sessions: [{ at: 2 }, { at: 3 }] },
  });
  expect(admitted(three, one(3), 2, NOW)).toMatchObject({
    kind: "changed",
    book: { sessions: [{ at: 2 }, { at: 3 }] },
  });
});
