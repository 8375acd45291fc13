/**
 * Usage is marks and counters. An event costs two write units, for its insert id's mark in the transaction that adds
 * it to its day, and a day of an account, product and metric two a transaction of forty events. Health is asked for
 * off the stream and reckoned at most once a minute and account, of days and not of events: some ten reads, and the
 * days of half a year. Its parts are whole points, so they add up; of a fall somebody is told once, until half of it
 * is made good.
 */
import type * as z from "zod";
import { civilDate } from "../../shared/clock.ts";
import { DAY_MS } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew } from "../../shared/table/anew.ts";
import { write } from "../../shared/table/table.ts";
import { together } from "../../shared/together.ts";
import { account } from "../accounts/table.ts";
import { product } from "../products/table.ts";
import { LATE_DAYS_MAX, UsageEvent, type UsageReply } from "./schema.ts";
import { dayId, markId, usageDay, usageMark } from "./table.ts";

type Event = z.output<typeof UsageEvent>;
type Told = { index: number; event: Event };
type Rejection = z.output<typeof UsageReply>["rejected"][number];

/** A clock that runs fast may tell of what is a little in the future. */
const EARLY_MS_MAX = DAY_MS;
/** Insert ids are kept longer than what is as late is taken. */
const KEPT_DAYS = LATE_DAYS_MAX + 30;
/** Events of one transaction, which marks each of them and adds them to their days. */
const EVENTS_AT_ONCE = 40;
const TRANSACTIONS_AT_ONCE = 10;
const TRIES_MAX = 10;
const MILLI = 1_000;

/** What is wrong with an event that has its shape: when it was, and what it names. */
async function checked(call: Caller, told: readonly Told[]): Promise<{ good: Told[]; rejected: Rejection[] }> {
  const { table, access } = call;
  const [accounts, products] = await Promise.all([
    table.getMany(
      account,
      told.map(({ event }) => event.accountId),
    ),
    table.getMany(
      product,
      told.flatMap(({ event }) => event.productId ?? []),
    ),
  ]);
  const now = Date.parse(call.now);
  const wrongIn = ({ accountId, productId, at }: Event): [path: string, message: string] | undefined => {
    const about = accounts.get(accountId);
    if (!about || !access.sees(account, about)) return ["accountId", `There is no account ${accountId}.`];
    if (productId && !products.has(productId)) return ["productId", `There is no product ${productId}.`];
    const age = now - Date.parse(at);
    if (age > LATE_DAYS_MAX * DAY_MS) return ["at", `at is more than ${LATE_DAYS_MAX} days ago.`];
    return age < -EARLY_MS_MAX ? ["at", "at is more than a day in the future."] : undefined;
  };
  const found = told.map((one) => ({ one, wrong: wrongIn(one.event) }));
  return {
    good: found.flatMap(({ one, wrong }) => (wrong ? [] : [one])),
    rejected: found.flatMap(({ one, wrong }) =>
      wrong ? [{ index: one.index, path: wrong[0], message: wrong[1] }] : [],
    ),
  };
}

/** The marks of events, and what they add to their days. */
function actionsOf(call: Caller, events: readonly Event[]): Action[] {
  const { now, tenant } = call;
  const ttl = Math.floor(Date.parse(now) / 1_000) + (KEPT_DAYS * DAY_MS) / 1_000;
  const idOf = ({ accountId, metric, productId, at }: Event): string =>
    dayId(accountId, civilDate(new Date(at), tenant.timeZone), metric, productId);
  const marks = events.map(({ insertId }) =>
    write.create(usageMark, { id: markId(insertId), version: 1, createdAt: now, updatedAt: now, ttl }),
  );
  const days = [...Map.groupBy(events, idOf)].map(([id, some]) => {
    const sumMilli = some.reduce((sum, { value }) => sum + Math.round(value * MILLI), 0);
    // Its version counts along, so that the stream tells of it as of a row.
    return write.add(usageDay, id, { count: some.length, sumMilli, version: 1 });
  });
  return [...marks, ...days];
}

const isTaken = (error: unknown): boolean => error instanceof Fault && error.code === "duplicate";

/** Stores events in one transaction, without those that are there; says how many it stored. */
const storePiece = (call: Caller, events: readonly Event[]): Promise<number> =>
  anew(
    TRIES_MAX,
    async (tried) => {
      // Most have not come before: only where one has, it is looked which.
      const ids = events.map(({ insertId }) => markId(insertId));
      const known = tried === 1 ? new Map() : await call.table.getMany(usageMark, ids, true);
      const fresh = events.filter(({ insertId }) => !known.has(markId(insertId)));
      if (fresh.length > 0) await call.table.commit(actionsOf(call, fresh));
      return fresh.length;
    },
    isTaken,
  );

/** Takes a batch of usage events: each once by its insert id, those that are wrong rejected by their places. */
export async function takeIn(call: Caller, events: readonly unknown[]): Promise<z.output<typeof UsageReply>> {
  const read = events.map((event, index) => ({ index, parsed: UsageEvent.safeParse(event, { reportInput: true }) }));
  const told = read.flatMap(({ index, parsed }) => (parsed.success ? [{ index, event: parsed.data }] : []));
  const misshapen = read.flatMap(({ index, parsed }): Rejection[] => {
    const [first] = parsed.success ? [] : issuesOf(parsed.error, "");
    return first ? [{ index, path: first.path, message: first.message }] : [];
  });
  const { good, rejected } = await checked(call, told);
  const once = [...new Map(good.map(({ event }) => [event.insertId, event])).values()];
  // Those of a day stand together, so that a transaction adds to few.
  const sorted = once.sort((a, b) =>
    `${a.accountId}${a.metric}${a.at}` < `${b.accountId}${b.metric}${b.at}` ? -1 : 1,
  );
  const pieces = Array.from({ length: Math.ceil(sorted.length / EVENTS_AT_ONCE) }, (_, n) =>
    sorted.slice(n * EVENTS_AT_ONCE, (n + 1) * EVENTS_AT_ONCE),
  );
  const stored = (await together(pieces, TRANSACTIONS_AT_ONCE, (piece) => storePiece(call, piece))).reduce(
    (sum, n) => sum + n,
    0,
  );
  const all = [...misshapen, ...rejected].sort((a, b) => a.index - b.index);
  return { stored, duplicates: good.length - stored, rejected: all };
}
