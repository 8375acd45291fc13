import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import type { MessageRow } from "../../shared/notify/outbox.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { memberOf } from "../campaigns/members.ts";
import { campaignMember, memberId } from "../campaigns/table.ts";
import { isLead } from "../consents/people.ts";
import { mailCampaign } from "./table.ts";

const TRIES_MAX = 8;
/** From which states of a member a mail leads on; whoever came further, or declined, stays. */
const FROM = { reached: ["invited"], responded: ["invited", "reached"] } as const;

/** Notes in the campaign that a mail belongs to that its reader was reached, or has followed one of its buttons. */
export async function meet(row: MessageRow, state: keyof typeof FROM, at: string, work: Work): Promise<void> {
  const { campaignId } = (await work.table.find(mailCampaign, row.relatedId ?? "")) ?? {};
  if (!campaignId) return;
  const { recipientId: id } = row;
  const named = isLead(id) ? { leadId: id } : { contactId: id };
  try {
    await anew(
      TRIES_MAX,
      async () => {
        const before = await work.table.find(campaignMember, memberId(campaignId, id));
        if (before && !(FROM[state] as readonly string[]).includes(before.state)) return;
        await memberOf(callerOf(work, "broadcasts"), campaignId, { ...named, state, at });
      },
      isOvertaken,
    );
  } catch (error) {
    // The person is no more; what they were sent stays counted.
    if (!(error instanceof Fault) || error.code !== "unknown_reference") throw error;
  }
}
