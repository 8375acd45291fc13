import { clock } from "../../shared/config.ts";
import type { Change, Work } from "../../shared/events/event.ts";
import { anew } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import type { user } from "../users/table.ts";
import { SESSIONS_ID, sessionBook } from "./table.ts";

const TRIES_MAX = 8;

/** Frees the seats of somebody who has signed out everywhere, or has left: what began before is over anyway. */
export async function freeSeats({ before, after }: Change<RowOf<typeof user>>, { table }: Work): Promise<void> {
  const userId = after?.id ?? before?.id;
  const over = after?.signedOutAt ?? after?.updatedAt;
  const until = over === undefined ? Number.POSITIVE_INFINITY : Math.floor(Date.parse(over) / 1_000);
  await anew(TRIES_MAX, async () => {
    const book = await table.find(sessionBook, SESSIONS_ID);
    const sessions = book?.sessions.filter((one) => one.userId !== userId || one.at > until);
    if (!book || !sessions || sessions.length === book.sessions.length) return;
    await table.replace(sessionBook, book, nextVersion(book, clock.now().toISOString(), { sessions }));
  });
}
