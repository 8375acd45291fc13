import { type TransactWriteItem, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { Fault } from "../fault.ts";
import { dueKeys } from "./due.ts";
import { type AnyRow, type Entity, type EntityIndex, type KeyParts, partitionOf, shardOf, sortKey } from "./entity.ts";
import { entrySteps } from "./entries.ts";
import { INDEXES, type IndexName } from "./physical.ts";
import { checkRow } from "./readable.ts";
import { guardSize } from "./size.ts";
import { checkStep, physicalKey, put, remove, type Step, stale } from "./step.ts";
import { type Item, toItem, type Write } from "./store.ts";
import type { Sign } from "./written.ts";

/** What the key of a row is made of. */
export type KeyRow = { id: string } & Record<string, unknown>;

/**
 * One step of a change. Each names the fault that its failed condition means, so that a cancelled transaction can say
 * which row was in the way.
 */
export type Action =
  | { kind: "create"; entity: Entity; row: AnyRow }
  | { kind: "replace"; entity: Entity; before: AnyRow; after: AnyRow; as?: string }
  | { kind: "delete"; entity: Entity; row: AnyRow }
  /** A small row that only other rows give rise to: without version and stamp, it raises no work on the stream. */
  | { kind: "put"; entity: Entity; row: KeyRow; fields: Record<string, unknown> }
  | { kind: "remove"; entity: Entity; row: KeyRow }
  /** Writes the further places and the markers of a row that is older than they are; takes away the places it had `before`. */
  | { kind: "settle"; entity: Entity; row: AnyRow; before?: AnyRow }
  /** Writes the further places of a row alone, whoever wrote it meanwhile, and takes away those that it had `before`. */
  | { kind: "places"; entity: Entity; row?: AnyRow; before?: AnyRow }
  /** The row must still have this version; nothing is written to it. */
  | { kind: "check"; entity: Entity; row: AnyRow }
  /** Adds to counters; `atMost` refuses to pass a bound with `fault`. */
  | {
      kind: "add";
      entity: Entity;
      id: string;
      add: Record<string, number>;
      set?: Record<string, unknown>;
      atMost?: Record<string, number>;
      fault?: Fault;
    }
  /** Writes nothing: gives back what was taken for this change beforehand, where the change is refused. */
  | { kind: "giveBack"; run(): Promise<void> };

/** The partition of everything that belongs to one tenant begins so; the IAM wall compares it. */
export const TENANTS_PREFIX = "T#";
export const tenantPrefix = (tenantId: string): string => `${TENANTS_PREFIX}${tenantId}#`;

/** Rows before any tenant is known (directory of connections, tenants themselves) begin so. */
export const SYSTEM_PREFIX = "S#";

function indexKeys(entity: Entity, prefix: string, row: AnyRow): Record<string, string> {
  const keys = dueKeys(entity, prefix, row);
  for (const [name, index] of Object.entries(entity.indexes) as [IndexName, EntityIndex<AnyRow>][]) {
    const pk = partitionOf(entity, index, row);
    if (pk === undefined || row[index.sorts] === undefined || (index.when && !index.when(row))) continue;
    keys[INDEXES[name].pk] = prefix + pk + (index.shards ? `#${shardOf(row.id, index.shards)}` : "");
    keys[INDEXES[name].sk] = sortKey(index, row);
  }
  return keys;
}

/** The whole stored item of a row: keys, index keys computed anew, fields. */
export function storedItem(entity: Entity, prefix: string, row: AnyRow, by: string): Item {
  const { id: _id, ...given } = row;
  const fields = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => entity.omits[name] !== value || !(name in entity.omits)),
  );
  const item = {
    ...physicalKey(prefix, entity.key(row)),
    ...indexKeys(entity, prefix, row),
    id: row.id,
    by,
    ...fields,
  };
  guardSize(entity.noun, item);
  return toItem(item);
}

