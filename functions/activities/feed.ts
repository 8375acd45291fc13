import * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { clock, config } from "../../shared/config.ts";
import { DAY_MS, later } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import { longHashedId } from "../../shared/hashed.ts";
import { spend } from "../../shared/http/limits.ts";
import { changed, fresh } from "../../shared/http/record.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import { timeKey } from "../../shared/table/entity.ts";
import { systemTable, type Table, tenantTable } from "../../shared/table/table.ts";
import { accessOf } from "../users/access.ts";
import { tenantContext } from "../users/context.ts";
import { isOutlived } from "../users/departures.ts";
import { user } from "../users/table.ts";
import { calendar, type Entry } from "./ics.ts";
import { planSource } from "./plan.ts";
import { type ActivityRow, activity, calendarEntry, calendarFeed } from "./table.ts";

const FEED = "/v1/users/me/calendar-feed";
/** A calendar shows what was due this long ago and what is due this far ahead, and of both so many. */
const PAST_DAYS = 90;
const AHEAD_DAYS = 366;
const EVENTS_MAX = 1_000;

/** The directory's id of a secret: who reads the table cannot open a calendar with what stands there. */
export const entryIdOf = (token: string): string => longHashedId(calendarEntry.prefix, token);

const FeedView = z.object({ active: z.boolean(), createdAt: z.string().optional(), revokedAt: z.string().optional() });

type AnyCall = Call<unknown, unknown>;

/** A calendar is a person's. */
function personOf({ actor }: AnyCall): string {
  if (actor.kind === "user" || actor.kind === "apiKey") return actor.principalId;
  throw new Fault("forbidden", "Only users have a calendar.");
}

const feedOf = (table: Table, userId: string) => table.find(calendarFeed, { id: userId, userId });

const open = route({
  method: "POST",
  path: FEED,
  permission: "activities.read",
  summary: "Opens a calendar address of one's own activities; the address is the secret, and an earlier one ends.",
  reply: z.object({ url: z.string() }),
  status: 201,
  example: {},
  run: async (call) => {
    const userId = personOf(call);
    const token = call.secret();
    const entryId = entryIdOf(token);
    const before = await feedOf(call.table, userId);
    const entry = { id: entryId, version: 1, createdAt: call.now, updatedAt: call.now };
    const system = systemTable(call.table.stamp);
    await system.createOnce(calendarEntry, { ...entry, tenantId: call.tenant.id, userId });
    const { departures } = await call.table.get(user, userId);
    const since = departures === undefined ? {} : { departures };
    if (!before) await call.table.create(calendarFeed, { ...fresh(call, calendarFeed), userId, entryId, ...since });
    else if (before.entryId !== entryId) {
      const fields = { entryId, createdAt: call.now, revokedAt: null, ...since };
      await call.table.replace(calendarFeed, before, changed(call, before, fields));
      await forget(system, before.entryId);
    }
    return { url: `${config().publicUrl}/v1/calendar-feeds/${token}` };
  },
});

/** An ended secret's directory entry opens nothing any more, so that it only has to go some time. */
async function forget(system: Table, entryId: string): Promise<void> {
  const entry = await system.find(calendarEntry, entryId);
  if (entry) await system.commit([{ kind: "delete", entity: calendarEntry, row: entry }]);
}

const read = route({
  method: "GET",
  path: FEED,
  permission: "activities.read",
  summary: "Says whether one's calendar address is open, and since when.",
  reply: FeedView,
  example: {},
  run: async (call) => {
    const feed = await feedOf(call.table, personOf(call));
    if (!feed) return { active: false };
    const isOpen = feed.revokedAt === undefined && !isOutlived(await call.table.get(user, feed.userId), feed);
    return { active: isOpen, createdAt: feed.createdAt, revokedAt: feed.revokedAt };
  },
});

const revoke = route({
  method: "DELETE",
  path: FEED,
  permission: "activities.read",
  summary: "Ends one's calendar address: whoever has it reads nothing from now on.",
  reply: FeedView,
  example: {},
  run: async (call) => {
    const feed = await feedOf(call.table, personOf(call));
    if (!feed || feed.revokedAt) return { active: false, revokedAt: feed?.revokedAt };
    await call.table.replace(calendarFeed, feed, changed(call, feed, { revokedAt: call.now }));
    await forget(systemTable(call.table.stamp), feed.entryId);
    return { active: false, createdAt: feed.createdAt, revokedAt: call.now };
  },
});

/** The same answer for an unknown address, an ended one and that of somebody who has left. */
const closed = (): Fault => new Fault("not_found", "There is no calendar at this address.");

/** A person's dated activities around today, of each state those nearest to it. */
async function eventsOf(table: Table, userId: string, now: string): Promise<ActivityRow[]> {
  const at = (days: number): string => timeKey(later(now, days * DAY_MS));
  const range = { from: at(-PAST_DAYS), to: at(AHEAD_DAYS) };
  const [todo, past] = await Promise.all([
    table.list(activity, { sources: [planSource(userId, "open")], range, limit: EVENTS_MAX }),
    table.list(activity, { sources: [planSource(userId, "closed")], range, limit: EVENTS_MAX, descending: true }),
  ]);
  return [...todo.rows, ...past.rows];
}

const feed = route({
  method: "GET",
  path: "/v1/calendar-feeds/{token}",
  permission: "public",
  summary: "One person's activities as a calendar (RFC 5545) to subscribe to, from 90 days back to a year ahead.",
  example: { params: { token: "DEMO-calendar-address" } },
  run: async (call) => {
    const token = call.params.token ?? "";
    const entryId = entryIdOf(token);
    const stamp = { actor: "system:calendar", from: call.sourceIp, requestId: call.requestId };
    const entry = await systemTable(stamp).find(calendarEntry, entryId);
    if (!entry) throw closed();
    const table = await tenantTable(entry.tenantId, stamp);
    const [own, person, tenant] = await Promise.all([
      feedOf(table, entry.userId),
      table.find(user, entry.userId),
      tenantContext(entry.tenantId, table),
    ]);
    if (own?.entryId !== entryId || own.revokedAt || !person || person.archived) throw closed();
    if (isOutlived(person, own)) throw closed();
    const access = accessOf(person, tenant);
    if (!access.can("activities.read")) throw closed();
    await spend({ table, kind: "calls", perSecond: tenant.requestsPerSecondMax }, clock.now());
    const rows = await eventsOf(table, entry.userId, call.now);
    const entries: Entry[] = rows
      .filter((row) => access.sees(activity, row))
      .map((row) => ({ row, shown: projected(access, activity.noun, row) }));
    const headers = { "content-type": "text/calendar; charset=utf-8", "cache-control": "private, no-cache" };
    return new Reply(200, calendar(person.name, entries, tenant.timeZone), headers);
  },
});

export const feedRoutes: Route[] = [open, read, revoke, feed];
