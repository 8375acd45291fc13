import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { reachable } from "../../shared/notify/consent.ts";
import type { SelectedPage } from "../../shared/records/select.ts";
import { e164 } from "../../shared/schema.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { contact } from "../contacts/table.ts";
import { peopleOf, standing } from "../segments/members.ts";
import { segment } from "../segments/table.ts";
import { MARKETING } from "../templates/rendering.ts";
import type { smsCampaign } from "./table.ts";

export type CampaignRow = RowOf<typeof smsCampaign>;

/** How the people of a campaign are read, page by page, within the rights of whoever sends it. */
export async function audienceOf(
  call: Caller,
  { recipients }: Pick<CampaignRow, "recipients">,
): Promise<(after?: string) => Promise<SelectedPage>> {
  if ("contactIds" in recipients) {
    const ids = [...new Set(recipients.contactIds)];
    return async () => ({ rows: await standing(call, contact, ids) });
  }
  const row = await call.table.find(segment, recipients.segmentId);
  if (!row || row.archived) {
    throw invalidField("recipients.segmentId", `There is no segment ${recipients.segmentId}.`, "unknown_reference");
  }
  return peopleOf(call, row);
}

/** Of some people: whom the message may go to, with their numbers, and how many it may not. */
export async function sorted(call: Caller, purpose: CampaignRow["purpose"], people: readonly AnyRow[]) {
  const withNumber = people.flatMap((person) => {
    const to = e164(typeof person.phone === "string" ? person.phone : undefined);
    return to ? [{ person, to }] : [];
  });
  const ids = withNumber.map(({ person }) => person.id);
  const open =
    purpose === "service" ? new Set(ids) : await reachable(call.table, { channel: "sms", purpose: MARKETING }, ids);
  const reached = withNumber.filter(({ person }) => open.has(person.id));
  return {
    reached,
    unreachable: people.length - withNumber.length,
    withheld: withNumber.length - reached.length,
  };
}

export type Counted = { recipients: number; reached: number; withheld: number };

/** Counts the people of a campaign, however many they are, in the memory of one page. */
export async function counted(call: Caller, row: Pick<CampaignRow, "recipients" | "purpose">): Promise<Counted> {
  const read = await audienceOf(call, row);
  const sum: Counted = { recipients: 0, reached: 0, withheld: 0 };
  let next: string | undefined;
  do {
    const page = await read(next);
    const { reached, withheld } = await sorted(call, row.purpose, page.rows);
    sum.recipients += page.rows.length;
    sum.reached += reached.length;
    sum.withheld += withheld;
    next = page.next;
  } while (next !== undefined);
  return sum;
}
