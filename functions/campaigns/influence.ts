import type * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { opportunity } from "../opportunities/table.ts";
import { order } from "../orders/table.ts";
import { touchesOf } from "./attribution.ts";
import type { Met } from "./reckoning.ts";
import type { Influence, TouchedAccount } from "./schema.ts";
import { campaign, campaignMember } from "./table.ts";

type SaleRow = RowOf<typeof opportunity>;
type CampaignRow = RowOf<typeof campaign>;

/** Touches of one sale, and members of one campaign, that one answer is made of. */
const TOUCHES_MAX = 2_000;
const MEMBERS_MAX = 20_000;

/** The contacts of some people, a lead's being what it has become, as far as the caller sees them. */
async function contactsOf({ table, access }: Caller, met: readonly Met[]) {
  const ids = [...new Set(met.map(({ personId }) => personId))];
  const leads = await table.getMany(
    lead,
    ids.filter((id) => id.startsWith(`${lead.prefix}_`)),
  );
  const contactOf = (id: string): string => leads.get(id)?.contactId ?? id;
  const contacts = await table.getMany(contact, ids.map(contactOf));
  return (id: string) => {
    const row = contacts.get(contactOf(id));
    return row && access.sees(contact, row) ? row : undefined;
  };
}

/** Which campaigns met whom of a sale's account before it opened or closed, and where each part was met first. */
export async function influenceOn(call: Caller, row: SaleRow): Promise<z.output<typeof Influence>> {
  const { table, access, now } = call;
  const { id, accountId, createdAt: openedAt, closedAt } = row;
  const all = (await touchesOf(call, [accountId])).get(accountId) ?? [];
  const met = all.filter(({ at }) => at <= (closedAt ?? now));
  if (met.length > TOUCHES_MAX)
    throw new Fault("too_large", "More people of the account were met than one answer has.");
  const [campaigns, contactOf] = await Promise.all([
    table.getMany(
      campaign,
      met.map(({ campaignId }) => campaignId),
    ),
    contactsOf(call, met),
  ]);
  const parts = new Map((row.stakeholders ?? []).map((one) => [one.contactId, one.role as string]));
  const isShown = (of: string, field: string): boolean => !access.isClosed(of, field);
  const touches = met.map(({ at, campaignId, personId }) => {
    const person = contactOf(personId);
    const { name: title, channel } = campaigns.get(campaignId) ?? {};
    const inSale = isShown(opportunity.noun, "stakeholders") ? parts.get(person?.id ?? "") : undefined;
    const role = inSale ?? (isShown(contact.noun, "decisionRole") ? person?.decisionRole : undefined);
    const name = isShown(contact.noun, "name") ? person?.name : undefined;
    return {
      ...{ at, campaignId, ...(title && { campaign: title }), ...(channel && { channel }) },
      ...{ personId: person?.id ?? personId, ...(name && { name }), ...(role && { role }) },
      when: at <= openedAt ? ("beforeOpening" as const) : ("beforeClosing" as const),
    };
  });
  const first = new Map<string, { role: string; personId: string; campaignId: string; at: string }>();
  for (const { role, personId, campaignId, at } of touches) {
    if (role && !first.has(role)) first.set(role, { role, personId, campaignId, at });
  }
  return { opportunityId: id, accountId, openedAt, ...(closedAt && { closedAt }), touches, roles: [...first.values()] };
}

type Reached = { people: Set<string>; firstAt: string; lastAt: string };

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** The accounts that a campaign has met, with when and by how many of their people. */
async function reachedBy({ table }: Caller, campaignId: string): Promise<Map<string, Reached>> {
  const sources = [sourceOf(campaignMember, "parent", { campaignId })];
  const found = new Map<string, Reached>();
  let members = 0;
  for await (const { accountId, personId, touchedAt } of table.each(campaignMember, { sources })) {
    members += 1;
    if (members > MEMBERS_MAX)
      throw new Fault("too_large", `A campaign of more than ${MEMBERS_MAX} members is not told so.`);
    if (!accountId || touchedAt === undefined) continue;
    const { people = new Set<string>(), firstAt = touchedAt, lastAt = touchedAt } = found.get(accountId) ?? {};
    found.set(accountId, {
      people: people.add(personId),
      firstAt: earlier(touchedAt, firstAt),
      lastAt: earlier(touchedAt, lastAt) === lastAt ? touchedAt : lastAt,
    });
  }
  return found;
}

/** What an account has signed since an instant, by currency, of the orders that the caller sees. */
async function signedBy({ table, access }: Caller, accountId: string, since: string) {
  const sources = [sourceOf(order, "account", { accountId })];
  const sums = new Map<string, { currency: string; orders: number; totalMinor: number }>();
  for await (const row of table.each(order, { sources, range: { from: "ord#", to: "ord#\uffff" } })) {
    const { status, signedAt, currency, totalMinor } = row;
    if (status !== "signed" || row.archived || !signedAt || signedAt < since || !access.sees(order, row)) continue;
    const before = sums.get(currency) ?? { currency, orders: 0, totalMinor: 0 };
    sums.set(currency, { currency, orders: before.orders + 1, totalMinor: before.totalMinor + totalMinor });
  }
  return [...sums.values()];
}

/** A page of the accounts that a campaign has met and that the caller sees. */
export async function accountsOf(
  call: Call<unknown, { limit: number; cursor?: string | undefined }>,
  { id }: CampaignRow,
) {
  const { table, access, tenant, actor, query } = call;
  const bound = JSON.stringify(["campaignAccounts", tenant.id, actor.principalId, id]);
  const cursors = cursorsOf(tenant.sealingKey, bound);
  const after = cursors.opened(query.cursor) ?? "";
  const reached = await reachedBy(call, id);
  const rows = await table.getMany(account, [...reached.keys()]);
  const seen = [...rows.values()].filter((row) => access.sees(account, row)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const left = seen.filter((row) => row.id > after);
  const page = left.slice(0, query.limit);
  const isMoneyShown =
    access.can("orders.read") &&
    ["totalMinor", "currency", "signedAt", "accountId"].every((field) => !access.isClosed(order.noun, field));
  const items = await Promise.all(
    page.map(async (row): Promise<z.output<typeof TouchedAccount>> => {
      const { people, firstAt, lastAt } = reached.get(row.id) as Reached;
      return {
        accountId: row.id,
        ...(!access.isClosed(account.noun, "name") && { name: row.name }),
        ...{ people: people.size, firstAt, lastAt },
        ...(isMoneyShown && { signed: await signedBy(call, row.id, firstAt) }),
      };
    }),
  );
  const last = page.at(-1)?.id ?? "";
  return { items, nextCursor: cursors.sealed(left.length > page.length ? last : undefined) };
}
