import type { LookupAddress } from "node:dns";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { againAt, RETRY_MINUTES, restOf, TRIES_MAX } from "../../functions/hooks/rules.ts";
import { isPublic, walledLookup } from "../../shared/outside-call.ts";

const v4 = (n: number): string => [24, 16, 8, 0].map((bits) => (n >>> bits) & 255).join(".");
/** What RFC 6890 and the clouds keep for themselves, as plain arithmetic says it. */
const CLOSED: readonly [string, number][] = [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ] as [string, number][]),
  ...([
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ] as [string, number][]),
];
const asNumber = (text: string): number => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const inside = fc
  .tuple(fc.constantFrom(...CLOSED), fc.integer({ min: 0, max: 0xffffffff }))
  .map(([[net, bits], n]) => asNumber(net) + (n % 2 ** (32 - bits)));

describe("an address that a tenant names", () => {
  test("is never called inside, in whatever form the resolver says it", () => {
    fc.assert(
      fc.property(inside, (n) => {
        const [a, b] = [n >>> 16, n & 0xffff].map((half) => half.toString(16));
        for (const form of [v4(n), `::ffff:${v4(n)}`, `::${v4(n)}`, `64:ff9b::${a}:${b}`, `2002:${a}:${b}::1`]) {
          if (isPublic(form)) throw new Error(`${form} is let through`);
        }
      }),
    );
    for (const one of [
      "::1",
      "::",
      "fe80::1",
      "fd00::1",
      "fc12::",
      "ff02::1",
      "fec0::1",
      "",
      "x",
      "1.2.3",
      "localhost",
    ])
      expect([one, isPublic(one)]).toEqual([one, false]);
    for (const one of [
      "8.8.8.8",
      "1.1.1.1",
      "172.32.0.1",
      "192.169.0.1",
      "100.128.0.1",
      "2606:4700::1111",
      "2400:3200::1",
    ])
      expect([one, isPublic(one)]).toEqual([one, true]);
  });

  test("is connected to by the addresses that were looked at, of a name that leads inside by none", () => {
    const address = fc.tuple(fc.boolean(), inside, fc.integer({ min: 0, max: 255 })).map(([isOpen, n, last]) => ({
      ...{ address: isOpen ? `8.8.4.${last}` : v4(n), family: 4 },
    }));
    fc.assert(
      fc.property(fc.array(address, { maxLength: 5 }), fc.boolean(), (found, all) => {
        const told: unknown[] = [];
        const resolve = (_host: string, done: (error: null, some: LookupAddress[]) => void) => done(null, found);
        walledLookup(resolve)("hooks.example.com", { all }, (...args) => told.push(...args));
        const open = found.filter((one) => one.address.startsWith("8.8.4."));
        if (open.length === 0) expect(told[0]).toBeInstanceOf(Error);
        else expect(told).toEqual(all ? [null, open] : [null, open[0]?.address, 4]);
      }),
    );
    const told: unknown[] = [];
    walledLookup((_host, done) => done(new Error("ENOTFOUND"), []))("x", {}, (...args) => told.push(...args));
    expect(told[0]).toEqual(new Error("ENOTFOUND"));
  });
});

describe("what an address does not take", () => {
  test("is tried ten times, later and later, within three and a half days", () => {
    expect(TRIES_MAX).toBe(10);
    expect([...RETRY_MINUTES].sort((a, b) => a - b)).toEqual(RETRY_MINUTES);
    const hours = RETRY_MINUTES.reduce((sum, minutes) => sum + minutes, 0) / 60;
    expect(hours).toBeGreaterThan(72);
    expect(hours).toBeLessThan(84);
    const now = "2026-11-24T08:00:00.000Z";
    expect(againAt(1, now)).toBe("2026-11-24T08:01:00.000Z");
    expect(againAt(TRIES_MAX, now)).toBeUndefined();
  });

  test("leaves it alone for longer each time, an hour at most", () => {
    const now = "2026-11-24T08:00:00.000Z";
    const rests = Array.from({ length: 30 }, (_, n) => Date.parse(restOf(n, now) ?? now) - Date.parse(now));
    expect(rests.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(rests.slice(5).every((ms, n, all) => ms > 0 && ms <= 3_600_000 && ms >= (all[n - 1] ?? 0))).toBe(true);
  });
});
