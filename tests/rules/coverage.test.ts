import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { besideOf, type Member, matrixOf, planErrors } from "../../functions/coverage/rules.ts";

const REGIONS = ["east", "north", "south"];
const LINES = ["software", "services"];
const ROLES = ["account", "delivery"];

const some = (of: readonly string[]) => fc.subarray([...of], { minLength: 1 });
const plan = fc.record(
  { regions: some(REGIONS), productLines: some(LINES), roles: some(ROLES), ownerRole: fc.constantFrom(...ROLES) },
  { requiredKeys: ["regions", "productLines", "roles"] },
);
const member: fc.Arbitrary<Member> = fc.record(
  {
    userId: fc.constantFrom("ann", "ben", "eve"),
    role: fc.constantFrom(...ROLES, "guest"),
    regions: fc.subarray(REGIONS),
    productLines: fc.subarray(LINES),
  },
  { requiredKeys: ["userId"] },
);
const team = fc.record(
  { ownerId: fc.constantFrom("ann", "ida"), team: fc.array(member, { maxLength: 6 }) },
  { requiredKeys: [] },
);

test("a matrix has each region, product line and role once, with just those who cover it, looked up one by one", () => {
  fc.assert(
    fc.property(plan, team, (of, who) => {
      const cells = matrixOf(of, who);
      expect(cells.map(({ region, productLine, role }) => `${region} ${productLine} ${role}`)).toEqual(
        of.regions.flatMap((r) => of.productLines.flatMap((l) => of.roles.map((role) => `${r} ${l} ${role}`))),
      );
      for (const { region, productLine, role, userIds, state } of cells) {
        const found = new Set<string>();
        if (who.ownerId && of.ownerRole === role) found.add(who.ownerId);
        for (const one of who.team ?? []) {
          const isThere = one.regions === undefined || one.regions.includes(region);
          const isOfLine = one.productLines === undefined || one.productLines.includes(productLine);
          if (one.role === role && isThere && isOfLine) found.add(one.userId);
        }
        expect([...userIds].sort()).toEqual([...found].sort());
        expect(state).toBe(["gap", "covered"][found.size] ?? "double");
      }
    }),
  );
});

test("whoever of a team covers nothing that is asked for is named, and nobody else", () => {
  fc.assert(
    fc.property(plan, team, (of, { team: people = [] }) => {
      const cells = matrixOf(of, { team: people });
      const covering = people.filter((one) => matrixOf(of, { team: [one] }).some(({ state }) => state === "covered"));
      const idle = people.filter((one) => !covering.includes(one));
      expect(besideOf(of, { team: people }, cells).map(({ userId }) => userId)).toEqual(idle.map((one) => one.userId));
    }),
  );
});

test("a plan that asks for too much, or gives the owner a role that it does not have, is told by its fields", () => {
  const many = (n: number) => Array.from({ length: n }, (_, at) => `${at}`);
  const paths = (of: Parameters<typeof planErrors>[0]) => planErrors(of).map(({ path }) => path);
  expect(paths({ regions: many(10), productLines: many(10), roles: many(10) })).toEqual([]);
  expect(paths({ regions: many(10), productLines: many(10), roles: many(11) })).toEqual(["roles"]);
  expect(paths({ regions: ["a"], productLines: ["b"], roles: ["c"], ownerRole: "d" })).toEqual(["ownerRole"]);
});
