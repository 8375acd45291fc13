import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { PointName } from "../../infra/local/points.ts";
import { linkBank } from "../support/bank.ts";
import { type ChildStack, clockOf, copyOf, startChild } from "../support/crash.ts";
import { SOAK } from "../support/soak.ts";
import { dataFolder } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

const PEOPLE = ["chief@example.com", "treasurer@example.com"];
const folder = dataFolder();
const seeded = join(folder.path, "seeded");
let seededAt: Date;

/** Sets the clock of a stack in a process of its own; going forward, what is due by then is run. */
const clockTo = (stack: ChildStack, now: string) => stack.api().post("/_local/clock", { now });

beforeAll(async () => {
  const stack = (await startChild({ dataDir: seeded })) as ChildStack;
  // The clock is set back, so that nothing runs by it before the report is due.
  await clockTo(stack, "2026-11-02T07:50:00+08:00");
  const tenant = await openTenant(stack);
  const people = await Promise.all(PEOPLE.map((email) => tenant.person({ roles: ["finance"], email })));
  const clock = { now: () => new Date("2026-11-02T07:50:00+08:00") };
  const bank = await linkBank({ ...stack, clock }, tenant);
  const line = { bankReference: "1", direction: "credit", amountMinor: 5_00, currency: "CNY", payer: { name: "云帆" } };
  expect((await bank.tell([{ ...line, bookedOn: "2026-11-01" }])).status).toBe(202);
  await stack.settled();
  const recipients = people.map(({ id }) => id);
  const made = await tenant.admin.post("/v1/report-subscriptions", {
    ...{ report: "dailyReceipts", recipients, at: "08:00", days: "daily" },
  });
  expect(made.status).toBe(201);
  await stack.settled();
  seededAt = await clockOf(stack);
  await stack.kill();
});
afterAll(folder.remove);

/** Between the figures and the outbox, between the outbox and the provider, and behind the provider's back. */
const POINTS: [PointName, number][] = [
  ["object.put.after", 1],
  // The first of the two has been told, the second has not.
  ["object.put.before", 2],
  ["mail.send.before", 1],
  ["mail.send.after", 1],
  ...(SOAK > 1 ? [1, 2, 3, 5, 8, 12, 16, 20].map((n): [PointName, number] => ["database.write.after", n]) : []),
  ...(SOAK > 1 ? [["object.put.before", 1] as [PointName, number]] : []),
];

describe("a process that ends while a report is told", () => {
  test.each(POINTS)("at %s, crossing %i: everybody is told once", async (name, crossing) => {
    const dataDir = copyOf(seeded, join(folder.path, `${name}-${crossing}`), seededAt);
    const doomed = await startChild({ dataDir, faultPoint: { name, crossing } });
    if (doomed) await clockTo(doomed, "2026-11-02T08:00:10+08:00").catch(() => undefined);
    await doomed?.settled();
    expect(doomed?.crashed()).toBe(true);
    await doomed?.kill();
    const stack = (await startChild({ dataDir })) as ChildStack;
    // As long as a lost lease and a mail that nobody reports of are waited for.
    await clockTo(stack, "2026-11-02T08:12:00+08:00");
    await stack.settled();
    await clockTo(stack, "2026-11-02T08:20:00+08:00");
    await stack.settled();
    for (const to of PEOPLE) {
      const told = (await stack.outbox(to)).filter(({ subject }) => subject.includes("到款日报"));
      expect([to, told.map(({ subject }) => subject)]).toEqual([to, ["11月1日到款日报：¥5.00，共 1 笔"]]);
    }
    await stack.kill();
  });
});
