import { type MessageRow, type MessageState, message } from "../../shared/notify/outbox.ts";
import { anew } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";

/**
 * A call to the provider whose answer was lost may have sent the mail. Its own report of that comes within seconds; after
 * this time without one, the mail is taken not to have left.
 */
export const REPORT_AWAITED_MS = 300_000;

/** Why a message to a telephone or a group chat counts as failed though it may have arrived. */
export const TEXT_LOST = "The provider's answer was lost; the message may have been sent.";

/** A message that the provider did not take this often has failed; with the waits below that is after about six hours. */
export const ATTEMPTS_MAX = 12;
const RETRY_FIRST_MS = 30_000;
const RETRY_MAX_MS = 3_600_000;

/** How long a message waits after its n-th attempt (n from 1): half a minute, doubling up to an hour. */
export const retryAfterMs = (attempts: number): number =>
  Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.max(0, attempts - 1));

/** Later reports never take a state back: a delivery that is told late does not undo a bounce. */
const RANK: Record<MessageState, number> = {
  queued: 0,
  sending: 1,
  failed: 2,
  suppressed: 2,
  sent: 3,
  delivered: 4,
  bounced: 5,
  complained: 6,
};

export const isAhead = (state: MessageState, of: MessageState): boolean => RANK[state] > RANK[of];

const TRIES_MAX = 6;

/**
 * Changes a message as its newest version allows: `change` gives the fields, or `undefined` where nothing is to be done.
 * Sender and feedback write the same row at the same time, so a lost race reads it again; `known` spares the first read.
 */
export async function amend(
  table: Table,
  id: string,
  now: string,
  change: (row: MessageRow) => Partial<MessageRow> | undefined,
  known?: MessageRow,
): Promise<void> {
  await anew(TRIES_MAX, async (tried) => {
    const row = tried === 1 && known ? known : await table.find(message, id);
    const fields = row && change(row);
    if (row && fields) await table.replace(message, row, nextVersion(row, now, fields));
  });
}
