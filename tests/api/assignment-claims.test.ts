import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });

type Person = Awaited<ReturnType<TestTenant["person"]>>;

/** A pool with these terms, its members, and as many free leads in it. */
async function poolOf(terms: object, people: number, free: number) {
  const tenant = await openTenant(stack());
  const team = await Promise.all(Array.from({ length: people }, () => tenant.person({ roles: ["sales"] })));
  const members = team.map(({ id }) => ({ userId: id }));
  const { id } = await made(tenant.admin, "/v1/lead-pools", { name: "公海", members, ...terms });
  const leads = await Promise.all(
    Array.from({ length: free }, (_, n) => made(tenant.admin, "/v1/leads", { name: `线索 ${n}`, poolId: id })),
  );
  const ids = leads.map((lead) => lead.id);
  return { tenant, admin: tenant.admin, poolId: id, team: team as [Person, ...Person[]], ids };
}

const claim = (api: Api, id: string) => api.post(`/v1/leads/${id}/claim`);
const release = (api: Api, id: string) => api.post(`/v1/leads/${id}/release`, { reason: "不是我的区域" });

/** What the counters say of one member, and what the leads say. */
async function standing(admin: Api, poolId: string, userId: string) {
  const { body } = await admin.get(`/v1/lead-pools/${poolId}/load`);
  const member = body.members.find((m: { userId: string }) => m.userId === userId);
  const { items } = (await admin.get(`/v1/leads?ownerId=${userId}&limit=200`)).body;
  const open = items.filter(
    (l: { status: string; poolId?: string }) => l.status !== "disqualified" && l.poolId === poolId,
  );
  expect(member.holding).toBe(open.length);
  return { holding: member.holding, claimsToday: member.claimsToday };
}

const byStatus = (replies: readonly { status: number }[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(replies, (r) => r.status)].map(([status, of]) => [status, of.length]));

