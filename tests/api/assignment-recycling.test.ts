import { describe, expect, test } from "@jest/globals";
import { handler as recycle } from "../../functions/leads/recycling.ts";
import { lead } from "../../functions/leads/table.ts";
import { lambdas } from "../../functions/modules.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

// Nothing runs by the clock here, so that the test itself decides when a run begins.
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });

const DAY = 86_400;
type Person = Awaited<ReturnType<TestTenant["person"]>>;

/** A pool that recycles after ten days and reminds two before, with two members and a lead that the first has claimed. */
async function claimed(terms: object = {}) {
  const tenant = await openTenant(stack());
  const team = await Promise.all([1, 2].map(() => tenant.person({ roles: ["sales"] })));
  const members = team.map(({ id }) => ({ userId: id }));
  const pool = { name: "公海", members, recycleAfterDays: 10, remindBeforeDays: 2, coolDownDays: 5, ...terms };
  const { id: poolId } = await made(tenant.admin, "/v1/lead-pools", pool);
  const { id } = await made(tenant.admin, "/v1/leads", { name: "周杰", company: "云帆科技", poolId });
  const [a, b] = team as [Person, Person];
  expect((await a.api.post(`/v1/leads/${id}/claim`)).status).toBe(200);
  const read = async () => (await tenant.admin.get(`/v1/leads/${id}`)).body;
  const holdings = async (): Promise<number[]> =>
    (await tenant.admin.get(`/v1/lead-pools/${poolId}/load`)).body.members.map((m: { holding: number }) => m.holding);
  const mail = async (of: Person) => {
    const { email } = (await tenant.admin.get(`/v1/users/${of.id}`)).body;
    return stack()
      .outbox(email)
      .filter((m) => m.subject.includes("回收"));
  };
  return { ...tenant, tenantId: tenant.id, id, poolId, a, b, read, holdings, mail };
}

/** Lets days pass, and then the schedule fire. */
async function pass(days: number): Promise<void> {
  stack().clock.set(new Date(stack().clock.now().getTime() + days * DAY * 1_000));
  await recycle();
  await stack().settled();
}

const daysFromNow = (days: number): string =>
  new Date(stack().clock.now().getTime() + days * DAY * 1_000).toISOString().slice(0, 10);

