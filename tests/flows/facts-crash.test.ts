import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { FILED_FROM } from "../../functions/analytics/fold.ts";
import type { PointName } from "../../infra/local/points.ts";
import { type ChildStack, clockOf, copyOf, startChild } from "../support/crash.ts";
import { SOAK } from "../support/soak.ts";
import { dataFolder } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

const REGIONS = ["华东", "华南", "华北"];
const folder = dataFolder();
const seeded = join(folder.path, "seeded");
const sizes: number[] = Array.from({ length: FILED_FROM + 20 }, (_, n) => n + 1);
let seededAt: Date;
let key = "";
let ids: string[] = [];

const clockTo = (stack: ChildStack, time: string) => stack.api().post("/_local/clock", { now: `2026-11-02T${time}Z` });
const resized = async (stack: ChildStack, n: number, size: number): Promise<void> => {
  expect((await stack.api(key).patch(`/v1/accounts/${ids[n]}`, { size })).status).toBe(200);
  sizes[n] = size;
};

/** What the report says, and what the sizes come to that were written. */
async function said(stack: ChildStack, of: readonly number[]) {
  const ask = { facts: "accounts", measures: ["accounts", "employees"], dimensions: ["region"], sort: "region" };
  const { rows } = (await stack.api(key).post("/v1/reports/query", ask)).body;
  const wanted = REGIONS.toSorted().map((region) => {
    const those = of.filter((_, n) => REGIONS[n % REGIONS.length] === region);
    return { region, accounts: those.length, employees: those.reduce((sum, size) => sum + size, 0) };
  });
  return [rows, wanted];
}

beforeAll(async () => {
  const stack = (await startChild({ dataDir: seeded })) as ChildStack;
  await clockTo(stack, "01:00:00");
  const tenant = await openTenant(stack);
  key = (await tenant.person({ roles: ["admin"] })).key;
  const api = stack.api(key);
  const lines = sizes.map((size, n) => `客户${String(n).padStart(4, "0")},${REGIONS[n % REGIONS.length]},${size}`);
  const content = Buffer.from(["name,region,size", ...lines].join("\n")).toString("base64");
  expect((await api.post("/v1/imports", { noun: "account", format: "csv", content })).status).toBeLessThan(300);
  await stack.settled();
  const found = new Map<string, string>();
  for (let cursor = ""; ; ) {
    const { items, nextCursor } = (await api.get(`/v1/accounts?limit=200${cursor}`)).body;
    for (const { id, name } of items) found.set(name, id);
    if (!nextCursor) break;
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
  ids = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id);
  // The files are built; what changes then is to be taken into them.
  await clockTo(stack, "01:20:00");
  await stack.settled();
  for (const n of [3, 4, 5]) await resized(stack, n, 10_000 + n);
  await stack.settled();
  seededAt = await clockOf(stack);
  await stack.kill();
});
afterAll(folder.remove);

let copies = 0;
function copied(): string {
  copies += 1;
  return copyOf(seeded, join(folder.path, String(copies)), seededAt);
}

/** Ends the process at a point while changes are taken into the files, and looks what reports say afterwards. */
async function ended(name: PointName, crossing: number): Promise<boolean> {
  const dataDir = copied();
  const doomed = await startChild({ dataDir, faultPoint: { name, crossing } });
  if (doomed) await clockTo(doomed, "01:30:00").catch(() => undefined);
  await doomed?.settled();
  const crashed = doomed?.crashed() ?? true;
  await doomed?.kill();
  const stack = (await startChild({ dataDir })) as ChildStack;
  const [rows, wanted] = await said(stack, sizes);
  expect([name, crossing, rows]).toEqual([name, crossing, wanted]);
  // Later runs take in what that one left, and what changes after it.
  const later = sizes.with(7, 7_777);
  expect((await stack.api(key).patch(`/v1/accounts/${ids[7]}`, { size: 7_777 })).status).toBe(200);
  await stack.settled();
  for (const time of ["01:45:00", "02:30:00"]) {
    await clockTo(stack, time);
    await stack.settled();
    const [now, then] = await said(stack, later);
    expect([name, crossing, time, now]).toEqual([name, crossing, time, then]);
  }
  await stack.kill();
  return crashed;
}

test("a process that ends while changes are taken into the files loses none and counts none twice", async () => {
  const whole = (await startChild({ dataDir: copied() })) as ChildStack;
  const [rows, wanted] = await said(whole, sizes);
  expect(rows).toEqual(wanted);
  const before = await whole.crossings();
  await clockTo(whole, "01:30:00");
  await whole.settled();
  const after = await whole.crossings();
  await whole.kill();
  const crossed = (name: PointName) => [before[name] ?? 0, after[name] ?? 0] as const;
  const [none, files] = crossed("object.put.after");
  expect(files - none).toBeGreaterThan(0);
  for (const name of ["object.put.before", "object.put.after"] as const) expect(await ended(name, none + 1)).toBe(true);
  // Each write of the run, between the base and the notes of what it has among them.
  const [from, to] = crossed("database.write.after");
  const each = Math.max(1, Math.floor((to - from) / (SOAK > 1 ? to - from : 3)));
  const crashes: boolean[] = [];
  for (let n = to; n > from; n -= each) crashes.push(await ended("database.write.after", n));
  expect(crashes).toContain(true);
});
