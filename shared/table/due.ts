import { DAY_MS } from "../duration.ts";
import { type AnyRow, type Entity, shardOf, timeKey } from "./entity.ts";
import { INDEXES } from "./physical.ts";

/**
 * What is due in all tenants stands under this prefix in the index of work, outside every tenant's partitions: whoever looks
 * for it reads what is due and asks no tenant. A role that looks may read keys alone there; the row is read behind the wall.
 */
export const DUE_PREFIX = "D#";

/** The day (of UTC, counted since 1970) whose partitions an instant stands in. */
export const dueDay = (at: string): number => Math.floor(Date.parse(at) / DAY_MS);

/**
 * A day has partitions of its own, and each takes a shard of the rows. So what is planned for a year lies in many
 * partitions, and what is planned for one hour in as many as its work asks for.
 */
export const duePartition = (work: string, day: number, shard: number): string =>
  `${DUE_PREFIX}${work}#${day}#${shard}`;

/** Where a place may begin that is due at an instant; what is due later begins behind it. */
export const dueUntil = (at: string): string => `${timeKey(at)}~`;

/**
 * The keys of a row in the index of what is due; none where nothing is. What was due before it was written stands at the time
 * of writing, so that no day gets a row that is over: whoever has seen it empty need not come back.
 */
export function dueKeys({ due }: Entity, prefix: string, row: AnyRow): Record<string, string> {
  const wanted = due?.at(row);
  if (!due || wanted === undefined) return {};
  const at = Date.parse(wanted) > Date.parse(row.updatedAt) ? wanted : row.updatedAt;
  const [, tenantId = ""] = prefix.split("#");
  const name = `${tenantId}#${row.id}`;
  return {
    [INDEXES.work.pk]: duePartition(due.work, dueDay(at), shardOf(name, due.shards)),
    [INDEXES.work.sk]: `${timeKey(at)}#${name}`,
  };
}

/** True for a row that stands and whose time has come. */
export function isDue(entity: Entity, row: AnyRow | undefined, now: string): boolean {
  const at = row && entity.due?.at(row);
  return at !== undefined && Date.parse(at) <= Date.parse(now);
}
