import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { instancesOf, useInstances } from "../support/instances.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** The schedule runs when the test says so, in several instances at once. */
const stack = useStack({ lambdas: lambdas.filter(({ name }) => name !== "reminders") });
useInstances();

const TENANTS = 3;
const ACTIVITIES = 8;
const INSTANCES = 4;

type Reminder = { handler(): Promise<void> };

test("several instances of a schedule do what is due of all tenants once; what was done meanwhile is left out", async () => {
  const dueAt = new Date(stack().clock.now().getTime() + 30 * 60_000).toISOString();
  const tenants = await Promise.all(Array.from({ length: TENANTS }, () => openTenant(stack())));
  const worlds = await Promise.all(
    tenants.map(async ({ person }) => {
      const { id, api } = await person({ roles: ["sales"] });
      const task = { kind: "task", dueAt, remindMinutesBefore: 15 };
      const all = await Promise.all(
        Array.from({ length: ACTIVITIES }, (_, n) => made(api, "/v1/activities", { ...task, subject: `任务 ${n}` })),
      );
      expect((await api.post(`/v1/activities/${all[0]?.id}/complete`)).status).toBe(200);
      return { id, api, rest: all.slice(1).map((row) => row.id) };
    }),
  );
  const instances = await instancesOf<Reminder>("functions/activities/remind.ts", INSTANCES);
  const runAt = async (minutes: number): Promise<void> => {
    await stack().advance(minutes * 60);
    for (const { setClock } of instances) setClock(stack().clock);
    await Promise.all(instances.map(({ handler }) => handler()));
    await stack().settled();
  };
  const told = async () => {
    const replies = await Promise.all(worlds.map(({ api }) => api.get("/v1/messages?limit=200")));
    return replies.map(({ body }) => body.items.map((row: { relatedId: string }) => row.relatedId).sort());
  };
  await runAt(5);
  expect((await told()).flat()).toEqual([]);
  await runAt(11);
  expect(await told()).toEqual(worlds.map(({ rest }) => [...rest].sort()));
  await runAt(5);
  expect(await told()).toEqual(worlds.map(({ rest }) => [...rest].sort()));
});
