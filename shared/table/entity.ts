import assert from "node:assert";
import { createHash } from "node:crypto";
import * as z from "zod";
import type { IndexName } from "./physical.ts";

/** What every row has besides its own fields. `by` says who wrote it last and with which request. */
export const recordFields = {
  id: z.string(),
  version: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

export type BaseRow = { id: string; version: number; createdAt: string; updatedAt: string };

/**
 * Who changed a row: actor (`user:usr_…`), source address and request; kept in the row as one short string. `unattended` is
 * what nobody of the tenant does at that moment: work off the stream, by the clock, of a job, for a bank or a visitor. `action` is the declared action that a written row's change was.
 */
export type Stamp = { actor: string; from: string; requestId: string; unattended?: boolean; action?: string };

export type KeyParts = { pk: string; sk: string };

/**
 * One logical index of an entity, as data. A row stands in the partition `prefix#<values of by>` under the sort key
 * `<prefix><sorts, encoded>#<id>`; both are computed from the row at every write. A row that lacks a value of `by`, or
 * for which `when` is false, is left out (a sparse index).
 */
export type EntityIndex<R> = {
  /**
   * The fields that a list must fix to read one partition; none for "all of this noun". Of a field that holds several
   * values the first is the row's own place; the others are `entries`.
   */
  by: readonly (keyof R & string)[];
  /** The field whose order the index gives. */
  sorts: keyof R & string;
  /** First part of the partition key; the id prefix unless several nouns share the partition. */
  tag?: string;
  /** First part of the sort key, where several nouns share the partition. */
  prefix?: string;
  when?(row: R): boolean;
  /** Spreads a partition that is written at bank-feed speed over this many; a list merges them. */
  shards?: number;
  /** One sentence: which question this index answers. */
  answers: string;
};

export type EntityIndexes<R> = Partial<Record<IndexName, EntityIndex<R>>>;

/**
 * When something is to be done about a row, by the clock: it stands by that time among what is due in all tenants (see
 * `due.ts`), written and taken away with the row itself. It takes the row's place in the index `work`.
 */
export type Due<R> = {
  /** What is to be done; its partitions are named so. */
  work: string;
  /** Partitions that one day's rows are spread over: each takes a thousand changes a second. */
  shards: number;
  /** The instant, as the row now has it; nothing where nothing is to be done. */
  at(row: R): string | undefined;
  /** One sentence: what becomes due. */
  answers: string;
};

/**
 * A further place of a row in an index, beside its own: under another owner (a team member), under a value of a field
 * that no index is made of. It is an item of its own, written with the row, and a list shows the row itself.
 * - `values` name the partition as the index's `by` does, or `partition` names it outright.
 * - `sorts` gives a partition that is named outright an order of its own; else it has that of the index. `order` is the
 *   sort key itself, without the id.
 */
export type Entry = { index: IndexName } & (
  | { values: Record<string, unknown> }
  | { partition: string; sorts?: string; order?: string }
);

export type EntitySpec<S extends z.ZodObject> = {
  noun: string;
  plural: string;
  prefix: string;
  schema: S;
  /** Where the row lives below its tenant; by default a partition of its own, named by its id. */
  key?(row: { id: string } & Partial<z.output<S>>): KeyParts;
  indexes?: EntityIndexes<z.output<S>>;
  due?: Due<z.output<S>>;
  /** Fields by which its list is ordered besides: each costs a row a place that follows off the stream (`records/ordering.ts`). */
  orders?: readonly (keyof z.output<S> & string)[];
  /** Values that only one row of the tenant may have: field → normalised value, or `undefined` for none. */
  unique?: Record<string, (row: z.output<S>) => string | undefined>;
  /** Further places of a row in its indexes; see `Entry`. Those of owners and team are not declared: `placesOfSharers`. */
  entries?(row: z.output<S>): Entry[];
  /** Those who see a row by a scope of `team` or wider, besides its owners. */
  team?(row: z.output<S>): string[];
  /** How a row is called into which nothing comes any more (`table/sealed.ts`): no file, no hour, no cost. */
  sealed?(row: z.output<S>): string | undefined;
  /** Fields that never leave the table: no reply, no audit. */
  secret?: readonly string[];
  /** What its texts are to the people whom they may be about, by field or path, where that is not what such a name means elsewhere; see `records/personal.ts`. */
  personal?: Readonly<Record<string, "identity" | "text" | "plain">>;
  /** Values that are not stored because most rows have them (`adjustedMinor: 0`): a money row fits one write unit. */
  omits?: Partial<z.output<S>>;
  /** False for what everybody with the permission sees whole: users, products, settings. */
  scoped?: boolean;
  /** The fields of another noun that a row tells of: who may not see one of them sees no row of this kind. */
  tells?: { noun: string; fields: readonly string[] };
  /** Fields that are computed from other nouns' fields: who may not see one of those does not see what is made of it. */
  madeOf?: Readonly<Record<string, readonly { noun: string; field: string }[]>>;
  /** The permission without which one sees one's own alone, whatever one's scope. */
  othersBy?: string;
  /** The user field that makes a row somebody's own; `ownerId` unless told otherwise. */
  ownerField?: string;
  /** Everybody (users or partners) whose own this row is; by default the value of `ownerField` and `partnerId`. */
  owners?(row: z.output<S>): (string | undefined)[];
  /**
   * True where so many rows are made by one transaction that it has no room for the places of those who share them: they
   * follow off the stream (`events/places.ts`).
   */
  placesFollow?: boolean;
  /** False for rows whose changes are not of interest to people (counters, markers, outbox). */
  audited?: boolean;
};

/** A row of any entity, as the table layer handles it. */
export type AnyRow = BaseRow & Record<string, unknown>;

/** A declared entity. Its functions take rows of any kind here; `EntitySpec` is where they are typed. */
export type Entity<S extends z.ZodObject = z.ZodObject> = {
  noun: string;
  plural: string;
  prefix: string;
  schema: S;
  key(row: { id: string } & Record<string, unknown>): KeyParts;
  indexes: EntityIndexes<AnyRow>;
  due?: Due<AnyRow>;
  orders: readonly string[];
  unique: Record<string, (row: AnyRow) => string | undefined>;
  /** Unique fields whose markers have a name of their own: those of the time before are nobody's. */
  markers: Readonly<Record<string, string>>;
  entries(row: AnyRow): Entry[];
  team(row: Record<string, unknown>): string[];
  sealed?(row: AnyRow): string | undefined;
  secret: readonly string[];
  personal?: Readonly<Record<string, "identity" | "text" | "plain">>;
  ownerField: string;
  owners(row: Record<string, unknown>): (string | undefined)[];
  audited: boolean;
  omits: Record<string, unknown>;
  scoped: boolean;
  othersBy?: string;
  tells?: { noun: string; fields: readonly string[] };
  madeOf: Readonly<Record<string, readonly { noun: string; field: string }[]>>;
};

/** The row after a change: its next version, changed at `now`. A field that is `undefined` is removed. */
export const nextVersion = <R extends BaseRow>(row: R, now: string, fields: Partial<R>): R => ({
  ...row,
  ...fields,
  version: row.version + 1,
  updatedAt: now,
});

/** The type of an entity's rows. */
export type RowOf<E extends { schema: z.ZodObject }> = z.output<E["schema"]> & BaseRow;

/** An id names its noun by its prefix, so it is a partition as it is; what has no such id stands behind the prefix. */
const ownPartition = (prefix: string, id: string): string => (id.startsWith(`${prefix}_`) ? id : `${prefix}#${id}`);

type Shared = Pick<Entity, "indexes" | "ownerField" | "owners" | "team" | "scoped">;

/** The index that has the rows of each partner in a partition, in the order in which owners have theirs. */
export const partnersIndex = ({ indexes }: Pick<Entity, "indexes">): EntityIndex<AnyRow> | undefined =>
  Object.values(indexes).find(
    ({ by, when, sorts }) => by.join() === "partnerId" && !when && sorts === indexes.owner?.sorts,
  );

/**
 * Whoever sees a row by a scope of own or team finds it among what they own: everybody of its owners and its team but the
 * owner has it as a further place there. So a list by such a scope is one query, and shows what reading by id lets through.
 */
export function placesOfSharers(of: Shared, row: Record<string, unknown>): Entry[] {
  const { ownerField, indexes } = of;
  if (!of.scoped || indexes.owner?.by.join() !== ownerField) return [];
  const found = [row[ownerField], ...(partnersIndex(of) ? [row.partnerId] : [])];
  const others = [...of.owners(row), ...of.team(row)].filter((id) => id && !found.includes(id));
  return [...new Set(others)].map((id) => ({ index: "owner", values: { [ownerField]: id } }));
}

/** Declares a noun of the table: its shape, its key, its indexes, what must be unique. */
export function entity<S extends z.ZodObject>(spec: EntitySpec<S>): Entity<S> {
  assert(!spec.due || !spec.indexes?.work, `${spec.noun} has one place in the index of work`);
  const ownerField = spec.ownerField ?? "ownerId";
  const made = {
    key: (row: { id: string }) => ({ pk: ownPartition(spec.prefix, row.id), sk: "-" }),
    omits: {},
    indexes: {},
    orders: [],
    unique: {},
    markers: {},
    madeOf: {},
    team: () => [],
    secret: [],
    audited: true,
    scoped: true,
    ownerField,
    owners: (row: Record<string, unknown>) => [row[ownerField], row.partnerId],
    ...spec,
  } as unknown as Entity<S>;
  const declared = (spec.entries ?? (() => [])) as Entity["entries"];
  const places = (row: AnyRow): Entry[] => (spec.placesFollow ? [] : placesOfSharers(made, row));
  return { ...made, entries: (row) => [...declared(row), ...places(row)] };
}

/** Enough for milliseconds until the year 5188. */
const TIME_KEY_CHARS = 9;

/** Nine base-36 characters of an instant: sorts as time does and is shorter than its ISO form. */
export const timeKey = (at: string): string => Date.parse(at).toString(36).padStart(TIME_KEY_CHARS, "0");

/** Digits that a number takes in a sort key. */
const NUMBER_KEY_DIGITS = 16;

/** A value of a sorting field as it stands in a sort key: instants short, numbers padded, text as it is. */
export function sortKeyOf(field: string, value: unknown): string {
  if (typeof value === "number") return String(value).padStart(NUMBER_KEY_DIGITS, "0");
  return field.endsWith("At") ? timeKey(String(value)) : String(value);
}

/** The shard of an id: a stable, even spread. */
export const shardOf = (id: string, shards: number): number =>
  createHash("sha256").update(id).digest().readUInt32BE(0) % shards;

/** The partition of an index for given values; `undefined` where one is missing. Tenant and shard are not in it. */
export function partitionOf(
  entity: Pick<Entity, "prefix">,
  index: EntityIndex<AnyRow>,
  values: Record<string, unknown>,
): string | undefined {
  const parts = (index.by as readonly string[]).map((field) => [values[field]].flat()[0]);
  if (parts.some((v) => v === undefined || v === null || v === "")) return undefined;
  return [index.tag ?? entity.prefix, ...parts].join("#");
}

/** The sort key of a row in an index. */
export const sortKey = (index: EntityIndex<AnyRow>, row: { id: string } & Record<string, unknown>): string =>
  `${index.prefix ?? ""}${sortKeyOf(index.sorts, row[index.sorts])}#${row.id}`;

type Owned = BaseRow & { ownerId?: string; departmentId?: string };

/**
 * The indexes of a record that has an owner and a department: all of the noun, those of one owner, those of one
 * department. They are what record scopes (own, department, subtree, all) compile to.
 */
export function ownedIndexes<R extends Owned>(noun: string): EntityIndexes<R> {
  const sorts = "createdAt";
  return {
    all: { by: [], sorts, answers: `every ${noun} of the tenant, by creation` },
    owner: { by: ["ownerId"], sorts, answers: `the ${noun} rows of one owner` },
    department: { by: ["departmentId"], sorts, answers: `the ${noun} rows of one department` },
  };
}
