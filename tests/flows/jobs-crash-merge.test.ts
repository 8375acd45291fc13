import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { PointName } from "../../infra/local/points.ts";
import { type ChildStack, startChild } from "../support/crash.ts";
import { type JobBody, movedOn } from "../support/jobs.ts";
import { SOAK } from "../support/soak.ts";
import { type Api, dataFolder } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const TAKEN = 8;

const folder = dataFolder();
const seeded = join(folder.path, "seeded");
let adminKey = "";
let targetId = "";
const ids: string[] = [];

beforeAll(async () => {
  const stack = (await startChild({ dataDir: seeded })) as ChildStack;
  const tenant = { name: "示例公司", locale: "zh-CN", timeZone: "Asia/Shanghai", currency: "CNY" };
  adminKey = String((await made(stack.api(stack.operatorKey), "/v1/tenants", tenant)).adminKey);
  const api = stack.api(adminKey);
  targetId = (await made(api, "/v1/accounts", { name: "集团" })).id;
  for (let n = 0; n < TAKEN; n++) {
    const { id } = await made(api, "/v1/accounts", { name: `分店 ${n}` });
    await made(api, "/v1/contacts", { name: `店长 ${n}`, accountId: id });
    ids.push(id);
  }
  await stack.settled();
  await stack.kill();
});
afterAll(folder.remove);

const contactsOf = async (api: Api, id: string): Promise<number> =>
  (await api.get(`/v1/contacts?accountId=${id}&limit=200`)).body.items.length;

const accountsOf = async (api: Api): Promise<string[]> =>
  (await api.get("/v1/accounts?limit=200")).body.items.map(({ name }: JobBody) => name).sort();

/** The usual run tries one step of merging, and one of parting, the long one many. */
const POINTS: [PointName, number][] = [
  ["database.write.after", 30],
  ["database.write.after", 100],
  ...(SOAK > 1
    ? [5, 12, 20, 40, 55, 70, 85, 115, 130].map((n): [PointName, number] => ["database.write.after", n])
    : []),
  ...(SOAK > 1 ? [15, 33, 90].map((n): [PointName, number] => ["database.write.before", n]) : []),
  ...(SOAK > 1 ? [1, 2, 3].map((n): [PointName, number] => ["object.put.after", n]) : []),
];

describe("a process that ends in the middle of a batch that merges", () => {
  test.each(POINTS)("at %s, crossing %i: each record is taken in once, and given back once", async (name, crossing) => {
    const dataDir = join(folder.path, `${name}-${crossing}`);
    cpSync(seeded, dataDir, { recursive: true });
    const doomed = await startChild({ dataDir, faultPoint: { name, crossing } });
    const body = { ids, operation: "merge", targetId };
    const there = doomed?.api(adminKey);
    const started = await there?.post("/v1/accounts/batch", body).catch(() => undefined);
    const isDone = await doomed?.settled();
    if (isDone && started) await there?.post(`/v1/jobs/${started.body.id}/undo`).catch(() => undefined);
    await doomed?.settled();
    expect(doomed?.crashed()).toBe(true);
    await doomed?.kill();
    const stack = (await startChild({ dataDir })) as ChildStack;
    const api = stack.api(adminKey);
    await stack.settled();
    const known = (await api.get("/v1/jobs")).body.items[0] ?? (await api.post("/v1/accounts/batch", body)).body;
    await movedOn(stack, api);
    const job = (await api.get(`/v1/jobs/${known.id}`)).body;
    if (job.state === "done") {
      expect(job).toMatchObject({ progress: { done: TAKEN, failed: 0 }, result: { outcomes: { merged: TAKEN } } });
      expect(await contactsOf(api, targetId)).toBe(TAKEN);
      expect(await accountsOf(api)).toEqual(["集团"]);
      await api.post(`/v1/jobs/${job.id}/undo`);
      await movedOn(stack, api);
    }
    const undone = (await api.get(`/v1/jobs/${known.id}`)).body;
    expect(undone).toMatchObject({ state: "undone", result: { undo: { undone: TAKEN, kept: 0 } } });
    expect(await contactsOf(api, targetId)).toBe(0);
    expect(await accountsOf(api)).toHaveLength(TAKEN + 1);
    await stack.kill();
  });
});
