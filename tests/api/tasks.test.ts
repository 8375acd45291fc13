import { afterAll, beforeAll, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { handler as look } from "../../functions/tasks/due.ts";
import { signDelivery } from "../../shared/http/signature.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { TaskTool, type ToolTask } from "../support/task-tool.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const tool = new TaskTool();
const states = { open: ["todo"], doing: ["doing", "review"], done: ["done"], dropped: ["cancelled"] };
let tenant: TestTenant;
let accountId: string;
let linked: { id: string; webhookPath: string; signingSecret: string };
let baseUrl: string;

beforeAll(async () => {
  baseUrl = await tool.start();
  tenant = await openTenant(stack());
  ({ id: accountId } = await made(tenant.admin, "/v1/accounts", { name: "云帆" }));
  const body = { name: "协作", baseUrl, token: tool.token, states };
  linked = (await made(tenant.admin, "/v1/task-systems", body)) as typeof linked;
});
afterAll(() => tool.stop());

/** What is due is done, by two instances that meet. */
async function run(minutes = 1): Promise<void> {
  await stack().settled();
  stack().clock.set(new Date(stack().clock.now().getTime() + minutes * 60_000));
  await Promise.all([look(), look()]);
  await stack().settled();
}

async function notice(projectId: string, secret = linked.signingSecret): Promise<number> {
  const rawBody = JSON.stringify({ projectId });
  const at = String(Math.floor(stack().clock.now().getTime() / 1_000));
  const signature = signDelivery(secret, "n", at, rawBody);
  const signed = { "webhook-id": "n", "webhook-timestamp": at, "webhook-signature": signature };
  const headers = { "content-type": "application/json", ...signed };
  return (await fetch(stack().baseUrl + linked.webhookPath, { method: "POST", body: rawBody, headers })).status;
}

type Node = {
  key: string;
  name: string;
  state: string;
  startOn: string;
  endOn: string;
  estimatedHours?: number;
  assigneeId?: string;
  notBefore?: string;
};
let count = 0;

/** A project of two tasks, of which the second waits for the first, linked with a project of the tool. */
async function opened() {
  const { admin } = tenant;
  const { id } = await made(admin, "/v1/projects", { name: "实施", accountId, startOn: "2027-01-04" });
  const path = `/v1/projects/${id}`;
  await made(admin, `${path}/tasks`, { key: "setup", name: "配置", durationDays: 3, estimatedHours: 24 });
  await made(admin, `${path}/tasks`, { key: "golive", name: "上线", durationDays: 2, dependsOn: ["setup"] });
  const externalProject = `P${count++}`;
  const { status } = await admin.post(`${path}/link-tasks`, { externalProject });
  expect(status).toBe(200);
  const nodes = async () => (await admin.get(`${path}/tasks`)).body.items as Node[];
  const node = async (key: string) => (await nodes()).find((one) => one.key === key) as Node;
  const there = (name: string) => tool.in(externalProject).find((one) => one.name === name) as ToolTask;
  const link = async () => (await admin.get(`${path}/task-link`)).body;
  const patch = (key: string, body: object) => admin.patch(`${path}/tasks/${key}`, body);
  const act = (key: string, name: string, body: object = {}) => admin.post(`${path}/tasks/${key}/${name}`, body);
  return { path, externalProject, nodes, node, there, link, patch, act };
}

test("tasks are the same on both sides, whoever changes them, and nothing is echoed", async () => {
  const { path, externalProject, node, nodes, there, link, patch } = await opened();
  const person = await tenant.person({ roles: ["service"] });
  const { body: whom } = await tenant.admin.get(`/v1/users/${person.id}`);
  await run();
  expect(tool.in(externalProject).map(({ name, state, startOn, dueOn }) => [name, state, startOn, dueOn])).toEqual([
    ["配置", "todo", "2027-01-04", "2027-01-06"],
    ["上线", "todo", "2027-01-07", "2027-01-08"],
  ]);
  const first = tool.writes;
  await run(16);
  expect([tool.writes, (await link()).failures]).toEqual([first, 0]);
  // Theirs: a later end moves what waits for it here, and that is told there.
  const assigneeEmail = String(whom.email).toUpperCase();
  tool.change(there("配置"), { dueOn: "2027-01-08", state: "review", estimatedHours: 40, assigneeEmail });
  expect(await notice(externalProject, "whsec_d3Jvbmc=")).toBe(401);
  expect(await notice(externalProject)).toBe(202);
  await run(0);
  const started = await node("setup");
  expect(started).toMatchObject({ state: "doing", estimatedHours: 40, assigneeId: person.id });
  expect(there("上线")).toMatchObject({ startOn: (await node("golive")).startOn, dueOn: (await node("golive")).endOn });
  // What their state says more finely than ours stays theirs.
  expect(there("配置").state).toBe("review");
  // Ours, and a task that is made there; its webhook is lost.
  await patch("golive", { name: "上线支持", startOn: "2027-02-01" });
  tool.make(externalProject, { name: "培训", startOn: "2027-02-03", dueOn: "2027-02-04", estimatedHours: 3.3 });
  await run(16);
  expect(there("上线支持")).toMatchObject({ startOn: "2027-02-01" });
  const training = (await nodes()).find(({ name }) => name === "培训");
  expect(training).toMatchObject({ startOn: "2027-02-03", endOn: "2027-02-04", estimatedHours: 3.25 });
  const quiet = tool.writes;
  for (let n = 0; n < 3; n++) await run(16);
  expect([tool.writes, (await nodes()).length]).toEqual([quiet, 3]);
  // Unlinked, each goes its own way; linked anew they find each other.
  expect((await tenant.admin.post(`${path}/unlink-tasks`)).status).toBe(200);
  expect((await tenant.admin.post(`${path}/unlink-tasks`)).status).toBe(409);
  tool.change(there("培训"), { name: "管理员培训" });
  await run(16);
  expect((await nodes()).some(({ name }) => name === "管理员培训")).toBe(false);
  await tenant.admin.post(`${path}/link-tasks`, { externalProject });
  await run();
  expect((await nodes()).some(({ name }) => name === "管理员培训")).toBe(true);
  expect(tool.in(externalProject)).toHaveLength(3);
});

test("of what both have changed the stated side is right, and what the plan refuses goes back with its reason", async () => {
  const { externalProject, node, there, link, patch, act, path } = await opened();
  await patch("golive", { documents: ["上线报告"] });
  await run();
  // Name: the project's. State: the tool's.
  await patch("setup", { name: "系统配置" });
  tool.change(there("配置"), { name: "配置系统", state: "done" });
  await act("setup", "start");
  await run();
  expect(await node("setup")).toMatchObject({ name: "系统配置", state: "done" });
  expect(there("系统配置")).toMatchObject({ state: "done" });
  // A document is missing, an address is nobody's, an end lies before its beginning, a word means nothing.
  tool.change(there("上线"), { state: "done", assigneeEmail: "nobody@example.com", dueOn: "2020-01-01" });
  await run(16);
  const { refused } = await link();
  expect(refused.map(({ why }: { why: string }) => why)).toEqual([
    expect.stringContaining("nobody@example.com"),
    expect.stringContaining("2020-01-01"),
    expect.stringContaining("上线报告"),
  ]);
  const now = await node("golive");
  expect(there("上线")).toMatchObject({ state: "todo", assigneeEmail: null, dueOn: now.endOn });
  tool.change(there("上线"), { state: "parked" });
  await run(16);
  expect([(await node("golive")).state, there("上线").state]).toEqual(["open", "parked"]);
  // Somebody comes first while we write: theirs is not written over but read.
  await patch("golive", { estimatedHours: 8 });
  tool.before = (task) => tool.change(task, { estimatedHours: 12 });
  await run();
  await run(2);
  expect([there("上线").estimatedHours, (await node("golive")).estimatedHours]).toEqual([8, 8]);
  // What is deleted there is dropped here, and made there again once it is to be done after all.
  tool.tasks = tool.tasks.filter((one) => one !== there("上线"));
  await run(16);
  expect((await node("golive")).state).toBe("dropped");
  await act("golive", "reopen");
  await run();
  expect(there("上线").state).toBe("todo");
  // A project that is over is told once more and then left alone.
  await tenant.admin.post(`${path}/cancel`, { reason: "测试" });
  await run();
  expect((await link()).dueAt).toBeUndefined();
  tool.change(there("上线"), { name: "别的" });
  await run(60);
  expect((await node("golive")).name).toBe("上线");
  expect((await tenant.admin.post(`${path}/link-tasks`, { externalProject })).status).toBe(409);
});

test("of tasks that were done outside between two looks none is refused for another, in whatever order they stand", async () => {
  const { path, node, there, link, patch } = await opened();
  await made(tenant.admin, `${path}/tasks`, { key: "design", name: "方案", durationDays: 1 });
  await patch("setup", { dependsOn: ["design"] });
  await run();
  tool.change(there("上线"), { state: "done" });
  await run(16);
  expect((await link()).refused).toMatchObject([{ key: "golive", why: "配置 (setup) is not done." }]);
  expect([(await node("golive")).state, there("上线").state]).toEqual(["open", "todo"]);
  for (const name of ["上线", "配置", "方案"]) tool.change(there(name), { state: "done" });
  await run(16);
  const states = await Promise.all(["design", "setup", "golive"].map(async (key) => (await node(key)).state));
  expect([states, (await link()).refused]).toEqual([["done", "done", "done"], undefined]);
});

test("task systems and links are held within their walls", async () => {
  const { externalProject, path } = await opened();
  const { id: other } = await made(tenant.admin, "/v1/projects", { name: "另一个", accountId });
  const taken = await tenant.admin.post(`/v1/projects/${other}/link-tasks`, { externalProject });
  expect(taken.status).toBe(409);
  const stranger = await openTenant(stack());
  expect((await stranger.admin.get(`${path}/task-link`)).status).toBe(404);
  const finance = await tenant.person({ roles: ["finance"] });
  expect((await finance.api.post(`${path}/link-tasks`, { externalProject: "x" })).status).toBe(403);
  expect((await finance.api.get("/v1/task-systems")).status).toBe(403);
  const bad = { name: "x", baseUrl: "http://user@127.0.0.1/", token: "t", states };
  expect((await tenant.admin.post("/v1/task-systems", bad)).body.errors).toMatchObject([{ path: "baseUrl" }]);
  const twice = { ...bad, baseUrl, states: { ...states, done: ["todo"] } };
  expect((await tenant.admin.post("/v1/task-systems", twice)).body.errors).toMatchObject([{ path: "states" }]);
  const all = await tenant.admin.get("/v1/task-systems");
  expect(JSON.stringify(all.body)).not.toMatch(/whsec_|task-tool-token/);
});

test("whatever is lost, told twice or told late, both sides come to the same", async () => {
  const key = fc.constantFrom("setup", "golive");
  const step = fc.oneof(
    fc.record({ kind: fc.constantFrom("rename", "hours", "later", "start", "complete", "drop", "reopen"), key }),
    fc.record({ kind: fc.constantFrom("theirName", "theirHours", "theirDue", "theirState", "theirDelete"), key }),
    fc.record({
      kind: fc.constantFrom("theirNew", "notice", "twice", "run", "run", "down", "lost", "busy", "well"),
      key,
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), async (steps) => {
      tool.fault = undefined;
      const { externalProject, nodes, link, patch, act } = await opened();
      await run();
      const idOf = new Map(
        (await link()).pairs.map((pair: { key: string; externalId: string }) => [pair.key, pair.externalId]),
      );
      for (const [n, { kind, key: at }] of steps.entries()) {
        const task = tool.in(externalProject).find(({ id }) => id === idOf.get(at));
        if (kind === "rename") await patch(at, { name: `我们${n}` });
        if (kind === "hours") await patch(at, { estimatedHours: n });
        if (kind === "later") await patch(at, { startOn: `2027-02-${String((n % 20) + 1).padStart(2, "0")}` });
        if (["start", "complete", "drop", "reopen"].includes(kind)) await act(at, kind);
        if (kind === "theirName" && task) tool.change(task, { name: `他们${n}` });
        if (kind === "theirHours" && task) tool.change(task, { estimatedHours: 100 + n });
        if (kind === "theirDue" && task)
          tool.change(task, { dueOn: `2027-03-${String((n % 20) + 1).padStart(2, "0")}` });
        if (kind === "theirState" && task) {
          tool.change(task, { state: ["todo", "doing", "review", "done", "cancelled"][n % 5] as string });
        }
        if (kind === "theirDelete" && n % 3 === 0) tool.tasks = tool.tasks.filter((one) => one !== task);
        if (kind === "theirNew") tool.make(externalProject, { name: `新${n}`, dueOn: "2027-02-05" });
        if (kind === "notice") await notice(externalProject);
        if (kind === "twice") await Promise.all([notice(externalProject), notice(externalProject)]);
        if (kind === "run") await run();
        if (kind === "down" || kind === "lost" || kind === "busy") tool.fault = kind;
        if (kind === "well") tool.fault = undefined;
      }
      tool.fault = undefined;
      for (let n = 0; n < 3; n++) await run(61);
      const writes = tool.writes;
      await run(61);
      expect(tool.writes).toBe(writes);
      expect((await link()).failures).toBe(0);
      const all = await nodes();
      const pairs = (await link()).pairs as { key: string; externalId?: string }[];
      const told = new Map(pairs.flatMap(({ key: of, externalId }) => (externalId ? [[of, externalId]] : [])));
      // Each task that stands there is one of the plan, and each of the plan that is to be done stands there.
      expect(
        tool
          .in(externalProject)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...told.values()].sort());
      for (const one of all) {
        const task = tool.in(externalProject).find(({ id }) => id === told.get(one.key));
        if (!task) expect(["dropped", "done"]).toContain(one.state);
        else {
          const means = Object.entries(states).find(([, words]) => words.includes(task.state))?.[0];
          expect([task.name, means, task.startOn, task.dueOn, task.estimatedHours ?? undefined]).toEqual([
            one.name,
            one.state,
            one.startOn,
            one.endOn,
            one.estimatedHours,
          ]);
        }
      }
    }),
    { numRuns: scaled(4, 200) },
  );
});
