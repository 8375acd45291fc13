import { DAY_MS } from "../../shared/duration.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { dueWork } from "../tenants/due.ts";
import { countingIn } from "./counting.ts";
import { ticketNoun } from "./noun.ts";
import { plannedOf, tellingOf } from "./sla.ts";
import { type TicketRow, ticket, ticketSettings } from "./table.ts";
import { escalatedTo, tellClock } from "./tell.ts";

/** Closed for good: it was solved, and nobody has said otherwise for as long as the tenant has set. */
const isToClose = ({ state, resolvedAt }: TicketRow, now: string, days: number): boolean =>
  state === "resolved" && resolvedAt !== undefined && Date.parse(now) - Date.parse(resolvedAt) >= days * DAY_MS;

/**
 * Runs every minute: warns before a goal is missed, tells higher up once it is, and closes what stays solved. What is to be
 * told is reckoned anew from the calendar as it now is, so a holiday that was entered later moves a clock and tells nobody.
 * A message stands in the outbox before the ticket says so, under an id that follows from ticket and episode: a run that is
 * doubled or broken off leads to one message.
 */
export const handler = dueWork("ticketClocks", ticket, async ({ row, caller }) => {
  const call = await caller();
  const { table, now } = call;
  const { closeAfterDays } = await ticketSettings.held(table);
  if (isToClose(row, now, closeAfterDays)) {
    await commit(call, await replacement(call, ticketNoun, row, { state: "closed" }, { as: "close" }));
    return;
  }
  const { clock } = row;
  const counting = clock && (await countingIn(call, clock.counts));
  const due = clock && counting ? plannedOf(clock, row, counting).filter(({ at }) => at <= now) : [];
  const isOverdue = due.some(({ news }) => news === "late");
  const above = isOverdue ? await escalatedTo(call, row) : [];
  // Whoever is told of it may see it.
  const followerIds = [...new Set([...(row.followerIds ?? []), ...above.filter((id) => id !== row.ownerId)])];
  const shown = followerIds.length > 0 ? { ...row, followerIds } : row;
  for (const told of due) {
    const ids = told.news === "late" ? above : row.ownerId ? [row.ownerId] : [];
    await tellClock(call, shown, ids, told);
  }
  const isLate = (goal: string): boolean => due.some((one) => one.goal === goal && one.news === "late");
  const fields = {
    ...(clock && { clock: { ...clock, told: [...clock.told, ...due.map(({ goal, news }) => tellingOf(goal, news))] } }),
    ...(isOverdue && { escalatedAt: row.escalatedAt ?? now, followerIds: shown.followerIds }),
    ...(isLate("firstResponse") && { isLateInResponse: true }),
    ...(isLate("resolve") && { isLateInResolution: true }),
  };
  await commit(
    call,
    await replacement(call, ticketNoun, row, fields, { as: due.length > 0 ? "tell-time" : undefined }),
  );
});
