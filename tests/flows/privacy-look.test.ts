import { describe, expect, test } from "@jest/globals";
import { queue } from "../support/fixtures/lambdas/losing.ts";
import { type JobBody, jobOf, movedOn } from "../support/jobs.ts";
import { traces } from "../support/privacy.ts";
import { CANARIES, EMAIL, PHONE, privatePerson } from "../support/private-person.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const losing = "tests/support/fixtures/lambdas/losing.ts";
/** Of what runs by the clock only what brings lost jobs back. */
const stack = useStack(async () => {
  const { lambdas } = await import("../../functions/modules.ts");
  const needed = lambdas.filter(({ kind, name }) => kind !== "schedule" || name === "lostJobs");
  return { lambdas: needed.map((one) => (one.name === "jobRunner" ? { ...one, entry: losing } : one)) };
});
const MESSAGE_OF_LOOK_SECONDS = 901;
const LOST_SECONDS = 26 * 60;

type World = { tenant: TestTenant; starterId: string; job: JobBody };

/** A tenant in which somebody who is not the only administrator has started an erasure. */
async function erasing(): Promise<World> {
  const tenant = await openTenant(stack());
  const { contact } = await privatePerson(stack(), tenant);
  const starter = await tenant.person({ roles: ["admin"] });
  const job = await jobOf(stack(), starter.api, "/v1/erasures", { personId: contact.id });
  return { tenant, starterId: starter.id, job };
}

const leaves = async ({ tenant, starterId }: World): Promise<void> => {
  expect((await tenant.admin.post(`/v1/users/${starterId}/archive`)).status).toBe(200);
  await stack().settled();
};

/** Words of the person that come to rest behind the erasure's back. */
const late = ({ tenant }: World) =>
  made(tenant.admin, "/v1/activities", { kind: "note", subject: "晚到的记录", body: `${EMAIL} ${PHONE}` });

const now = async ({ tenant, job }: World): Promise<JobBody> => (await tenant.admin.get(`/v1/jobs/${job.id}`)).body;

describe("the second look of an erasure", () => {
  test("is taken though whoever started it has left meanwhile", async () => {
    const world = await erasing();
    expect(world.job.state).toBe("done");
    await late(world);
    await leaves(world);
    await movedOn(stack(), world.tenant.admin);
    expect(await traces(stack(), world.tenant.id, CANARIES)).toEqual([]);
    const looked = await now(world);
    expect(looked).toMatchObject({ state: "done", result: { left: 0, lookedAgainAt: expect.any(String) } });
  });

  test("is brought by the clock where its message was lost", async () => {
    const world = await erasing();
    await late(world);
    queue.losing = 1;
    await stack().advance(MESSAGE_OF_LOOK_SECONDS);
    await stack().settled();
    expect(queue.losing).toBe(0);
    expect((await now(world)).result.lookedAgainAt).toBeUndefined();
    await stack().advance(LOST_SECONDS);
    await stack().settled();
    expect((await now(world)).result.lookedAgainAt).toEqual(expect.any(String));
    expect(await traces(stack(), world.tenant.id, CANARIES)).toEqual([]);
  });

  test("that never comes is said to be missing, and what was done stays done", async () => {
    const world = await erasing();
    queue.losing = 100;
    for (let n = 0; n < 8; n++) await stack().advance(LOST_SECONDS);
    await stack().settled();
    queue.losing = 0;
    const job = await now(world);
    expect(job).toMatchObject({ state: "done", problem: { code: "internal" } });
    expect(job.result.lookedAgainAt).toBeUndefined();
  });
});

test("an erasure that was begun goes on though whoever started it has left before its first run", async () => {
  // One message by whoever starts it, one off the stream.
  queue.losing = 2;
  const world = await erasing();
  expect(world.job.state).toBe("queued");
  await leaves(world);
  await stack().advance(LOST_SECONDS);
  await stack().settled();
  expect(await now(world)).toMatchObject({ state: "done", result: { left: 0 } });
  expect(await traces(stack(), world.tenant.id, CANARIES)).toEqual([]);
});
