import { Fault, invalidField } from "../../shared/fault.ts";
import { loaded } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { contact } from "./table.ts";

export type Recipient = { id: string; name: string; email: string };

/** Whom a mail to a customer goes to: a contact of the account who has an address; nobody, where none is named. */
export async function recipientOf(
  call: Caller,
  contactId: string | undefined,
  accountId: string,
): Promise<Recipient | undefined> {
  if (!contactId) return undefined;
  const row = await loaded({ ...call, ifMatch: undefined, writes: false }, contact, contactId).catch((error) => {
    if (error instanceof Fault && error.code === "not_found") throw invalidField("contactId", error.detail);
    throw error;
  });
  if (row.accountId !== accountId) throw invalidField("contactId", "The contact is of another account.");
  if (!row.email) throw invalidField("contactId", "The contact has no mail address.");
  return { id: row.id, name: row.name, email: row.email };
}
