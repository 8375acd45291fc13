import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { hashedId } from "../../shared/hashed.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { memberAt, memberOf } from "../campaigns/members.ts";
import { lead, touch } from "../leads/table.ts";
import { addTouch } from "../leads/touches.ts";
import { contentAsset, type UseRow } from "./table.ts";

const TRIES_MAX = 8;

/** A use is a touch: of the campaign that brought it, and of a lead. Whoever has answered otherwise stays as they stand. */
export async function followUse(work: Work, { id, assetId, personId, campaignId, at }: UseRow): Promise<void> {
  if (!personId) return;
  const call = callerOf(work, "assets");
  const isLead = personId.startsWith(`${lead.prefix}_`);
  if (campaignId) {
    const who = isLead ? { leadId: personId } : { contactId: personId };
    await anew(
      TRIES_MAX,
      async () => {
        const before = await memberAt(work.table, campaignId, personId);
        if (before && before.state !== "invited" && before.state !== "reached") return;
        await memberOf(call, campaignId, { ...who, state: "responded", at });
      },
      isOvertaken,
    );
  }
  if (!isLead) return;
  const asset = await work.table.find(contentAsset, assetId);
  const base = { id: hashedId(touch.prefix, id), version: 1, createdAt: work.now, updatedAt: work.now };
  const told = { ...base, leadId: personId, kind: "download" as const, at, ...(asset && { note: asset.name }) };
  await addTouch(call, told, () => work.table.get(lead, personId));
}
