import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { handler as looks } from "../../functions/behaviour/sweep.ts";
import { lambdas } from "../../functions/modules.ts";
import { handler as turns } from "../../functions/segments/audiences.ts";
import { likened } from "../../functions/segments/rules.ts";
import { handler as sweeps } from "../../functions/segments/sweep.ts";
import { segmentMembership } from "../../functions/segments/table.ts";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, TIME_ZONE, unlike } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const ROLES = ["decider", "champion"] as const;
const DAY_MS = 86_400_000;
type Told = { day: string; name: string; seats: number };
type One = { id: string; role: string; gone: boolean; did: Told[] };

let inserted = 0;

async function world(count: number) {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  const people: One[] = [];
  for (let n = 0; n < count; n++) {
    const role = ROLES[n % 2] as string;
    const { id } = await made(admin, "/v1/contacts", { name: `人${n}`, accountId: account.id, decisionRole: role });
    people.push({ id, role, gone: false, did: [] });
  }
  const today = () => civilDate(stack().clock.now(), TIME_ZONE);
  const act = async (one: One, daysAgo: number, name: string, seats: number) => {
    const day = addDays(today(), -daysAgo);
    const at = zonedInstant(day, "00:00", TIME_ZONE).toISOString();
    const event = { insertId: `e${inserted++}`, name, at, personId: one.id, properties: { seats } };
    expect((await admin.post("/v1/events", { events: [event] })).body.stored).toBe(1);
    one.did.push({ day, name, seats });
  };
  /** A minute later. */
  const minute = async (ms = 60_000) => {
    await stack().settled();
    stack().clock.set(new Date(stack().clock.now().getTime() + ms));
    await stack().settled();
    for (const run of [looks, sweeps, turns]) {
      await run();
      await stack().settled();
    }
  };
  const members = async (id: string): Promise<string[]> =>
    (await admin.get(`/v1/segments/${id}/members`)).body.items.map((one: { id: string }) => one.id).sort();
  const preview = async (id: string) => (await admin.get(`/v1/segments/${id}/preview`)).body.count;
  const table = await tenantTable(tenant.id, { actor: "system:test", from: "", requestId: "" });
  const kept = async (segmentId: string): Promise<string[]> => {
    const rows = await Promise.all(
      people.map(({ id }) => table.collect(segmentMembership, { personId: id }, "member#")),
    );
    return rows
      .flat()
      .filter((row) => row.segmentId === segmentId)
      .map(({ personId }) => personId)
      .sort();
  };
  return { ...tenant, people, today, act, minute, members, preview, kept };
}

const deciders = { field: "decisionRole", op: "eq", value: "decider" };

