import type { Caller } from "../../shared/http/route.ts";
import type { SelectedPage } from "../../shared/records/select.ts";
import { e164 } from "../../shared/schema.ts";
import { phoneOf } from "../../shared/search/phones.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { isLead } from "../consents/people.ts";
import { contact } from "../contacts/table.ts";
import { type RegistrationRow, registration } from "../gatherings/table.ts";
import { lead } from "../leads/table.ts";
import { PAGE_PEOPLE } from "../segments/members.ts";

const PREFIX = "registration#";

/** Somebody who registered, as their record has them; where that lacks an address or a language, as the registration has it. */
function guestOf({ id, name, email, phone, locale }: RegistrationRow, person: AnyRow | undefined): AnyRow {
  const said = { id, name, email, preferredLanguage: locale };
  return { ...said, ...person, phone: person?.phone ?? e164(phoneOf(phone ?? "")?.e164) } as AnyRow;
}

/**
 * Reads who has registered for an event and not cancelled, page by page, be they registered, waiting or there. Whoever sees
 * the event sees all of them, so no scope of records parts them; whose record was archived is left out.
 */
export const registeredFor =
  ({ table }: Pick<Caller, "table">, eventId: string, limit = PAGE_PEOPLE) =>
  async (before?: string): Promise<SelectedPage> => {
    const asked = { skPrefix: PREFIX, limit, ...(before !== undefined && { before }) };
    const { rows, more } = await table.newest(registration, { eventId }, asked);
    const coming = rows.filter(({ state }) => state !== "cancelled");
    const ids = [...new Set(coming.flatMap(({ personId }) => personId ?? []))];
    const [contacts, leads] = await Promise.all([
      table.getMany(
        contact,
        ids.filter((id) => !isLead(id)),
        true,
      ),
      table.getMany(lead, ids.filter(isLead), true),
    ]);
    const guests = coming.flatMap((row) => {
      const person = contacts.get(row.personId ?? "") ?? leads.get(row.personId ?? "");
      return row.personId && (!person || person.archived) ? [] : [guestOf(row, person as AnyRow | undefined)];
    });
    const last = more ? rows.at(-1) : undefined;
    const once = [...new Map(guests.map((one) => [one.id, one])).values()];
    return { rows: once, ...(last && { next: `${PREFIX}${last.id}` }) };
  };
