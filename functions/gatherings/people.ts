import { Fault } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import { commit, creation } from "../../shared/records/write.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { consentNoun } from "../consents/noun.ts";
import { contact } from "../contacts/table.ts";
import { duplicatesOf, sameBy } from "../duplicates.ts";
import { leadNoun } from "../leads/noun.ts";
import { OPEN_STATUSES } from "../leads/schema.ts";
import { comparedLead, lead } from "../leads/table.ts";
import { registrationOf } from "./seats.ts";
import { type EventRow, type RegistrationRow, registration } from "./table.ts";

const TRIES_MAX = 8;
const CAMPAIGN_CHARS_MAX = 100;
const MARKETING = "marketing";

export const isLead = (personId: string): boolean => personId.startsWith(`${lead.prefix}_`);

const isDuplicate = (error: unknown): boolean => error instanceof Fault && error.code === "duplicate";

/** The lead that somebody becomes who is not known: the same address becomes one, for whichever event it registers. */
async function leadFor(call: Caller, event: EventRow, row: RegistrationRow): Promise<string> {
  const id = hashedId(lead.prefix, `registered\n${row.email.toLowerCase()}`);
  const known = await call.table.find(lead, id);
  if (known) return known.mergedInto ?? known.contactId ?? id;
  const { name, company, title, email, phone } = row;
  const campaign = event.title.slice(0, CAMPAIGN_CHARS_MAX);
  const said = { name, company, title, email, phone, source: "event", channel: "event", campaign };
  try {
    await commit(call, await creation(call, leadNoun, said, id));
    return id;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // The tenant refuses duplicates, or the same person has just been made.
    const alike = await duplicatesOf(call, comparedLead({ name, company, email, phone }));
    const same = alike.find(({ noun, reasons }) => noun === lead.noun && reasons.some(({ strong }) => strong));
    if (!same && !(await call.table.find(lead, id))) throw error;
    return same?.row.id ?? id;
  }
}

/** Whom a registration is of: a contact or an open lead with its address, else a new lead. */
async function personOf(call: Caller, event: EventRow, row: RegistrationRow): Promise<string> {
  const [known] = await sameBy(call, contact, "email", row.email);
  if (known) return known.id;
  const open = (await sameBy(call, lead, "email", row.email)).find(({ status }) => OPEN_STATUSES.includes(status));
  return open?.id ?? leadFor(call, event, row);
}

/** Records what somebody agreed to when they registered, once for each channel. */
async function agree(call: Caller, event: EventRow, row: RegistrationRow, personId: string): Promise<void> {
  const { agreed } = row;
  if (!agreed) return;
  const { text, at, address } = agreed;
  const evidence = {
    textVersion: `event/${event.id}`,
    source: event.title.slice(0, CAMPAIGN_CHARS_MAX),
    at,
    text,
    address,
  };
  const who = isLead(personId) ? { leadId: personId } : { contactId: personId };
  for (const channel of agreed.channels) {
    const id = hashedId(consentNoun.entity.prefix, `${row.id}\n${row.round}\n${channel}`);
    await anew(
      TRIES_MAX,
      async () => {
        if (await call.table.find(consentNoun.entity, id)) return;
        const said = { ...who, channel, purpose: MARKETING, state: "given", evidence };
        await commit(call, await creation(call, consentNoun, said, id));
      },
      isOvertaken,
    );
  }
}

/** Notes who somebody is that registered, and what they agreed to. */
export async function known(call: Caller, event: EventRow, given: RegistrationRow): Promise<RegistrationRow> {
  const personId = given.personId ?? (await personOf(call, event, given));
  await agree(call, event, given, personId);
  if (given.personId) return given;
  return anew(TRIES_MAX, async () => {
    const row = (await registrationOf(call.table, event.id, given.id)) ?? given;
    if (row.personId) return row;
    return call.table.replace(registration, row, nextVersion(row, call.now, { personId }));
  });
}
