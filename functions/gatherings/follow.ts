import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import { post } from "../../shared/notify/outbox.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { memberOf } from "../campaigns/members.ts";
import { lead, touch } from "../leads/table.ts";
import { addTouch } from "../leads/touches.ts";
import { isLead, known } from "./people.ts";
import { eventOf, registrationOf, registrationsOf } from "./seats.ts";
import type { EventRow, RegistrationRow } from "./table.ts";
import { draftTo } from "./told.ts";
import type { Told } from "./words.ts";

const TRIES_MAX = 8;
const NOTE_CHARS_MAX = 1_000;
/** Messages that are written at once. */
const AT_ONCE = 20;

const MEMBER = {
  registered: "responded",
  waiting: "responded",
  cancelled: "declined",
  attended: "attended",
  noShow: "responded",
} as const;

/** Says in the campaign how somebody stands, as their registration now is. */
async function member(call: Caller, event: EventRow, row: RegistrationRow): Promise<void> {
  const { campaignId } = event;
  const { personId } = row;
  if (!campaignId || !personId) return;
  const who = isLead(personId) ? { leadId: personId } : { contactId: personId };
  const given = { ...who, state: MEMBER[row.state], at: row.checkedInAt ?? row.registeredAt };
  await anew(TRIES_MAX, () => memberOf(call, campaignId, given), isOvertaken);
}

/** That somebody registered, or came, shows interest: a touch of their lead, each once. */
async function touched(call: Caller, event: EventRow, row: RegistrationRow): Promise<void> {
  const { personId = "" } = row;
  if (!isLead(personId) || (row.state !== "attended" && row.state !== "registered" && row.state !== "waiting")) return;
  const has = row.state === "attended" ? "attended" : "registered";
  const id = hashedId(touch.prefix, `${row.id}\n${row.round}\n${has}`);
  const at = (has === "attended" ? row.checkedInAt : undefined) ?? row.registeredAt;
  const note = `${event.title} (${has})`.slice(0, NOTE_CHARS_MAX);
  const base = { id, version: 1, createdAt: call.now, updatedAt: call.now, leadId: personId };
  await addTouch(call, { ...base, kind: "event", at, note }, () => call.table.get(lead, personId));
}

const TELLS: Partial<Record<RegistrationRow["state"], Told>> = {
  registered: "registered",
  waiting: "waiting",
  cancelled: "cancelled",
};

/**
 * What follows from how somebody's registration now stands: who they are, their place in the campaign, the touch, and one
 * message for each time that it came to this state. All of it may come twice.
 */
export async function follow(work: Work, after: RegistrationRow): Promise<void> {
  const call = callerOf(work, "gatherings");
  const [event, now] = await Promise.all([
    eventOf(work.table, after.eventId),
    registrationOf(work.table, after.eventId, after.id),
  ]);
  if (!now) return;
  const row = await known(call, event, now);
  await member(call, event, row);
  await touched(call, event, row);
  const what = TELLS[after.state];
  // What came after is told by itself.
  if (!what || row.state !== after.state || row.round !== after.round) return;
  const draft = await draftTo(work.tenant, event, row, { what, key: `eventPlace:${row.round}:${row.state}` });
  await post(work.table, [draft], work.now);
}

/** Tells all who have or wait for a place something, each once. `since` leaves out who registered from then on. */
export async function tellAll(
  { table, tenant, now }: Pick<Work, "table" | "tenant" | "now">,
  event: EventRow,
  { what, key, states, since }: { what: Told; key: string; states: readonly string[]; since?: string },
): Promise<void> {
  const all = (await registrationsOf(table, event.id)).filter(
    ({ state, registeredAt }) => states.includes(state) && (since === undefined || registeredAt < since),
  );
  const wrap =
    event.changesBy === "sms" ? await (await import("../templates/rendering.ts")).wrappingOf(table) : undefined;
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const drafts = await Promise.all(some.map((row) => draftTo(tenant, event, row, { what, key, wrap })));
    await post(table, drafts, now);
  }
}
