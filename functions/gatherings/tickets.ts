import { config } from "../../shared/config.ts";
import { DAY_MS } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import { derivedRandom, sign, unsign } from "../../shared/http/seal.ts";
import { base32 } from "../../shared/ids.ts";
import { tenantOfToken } from "../../shared/notify/person-link.ts";
import type { EventRow, RegistrationRow } from "./table.ts";

export const PUBLIC_PATH = "/v1/public-events/{token}";

/** What a token of a registration is good for: its own page, or being let in. One is not good for the other. */
export type Purpose = "ticket" | "check-in";
export type Ticket = { eventId: string; id: string; round: number };

type Sealed = { id: string; sealingKey: string };

const DOOR_BYTES = 8;
/** How long after its event a ticket opens a page. */
const KEPT_MS = 7 * DAY_MS;

const boundTo = (purpose: Purpose): string => `event ${purpose}`;

/** A token of one registration, signed and kept nowhere; registering anew ends it. */
export function ticketToken(tenant: Sealed, { eventId, id, round }: Ticket, purpose: Purpose): string {
  const payload = JSON.stringify([eventId, id, round]);
  return `${tenant.id}.${sign(tenant.sealingKey, payload, boundTo(purpose))}`;
}

/** What a token says, if it is of this tenant and for this purpose. */
export function readTicket(tenant: Sealed, token: string, purpose: Purpose): Ticket | undefined {
  if (tenantOfToken(token) !== tenant.id) return undefined;
  const payload = unsign(tenant.sealingKey, token.slice(token.indexOf(".") + 1), boundTo(purpose));
  if (payload === undefined) return undefined;
  const [eventId, id, round] = JSON.parse(payload) as [string, string, number];
  return { eventId, id, round };
}

const PAGES: Record<Purpose, string> = { ticket: "ticket", "check-in": "check-in" };

export const ticketUrl = (tenant: Sealed, of: Ticket, purpose: Purpose): string =>
  `${config().publicUrl}${PUBLIC_PATH.replace("{token}", ticketToken(tenant, of, purpose))}/${PAGES[purpose]}`;

/** A token as a camera reads it: with the address around it, or without. */
export const bareToken = (read: string): string => /\/v1\/public-events\/([^/?#]+)/.exec(read)?.[1] ?? read;

/** True while a ticket is good: its registration is the one that it was made for, and its event not long over. */
export const isGood = ({ round }: Ticket, row: RegistrationRow, event: EventRow, now: string): boolean =>
  row.round === round && Date.parse(now) < Date.parse(event.endsAt) + KEPT_MS && !event.archived;

/** What those who stand at the door say, so that nobody lets themselves in. It follows from the event, and changes when it is made anew. */
export function doorCode({ sealingKey }: Sealed, { id, doorTurn = 0 }: EventRow): string {
  const bytes = derivedRandom(sealingKey, `door ${id} ${doorTurn}`)(DOOR_BYTES);
  return base32(bytes);
}

export const noTicket = (): Fault =>
  new Fault("not_found", "There is nothing at this address, or the address has ended.");
