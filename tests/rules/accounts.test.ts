import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { figureIds } from "../../functions/accounts/figures.ts";
import { nextSweepAt } from "../../functions/accounts/retier.ts";
import { figuresFrom, LIFE_CYCLE, STAGE_RULES, stageAfter, tierRuleFor } from "../../functions/accounts/rules.ts";
import { STAGES } from "../../functions/accounts/schema.ts";
import { receiptFigure, receivableFigure } from "../../functions/customers/figures.ts";
import { addDays } from "../../shared/clock.ts";
import { type Cells, cellsOf, deltasOf } from "../../shared/records/figures.ts";

const today = "2026-11-24";

describe("figures", () => {
  type Version = { record: number; currency: string; amountMinor: number; daysAgo: number; applied: boolean };
  const versions = fc.array(
    fc.record<Version>({
      record: fc.nat({ max: 5 }),
      currency: fc.constantFrom("CNY", "USD"),
      amountMinor: fc.integer({ min: 1, max: 1_000 }),
      daysAgo: fc.constantFrom(0, 1, 100, 363, 364, 365, 366, 700),
      applied: fc.boolean(),
    }),
    { maxLength: 40 },
  );
  const worthOf = (v: Version): Cells =>
    cellsOf(receiptFigure, {
      ...{
        accountId: "acc_1",
        currency: v.currency,
        amountMinor: v.amountMinor,
        unappliedMinor: 0,
        direction: "credit",
      },
      ...{ bookedOn: addDays(today, -v.daysAgo), state: v.applied ? "applied" : "claimable" },
    } as never);

  test("counted by their changes equal those counted anew from the records as they are", () => {
    fc.assert(
      fc.property(versions, (all) => {
        const counters: Cells = {};
        const counted = new Map<number, Cells>();
        for (const version of all) {
          const deltas = deltasOf(counted.get(version.record) ?? {}, worthOf(version));
          counted.set(version.record, worthOf(version));
          for (const [cell, sums] of Object.entries(deltas)) {
            const row = { ...counters[cell] };
            for (const [name, n] of Object.entries(sums)) row[name] = (row[name] ?? 0) + n;
            counters[cell] = row;
          }
        }
        const standing = [...new Map(all.map((v) => [v.record, v])).values()].filter((v) => v.applied);
        const rows = figureIds("acc_1", today).flatMap((cell) => (counters[cell] ? [counters[cell]] : []));
        const figures = figuresFrom(rows, today);
        for (const currency of ["CNY", "USD"]) {
          const own = standing.filter((v) => v.currency === currency);
          const sum = (some: Version[]): number => some.reduce((total, v) => total + v.amountMinor, 0);
          expect(figures[currency]?.receivedMinor ?? 0).toBe(sum(own));
          expect(figures[currency]?.receivedLastYearMinor ?? 0).toBe(sum(own.filter((v) => v.daysAgo < 365)));
        }
      }),
    );
  });

  test("hold no credit note and no line that is not the account's money", () => {
    const row = { kind: "creditNote", openMinor: 5, currency: "CNY" } as never;
    expect(cellsOf(receivableFigure, row)).toEqual({});
    const line = { amountMinor: 5, unappliedMinor: 5, direction: "credit", state: "partlyApplied", currency: "CNY" };
    expect(cellsOf(receiptFigure, { ...line, bookedOn: today } as never)).toEqual({});
    const out = { ...line, unappliedMinor: 0, direction: "debit", bookedOn: today };
    expect(cellsOf(receiptFigure, out as never)).toEqual({});
  });
});

describe("the life cycle", () => {
  test("knows every stage, and its own moves are among those that a person may make", () => {
    expect(Object.keys(LIFE_CYCLE).sort()).toEqual([...STAGES].sort());
    for (const { from, to } of Object.values(STAGE_RULES))
      for (const stage of from) expect(LIFE_CYCLE[stage]).toContain(to);
  });

  test("comes out the same however often and in whatever order events are told after the last move", () => {
    const events = fc.uniqueArray(
      fc.record({ cause: fc.constantFrom<"signed" | "paid">("signed", "paid"), day: fc.nat({ max: 8 }) }),
      { maxLength: 8, selector: ({ day }) => day },
    );
    fc.assert(
      fc.property(events, fc.constantFrom(...STAGES), (told, stage) => {
        const row = { stage, createdAt: "2026-01-01T00:00:00.000Z", stageAt: "2026-01-05T00:00:00.000Z" };
        const all = told.map(({ cause, day }) => ({ cause, at: `2026-01-0${day + 1}T00:00:00.000Z` }));
        const play = (some: typeof all) => {
          let now: Parameters<typeof stageAfter>[0] = row;
          for (const { cause, at } of some) now = { ...now, ...stageAfter(now, cause, at) };
          return now;
        };
        const sorted = [...all].sort((a, b) => (a.at < b.at ? -1 : 1));
        expect(play([...sorted, ...sorted]).stage).toBe(play(sorted).stage);
        expect(play(all.filter(({ at }) => at < row.stageAt)).stage).toBe(stage);
      }),
    );
  });
});

describe("tier rules", () => {
  const fields = new Map([["size", { kind: "number" as const }]]);
  const context = { now: `${today}T00:00:00.000Z`, timeZone: "Asia/Shanghai" };

  test("decide by the first that holds, by priority and then by id; one that cannot be asked holds for none", () => {
    const rules = fc.uniqueArray(
      fc.record({
        n: fc.nat({ max: 999 }),
        priority: fc.nat({ max: 3 }),
        least: fc.nat({ max: 10 }),
        isBroken: fc.boolean(),
      }),
      { maxLength: 8, selector: ({ n }) => n },
    );
    fc.assert(
      fc.property(rules, fc.nat({ max: 10 }), (given, size) => {
        const all = given.map(({ n, priority, least, isBroken }) => ({
          ...{ id: `trl_${String(n).padStart(6, "0")}`, name: "x", priority, tier: String(n), least, isBroken },
          when: { field: isBroken ? "gone" : "size", op: "gte" as const, value: least },
        }));
        const held = all.filter((rule) => !rule.isBroken && size >= rule.least);
        const [first] = held.sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
        expect(tierRuleFor(all, { size }, fields, context)?.id).toBe(first?.id);
      }),
    );
  });

  test("are gone through again each day, after a lost step, and once more after a change", () => {
    const at = (time: string): string => `2026-11-24T${time}.000Z`;
    const row = { state: "done" as const, startedAt: at("01:00:00"), updatedAt: at("01:00:10"), looked: 0, changed: 0 };
    const due = (more: object, now: string): boolean =>
      Date.parse(nextSweepAt({ ...row, ...more } as never, "Asia/Shanghai")) <= Date.parse(now);
    expect(due({}, at("15:59:00"))).toBe(false);
    expect(due({}, at("16:01:00"))).toBe(true);
    expect(due({ ruleChangedAt: at("00:59:59") }, at("01:00:02"))).toBe(false);
    expect(due({ ruleChangedAt: at("00:59:59") }, at("01:05:00"))).toBe(true);
    expect(due({ ruleChangedAt: at("00:30:00") }, at("01:05:00"))).toBe(false);
    expect(due({ state: "running" }, at("01:05:00"))).toBe(false);
    expect(due({ state: "running" }, at("01:20:00"))).toBe(true);
  });
});
