import { isDeepStrictEqual } from "node:util";
import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { activity } from "../activities/table.ts";
import { renewal } from "../renewals/table.ts";
import { health, healthId, placeOf, usageDay } from "./table.ts";

/** Asks for an account's health to be reckoned; whoever has asked already need not be asked again. */
async function ask({ table, now }: Work, accountId: string): Promise<void> {
  const id = healthId(accountId);
  const row = await table.find(health, id);
  if (row && row.dueAt <= now) return;
  const base = { id, version: 1, createdAt: now, updatedAt: now, accountId, parts: [], dueAt: now };
  const asked = row ? table.replace(health, row, nextVersion(row, now, { dueAt: now })) : table.create(health, base);
  await asked.catch((error) => {
    if (!isOvertaken(error)) throw error;
  });
}

export const emits: Emission[] = [
  when(usageDay, "usage.counted", ({ after }) => after !== undefined),
  when(renewal, "renewal.opened", ({ before, after }) => before === undefined && after !== undefined),
  when(activity, "activity.taskMoved", ({ before, after }) => {
    return after?.kind === "task" && before !== undefined && before.state !== after.state;
  }),
  when(account, "account.keptAnew", ({ before, after }) => {
    if (!before || !after) return false;
    return !isDeepStrictEqual([before.ownerId, before.team], [after.ownerId, after.team]);
  }),
];

export const handles: Handler[] = [
  handle(usageDay, "usage.counted", "rest", "asks for the account's health", async ({ after }, work) => {
    if (after) await ask(work, placeOf(after.id).accountId);
  }),
  handle(renewal, "renewal.opened", "rest", "asks for the health of a customer with a contract", async (c, work) => {
    if (c.after) await ask(work, c.after.accountId);
  }),
  handle(activity, "activity.taskMoved", "rest", "has the step of a success plan follow", async ({ after }, work) => {
    if (after) await (await import("./plan-steps.ts")).followTask(work, after);
  }),
  handle(account, "account.keptAnew", "rest", "hands a customer over", async ({ before, after }, work) => {
    if (before && after) await (await import("./handed.ts")).handedOver(work, before, after);
  }),
];
