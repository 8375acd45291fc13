import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { beside, commit, replacement } from "../../shared/records/write.ts";
import { isStale } from "../../shared/table/anew.ts";
import { speech } from "../../shared/words/spoken.ts";
import { approvable } from "../approvals/gate.ts";
import { type Broadcast, type BroadcastRow, type Counted, counted, NOBODY, summed } from "./audience.ts";
import { checkCounted } from "./sent.ts";
import { refusalTold } from "./tell.ts";
import { callerFor } from "./turn.ts";

/** Pages of people that one turn counts. */
export const PAGES_A_TURN = 10;

/** What a draft bears nothing of. */
const UNSENT = { after: null, turns: null, isAgreed: null, sentBy: null, sendAt: null, texts: null };

type Counting = { of: Broadcast; row: BroadcastRow; work: Work; product: Caller };

/** It is a draft again and says why, and so is whoever sent it told. */
async function refused({ of, row, work, product }: Counting, sum: Counted, why: string): Promise<void> {
  const refusedBecause = (await speech(work.tenant.locale)).sentence(why);
  const fields = { ...UNSENT, status: "draft", counted: sum, refusedBecause };
  const change = await replacement(product, of.noun, row, fields, { as: "refuse-send" });
  await commit(product, beside(change, await refusalTold(work, of, row, why)));
}

/** All are counted: it begins, or waits for its moment, or for those who must agree to so many. */
async function begun(counting: Counting, call: Caller, sum: Counted): Promise<void> {
  const { of, row, work, product } = counting;
  checkCounted(of, sum);
  const sendAt = "sendAt" in row ? row.sendAt : undefined;
  const isLater = sendAt !== undefined && sendAt > work.now;
  const known = { counted: sum, recipientCount: sum.recipients };
  const going = { after: null, isAgreed: null, turns: 0, sentAt: work.now, status: isLater ? "scheduled" : "sending" };
  const asks = { ...call, actor: call.access.actor, body: isLater ? { at: sendAt } : {} };
  const asked = row.isAgreed
    ? undefined
    : await approvable().ask(
        asks,
        of.noun,
        { name: "send" },
        { ...row, status: "draft" },
        { ...row, ...known, ...going },
      );
  const waiting = { ...UNSENT, status: "draft", approvalId: asked?.id };
  const change = await replacement(
    product,
    of.noun,
    row,
    { ...known, ...(asked ? waiting : going) },
    {
      as: asked ? "ask-send" : "send",
    },
  );
  await commit(product, beside(change, asked?.beside ?? []));
}

/**
 * Counts the next people of a campaign that is being sent and says where the next turn goes on; the row's own change brings
 * that turn off the stream. A turn that is told twice, or broken off, counts the same people anew and writes them once.
 */
export async function countOn(of: Broadcast, { id, turns }: BroadcastRow, work: Work): Promise<void> {
  const row = (await work.table.find(of.entity, id)) as BroadcastRow | undefined;
  if (row?.status !== "counting" || row.turns !== turns) return;
  const counting = { of, row, work, product: callerOf(work, "broadcasts") };
  let sum = row.counted ?? NOBODY;
  try {
    const call = await callerFor(work, row);
    if (!call) return await refused(counting, sum, "Whoever sent it has left.");
    const { sum: more, next } = await counted(call, of, row, PAGES_A_TURN, row.after);
    sum = summed(sum, more);
    if (next === undefined) return await begun(counting, call, sum);
    const fields = { after: next, counted: sum, turns: (turns ?? 0) + 1 };
    await commit(counting.product, await replacement(counting.product, of.noun, row, fields, { as: "count" }));
  } catch (error) {
    // Somebody stopped it, or another run of the same turn came first.
    if (isStale(error)) return;
    if (!(error instanceof Fault) || error.status >= 500) throw error;
    await refused(counting, sum, error.detail);
  }
}
