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

type IdFor = (person: Person) => string;
type Address = { kind: "phone" | "email"; value: string };

/**
 * Records what somebody has said of an address: it is of everybody who is reached there, since whoever said it would be
 * reached again as somebody else. Those in `but` have had it recorded.
 */
export async function statedAt(
  call: Caller,
  { kind, value, but = [] }: Address & { but?: readonly string[] },
  said: Statement,
  idFor?: IdFor,
): Promise<number> {
  const people = (await bearersOf(call, value, kind)).filter(
    ({ noun, row }) => (noun === contact.noun || noun === lead.noun) && !but.includes(row.id),
  );
  for (const { row } of people) await stated(call, row.id, said, idFor);
  return people.length;
}

/** Where somebody is reached by a channel, as others may be too. */
function addressOf({ email, phone }: Person, channel: Channel): Address | undefined {
  if (channel === "email") return email ? { kind: "email", value: email } : undefined;
  return phone && channel !== "wechat" ? { kind: "phone", value: phone } : undefined;
}

/** Records that somebody withdraws, of all their records and of all that are reached at their address of the channel. */
export async function withdrawn(
  call: Caller,
  personId: string,
  said: Statement & { state: "withdrawn" },
  idFor?: IdFor,
): Promise<void> {
  const people = await recordsOf(call.table, personId);
  await stated(call, personId, said, idFor);
  const but = people.map(({ id }) => id);
  const addresses = people.flatMap((person) => addressOf(person, said.channel) ?? []);
  const each = new Map(addresses.map((address) => [address.value, address]));
  for (const address of each.values()) await statedAt(call, { ...address, but }, said, idFor);
}
