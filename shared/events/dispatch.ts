/**
 * Stream records are retried by age, not by count. Throttling may last for hours, and a count of tries was used up in
 * 17 seconds. Within one partition what follows waits; half a day later it goes on without the record.
 */
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { TenantContext } from "../auth/access.ts";
import { actorName, systemActor } from "../auth/actor.ts";
import { TenantGone } from "../auth/standing.ts";
import { clock } from "../config.ts";
import { HOUR_MS } from "../duration.ts";
import { newId } from "../ids.ts";
import { errorFields, log } from "../log.ts";
import { once } from "../once.ts";
import { cardOf, type EntityCard } from "../table/card.ts";
import { isAtHome } from "../table/home.ts";
import { rowOf } from "../table/item.ts";
import { isPassing } from "../table/retry.ts";
import type { Item } from "../table/store.ts";
import { type Table, tenantTable } from "../table/table.ts";
import { stampOf } from "../table/written.ts";
import type { Change, Consumer, Emission, ReactionCard, Work } from "./event.ts";
import { type ParkedRow, park, parkedRecord, settle } from "./parked.ts";

/** Partitions of one batch that are worked on at once; within a partition the order of changes holds. */
const PARTITIONS_AT_ONCE = 16;
/** A piece of work is tried this often at once before its record is parked. */
const TRIES_BEFORE_PARKING = 3;

type Task = {
  name: string;
  run(change: Change, work: Work): Promise<void>;
  givenUp?(change: Change, work: Work): Promise<void>;
};

export type Dispatch = {
  consumer: Consumer;
  entities: readonly EntityCard[];
  reactions: readonly ReactionCard[];
  tenantContext(tenantId: string, table: Table): Promise<TenantContext>;
};

type ByPrefix = ReadonlyMap<string, EntityCard>;

/** The change that a stream record tells; `undefined` for rows of no entity (markers, counters) or of no tenant. */
export async function changeOf(record: DynamoDBRecord, byPrefix: ByPrefix): Promise<Change | undefined> {
  const { NewImage, OldImage, ApproximateCreationDateTime } = record.dynamodb ?? {};
  const image = (NewImage ?? OldImage) as Item | undefined;
  const [kind, tenantId] = (image?.pk?.S ?? "").split("#");
  const card = byPrefix.get((image?.id?.S ?? "").split("_")[0] ?? "");
  const isMarker = image?.version === undefined;
  if (!image || kind !== "T" || !tenantId || !card || isMarker) return undefined;
  const entity = await card.load();
  const row = rowOf(entity, image);
  if (!isAtHome(entity, tenantId, image, row)) return undefined;
  return {
    tenantId,
    entity,
    ...(OldImage && { before: NewImage ? rowOf(entity, OldImage as Item) : row }),
    ...(NewImage && { after: row }),
    stamp: stampOf(image),
    at: new Date((ApproximateCreationDateTime ?? 0) * 1000).toISOString(),
  };
}

/**
 * Whether a change is one that an event tells of. Of a row that is damaged nobody can say: then it is, so that its work is
 * tried and parked like any that fails for good, and its followers go on.
 */
function tells(emission: Emission, change: Change): boolean {
  try {
    return emission.test(change);
  } catch (error) {
    log.warn("change cannot be told", { event: emission.event, noun: change.entity.noun, ...errorFields(error) });
    return true;
  }
}

async function tasksFor({ consumer, ...dispatch }: Dispatch, change: Change): Promise<Task[]> {
  const cards = dispatch.reactions.filter(({ of }) => of === undefined || of.includes(change.entity.noun));
  const reactions = await Promise.all(cards.map(({ load }) => load()));
  const events = reactions.flatMap((r) =>
    (r.emits ?? []).filter((e) => e.entity.noun === change.entity.noun && tells(e, change)).map((e) => e.event),
  );
  const handlers = reactions.flatMap((r) => r.handles ?? []);
  const watchers = change.entity.audited ? reactions.flatMap((r) => r.watches ?? []) : [];
  return [
    ...watchers.filter((w) => w.consumer === consumer).map((w) => ({ name: w.does, run: w.run })),
    ...events.flatMap((event) =>
      handlers
        .filter((h) => h.event === event && h.consumer === consumer)
        .map((h) => ({ name: `${event}: ${h.does}`, run: h.run, givenUp: h.givenUp }) as Task),
    ),
  ];
}

/**
 * The handler of one stream consumer. Of a batch, partitions run side by side and each in its order. What fails for a
 * passing reason is handed back (the event source tries again and bisects) until its record is half a day old; what
 * fails for good, or for so long, is parked with its images, and its followers go on. Only a record that cannot even be
 * parked goes to the dead-letter queue in the end.
 */
