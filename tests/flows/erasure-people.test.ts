import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { keysBelow } from "../../shared/listed.ts";
import { setLogSink } from "../../shared/log.ts";
import { differences, dump } from "../support/dump.ts";
import { folded } from "../support/folded.ts";
import { jobOf, movedOn } from "../support/jobs.ts";
import { canariesIn, leveled, peopleOf } from "../support/people.ts";
import { peopleWorld, type World } from "../support/people-world.ts";
import { type Finder, objectsOf, rowsOf, tracesIn, tracesOf } from "../support/privacy.ts";
import { SOAK } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { butFor, figuresIn, reportsOfThePast, totalsOf, untouched } from "../support/unchanged.ts";
import type { Known } from "../support/written.ts";

/** Of what runs by the clock only what deletes a tenant; files of facts are made by hand. */
const stack = useStack({
  lambdas: lambdas.filter(({ kind, name }) => kind !== "schedule" || name === "tenantsLeaving"),
});
const operator = () => stack().api(stack().operatorKey);

/** Calls of a world that change what is there, beside those that make a record of every noun. */
const CHANGES = 30;
/** Reports that are asked before and after. */
const REPORTS = 6;

/** The lines that the product writes from now on. */
function listened(): string[] {
  const lines: string[] = [];
  setLogSink((level, message, fields) => lines.push(leveled(JSON.stringify({ level, message, ...fields }))));
  return lines;
}

const finderOf = (person: Known, people: readonly Known[]): Finder => {
  const find = canariesIn(
    person,
    people.filter((one) => one !== person),
  );
  return (text) => find(leveled(text));
};

/** What the search box finds of a person, by anything that they are known by. */
async function found({ tenant: { admin } }: World, { name, email, phone }: Known): Promise<string[]> {
  const replies = await Promise.all(
    [name, email, phone].map((q) => admin.get(`/v1/search?q=${encodeURIComponent(q)}`)),
  );
  return replies
    .flatMap(({ status, body }) => (status === 200 ? body.items : [`status ${status}`]))
    .map((one) => JSON.stringify(one));
}

const isUser = ({ records }: Known): boolean => records.usr !== undefined;

/** A record of somebody, as it is read. */
async function recordOf({ tenant: { admin } }: World, { records: { con, led, usr } }: Known) {
  const path = con ? `contacts/${con}` : led ? `leads/${led}` : `users/${usr}`;
  return (await admin.get(`/v1/${path}`)).body;
}

async function erase({ tenant: { admin } }: World, { records: { usr } }: Known, personId: string) {
  if (usr) expect((await admin.post(`/v1/users/${usr}/archive`)).status).toBe(200);
  const job = await jobOf(stack(), admin, "/v1/erasures", { personId });
  expect(job).toMatchObject({ state: "done", result: { left: 0, failed: {} } });
  return job;
}

/** Whom an erasure is of, and how: of one, of one twice over, of two after each other. */
const WAYS = ["one", "twice", "two"] as const;

