import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { absence } from "../../functions/assignment/hours.ts";
import {
  coolsDownUntil,
  FORMER_OWNERS_MAX,
  type Pool,
  recycling,
  withFormer,
} from "../../functions/assignment/rules.ts";
import type { Member } from "../../functions/assignment/schema.ts";
import { turnsId } from "../../functions/assignment/tickets.ts";
import { holderOfTurn } from "../../functions/assignment/turns.ts";

const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 });
const membersOf = (of: readonly number[]): Member[] =>
  of.map((weight, n) => ({ userId: `usr_${String(n).padStart(6, "0")}`, weight }));

/** How many of the turns `from` to `to` each member has. */
function counts(members: readonly Member[], from: number, to: number): number[] {
  const had = new Map(members.map((m) => [m.userId, 0]));
  for (let n = from; n <= to; n++) {
    const { userId } = holderOfTurn(members, n);
    had.set(userId, (had.get(userId) ?? 0) + 1);
  }
  return members.map((m) => had.get(m.userId) ?? 0);
}

describe("turns", () => {
  test("give everybody their share after any number of turns, to less than one", () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 600 }), (of, turns) => {
        const total = of.reduce((sum, w) => sum + w, 0);
        const had = counts(membersOf(of), 1, turns);
        const off = had.map((count, n) => Math.abs(count - (turns * (of[n] ?? 0)) / total));
        expect(Math.max(...off)).toBeLessThan(1);
      }),
    );
  });

  test("of equal weights differ by at most one, from wherever they are counted", () => {
    const cases = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(1_000), fc.nat(300));
    fc.assert(
      fc.property(cases, ([people, from, more]) => {
        const had = counts(membersOf(Array(people).fill(3)), from + 1, from + more);
        expect(Math.max(...had) - Math.min(...had)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("come in one exact round after the other", () => {
    fc.assert(
      fc.property(weights, (of) => {
        const total = of.reduce((sum, w) => sum + w, 0);
        const members = membersOf(of);
        expect(counts(members, 1, total)).toEqual(of);
        expect(counts(members, total + 1, 2 * total)).toEqual(of);
      }),
    );
  });

  test("are spread and not heaped: nobody of half the weight has two in a row", () => {
    const members = membersOf([2, 1, 1]);
    const order = Array.from({ length: 8 }, (_, n) => holderOfTurn(members, n + 1).userId.at(-1));
    expect(order.some((who, n) => who !== "0" && who === order[n + 1])).toBe(false);
  });

  test("stay fair where some are passed over: those who are there share evenly, and each absence changes it by one at most", () => {
    const presences = fc.array(fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(presences, (moments) => {
        const all = membersOf([1, 1, 1, 1, 1]);
        const next = new Map<string, number>();
        const had = new Map<string, Map<string, number>>();
        for (const present of moments) {
          const members = present.map((n) => all[n] as Member);
          const of = turnsId("pool", members);
          const turn = (next.get(of) ?? 0) + 1;
          next.set(of, turn);
          const { userId } = holderOfTurn(members, turn);
          expect(members.map((m) => m.userId)).toContain(userId);
          const group = had.get(of) ?? new Map(members.map((m) => [m.userId, 0]));
          had.set(of, group.set(userId, (group.get(userId) ?? 0) + 1));
        }
        for (const group of had.values()) {
          expect(Math.max(...group.values()) - Math.min(...group.values())).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("are counted for the same people as one, in whatever order they are named", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(membersOf([5, 4, 3, 2, 1]), { minLength: 5 }), (members) => {
        expect(turnsId("pool", members)).toBe(turnsId("pool", membersOf([5, 4, 3, 2, 1])));
      }),
    );
  });
});

describe("working hours and leave", () => {
  const of = {
    hours: {
      tue: [
        { from: "09:00", to: "12:00" },
        { from: "13:00", to: "24:00" },
      ],
    },
    leave: [{ fromOn: "2026-12-01", toOn: "2026-12-03" }],
  };
  const why = (at: string, respectsHours = true, zone = "Asia/Shanghai") =>
    absence(of, new Date(at), zone, respectsHours);

  test.each([
    ["2026-11-24T09:00:00+08:00", undefined],
    ["2026-11-24T08:59:59+08:00", "outside working hours"],
    ["2026-11-24T12:00:00+08:00", "outside working hours"],
    ["2026-11-24T23:59:59+08:00", undefined],
    ["2026-11-25T10:00:00+08:00", "outside working hours"],
    ["2026-12-01T00:00:00+08:00", "on leave until 2026-12-03"],
    ["2026-12-03T23:59:59+08:00", "on leave until 2026-12-03"],
    ["2026-12-04T00:00:00+08:00", "outside working hours"],
  ])("at %s: %s", (at, reason) => expect(why(at)).toBe(reason));

  test("are read in the person's own zone, before the tenant's", () => {
    const at = new Date("2026-11-24T14:30:00Z");
    expect(absence({ ...of, timeZone: "America/New_York" }, at, "Asia/Shanghai", true)).toBeUndefined();
    expect(absence({ ...of, timeZone: "UTC" }, new Date("2026-11-24T08:30:00Z"), "Asia/Shanghai", true)).toBeDefined();
  });

  test("leave counts where hours do not, and whoever has stated nothing is there", () => {
    expect(why("2026-11-25T03:00:00+08:00", false)).toBeUndefined();
    expect(why("2026-12-02T10:00:00+08:00", false)).toBe("on leave until 2026-12-03");
    expect(absence(undefined, new Date("2026-11-25T03:00:00Z"), "UTC", true)).toBeUndefined();
    expect(absence({}, new Date("2026-11-25T03:00:00Z"), "UTC", true)).toBeUndefined();
  });
});

describe("recycling", () => {
  const base = { id: "led_000001", version: 1, createdAt: "2026-11-01T00:00:00.000Z", updatedAt: "" };
  const pool = { id: "lpl_000001", recycleAfterDays: 10, remindBeforeDays: 2, coolDownDays: 5 } as Pool;
  const lead = {
    ...base,
    status: "new",
    poolId: pool.id,
    ownerId: "usr_000001",
    claimedAt: "2026-11-01T08:00:00.000Z",
  };

  test("counts from when the owner came or last did something, and reminds before", () => {
    expect(recycling(lead, pool)).toEqual({
      recycleAt: "2026-11-11T08:00:00.000Z",
      poolDueAt: "2026-11-09T08:00:00.000Z",
    });
    const followed = { ...lead, lastActivityAt: "2026-11-05T08:00:00.000Z" };
    expect(recycling(followed, pool).recycleAt).toBe("2026-11-15T08:00:00.000Z");
    const earlier = { ...lead, lastActivityAt: "2026-10-05T08:00:00.000Z" };
    expect(recycling(earlier, pool).recycleAt).toBe("2026-11-11T08:00:00.000Z");
  });

  test("reminds once for each date", () => {
    const reminded = { ...lead, remindedAt: "2026-11-09T08:00:00.000Z" };
    expect(recycling(reminded, pool).poolDueAt).toBe("2026-11-11T08:00:00.000Z");
    const followed = { ...reminded, lastActivityAt: "2026-11-10T08:00:00.000Z" };
    expect(recycling(followed, pool).poolDueAt).toBe("2026-11-18T08:00:00.000Z");
  });

  test.each([
    ["has no owner", { ownerId: undefined }],
    ["is in no pool", { poolId: undefined }],
    ["was converted", { status: "converted" }],
    ["was given up", { status: "disqualified" }],
    ["was archived", { archived: true }],
  ])("lets a lead be that %s", (_name, more) => {
    expect(recycling({ ...lead, ...more }, pool)).toEqual({ recycleAt: undefined, poolDueAt: undefined });
  });

  test("lets a former owner wait, counted from the last time", () => {
    const formerOwners = withFormer({ ...lead, formerOwners: [] }, "2026-11-10T00:00:00.000Z");
    const released = { ...lead, ownerId: undefined, formerOwners };
    expect(coolsDownUntil(released, "usr_000001", pool, "2026-11-14T23:59:59.999Z")).toBe("2026-11-15T00:00:00.000Z");
    expect(coolsDownUntil(released, "usr_000001", pool, "2026-11-15T00:00:00.000Z")).toBeUndefined();
    expect(coolsDownUntil(released, "usr_000002", pool, "2026-11-10T00:00:00.000Z")).toBeUndefined();
  });

  test("remembers a bounded number of former owners, the newest", () => {
    const many = Array.from({ length: FORMER_OWNERS_MAX }, (_, n) => ({ userId: `usr_${n}`, releasedAt: "" }));
    const kept = withFormer({ ...lead, formerOwners: many }, "2026-11-10T00:00:00.000Z");
    expect(kept).toHaveLength(FORMER_OWNERS_MAX);
    expect(kept?.at(-1)?.userId).toBe("usr_000001");
  });
});