export function streamHandler(declared: Dispatch) {
  const remembered = <C extends { load(): Promise<unknown> }>(card: C): C => ({
    ...card,
    load: once(() => card.load()),
  });
  const dispatch = { ...declared, reactions: declared.reactions.map(remembered) };
  const byPrefix = new Map([...declared.entities, cardOf(parkedRecord)].map((e) => [e.prefix, remembered(e)]));
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const groups = Map.groupBy(event.Records, (r) => r.dynamodb?.Keys?.pk?.S ?? "");
    const queue = [...groups.values()];
    const failed: string[] = [];
    const worker = async (): Promise<void> => {
      for (let group = queue.shift(); group; group = queue.shift()) {
        const stopped = await runGroup(dispatch, byPrefix, group);
        if (stopped) failed.push(stopped);
      }
    };
    await Promise.all(Array.from({ length: PARTITIONS_AT_ONCE }, worker));
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** Runs a partition's records in order; the sequence number of the first that must be tried again, if any. */
async function runGroup(dispatch: Dispatch, byPrefix: ByPrefix, group: DynamoDBRecord[]) {
  for (const record of group) {
    try {
      await runRecord(dispatch, byPrefix, record);
    } catch (error) {
      log.warn("record handed back", { consumer: dispatch.consumer, ...errorFields(error) });
      return record.dynamodb?.SequenceNumber ?? "";
    }
  }
  return undefined;
}

/** Runs all work of one record. Throws for passing reasons only. */
async function runRecord(dispatch: Dispatch, byPrefix: ByPrefix, record: DynamoDBRecord): Promise<void> {
  const change = await changeOf(record, byPrefix);
  if (!change) return;
  if (change.entity.noun === parkedRecord.noun) {
    const parked = change.after as ParkedRow | undefined;
    if (parked?.state === "retrying" && parked.consumer === dispatch.consumer)
      await retry(dispatch, byPrefix, parked, change.tenantId);
    return;
  }
  const tasks = await tasksFor(dispatch, change);
  if (tasks.length === 0) return;
  for (const task of tasks) {
    const work = await workUnlessGone(dispatch, change);
    if (!work) return;
    await attempt(dispatch, task, change, work, record);
  }
}

/** What work is done with; nothing in a tenant that is being deleted: it would come back by its own traces. */
async function workUnlessGone(dispatch: Dispatch, { tenantId, stamp }: Change): Promise<Work | undefined> {
  try {
    return await workFor(dispatch, tenantId, stamp.requestId);
  } catch (error) {
    if (error instanceof TenantGone) return undefined;
    throw error;
  }
}

async function workFor(dispatch: Dispatch, tenantId: string, requestId: string): Promise<Work> {
  const table = await tenantTable(tenantId, {
    actor: actorName(systemActor(tenantId, dispatch.consumer)),
    from: "",
    requestId,
    unattended: true,
  });
  const tenant = await dispatch.tenantContext(tenantId, table);
  const now = clock.now();
  return { table, tenant, now: now.toISOString(), newId: (prefix) => newId(prefix, now) };
}

/** Work that fails for a passing reason is tried again until its record is so old; later it waits for an operator. */
const PASSES_WITHIN_MS = 12 * HOUR_MS;

const isOld = (change: Change): boolean => clock.now().getTime() - Date.parse(change.at) > PASSES_WITHIN_MS;

async function attempt(dispatch: Dispatch, task: Task, change: Change, work: Work, record: DynamoDBRecord) {
  for (let tried = 1; ; tried++) {
    try {
      return await task.run(change, work);
    } catch (error) {
      if (isPassing(error) && !isOld(change)) throw error;
      if (!isPassing(error) && tried < TRIES_BEFORE_PARKING) continue;
      await task.givenUp?.(change, work);
      log.error("record parked", { consumer: dispatch.consumer, event: task.name, ...errorFields(error) });
      return await park({ consumer: dispatch.consumer, task: task.name, tried, change, work, record, error });
    }
  }
}

/** An operator has asked for it: the one piece of work that a parked record waits for, run again. */
async function retry(dispatch: Dispatch, byPrefix: ByPrefix, parked: ParkedRow, tenantId: string) {
  const record = JSON.parse(parked.record) as DynamoDBRecord;
  const change = await changeOf(record, byPrefix);
  const tasks = change ? await tasksFor(dispatch, change) : [];
  const task = tasks.find((t) => t.name === parked.event);
  const work = await workFor(dispatch, tenantId, parked.id);
  if (!change || !task) return settle(work, parked, new Error("This work is no longer known."));
  try {
    await task.run(change, work);
  } catch (error) {
    if (isPassing(error)) throw error;
    return settle(work, parked, error);
  }
  await settle(work, parked);
}
