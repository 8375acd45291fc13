import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import { readPhone } from "../../shared/phones.ts";
import { beside, commit, creation, making, replacement } from "../../shared/records/write.ts";
import { anew, isOvertaken, isRaced } from "../../shared/table/anew.ts";
import { type AnyRow, nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { activityNoun } from "../activities/noun.ts";
import { activity } from "../activities/table.ts";
import { bearersOf } from "../duplicates.ts";
import { leadNoun } from "../leads/noun.ts";
import { lead, touch } from "../leads/table.ts";
import { addTouch } from "../leads/touches.ts";
import { user } from "../users/table.ts";
import { changedFields, joinedEvents, type Told, toldBy } from "./rules.ts";
import type { CallEvent } from "./schema.ts";
import { type CallRow, type ConnectionRow, phoneCall } from "./table.ts";

const TRIES_MAX = 8;
const SECONDS_A_MINUTE = 60;

type Connected = { row: ConnectionRow; caller: Caller };
type Person = NonNullable<CallRow["relatedTo"]>;

/** The one contact of a number, else the one lead, else the one account; of several it could be none is taken. */
export async function personOf(call: Caller, phone: string): Promise<Person | "several" | undefined> {
  const bearers = (await bearersOf(call, phone)).filter(({ row }) => !row.mergedInto);
  for (const noun of ["contact", "lead", "account"] as const) {
    const all = bearers.filter((one) => one.noun === noun);
    if (all.length > 1) return "several";
    if (all.length === 1) return { noun, id: (all[0] as { row: AnyRow }).row.id };
  }
  return undefined;
}

/** Makes a lead of a number that nobody has, once. Where the tenant refuses it, it stays unknown. */
async function leadOf({ row, caller }: Connected, kept: string, shown: string): Promise<Person | undefined> {
  const id = hashedId(lead.prefix, `${row.id}\n${kept}`);
  const given = { name: shown, phone: kept, source: "callCentre", channel: row.name };
  try {
    const of = row.poolId ? { ...given, poolId: row.poolId } : given;
    await commit(caller, await creation(caller, leadNoun, of, id));
  } catch (error) {
    if (!isOvertaken(error)) throw error;
  }
  const made = await caller.table.find(lead, id);
  return made && !made.archived ? { noun: "lead", id } : undefined;
}

/** Who calls, by their number: found anew while nobody is known, since they may have been entered meanwhile. */
async function known(connected: Connected, told: Told, before: CallRow | undefined) {
  const number = told.phone === undefined ? undefined : readPhone(told.phone, connected.caller.tenant);
  if (!number) return {};
  const isSame = before?.phone === number.kept;
  const found = isSame && before.relatedTo ? before.relatedTo : await personOf(connected.caller, number.kept);
  const isStranger = !found && told.direction === "inbound" && connected.row.unknownNumber === "lead";
  const relatedTo = isStranger ? await leadOf(connected, number.kept, number.shown) : found;
  const isOne = relatedTo && relatedTo !== "several";
  return { phone: number.kept, phoneShown: number.shown, ...(isOne && { relatedTo }) };
}

/** Whose a call is: the agent's whose address it names, else the connection's. */
async function ownerOf({ row, caller: { table } }: Connected, { agentEmail }: Told) {
  const id = agentEmail && (await table.idOfUnique(user, "email", agentEmail.toLowerCase()));
  const ownerId = id ?? row.ownerId;
  const person = ownerId ? await table.find(user, ownerId) : undefined;
  return person ? { ownerId, ...(person.departmentId && { departmentId: person.departmentId }) } : {};
}

const SUBJECTS = {
  "zh-CN": { call: { inbound: "来电", outbound: "去电" }, chat: { inbound: "会话", outbound: "会话" } },
  en: { call: { inbound: "Call from", outbound: "Call to" }, chat: { inbound: "Chat with", outbound: "Chat with" } },
} as const;

/** The activity that a call is in the timelines of whom it is with. */
function activityFields({ tenant }: Caller, row: CallRow): Record<string, unknown> {
  const { kind, direction, phoneShown, phone, startedAt, endedAt, state, durationSeconds, note, result } = row;
  const who = phoneShown ?? phone ?? "";
  const minutes = durationSeconds === undefined ? undefined : Math.ceil(durationSeconds / SECONDS_A_MINUTE);
  const outcome = note ?? result;
  return {
    kind: "call",
    subject: `${SUBJECTS[tenant.locale][kind][direction]} ${who}`.trim(),
    state: state === "ended" ? "done" : "open",
    startAt: startedAt,
    ...(endedAt && { endAt: endedAt, doneAt: endedAt }),
    ...(minutes && { durationMinutes: minutes }),
    ...(outcome && { outcome }),
    ...(row.relatedTo && { relatedTo: [row.relatedTo] }),
    ...(row.ownerId && { ownerId: row.ownerId }),
    ...(row.departmentId && { departmentId: row.departmentId }),
  };
}

/** The activity's change: made with the call, and afterwards changed in what the call has changed, so that what people write stays. */
async function activityChange(call: Caller, after: CallRow, before: CallRow | undefined) {
  const fields = activityFields(call, after);
  if (!before) return making(call, activityNoun, fields, after.activityId);
  const changed = changedFields(activityFields(call, before), fields);
  const current = (await call.table.find(activity, after.activityId)) as AnyRow | undefined;
  if (!current || current.archived || Object.keys(changed).length === 0) return undefined;
  return replacement(call, activityNoun, current, changed, { as: "tell-call", anyState: true });
}

async function told(connected: Connected, callId: string, events: readonly CallEvent[]): Promise<CallRow> {
  const { row: connection, caller } = connected;
  const id = hashedId(phoneCall.prefix, `${connection.id}\n${callId}`);
  const before = await caller.table.find(phoneCall, id);
  const all = joinedEvents(before?.events ?? [], events);
  if (before && all.length === before.events.length) return before;
  const { agentEmail, ...stands } = toldBy(all);
  const fields = {
    ...stands,
    ...(await known(connected, stands, before)),
    ...(await ownerOf(connected, { ...stands, ...(agentEmail && { agentEmail }) })),
    ...{ connectionId: connection.id, events: all },
    activityId: hashedId(activity.prefix, `${connection.id}\n${callId}`),
  };
  const { now } = caller;
  const base = before ? nextVersion(before, now, {}) : { id, version: 1, createdAt: now, updatedAt: now };
  const { id: rowId, version, createdAt, updatedAt } = base;
  const after: CallRow = { id: rowId, version, createdAt, updatedAt, ...fields };
  const stored = before ? write.replace(phoneCall, before, after) : write.create(phoneCall, after);
  const change = await activityChange(caller, after, before);
  if (change) await commit(caller, beside(change, [stored]));
  else await caller.table.commit([stored]);
  return after;
}

/** A call that has ended is a touch of its lead, once. */
async function touched({ caller }: Connected, { id, relatedTo, startedAt, state, result }: CallRow): Promise<void> {
  if (state !== "ended" || relatedTo?.noun !== "lead") return;
  const base = { version: 1, createdAt: caller.now, updatedAt: caller.now };
  const given = { ...base, id: hashedId(touch.prefix, id), leadId: relatedTo.id, kind: "call" as const, at: startedAt };
  await addTouch(caller, { ...given, ...(result && { note: result }) }, () => caller.table.get(lead, relatedTo.id));
}

/**
 * Takes in what is told of one call. Its state follows from all that is known of it, so that what comes twice, late or in
 * another order comes to the same; call and activity are written together.
 */
export async function takeIn(connected: Connected, callId: string, events: readonly CallEvent[]): Promise<CallRow> {
  const row = await anew(
    TRIES_MAX,
    () => told(connected, callId, events),
    (error) => isRaced(error) || isOvertaken(error),
  );
  await touched(connected, row);
  return row;
}
