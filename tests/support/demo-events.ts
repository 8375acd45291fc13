import { registrationId } from "../../functions/gatherings/seats.ts";
import { eventLink, eventLinkEntry, marketingEvent } from "../../functions/gatherings/table.ts";
import { doorCode, type Purpose, ticketToken } from "../../functions/gatherings/tickets.ts";
import { tenant } from "../../functions/tenants/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import { openAddress } from "./demo-addresses.ts";
import type { Api } from "./stack.ts";
import { made } from "./tenant.ts";

const STAMP = { actor: "system:rest", from: "", requestId: "" };
/** Who has the ticket of each example. */
const HOLDERS: Record<Purpose, string> = { ticket: "ticket@example.com", "check-in": "door@example.com" };
const WALK_IN = "li.na@example.com";
const linkIdOf = (ids: typeof demoId): string => ids(eventLink.prefix);

/** An event with the address and the tickets that the examples name. */
export async function openEvent(
  { id: tenantId, admin }: { id: string; admin: Api },
  ids: typeof demoId,
): Promise<void> {
  const address = { token: "DEMO-event-address", entry: eventLinkEntry, link: eventLink, linkId: linkIdOf(ids) };
  await openAddress(tenantId, address, async () => {
    const { id: eventId } = await made(admin, "/v1/marketing-events", {
      ...{ title: "报名示例", venue: "上海", capacity: 5_000 },
      ...{ startsAt: "2099-06-01T01:00:00Z", endsAt: "2099-06-01T09:00:00Z" },
    });
    await admin.post(`/v1/marketing-events/${eventId}/open`);
    for (const email of Object.values(HOLDERS)) {
      await admin.post(`/v1/marketing-events/${eventId}/registrations`, { name: "李娜", email });
    }
    return { eventId };
  });
}

/** A tenant's key, and the token of somebody's registration. */
async function tokenOf(table: Table, eventId: string, email: string, purpose: Purpose): Promise<string> {
  const { sealingKey } = await table.get(tenant, table.tenantId);
  const of = { eventId, id: registrationId(eventId, email), round: 1 };
  return ticketToken({ id: table.tenantId, sealingKey }, of, purpose);
}

/** The text of an example with the tokens and the code that it stands for. */
export async function withTickets(tenantId: string, ids: typeof demoId, text: string): Promise<string> {
  if (!/DEMO-event-(ticket|check-in)|DEMO-door-code/.test(text)) return text;
  const table = await tenantTable(tenantId, STAMP);
  const [, named] = /marketing-events\/(mev_\w+)/.exec(text) ?? [];
  const eventId = named ?? (await table.get(eventLink, linkIdOf(ids))).eventId;
  const { sealingKey } = await table.get(tenant, tenantId);
  const code = doorCode({ id: tenantId, sealingKey }, await table.get(marketingEvent, eventId));
  const door = named ? WALK_IN : HOLDERS["check-in"];
  return text
    .replaceAll("DEMO-event-ticket", await tokenOf(table, eventId, HOLDERS.ticket, "ticket"))
    .replaceAll("DEMO-event-check-in", await tokenOf(table, eventId, door, "check-in"))
    .replaceAll("DEMO-door-code", code);
}