test("nothing of the people who are erased is left anywhere, and all that others are and count stays", async () => {
  const scenario = fc.record({ all: peopleOf(4), seed: fc.nat(), way: fc.constantFrom(...WAYS) });
  const property = fc.asyncProperty(scenario, async ({ all, seed, way }) => {
    const lines = listened();
    const world = await peopleWorld(stack(), all, seed, CHANGES);
    const { people, pick, tenant } = world;
    const { admin } = tenant;
    await admin.put("/v1/erasure-policy", { holds: [] });
    await folded(stack(), tenant);
    const first = pick(people);
    const gone = way === "two" ? [first, pick(people.filter((one) => one !== first))] : [first];
    const others = people.filter((one) => !gone.includes(one));
    const finders = gone.map((one) => finderOf(one, others));
    const find: Finder = (text) => finders.flatMap((one) => one(text));
    const asked = Array.from({ length: REPORTS }, () => pick(reportsOfThePast));
    const recordsOf = () => Promise.all(others.map((one) => recordOf(world, one)));
    const [before, recordsBefore] = [await rowsOf(stack(), tenant.id), await recordsOf()];
    const totalsBefore = await totalsOf(admin, asked);
    for (const one of finders) expect(tracesIn(before, one).length).toBeGreaterThan(10);
    for (const person of gone) await erase(world, person, pick(person.ids));
    if (way === "twice")
      expect((await erase(world, { ...first, records: {} }, pick(first.ids))).result.erased).toEqual({});
    const mails = gone.map(({ email }) => stack().outbox(email).length);
    await movedOn(stack(), admin);
    await folded(stack(), tenant);
    await movedOn(stack(), admin);
    await folded(stack(), tenant);

    expect(await tracesOf(stack(), tenant.id, find)).toEqual([]);
    expect(tracesIn(await dump(stack(), "S#"), find)).toEqual([]);
    expect(lines.filter((line) => find(line).length > 0)).toEqual([]);
    expect(gone.map(({ email }) => stack().outbox(email).length)).toEqual(mails);
    for (const person of gone) expect((await found(world, person)).filter((one) => find(one).length > 0)).toEqual([]);
    expect((await admin.get("/v1/parked-records?state=parked")).body.items).toEqual([]);

    const after = await rowsOf(stack(), tenant.id);
    const theirs = (text: string): boolean =>
      gone.some(({ ids }) => ids.some((id) => text.includes(id))) || find(text).length > 0;
    expect(untouched(before, after, theirs)).toEqual([]);
    expect(figuresIn(before, after)).toEqual([]);
    const records = await recordsOf();
    expect(records).toEqual(recordsBefore.map((one, n) => butFor(find, one, records[n])));
    expect(await totalsOf(admin, asked)).toEqual(totalsBefore);
    for (const person of others.filter((one) => !isUser(one))) {
      expect((await found(world, person)).some((one) => person.ids.some((id) => one.includes(id)))).toBe(true);
    }
  });
  await fc.assert(property, { numRuns: SOAK, endOnFailure: true });
});

test("nothing of a tenant that left is left anywhere, and another is as it was, byte for byte", async () => {
  const property = fc.asyncProperty(peopleOf(4), fc.nat(), async (all, seed) => {
    const lines = listened();
    const world = await peopleWorld(stack(), all.slice(0, 2), seed, CHANGES);
    const other = await peopleWorld(stack(), all.slice(2), seed, 0);
    const { tenant, people } = world;
    for (const one of [world, other]) await folded(stack(), one.tenant);
    await stack().settled();
    const [rows, objects] = [await rowsOf(stack(), other.tenant.id), await objectsOf(other.tenant.id)];
    const closed = await operator().post(`/v1/tenants/${tenant.id}/close`, { reason: "Ended", retentionDays: 0 });
    expect(closed.status).toBe(200);
    for (let runs = 0; runs < 8; runs++) {
      await operator().post("/_local/clock", { advanceSeconds: 900 });
      await stack().settled();
    }
    expect((await operator().get(`/v1/tenants/${tenant.id}/standing`)).body.state).toBe("deleted");
    const finders = people.map((one) => finderOf(one, other.people));
    const find: Finder = (text) => finders.flatMap((one) => one(text));
    expect((await rowsOf(stack(), tenant.id)).map(({ sk, id }) => `${sk?.S} ${id?.S}`)).toEqual(["- tsd_tenant"]);
    expect((await keysBelow("")).keys.filter((key) => key.includes(tenant.id))).toEqual([]);
    expect(tracesIn(await dump(stack(), "S#"), find)).toEqual([]);
    expect(await tracesOf(stack(), other.tenant.id, find)).toEqual([]);
    expect(lines.filter((line) => find(line).length > 0)).toEqual([]);
    expect(differences(rows, await rowsOf(stack(), other.tenant.id))).toEqual([]);
    expect(await objectsOf(other.tenant.id)).toEqual(objects);
  });
  await fc.assert(property, { numRuns: SOAK, endOnFailure: true });
});
