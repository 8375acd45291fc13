import { beforeAll, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let boss: Api;
let rep: Api;
let east: string;

const ZONE_HOURS = 8;
const DAY_MS = 86_400_000;

type Row = { ownerId: string; departmentId?: string; state: string; deadlineAt?: string; doneAt?: string };

/** Some drawn activities of several people in two departments, done early, late or not at all. */
beforeAll(async () => {
  tenant = await openTenant(stack());
  const departments = [];
  for (const name of ["华东", "华北"]) departments.push((await made(tenant.admin, "/v1/departments", { name })).id);
  east = departments[0] as string;
  const people = [];
  for (const departmentId of [...departments, east])
    people.push(await tenant.person({ roles: ["sales"], departmentId }));
  boss = (await tenant.person({ roles: ["manager"], departmentId: east })).api;
  rep = people[0]?.api as Api;
  const now = stack().clock.now().getTime();
  const drawn = fc.record({
    who: fc.nat(2),
    due: fc.integer({ min: -20, max: 5 }),
    fate: fc.constantFrom("open", "done", "done", "cancelled"),
    done: fc.integer({ min: 0, max: 19 * 1_440 }),
  });
  for (const { who, due, fate, done } of fc.sample(drawn, { numRuns: 40, seed: 7 })) {
    const api = people[who]?.api as Api;
    const dueAt = new Date(now + due * DAY_MS).toISOString();
    const { id } = await made(api, "/v1/activities", { kind: "task", subject: "任务", dueAt });
    if (fate === "done")
      await api.post(`/v1/activities/${id}/complete`, { at: new Date(now - done * 60_000).toISOString() });
    if (fate === "cancelled") await api.post(`/v1/activities/${id}/cancel`);
  }
});

async function all(api: Api): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { body } = await api.get(`/v1/activities?limit=200${cursor && `&cursor=${cursor}`}`);
    rows.push(...body.items);
    cursor = body.nextCursor;
  }
  return rows;
}

const startOf = (on: string): number => Date.parse(`${on}T00:00:00Z`) - ZONE_HOURS * 3_600_000;

/** The same figures, counted one by one over what the caller's list shows. */
function counted(rows: Row[], now: number) {
  const done = rows.filter((r) => r.state === "done");
  const late = (r: Row): number => Math.max(0, Date.parse(r.doneAt ?? "") - Date.parse(r.deadlineAt ?? ""));
  const delayMinutes = done.reduce((sum, r) => sum + Math.floor(late(r) / 60_000), 0);
  const onTime = done.filter((r) => late(r) === 0).length;
  return {
    planned: rows.length,
    done: done.length,
    onTime,
    delayMinutes,
    openOverdue: rows.filter((r) => r.state === "open" && Date.parse(r.deadlineAt ?? "") < now).length,
    ...(done.length > 0 && {
      onTimeBasisPoints: Math.round((onTime * 10_000) / done.length),
      delayMinutesMean: Math.round(delayMinutes / done.length),
    }),
  };
}

const day = (days: number): string =>
  new Date(stack().clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);

describe("the report of activities", () => {
  test("equals counting one by one, for any period and whoever asks", async () => {
    const rowsOf = new Map<Api, Row[]>();
    for (const api of [tenant.admin, boss, rep]) rowsOf.set(api, await all(api));
    expect(rowsOf.get(boss)?.length).toBeLessThan(rowsOf.get(tenant.admin)?.length ?? 0);
    const period = fc.tuple(fc.integer({ min: -25, max: 0 }), fc.nat(12), fc.constantFrom(tenant.admin, boss, rep));
    await fc.assert(
      fc.asyncProperty(period, async ([from, days, api]) => {
        const [first, last] = [day(from), day(from + days)];
        const { body } = await api.get(`/v1/activity-report?from=${first}&to=${last}`);
        const now = stack().clock.now().getTime();
        const planned = (rowsOf.get(api) ?? []).filter((r) => {
          const due = Date.parse(r.deadlineAt ?? "");
          return r.state !== "cancelled" && due >= startOf(first) && due < startOf(last) + DAY_MS;
        });
        expect(body.total).toEqual(counted(planned, now));
        const people = Object.fromEntries(
          body.people.map(({ ownerId, name: _, ...figures }: { ownerId: string; name: string }) => [ownerId, figures]),
        );
        const groups = Map.groupBy(planned, (r) => r.ownerId);
        expect(people).toEqual(Object.fromEntries([...groups].map(([id, rows]) => [id, counted(rows, now)])));
        const teams = body.teams.map((t: { departmentId: string; planned: number }) => [t.departmentId, t.planned]);
        const byTeam = Map.groupBy(planned, (r) => r.departmentId);
        expect(teams.sort()).toEqual([...byTeam].map(([id, rows]) => [id, rows.length]).sort());
      }),
      { numRuns: 25 },
    );
  });

  test("is narrowed to a department and those below it", async () => {
    const { body } = await tenant.admin.get(`/v1/activity-report?from=${day(-25)}&to=${day(10)}&departmentId=${east}`);
    expect(body.teams.map((t: { departmentId: string }) => t.departmentId)).toEqual([east]);
    expect(body.people).toHaveLength(2);
  });

  test("spans a year at most, and says so", async () => {
    const long = await tenant.admin.get("/v1/activity-report?from=2025-01-01&to=2026-06-30");
    expect(long.body.errors[0].path).toBe("to");
    const turned = await tenant.admin.get("/v1/activity-report?from=2026-06-30&to=2026-06-01");
    expect(turned.body.errors[0].path).toBe("to");
  });

  test("tells nothing to those whose roles hide what it is made of", async () => {
    const role = { name: "blind", permissions: ["activities.*"], scopes: { "*": "all" } };
    await made(tenant.admin, "/v1/roles", { ...role, fields: { activity: { doneAt: "hidden" } } });
    const blind = await tenant.person({ roles: ["blind"] });
    expect((await blind.api.get(`/v1/activity-report?from=${day(-5)}&to=${day(0)}`)).status).toBe(403);
    expect((await blind.api.get("/v1/activities/due")).status).toBe(403);
  });
});
