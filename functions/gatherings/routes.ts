import * as z from "zod";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { LINKS_MAX, revokeLinksRoute } from "../../shared/http/revoke-links.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { DoorCode, marketingEventActions } from "./actions.ts";
import { marketingEventNoun } from "./noun.ts";
import { publicRoutes } from "./public.ts";
import { CancelInput, CheckInInput, EventLink, RegistrationInput, RegistrationView } from "./schema.ts";
import { eventLink, marketingEvent, type RegistrationRow, registration } from "./table.ts";
import { bareToken, doorCode, readTicket } from "./tickets.ts";

const PATH = marketingEventNoun.path;
const seats = () => import("./seats.ts");

/** What of a person a reader is not shown who may not see it on their own record. */
const PERSONAL = ["name", "email", "phone", "company", "title"] as const;

/** A registration as a caller sees it: what roles hide of people is hidden here too. */
function shownTo({ access }: Pick<Caller, "access">, row: RegistrationRow): object {
  const noun = row.personId?.startsWith("con_") ? "contact" : "lead";
  const { agreed: _agreed, ...shown } = row;
  return Object.fromEntries(
    Object.entries(shown).filter(
      ([name]) => !(PERSONAL as readonly string[]).includes(name) || !access.isClosed(noun, name),
    ),
  );
}
const Shown = RegistrationView.partial({ name: true, email: true });

const register = route({
  method: "POST",
  path: `${PATH}/{id}/registrations`,
  permission: "gatherings.write",
  summary: "Registers somebody, who has a place or waits for one and is told so by mail. Whoever has one keeps it.",
  body: RegistrationInput,
  reply: Shown,
  example: { params: { id: "{id}" }, after: ["open"], body: { name: "李娜", email: "li.na@example.com" } },
  run: async (call) => {
    const { id } = await load(call, marketingEvent);
    const { locale = call.tenant.locale } = call.body;
    return shownTo(call, await (await seats()).register(call, id, { ...call.body, locale }));
  },
});

const list = childRoute({
  ...{ parent: marketingEvent, child: registration, path: `${PATH}/{id}/registrations` },
  permission: "gatherings.read",
  summary: "Who has registered for an event, and how they stand.",
  view: Shown,
  at: { partition: (eventId) => ({ eventId }), begins: "registration#" },
  order: "oldest",
  filters: ["state"],
  show: (row, call) => shownTo(call, row),
});

const cancel = route({
  method: "POST",
  path: `${PATH}/{id}/cancel-registration`,
  permission: "gatherings.write",
  summary: "Ends somebody's registration; whoever waits first has the place, and both are told.",
  body: CancelInput,
  reply: Shown,
  example: { params: { id: "{id}" }, after: ["open", "registrations"], body: { email: "li.na@example.com" } },
  run: async (call) => {
    const { id } = await load(call, marketingEvent);
    const { email } = call.body;
    const { cancel: end, registrationId } = await seats();
    const row = await end(call, id, registrationId(id, email));
    if (!row) throw invalidField("email", `Nobody has registered with ${email}.`, "unknown_reference");
    return shownTo(call, row);
  },
});

const checkIn = route({
  method: "POST",
  path: `${PATH}/{id}/check-in`,
  permission: "gatherings.admit",
  summary: "Lets somebody in by the QR code of their ticket. Scanned again it is told again; the first time stays.",
  body: CheckInInput,
  reply: Shown,
  example: {
    params: { id: "{id}" },
    after: ["open", "registrations"],
    body: { token: "DEMO-event-check-in" },
  },
  run: async (call) => {
    const { id } = await load({ ...call, writes: false }, marketingEvent);
    const ticket = readTicket(call.tenant, bareToken(call.body.token), "check-in");
    if (!ticket) throw invalidField("token", "This is no ticket of ours; scan the QR code again.");
    if (ticket.eventId !== id) throw invalidField("token", "This ticket is of another event.");
    const { admit, registrationOf } = await seats();
    const row = await registrationOf(call.table, id, ticket.id);
    if (!row) throw notFound("registration", ticket.id);
    if (row.round !== ticket.round)
      throw new Fault("invalid_state", "They have registered anew since; scan the newer ticket.");
    return shownTo(call, await admit(call, id, ticket.id, call.actor.principalId));
  },
});

const door = route({
  method: "GET",
  path: `${PATH}/{id}/door-code`,
  permission: "gatherings.admit",
  summary: "The code by which those at the door let people in on the page behind a ticket's QR code.",
  reply: DoorCode,
  example: { params: { id: "{id}" } },
  run: async (call) => ({ code: doorCode(call.tenant, await load(call, marketingEvent)) }),
});

const links = route({
  method: "GET",
  path: `${PATH}/{id}/links`,
  permission: "gatherings.read",
  summary: "The registration addresses of an event, the newest first; the addresses themselves are kept nowhere.",
  reply: z.object({ items: z.array(EventLink) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: eventId } = await load(call, marketingEvent);
    const sources = [sourceOf(eventLink, "parent", { eventId })];
    return { items: (await call.table.list(eventLink, { sources, limit: LINKS_MAX, descending: true })).rows };
  },
});

const revoke = revokeLinksRoute({
  ...{ of: marketingEvent, by: "eventId", link: eventLink, path: PATH, permission: "gatherings.write" },
  summary: "Ends the registration addresses of an event: nobody registers by them from now on.",
});

export const routes: Route[] = [
  ...crud(marketingEventNoun),
  ...actionRoutes(marketingEventNoun, marketingEventActions),
  ...[register, list, cancel, checkIn, door, links, revoke],
  ...publicRoutes,
];