describe("a segment by what people did", () => {
  test("has whom one counts, after any change and as time passes: the preview, the members, and what is noted", async () => {
    const { admin, people, today, act, minute, members, preview, kept } = await world(5);
    const rule = (fields: object) =>
      made(admin, "/v1/segments", { name: "段", of: "contact", kind: "rule", ...fields });
    const large = { property: "seats", op: "gte", value: 50 };
    const twice = { did: "price.viewed", times: 2, withinDays: 4 };
    const both = await rule({ filter: deciders, behaviour: { conditions: [twice] }, tracked: true });
    const either = await rule({ filter: deciders, behaviour: { conditions: [twice] }, joinedBy: "or", tracked: true });
    const quiet = await rule({
      behaviour: {
        match: "any",
        conditions: [
          { didNot: "price.viewed", withinDays: 3 },
          { did: "asked", withinDays: 6, where: [large] },
        ],
      },
      tracked: true,
    });
    await minute();
    const within = (one: One, name: string, days: number, isLarge = false) =>
      one.did.filter(
        (told) => told.name === name && told.day > addDays(today(), -days) && (!isLarge || told.seats >= 50),
      ).length;
    const check = async () => {
      const there = people.filter(({ gone }) => !gone);
      const viewed = (one: One) => within(one, "price.viewed", 4) >= 2;
      const expected: [{ id: string }, One[]][] = [
        [both, there.filter((one) => one.role === "decider" && viewed(one))],
        [either, there.filter((one) => one.role === "decider" || viewed(one))],
        [quiet, there.filter((one) => within(one, "price.viewed", 3) < 1 || within(one, "asked", 6, true) >= 1)],
      ];
      for (const [{ id }, some] of expected) {
        const ids = some.map((one) => one.id).sort();
        expect([await preview(id), await members(id), await kept(id)]).toEqual([ids.length, ids, ids]);
      }
    };
    await check();
    const change = fc.record({
      at: fc.nat(4),
      what: fc.constantFrom("view", "view", "view", "ask", "role", "archive", "days"),
      n: fc.nat(3),
    });
    for (const { at, what, n } of fc.sample(change, scaled(7, 300))) {
      const one = people[at] as One;
      if (what === "view") await act(one, n, "price.viewed", n * 20);
      else if (what === "ask") await act(one, n, "asked", n * 20);
      else if (what === "archive") {
        await admin.post(`/v1/contacts/${one.id}/${one.gone ? "restore" : "archive"}`);
        one.gone = !one.gone;
      } else if (what === "role" && !one.gone) {
        one.role = one.role === "decider" ? "champion" : "decider";
        await admin.patch(`/v1/contacts/${one.id}`, { decisionRole: one.role });
      }
      await minute(what === "days" ? (n + 1) * DAY_MS : undefined);
      await check();
    }
    // A changed rule is gone through, and one that is tracked no more is noted no more.
    await admin.patch(`/v1/segments/${both.id}`, { behaviour: { conditions: [{ didNot: "never", withinDays: 1 }] } });
    await admin.patch(`/v1/segments/${either.id}`, { tracked: false });
    await minute();
    const left = people.filter(({ gone, role }) => !gone && role === "decider").map(({ id }) => id);
    expect([await kept(both.id), await kept(either.id)]).toEqual([left.sort(), []]);
  });

  test("that cannot be is refused by its field", async () => {
    const { admin } = await openTenant(stack());
    const wrong = async (body: object) =>
      (await admin.post("/v1/segments", { name: "x", of: "contact", kind: "rule", ...body })).body.errors?.map(
        (e: { path: string }) => e.path,
      );
    const behaviour = { conditions: [{ did: "a", withinDays: 1 }] };
    expect(await wrong({})).toEqual(["filter"]);
    expect(await wrong({ behaviour: { conditions: [] } })).toEqual(["behaviour.conditions"]);
    expect(await wrong({ behaviour: { conditions: [{ withinDays: 1 }] } })).toEqual(["behaviour.conditions.0.did"]);
    expect(await wrong({ behaviour, joinedBy: "or" })).toEqual(["joinedBy"]);
    expect(await wrong({ kind: "manual", behaviour })).toEqual(["behaviour"]);
    expect(await wrong({ kind: "alike" })).toEqual(["alike"]);
    const byHour = { field: "createdAt", op: "eq", value: { last: 2, unit: "hour" } };
    expect(await wrong({ filter: byHour, tracked: true })).toEqual(["tracked"]);
    await admin.put("/v1/events/policy", { keptDays: 30 });
    const late = { conditions: [{ did: "a", withinDays: 31 }] };
    expect(await wrong({ behaviour: late })).toEqual(["behaviour.conditions.0.withinDays"]);
    const seed = await made(admin, "/v1/segments", { name: "种子", of: "contact", kind: "manual" });
    const alike = (more: object) => ({ seedSegmentId: seed.id, features: [{ field: "decisionRole" }], ...more });
    expect(await wrong({ kind: "alike", alike: alike({ features: [{ field: "nosuch" }] }) })).toEqual([
      "alike.features.0.field",
    ]);
    expect(await wrong({ kind: "alike", alike: alike({ seedSegmentId: unlike(seed.id) }) })).toEqual([
      "alike.seedSegmentId",
    ]);
    expect(await wrong({ kind: "alike", of: "lead", alike: alike({ features: [{ field: "source" }] }) })).toEqual([
      "alike.seedSegmentId",
    ]);
  });
});

