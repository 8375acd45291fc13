import { addDays, zonedInstant } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { selection } from "../../shared/records/select.ts";
import { valueAt } from "../../shared/records/values.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { dueWork } from "../tenants/due.ts";
import { advance } from "./advance.ts";
import type { Trigger } from "./definition.ts";
import { nounNamed } from "./facts.ts";
import { liveOf } from "./live.ts";
import { personOf } from "./people.ts";
import { dayOf, recursOn } from "./rules.ts";
import { enrolment, journey, journeyRound } from "./table.ts";
import { began } from "./triggers.ts";

type RoundRow = RowOf<typeof journeyRound>;
type DateTrigger = Extract<Trigger, { kind: "date" }>;

/** Pages of one turn; the next turn goes on behind them. */
const PAGES_MAX = 20;
const PAGE = 100;
const AT_ONCE = 8;

async function together<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...all];
  const worker = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** One page of those on a journey; where to go on. */
async function pageOfAll(call: Caller, { journeyId, after }: RoundRow): Promise<string | undefined> {
  const sources = [sourceOf(enrolment, "parent", { journeyId })];
  const page = await call.table.list(enrolment, {
    sources,
    limit: PAGE,
    after,
    keep: ({ state }) => state === "active",
  });
  await together(page.rows, ({ id }) => advance(call, id));
  return page.next;
}

/** One page of the records whose day it may be; where to go on. */
async function pageOfDay(call: Caller, row: RoundRow, trigger: DateTrigger, people: "contact" | "lead") {
  const { noun, field, days, filter, yearly = false } = trigger;
  const [of, day] = [await nounNamed(noun), addDays(row.on ?? "", -days)];
  if (!of) return undefined;
  const page = await selection(call, of, filter, PAGE)(row.after);
  const theirs = page.rows.filter((record) => {
    const named = dayOf(valueAt(record, field), call.tenant.timeZone);
    return named !== undefined && recursOn(named, day, yearly);
  });
  await together(theirs, async (record) => {
    const personId = await personOf(call, people, { noun, row: record });
    if (personId === undefined) return;
    const about = noun === people ? undefined : { noun, id: record.id };
    const occurrence = `${record.id} ${field} ${day}`;
    await began(call, { journeyId: row.journeyId, personId, record: about, occurrence });
  });
  return page.next;
}

/** What is left of a round of everybody after some pages. */
async function turnOfAll(call: Caller, row: RoundRow): Promise<Partial<RoundRow> | undefined> {
  let after = row.after;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    after = await pageOfAll(call, { ...row, after });
    if (after === undefined) return undefined;
  }
  return { after, dueAt: call.now };
}

/** What is left of a round of days after some pages: the next page, or the next day. Days that were missed are made up for. */
async function turnOfDays(call: Caller, row: RoundRow): Promise<Partial<RoundRow> | undefined> {
  const of = await call.table.find(journey, row.journeyId);
  const [live] = of ? liveOf(of) : [];
  // Publishing and resuming begin it anew.
  if (live?.trigger.kind !== "date") return undefined;
  const { trigger, of: people } = live;
  let at: Partial<RoundRow> = row;
  for (let pages = 0; pages < PAGES_MAX && (at.dueAt ?? call.now) <= call.now; pages++) {
    const after = await pageOfDay(call, { ...row, ...at }, trigger, people);
    const on = addDays(at.on ?? "", 1);
    const next = zonedInstant(on, trigger.at, call.tenant.timeZone).toISOString();
    at = after === undefined ? { on, after, dueAt: next } : { ...at, after };
  }
  return { on: at.on, after: at.after, dueAt: at.dueAt };
}

const turned = (call: Caller, row: RoundRow): Promise<Partial<RoundRow> | undefined> =>
  row.kind === "days" ? turnOfDays(call, row) : turnOfAll(call, row);

/** Runs every minute: begins journeys whose day has come, and lets everybody know of one that was resumed or stopped. */
export const handler = dueWork("journeyRounds", journeyRound, async ({ table, row, now, caller }) => {
  const next = await turned(await caller(), row);
  if (next) await table.replace(journeyRound, row, nextVersion(row, now.toISOString(), next));
  else await table.commit([write.delete(journeyRound, row)]);
});