function uniqueSteps(entity: Entity, prefix: string, before: AnyRow | undefined, after: AnyRow | undefined): Step[] {
  const steps: Step[] = [];
  for (const [field, normalised] of Object.entries(entity.unique)) {
    const was = before && normalised(before);
    const is = after && normalised(after);
    if (was === is) continue;
    const key = (value: string) => physicalKey(prefix, uniqueKey(entity, field, value));
    const message = `Another ${entity.noun} already has this ${field}.`;
    const fault = () => new Fault("duplicate", message, { errors: [{ path: field, code: "duplicate", message }] });
    if (is !== undefined && after) {
      const item = toItem({ ...key(is), id: after.id });
      steps.push({ write: put(item, "attribute_not_exists(pk)"), fault, key: toItem(key(is)), item });
    }
    if (was !== undefined) steps.push({ write: remove(toItem(key(was)), undefined), fault, key: toItem(key(was)) });
  }
  return steps;
}

/** Where the marker of a unique value lives. */
export const uniqueKey = (entity: Entity, field: string, value: string): KeyParts => ({
  pk: `unique#${entity.prefix}#${entity.markers[field] ?? field}#${value}`,
  sk: "-",
});

/** Markers as new, but for those that are the row's already; places as they must be; and the row is as it was read. */
function settleSteps({ entity, row, before }: Extract<Action, { kind: "settle" }>, prefix: string): Step[] {
  const mine = { ":id": row.id };
  const markers = uniqueSteps(entity, prefix, undefined, row).map((step) => ({
    ...step,
    write: put(step.item as Item, "attribute_not_exists(pk) OR id = :id", mine),
  }));
  const steps = [...markers, ...entrySteps(entity, prefix, before, row)];
  return steps.length === 0 ? [] : [checkStep(entity, prefix, row), ...steps];
}

/** A small row has its key and its fields, and nothing that says who wrote it. */
function bareStep(action: Extract<Action, { kind: "put" | "remove" }>, prefix: string): Step {
  const { entity, row } = action;
  const key = physicalKey(prefix, entity.key(row));
  const write = action.kind === "put" ? put(toItem({ ...key, ...action.fields })) : remove(toItem(key), undefined);
  return { write, key: toItem(key), fault: () => stale(entity.noun, row.id) };
}

export type Addition = Extract<Action, { kind: "add" }>;

const together = (a: Record<string, number> = {}, b: Record<string, number> = {}): Record<string, number> =>
  Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((f) => [f, (a[f] ?? 0) + (b[f] ?? 0)]));

/** A transaction's actions with the checks of each row once, and none of a row that is written under the same version. */
function checkedOnce(actions: readonly Action[]): Action[] {
  const nameOf = (entity: Entity, row: AnyRow): string => `${entity.prefix} ${row.id}`;
  const written = new Map<string, AnyRow>();
  for (const action of actions) {
    if (action.kind === "replace") written.set(nameOf(action.entity, action.before), action.before);
    if (action.kind === "delete") written.set(nameOf(action.entity, action.row), action.row);
  }
  const checked = new Map<string, AnyRow>();
  return actions.filter((action) => {
    if (action.kind !== "check") return true;
    const name = nameOf(action.entity, action.row);
    const known = checked.get(name) ?? written.get(name);
    // What was read twice and had changed in between is stale without asking.
    if (known && known.version !== action.row.version) throw stale(action.entity.noun, action.row.id, true);
    checked.set(name, action.row);
    return known === undefined;
  });
}

/**
 * A transaction touches a row once, so what is added to one counter by several of its changes is added up, and what several
 * of them lean on is checked once.
 */
export function asOne(actions: readonly Action[]): Action[] {
  const byCounter = new Map<string, Addition>();
  for (const action of actions) {
    if (action.kind !== "add") continue;
    const name = `${action.entity.prefix} ${action.id}`;
    const other = byCounter.get(name);
    const bounds = { ...other?.atMost, ...action.atMost };
    const sums = { add: together(other?.add, action.add), set: { ...other?.set, ...action.set } };
    byCounter.set(name, { ...action, ...sums, atMost: bounds, fault: other?.fault ?? action.fault });
  }
  return [...checkedOnce(actions).filter(({ kind }) => kind !== "add"), ...byCounter.values()];
}

