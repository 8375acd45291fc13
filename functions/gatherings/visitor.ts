import type * as z from "zod";
import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { networkOf } from "../../shared/http/brake.ts";
import { isSpam } from "../../shared/http/forms.ts";
import { spend } from "../../shared/http/limits.ts";
import { openLink } from "../../shared/http/open-link.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { tenantOfToken } from "../../shared/notify/person-link.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { systemCaller } from "../users/system.ts";
import type { DoorInput, PublicRegistration } from "./schema.ts";
import { admit, cancel, eventOf, register, registrationOf } from "./seats.ts";
import { type EventRow, eventLink, eventLinkEntry, eventSeats, type RegistrationRow, type SeatsRow } from "./table.ts";
import { doorCode, isGood, noTicket, type Purpose, readTicket } from "./tickets.ts";
import { eventWords } from "./words.ts";

type AnyCall = Call<unknown, unknown>;

/** A page that many read at once when it is announced. */
const PAGE_PER_SECOND_MAX = 50;
/** Registrations a second from one network, since a company sits behind one address. */
const SENDER_PER_SECOND_MAX = 5;
const TICKET_PER_SECOND_MAX = 2;

export type Opened = { caller: Caller; event: EventRow; seats: SeatsRow; locale: Locale; linkId: string };

/** Opens a registration address: its event, and a caller for what visitors do, in the address's name. */
export async function opened(call: AnyCall): Promise<Opened> {
  const spec = { entry: eventLinkEntry, link: eventLink, perSecond: PAGE_PER_SECOND_MAX };
  const { table, link } = await openLink(call, spec, noTicket);
  const { eventId, locale, id: linkId } = link;
  const [event, caller] = await Promise.all([
    eventOf(table, eventId),
    systemCaller(table, "gatherings", new Date(call.now)),
  ]);
  if (event.archived) throw noTicket();
  const seats = await table.get(eventSeats, { id: eventId.replace(/^mev_/, "evs_"), eventId });
  return { caller, event, seats, locale, linkId };
}

/** Takes a registration in. Whether the address was known is not told, and spam gets the same answer. */
export async function registered(
  call: AnyCall,
  { caller, event, linkId }: Opened,
  given: z.output<typeof PublicRegistration>,
  locale: Locale,
): Promise<object> {
  const sender = sha256(`${event.id} ${networkOf(call.sourceIp)}`).slice(0, 20);
  const { table, tenant } = caller;
  await spend({ table, kind: `sender ${sender}`, perSecond: SENDER_PER_SECOND_MAX }, clock.now());
  const answer = { received: true };
  if (isSpam(given, tenant.sealingKey, event.id, call.now)) return answer;
  const { consent, renderedAt: _renderedAt, fax: _fax, ...who } = given;
  const { consentText: text, consentChannels: channels = ["email" as const] } = event;
  const agreed = consent && text ? { agreed: { text, channels, at: call.now, address: call.sourceIp } } : {};
  await register(caller, event.id, { ...who, locale, linkId, ...agreed });
  return answer;
}

export type Holder = { caller: Caller; event: EventRow; row: RegistrationRow };

/** Opens a ticket: whose it is, and a caller for what its holder does, in its name. */
export async function holder(call: AnyCall, purpose: Purpose): Promise<Holder> {
  const token = call.params.token ?? "";
  const tenantId = tenantOfToken(token);
  if (!tenantId) throw noTicket();
  const stamp = { actor: "link:event", from: call.sourceIp, requestId: call.requestId, unattended: true };
  const table = await tenantTable(tenantId, stamp);
  const caller = await systemCaller(table, "gatherings", new Date(call.now)).catch((error) => {
    throw error instanceof Fault && error.code === "unauthorized" ? noTicket() : error;
  });
  const ticket = readTicket(caller.tenant, token, purpose);
  if (!ticket) throw noTicket();
  await spend({ table, kind: `ticket ${ticket.id}`, perSecond: TICKET_PER_SECOND_MAX }, clock.now());
  const [event, row] = await Promise.all([
    eventOf(table, ticket.eventId),
    registrationOf(table, ticket.eventId, ticket.id),
  ]);
  if (!row || !isGood(ticket, row, event, call.now)) throw noTicket();
  return { caller, event, row };
}

export async function cancelled({ caller, event, row }: Holder): Promise<object> {
  const after = await cancel(caller, event.id, row.id);
  return { state: after?.state ?? "cancelled" };
}

/** Lets the holder of a ticket in, for whoever stands at the door and has its code. */
export async function admitted(
  { caller, event, row }: Holder,
  { code }: z.output<typeof DoorInput>,
  locale: Locale,
): Promise<object> {
  if (code.trim().toUpperCase() !== doorCode(caller.tenant, event)) {
    throw new Fault("forbidden", eventWords[locale].wrongCode);
  }
  const { state } = await admit(caller, event.id, row.id, "door");
  return { state };
}