describe("recycling", () => {
  test("reminds the owner once, then takes the lead back, with its counters, and lets others have it at once", async () => {
    const w = await claimed();
    expect((await w.read()).recycleAt.slice(0, 10)).toBe(daysFromNow(10));
    await pass(7.9);
    expect(await w.mail(w.a)).toHaveLength(0);
    await pass(0.2);
    const [mail, ...more] = await w.mail(w.a);
    expect(more).toEqual([]);
    expect(mail?.subject).toContain("云帆科技");
    await pass(1);
    expect(await w.mail(w.a)).toHaveLength(1);
    expect(await w.holdings()).toEqual([1, 0]);
    await pass(1);
    const row = await w.read();
    expect(row).toMatchObject({
      poolId: w.poolId,
      formerOwners: [{ userId: w.a.id }],
      assignment: { how: "recycled" },
    });
    expect([row.ownerId, row.recycleAt, row.poolDueAt]).toEqual([undefined, undefined, undefined]);
    expect(row.assignment.why[0]).toMatch(/^no follow-up since .*, 10 days are allowed$/);
    expect(await w.holdings()).toEqual([0, 0]);
    expect((await w.a.api.post(`/v1/leads/${w.id}/claim`)).status).toBe(409);
    expect((await w.b.api.post(`/v1/leads/${w.id}/claim`)).status).toBe(200);
    expect(await w.holdings()).toEqual([0, 1]);
  });

  test("is put off by a follow-up, by every change of the owner, and never comes to what has ended", async () => {
    const w = await claimed();
    await pass(5);
    expect((await w.a.api.post(`/v1/leads/${w.id}/touches`, { kind: "call" })).status).toBeLessThan(300);
    expect((await w.read()).recycleAt.slice(0, 10)).toBe(daysFromNow(10));
    await pass(1);
    const { body } = await w.admin.patch(`/v1/leads/${w.id}`, { ownerId: w.b.id });
    expect(body.recycleAt.slice(0, 10)).toBe(daysFromNow(10));
    expect(body.formerOwners).toMatchObject([{ userId: w.a.id }]);
    await pass(9);
    expect(await w.mail(w.b)).toHaveLength(1);
    // A follow-up after the reminder begins anew, and so does its reminder.
    await w.b.api.post(`/v1/leads/${w.id}/touches`, { kind: "visit" });
    await pass(9);
    expect((await w.read()).ownerId).toBe(w.b.id);
    expect(await w.mail(w.b)).toHaveLength(2);
    const ended = { status: "disqualified", disqualifiedReason: "预算取消" };
    expect((await w.b.api.patch(`/v1/leads/${w.id}`, ended)).body.recycleAt).toBeUndefined();
    await pass(30);
    expect(await w.read()).toMatchObject({ ownerId: w.b.id, status: "disqualified" });
    expect(await w.mail(w.b)).toHaveLength(2);
  });

  test("happens once, however often and at how many places the clock fires, and after a run that broke off", async () => {
    const w = await claimed();
    const table = await tenantTable(w.tenantId, { actor: "system:test", from: "", requestId: "" });
    const due = stack().clock.now().getTime();
    stack().clock.set(new Date(due + 8.5 * DAY * 1_000));
    await Promise.all([recycle(), recycle(), recycle()]);
    await stack().settled();
    expect(await w.mail(w.a)).toHaveLength(1);
    // As a run leaves it that told the owner and ended before it could note it.
    const row = (await table.get(lead, w.id)) as RowOf<typeof lead>;
    const unnoted = { remindedAt: undefined, poolDueAt: new Date(due + 8 * DAY * 1_000).toISOString() };
    await table.replace(lead, row, nextVersion(row, row.updatedAt, unnoted));
    await Promise.all([recycle(), recycle()]);
    await stack().settled();
    expect(await w.mail(w.a)).toHaveLength(1);
    stack().clock.set(new Date(due + 10.5 * DAY * 1_000));
    await Promise.all([recycle(), recycle(), recycle()]);
    await recycle();
    const after = await w.read();
    expect(after.formerOwners).toHaveLength(1);
    expect(await w.holdings()).toEqual([0, 0]);
  });

  test("counts by the pool's days as they are when they come up", async () => {
    const w = await claimed();
    expect((await w.admin.patch(`/v1/lead-pools/${w.poolId}`, { recycleAfterDays: 20 })).status).toBe(200);
    await pass(11);
    expect((await w.read()).ownerId).toBe(w.a.id);
    await pass(9.5);
    expect((await w.read()).ownerId).toBeUndefined();
  });
});

describe("where sales joins", () => {
  test("leads below it stay with marketing's pool and are given to sales when they reach it", async () => {
    const tenant = await openTenant(stack());
    const [sdr, rep] = await Promise.all([tenant.person({ roles: ["sales"] }), tenant.person({ roles: ["sales"] })]);
    expect((await tenant.admin.put("/v1/lead-policy", { salesJoinsAt: "mql" })).status).toBe(200);
    const pool = (name: string, of: { id: string }, audience: string) =>
      made(tenant.admin, "/v1/lead-pools", {
        ...{ name, audience, members: [{ userId: of.id }] },
        ...{ autoAssign: true, priority: 1, when: { all: [] } },
      });
    const marketing = await pool("市场培育", sdr, "marketing");
    const sales = await pool("销售公海", rep, "sales");
    const one = await made(tenant.admin, "/v1/leads", { name: "初访" });
    expect(one).toMatchObject({ poolId: marketing.id, ownerId: sdr.id });
    const { body } = await tenant.admin.patch(`/v1/leads/${one.id}`, { status: "mql" });
    expect(body).toMatchObject({ poolId: sales.id, ownerId: rep.id, formerOwners: [{ userId: sdr.id }] });
    expect(body.salesJoinedAt).toBeDefined();
    const load = async (id: unknown) => (await tenant.admin.get(`/v1/lead-pools/${id}/load`)).body.members[0].holding;
    expect([await load(marketing.id), await load(sales.id)]).toEqual([0, 1]);
    const two = await made(tenant.admin, "/v1/leads", { name: "二访", poolId: sales.id });
    expect(two.ownerId).toBeUndefined();
    expect((await tenant.admin.patch(`/v1/leads/${two.id}`, { status: "sql" })).body.ownerId).toBe(rep.id);
  });
});
