import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { handler as recycle } from "../../functions/leads/recycling.ts";
import { lambdas } from "../../functions/modules.ts";
import { type ApiReply, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });

type Person = Awaited<ReturnType<TestTenant["person"]>>;
type Lead = { id: string; status: string; poolId?: string; ownerId?: string; archived?: boolean };

const OPERATIONS = [
  "claim",
  "release",
  "give",
  "free",
  "disqualify",
  "reopen",
  "archive",
  "restore",
  "move",
  "convert",
  "merge",
  "create",
  "recycle",
] as const;

const operation = fc.record({
  what: fc.constantFrom(...OPERATIONS),
  lead: fc.nat(11),
  other: fc.nat(11),
  person: fc.nat(2),
  pool: fc.nat(1),
});

type Operation = typeof operation extends fc.Arbitrary<infer O> ? O : never;

async function world() {
  const tenant = await openTenant(stack());
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const team = (await Promise.all([1, 2, 3].map(() => tenant.person({ roles: ["sales"] })))) as Person[];
  const members = team.map(({ id }) => ({ userId: id }));
  const terms = { members, holdingMax: 4, recycleAfterDays: 3 };
  const pools = await Promise.all(
    [true, false].map((autoAssign) => made(tenant.admin, "/v1/lead-pools", { name: "公海", autoAssign, ...terms })),
  );
  const leads = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      made(tenant.admin, "/v1/leads", { name: `线索 ${n}`, company: `公司 ${n}`, poolId: pools[n % 2]?.id }),
    ),
  );
  return { ...tenant, team, pools: pools.map((p) => p.id), leads: leads.map((l) => l.id) };
}

type World = Awaited<ReturnType<typeof world>>;

async function act(w: World, op: Operation): Promise<ApiReply | undefined> {
  const { admin, team, pools, leads } = w;
  const [id, other] = [leads[op.lead], leads[op.other]];
  const person = team[op.person] as Person;
  const path = `/v1/leads/${id}`;
  const poolId = pools[op.pool];
  switch (op.what) {
    case "claim":
      return person.api.post(`${path}/claim`);
    case "release":
      return admin.post(`${path}/release`, {});
    case "give":
      return admin.patch(path, { ownerId: person.id });
    case "free":
      return admin.patch(path, { ownerId: null });
    case "disqualify":
      return admin.patch(path, { status: "disqualified", disqualifiedReason: "空号" });
    case "reopen":
      return admin.patch(path, { status: "working" });
    case "archive":
    case "restore":
      return admin.post(`${path}/${op.what}`);
    case "move":
      return admin.patch(path, { poolId });
    case "convert":
      return admin.post(`${path}/convert`, {});
    case "merge":
      return id === other ? undefined : admin.post(`${path}/merge`, { from: [other] });
    case "create":
      return admin.post("/v1/leads", { name: "新线索", poolId });
    case "recycle":
      stack().clock.set(new Date(stack().clock.now().getTime() + 86_400_000));
      await recycle();
      return undefined;
  }
}

async function recounted(w: World): Promise<number[][]> {
  const all = [];
  for (const archived of ["false", "true"]) {
    const page = await w.admin.get(`/v1/leads?limit=200${archived === "true" ? "&archived=true" : ""}`);
    all.push(...(page.body.items as Lead[]));
  }
  const leads = [...new Map(all.map((lead) => [lead.id, lead])).values()];
  const isOpen = (lead: Lead): boolean => !lead.archived && !["converted", "disqualified"].includes(lead.status);
  return w.pools.map((poolId) =>
    w.team.map(({ id }) => leads.filter((l) => isOpen(l) && l.poolId === poolId && l.ownerId === id).length),
  );
}

const counted = (w: World): Promise<number[][]> =>
  Promise.all(
    w.pools.map(async (id) =>
      (await w.admin.get(`/v1/lead-pools/${id}/load`)).body.members.map((m: { holding: number }) => m.holding),
    ),
  );

test("whatever is done to leads, and at once, the counters say what a recount says", async () => {
  const batches = fc.array(fc.array(operation, { minLength: 1, maxLength: 6 }), { minLength: 8, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      const w = await world();
      for (const batch of all) {
        const replies = await Promise.all(batch.map((op) => act(w, op)));
        expect(replies.filter((r) => r && r.status >= 500).map((r) => r?.body)).toEqual([]);
        await stack().settled();
        expect(await counted(w)).toEqual(await recounted(w));
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
});
