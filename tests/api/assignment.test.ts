import { describe, expect, test } from "@jest/globals";
import { leadNoun } from "../../functions/leads/noun.ts";
import { lambdas } from "../../functions/modules.ts";
import { tenantContext } from "../../functions/users/context.ts";
import { Access } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import { commit, creation } from "../../shared/records/write.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });

type Person = Awaited<ReturnType<TestTenant["person"]>>;

/** Several people of sales. */
const people = (tenant: TestTenant, count: number): Promise<Person[]> =>
  Promise.all(Array.from({ length: count }, () => tenant.person({ roles: ["sales"] })));

const members = (of: readonly Person[], weights: readonly number[] = []) =>
  of.map(({ id }, n) => ({ userId: id, weight: weights[n] ?? 1 }));

const pool = (api: Api, body: object) => made(api, "/v1/lead-pools", { name: "华东公海", ...body });

// biome-ignore lint/suspicious/noExplicitAny: a test looks into leads of every shape.
const arrive = async (api: Api, count: number, body: object = {}): Promise<any[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => made(api, "/v1/leads", { name: `线索 ${n}`, ...body })));

const countsOf = (leads: readonly { ownerId?: string }[], of: readonly Person[]): number[] =>
  of.map(({ id }) => leads.filter((lead) => lead.ownerId === id).length);

const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

// biome-ignore lint/suspicious/noExplicitAny: as above.
const loadOf = async (api: Api, id: string): Promise<any> => (await api.get(`/v1/lead-pools/${id}/load`)).body;

describe("leads that arrive at once", () => {
  test("a hundred with equal weights: counts differ by at most one, and the counters agree", async () => {
    const tenant = await openTenant(stack());
    const team = await people(tenant, 7);
    const { id } = await pool(tenant.admin, { members: members(team), autoAssign: true });
    const leads = await arrive(tenant.admin, 100, { poolId: id });
    const counts = countsOf(leads, team);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(100);
    expect(spread(counts)).toBeLessThanOrEqual(1);
    const load = await loadOf(tenant.admin, id as string);
    expect(load.members.map((m: { holding: number }) => m.holding)).toEqual(counts);
    const [next] = await arrive(tenant.admin, 1, { poolId: id });
    expect(next.ownerId).toBe(load.nextUserId);
  });

  test("go by weight, and refused ones leave no mark on the turns", async () => {
    const tenant = await openTenant(stack());
    const team = await people(tenant, 3);
    const { id } = await pool(tenant.admin, { members: members(team, [5, 3, 2]), autoAssign: true });
    const taken = "led_0000000000TAKEN00001";
    await made(tenant.admin, "/v1/leads", { id: taken, name: "已有", ownerId: team[0]?.id });
    const refused = Array.from({ length: 30 }, () =>
      tenant.admin.post("/v1/leads", { id: taken, name: "重复", poolId: id }),
    );
    const [leads, answers] = await Promise.all([arrive(tenant.admin, 50, { poolId: id }), Promise.all(refused)]);
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 409));
    const more = await arrive(tenant.admin, 50, { poolId: id });
    // The turns that came back late are given out by now, one after the other.
    const last = [];
    for (let n = 0; n < 40; n++) last.push(...(await arrive(tenant.admin, 1, { poolId: id })));
    const counts = countsOf([...leads, ...more, ...last], team);
    const off = [70, 42, 28].map((share, n) => Math.abs((counts[n] ?? 0) - share));
    expect(Math.max(...off)).toBeLessThanOrEqual(1);
  });

  test("a create that is sent again because its answer was lost finds the lead that it made, and takes no second turn", async () => {
    const tenant = await openTenant(stack());
    const team = await people(tenant, 3);
    const { id: poolId } = await pool(tenant.admin, { members: members(team), autoAssign: true });
    const table = await tenantTable(tenant.id, { actor: "system:test", from: "", requestId: "again" });
    const context = await tenantContext(tenant.id, table);
    const actor = systemActor(tenant.id, "test");
    const now = stack().clock.now().toISOString();
    // As the kernel derives them from an idempotency key: the same instant and the same id.
    const newId = () => "led_0000000000AGAIN00001";
    const call = { actor, access: new Access(actor, context), tenant: context, table, now, newId };
    const send = async () => commit(call, await creation(call, leadNoun, { name: "再来", poolId }));
    const first = await send();
    expect((await send()).ownerId).toBe(first.ownerId);
    const { nextUserId, members: all } = await loadOf(tenant.admin, poolId);
    expect(all.map((m: { holding: number }) => m.holding).sort()).toEqual([0, 0, 1]);
    expect(nextUserId).not.toBe(first.ownerId);
    expect((await arrive(tenant.admin, 2, { poolId })).map((l) => l.ownerId)).not.toContain(first.ownerId);
  });

  test("pass over whoever is away or full, and say so; with nobody there they wait to be claimed", async () => {
    const tenant = await openTenant(stack());
    const [a, b, c] = (await people(tenant, 3)) as [Person, Person, Person];
    const on = (days: number) => new Date(stack().clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const leave = [{ fromOn: on(-2), toOn: on(9) }];
    const path = `/v1/users/${a.id}/availability`;
    expect((await b.api.put(path, { leave })).status).toBe(403);
    expect((await a.api.put(path, { leave })).status).toBe(200);
    expect((await a.api.get(path)).body).toMatchObject({ userId: a.id, leave, version: 1 });
    const { id } = await pool(tenant.admin, { members: members([a, b, c]), autoAssign: true, holdingMax: 10 });
    const leads = await arrive(tenant.admin, 30, { poolId: id });
    expect(countsOf(leads, [a, b, c])).toEqual([0, 10, 10]);
    const waiting = leads.filter((lead) => !lead.ownerId);
    expect(waiting).toHaveLength(10);
    for (const { assignment } of waiting) {
      expect(assignment).toMatchObject({ how: "waiting", poolId: id });
      expect(assignment.why).toContain(`${a.id}: on leave until ${on(9)}`);
    }
    const given = leads.find((lead) => lead.ownerId).assignment;
    expect(given).toMatchObject({
      how: "pool",
      poolId: id,
      why: [expect.stringMatching(/^turn \d+ among/), expect.any(String)],
    });
    expect((await loadOf(b.api, id as string)).members).toMatchObject([
      { userId: a.id, eligible: false, holding: 0 },
      { userId: b.id, eligible: false, holding: 10, holdingMax: 10, why: "holds 10 of 10" },
      { userId: c.id, eligible: false, holding: 10 },
    ]);
  });
});

