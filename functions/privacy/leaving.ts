import { STANDING_ID, type Standing, tenantStanding } from "../../shared/auth/standing.ts";
import { clearBelow } from "../../shared/cleared.ts";
import { clock, config, perStack } from "../../shared/config.ts";
import { errorFields, log } from "../../shared/log.ts";
import { tenantPrefix } from "../../shared/table/action.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { physicalKey } from "../../shared/table/step.ts";
import { fromItem, type Item } from "../../shared/table/store.ts";
import { systemTable, type Table, tenantTable } from "../../shared/table/table.ts";
import { itemsAt, removeAt, removeSystemAt, stretchOf, systemItemsAt, systemStretch } from "../../shared/table/walk.ts";
import { together } from "../../shared/together.ts";
import { type Timed, UNBOUNDED } from "../../shared/unbounded.ts";
import { toldOf } from "../streams/everything.ts";
import { tenantEntry } from "../tenants/table.ts";
import { user } from "../users/table.ts";
import { placesOf } from "./places.ts";

/**
 * Deletes tenants whose retention is over. A pass through the table takes away whatever is the tenant's; the next run makes
 * another, since what was under way may have written to it meanwhile, and the pass that finds nothing was the last. Then go
 * the rows outside every tenant that lead to it, and its objects. How far it is stands in its one row that stays, so that a
 * run which breaks off is gone on with; an item that is gone is gone, so that two runs at once come to the same.
 */
const stamp = { actor: "system:tenantsLeaving", from: "", requestId: "", unattended: true };
const STEP_KEYS_MIN = 400;
const STEP_PAGES_MAX = 10;
const AT_ONCE = 16;
/** A run ends itself this long before it would be ended. */
const SPARE_MS = 60_000;

type Entry = RowOf<typeof tenantEntry>;
type Counts = Record<string, number>;
type Step = { progress: NonNullable<Standing["progress"]>; counts: Counts; rests?: boolean; isDone?: boolean };

const keyOf = (item: Item) => ({ pk: item.pk?.S ?? "", sk: item.sk?.S ?? "" });
const count = (counts: Counts, name: string, n = 1): void => {
  counts[name] = (counts[name] ?? 0) + n;
};

const people = perStack(async () => {
  const sdk = await import("@aws-sdk/client-cognito-identity-provider");
  return { ...sdk, client: new sdk.CognitoIdentityProviderClient({}) };
});

/** Ends that somebody can sign in; whoever is not in the pool is out of it. */
async function outOfPool(userId: string): Promise<boolean> {
  const { userPoolId } = config();
  if (!userPoolId) return false;
  const { client, AdminDeleteUserCommand } = await people();
  const gone = new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: userId });
  try {
    await client.send(gone);
    return true;
  } catch (error) {
    if ((error as Error).name === "UserNotFoundException") return false;
    throw error;
  }
}

async function removeItem(tenantId: string, item: Item, counts: Counts): Promise<void> {
  const told = await toldOf(tenantId, item);
  if (told?.entity.noun === user.noun && (await outOfPool(told.row.id))) count(counts, "pool");
  await removeAt(tenantId, keyOf(item));
  count(counts, `table.${told?.entity.noun ?? "derived"}`);
}

async function tableStep(tenantId: string, { progress, counts }: Step): Promise<Step> {
  const own = physicalKey(tenantPrefix(tenantId), tenantStanding.key({ id: STANDING_ID }));
  const { keys, next } = await stretchOf(tenantId, progress.after, STEP_KEYS_MIN, STEP_PAGES_MAX);
  const items = await itemsAt(
    tenantId,
    keys.filter(({ pk }) => pk !== own.pk),
  );
  await together(items, AT_ONCE, (item) => removeItem(tenantId, item, counts));
  const found = progress.found + items.length;
  if (next !== undefined) return { progress: { stage: "table", after: next, found }, counts };
  if (found > 0) return { progress: { stage: "table", found: 0 }, counts, rests: true };
  return { progress: { stage: "system", found: 0 }, counts };
}

/** Rows outside every tenant say in a field of theirs into which one they lead. */
const leadsTo = (item: Item, tenantId: string): boolean => fromItem(item).tenantId === tenantId;

async function systemStep(tenantId: string, { progress, counts }: Step): Promise<Step> {
  const { keys, next } = await systemStretch(progress.after, STEP_KEYS_MIN, STEP_PAGES_MAX);
  const items = (await systemItemsAt(keys)).filter((item) => leadsTo(item, tenantId));
  await together(items, AT_ONCE, (item) => removeSystemAt(keyOf(item)));
  if (items.length > 0) count(counts, "system", items.length);
  const further = next === undefined ? { stage: "bucket" as const } : { stage: "system" as const, after: next };
  return { progress: { ...further, found: 0 }, counts };
}

async function bucketStep(tenantId: string, { progress, counts }: Step): Promise<Step> {
  for (const prefix of placesOf(tenantId)) {
    const gone = await clearBelow(prefix);
    if (gone > 0) count(counts, `bucket.${prefix.split("/")[0]}`, gone);
  }
  return { progress, counts, isDone: true };
}

const STEPS = { table: tableStep, system: systemStep, bucket: bucketStep };

/** From now on nobody is let in, and nothing follows from what happens; undefined where it is not to be deleted after all. */
async function begun(table: Table, entry: Entry, now: string): Promise<Standing | undefined> {
  const row = await table.find(tenantStanding, STANDING_ID);
  if (row?.state === "deleting" || row?.state === "deleted") return row;
  if (row?.state !== "closing" || row.deleteAt === undefined || row.deleteAt > now || entry.id !== table.tenantId) {
    return undefined;
  }
  const fields = {
    state: "deleting" as const,
    reads: false,
    progress: { stage: "table" as const, found: 0 },
    counts: {},
  };
  return table.replace(tenantStanding, row, nextVersion(row, now, fields));
}

async function leave(system: Table, entry: Entry, leftMs: () => number): Promise<void> {
  const table = await tenantTable(entry.id, stamp);
  const now = () => clock.now().toISOString();
  let row = await begun(table, entry, now());
  while (row?.state === "deleting" && leftMs() > SPARE_MS) {
    const { progress = { stage: "table" as const, found: 0 }, counts = {} } = row;
    const step = await STEPS[progress.stage](entry.id, { progress, counts: { ...counts } });
    const fields = step.isDone
      ? { state: "deleted" as const, deletedAt: now(), progress: undefined, counts: step.counts }
      : { progress: step.progress, counts: step.counts };
    row = await table.replace(tenantStanding, row, nextVersion(row, now(), fields));
    if (step.rests) return;
  }
  if (row?.state !== "deleted") return;
  const told = { name: "deleted", state: "deleted" as const, deleteAt: undefined, archived: true };
  await system.replace(tenantEntry, entry, nextVersion(entry, now(), told));
  log.info("tenant deleted", { tenantId: entry.id });
}

/** Runs every quarter of an hour: of two passes through the table one is that much later, when all that was under way has ended. */
export async function handler(_event?: unknown, context: Timed = UNBOUNDED): Promise<void> {
  const system = systemTable(stamp);
  const now = clock.now().toISOString();
  const due = await Array.fromAsync(
    system.each(tenantEntry, {
      sources: [sourceOf(tenantEntry, "work")],
      keep: ({ deleteAt = now }) => deleteAt <= now,
    }),
  );
  for (const entry of due) {
    await leave(system, entry, () => context.getRemainingTimeInMillis()).catch((error) => {
      if (!isOvertaken(error)) log.error("tenant is not deleted yet", { tenantId: entry.id, ...errorFields(error) });
    });
  }
}
