import { type MessageRow, message } from "../../shared/notify/outbox.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { dueWork } from "../tenants/due.ts";
import { everyTenant, type Turn } from "../tenants/every.ts";
import { TEXT_LOST } from "./lifecycle.ts";
import { tellUndecided } from "./undecided.ts";

/** A message that the queue should have brought by now, and how far back one looks for such. */
const FORGOTTEN_AFTER_MS = 30 * 60_000;
const FORGOTTEN_WITHIN_MS = 3 * 3_600_000;
const MINUTES_BETWEEN_CHECKS = 60;

const minutesBefore = (now: Date, ms: number): string => new Date(now.getTime() - ms).toISOString();

/**
 * Runs every minute. Messages whose next try has come become ready, and their change on the stream brings them to the
 * queue. Once an hour it also looks for messages that the queue has lost: those that are neither sent nor waiting for a
 * try half an hour after they were written. Finance is told of bank lines that stay undecided.
 */
export const handler: ReturnType<typeof dueWork> = async (event, context) => {
  await Promise.all([tryDue(event, context), lookAround()]);
};

const tryDue = dueWork("sweep", message, ({ table, row, now }) => ready(table, row, now));

const lookAround = everyTenant("sweep", async (turn) => {
  await Promise.all([readyForgotten(turn), tellUndecided(turn)]);
});

async function readyForgotten({ table, now }: Turn): Promise<void> {
  if (now.getUTCMinutes() % MINUTES_BETWEEN_CHECKS !== 0) return;
  await Promise.all((await forgottenOf(table, now)).map((row) => ready(table, row, now)));
}

/** Messages of the last hours that are still where they were when they were written. */
async function forgottenOf(table: Table, now: Date): Promise<MessageRow[]> {
  const found = table.each(message, {
    sources: [sourceOf(message, "all")],
    range: {
      from: timeKey(minutesBefore(now, FORGOTTEN_WITHIN_MS)),
      to: timeKey(minutesBefore(now, FORGOTTEN_AFTER_MS)),
    },
    keep: (row) => (row.state === "queued" && row.nextAt === undefined) || isAbandoned(row, now),
  });
  return Array.fromAsync(found);
}

const isAbandoned = (row: MessageRow, now: Date): boolean =>
  row.state === "sending" && (row.claimedAt ?? "") < minutesBefore(now, FORGOTTEN_AFTER_MS);

/** Makes a message ready once more; one that somebody else has changed meanwhile is being seen to. */
async function ready(table: Table, row: MessageRow, now: Date): Promise<void> {
  try {
    await table.replace(message, row, nextVersion(row, now.toISOString(), readiness(row, now)));
  } catch (error) {
    if (!isStale(error)) throw error;
  }
}

function readiness(row: MessageRow, now: Date): Partial<MessageRow> {
  // Whether a text message left whose answer was lost cannot be known; see the sender.
  if (row.state === "sending" && row.channel === "sms") return { state: "failed", error: TEXT_LOST };
  // Readiness is announced by becoming ready, so a message that was ready all along waits for its next try first.
  const isReadyAlready = row.state === "queued" && row.nextAt === undefined;
  return isReadyAlready ? { nextAt: now.toISOString() } : { state: "queued", nextAt: undefined };
}
