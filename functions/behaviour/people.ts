import type { Caller } from "../../shared/http/route.ts";
import { lookedUpKeys } from "../../shared/records/duplicates.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { contact } from "../contacts/table.ts";
import { type Duplicate, duplicatesOf } from "../duplicates.ts";
import { lead } from "../leads/table.ts";

type Address = { email?: string | undefined; phone?: string | undefined };

export const entityOf = (personId: string) => (personId.startsWith(`${contact.prefix}_`) ? contact : lead);

/** An address as it is looked for: what kind it is and what it comes to. None, where it can be no address. */
export const claimsOf = ({ email, phone }: Address): string[] =>
  [{ ...(email && { email }) }, { ...(phone && { phone }) }].flatMap((one) =>
    lookedUpKeys(one).map(({ kind, value }) => `${kind}#${value}`),
  );

/** Those of some people who are there, by their ids. */
export async function peopleBy(table: Table, ids: readonly string[]): Promise<Map<string, AnyRow>> {
  const of = (entity: typeof contact | typeof lead) => ids.filter((id) => id.startsWith(`${entity.prefix}_`));
  const [contacts, leads] = await Promise.all([table.getMany(contact, of(contact)), table.getMany(lead, of(lead))]);
  return new Map([...contacts, ...leads] as [string, AnyRow][]);
}

/** Those of some people whom the caller sees. */
export async function seenOf(call: Caller, ids: readonly string[]): Promise<string[]> {
  const rows = await peopleBy(call.table, ids);
  return ids.filter((id) => {
    const row = rows.get(id);
    return row !== undefined && call.access.sees(entityOf(id), row);
  });
}

const isSure = ({ reasons }: Duplicate): boolean => reasons.some(({ strong }) => strong);

/**
 * Who has an address: the one contact who has it, else the lead that had it first. Of several contacts nobody can say which
 * it is, and an office's address is nobody's.
 */
export async function bearerOf(call: Caller, claim: string): Promise<string | undefined> {
  const [kind = "", ...value] = claim.split("#");
  const found = (await duplicatesOf(call, { [kind]: value.join("#") }))
    .filter(isSure)
    .map(({ noun, row }) => ({ noun, row }));
  const contacts = found.filter(({ noun }) => noun === contact.noun);
  if (contacts.length > 0) return contacts.length === 1 ? contacts[0]?.row.id : undefined;
  const leads = found.flatMap(({ noun, row }) => (noun === lead.noun ? [row] : []));
  return leads.sort((a, b) =>
    a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1,
  )[0]?.id;
}
