import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const GOALS = [
  { key: "adoption", name: "全员使用", measure: "月活 100 人" },
  { key: "speed", name: "审批提速" },
];

test("a success plan's steps are tasks, are done with them, and its goals are said by people", async () => {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const [keeper, trainer] = [await tenant.person({ roles: ["service"] }), await tenant.person({ roles: ["service"] })];
  const { id: accountId } = await made(admin, "/v1/accounts", { name: "云帆" });
  const steps = [
    { key: "training", name: "管理员培训", goal: "adoption", ownerId: trainer.id, dueOn: "2027-01-29" },
    { key: "review", name: "回顾", dueOn: "2027-03-31" },
  ];
  const body = { accountId, name: "2027", goals: GOALS, steps, ownerId: keeper.id };
  const wrong = { ...body, steps: [{ ...steps[0], goal: "nothing" }] };
  expect((await admin.post("/v1/success-plans", wrong)).body.errors).toMatchObject([{ path: "steps.0.goal" }]);
  const twice = { ...body, goals: [GOALS[0], GOALS[0]] };
  expect((await admin.post("/v1/success-plans", twice)).body.errors).toMatchObject([{ path: "goals" }]);
  const { id } = await made(admin, "/v1/success-plans", body);
  const path = `/v1/success-plans/${id}`;
  const begun = await Promise.all([1, 2, 3].map(() => keeper.api.post(`${path}/start`)));
  expect(begun.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const { body: own } = await trainer.api.get(`/v1/activities?ownerId=${trainer.id}`);
  expect(own.items).toMatchObject([
    { kind: "task", subject: "管理员培训", dueOn: "2027-01-29", body: "2027 · 全员使用" },
  ]);
  expect((await keeper.api.get(`/v1/activities?ownerId=${keeper.id}`)).body.items).toHaveLength(1);
  // A step is as its task is.
  await trainer.api.post(`/v1/activities/${own.items[0].id}/complete`);
  await stack().settled();
  expect((await keeper.api.get(path)).body).toMatchObject({
    stepsDone: 1,
    steps: [{ doneAt: expect.any(String) }, {}],
  });
  await trainer.api.post(`/v1/activities/${own.items[0].id}/reopen`);
  await stack().settled();
  const { body: open } = await keeper.api.get(path);
  expect([open.stepsDone, open.steps[0].doneAt]).toEqual([0, undefined]);
  expect((await keeper.api.post(`${path}/add-step`, { key: "review", name: "x", dueOn: "2027-04-01" })).status).toBe(
    422,
  );
  const added = await keeper.api.post(`${path}/add-step`, { key: "q2", name: "二季度回顾", dueOn: "2027-06-30" });
  expect(added.body.steps[2]).toMatchObject({ key: "q2", taskId: expect.any(String) });
  // Its end names what is open.
  await keeper.api.post(`${path}/set-goal`, { goal: "adoption", note: "120 人" });
  const early = await keeper.api.post(`${path}/complete`);
  expect(early).toMatchObject({ status: 409, body: { errors: [{ path: "goals.speed" }] } });
  await keeper.api.post(`${path}/set-goal`, { goal: "speed", state: "missed" });
  expect((await keeper.api.post(`${path}/complete`)).body).toMatchObject({ status: "completed", goalsReached: 1 });
  expect((await keeper.api.patch(path, { name: "别的" })).status).toBe(409);
  expect((await keeper.api.post(`${path}/add-step`, { key: "q3", name: "x", dueOn: "2027-09-30" })).status).toBe(409);
  // The walls: who does not look after it does not see it.
  const sales = await tenant.person({ roles: ["sales"] });
  expect((await sales.api.get(path)).status).toBe(404);
  expect((await sales.api.post("/v1/success-plans", body)).status).toBe(403);
});
