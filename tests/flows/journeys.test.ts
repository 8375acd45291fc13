import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { is, journeyWorld, passing, task, wait } from "../support/journeys.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const untouched = {
  name: "两天未跟进",
  of: "lead",
  trigger: { kind: "record", noun: "lead", filter: { all: [{ field: "status", op: "eq", value: "new" }] } },
  exits: [{ key: "worked", when: [{ kind: "is", filter: { all: [{ field: "status", op: "ne", value: "new" }] } }] }],
  steps: [wait("two-days", 2, "remind"), task("remind")],
};

describe("a journey", () => {
  test("waits, does its step once, and not at all where its condition is undone in time", async () => {
    const { admin, published, on, tasks, keeper } = await journeyWorld(stack());
    const id = await published(untouched);
    const lead = (name: string) => made(admin, "/v1/leads", { name, ownerId: keeper.id });
    const [left, worked] = [await lead("李娜"), await lead("韩梅")];
    await stack().settled();
    expect((await on(id)).map(({ personId, state, step }) => [personId, state, step]).sort()).toEqual(
      [left, worked].map((row) => [row.id, "active", "two-days"]).sort(),
    );
    await passing(stack(), { days: 1 });
    expect(await tasks(left.id)).toEqual([]);
    await admin.patch(`/v1/leads/${worked.id}`, { status: "working" });
    await stack().settled();
    expect(await on(id, "?state=exited")).toMatchObject([{ personId: worked.id, endedBy: "worked" }]);
    await passing(stack(), { days: 1, minutes: 1 });
    await passing(stack(), { days: 3 });
    expect(await tasks(left.id)).toMatchObject([{ subject: "remind", ownerId: keeper.id }]);
    expect(await tasks(worked.id)).toEqual([]);
    expect(await on(id, "?state=completed")).toMatchObject([
      {
        personId: left.id,
        taken: [
          { step: "two-days", did: "waited" },
          { step: "remind", did: "done" },
        ],
      },
    ]);
  });

  test("is finished by who is under way on the version that they began; others begin on the new one", async () => {
    const { admin, published, publish, on, tasks } = await journeyWorld(stack());
    const id = await published({ ...untouched, steps: [wait("wait", 1, "old"), task("old")] });
    const first = await made(admin, "/v1/leads", { name: "一" });
    await stack().settled();
    await admin.patch(`/v1/journeys/${id}`, { steps: [wait("wait", 1, "new"), task("new")] });
    const second = await made(admin, "/v1/leads", { name: "二" });
    await stack().settled();
    await publish(id);
    const third = await made(admin, "/v1/leads", { name: "三" });
    await stack().settled();
    await passing(stack(), { days: 1, minutes: 1 });
    const told = await Promise.all(
      [first, second, third].map(async (row) => (await tasks(row.id)).map((t) => t.subject)),
    );
    expect(told).toEqual([["old"], ["old"], ["new"]]);
    expect((await on(id)).map(({ number }) => number).sort()).toEqual([1, 1, 2]);
    expect((await admin.get(`/v1/journeys/${id}/versions`)).body.items).toMatchObject([{ number: 2 }, { number: 1 }]);
  });

  test("that is paused does nothing; resumed it goes on, and stopped it ends for all", async () => {
    const { admin, published, on, tasks } = await journeyWorld(stack());
    const id = await published(untouched);
    const row = await made(admin, "/v1/leads", { name: "李娜" });
    await stack().settled();
    expect((await admin.post(`/v1/journeys/${id}/pause`)).status).toBe(200);
    await passing(stack(), { days: 3 });
    expect([await tasks(row.id), (await on(id))[0]?.state]).toEqual([[], "active"]);
    const late = await made(admin, "/v1/leads", { name: "赵雷" });
    await stack().settled();
    expect((await admin.post(`/v1/journeys/${id}/resume`)).status).toBe(200);
    await passing(stack(), { minutes: 2 });
    expect((await tasks(row.id)).length).toBe(1);
    expect((await on(id)).map(({ personId }) => personId)).toEqual([row.id]);
    await made(admin, `/v1/journeys/${id}/enrolments`, { personId: late.id });
    expect((await admin.post(`/v1/journeys/${id}/stop`)).status).toBe(200);
    await passing(stack(), { minutes: 2 });
    expect(await on(id, `?personId=${late.id}`)).toMatchObject([{ state: "stopped" }]);
    expect((await admin.post(`/v1/journeys/${id}/enrolments`, { personId: late.id })).status).toBe(409);
  });

  test("takes ways by conditions, and waits for what comes or for its time", async () => {
    const { admin, published, on, tasks } = await journeyWorld(stack());
    const id = await published({
      ...{ name: "合格", of: "lead", trigger: { kind: "manual" } },
      steps: [
        { key: "big", kind: "condition", when: [is("industry", "软件")], next: "mql", else: "other" },
        { key: "mql", kind: "waitFor", when: [is("status", "mql")], within: { days: 5 }, next: "came", else: "late" },
        task("came"),
        task("late"),
        task("other"),
      ],
    });
    const begin = async (industry: string) => {
      const row = await made(admin, "/v1/leads", { name: "人", industry });
      await made(admin, `/v1/journeys/${id}/enrolments`, { personId: row.id });
      return row.id;
    };
    const [comes, late, other] = [await begin("软件"), await begin("软件"), await begin("制造")];
    await passing(stack(), { days: 1 });
    await admin.patch(`/v1/leads/${comes}`, { status: "mql" });
    await stack().settled();
    await passing(stack(), { days: 4, minutes: 1 });
    const told = await Promise.all([comes, late, other].map(async (one) => (await tasks(one)).map((t) => t.subject)));
    expect(told).toEqual([["came"], ["late"], ["other"]]);
    expect((await on(id, `?personId=${comes}`))[0]?.taken.map(({ did }) => did)).toEqual(["yes", "came", "done"]);
  });
});
