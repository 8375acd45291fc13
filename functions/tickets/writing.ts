import type * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Writing } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account, domainPartition } from "../accounts/table.ts";
import { contact } from "../contacts/table.ts";
import { nextNumber, taken } from "../documents/numbers.ts";
import { sameBy } from "../duplicates.ts";
import { ownership } from "../users/ownership.ts";
import { clocked } from "./clock.ts";
import { questionOf } from "./question.ts";
import { routed } from "./routing.ts";
import type { TicketInput } from "./schema.ts";
import type { TicketRow, ticket } from "./table.ts";

type Input = z.output<typeof TicketInput>;
type Contact = RowOf<typeof contact>;
type Account = RowOf<typeof account>;

const isOfAccount = ({ accountId, employments = [] }: Contact, id: string): boolean =>
  accountId === id || employments.some((one) => one.accountId === id);

/** The one contact of an address or a number; of several it could be none is taken. */
async function contactOf(call: Caller, { requester, accountId }: Input): Promise<Contact | undefined> {
  const by = requester?.email ? "email" : requester?.phone ? "phone" : undefined;
  if (!by) return undefined;
  const same = (await sameBy(call, contact, by, requester?.[by])).filter(({ mergedInto }) => !mergedInto);
  const fitting = accountId ? same.filter((one) => isOfAccount(one, accountId)) : same;
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The one account whose people write from an address. */
async function accountOfDomain(call: Caller, email: string | undefined): Promise<Account | undefined> {
  const domain = email?.split("@").at(-1);
  if (!domain) return undefined;
  const { rows } = await call.table.list(account, {
    sources: [{ index: "parent", partitions: [domainPartition(domain)], entries: true }],
    limit: 2,
    keep: (row) => !row.archived && call.access.sees(account, row),
  });
  return rows.length === 1 ? rows[0] : undefined;
}

/** Who asks, and for which account. */
async function askers(call: Caller, input: Input, named: Named): Promise<{ about?: Account; person?: Contact }> {
  const person = (named.get(input.contactId ?? "") as Contact | undefined) ?? (await contactOf(call, input));
  if (input.contactId && input.accountId && person && !isOfAccount(person, input.accountId)) {
    throw invalidField("contactId", "The contact is of another account.");
  }
  const accountId = input.accountId ?? person?.accountId;
  const known = accountId && ((named.get(accountId) as Account) ?? (await call.table.find(account, accountId)));
  const about = known || (await accountOfDomain(call, input.requester?.email));
  return { ...(about && { about }), ...(person && { person }) };
}

async function prepare(call: Caller, input: Input, named: Named): Promise<Partial<TicketRow>> {
  const { about, person } = await askers(call, input, named);
  const whole = {
    ...input,
    ...(about && { accountId: about.id, ...(about.tier && { tier: about.tier }) }),
    ...(person && { contactId: person.id }),
  } as Partial<TicketRow>;
  const given = await routed(call, whole, about);
  const sales = about?.ownerId && about.ownerId !== given.ownerId ? [about.ownerId] : [];
  const followerIds = [...new Set([...(input.followerIds ?? []), ...sales])];
  return { ...whole, ...given, ...(followerIds.length > 0 && { followerIds }) };
}

type Patch = { [Field in keyof TicketRow]?: TicketRow[Field] | null };

async function revise(call: Caller, before: TicketRow, patch: Patch, named: Named): Promise<object> {
  const person = (named.get(patch.contactId ?? "") ??
    (before.contactId && patch.accountId ? await call.table.find(contact, before.contactId) : undefined)) as
    | Contact
    | undefined;
  const accountId = patch.accountId === undefined ? before.accountId : patch.accountId;
  if (person && accountId && patch.contactId !== null && !isOfAccount(person, accountId)) {
    throw invalidField(patch.contactId ? "contactId" : "accountId", "The contact is of another account.");
  }
  const queueId = patch.queueId ?? undefined;
  if (queueId && queueId !== before.queueId && patch.ownerId === undefined) {
    return routed(call, { ...before, queueId, ownerId: undefined, departmentId: undefined });
  }
  const isNamed = patch.ownerId ? { routedBy: "named" as const } : {};
  return { ...isNamed, ...(await ownership(call, before, patch as { ownerId?: string; departmentId?: string })) };
}

/** What happens wherever a ticket is written. */
export const writing: Writing<typeof ticket, typeof TicketInput> = {
  prepare,
  revise,
  derive: async (call, after, before) => ({
    ...(!before && (await nextNumber(call, "ticket"))),
    ...(await clocked(call, after, before)),
  }),
  alongside: (call, after, before) => {
    if (before) return [];
    // One that is split off takes pieces of the other's thread along.
    return [...taken("ticket", after), ...(after.splitFrom ? [] : [questionOf(call, after)])];
  },
};
