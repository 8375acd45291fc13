import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { loaded } from "../../shared/http/record.ts";
import type { Call } from "../../shared/http/route.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { peopleSeen } from "./merge.ts";
import { entityOf } from "./people.ts";
import type { EventsQuery } from "./schema.ts";
import { type EventRow, type VisitorRow, visitorsOf } from "./stream.ts";
import { behaviourEvent, visitor } from "./table.ts";

/** Visitors of one person that a list merges. */
const VISITORS_MAX = 100;

type Query = z.output<typeof EventsQuery>;
type Stream = { row: Pick<VisitorRow, "id">; isTheirs(event: EventRow): boolean };

/** Whoever sees a person sees what they did. */
export async function checkedPerson(call: Call<unknown, unknown>, personId: string): Promise<string> {
  try {
    return (await loaded({ ...call, ifMatch: undefined, writes: false }, entityOf(personId), personId)).id;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "not_found") throw error;
    throw invalidField("personId", `There is no person ${personId}.`, "unknown_reference");
  }
}

async function streamsOf(call: Call<unknown, Query>): Promise<Stream[]> {
  const { personId, visitorId } = call.query;
  if (personId) {
    const streams = await visitorsOf(call.table, await checkedPerson(call, personId));
    if (streams.length <= VISITORS_MAX) return streams;
    throw new Fault("too_large", `This person was met as ${streams.length} visitors; ask for one by visitorId.`);
  }
  const row = await loaded(call, visitor, visitorId ?? "");
  await peopleSeen(call, row);
  return [{ row, isTheirs: () => true }];
}

/** What a person or a visitor did, newest first. */
export async function eventsPage(call: Call<unknown, Query>) {
  const { personId, visitorId, name, limit, cursor } = call.query;
  if ((personId === undefined) === (visitorId === undefined)) {
    throw invalidField("personId", "Name either personId or visitorId.", "required");
  }
  const { sealingKey, id: tenantId } = call.tenant;
  const bound = JSON.stringify(["events", tenantId, call.actor.principalId, personId, visitorId, name]);
  const cursors = cursorsOf(sealingKey, bound);
  const after = cursors.opened(cursor);
  const streams = new Map((await streamsOf(call)).map((one) => [one.row.id, one]));
  if (streams.size === 0) return { items: [], nextCursor: null };
  const seconds = Date.parse(call.now) / 1_000;
  const { rows, next } = await call.table.list(behaviourEvent, {
    sources: [...streams.keys()].map((id) => sourceOf(behaviourEvent, "parent", { visitorId: id })),
    descending: true,
    ...{ limit, after },
    keep: (row) =>
      row.ttl > seconds && (name ?? row.name) === row.name && streams.get(row.visitorId)?.isTheirs(row) === true,
  });
  return { items: rows, nextCursor: cursors.sealed(next) };
}
