import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { GUARDS } from "../../functions/users/guards.ts";
import type { ApiReply } from "../support/api.ts";
import {
  admitted,
  beyond,
  build,
  type Definition,
  definition,
  type Probed,
  probe,
  type Somebody,
  type Start,
  start,
  tried,
  type World,
} from "../support/rights.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

const STEPS = 40;
const RUNS = scaled(3, 250);

const stack = useStack();

/** One call by somebody: what it is about is chosen by numbers, so that it means something in every world. */
const step = fc.record({
  by: fc.nat(99),
  on: fc.nat(99),
  what: fc.nat(99),
  at: fc.nat(99),
  how: fc.constantFrom(...(["role", "role", "user", "user", "user", "department", "key", "sharing"] as const)),
  verb: fc.nat(99),
  definition,
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Made = { reply: ApiReply; role?: Definition[]; target?: Somebody; isKey?: boolean };

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(list.length, 1)];
const nameOf = async (world: World, id: string | undefined): Promise<string> =>
  id ? (await world.tenant.admin.get(`/v1/roles/${id}`)).body.name : "sales";

async function onRole(world: World, giver: Somebody, s: Step): Promise<Made> {
  const { admin } = world.tenant;
  const id = pick(world.roles, s.on);
  const stated = ({ permissions, scopes, fields = {} }: Definition): Definition => ({ permissions, scopes, fields });
  const before = (await admin.get(`/v1/roles/${id}`)).body;
  const path = `/v1/roles/${id}`;
  const { permissions, scopes, fields } = s.definition;
  const patches = [
    { permissions },
    { scopes },
    { fields },
    { name: `name${++world.names}` },
    { ...s.definition, scopes: {} },
  ];
  const verb = s.verb % 8;
  if (verb === 0) {
    const reply = await giver.api.post("/v1/roles", { name: `role${++world.names}`, ...s.definition });
    if (reply.status === 201) world.roles.push(reply.body.id);
    return { reply, role: [s.definition] };
  }
  const reply =
    verb < 6
      ? await giver.api.patch(path, patches[verb - 1])
      : await giver.api.post(`${path}/${verb === 6 ? "archive" : "restore"}`);
  // What stands as it is wanted is left alone, whoever wants it.
  const isChanged = reply.status === 200 && reply.body.version !== before.version;
  return { reply, role: isChanged ? [stated(before), stated(reply.body)] : [] };
}

async function onUser(world: World, giver: Somebody, s: Step): Promise<Made> {
  const target = pick(world.people, s.on) as Somebody;
  const path = `/v1/users/${target.id}`;
  const roles = [await nameOf(world, pick(world.roles, s.what))];
  const departmentId = pick(world.departments, s.at) as string;
  switch (s.verb % 7) {
    case 0: {
      if (world.people.length > 7) break;
      const email = `new${++world.names}@example.com`;
      const reply = await giver.api.post("/v1/users", { email, name: "新", roles, departmentId });
      if (reply.status !== 201) return { reply };
      const api = await admitted(world, reply.body.id);
      const { id } = reply.body;
      world.people.push({ id, api, home: departmentId, archived: false, own: "", reach: new Set() });
      return { reply };
    }
    case 1:
      return { reply: await giver.api.patch(path, { roles }), target };
    case 2: {
      const reply = await giver.api.patch(path, { departmentId });
      if (reply.status === 200) target.home = departmentId;
      return { reply, target };
    }
    case 3: {
      const reply = await giver.api.post(`${path}/archive`);
      if (reply.status === 200) target.archived = true;
      return { reply, target };
    }
    case 4: {
      const wasArchived = target.archived;
      const reply = await giver.api.post(`${path}/restore`);
      if (reply.status === 200 && wasArchived) {
        expect((await target.api.get("/v1/users/me")).status).toBe(401);
        Object.assign(target, { archived: false, api: await admitted(world, target.id) });
      }
      // Who is there is not brought back: nothing happens to them.
      return { reply };
    }
    case 5: {
      const reply = await giver.api.post(`${path}/offboard`, { to: "$me" });
      if (reply.status === 202) {
        target.archived = true;
        await stack().settled();
      }
      return { reply, target };
    }
  }
  return { reply: await giver.api.patch(path, { email: `other${++world.names}@example.com` }), target };
}

async function onDepartment(world: World, giver: Somebody, s: Step): Promise<Made> {
  const path = `/v1/departments/${pick(world.departments, s.on)}`;
  const parentId = s.verb % 5 === 0 ? null : pick(world.departments, s.at);
  return { reply: await giver.api.patch(path, { parentId }) };
}

async function onKey(world: World, giver: Somebody, s: Step): Promise<Made> {
  const target = pick(world.people, s.on) as Somebody;
  return { reply: await giver.api.post(`/v1/users/${target.id}/api-keys`, { name: "k" }), target, isKey: true };
}

async function onSharing(world: World, giver: Somebody, s: Step): Promise<Made> {
  const id = pick(world.shares, s.on);
  if (!id || s.verb % 3 === 0) {
    const to =
      s.at % 2 ? { departmentIds: [pick(world.departments, s.at)] } : { userIds: [pick(world.people, s.at)?.id] };
    const when = { field: "name", op: "startsWith", value: "上海" };
    const rule = { name: "s", noun: "account", when, to, level: s.what % 2 ? "read" : "write" };
    const reply = await giver.api.post("/v1/sharing-rules", rule);
    if (reply.status === 201) world.shares.push(reply.body.id);
    return { reply };
  }
  return { reply: await giver.api.post(`/v1/sharing-rules/${id}/${s.verb % 3 === 1 ? "archive" : "restore"}`) };
}

const MAKES = { role: onRole, user: onUser, department: onDepartment, key: onKey, sharing: onSharing };

/** What has come of a call must be within what its caller reached before. */
async function judge(world: World, giver: Somebody, had: Probed, s: Step, call: Made): Promise<void> {
  const where = `${s.how} ${s.verb % 7} by ${giver.id}`;
  for (const one of world.people) {
    const was = one.reach;
    const is = one.archived ? new Set<string>() : await probe(one.api);
    one.reach = is;
    const gained = beyond(is, was, one.own).filter((part) => !had.has(part));
    expect([where, "gives", one.id, gained]).toEqual([where, "gives", one.id, []]);
    const isTouched = one === call.target || beyond(was, is).length + beyond(is, was).length > 0;
    // A sharing rule is a matter of its noun alone: whatever else somebody has is not changed by it.
    if (!isTouched || one === giver || s.how === "sharing") continue;
    const greater = beyond(was, had, one.own);
    expect([where, "touches", one.id, greater]).toEqual([where, "touches", one.id, []]);
  }
  if (call.isKey && call.target && call.target !== giver) {
    const more = beyond(call.target.reach, had);
    expect([where, "acts as", more]).toEqual([where, "acts as", []]);
  }
  for (const definition of call.role ?? []) {
    const more = beyond(await tried(world, definition, giver.home ?? null), had, world.mannequin.own);
    expect([where, "defines", more]).toEqual([where, "defines", []]);
  }
}

async function play(begin: Start, steps: readonly Step[]): Promise<number> {
  const world = await build(stack(), begin);
  let accepted = 0;
  for (const s of steps) {
    const giver = pick(
      world.people.filter(({ archived }) => !archived),
      s.by,
    );
    if (!giver) return accepted;
    const had = giver.reach;
    const call = await MAKES[s.how](world, giver, s);
    expect([s.how, call.reply.status < 500]).toEqual([s.how, true]);
    if (call.reply.status >= 300) continue;
    accepted++;
    await judge(world, giver, had, s, call);
  }
  return accepted;
}

const property = (accepted: { calls: number }) =>
  fc.asyncProperty(start, fc.array(step, { minLength: STEPS, maxLength: STEPS, size: "max" }), async (begin, steps) => {
    accepted.calls += await play(begin, steps);
  });

const { SEED, WORLD } = process.env;
const seed = { ...(SEED && { seed: Number(SEED) }), ...(WORLD && { path: WORLD }) };

describe("random calls by random people on roles, people, departments, keys and sharing rules", () => {
  test("bring nobody more than the caller had, and change nobody who had more", async () => {
    const accepted = { calls: 0 };
    await fc.assert(property(accepted), { numRuns: RUNS, endOnFailure: true, ...seed });
    expect(accepted.calls).toBeGreaterThan(RUNS);
  }, 7_200_000);

  // MUTANTS=25 (and GUARD=name, for one alone) takes out one guard after the other and looks for what it was there for, in so many runs of each.
  const runs = Number(process.env.MUTANTS ?? 0);
  for (const name of runs > 0 ? (process.env.GUARD?.split(",") ?? Object.keys(GUARDS)) : []) {
    test(`are caught where ${name} does not refuse them`, async () => {
      const guard = GUARDS[name];
      GUARDS[name] = () => undefined;
      try {
        const told = await fc.check(property({ calls: 0 }), { numRuns: runs, endOnFailure: true });
        expect([name, told.failed]).toEqual([name, true]);
      } finally {
        GUARDS[name] = guard as (typeof GUARDS)[string];
      }
    }, 7_200_000);
  }
});
