import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { stepsOf } from "../../functions/opportunities/gate.ts";
import type { StageSpec } from "../../functions/opportunities/pipeline-schema.ts";
import { addDays } from "../../shared/clock.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const won = { key: "won", name: "中标", probabilityBasisPoints: 10_000, category: "closedWon" };
const lost = { key: "lost", name: "落标", probabilityBasisPoints: 0, category: "closedLost" };
const open = (key: string, more: object = {}) => ({
  ...{ key, name: key.toUpperCase(), probabilityBasisPoints: 2_000, category: "pipeline" },
  ...more,
});

async function world(stages: object[] = [open("a"), open("b"), open("c"), won, lost]) {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const pipeline = await made(admin, "/v1/pipelines", { name: "项目", stages });
  const sale = (fields: object = {}) =>
    made(admin, "/v1/opportunities", { name: "二期", accountId: account.id, pipelineId: pipeline.id, ...fields });
  const move = (id: string, body: object) => admin.post(`/v1/opportunities/${id}/move`, body);
  const read = async (id: string) => (await admin.get(`/v1/opportunities/${id}`)).body;
  return { ...tenant, account, pipeline, sale, move, read };
}

const told = (reply: { status: number; body: { code?: string; errors?: { path: string; code: string }[] } }) => [
  reply.status,
  reply.body.code,
  (reply.body.errors ?? []).map(({ path, code }) => `${path} ${code}`),
];

