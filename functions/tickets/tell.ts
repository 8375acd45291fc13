import { projected, type TenantContext } from "../../shared/auth/access.ts";
import { type Draft, post } from "../../shared/notify/outbox.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import type { Goal, News } from "./sla.ts";
import { slaPolicy, type TicketRow, ticket, ticketQueue } from "./table.ts";
import { assignedText, clockText, type Text } from "./text.ts";

type Person = RowOf<typeof user>;
type At = { table: Table; tenant: TenantContext; now: string };
type Told = { event: string; template: string; text(locale: Draft["locale"], row: TicketRow): Text };

/** A message to somebody who is there, has an address and may read the ticket; each sees what their roles show. */
function draftFor(at: At, person: Person, row: TicketRow, { event, template, text }: Told): Draft[] {
  const { email, archived, locale = at.tenant.locale } = person;
  const access = accessOf(person, at.tenant);
  if (archived || !email || !access.can("tickets.read") || !access.sees(ticket, row)) return [];
  const to = { recipientId: person.id, recipientName: person.name, to: email, locale };
  const facts = text(locale, projected(access, ticket.noun, row));
  return [{ ...to, channel: "email", event, template, relatedId: row.id, facts }];
}

/** Whoever is told that a ticket is late: its owner, and those whom its policy names, or who leads its queue. */
export async function escalatedTo({ table }: Pick<At, "table">, row: TicketRow): Promise<string[]> {
  const [policy, queue] = await Promise.all([
    row.clock ? table.find(slaPolicy, row.clock.policyId) : undefined,
    row.queueId ? table.find(ticketQueue, row.queueId) : undefined,
  ]);
  const named = policy?.escalateToIds ?? (queue?.leadId ? [queue.leadId] : []);
  return [...new Set([...(row.ownerId ? [row.ownerId] : []), ...named])];
}

/** Tells of a goal that is about to be missed, or was; made again in the same episode it adds nothing. */
export async function tellClock(
  at: At,
  row: TicketRow,
  ids: readonly string[],
  told: { goal: Goal; news: News; at: string },
): Promise<void> {
  const people = await at.table.getMany(user, [...ids]);
  const event = `ticketClock:${row.id}:${row.reopened ?? 0}:${told.goal}:${told.news}`;
  const text = (locale: Draft["locale"], shown: TicketRow): Text =>
    clockText(locale, shown, { ...told, timeZone: at.tenant.timeZone });
  const drafts = [...people.values()].flatMap((person) =>
    draftFor(at, person, row, { event, template: "ticketClock", text }),
  );
  await post(at.table, drafts, at.now);
}

/** Tells whoever was given a ticket; not of what they have taken themselves. */
export async function tellOwner(at: At, row: TicketRow, by: string): Promise<void> {
  const { ownerId } = row;
  if (!ownerId || by.endsWith(`:${ownerId}`)) return;
  const owner = await at.table.find(user, ownerId, false);
  if (!owner) return;
  const event = `ticketAssigned:${row.id}:${row.version}`;
  await post(at.table, draftFor(at, owner, row, { event, template: "ticketAssigned", text: assignedText }), at.now);
}
