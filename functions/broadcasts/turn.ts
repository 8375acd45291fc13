import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type MessageRow, message, post } from "../../shared/notify/outbox.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { isStale } from "../../shared/table/anew.ts";
import { speech } from "../../shared/words/spoken.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { audienceOf, type Broadcast, type BroadcastRow, NOBODY, sorted, summed } from "./audience.ts";

/** The product, which reaches whom the sender may see: with the rights that they have now. */
export async function callerFor(work: Work, { sentBy = "" }: BroadcastRow): Promise<Caller | undefined> {
  const caller = callerOf(work, "broadcasts");
  const sender = await work.table.find(user, sentBy);
  // A key or the product itself has no row of its own: it is no person who could leave.
  if (!sender) return sentBy.startsWith(`${user.prefix}_`) ? undefined : caller;
  return sender.archived ? undefined : { ...caller, access: accessOf(sender, work.tenant) };
}

/** How many of some messages that stood there already were told to somebody else at their address. */
async function othersOf({ table }: Work, rows: readonly MessageRow[]): Promise<number> {
  const found = await table.getMany(
    message,
    rows.map(({ id }) => id),
    true,
  );
  return rows.filter(({ id, recipientId }) => found.get(id)?.recipientId !== recipientId).length;
}

async function halted(call: Caller, { noun }: Broadcast, row: BroadcastRow, why: string): Promise<void> {
  const stoppedBecause = (await speech(call.tenant.locale)).sentence(why);
  const fields = { status: "stopped", endedAt: call.now, stoppedBecause };
  await commit(call, await replacement(call, noun, row, fields, { as: "halt" }));
}

/**
 * Queues the messages of one page of people and says where the next turn goes on; the row's own change brings that turn off
 * the stream. A turn that is told twice finds its messages there and its place taken; one that is broken off is told again.
 */
export async function turn(of: Broadcast, { id, turns }: BroadcastRow, work: Work): Promise<void> {
  const row = (await work.table.find(of.entity, id)) as BroadcastRow | undefined;
  if (row?.status !== "sending" || row.turns !== turns) return;
  const product = callerOf(work, "broadcasts");
  const call = await callerFor(work, row);
  if (!call) return halted(product, of, row, "Whoever sent it has left.");
  try {
    const [read, writer] = await Promise.all([audienceOf(call, row), of.writer(call, row)]);
    const page = await read(row.after);
    const { drafts, counted } = await sorted(call, of, row, writer, page.rows);
    const others = await othersOf(work, await post(work.table, drafts, work.now));
    const { queued: reached = 0, unreachable = 0, withheld = 0, heldOut = 0, lacking = 0, doubled = 0 } = row;
    const before = { ...NOBODY, reached: reached - others, unreachable, withheld, heldOut, lacking };
    const { recipients: _, reached: queued, ...left } = summed({ ...before, doubled: doubled + others }, counted);
    const fields = {
      ...{ ...left, queued, turns: (row.turns ?? 0) + 1 },
      ...(page.next === undefined ? { status: "sent", endedAt: work.now, after: null } : { after: page.next }),
    };
    await commit(product, await replacement(product, of.noun, row, fields, { as: "queue" }));
  } catch (error) {
    // Somebody stopped it, or another run of the same turn came first.
    if (isStale(error)) return;
    if (!(error instanceof Fault) || error.status >= 500 || error.code === "consent_required") throw error;
    await halted(product, of, row, error.detail);
  }
}
