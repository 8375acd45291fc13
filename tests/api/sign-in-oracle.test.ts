import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { beyond, build, type Probed, probe, type Start, start, type World } from "../support/rights.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

const STEPS = 16;
const RUNS = scaled(2, 100);
const GROUPS = ["north", "south", "east"];
/** A policy acts in every process within this time. */
const POLICY_SECONDS = 31;

const stack = useStack();

const GROUP = fc.constantFrom(...GROUPS);
/** Somebody maps groups to roles, or somebody signs in whose issuer tells groups. */
const step = fc.record({
  isMapping: fc.boolean(),
  who: fc.nat(99),
  told: fc.subarray(GROUPS),
  of: fc.array(fc.tuple(GROUP, fc.nat(3)), { minLength: 1, maxLength: 3 }),
  unmapped: fc.constantFrom("kept" as const, "refused" as const),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Who has mapped what is in force, and what they reached then. */
type Mapped = { id: string; had: Probed };

const after = (seconds: number) => stack().moveClock(new Date(stack().clock.now().getTime() + seconds * 1_000));

async function maps(
  world: World,
  who: number,
  groups: object,
  before: Mapped | undefined,
): Promise<Mapped | undefined> {
  const giver = world.people[who % world.people.length]!;
  const standing = (await world.tenant.admin.get("/v1/sign-in-policy")).body.groups;
  const { status, body } = await giver.api.put("/v1/sign-in-policy", { groups });
  expect([200, 403]).toContain(status);
  await after(POLICY_SECONDS);
  // What stands as it is wanted goes on in the name of whoever mapped it.
  return status === 200 && !isDeepStrictEqual(body.groups, standing) ? { id: giver.id, had: giver.reach } : before;
}

/** What somebody comes to reach by signing in must be within what they reached, or the mapper did; nobody greater is touched. */
async function signsIn(world: World, { who, told }: Step, mapped: Mapped | undefined): Promise<boolean> {
  const one = world.people[who % world.people.length]!;
  await after(1);
  const token = await stack().token({ userId: one.id, tenantId: world.tenant.id, claims: { groups: told } });
  const { status } = await stack().api(token).get("/v1/me");
  expect([200, 403]).toContain(status);
  const was = one.reach;
  const is = await probe(one.api);
  one.reach = is;
  const changes = beyond(is, was).length + beyond(was, is).length;
  const had = mapped?.had ?? new Set<string>();
  const gained = beyond(is, was, one.own).filter((part) => !had.has(part));
  expect([mapped?.id, "gives", one.id, gained]).toEqual([mapped?.id, "gives", one.id, []]);
  if (changes > 0 && one.id !== mapped?.id) {
    expect([mapped?.id, "touches", one.id, beyond(was, had, one.own)]).toEqual([mapped?.id, "touches", one.id, []]);
  }
  return changes > 0;
}

async function play(begin: Start, steps: readonly Step[]): Promise<{ maps: number; changes: number }> {
  // Nearly nobody could map anything otherwise.
  const roles = begin.roles.map((one) => ({ ...one, permissions: [...one.permissions, "identity.*"] }));
  const world = await build(stack(), { ...begin, roles });
  const counted = { maps: 0, changes: 0 };
  // Whoever it is may give what they have themselves.
  const own = [{ group: GROUPS[0], roles: [`role${begin.people[0]!.role}`] }];
  let mapped = await maps(world, 0, { claim: "groups", of: own }, undefined);
  if (mapped) counted.maps++;
  for (const s of steps) {
    if (s.isMapping) {
      const before = mapped;
      const of = s.of.map(([group, n]) => ({ group, roles: [`role${n}`] }));
      mapped = await maps(world, s.who, { claim: "groups", of, unmapped: s.unmapped }, mapped);
      if (mapped !== before) counted.maps++;
    } else if (await signsIn(world, s, mapped)) counted.changes++;
  }
  return counted;
}

describe("random mappings by random people, and sign-ins with random groups", () => {
  test("bring nobody more than whoever mapped had, and change nobody who had more", async () => {
    const all = { maps: 0, changes: 0 };
    const steps = fc.array(step, { minLength: STEPS, maxLength: STEPS, size: "max" });
    await fc.assert(
      fc.asyncProperty(start, steps, async (begin, chosen) => {
        const { maps: one, changes } = await play(begin, chosen);
        all.maps += one;
        all.changes += changes;
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(all.maps).toBeGreaterThanOrEqual(RUNS);
  }, 7_200_000);
});