export function addStep(action: Addition, prefix: string): Step {
  const { entity, id, add, set = {}, atMost = {} } = action;
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  // Counters may have any name; what stands for them in an expression may not.
  const fields = [...new Set([...Object.keys(add), ...Object.keys(set), "id", ...Object.keys(atMost)])];
  const name = (field: string): string => {
    names[`#n${fields.indexOf(field)}`] = field;
    return `#n${fields.indexOf(field)}`;
  };
  const value = (field: string, v: unknown, kind = "v"): string => {
    values[`:${kind}${fields.indexOf(field)}`] = v;
    return `:${kind}${fields.indexOf(field)}`;
  };
  const adds = Object.entries(add).map(([f, n]) => `${name(f)} ${value(f, n)}`);
  const sets = Object.entries({ ...set, id }).map(([f, v]) => `${name(f)} = ${value(f, v)}`);
  const bounds = Object.entries(atMost).map(
    ([f, bound]) => `(attribute_not_exists(${name(f)}) OR ${name(f)} <= ${value(f, bound - (add[f] ?? 0), "most")})`,
  );
  const key = toItem(physicalKey(prefix, entity.key({ id })));
  const body = {
    Key: key,
    UpdateExpression: `${adds.length > 0 ? `ADD ${adds.join(", ")} ` : ""}SET ${sets.join(", ")}`,
    ...(bounds.length > 0 && {
      ConditionExpression: bounds.join(" AND "),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
    }),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: toItem(values),
  };
  const write: Write = {
    alone: (TableName, extra) => ({
      name: "UpdateItem",
      send: (client) => client.send(new UpdateItemCommand({ TableName, ...body, ...extra })),
    }),
    inTransaction: (TableName): TransactWriteItem => ({ Update: { TableName, ...body } }),
  };
  const fault = () => action.fault ?? new Fault("conflict", `A limit of ${entity.noun} ${id} is reached.`);
  return { write, key, fault };
}

/** The steps of one action: the row itself, its uniqueness markers and its further places. */
export function stepsOf(action: Action, prefix: string, sign: Sign): Step[] {
  if (action.kind === "giveBack") return [];
  const { entity } = action;
  if (action.kind === "add") return [addStep(action, prefix)];
  if (action.kind === "put" || action.kind === "remove") return [bareStep(action, prefix)];
  if (action.kind === "settle") return settleSteps(action, prefix);
  if (action.kind === "places") return entrySteps(entity, prefix, action.before, action.row);
  if (action.kind === "create") {
    checkRow(entity, action.row);
    const item = storedItem(entity, prefix, action.row, sign());
    const fault = () => new Fault("duplicate", `There is already a ${entity.noun} ${action.row.id}.`);
    const key = toItem(physicalKey(prefix, entity.key(action.row)));
    return [
      { write: put(item, "attribute_not_exists(pk)"), fault, key, item },
      ...uniqueSteps(entity, prefix, undefined, action.row),
      ...entrySteps(entity, prefix, undefined, action.row),
    ];
  }
  if (action.kind === "replace") {
    const { before, after } = action;
    checkRow(entity, after, before);
    const item = storedItem(entity, prefix, after, sign(before, action.as));
    const key = toItem(physicalKey(prefix, entity.key(after)));
    return [
      {
        write: put(item, "version = :version", { ":version": before.version }),
        fault: () => stale(entity.noun, after.id),
        key,
        item,
        replaces: before.version,
      },
      ...uniqueSteps(entity, prefix, before, after),
      ...entrySteps(entity, prefix, before, after),
    ];
  }
  if (action.kind === "delete") {
    const key = toItem(physicalKey(prefix, entity.key(action.row)));
    const fault = () => stale(entity.noun, action.row.id);
    return [
      { write: remove(key, action.row.version), fault, key, replaces: action.row.version },
      ...uniqueSteps(entity, prefix, action.row, undefined),
      ...entrySteps(entity, prefix, action.row, undefined),
    ];
  }
  return [checkStep(entity, prefix, action.row)];
}
