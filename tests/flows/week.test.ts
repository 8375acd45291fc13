import { beforeAll, describe, expect, test } from "@jest/globals";
import { jobOf } from "../support/jobs.ts";
import { scaled } from "../support/soak.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

/** Leads of the week, by channel: most come in a file, the rest by API, from the hotline and by the web form. */
const LEADS = scaled(96, 2_000);
const WEB = 20;
const HOTLINE = Math.round(LEADS / 8);
const API = Math.round(LEADS / 4);
const FILE = LEADS - WEB - HOTLINE - API;
const REPS_PER_BRANCH = 4;
const AT_ONCE = 20;
const RECYCLE_DAYS = 3;
const DAY_SECONDS = 86_400;

type Person = Awaited<ReturnType<TestTenant["person"]>>;
type Branch = { name: string; id: string; poolId: string; reps: Person[]; manager: Person };
type Lead = {
  id: string;
  name: string;
  ownerId?: string;
  poolId?: string;
  status: string;
  phone?: string;
  archived?: boolean;
};

const stack = useStack();
let tenant: TestTenant;
let branches: Branch[];

const cityOf = (n: number): string => (n % 2 ? "华东" : "华南");
const phoneOf = (n: number): string => `138${String(10_000_000 + n)}`;

async function openBranch(name: string): Promise<Branch> {
  const { id } = await made(tenant.admin, "/v1/departments", { name });
  const reps = await Promise.all(
    Array.from({ length: REPS_PER_BRANCH }, () => tenant.person({ roles: ["sales"], departmentId: id })),
  );
  const manager = await tenant.person({ roles: ["manager"], departmentId: id });
  const pool = {
    name: `${name}公海`,
    departmentId: id,
    members: reps.map((rep) => ({ userId: rep.id })),
    autoAssign: true,
    recycleAfterDays: RECYCLE_DAYS,
    coolDownDays: 30,
    when: { field: "region", op: "eq", value: name },
  };
  return { name, id, poolId: (await made(tenant.admin, "/v1/lead-pools", pool)).id, reps, manager };
}

beforeAll(async () => {
  tenant = await openTenant(stack());
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  branches = [await openBranch("华东"), await openBranch("华南")];
}, 120_000);

