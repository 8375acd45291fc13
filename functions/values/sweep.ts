import { addDays, zonedInstant } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { together } from "../../shared/together.ts";
import { account } from "../accounts/table.ts";
import { dueWork } from "../tenants/due.ts";
import { reckon } from "./reckon.ts";
import { type ModelRow, type SweepRow, valueModel, valueSweep } from "./table.ts";

/** Accounts between two notes of how far it came. */
const PAGE = 100;
const AT_ONCE = 8;
/** Pages of one run; the next one goes on. */
const PAGES_MAX = 20;

const NIGHT = "00:30";
const nightAfter = (call: Caller): string =>
  zonedInstant(addDays(todayOf(call), 1), NIGHT, call.tenant.timeZone).toISOString();

async function page(call: Caller, model: ModelRow, row: SweepRow): Promise<SweepRow> {
  const sources = [sourceOf(account, "all")];
  const { rows, next } = await call.table.list(account, { sources, limit: PAGE, after: row.after });
  await together(rows, AT_ONCE, (about) => reckon(call, model, about));
  const dueAt = next === undefined ? nightAfter(call) : call.now;
  return call.table.replace(valueSweep, row, nextVersion(row, call.now, { after: next, dueAt }));
}

/** Runs every few minutes: all accounts by each model once a night, and whenever the model has changed. */
export const handler = dueWork("valueSweep", valueSweep, async ({ row, caller }) => {
  const call = await caller();
  const model = await call.table.find(valueModel, row.modelId);
  if (!model || model.archived) {
    await call.table.replace(valueSweep, row, nextVersion(row, call.now, { dueAt: undefined, after: undefined }));
    return;
  }
  let at = row;
  for (let pages = 0; pages < PAGES_MAX && (pages === 0 || at.after !== undefined); pages++)
    at = await page(call, model, at);
});
