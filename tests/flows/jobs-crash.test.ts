import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { PointName } from "../../infra/local/points.ts";
import { type ChildStack, startChild } from "../support/crash.ts";
import { FAULT_KINDS, plannedFaults } from "../support/faults.ts";
import { base64, type JobBody, jobOf } from "../support/jobs.ts";
import { SOAK } from "../support/soak.ts";
import { type Api, dataFolder, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** More than a page, of which a few rows meet records that are there, and one cannot be. */
const ROWS = 220;
const OLD = 5;
const CSV = ["名称,税号", ...Array.from({ length: ROWS }, (_, n) => `导入客户 ${n},R-${n}`), ",没有名称"].join("\n");
const BODY = { noun: "account", format: "csv", content: base64(CSV), upsertBy: "registrationNo" };
/** Moves the clock past every visibility timeout, so that what was left half-done is taken up again. */
const LATER_SECONDS = 1_800;

const folder = dataFolder();
const seeded = join(folder.path, "seeded");
let adminKey = "";

beforeAll(async () => {
  const stack = (await startChild({ dataDir: seeded })) as ChildStack;
  const tenant = { name: "示例公司", locale: "zh-CN", timeZone: "Asia/Shanghai", currency: "CNY" };
  const opened = await made(stack.api(stack.operatorKey), "/v1/tenants", tenant);
  adminKey = String(opened.adminKey);
  for (let n = 0; n < OLD; n++) {
    await made(stack.api(adminKey), "/v1/accounts", { name: `旧客户 ${n}`, registrationNo: `R-${n}` });
  }
  await stack.settled();
  await stack.kill();
});
afterAll(folder.remove);

async function everyAccount(api: Api): Promise<JobBody[]> {
  const items: JobBody[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { body }: { body: JobBody } = await api.get(`/v1/accounts?limit=200${cursor && `&cursor=${cursor}`}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
}

/** Everything is there once, and the job says so. */
async function expectWhole(api: Api): Promise<string> {
  const [job] = (await api.get("/v1/jobs?kind=import")).body.items;
  expect(job).toMatchObject({ state: "done", progress: { done: ROWS, failed: 1, total: ROWS + 1 } });
  expect(job.result.outcomes).toEqual({ created: ROWS - OLD, updated: OLD, failed: 1 });
  const names = (await everyAccount(api)).map((a) => a.name);
  expect(names).toHaveLength(ROWS);
  expect(new Set(names).size).toBe(ROWS);
  return job.id;
}

/** The usual run tries the riskiest steps, the long one many more. */
const POINTS: [PointName, number][] = [
  ["database.write.after", 40],
  ...(SOAK > 1 ? [["object.put.after", 5] as [PointName, number]] : []),
  ...(SOAK > 1 ? [1, 2, 3, 10, 100, 200, 250].map((n): [PointName, number] => ["database.write.after", n]) : []),
  ...(SOAK > 1 ? [1, 2, 3, 4].map((n): [PointName, number] => ["object.put.before", n]) : []),
  ...(SOAK > 1
    ? ([
        ["queue.delete.before", 1],
        ["database.write.before", 150],
      ] as [PointName, number][])
    : []),
];

describe("a process that ends in the middle of an import", () => {
  test.each(POINTS)(
    "at %s, crossing %i: it goes on where it was, and taking it back does too",
    async (name, crossing) => {
      const dataDir = join(folder.path, `${name}-${crossing}`);
      cpSync(seeded, dataDir, { recursive: true });
      const doomed = await startChild({ dataDir, faultPoint: { name, crossing } });
      const started = await doomed
        ?.api(adminKey)
        .post("/v1/imports", BODY)
        .catch(() => undefined);
      await doomed?.settled();
      await doomed?.kill();
      const stack = (await startChild({ dataDir })) as ChildStack;
      const api = stack.api(adminKey);
      if (!started && (await api.get("/v1/jobs?kind=import")).body.items.length === 0)
        await api.post("/v1/imports", BODY);
      await stack.settled();
      await api.post("/_local/clock", { advanceSeconds: LATER_SECONDS });
      await stack.settled();
      const id = await expectWhole(api);
      await api.post(`/v1/jobs/${id}/undo`);
      await stack.settled();
      expect((await api.get(`/v1/jobs/${id}`)).body).toMatchObject({
        state: "undone",
        result: { undo: { undone: ROWS, kept: 0 } },
      });
      expect((await everyAccount(api)).map((a) => a.name).sort()).toEqual(
        Array.from({ length: OLD }, (_, n) => `旧客户 ${n}`),
      );
      await stack.kill();
    },
  );
});

describe("a table that refuses, and loses answers", () => {
  const faults = plannedFaults({ seed: 7, rate: 0.02, kinds: FAULT_KINDS });
  const stack = useStack({ interceptor: faults });

  test("changes nothing of what comes of a batch", async () => {
    faults.enabled = false;
    const { admin } = await openTenant(stack());
    const content = base64(["名称", ...Array.from({ length: 200 }, (_, n) => `客户 ${n}`)].join("\n"));
    faults.enabled = true;
    const imported = await jobOf(stack(), admin, "/v1/imports", { noun: "account", format: "csv", content });
    const filter = { field: "name", op: "startsWith", value: "客户" };
    const body = { filter, operation: "update", fields: { payerNames: ["付款人"] } };
    const changed = await jobOf(stack(), admin, "/v1/accounts/batch", body);
    faults.enabled = false;
    expect(imported.progress).toEqual({ done: 200, failed: 0, total: 200 });
    expect(changed.result.outcomes).toEqual({ updated: 200 });
    const accounts = await everyAccount(admin);
    expect(accounts.map((a) => a.version)).toEqual(Array.from({ length: 200 }, () => 2));
    expect(Object.values(faults.met).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(5);
  });
});