/** Runs work over many things, some at a time. */
async function together<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
  const waiting = [...things];
  const worker = async (): Promise<void> => {
    for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) await work(thing);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function allLeads(api: Api, query = ""): Promise<Lead[]> {
  const found: Lead[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const reply = await api.get(`/v1/leads?limit=200${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    found.push(...reply.body.items);
    cursor = reply.body.nextCursor;
  }
  return found;
}

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, n) => from + n);

const countBy = (leads: readonly Lead[], of: readonly Person[]): number[] =>
  of.map((person) => leads.filter((lead) => lead.ownerId === person.id).length);

const branchOf = (lead: Lead): Branch => branches.find((b) => b.poolId === lead.poolId) as Branch;

let leads: Lead[];

describe("a working week", () => {
  test("Monday: leads come in by four channels, and each branch's people get equal shares", async () => {
    const rows = numbers(0, FILE).map((n) => `客户${n},${phoneOf(n)},${cityOf(n)}`);
    const content = Buffer.from(["姓名,手机,region", ...rows].join("\n")).toString("base64");
    const mapping = { 姓名: "name", 手机: "phone", region: "region" };
    const imported = jobOf(stack(), tenant.admin, "/v1/imports", { noun: "lead", format: "csv", content, mapping });
    const called = together(numbers(FILE, HOTLINE), (n) =>
      made(tenant.admin, "/v1/leads", { name: `来电${n}`, phone: phoneOf(n), region: cityOf(n), source: "callCentre" }),
    );
    // Some who come by the API are in the file already: the same telephone.
    const sent = together(numbers(FILE + HOTLINE, API), (n) =>
      made(tenant.admin, "/v1/leads", { name: `接口${n}`, phone: phoneOf(n % 10 ? n : n - FILE), region: cityOf(n) }),
    );
    await Promise.all([imported, called, sent]);
    expect((await imported).progress).toMatchObject({ done: FILE, failed: 0 });
    const form = await made(tenant.admin, "/v1/lead-forms", { name: "官网", poolId: branches[0]?.poolId });
    const visitor = stack().api();
    for (const n of numbers(0, WEB)) {
      const { renderedAt } = (await visitor.get(String(form.definitionPath))).body;
      await stack().advance(11);
      const person = { name: `访客${n}`, email: `visitor${n}@example.com`, renderedAt, fax: "" };
      expect((await visitor.post(String(form.submissionPath), person)).status).toBe(202);
    }
    await stack().settled({ withinMs: 600_000 });
    leads = await allLeads(tenant.admin);
    expect(leads).toHaveLength(LEADS);
    for (const { poolId, reps } of branches) {
      const shares = countBy(
        leads.filter((lead) => lead.poolId === poolId),
        reps,
      );
      expect(shares.reduce((sum, n) => sum + n, 0)).toBe(leads.filter((lead) => lead.poolId === poolId).length);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }
  }, 900_000);

  let worked: Set<string>;

  test("Tuesday: people work what is theirs, and records that are one become one", async () => {
    const mine = leads.filter((_, n) => n % 4 === 0);
    worked = new Set(mine.map(({ id }) => id));
    await together(mine, async (lead) => {
      const rep = branchOf(lead).reps.find(({ id }) => id === lead.ownerId) as Person;
      const activity = { kind: "call", subject: "首次沟通", relatedTo: [{ noun: "lead", id: lead.id }] };
      const { id } = await made(rep.api, "/v1/activities", activity);
      expect((await rep.api.post(`/v1/activities/${id}/complete`, { outcome: "有意向" })).status).toBe(200);
    });
    await stack().settled({ withinMs: 600_000 });
    const byPhone = Map.groupBy(
      leads.filter((lead) => lead.phone),
      (lead) => lead.phone,
    );
    const pairs = [...byPhone.values()].filter((same) => same.length > 1);
    expect(pairs.length).toBeGreaterThan(0);
    for (const [kept, other] of pairs as [Lead, Lead][]) {
      const told = (await tenant.admin.get(`/v1/leads/${kept.id}/duplicates`)).body.items;
      expect(told.map((d: { id: string }) => d.id)).toContain(other.id);
      const merged = await tenant.admin.post(`/v1/leads/${kept.id}/merge`, { from: [other.id] });
      expect(merged.status).toBe(200);
      worked.delete(other.id);
      worked.add(kept.id);
    }
    await stack().settled({ withinMs: 600_000 });
    const left = await allLeads(tenant.admin);
    expect(left).toHaveLength(LEADS - pairs.length);
    leads = left;
  }, 900_000);

  test("Wednesday: some convert, once each, to an account, a person and a sale", async () => {
    const ripe = leads.filter(({ id, ownerId }) => worked.has(id) && ownerId).slice(0, 12);
    await together(ripe, async (lead) => {
      const rep = branchOf(lead).reps.find(({ id }) => id === lead.ownerId) as Person;
      const replies = await Promise.all(
        [1, 2].map(() => rep.api.post(`/v1/leads/${lead.id}/convert`, { createOpportunity: true })),
      );
      expect(replies.map((r) => r.status).sort()).toEqual([200, 409]);
    });
    await stack().settled({ withinMs: 600_000 });
    expect((await tenant.admin.get("/v1/opportunities/count")).body.count).toBe(ripe.length);
    for (const lead of ripe) worked.delete(lead.id);
    leads = (await allLeads(tenant.admin)).filter(({ status }) => status !== "converted");
  }, 900_000);

  test("the week goes on: what nobody has followed up goes back to its pool, the rest stays", async () => {
    for (let day = 0; day <= RECYCLE_DAYS; day++) {
      await stack().advance(DAY_SECONDS);
      await stack().settled({ withinMs: 600_000 });
      if (day !== 1) continue;
      // On the third day the people follow up once more what they work on.
      await together(
        leads.filter(({ id }) => worked.has(id)),
        (lead) => tenant.admin.post(`/v1/leads/${lead.id}/touches`, { kind: "call" }),
      );
    }
    const now = await allLeads(tenant.admin);
    const open = now.filter(({ status }) => status !== "converted");
    expect(
      open
        .filter(({ ownerId }) => ownerId)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...worked].sort());
    leads = open;
  }, 900_000);

  test("Friday: a person leaves, and all that was theirs is somebody's with nothing lost", async () => {
    // Whoever has most to hand over, and somebody of the same branch.
    const holding = (person: Person): number => countBy(leads, [person])[0] ?? 0;
    const fullest = ({ reps }: Branch): Person[] => [...reps].sort((a, b) => holding(b) - holding(a));
    const teams = branches.map(fullest).sort(([a], [b]) => holding(b as Person) - holding(a as Person));
    const [leaver, heir] = teams[0] as [Person, Person];
    const before = countBy(leads, [leaver, heir]);
    expect(before[0]).toBeGreaterThan(0);
    const job = await jobOf(stack(), tenant.admin, `/v1/users/${leaver.id}/offboard`, { to: heir.id });
    expect(job.state).toBe("done");
    expect((await leaver.api.get("/v1/leads")).status).toBe(401);
    await stack().settled({ withinMs: 600_000 });
    const now = (await allLeads(tenant.admin)).filter(({ status }) => status !== "converted");
    expect(countBy(now, [leaver, heir])).toEqual([0, (before[0] ?? 0) + (before[1] ?? 0)]);
  }, 900_000);

  test("a branch's manager looks around and sees the branch, all of it and nothing else", async () => {
    const all = await allLeads(tenant.admin);
    for (const branch of branches) {
      const team = [...branch.reps, branch.manager].map(({ id }) => id);
      const owned = all.filter(({ ownerId }) => ownerId && team.includes(ownerId)).map(({ id }) => id);
      const seen = (await allLeads(branch.manager.api)).map(({ id }) => id);
      expect(seen.filter((id) => owned.includes(id)).sort()).toEqual(owned.sort());
      const foreign = all.filter(({ poolId }) => poolId !== branch.poolId).map(({ id }) => id);
      expect(seen.filter((id) => foreign.includes(id))).toEqual([]);
      const [outside] = foreign;
      expect((await branch.manager.api.get(`/v1/leads/${outside}`)).status).toBe(404);
      expect((await branch.manager.api.get("/v1/leads/count")).body.count).toBe(seen.length);
    }
  }, 900_000);
});
