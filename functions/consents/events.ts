import { isDeepStrictEqual } from "node:util";
import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { message } from "../../shared/notify/outbox.ts";
import { activity } from "../activities/table.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { consent } from "./table.ts";

/** What follows is loaded when there is something to do. */
const following = () => import("./follow.ts");

type Listed = { consents?: readonly unknown[] };

/** Their own list of consents has become longer by somebody's word; what a merge brings together was recorded before. */
const saysMore = ({ before, after }: { before?: Listed; after?: Listed }): boolean =>
  (after?.consents ?? []).some((one) => !(before?.consents ?? []).some((other) => isDeepStrictEqual(one, other)));

export const emits: Emission[] = [
  when(contact, "contact.consented", (c) => saysMore(c)),
  when(lead, "lead.consented", (c) => saysMore(c)),
  when(lead, "lead.becameContact", (c) => c.after?.contactId !== undefined && !c.before?.contactId),
  when(
    consent,
    "consent.moved",
    (c) =>
      c.before !== undefined && (c.before.personId !== c.after?.personId || c.before.archived !== c.after?.archived),
  ),
  when(
    activity,
    "activity.callEnded",
    (c) => c.after?.kind === "call" && c.after.outcome !== undefined && c.after.outcome !== c.before?.outcome,
  ),
  when(message, "message.complained", (c) => c.after?.state === "complained" && c.before?.state !== "complained"),
];

export const handles: Handler[] = [
  handle(contact, "contact.consented", "rest", "records what a contact's own list says", async (c, work) =>
    (await following()).recordListed(c, work),
  ),
  handle(lead, "lead.consented", "rest", "records what a lead's own list says", async (c, work) =>
    (await following()).recordListed(c, work),
  ),
  handle(lead, "lead.becameContact", "rest", "a contact has agreed to what its lead agreed to", async (c, work) =>
    (await following()).inherit(c, work),
  ),
  handle(consent, "consent.moved", "rest", "says anew what holds of the people concerned", async (c, work) =>
    (await following()).restate(c, work),
  ),
  handle(activity, "activity.callEnded", "rest", "ends calls to whoever said so in one", async (c, work) =>
    (await following()).heedCall(c, work),
  ),
  handle(message, "message.complained", "rest", "ends mail to whoever complained of one", async (c, work) =>
    (await following()).heedComplaint(c, work),
  ),
];
