import type * as z from "zod";
import { civilDate } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { loaded } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { employerOn } from "../contacts/rules.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import type { MemberInput } from "./schema.ts";
import { campaignMember, memberId } from "./table.ts";

type MemberRow = RowOf<typeof campaignMember>;
type Given = z.output<typeof MemberInput>;

/** States that say that the campaign has met somebody. */
const TOUCHING: readonly MemberRow["state"][] = ["reached", "responded", "attended"];

async function personOf(
  call: Caller,
  { contactId, leadId }: Given,
): Promise<{ id: string; accountId(at: string): string | undefined }> {
  const reading = { ...call, ifMatch: undefined, writes: false };
  try {
    if (leadId) {
      const row = await loaded(reading, lead, leadId);
      return { id: row.id, accountId: () => row.accountId };
    }
    const row = await loaded(reading, contact, contactId ?? "");
    return { id: row.id, accountId: (at) => employerOn(row, civilDate(new Date(at), call.tenant.timeZone)) };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "not_found") throw error;
    throw invalidField(leadId ? "leadId" : "contactId", error.detail, "unknown_reference");
  }
}

/** How somebody stands in a campaign; nothing where they are no member. */
export const memberAt = (
  table: Caller["table"],
  campaignId: string,
  personId: string,
): Promise<MemberRow | undefined> => table.find(campaignMember, memberId(campaignId, personId));

/** Notes how somebody stands in a campaign; whoever is a member already changes their state. */
export async function memberOf(call: Caller, campaignId: string, given: Given): Promise<MemberRow> {
  const { table, now } = call;
  const { state, at = now } = given;
  const person = await personOf(call, given);
  const id = memberId(campaignId, person.id);
  const before = await table.find(campaignMember, id);
  const touched = TOUCHING.includes(state) ? at : undefined;
  const touchedAt = [before?.touchedAt, touched].filter((one) => one !== undefined).sort()[0];
  const accountId = person.accountId(touchedAt ?? at);
  const fields = { state, at: touchedAt ?? at, ...(touchedAt && { touchedAt }), ...(accountId && { accountId }) };
  if (before) return table.replace(campaignMember, before, nextVersion(before, now, fields));
  return table.create(campaignMember, {
    ...{ id, version: 1, createdAt: now, updatedAt: now, campaignId, personId: person.id },
    ...fields,
  });
}
