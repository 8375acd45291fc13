import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { handler as goOnNow } from "../../functions/journeys/go-on.ts";
import { lambdas } from "../../functions/modules.ts";
import { plannedFaults } from "../support/faults.ts";
import {
  begin,
  bodyOf,
  goOn,
  type Happening,
  happenings,
  journeys,
  type ModelJourney,
  type ModelPerson,
} from "../support/journey-model.ts";
import { journeyWorld } from "../support/journeys.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Of what goes on at the same moment some is refused, and some answers are lost. */
const faults = plannedFaults({ seed: 19, rate: 0.04 });
faults.enabled = false;
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule"), interceptor: faults });

const PEOPLE = 3;
const HALF_DAYS = 9;
const HALF_DAY_MS = 12 * 3_600_000;

/** Lets the product do what follows, with faults in its way; what fails so is tried again. */
async function following(work: () => Promise<unknown>): Promise<void> {
  faults.enabled = true;
  await work();
  await stack().settled();
  faults.enabled = false;
}

type World = Awaited<ReturnType<typeof journeyWorld>>;

/** One history through the product and the model; both say what became of everybody. */
async function lived(world: World, first: ModelJourney, history: readonly (readonly Happening[])[]) {
  const { admin, publish, on, tasks } = world;
  const id = await world.published(bodyOf(first));
  const people: ModelPerson[] = [];
  for (let n = 0; n < PEOPLE; n++) {
    const fields = { industry: "A", title: "out", status: "new" };
    const row = await made(admin, "/v1/leads", { name: `人${n}`, ...fields });
    people.push({ id: row.id, ...fields, tasks: [], ends: [] });
  }
  await stack().settled();
  let current = first;
  const happen = async (one: Happening, half: number): Promise<void> => {
    if (one.kind === "publish") {
      current = { ...one.journey, number: current.number + 1 };
      await admin.patch(`/v1/journeys/${id}`, bodyOf(current));
      return publish(id);
    }
    const who = people[one.person] as ModelPerson;
    const was = who.title;
    if (one.kind === "work") who.status = "working";
    else who[one.kind] = one.to;
    const said = one.kind === "work" ? { status: "working" } : { [one.kind]: one.to };
    await following(async () => expect((await changedBy(admin, who.id, said)).status).toBe(200));
    goOn(who, half, id);
    if (was !== "in" && who.title === "in") begin(who, current, half, id);
  };
  for (const [half, some] of history.entries()) {
    stack().clock.set(new Date(stack().clock.now().getTime() + HALF_DAY_MS));
    await following(() => Promise.allSettled([goOnNow(), goOnNow()]));
    await goOnNow();
    await stack().settled();
    for (const who of people) goOn(who, half, id);
    for (const one of some) await happen(one, half);
  }
  const became = await Promise.all(
    people.map(async (who) => {
      const enrolled = (await on(id, `?personId=${who.id}`)).filter(({ state }) => state !== "active");
      const ends = enrolled.map(({ number, state }) => `${number} ${state}`).sort();
      return { tasks: (await tasks(who.id)).map(({ subject }) => subject).sort(), ends };
    }),
  );
  return { became, expected: people.map((who) => ({ tasks: who.tasks.sort(), ends: who.ends.sort() })) };
}

/** A call whose answer was lost may be made again: it says the same. */
async function changedBy(admin: World["admin"], id: string, body: object) {
  for (;;) {
    const reply = await admin.patch(`/v1/leads/${id}`, body);
    if (reply.status < 500) return reply;
  }
}

test("random journeys do to everybody what a model of them does: once, by the version that each began", async () => {
  const history = fc.array(fc.array(happenings(PEOPLE), { maxLength: 3 }), {
    minLength: HALF_DAYS,
    maxLength: HALF_DAYS,
  });
  let done = 0;
  for (const [first, days] of fc.sample(fc.tuple(journeys, history), { numRuns: scaled(4, 100), seed: 7 })) {
    const world = await journeyWorld(stack());
    const { became, expected } = await lived(world, first, days);
    expect({ first: bodyOf(first), became }).toEqual({ first: bodyOf(first), became: expected });
    done += expected.reduce((sum, { tasks }) => sum + tasks.length, 0);
  }
  expect(done).toBeGreaterThan(0);
  expect(Object.values(faults.met).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
});