describe("a move between stages", () => {
  test("is refused with everything that is missing, and goes through when it is there", async () => {
    const { admin, sale, move, read } = await world([
      open("a", { exit: { field: "nextStep", op: "empty", value: false } }),
      open("b", {
        requiredFields: ["amountMinor", "stakeholders"],
        requiredTasks: [{ key: "demo", name: "产品演示" }],
        entry: {
          all: [
            { field: "amountMinor", op: "gte", value: 1_000 },
            { field: "currency", op: "eq", value: "CNY" },
          ],
        },
      }),
      open("c", { requiredDocuments: [{ key: "tender", name: "招标文件" }] }),
      won,
      lost,
    ]);
    const { id } = await sale();
    expect(told(await move(id, { stage: "c" }))).toEqual([
      409,
      "stage_blocked",
      [
        "amountMinor required",
        "stakeholders required",
        "requiredTasks.demo task_not_done",
        "requiredDocuments.tender document_missing",
        "nextStep exit_rule",
        "amountMinor entry_rule",
      ],
    ]);
    const refused = await move(id, { stage: "b" });
    expect(refused.body.detail).toContain("产品演示");
    const contact = await made(admin, "/v1/contacts", { name: "李总", accountId: (await read(id)).accountId });
    await admin.patch(`/v1/opportunities/${id}`, {
      ...{ amountMinor: 999, nextStep: "演示" },
      stakeholders: [{ contactId: contact.id, role: "decider", stance: "supporter" }],
    });
    const task = await made(admin, "/v1/activities", {
      ...{ kind: "task", subject: "产品演示", relatedTo: [{ noun: "opportunity", id }] },
    });
    expect(told(await move(id, { stage: "b" }))[2]).toEqual([
      "requiredTasks.demo task_not_done",
      "amountMinor entry_rule",
    ]);
    await admin.post(`/v1/activities/${task.id}/complete`);
    await admin.patch(`/v1/opportunities/${id}`, { amountMinor: 1_000 });
    expect((await move(id, { stage: "b" })).body).toMatchObject({ stage: "b", status: "open" });
    expect(told(await move(id, { stage: "won" }))[2]).toEqual(["requiredDocuments.tender document_missing"]);
    // Going back asks for nothing, and the same holds for whoever writes the stage or the status as a field.
    expect((await move(id, { stage: "a" })).status).toBe(200);
    const patched = await admin.patch(`/v1/opportunities/${id}`, { stage: "c" });
    expect(told(patched)).toEqual([409, "stage_blocked", ["requiredDocuments.tender document_missing"]]);
    expect(told(await admin.patch(`/v1/opportunities/${id}`, { status: "closedWon" }))[1]).toBe("stage_blocked");
    expect((await read(id)).stage).toBe("a");
  });

  test("to the end asks why it was lost, closes it on the tenant's day, and leads back to where it stood", async () => {
    const { sale, move, read, admin } = await world();
    const { id } = await sale({ stage: "b" });
    expect(told(await move(id, { stage: "lost" }))).toEqual([409, "stage_blocked", ["lostReason required"]]);
    // Half past midnight in Shanghai is a day that UTC has not reached.
    const today = stack().clock.now().toISOString().slice(0, 10);
    stack().clock.set(new Date(`${addDays(today, 1)}T16:30:00.000Z`));
    const closed = (await move(id, { stage: "lost", lostReason: "价格" })).body;
    expect(closed).toMatchObject({ status: "closedLost", lostReason: "价格", closedOn: addDays(today, 2) });
    expect(told(await move(id, { stage: "won" }))[1]).toBe("invalid_state");
    const reopened = (await admin.patch(`/v1/opportunities/${id}`, { status: "open" })).body;
    expect(reopened).toMatchObject({ status: "open", stage: "b" });
    expect(reopened.closedOn).toBeUndefined();
    expect(told(await admin.patch(`/v1/opportunities/${id}`, { stage: "c", status: "closedWon" }))[0]).toBe(422);
    expect((await admin.patch(`/v1/opportunities/${id}`, { status: "closedWon" })).body.stage).toBe("won");
    expect((await read(id)).status).toBe("closedWon");
  });

  test("has one winner among several, and its history has each move with the time that it stood before", async () => {
    const { sale, move, admin } = await world();
    const { id } = await sale();
    stack().clock.set(new Date(stack().clock.now().getTime() + 3_600_000));
    const replies = await Promise.all(["b", "b", "b", "b"].map((stage) => move(id, { stage })));
    expect(replies.map((r) => r.status).sort()).toEqual([200, 409, 409, 409]);
    const stage = replies.find((r) => r.status === 200)?.body.stage;
    expect((await move(id, { stage })).body.code).toBe("invalid_state");
    const { items } = (await admin.get(`/v1/opportunities/${id}/stage-moves`)).body;
    expect(items).toMatchObject([{ to: "a" }, { from: "a", to: stage }]);
    expect(items[1].stayedSeconds).toBeGreaterThanOrEqual(3_600);
    expect(items[0].from).toBeUndefined();
  });

  test("is added to the history, which goes back with the sale and is never written over", async () => {
    const { sale, move, admin } = await world();
    const { id } = await sale();
    const history = async () => (await admin.get(`/v1/opportunities/${id}/stage-moves`)).body.items as object[];
    let before = await history();
    for (const stage of ["b", "c", "b", "a", "b"]) {
      expect((await move(id, { stage })).status).toBe(200);
      const after = await history();
      expect(after.slice(0, -1)).toEqual(before);
      expect(after.at(-1)).toMatchObject({ to: stage });
      before = after;
    }
    // What follows on other fields adds nothing, and nobody names the stage by a change.
    await admin.patch(`/v1/opportunities/${id}`, { name: "三期" });
    expect(await history()).toEqual(before);
    expect(before).toHaveLength(6);
  });
});

