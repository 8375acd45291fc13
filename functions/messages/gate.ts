/**
 * How often and when is asked where a message leaves (`messages/gate.ts`), so that no sender there will be goes past
 * it: quiet hours on every clock that the recipient's country has, the tenant's stop, and caps. A cap counts what was
 * claimed: person and address have a tally each, written in the claim's own transaction; what is refused is taken off again,
 * so a crash may leave one too few and never one too many. Marketing gets its turns when it is written
 * (`notify/pace.ts`), a tenant so many a minute; all else leaves at once.
 */
import { civilDate } from "../../shared/clock.ts";
import { HOUR_MS } from "../../shared/duration.ts";
import { monthOf } from "../../shared/http/metering.ts";
import { type MessageRow, message } from "../../shared/notify/outbox.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { keeping } from "../../shared/table/keeping.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { personOf, recordsOf } from "../consents/people.ts";
import { stoppedUntil } from "../reach/reputation.ts";
import { kept, openFrom, roomFrom, type TallyEntry } from "../reach/rules.ts";
import { reachSettings, reachTally, tallyId } from "../reach/table.ts";
import { licenceOf } from "../tenants/licence.ts";
import { spentOf } from "../tenants/rules.ts";
import { QUOTAS_ID, quotaStanding, tenant } from "../tenants/table.ts";
import { senderIn } from "./sending.ts";

/** So often one that counts for a person makes way for another that does; then the queue brings the message again. */
const TRIES_MAX = 8;

type Channel = TallyEntry["channel"];

/** The zones in which somebody may be: their own, else those of the country of their number, else the tenant's. */
async function zonesOf(table: Table, { recipientId, channel, to }: MessageRow): Promise<readonly string[]> {
  const person = await personOf(table, recipientId);
  if (person?.timeZone) return [person.timeZone];
  const number = channel === "sms" ? to : person?.phone;
  const { zonesOfNumber } = await import("../../shared/phones.ts");
  const zones = number ? zonesOfNumber(number) : [];
  return zones.length > 0 ? zones : [(await senderIn(table)).timeZone];
}

/** What waits because its tenant's marketing is stopped is looked at again so soon, as it may go on earlier. */
const STOPPED_AGAIN_MS = 2 * HOUR_MS;

/** Until when a message to somebody outside waits; nothing where it need not. */
export async function waitsUntil(table: Table, row: MessageRow, now: Date): Promise<string | undefined> {
  if (row.channel === "email" && row.reason?.kind === "marketing") {
    const stopped = await stoppedUntil(table, now.toISOString());
    if (stopped) return new Date(Math.min(Date.parse(stopped), now.getTime() + STOPPED_AGAIN_MS)).toISOString();
  }
  return quietUntil(table, row, now);
}

/** Until when it is night where they are. */
async function quietUntil(table: Table, row: MessageRow, now: Date): Promise<string | undefined> {
  const { quietHours } = await reachSettings.held(table);
  if (!quietHours || !(quietHours.channels as string[]).includes(row.channel)) return undefined;
  if (row.reason?.kind === "service" && !quietHours.service) return undefined;
  const open = openFrom(quietHours, now, await zonesOf(table, row));
  return open > now ? open.toISOString() : undefined;
}

/** True where the licence's messages of this month are used up: then no more marketing leaves in it. */
export async function areSpent(table: Table, now: Date): Promise<boolean> {
  const month = monthOf(now.toISOString());
  const standing = await table.find(quotaStanding, QUOTAS_ID);
  const at = standing?.levels.messages;
  if (at?.level !== 100 || at.month !== month) return false;
  const { licence, timeZone } = await table.get(tenant, table.tenantId);
  if (!licence) return false;
  const { quotas } = await licenceOf(licence, civilDate(now, timeZone));
  return spentOf(standing?.levels ?? {}, quotas, month).includes("messages");
}

const sendingOf = ({ id, resends = 0 }: MessageRow): string => `${id}.${resends}`;

/**
 * Where a message is counted: for its person, as which record they are kept now, and for the address that it goes to, since
 * one address may stand in several records. What was sent to a lead counts for the contact that it became.
 */
async function talliesOf(table: Table, { recipientId, to }: MessageRow): Promise<{ own: string[]; others: string[] }> {
  const people = await recordsOf(table, recipientId);
  const last = people.at(-1);
  const origin = last && "leadId" in last ? last.leadId : undefined;
  const own = [last?.id ?? recipientId, to.toLowerCase()];
  const others = [...people.map(({ id }) => id), ...(origin ? [origin] : [])].filter((id) => !own.includes(id));
  return { own: own.map(tallyId), others: others.map(tallyId) };
}

/** What counting one more message writes beside it, or what becomes of the message where it would be one too many. */
type Counted = { beside: Action[] } | { over: Partial<MessageRow> };

async function counted(table: Table, row: MessageRow, now: Date): Promise<Counted> {
  const { caps, overCap } = await reachSettings.held(table);
  if (caps.length === 0) return { beside: [] };
  const at = now.toISOString();
  const channel = row.channel as Channel;
  const { own, others } = await talliesOf(table, row);
  const found = await table.getMany(reachTally, [...own, ...others], true);
  const sending = sendingOf(row);
  // What was counted of a person and of their address is one message.
  const all = new Map([...found.values()].flatMap((tally) => tally.entries.map((entry) => [entry.sending, entry])));
  const entries = kept(caps, [...all.values()], now);
  // A call whose answer was lost is counted already.
  if (entries.some((entry) => entry.sending === sending)) return { beside: [] };
  const room = roomFrom(caps, entries, channel, now);
  if (room > now) {
    if (overCap === "wait") return { over: { state: "queued", nextAt: room.toISOString() } };
    const error = "They have had as much marketing as the reach settings allow.";
    return { over: { state: "suppressed", nextAt: undefined, error } };
  }
  const beside = own.map((id) => {
    const before = found.get(id);
    const fields = { entries: [...kept(caps, before?.entries ?? [], now), { sending, channel, at }] };
    return keeping(reachTally, { id, before, now: at }, fields);
  });
  return { beside };
}

/**
 * Claims a message of marketing and counts it for its person, in one transaction: of several at once that would pass a cap,
 * those pass that there is room for. `undefined` where another has the message, or where it is one too many.
 */
export async function claimCounted(
  table: Table,
  row: MessageRow,
  claimed: MessageRow,
  now: Date,
): Promise<MessageRow | undefined> {
  return anew(
    TRIES_MAX,
    async (tried) => {
      if (tried > 1 && (await table.find(message, row.id))?.version !== row.version) return undefined;
      const result = await counted(table, row, now);
      const after = "over" in result ? nextVersion(row, now.toISOString(), result.over) : claimed;
      const beside = "over" in result ? [] : result.beside;
      await table.commit([write.replace(message, row, after), ...beside]);
      return "over" in result ? undefined : claimed;
    },
    isOvertaken,
  );
}

/** Takes a message that did not leave off the tallies again. */
export async function giveBack(table: Table, row: MessageRow, now: string): Promise<void> {
  const { own, others } = await talliesOf(table, row);
  await anew(TRIES_MAX, async () => {
    const found = await table.getMany(reachTally, [...own, ...others], true);
    const taken = [...found.values()].flatMap((before) => {
      const entries = before.entries.filter(({ sending }) => sending !== sendingOf(row));
      if (entries.length === before.entries.length) return [];
      return [write.replace(reachTally, before, nextVersion(before, now, { entries }))];
    });
    if (taken.length > 0) await table.commit(taken);
  });
}
