import { clock } from "../../shared/config.ts";
import { meterId, monthOf } from "../../shared/http/metering.ts";
import { objectsBelow } from "../../shared/listed.ts";
import { errorFields, log } from "../../shared/log.ts";
import { readObject, writeObject } from "../../shared/objects.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import { keeping } from "../../shared/table/keeping.ts";
import { systemTable, type Table } from "../../shared/table/table.ts";
import { tenantsPage } from "../../shared/table/walk.ts";
import { together } from "../../shared/together.ts";
import { type Timed, UNBOUNDED } from "../../shared/unbounded.ts";
import { PLACES_OF_ALL, tenantOfKey } from "../privacy/places.ts";
import { keepUsage, type Measured } from "./keep.ts";
import { messagesCell } from "./messages.ts";
import { MARK_ID, meteringMark } from "./table.ts";

/**
 * Measures all tenants once a day: one pass through the keys of the table, one through the listing of the bucket, and then
 * what changed is kept. It costs half a read unit for 4 KB of the table and a listing for a thousand objects, whatever
 * tenants there are; of an idle tenant one row is read and nothing is written. How far it is lies in the bucket, so that a
 * run which ends goes on where it was; a run that begins anew, or beside another, comes to the same.
 */
const stamp = { actor: "system:metering", from: "", requestId: "", unattended: true };
const PROGRESS = "metering/progress.json";
/** After so many pages what was counted is written down; a run that breaks off counts so much anew. */
const NOTED_EVERY = 500;
/** A run ends itself this long before it would be ended. */
const SPARE_MS = 60_000;
const AT_ONCE = 16;

type Progress = {
  day: string;
  stage: "table" | "bucket" | "keep";
  /** The place of the bucket that is listed. */
  place: number;
  after?: string;
  tenants: Record<string, Measured>;
};

const begun = (day: string): Progress => ({ day, stage: "table", place: 0, tenants: {} });

/** How far the pass of this day is; one of another day is begun anew. */
async function progressOf(day: string): Promise<Progress> {
  try {
    const { bytes } = await readObject(PROGRESS);
    const found = JSON.parse(new TextDecoder().decode(bytes)) as Progress;
    return found.day === day ? found : begun(day);
  } catch (error) {
    const { name } = error as Error;
    if (name === "NoSuchKey" || error instanceof SyntaxError) return begun(day);
    throw error;
  }
}

const note = (progress: Progress): Promise<void> =>
  writeObject(PROGRESS, Buffer.from(JSON.stringify(progress)), "application/json");

function measuredOf({ tenants }: Progress, tenantId: string): Measured {
  const found = tenants[tenantId] ?? { rows: 0, storageBytes: 0, objects: 0, isBusy: false };
  tenants[tenantId] = found;
  return found;
}

async function tableStep(progress: Progress): Promise<Progress> {
  const { keys, next } = await tenantsPage(progress.after);
  const month = monthOf(progress.day);
  const busy = [meterId(month), messagesCell(month)];
  for (const { pk } of keys) {
    const [, tenantId = "", ...rest] = pk.split("#");
    const measured = measuredOf(progress, tenantId);
    measured.rows += 1;
    if (busy.includes(rest.at(-1) ?? "")) measured.isBusy = true;
  }
  if (next !== undefined) return { ...progress, after: next };
  return { ...progress, stage: "bucket", after: undefined };
}

async function bucketStep(progress: Progress): Promise<Progress> {
  const place = PLACES_OF_ALL[progress.place];
  if (place === undefined) return { ...progress, stage: "keep" };
  const { objects, next } = await objectsBelow(place, progress.after);
  for (const { key, bytes } of objects) {
    const tenantId = tenantOfKey(key);
    if (tenantId === undefined) continue;
    const measured = measuredOf(progress, tenantId);
    measured.storageBytes += bytes;
    measured.objects += 1;
  }
  return { ...progress, after: next, place: progress.place + (next === undefined ? 1 : 0) };
}

/** Keeps what was measured; a tenant that cannot be written holds up no other and is measured again the next day. */
async function keepAll(system: Table, { tenants, day }: Progress, now: string): Promise<void> {
  await together(Object.entries(tenants), AT_ONCE, async ([tenantId, measured]) => {
    try {
      await keepUsage(system, { tenantId, measured, month: monthOf(day), now });
    } catch (error) {
      log.error("usage not kept", { tenantId, ...errorFields(error) });
    }
  });
}

async function finish(system: Table, day: string, now: string): Promise<void> {
  const mark = await system.find(meteringMark, MARK_ID);
  try {
    await system.commit([keeping(meteringMark, { id: MARK_ID, before: mark, now }, { day })]);
  } catch (error) {
    // Another run has come to the same.
    if (!isOvertaken(error)) throw error;
  }
  // Nothing of who the tenants are stays behind.
  await note({ ...begun(day), stage: "keep" });
}

export async function handler(_event?: unknown, context: Timed = UNBOUNDED): Promise<void> {
  const system = systemTable(stamp);
  const now = clock.now().toISOString();
  const day = now.slice(0, 10);
  const mark = await system.find(meteringMark, MARK_ID);
  if (mark && mark.day >= day) return;
  let progress = await progressOf(day);
  for (let pages = 1; progress.stage !== "keep"; pages++) {
    progress = await (progress.stage === "table" ? tableStep(progress) : bucketStep(progress));
    const isOver = context.getRemainingTimeInMillis() < SPARE_MS;
    if (isOver || pages % NOTED_EVERY === 0) await note(progress);
    if (isOver) return;
  }
  await keepAll(system, progress, now);
  await finish(system, day, now);
}
