import { HOUR_MS } from "../../shared/duration.ts";
import { FORGOTTEN_AFTER_MS, type MessageRow, message, unsentWatch } from "../../shared/notify/outbox.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { untoldWatch } from "../bank/table.ts";
import { dueWork, watchWork } from "../tenants/due.ts";
import { TEXT_LOST } from "./lifecycle.ts";
import { tellUndecided } from "./undecided.ts";

/** How far back one looks for messages that the queue should have brought by now. */
const FORGOTTEN_WITHIN_MS = 3 * HOUR_MS;

const minutesBefore = (now: Date, ms: number): string => new Date(now.getTime() - ms).toISOString();

/**
 * Runs every minute. Messages whose next try has come become ready, and their change on the stream brings them to the
 * queue. It also looks for messages that the queue has lost: those that are neither sent nor waiting for a
 * try half an hour after they were written. Finance is told of bank lines that stay undecided.
 */
export const handler: ReturnType<typeof dueWork> = async (event, context) => {
  await Promise.all([tryDue(event, context), tellFinance(event, context), findForgotten(event, context)]);
};

const tryDue = dueWork("sweep", message, ({ table, row, now }) => ready(table, row, now));

const tellFinance = watchWork("sweep", untoldWatch, tellUndecided);

const findForgotten = watchWork("sweep", unsentWatch, async ({ table, now }) => {
  const unsent = await unsentOf(table, now);
  await Promise.all(unsent.filter((row) => isForgotten(row, now)).map((row) => ready(table, row, now)));
  return unsent.length > 0;
});

/** Messages of the last hours that have not left and wait for no further try. */
async function unsentOf(table: Table, now: Date): Promise<MessageRow[]> {
  const found = table.each(message, {
    sources: [sourceOf(message, "all")],
    range: { from: timeKey(minutesBefore(now, FORGOTTEN_WITHIN_MS)) },
    keep: (row) => row.state === "sending" || (row.state === "queued" && row.nextAt === undefined),
  });
  return Array.fromAsync(found);
}

/** True for one that is still where it was when it was written, or when a call for it began. */
const isForgotten = (row: MessageRow, now: Date): boolean =>
  (row.state === "sending" ? (row.claimedAt ?? "") : row.createdAt) < minutesBefore(now, FORGOTTEN_AFTER_MS);

/** Makes a message ready once more; one that somebody else has changed meanwhile is being seen to. */
async function ready(table: Table, row: MessageRow, now: Date): Promise<void> {
  try {
    await table.replace(message, row, nextVersion(row, now.toISOString(), readiness(row, now)));
  } catch (error) {
    if (!isStale(error)) throw error;
  }
}

function readiness(row: MessageRow, now: Date): Partial<MessageRow> {
  // Whether a message left that only mail is reported of cannot be known; see the sender.
  if (row.state === "sending" && row.channel !== "email") return { state: "failed", error: TEXT_LOST };
  // Readiness is announced by becoming ready, so a message that was ready all along waits for its next try first.
  const isReadyAlready = row.state === "queued" && row.nextAt === undefined;
  return isReadyAlready ? { nextAt: now.toISOString() } : { state: "queued", nextAt: undefined };
}
