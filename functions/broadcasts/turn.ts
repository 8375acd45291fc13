import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Draft, post } from "../../shared/notify/outbox.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { isStale } from "../../shared/table/anew.ts";
import { reasonOf } from "../templates/rendering.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { audienceOf, type CampaignRow, sorted } from "./audience.ts";
import { smsCampaignNoun } from "./noun.ts";
import { smsCampaign } from "./table.ts";

/** The product, which reaches whom the sender may see: with the rights that they have now. */
async function callerFor(work: Work, { sentBy = "" }: CampaignRow): Promise<Caller | undefined> {
  const caller = callerOf(work, "broadcasts");
  const sender = await work.table.find(user, sentBy);
  // A key or the product itself has no row of its own: it is no person who could leave.
  if (!sender) return sentBy.startsWith(`${user.prefix}_`) ? undefined : caller;
  return sender.archived ? undefined : { ...caller, access: accessOf(sender, work.tenant) };
}

/** The message to one of its people. Its id follows from campaign and person, so however often it is written it leaves once. */
const draftTo = (
  row: CampaignRow,
  locale: Draft["locale"],
  person: { id: string; name?: unknown },
  to: string,
): Draft => ({
  ...{ channel: "sms", recipientId: person.id, recipientName: String(person.name ?? ""), to, locale },
  ...{ event: `smsCampaign:${row.id}`, template: "smsCampaign", relatedId: row.id },
  reason: reasonOf(row),
  facts: { subject: row.name, preheader: "", blocks: [], sms: row.message },
});

async function halted(call: Caller, row: CampaignRow, stoppedBecause: string): Promise<void> {
  const fields = { status: "stopped", endedAt: call.now, stoppedBecause };
  await commit(call, await replacement(call, smsCampaignNoun, row, fields, { as: "halt" }));
}

/**
 * Queues the messages of one page of people and says where the next turn goes on; the row's own change brings that turn off
 * the stream. A turn that is told twice finds its messages there and its place taken; one that is broken off is told again.
 */
export async function turn({ id, turns }: CampaignRow, work: Work): Promise<void> {
  const row = await work.table.find(smsCampaign, id);
  if (row?.status !== "sending" || row.turns !== turns) return;
  const product = callerOf(work, "broadcasts");
  const call = await callerFor(work, row);
  if (!call) return halted(product, row, "Whoever sent it has left.");
  try {
    const page = await (await audienceOf(call, row))(row.after);
    const { reached, unreachable, withheld } = await sorted(call, row.purpose, page.rows);
    const drafts = reached.map(({ person, to }) => draftTo(row, work.tenant.locale, person, to));
    await post(work.table, drafts, work.now);
    const fields = {
      queued: (row.queued ?? 0) + reached.length,
      unreachable: (row.unreachable ?? 0) + unreachable,
      withheld: (row.withheld ?? 0) + withheld,
      turns: (row.turns ?? 0) + 1,
      ...(page.next === undefined ? { status: "sent", endedAt: work.now, after: null } : { after: page.next }),
    };
    await commit(product, await replacement(product, smsCampaignNoun, row, fields, { as: "queue" }));
  } catch (error) {
    // Somebody stopped it, or another run of the same turn came first.
    if (isStale(error)) return;
    if (!(error instanceof Fault) || error.status >= 500 || error.code === "consent_required") throw error;
    await halted(product, row, error.detail);
  }
}
