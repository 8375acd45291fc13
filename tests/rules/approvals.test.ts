import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { chainOf } from "../../functions/approvals/rules.ts";
import type { ApprovalRow } from "../../functions/approvals/table.ts";
import { hasTurn } from "../../functions/approvals/who.ts";
import { SOAK } from "../support/soak.ts";

const RUNS = { numRuns: 300 * SOAK };
const DEPARTMENTS = ["dep_a", "dep_b", "dep_c", "dep_d", "dep_e"];
const ROLES = ["sales", "finance", "manager", "admin"];

const named = fc.record(
  {
    by: fc.constantFrom("manager", "role:finance", "role:manager", "user:usr_1", "user:usr_2"),
    ofDepartment: fc.constantFrom(...DEPARTMENTS),
  },
  { requiredKeys: ["by"] },
);
const nameOf = ({ by, ofDepartment }: { by: string; ofDepartment?: string | undefined }): string =>
  `${by} of ${ofDepartment ?? "its own"}`;
/** Rules of different ages, so that their order is a matter of what they say. */
const rules = fc
  .array(
    fc.record({ priority: fc.integer({ min: 0, max: 3 }), steps: fc.array(named, { minLength: 1, maxLength: 5 }) }),
    {
      maxLength: 6,
    },
  )
  .map((all) => all.map((rule, n) => ({ ...rule, createdAt: `2026-01-01T00:00:0${n}.000Z` })));

describe("the chain of several rules", () => {
  test("asks everybody whom one of them names, once, and nobody else", () => {
    fc.assert(
      fc.property(rules, (all) => {
        const chain = chainOf(all);
        const wanted = new Set(all.flatMap(({ steps }) => steps.map(nameOf)));
        expect(chain).toHaveLength(wanted.size);
        expect(new Set(chain.map(nameOf))).toEqual(wanted);
        expect(chain.every(({ state }) => state === "waiting")).toBe(true);
      }),
      RUNS,
    );
  });

  test("goes by priority and age, whatever order the rules are read in, and keeps the steps of each in theirs", () => {
    fc.assert(
      fc.property(rules, fc.infiniteStream(fc.nat()), (all, chance) => {
        const [...keys] = all.map(() => chance.next().value as number);
        const shuffled = all.map((rule, n) => ({ rule, key: keys[n] ?? 0 })).sort((a, b) => a.key - b.key);
        const chain = chainOf(shuffled.map(({ rule }) => rule)).map(nameOf);
        expect(chain).toEqual(chainOf(all).map(nameOf));
        // Each step stands where the first of the rules that name it has it.
        const inOrder = [0, 1, 2, 3].flatMap((priority) => all.filter((rule) => rule.priority === priority));
        const first = inOrder.flatMap(({ steps }) => steps.map(nameOf));
        expect(chain).toEqual(first.filter((name, n) => first.indexOf(name) === n));
      }),
      RUNS,
    );
  });
});

test("a step is the turn of those whom it names, within its department, and of nobody else", () => {
  // Every department lies below an earlier one, or at the top.
  const tree = fc
    .tuple(...DEPARTMENTS.map((_, n) => fc.integer({ min: -1, max: n - 1 })))
    .map((above) => new Map(DEPARTMENTS.map((id, n) => [id, DEPARTMENTS[above[n] ?? -1]] as const)));
  const someone = fc.record({
    id: fc.constantFrom("usr_1", "usr_2", "usr_3"),
    roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1 }),
    departmentId: fc.constantFrom(undefined, ...DEPARTMENTS),
  });
  const step = fc.record({
    by: fc.constantFrom("manager", "role:finance", "role:manager"),
    turn: fc.constantFrom(undefined, "user:usr_1", "user:usr_2", "role:finance", "role:manager", "role:admin"),
    ofDepartment: fc.constantFrom(undefined, ...DEPARTMENTS),
    escalatedAt: fc.constantFrom(undefined, "2026-01-02T00:00:00.000Z"),
  });
  fc.assert(
    fc.property(tree, someone, step, (above, person, { by, turn, ofDepartment, escalatedAt }) => {
      const departmentParents = new Map([...above].map(([id, parent]) => [id, parent]));
      const isBelow = (id: string | undefined, top: string): boolean =>
        id !== undefined && (id === top || isBelow(departmentParents.get(id), top));
      const isNamed =
        turn?.startsWith("user:") === true
          ? turn === `user:${person.id}`
          : turn !== undefined &&
            person.roles.includes(turn.slice("role:".length)) &&
            (!by.startsWith("role:") || !ofDepartment || isBelow(person.departmentId, ofDepartment));
      const isAdministrator = escalatedAt !== undefined && turn !== undefined && person.roles.includes("admin");
      const asked = { by, turn, ofDepartment, escalatedAt, state: "pending" } as ApprovalRow["steps"][number];
      expect(hasTurn({ tenant: { departmentParents } } as never, person as never, asked)).toBe(
        isNamed || isAdministrator,
      );
    }),
    RUNS,
  );
});