describe("claiming", () => {
  test("one of many who want a lead gets it, the others learn that it is taken", async () => {
    const { admin, team, ids, poolId } = await poolOf({}, 5, 1);
    const replies = await Promise.all(team.map(({ api }) => claim(api, ids[0] as string)));
    expect(byStatus(replies)).toEqual({ 200: 1, 409: 4 });
    const winner = team[replies.findIndex((r) => r.status === 200)] as Person;
    expect((await admin.get(`/v1/leads/${ids[0]}`)).body).toMatchObject({
      ownerId: winner.id,
      assignment: { how: "claim", userId: winner.id, poolId },
    });
    for (const { id } of team) {
      const count = id === winner.id ? 1 : 0;
      expect(await standing(admin, poolId, id)).toEqual({ holding: count, claimsToday: count });
    }
    // Sent again it is what it was.
    expect((await claim(winner.api, ids[0] as string)).status).toBe(200);
    expect(await standing(admin, poolId, winner.id)).toEqual({ holding: 1, claimsToday: 1 });
  });

  test("the daily cap holds to the lead under parallel claims, and ends with the tenant's day", async () => {
    const { admin, team, ids, poolId } = await poolOf({ claimsPerDayMax: 5 }, 1, 13);
    const [{ api, id }] = team;
    const replies = await Promise.all(ids.slice(0, 12).map((lead) => claim(api, lead)));
    expect(byStatus(replies)).toEqual({ 200: 5, 409: 7 });
    const refused = replies.find((r) => r.status === 409);
    expect(refused?.body.detail).toMatch(/5 leads of this pool today.*from \d{4}-\d\d-\d\dT16:00:00.000Z on/);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    // Giving one back does not give the claim back.
    const mine = replies.find((r) => r.status === 200)?.body.id;
    expect((await release(api, mine)).status).toBe(200);
    expect((await claim(api, ids[12] as string)).status).toBe(409);
    expect(await standing(admin, poolId, id)).toEqual({ holding: 4, claimsToday: 5 });
    await stack().advance(86_400);
    expect((await claim(api, ids[12] as string)).status).toBe(200);
    expect(await standing(admin, poolId, id)).toEqual({ holding: 5, claimsToday: 1 });
  });

  test("the holding cap holds under parallel claims, and whatever ends or moves a lead makes room", async () => {
    const { admin, team, ids, poolId } = await poolOf({ holdingMax: 3 }, 2, 12);
    const [{ api, id }, other] = team as [Person, Person];
    const replies = await Promise.all(ids.slice(0, 8).map((lead) => claim(api, lead)));
    expect(byStatus(replies)).toEqual({ 200: 3, 409: 5 });
    expect(replies.find((r) => r.status === 409)?.body.detail).toMatch(/3 open leads of this pool/);
    const mine: string[] = replies.filter((r) => r.status === 200).map((r) => r.body.id);
    const free = ids.filter((lead) => !mine.includes(lead));
    const room = async (make: () => Promise<{ status: number; body: unknown }>) => {
      expect((await claim(api, free[0] as string)).status).toBe(409);
      const done = await make();
      expect([done.status, done.body]).toEqual([200, expect.anything()]);
      expect((await standing(admin, poolId, id)).holding).toBe(2);
      const got = await claim(api, free.shift() as string);
      expect(got.status).toBe(200);
      mine.push(got.body.id);
    };
    const next = () => mine.shift() as string;
    await room(() => api.patch(`/v1/leads/${next()}`, { status: "disqualified", disqualifiedReason: "空号" }));
    await room(() => admin.patch(`/v1/leads/${next()}`, { ownerId: other.id }));
    await room(() => admin.patch(`/v1/leads/${next()}`, { ownerId: null }));
    await room(() => admin.post(`/v1/leads/${next()}/archive`));
    await room(() => release(api, next()));
    expect((await standing(admin, poolId, other.id)).holding).toBe(1);
    // A person's own decision is not refused, and it counts.
    expect((await admin.patch(`/v1/leads/${free[0]}`, { ownerId: id })).status).toBe(200);
    expect((await standing(admin, poolId, id)).holding).toBe(4);
  });

  test("a former owner waits, others need not", async () => {
    const { team, ids } = await poolOf({ coolDownDays: 2 }, 2, 1);
    const [a, b] = team as [Person, Person];
    const lead = ids[0] as string;
    expect((await claim(a.api, lead)).status).toBe(200);
    expect((await release(a.api, lead)).body).toMatchObject({
      formerOwners: [{ userId: a.id }],
      assignment: { how: "released", why: [`released by ${a.id}`, "不是我的区域"] },
    });
    const refused = await Promise.all([claim(a.api, lead), claim(a.api, lead)]);
    expect(byStatus(refused)).toEqual({ 409: 2 });
    expect(refused[0]?.body.detail).toMatch(/claim it again from/);
    expect((await claim(b.api, lead)).status).toBe(200);
    expect((await release(b.api, lead)).status).toBe(200);
    await stack().advance(2 * 86_400 + 1);
    expect((await claim(a.api, lead)).status).toBe(200);
  });

  test("is for members: others do not learn that there is a lead, and members see no way to reach it before", async () => {
    const { tenant, admin, team, poolId } = await poolOf({}, 1, 0);
    const lead = await made(admin, "/v1/leads", { name: "周杰", phone: "13800001234", poolId });
    const stranger = await tenant.person({ roles: ["sales"] });
    expect((await claim(stranger.api, lead.id)).status).toBe(404);
    expect((await stranger.api.get(`/v1/lead-pools/${poolId}/free-leads`)).status).toBe(403);
    const { items } = (await team[0].api.get(`/v1/lead-pools/${poolId}/free-leads`)).body;
    expect(items).toMatchObject([{ id: lead.id, name: "周杰", poolId }]);
    expect(items[0].phone).toBeUndefined();
    expect((await team[0].api.get(`/v1/leads/${lead.id}`)).status).toBe(404);
    expect((await claim(team[0].api, lead.id)).body.phone).toBe("+8613800001234");
    expect((await team[0].api.get(`/v1/lead-pools/${poolId}/free-leads`)).body.items).toEqual([]);
  });

  test("free leads are read page by page, with a cursor that fits this pool alone", async () => {
    const { team, ids, poolId } = await poolOf({}, 1, 7);
    const [{ api }] = team;
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await api.get(`/v1/lead-pools/${poolId}/free-leads?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.body.items.map((l: { id: string }) => l.id));
      cursor = page.body.nextCursor;
    }
    expect(seen.sort()).toEqual([...ids].sort());
    expect((await api.get(`/v1/lead-pools/${poolId}/free-leads?cursor=eA.eA`)).body.code).toBe("invalid_cursor");
  });
});
