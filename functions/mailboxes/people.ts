import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { contact } from "../contacts/table.ts";
import { sameBy } from "../duplicates.ts";
import { lead } from "../leads/table.ts";
import { opportunity } from "../opportunities/table.ts";
import { type MailAddress, RELATED_MAX } from "./schema.ts";
import type { MailRow } from "./table.ts";

export type Related = NonNullable<MailRow["relatedTo"]>;

const OPEN_LEADS: readonly string[] = ["new", "working", "mql", "sql"];

/** The one contact of an address, else the one open lead; of several it could be none is taken. */
export async function personOf(
  call: Caller,
  address: string,
): Promise<RowOf<typeof contact> | RowOf<typeof lead> | undefined> {
  const contacts = (await sameBy(call, contact, "email", address)).filter(({ mergedInto }) => !mergedInto);
  if (contacts.length > 0) return contacts.length === 1 ? contacts[0] : undefined;
  const leads = (await sameBy(call, lead, "email", address)).filter(
    ({ mergedInto, status }) => !mergedInto && OPEN_LEADS.includes(status),
  );
  return leads.length === 1 ? leads[0] : undefined;
}

/** The one opportunity that is open for an account. */
async function openOf(call: Caller, accountId: string): Promise<string | undefined> {
  const { rows } = await call.table.list(opportunity, {
    sources: [sourceOf(opportunity, "account", { accountId })],
    limit: 2,
    keep: (row) => row.status === "open" && !row.archived && call.access.sees(opportunity, row as AnyRow),
  });
  return rows.length === 1 ? rows[0]?.id : undefined;
}

/** What a mail between some people belongs to: the people, their accounts, and what is open for these. */
export async function relatedOf(call: Caller, people: readonly MailAddress[]): Promise<Related> {
  const found: Related = [];
  for (const { personId } of people) {
    if (!personId) continue;
    if (personId.startsWith(`${lead.prefix}_`)) {
      found.push({ noun: "lead", id: personId });
      continue;
    }
    found.push({ noun: "contact", id: personId });
    const accountId = (await call.table.find(contact, personId))?.accountId;
    const opportunityId = accountId && (await openOf(call, accountId));
    if (accountId) found.push({ noun: "account", id: accountId });
    if (opportunityId) found.push({ noun: "opportunity", id: opportunityId });
  }
  return joined(found);
}

/** Several lists of records as one, each record once. */
export const joined = (...lists: readonly (Related | undefined)[]): Related =>
  [...new Map(lists.flatMap((list) => list ?? []).map((one) => [one.id, one])).values()].slice(0, RELATED_MAX);
