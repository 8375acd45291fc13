import * as z from "zod";
import type { Access } from "../auth/access.ts";
import { Fault, type InputError } from "../fault.ts";
import { type AnyRow, type EntityIndex, partitionOf, sortKeyOf } from "../table/entity.ts";
import { type KeyRange, LIST_PARTITIONS_MAX, type ListQuery, type ListSource } from "../table/list.ts";
import { INDEX_NAMES } from "../table/physical.ts";
import type { ListDeclaration } from "./route.ts";
import { sign, unsign } from "./seal.ts";

export const LIST_LIMIT_DEFAULT = 50;
export const LIST_LIMIT_MAX = 200;

const COMPARE: Record<string, (a: never, b: never) => boolean> = {
  gte: (a, b) => a >= b,
  gt: (a, b) => a > b,
  lte: (a, b) => a <= b,
  lt: (a, b) => a < b,
};

type Value = string | number | boolean;
type Range = { field: string; op: string; value: Value };
type Wanted = {
  limit: number;
  sort: string;
  isSorted: boolean;
  descending: boolean;
  equal: Record<string, Value>;
  ofItems: Record<string, Value>;
  ranges: Range[];
};

const fault = (errors: InputError[]): Fault =>
  new Fault(
    errors.some((e) => e.code === "unknown_filter") ? "unknown_filter" : "malformed_request",
    errors.map((e) => e.message).join(" "),
    { errors },
  );

/** The innermost schema of a field, without `optional`, `nullable` and `default`. */
function inner(schema: z.ZodType): z.ZodType {
  let at = schema as z.ZodType & { unwrap?: () => z.ZodType };
  while (at instanceof z.ZodOptional || at instanceof z.ZodNullable || at instanceof z.ZodDefault)
    at = at.unwrap() as never;
  return at;
}

/** A value from the query string as its field has it; a string if the field is text. */
function filterValue(list: ListDeclaration, field: string, text: string, errors: InputError[], path: string): Value {
  const declared = list.entity.schema.shape[list.aliases?.[field] ?? field] ?? list.items?.shape[field];
  const schema = declared ? inner(declared as z.ZodType) : z.string();
  const raw =
    schema instanceof z.ZodNumber
      ? Number(text)
      : schema instanceof z.ZodBoolean
        ? JSON.parse(text === "true" ? "true" : "false")
        : text;
  const parsed =
    schema instanceof z.ZodEnum || schema instanceof z.ZodNumber
      ? schema.safeParse(raw)
      : { success: text.length <= 256 };
  if (!parsed.success) errors.push({ path, code: "invalid", message: `${path} has no valid value.` });
  return raw;
}

const archivable = (list: ListDeclaration): boolean => "archived" in list.entity.schema.shape;

/** Reads limit, sort, filters and ranges; names everything that is not declared. */
export function readListQuery(list: ListDeclaration, query: Record<string, string>): Wanted {
  const errors: InputError[] = [];
  const wanted: Wanted = {
    limit: LIST_LIMIT_DEFAULT,
    sort: list.sorts[0] ?? "createdAt",
    isSorted: false,
    descending: true,
    equal: {},
    ofItems: {},
    ranges: [],
  };
  const allowed = () =>
    `Allowed: ${[...list.filters, ...list.ranges.map((r) => `${r}.gte`), "limit", "cursor", "sort"].join(", ")}.`;
  for (const [name, text] of Object.entries(query)) {
    const [field = "", op = ""] = name.split(".");
    if (name === "cursor") continue;
    if (name === "limit") {
      wanted.limit = Number(text);
      const fits = Number.isInteger(wanted.limit) && wanted.limit >= 1 && wanted.limit <= LIST_LIMIT_MAX;
      if (!fits) errors.push({ path: "limit", code: "invalid", message: `limit must be 1 to ${LIST_LIMIT_MAX}.` });
    } else if (name === "sort") {
      wanted.isSorted = true;
      wanted.descending = text.startsWith("-");
      wanted.sort = text.replace(/^-/, "");
      if (!list.sorts.includes(wanted.sort))
        errors.push({
          path: "sort",
          code: "unknown_filter",
          message: `Cannot sort by ${wanted.sort}; declared: ${list.sorts.join(", ")}.`,
        });
    } else if (list.filters.includes(name) || (name === "archived" && archivable(list))) {
      const field = list.aliases?.[name] ?? name;
      const isOfItems = !(field in list.entity.schema.shape) && list.items !== undefined && field in list.items.shape;
      const target = isOfItems ? wanted.ofItems : wanted.equal;
      if (field in target) errors.push({ path: name, code: "invalid", message: `${name} says ${field} once more.` });
      target[field] = filterValue(list, name, text, errors, name);
    } else if (op in COMPARE && list.ranges.includes(field) && name.split(".").length === 2) {
      wanted.ranges.push({ field, op, value: filterValue(list, field, text, errors, name) });
    } else {
      errors.push({ path: name, code: "unknown_filter", message: `There is no filter ${name}. ${allowed()}` });
    }
  }
  if (errors.length > 0) throw fault(errors);
  return wanted;
}

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
 * list merges (a tree of many departments) reads the whole noun in order instead, and visibility drops the rest. Nothing
 * is an empty list; `undefined` means that no index has the order.
 */
function sourcesFor(list: ListDeclaration, access: Access, wanted: Wanted): ListSource[] | undefined {
  const byFilter = planFilters(list, wanted);
  if (access.scope(list.entity) === "all" || byFilter?.fixed) return byFilter && [byFilter];
  const scoped = scopeSources(list, access, wanted.sort);
  const streams = scoped.reduce((sum, s) => sum + s.partitions.length * (list.entity.indexes[s.index]?.shards ?? 1), 0);
  return streams > LIST_PARTITIONS_MAX && byFilter ? [byFilter] : scoped;
}

/**
 * The index that answers the query by key: the one that fixes most of its filters, in the order asked for. A query that
 * asks for no order takes that of the index which fixes most.
 */
function planFilters(list: ListDeclaration, wanted: Wanted): (ListSource & { fixed: number }) | undefined {
  const plans: (ListSource & { fixed: number })[] = [];
  for (const name of INDEX_NAMES) {
    const index = list.entity.indexes[name];
    if (!index || index.when || (wanted.isSorted && index.sorts !== wanted.sort)) continue;
    const pk = partitionOf(list.entity, index, wanted.equal);
    if (pk !== undefined) plans.push({ index: name, partitions: [pk], fixed: index.by.length });
  }
  const order = (plan: ListSource): number => (list.entity.indexes[plan.index]?.sorts === wanted.sort ? 1 : 0);
  return plans.sort((a, b) => b.fixed - a.fixed || order(b) - order(a))[0];
}

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

function matches(row: AnyRow, wanted: Wanted): boolean {
  const { archived = false, ...equal } = wanted.equal;
  if ((row.archived === true) !== archived) return false;
  for (const [field, value] of Object.entries(equal)) if (row[field] !== value) return false;
  return wanted.ranges.every(({ field, op, value }) => {
    const has = row[field];
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
  const wanted = readListQuery(list, query);
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
    throw fault([{ path: "sort", code: "unknown_filter", message }]);
  }
  return {
    list: {
      sources,
      range: keyRange(entity.indexes[first.index] as EntityIndex<AnyRow>, wanted),
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