describe("rules", () => {
  test("the first that a lead answers decides, by priority; pools take what names none", async () => {
    const tenant = await openTenant(stack());
    const [a, b, c] = (await people(tenant, 3)) as [Person, Person, Person];
    const north = await pool(tenant.admin, { name: "华北", members: members([a]) });
    const rest = await pool(tenant.admin, { name: "其他", members: members([b]), priority: 9, when: { all: [] } });
    const is = (field: string, value: string) => ({ field, op: "eq", value });
    const rule = (body: object) => made(tenant.admin, "/v1/assignment-rules", { name: "规则", ...body });
    const byRegion = await rule({ priority: 2, when: is("region", "华北"), to: { poolId: north.id } });
    const byChannel = await rule({ priority: 1, when: is("channel", "400"), to: { members: members([c]) } });
    const [one] = await arrive(tenant.admin, 1, { region: "华北" });
    expect(one).toMatchObject({ ownerId: a.id, poolId: north.id, assignment: { ruleId: byRegion.id, how: "rule" } });
    const [two] = await arrive(tenant.admin, 1, { region: "华北", channel: "400" });
    expect(two).toMatchObject({ ownerId: c.id, poolId: rest.id, assignment: { ruleId: byChannel.id, how: "rule" } });
    const [three] = await arrive(tenant.admin, 1);
    expect(three).toMatchObject({ poolId: rest.id, assignment: { how: "waiting", why: ["waits to be claimed"] } });
    expect(three.ownerId).toBeUndefined();
    const [four] = await arrive(tenant.admin, 1, { ownerId: b.id });
    expect(four).toMatchObject({ ownerId: b.id, assignment: { how: "named" } });
    const moved = await tenant.admin.patch(`/v1/leads/${three.id}`, { poolId: north.id, region: "华北" });
    expect(moved.body).toMatchObject({ ownerId: a.id, poolId: north.id, assignment: { how: "rule" } });
  });

  test("ask only what leads have, and name only who is there", async () => {
    const tenant = await openTenant(stack());
    const [a] = (await people(tenant, 1)) as [Person];
    const body = {
      name: "规则",
      priority: 1,
      when: { field: "colour", op: "eq", value: "red" },
      to: { members: members([a]) },
    };
    expect((await tenant.admin.post("/v1/assignment-rules", body)).body).toMatchObject({
      status: 422,
      errors: [{ path: "when.field" }],
    });
    const nobody = { name: "空", members: [{ userId: a.id }, { userId: "usr_0000000000NOBODY0001" }] };
    expect((await tenant.admin.post("/v1/lead-pools", nobody)).body.errors).toMatchObject([
      { path: "members.1.userId" },
    ]);
    const days = { name: "空", members: members([a]), recycleAfterDays: 3, remindBeforeDays: 3 };
    expect((await tenant.admin.post("/v1/lead-pools", days)).body.errors).toMatchObject([{ path: "remindBeforeDays" }]);
  });

  test("whoever makes a lead that no rule and no pool takes has it", async () => {
    const tenant = await openTenant(stack());
    const [a] = (await people(tenant, 1)) as [Person];
    const [lead] = await arrive(a.api, 1);
    expect(lead).toMatchObject({ ownerId: a.id, assignment: { how: "creator" } });
  });
});
