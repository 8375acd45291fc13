import { describe, expect, test } from "@jest/globals";
import { handler as offer } from "../../functions/leads/offering.ts";
import { lambdas } from "../../functions/modules.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

// Nothing runs by the clock here, so that the test itself decides when a run begins.
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });

type Person = Awaited<ReturnType<TestTenant["person"]>>;
// biome-ignore lint/suspicious/noExplicitAny: a test looks into leads of every shape.
type Lead = any;

const DAILY = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const hoursOf = (from: string, to: string) => ({
  timeZone: "Asia/Shanghai",
  hours: Object.fromEntries(DAILY.map((day) => [day, [{ from, to }]])),
});

let day = 1;

/** The clock of a day that comes after all days before; in Shanghai it is eight hours later. */
function at(utc: string, isNextDay = false): void {
  if (isNextDay) day += 1;
  stack().clock.set(new Date(`2027-03-${String(day).padStart(2, "0")}T${utc}:00.000Z`));
}

/** A pool of two who work from nine to six, at three in the morning. */
async function night(terms: object = {}, hours = hoursOf("09:00", "18:00")) {
  at("19:00", true);
  const tenant = await openTenant(stack());
  const [a, b] = (await Promise.all([1, 2].map(() => tenant.person({ roles: ["sales"] })))) as [Person, Person];
  for (const { id } of [a, b]) await tenant.admin.put(`/v1/users/${id}/availability`, hours);
  const pool = { name: "公海", members: [{ userId: a.id }, { userId: b.id }], autoAssign: true, ...terms };
  const { id: poolId } = await made(tenant.admin, "/v1/lead-pools", pool);
  return { ...tenant, a, b, poolId };
}

async function arrive(api: Api, count: number, body: object): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    ids.push((await made(api, "/v1/leads", { name: `线索 ${n}`, ...body })).id);
    stack().clock.set(new Date(stack().clock.now().getTime() + 1_000));
  }
  return ids;
}

const read = (api: Api, ids: readonly string[]): Promise<Lead[]> =>
  Promise.all(ids.map(async (id) => (await api.get(`/v1/leads/${id}`)).body));

const owners = (leads: readonly Lead[]): unknown[] => leads.map(({ ownerId }) => ownerId);

describe("leads that came at night", () => {
  test("are given out when somebody is there, in the order of arrival and evenly, and say so", async () => {
    const { admin, a, b, poolId } = await night();
    const ids = await arrive(admin, 5, { poolId });
    expect((await a.api.post(`/v1/leads/${ids[2]}/claim`)).status).toBe(200);
    at("00:55", true);
    await offer();
    const waiting = (await read(admin, ids)).filter((_, n) => n !== 2);
    expect(owners(waiting)).toEqual([undefined, undefined, undefined, undefined]);
    expect(waiting.map(({ version }) => version)).toEqual([1, 1, 1, 1]);
    at("01:00");
    await offer();
    const leads = await read(admin, ids);
    expect(leads[2]).toMatchObject({ ownerId: a.id, assignment: { how: "claim" } });
    const given = leads.filter((_, n) => n !== 2);
    expect(owners(given).sort()).toEqual([a.id, a.id, b.id, b.id].sort());
    expect(given.map(({ assignment }) => assignment.turn.number)).toEqual([1, 2, 3, 4]);
    for (const { assignment, claimedAt } of given) {
      expect(assignment).toMatchObject({ how: "pool", poolId, at: expect.stringContaining("T01:00") });
      expect(assignment.why.at(-1)).toMatch(/^nobody could be given it at .*T19:00:0\d/);
      expect(assignment.waitsFor).toBeUndefined();
      expect(claimedAt).toContain("T01:00");
    }
    await offer();
    expect((await read(admin, ids)).map(({ version }) => version)).toEqual([2, 2, 2, 2, 2]);
  });

  test("are given out once by runs at the same time, and the counters agree", async () => {
    const { admin, poolId } = await night();
    const ids = await arrive(admin, 12, { poolId });
    at("02:00", true);
    await Promise.all([offer(), offer(), offer()]);
    await offer();
    expect((await read(admin, ids)).every(({ ownerId, version }) => ownerId && version === 2)).toBe(true);
    // Turns that came back because another run was faster are given out by now, one after the other.
    const leads = await read(admin, [...ids, ...(await arrive(admin, 20, { poolId }))]);
    const { members } = (await admin.get(`/v1/lead-pools/${poolId}/load`)).body;
    const counts = members.map((m: { userId: string }) => leads.filter((l) => l.ownerId === m.userId).length);
    expect(members.map((m: { holding: number }) => m.holding)).toEqual(counts);
    expect(Math.abs(counts[0] - counts[1])).toBeLessThanOrEqual(1);
  });

  test("are left alone where they have ended, or where a pool's leads are claimed", async () => {
    const { admin, poolId } = await night();
    const [ended = ""] = await arrive(admin, 1, { poolId });
    await admin.patch(`/v1/leads/${ended}`, { status: "disqualified", disqualifiedReason: "打错了" });
    const claimed = await made(admin, "/v1/lead-pools", { name: "抢", members: [] });
    const [free = ""] = await arrive(admin, 1, { poolId: claimed.id });
    at("02:00", true);
    await offer();
    expect(owners(await read(admin, [ended, free]))).toEqual([undefined, undefined]);
  });
});