describe("a pipeline", () => {
  test("of the tenant's own is taken by whoever names none; the standard one is there at once", async () => {
    const { admin, sale, account, pipeline } = await world();
    await stack().settled();
    const standard = (await admin.get("/v1/pipelines/pip_standard")).body;
    expect(standard.stages.map(({ category }: { category: string }) => category)).toEqual([
      ...["pipeline", "pipeline", "best", "commit", "closedWon", "closedLost"],
    ]);
    const plain = await made(admin, "/v1/opportunities", { name: "一期", accountId: account.id });
    expect(plain).toMatchObject({ pipelineId: "pip_standard", stage: "new", status: "open" });
    await admin.patch(`/v1/pipelines/${pipeline.id}`, { isDefault: true });
    const second = await admin.post("/v1/pipelines", { name: "乙", isDefault: true, stages: [open("x")] });
    expect([second.body.code, second.body.errors?.[0]?.path]).toEqual(["duplicate", "isDefault"]);
    expect(await made(admin, "/v1/opportunities", { name: "三期", accountId: account.id })).toMatchObject({
      ...{ pipelineId: pipeline.id, stage: "a" },
    });
    expect((await sale({ stage: "nowhere" }).catch(String)) as string).toContain("unknown_stage");
  });

  test("gets the ends that it lacks, and is refused with every mistake in its place", async () => {
    const { admin } = await world();
    const short = await made(admin, "/v1/pipelines", { name: "短", stages: [open("x")] });
    expect((short.stages as { category: string }[]).map(({ category }) => category)).toEqual([
      ...["pipeline", "closedWon", "closedLost"],
    ]);
    const wrong = await admin.post("/v1/pipelines", {
      name: "错",
      stages: [
        won,
        open("x", { requiredFields: ["price", "custom.none"], entry: { field: "nothing", op: "eq", value: 1 } }),
        open("x", { requiredTasks: [open("t"), open("t")].map(({ key, name }) => ({ key, name })) }),
      ],
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      ...["stages.2.key", "stages.0.category", "stages.1.requiredFields.0", "stages.1.requiredFields.1"],
      ...["stages.1.entry.field", "stages.2.requiredTasks.1.key"],
    ]);
    const odds = { ...won, probabilityBasisPoints: 9_000 };
    const sure = await admin.post("/v1/pipelines", { name: "错", stages: [open("x"), odds] });
    expect(sure.body.errors[0].path).toBe("stages.1.probabilityBasisPoints");
  });

  test("that changes holds at once, and keeps the stages that opportunities stand in", async () => {
    const { admin, pipeline, sale, move } = await world();
    const { id } = await sale({ stage: "b" });
    const change = (stages: object[]) => admin.patch(`/v1/pipelines/${pipeline.id}`, { stages });
    expect(told(await change([open("a"), open("c"), won, lost]))).toEqual([409, "conflict", ["stages in_use"]]);
    expect(told(await change([open("a"), { ...won, key: "b" }, lost]))[1]).toBe("conflict");
    const strict = open("c", { requiredFields: ["amountMinor"] });
    expect((await change([open("b"), strict, won, lost])).status).toBe(200);
    expect(told(await move(id, { stage: "c" }))[2]).toEqual(["amountMinor required"]);
    const other = await made(admin, "/v1/pipelines", { name: "他", stages: [open("x"), open("b")] });
    const moved = (await admin.patch(`/v1/opportunities/${id}`, { pipelineId: other.id })).body;
    expect(moved).toMatchObject({ pipelineId: other.id, stage: "b" });
    const back = (await admin.patch(`/v1/opportunities/${id}`, { pipelineId: "pip_standard" })).body;
    expect(back).toMatchObject({ stage: "new", status: "open" });
  });
});

test("a move has to meet what it leaves, goes past and comes into, and nothing else", () => {
  const categories = ["pipeline", "best", "commit"] as const;
  const pipelines = fc
    .integer({ min: 1, max: 8 })
    .map((n) => [
      ...Array.from({ length: n }, (_, i) => ({ ...open(`s${i}`), category: categories[i % 3] })),
      won,
      lost,
    ]) as fc.Arbitrary<StageSpec[]>;
  fc.assert(
    fc.property(pipelines, fc.nat(), fc.nat(), (stages, x, y) => {
      const keys = stages.map(({ key }) => key);
      const [from, to] = [keys[x % keys.length] as string, stages[y % stages.length] as StageSpec];
      const got = stepsOf({ stages }, from, to).map(({ stage }) => stage.key);
      const [at, until] = [keys.indexOf(from), keys.indexOf(to.key)];
      const forward = keys.filter((key, n) => n >= at && n <= until && key !== "lost");
      if (to.key === "lost") expect(got).toEqual(["lost"]);
      else if (from === "won" || from === "lost" || until <= at) expect(got).toEqual([]);
      else expect(got).toEqual(forward);
    }),
  );
});