describe("people who are alike", () => {
  test("are found once a day, with score and reasons, and never the seeds themselves", async () => {
    const { admin, people, act, minute } = await world(6);
    const [a, b, c] = people as [One, One, One];
    for (const one of [a, c]) await act(one, 1, "price.viewed", 1);
    const seed = await made(admin, "/v1/segments", { name: "种子", of: "contact", kind: "manual" });
    await admin.post(`/v1/segments/${seed.id}/members`, { add: [a.id] });
    await minute();
    const features = [{ field: "decisionRole" }, { event: "price.viewed", withinDays: 10 }];
    const alike = { seedSegmentId: seed.id, features, size: 2 };
    const { id } = await made(admin, "/v1/segments", { name: "相似", of: "contact", kind: "alike", alike });
    await minute();
    const list = async () => (await admin.get(`/v1/segments/${id}/members`)).body.items;
    const found = await list();
    const likeness = (await admin.get(`/v1/segments/${id}/likeness`)).body;
    expect(likeness).toMatchObject({ people: 6, seeds: 1, isWhole: true });
    // The deciders are a, c and e, of whom c alone has viewed prices as the seed has.
    expect(found.map((one: { id: string }) => one.id)).toEqual([c.id]);
    const best = found.find((one: { id: string }) => one.id === c.id);
    expect(best.reasons.map(({ feature }: { feature: string }) => feature).sort()).toEqual([
      "decisionRole",
      "price.viewed",
    ]);
    expect(best.score).toBe(best.reasons.reduce((sum: number, { points }: { points: number }) => sum + points, 0));
    expect((await admin.post(`/v1/segments/${id}/members`, { add: [b.id] })).status).toBe(409);
    for (const n of [0, 1]) await act(people[4] as One, n, "price.viewed", 1);
    await minute(DAY_MS);
    expect((await list()).map((one: { id: string }) => one.id).sort()).toEqual([c.id, people[4]?.id].sort());
  });

  test("are in the order that shares say, and the same however people stand in line", () => {
    const person = fc.record({
      role: fc.constantFrom("a", "b", "c"),
      region: fc.option(fc.constantFrom("x", "y")),
      isSeed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 25 }), fc.nat(10), (all, size) => {
        const people = all.map(({ role, region }, n) => ({
          id: `con_${String(n).padStart(2, "0")}`,
          values: [{ feature: "role", value: role }, ...(region ? [{ feature: "region", value: region }] : [])],
        }));
        const seeds = new Set(people.filter((_, n) => all[n]?.isSeed).map(({ id }) => id));
        const { best } = likened(people, seeds, size);
        expect(likened([...people].reverse(), seeds, size).best).toEqual(best);
        const worth = (pick: (one: (typeof all)[number]) => boolean): number => {
          const own = all.filter((one) => one.isSeed);
          const ratio =
            ((own.filter(pick).length + 1) * (all.length + 2)) / ((own.length + 2) * (all.filter(pick).length + 1));
          return Math.round((100 * Math.log(ratio)) / Math.log(2));
        };
        const scores = all.flatMap((one, n) => {
          if (one.isSeed || seeds.size === 0) return [];
          const points =
            worth((other) => other.role === one.role) +
            (one.region ? worth((other) => other.region === one.region) : 0);
          return points > 0 ? [{ id: people[n]?.id ?? "", points }] : [];
        });
        scores.sort((x, y) => y.points - x.points || (x.id < y.id ? -1 : 1));
        expect(best.map(({ id, score }) => ({ id, points: score }))).toEqual(scores.slice(0, size));
      }),
      { numRuns: scaled(200, 10_000) },
    );
  });
});
