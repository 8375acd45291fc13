import { later, MINUTE_MS } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { dueWork } from "../tenants/due.ts";
import { restExpenses } from "./port.ts";
import { type ConnectionRow, expenseConnection } from "./table.ts";
import { take } from "./take.ts";

/** Pages that one run books; what is left is due at once again. */
const PAGES_MAX = 20;
/** After a failure it is asked again in a minute, then in two, four and so on up to an hour. */
const BACKOFF_MINUTES_MAX = 60;
const REJECTED_MAX = 20;
const ERROR_CHARS_MAX = 300;

/** Books a page and notes where the next one begins: a run that breaks off goes on from the last page that was booked. */
async function pulled(
  call: Caller,
  row: ConnectionRow,
  baseUrl: string,
): Promise<{ row: ConnectionRow; more: boolean }> {
  const page = await restExpenses({ baseUrl, token: row.token }).page(row.cursor);
  const { rejected } = await take(call, row, page.items);
  const after = nextVersion(row, call.now, {
    ...{ cursor: page.nextCursor ?? row.cursor, pulledAt: call.now, failures: 0, error: undefined },
    dueAt: later(call.now, page.hasMore ? 0 : row.pollMinutes * MINUTE_MS),
    ...(rejected.length > 0 && { rejected: rejected.slice(0, REJECTED_MAX) }),
  });
  return { row: await call.table.replace(expenseConnection, row, after), more: page.hasMore };
}

const failed = (row: ConnectionRow, now: string, error: unknown): ConnectionRow => {
  const failures = (row.failures ?? 0) + 1;
  const text = String((error as Error).message ?? error).slice(0, ERROR_CHARS_MAX);
  const wait = Math.min(BACKOFF_MINUTES_MAX, 2 ** (failures - 1)) * MINUTE_MS;
  return nextVersion(row, now, { failures, error: text, dueAt: later(now, wait) });
};

/** Runs every few minutes: pulls what expense systems have booked, page by page. */
export const handler = dueWork("expensePull", expenseConnection, async ({ row, caller }) => {
  const call = await caller();
  const { baseUrl } = row;
  if (!baseUrl) return;
  let at = row;
  try {
    for (let [pages, more] = [0, true]; more && pages < PAGES_MAX; pages++) {
      ({ row: at, more } = await pulled(call, at, baseUrl));
    }
  } catch (error) {
    await call.table.replace(expenseConnection, at, failed(at, call.now, error));
  }
});
