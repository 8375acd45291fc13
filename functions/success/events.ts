import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
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

export const emits: Emission[] = [when(usageDay, "usage.counted", ({ after }) => after !== undefined)];

export const handles: Handler[] = [
  handle(usageDay, "usage.counted", "rest", "asks for the account's health", async ({ after }, work) => {
    if (after) await ask(work, placeOf(after.id).accountId);
  }),
];
