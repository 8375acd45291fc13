import type { Caller } from "../../shared/http/route.ts";
import type { Channel } from "../../shared/notify/channels.ts";
import { commit, making } from "../../shared/records/write.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { contact } from "../contacts/table.ts";
import { bearersOf } from "../duplicates.ts";
import { lead } from "../leads/table.ts";
import { consentNoun } from "./noun.ts";
import { isLead, type Person, recordsOf } from "./people.ts";
import { recorded } from "./writing.ts";

export type Statement = {
  channel: Channel;
  purpose: string;
  state: "given" | "withdrawn";
  evidence: { textVersion: string; source: string; at: string; text?: string; address?: string; confirmedAt?: string };
};

const TRIES_MAX = 8;

/** Records what a person has said themselves, of one of their records. The same `id` records it once. */
async function record(call: Caller, person: Person, said: Statement, id?: string): Promise<void> {
  const named = isLead(person.id) ? { leadId: person.id } : { contactId: person.id };
  await anew(
    TRIES_MAX,
    async () => {
      if (id && (await call.table.find(consentNoun.entity, id))) return;
      const fields = { ...named, ...said, ...(await recorded(call, person, said)) };
      await commit(call, await making(call, consentNoun, fields, id));
    },
    isOvertaken,
  );
}

/** Records what somebody has said of all their records: as a lead, as the contact it became, as the one it was merged into. */
export async function stated(
  call: Caller,
  personId: string,
  said: Statement,
  idFor?: (person: Person) => string,
): Promise<number> {
  const people = await recordsOf(call.table, personId);
  for (const person of people) await record(call, person, said, idFor?.(person));
  return people.length;
}

/**
 * Records what somebody has said of an address: it is of everybody who is reached there, since whoever said it would be
 * written to again as somebody else. Those in `but` have had it recorded.
 */
export async function statedAt(
  call: Caller,
  { kind, value, but = [] }: { kind: "phone" | "email"; value: string; but?: readonly string[] },
  said: Statement,
): Promise<number> {
  const people = (await bearersOf(call, value, kind)).filter(
    ({ noun, row }) => (noun === contact.noun || noun === lead.noun) && !but.includes(row.id),
  );
  for (const { row } of people) await stated(call, row.id, said);
  return people.length;
}
