import { later, MINUTE_MS } from "../duration.ts";
import { Refused } from "../rest.ts";
import { askedRest, laterOf } from "../retry-after.ts";
import { anew } from "../table/anew.ts";
import { type AnyRow, type Entity, nextVersion, type RowOf } from "../table/entity.ts";
import type { Table } from "../table/table.ts";

/**
 * Two systems are brought together by looking at both. A notice, a change of our own and the clock only say that there is
 * something to look at; it does not matter whether they are lost, come twice or in another order.
 */
type Looked = AnyRow & { dueAt?: string; failures: number };

const TRIES_MAX = 5;
/** After a failure it is looked at again in a minute, then in two, four and so on up to an hour. */
const BACKOFF_MINUTES_MAX = 60;
const ERROR_CHARS_MAX = 300;

/** Has a row looked at now. Asked while it is being looked at, it is looked at once more. */
export async function askForLook<E extends Entity>(
  table: Table,
  of: E,
  { id, now }: { id: string; now: string },
  isWanted: (row: RowOf<E>) => boolean = () => true,
): Promise<void> {
  await anew(TRIES_MAX, async () => {
    const row = await table.find(of, id);
    if (!row || !isWanted(row)) return;
    const { dueAt } = row as unknown as Looked;
    const next = { dueAt: dueAt !== undefined && dueAt < now ? dueAt : now };
    await table.replace(of, row, nextVersion(row, now, next as unknown as Partial<RowOf<E>>));
  });
}

/** What a look that failed leaves behind: how often, why, and when it is tried again: no sooner than the other side asks. */
export function failedLook({ failures }: Pick<Looked, "failures">, now: string, error: unknown) {
  const asked = error instanceof Refused ? askedRest(error.status, error.retryAfter, now) : undefined;
  return {
    failures: failures + 1,
    error: String((error as Error).message ?? error).slice(0, ERROR_CHARS_MAX),
    dueAt: laterOf(later(now, Math.min(BACKOFF_MINUTES_MAX, 2 ** failures) * MINUTE_MS), asked),
  };
}
