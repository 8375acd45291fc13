import { MINUTE_MS } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { countingIn } from "./counting.ts";
import { partOf } from "./sla.ts";
import { type TicketMessageRow, type TicketRow, ticketMessage } from "./table.ts";

/** The first of the tenant's people's public answers in a ticket's thread since an instant. */
async function answerSince({ table }: Caller, { id: ticketId }: TicketRow, from: string) {
  const sources = [sourceOf(ticketMessage, "parent", { ticketId })];
  const keep = ({ visibility, author, createdAt }: TicketMessageRow): boolean =>
    visibility === "public" && author === "agent" && createdAt >= from;
  return (await table.list(ticketMessage, { sources, limit: 1, keep })).rows[0]?.createdAt;
}

/**
 * The times of a part that is split off: of a question in words since the ticket came, of pieces of the thread since the first of
 * them. Nobody wins time by splitting, and what was answered is answered.
 */
export async function splitTimes(call: Caller, row: TicketRow, pieces: readonly TicketMessageRow[]) {
  const began = row.askedAt ?? row.createdAt;
  const [first] = pieces;
  const askedAt = first && first.createdAt > began ? first.createdAt : began;
  const answeredAt = await answerSince(call, row, askedAt);
  const { clock } = row;
  const counting = clock && (await countingIn(call, clock.counts));
  const isLate =
    askedAt === began
      ? row.isLateInResponse
      : answeredAt && counting && counting.between(askedAt, answeredAt) > (clock.firstResponseMinutes ?? 0) * MINUTE_MS;
  return {
    askedAt,
    ...(clock && counting && { clock: partOf(clock, askedAt, counting, call.now) }),
    ...(answeredAt && { firstRespondedAt: answeredAt }),
    ...(answeredAt && clock?.firstResponseMinutes && { isLateInResponse: isLate === true }),
  };
}
