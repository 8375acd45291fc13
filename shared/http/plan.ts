import type { Access } from "../auth/access.ts";
import { valuePartition } from "../records/custom.ts";
import { customKey } from "../records/values.ts";
import { type AnyRow, type Entity, type EntityIndex, partitionOf, partnersIndex, sortKeyOf } from "../table/entity.ts";
import { type KeyRange, LIST_PARTITIONS_MAX, type ListSource } from "../table/list.ts";
import { orderPartition } from "../table/order.ts";
import { INDEX_NAMES } from "../table/physical.ts";
import type { Ordered } from "./ordered.ts";
import type { Wanted } from "./query-string.ts";

/** What a list asks of the indexes: what is equal, what bounds its order, and which order that is. */
export type KeyAsk = Pick<Wanted, "equal" | "ranges" | "sort" | "isSorted" | "filterable">;

/**
 * The partitions that hold all rows of this noun that the caller's scope lets through: its own with what it shares
 * (`placesOfSharers`), its departments'. None where the caller has no such partition, `undefined` where no index of owners
 * or departments has the order.
 */
function scopeSources(entity: Entity, access: Access, sort: string): ListSource[] | undefined {
  const isOfPartners = access.actor.kind === "partner" && partnersIndex(entity) !== undefined;
  const mine = isOfPartners ? "partnerId" : entity.ownerField;
  const seen: Record<string, string[]> = {
    [mine]: [access.actor.principalId],
    departmentId: access.departments(entity),
  };
  const ordered = INDEX_NAMES.flatMap((name) => {
    const index = entity.indexes[name];
    const [field] = index?.by ?? [];
    if (!index || !field || !(field in seen) || index.by.length !== 1 || index.when || index.sorts !== sort) return [];
    return [{ name, index, field }];
  });
  if (ordered.length === 0) return undefined;
  return ordered.flatMap(({ name, index, field }) => {
    const partitions = (seen[field] ?? []).flatMap((v) => partitionOf(entity, index, { [field]: v }) ?? []);
    return partitions.length > 0 ? [{ index: name, partitions }] : [];
  });
}

/**
 * What to read: the partitions that a filter fixes, else those of the caller's scope. A scope of more partitions than a
 * list merges (a tree of many departments), or one to which records are shared by what they hold, reads the whole noun
 * in order instead, and visibility drops the rest. An empty list is nothing; `undefined` means that no index has the order.
 */
function sourcesFor(entity: Entity, access: Access, ask: KeyAsk): ListSource[] | undefined {
  const byFilter = planFilters(entity, ask);
  const whole = byFilter && [byFilter];
  if (access.scope(entity) === "all" || byFilter?.fixed) return whole;
  const scoped = scopeSources(entity, access, ask.sort);
  if (!scoped || access.shares(entity).length > 0) return whole ?? scoped;
  const streams = scoped.reduce((sum, s) => sum + s.partitions.length * (entity.indexes[s.index]?.shards ?? 1), 0);
  return streams > LIST_PARTITIONS_MAX ? (whole ?? scoped) : scoped;
}

/**
 * The places of an order that the noun declares and no index has, with the partitions that hold all rows asked for where a
 * filter or the caller's scope names such. `undefined` where it is none of the noun's orders.
 */
export function planOrder(
  entity: Entity,
  access: Access,
  ask: KeyAsk,
): { sources: ListSource[]; order: Ordered } | undefined {
  const { sort: field } = ask;
  if (!entity.orders.includes(field)) return undefined;
  const found = sourcesFor(entity, access, { ...ask, ranges: [], sort: "createdAt", isSorted: false });
  const isWhole = !found || found.some(({ index, entries }) => !entries && entity.indexes[index]?.by.length === 0);
  const sources = [{ index: "all" as const, partitions: [orderPartition(entity, field)], entries: true }];
  return { sources: found?.length === 0 ? [] : sources, order: { field, ...(!isWhole && { narrow: found }) } };
}

/** Filterable custom fields have places of their own in an index, by creation. */
function customPlans(entity: Entity, wanted: KeyAsk): (ListSource & { fixed: number })[] {
  if (wanted.sort !== "createdAt" && wanted.isSorted) return [];
  return Object.entries(wanted.equal).flatMap(([field, value]) => {
    const key = customKey(field);
    if (!key || !wanted.filterable.includes(key)) return [];
    return [{ index: "parent" as const, partitions: [valuePartition(entity, key, value)], entries: true, fixed: 1 }];
  });
}

/**
 * The index that answers the query by key: the one that fixes most of its filters, in the order asked for. A query that
 * asks for no order takes that of the index which fixes most.
 */
function planFilters(entity: Entity, wanted: KeyAsk): (ListSource & { fixed: number }) | undefined {
  const plans: (ListSource & { fixed: number })[] = customPlans(entity, wanted);
  for (const name of INDEX_NAMES) {
    const index = entity.indexes[name];
    if (!index || index.when || (wanted.isSorted && index.sorts !== wanted.sort)) continue;
    const pk = partitionOf(entity, index, wanted.equal);
    if (pk !== undefined) plans.push({ index: name, partitions: [pk], fixed: index.by.length });
  }
  const order = (plan: ListSource): number => {
    const sorts = plan.entries ? CREATION.sorts : entity.indexes[plan.index]?.sorts;
    return sorts === wanted.sort ? 1 : 0;
  };
  return plans.sort((a, b) => b.fixed - a.fixed || order(b) - order(a))[0];
}

/** The order of further places in an index that the noun has not declared. */
const CREATION: EntityIndex<AnyRow> = { by: [], sorts: "createdAt", answers: "" };

function keyRange(index: EntityIndex<AnyRow>, wanted: KeyAsk): KeyRange {
  const prefix = index.prefix ?? "";
  const range: { from: string; to: string } = { from: `${prefix} `, to: `${prefix}\uffff` };
  for (const { field, op, value } of wanted.ranges) {
    if (field !== index.sorts) continue;
    const key = prefix + sortKeyOf(field, value);
    // `#` follows the value in every sort key and `~` is above it: the rows of the value itself lie between the two.
    if (op === "gte" && key > range.from) range.from = key;
    if (op === "gt" && `${key}~` > range.from) range.from = `${key}~`;
    if (op === "lt" && key < range.to) range.to = key;
    if (op === "lte" && `${key}~` < range.to) range.to = `${key}~`;
  }
  return range;
}

/** The key queries that answer an ask within the caller's scope; see `sourcesFor`. */
export function planKeys(
  entity: Entity,
  access: Access,
  ask: KeyAsk,
): { sources: ListSource[]; range: KeyRange } | undefined {
  const sources = sourcesFor(entity, access, ask);
  const [first] = sources ?? [];
  if (!sources || !first) return sources && { sources: [], range: {} };
  const index = first.entries ? CREATION : (entity.indexes[first.index] as EntityIndex<AnyRow>);
  return { sources, range: keyRange(index, ask) };
}
