import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { type Comparison, lacks, type Reach } from "../../shared/auth/reach.ts";
import { RECORD_SCOPES, type Role, ruleOf, scopeOf } from "../../shared/auth/role.ts";
import { nearest } from "../../shared/nearest.ts";
import { scaled } from "../support/soak.ts";

const TREE: Record<string, string[]> = { a: ["a", "b", "c"], b: ["b", "c"], c: ["c"], d: ["d"] };
const HOW: readonly Comparison[] = ["kind", "place", "self"];
const PERMISSIONS = ["*", "accounts.*", "accounts.read", "accounts.write", "orders.read"];

const scope = fc.option(fc.constantFrom(...RECORD_SCOPES), { nil: undefined });
const rule = fc.option(fc.constantFrom("hidden", "masked", "readOnly"), { nil: undefined });
const stated = (entries: Record<string, string | undefined>): object =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

const role: fc.Arbitrary<Role> = fc
  .record({ permissions: fc.subarray(PERMISSIONS), account: scope, rest: scope, lines: rule, amount: rule })
  .map(({ permissions, account, rest, lines, amount }) => ({
    ...{ key: "r", name: "r", permissions },
    scopes: stated({ account, "*": rest }) as Role["scopes"],
    fields: { account: stated({ lines, "lines.amountMinor": amount }) } as Role["fields"] & object,
  }));
const reach: fc.Arbitrary<Reach> = fc
  .record({
    roles: fc.array(role, { maxLength: 3 }),
    home: fc.option(fc.constantFrom("a", "b", "c", "d"), { nil: undefined }),
    shares: fc.uniqueArray(fc.record({ id: fc.constantFrom("s1", "s2"), level: fc.constantFrom("read", "write") }), {
      selector: ({ id }) => id,
    }),
  })
  .map(({ roles, home, shares }) => ({
    roles,
    departments: { department: home ? [home] : [], subtree: home ? (TREE[home] as string[]) : [] },
    shares: shares.map(({ id, level }) => ({ id, level: level as "read" | "write", noun: "account" })),
  }));

const runs = { numRuns: scaled(2_000, 200_000) };
const has = (a: Reach, b: Reach, how: Comparison): boolean => lacks(a, b, how).length === 0;

/** Naively, what somebody reaches of ten records: one in each department and in none, each with its two fields. */
function parts({ roles, departments, shares }: Reach): Set<string> {
  const found = new Set<string>();
  const permitted = roles.flatMap(({ permissions }) => permissions);
  for (const wanted of ["accounts.read", "accounts.write", "orders.read", "others.read"]) {
    const word = wanted.split(".")[0];
    if (permitted.some((p) => p === "*" || p === wanted || p === `${word}.*`)) found.add(wanted);
  }
  for (const noun of ["account", "other"]) {
    const width = scopeOf(roles, noun);
    if (width === undefined) continue;
    found.add(`${noun} own`);
    if (width !== "own") found.add(`${noun} team`);
    for (const home of ["a", "b", "c", "d", "nowhere"]) {
      const covered = width === "department" || width === "subtree" ? departments[width] : [];
      if (width === "all" || covered.includes(home)) found.add(`${noun} of ${home}`);
    }
    for (const field of ["lines", "lines.amountMinor"]) {
      const said = ruleOf(roles, noun, field);
      if (!said) found.add(`${noun}.${field} written`);
      if (!said || said === "readOnly") found.add(`${noun}.${field} seen`);
      if (said !== "hidden") found.add(`${noun}.${field} told`);
    }
    if (noun === "account") {
      for (const { id, level } of shares) {
        found.add(`${id} read`);
        if (level === "write") found.add(`${id} write`);
      }
      if (width === "all")
        for (const id of ["s1", "s2"]) for (const level of ["read", "write"]) found.add(`${id} ${level}`);
    }
  }
  return found;
}

describe("having at least what another has", () => {
  test("is a partial order for every comparison", () => {
    fc.assert(
      fc.property(reach, reach, reach, fc.constantFrom("kind" as const, "place" as const), (a, b, c, how) => {
        expect(lacks(a, a, how)).toEqual([]);
        if (has(a, b, how) && has(b, c, how)) expect(lacks(a, c, how)).toEqual([]);
      }),
      runs,
    );
  });

  test("gives every part that the other reaches, one by one", () => {
    fc.assert(
      fc.property(reach, reach, (a, b) => {
        if (!has(a, b, "place")) return;
        const mine = parts(a);
        expect([...parts(b)].filter((part) => !mine.has(part))).toEqual([]);
      }),
      runs,
    );
  });

  test("is the harder the closer one comes to being the other", () => {
    fc.assert(
      fc.property(reach, reach, (a, b) => {
        if (has(a, b, "self")) expect(lacks(a, b, "place")).toEqual([]);
      }),
      runs,
    );
  });

  test("is what somebody with everything has, and nobody lacks nothing", () => {
    const all: Role = { key: "admin", name: "admin", permissions: ["*"], scopes: { "*": "all" } };
    const everything: Reach = { roles: [all], departments: { department: [], subtree: [] }, shares: [] };
    const nothing: Reach = { ...everything, roles: [] };
    fc.assert(
      fc.property(reach, fc.constantFrom(...HOW), (one, how) => {
        expect(lacks(everything, one, how)).toEqual([]);
        expect(lacks(one, { ...nothing, shares: one.shares }, how)).toEqual([]);
      }),
      runs,
    );
  });
});

test("a mistyped name is told from those that are there", () => {
  const names = ["account", "accounts.read", "accounts.write", "order", "totalMinor", "lines.amountMinor"];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(20), (name, at) => {
      const n = at % name.length;
      expect(nearest(name.slice(0, n) + name.slice(n + 1), [name])).toBe(name);
    }),
  );
  expect(nearest("totalMinr", names)).toBe("totalMinor");
  expect(nearest("zzzzzzzz", names)).toBeUndefined();
});