describe("leads for whom all were full, or away", () => {
  test("are given out as far as there is room, the oldest first", async () => {
    const { admin, a, poolId } = await night({ holdingMax: 1 }, hoursOf("00:00", "24:00"));
    const ids = await arrive(admin, 4, { poolId });
    expect(owners(await read(admin, ids)).slice(2)).toEqual([undefined, undefined]);
    await offer();
    expect(owners(await read(admin, ids)).slice(2)).toEqual([undefined, undefined]);
    const held = (await read(admin, ids)).find(({ ownerId }) => ownerId === a.id);
    await admin.patch(`/v1/leads/${held.id}`, { status: "disqualified", disqualifiedReason: "无意向" });
    await offer();
    expect(owners(await read(admin, ids)).slice(2)).toEqual([a.id, undefined]);
  });

  test("wait for a rule's people too, and go another way once the rule is no more", async () => {
    const { admin, a, b, poolId } = await night({ when: { field: "region", op: "eq", value: "华东" } });
    await made(admin, "/v1/assignment-rules", {
      name: "大客户",
      priority: 1,
      when: { field: "industry", op: "eq", value: "银行" },
      to: { members: [{ userId: a.id }] },
    });
    const other = await made(admin, "/v1/assignment-rules", {
      name: "展会",
      priority: 2,
      when: { field: "channel", op: "eq", value: "展会" },
      to: { members: [{ userId: b.id }] },
    });
    const [bank = ""] = await arrive(admin, 1, { industry: "银行" });
    const [east = "", lost = ""] = [
      ...(await arrive(admin, 1, { channel: "展会", region: "华东" })),
      ...(await arrive(admin, 1, { channel: "展会" })),
    ];
    expect((await read(admin, [bank, lost])).map(({ assignment }) => assignment.how)).toEqual(["waiting", "waiting"]);
    expect((await admin.post(`/v1/assignment-rules/${other.id}/archive`)).status).toBe(200);
    at("02:00", true);
    await offer();
    const [ofRule, ofPool, ofNobody] = await read(admin, [bank, east, lost]);
    expect(ofRule).toMatchObject({ ownerId: a.id, assignment: { how: "rule" } });
    expect(ofPool).toMatchObject({ poolId, assignment: { how: "pool" } });
    expect([a.id, b.id]).toContain(ofPool.ownerId);
    expect(ofNobody.assignment).toMatchObject({
      how: "waiting",
      why: ["no rule and no pool takes it any more", expect.any(String)],
    });
  });
});
