import type { Access } from "../auth/access.ts";
import { Fault } from "../fault.ts";
import { fieldsOf, valuePartition } from "../records/custom.ts";
import { comparableValue } from "../records/fields.ts";
import { customKey, valueAt } from "../records/values.ts";
import { type AnyRow, type EntityIndex, partitionOf, sortKeyOf } from "../table/entity.ts";
import { type KeyRange, LIST_PARTITIONS_MAX, type ListQuery, type ListSource } from "../table/list.ts";
import { INDEX_NAMES } from "../table/physical.ts";
import { COMPARE, queryFault, readListQuery, type Value, type Wanted } from "./query-string.ts";
import type { ListDeclaration } from "./route.ts";
import { sign, unsign } from "./seal.ts";

/** The partitions that hold all rows of this noun that the caller's scope lets through: its own, its departments'. */
function scopeSources(list: ListDeclaration, access: Access, sort: string): ListSource[] {
  const { entity } = list;
  const isOfPartners = access.actor.kind === "partner" && "partnerId" in entity.schema.shape;
  const mine = isOfPartners ? "partnerId" : entity.ownerField;
  const seen: Record<string, string[]> = {
    [mine]: [access.actor.principalId],
    departmentId: access.departments(entity),
  };
  return INDEX_NAMES.flatMap((name) => {
    const index = entity.indexes[name];
    const [field] = index?.by ?? [];
    if (!index || !field || index.by.length !== 1 || index.when || index.sorts !== sort) return [];
    const partitions = (seen[field] ?? []).flatMap((v) => partitionOf(entity, index, { [field]: v }) ?? []);
    return partitions.length > 0 ? [{ index: name, partitions }] : [];
  });
}

/**
 * What to read: the partitions that a filter fixes, else those of the caller's scope. A scope of more partitions than a
 * list merges (a tree of many departments), or one to which records are shared by what they hold, reads the whole noun
 * in order instead, and visibility drops the rest. Nothing an empty list; `undefined` means that no index has the order.
 */
function sourcesFor(list: ListDeclaration, access: Access, wanted: Wanted): ListSource[] | undefined {
  const byFilter = planFilters(list, wanted);
  if (access.scope(list.entity) === "all" || byFilter?.fixed) return byFilter && [byFilter];
  const scoped = scopeSources(list, access, wanted.sort);
  const streams = scoped.reduce((sum, s) => sum + s.partitions.length * (list.entity.indexes[s.index]?.shards ?? 1), 0);
  const isBeyondKeys = streams > LIST_PARTITIONS_MAX || access.shares(list.entity).length > 0;
  return isBeyondKeys && byFilter ? [byFilter] : scoped;
}

/** Filterable custom fields have places of their own in an index, by creation. */
function customPlans({ entity }: ListDeclaration, wanted: Wanted): (ListSource & { fixed: number })[] {
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
function planFilters(list: ListDeclaration, wanted: Wanted): (ListSource & { fixed: number }) | undefined {
  const plans: (ListSource & { fixed: number })[] = customPlans(list, wanted);
  for (const name of INDEX_NAMES) {
    const index = list.entity.indexes[name];
    if (!index || index.when || (wanted.isSorted && index.sorts !== wanted.sort)) continue;
    const pk = partitionOf(list.entity, index, wanted.equal);
    if (pk !== undefined) plans.push({ index: name, partitions: [pk], fixed: index.by.length });
  }
  const order = (plan: ListSource): number => {
    const sorts = plan.entries ? CREATION.sorts : list.entity.indexes[plan.index]?.sorts;
    return sorts === wanted.sort ? 1 : 0;
  };
  return plans.sort((a, b) => b.fixed - a.fixed || order(b) - order(a))[0];
}

/** The order of further places in an index that the noun has not declared. */
const CREATION: EntityIndex<AnyRow> = { by: [], sorts: "createdAt", answers: "" };

function keyRange(index: EntityIndex<AnyRow>, wanted: Wanted): KeyRange {
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

/** Money is compared by its minor units. */
const comparable = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "amountMinor" in value ? value.amountMinor : value;

/**
 * A field that holds several values has each of them. A custom value is equal without regard to case and width, as its
 * marker and its place in the index are.
 */
function has(value: unknown, wanted: Value, field: string): boolean {
  if (customKey(field) === undefined) return Array.isArray(value) ? value.includes(wanted) : value === wanted;
  const one = (v: unknown): boolean => v !== undefined && comparableValue(comparable(v)) === comparableValue(wanted);
  return Array.isArray(value) ? value.some(one) : one(value);
}

function matches(row: AnyRow, wanted: Wanted): boolean {
  const { archived = false, ...equal } = wanted.equal;
  if ((row.archived === true) !== archived) return false;
  for (const [field, value] of Object.entries(equal)) if (!has(valueAt(row, field), value, field)) return false;
  return wanted.ranges.every(({ field, op, value }) => {
    const has = comparable(valueAt(row, field));
    return has !== undefined && COMPARE[op]?.(has as never, value as never) === true;
  });
}

const cursorBinding = (list: ListDeclaration, access: Access, query: Record<string, string>): string => {
  const { cursor: _, limit: __, ...rest } = query;
  return JSON.stringify([
    list.entity.noun,
    access.tenant.id,
    access.fingerprint(list.entity),
    Object.entries(rest).sort(),
  ]);
};

/** `equal` and `ofItems` are the filters' values, on rows and on what rows hold. */
type Compiled = {
  list: ListQuery<AnyRow>;
  equal: Record<string, Value>;
  ofItems: Record<string, Value>;
  seal(next: string): string;
};

/** Compiles a request's query to key queries within the caller's scope; `undefined` when nothing can be seen. */
export function compileList(
  list: ListDeclaration,
  access: Access,
  query: Record<string, string>,
): Compiled | undefined {
  const { entity } = list;
  const wanted = readListQuery(list, fieldsOf(access.tenant, entity.noun), query);
  const restricted = [...Object.keys(wanted.equal), ...wanted.ranges.map((r) => r.field), wanted.sort].filter((f) => {
    const rule = access.fieldRule(entity.noun, f);
    return rule === "hidden" || rule === "masked";
  });
  if (restricted.length > 0) throw new Fault("forbidden", `You may not filter or sort by ${restricted.join(", ")}.`);
  const bound = cursorBinding(list, access, query);
  const after = query.cursor === undefined ? undefined : unsign(access.tenant.sealingKey, query.cursor, bound);
  if (query.cursor !== undefined && after === undefined) {
    throw new Fault("invalid_cursor", "This cursor is not of this list; use the nextCursor of the same query.");
  }
  const sources = sourcesFor(list, access, wanted);
  const [first] = sources ?? [];
  if (!sources || !first) {
    if (sources) return undefined;
    const message = `Sorting by ${wanted.sort} needs a filter that has this order.`;
    throw queryFault([{ path: "sort", code: "unknown_filter", message }]);
  }
  return {
    list: {
      sources,
      range: keyRange(first.entries ? CREATION : (entity.indexes[first.index] as EntityIndex<AnyRow>), wanted),
      descending: wanted.descending,
      limit: wanted.limit,
      after,
      keep: (row) => matches(row, wanted) && access.sees(entity, row),
    },
    equal: wanted.equal,
    ofItems: wanted.ofItems,
    seal: (next) => sign(access.tenant.sealingKey, next, bound),
  };
}
