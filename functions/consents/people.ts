import type { Locale } from "../../shared/notify/format.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";

export type Person = RowOf<typeof contact> | RowOf<typeof lead>;

/** Records that one person is followed through: what took them in, what they became. */
const FOLLOWED_MAX = 10;

export const isLead = (id: string): boolean => id.startsWith(`${lead.prefix}_`);

export const personOf = (table: Table, id: string): Promise<Person | undefined> =>
  isLead(id) ? table.find(lead, id) : table.find(contact, id);

/** The language in which a person is written to. */
export const languageOfPerson = (person: Person, locale: Locale): Locale =>
  ("preferredLanguage" in person ? person.preferredLanguage : undefined) ?? locale;

/** All records of one person from this one on: the one that took it in, the contact that a lead became. */
export async function recordsOf(table: Table, id: string): Promise<Person[]> {
  const found: Person[] = [];
  let next: string | undefined = id;
  while (next !== undefined && found.length < FOLLOWED_MAX) {
    const row: Person | undefined = await personOf(table, next);
    if (!row || found.some((one) => one.id === row.id)) break;
    found.push(row);
    next = row.mergedInto ?? ("contactId" in row ? row.contactId : undefined);
  }
  return found;
}
