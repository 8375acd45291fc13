import { clock } from "../../shared/config.ts";
import { type MessageRow, type MessageState, suppression, suppressionId } from "../../shared/notify/outbox.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { amend, isAhead } from "./lifecycle.ts";

const ERROR_CHARS_MAX = 300;

/** What is told of one sending of a mail, by whatever provider it left. */
export type Became = {
  state: MessageState;
  providerId?: string | undefined;
  sentAt?: string | undefined;
  deliveredAt?: string | undefined;
  error?: string | undefined;
  /** Addresses that are to get no more mail. */
  lost: readonly string[];
};

/** Notes what became of a mail. May be told twice and in any order. */
export async function became(table: Table, id: string, sending: number, told: Became): Promise<void> {
  const now = clock.now().toISOString();
  const { state, providerId, error } = told;
  await amend(table, id, now, (row): Partial<MessageRow> | undefined => {
    const isThisSending = (row.resends ?? 0) === sending;
    // A message that goes to be tried again, though the provider has it after all, is not to be sent twice.
    if (!isThisSending || !isAhead(state, row.state)) return undefined;
    return {
      state,
      ...(providerId && { providerId }),
      nextAt: undefined,
      sentAt: row.sentAt ?? told.sentAt ?? now,
      ...(state === "delivered" && { deliveredAt: told.deliveredAt ?? now }),
      error: error?.slice(0, ERROR_CHARS_MAX),
    };
  });
  const reason = state === "complained" ? "complained" : "bounced";
  for (const address of told.lost) await suppress(table, address, reason, id, now);
}

/** Notes that an address gets no more mail; one that was lifted is set anew by a later message only. */
async function suppress(
  table: Table,
  address: string,
  reason: "bounced" | "complained",
  messageId: string,
  now: string,
): Promise<void> {
  const id = suppressionId(address);
  const found = await table.find(suppression, id);
  const fields = { address: address.toLowerCase(), reason, messageId };
  try {
    if (!found) {
      await table.create(suppression, { id, version: 1, createdAt: now, updatedAt: now, ...fields });
    } else if (found.messageId !== messageId) {
      await table.replace(suppression, found, nextVersion(found, now, { ...fields, liftedAt: undefined }));
    }
  } catch (error) {
    // Somebody else has noted the same at this moment.
    if (!isOvertaken(error)) throw error;
  }
}
