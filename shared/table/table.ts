import assert from "node:assert";
import { Fault, notFound } from "../fault.ts";
import {
  type Action,
  type Addition,
  addStep,
  asOne,
  SYSTEM_PREFIX,
  stepsOf,
  tenantPrefix,
  uniqueKey,
} from "./action.ts";
import { write } from "./actions.ts";
import { type Added, added, type Cancelled, explain } from "./cancelled.ts";
import type { AnyRow, Entity, KeyParts, RowOf, Stamp } from "./entity.ts";
import { type GatherQuery, gatherRows } from "./gather.ts";
import { rowOf } from "./item.ts";
import { type ListPage, type ListQuery, listRows } from "./list.ts";
import { newestRows, partitionRows } from "./partition.ts";
import { type LeftOut, readableOnly } from "./readable.ts";
import { type Span, spanRows } from "./span.ts";
import { guardCount, physicalKey, type Step } from "./step.ts";
import { fromItem, type Item, type Store, systemStore, toItem } from "./store.ts";
import { tenantStore } from "./wall.ts";
import { type LastStamp, noteWritten, signOf, stampOf } from "./written.ts";

export { write } from "./actions.ts";
export { TRANSACTION_ACTIONS_MAX } from "./step.ts";

type TableOptions = { isTrial?: boolean; made?: { commits: number }; leftOut?: Map<string, LeftOut> | undefined };

/**
 * The table as one tenant sees it: every key is built behind the tenant's prefix, so a key of another tenant cannot
 * be expressed. All writes carry the stamp of who makes them.
 */
export class Table {
  readonly tenantId: string;
  readonly stamp: Stamp;
  readonly #store: Store;
  readonly #prefix: string;
  readonly #isTrial: boolean;
  /** Counted over all that was made of one table. */
  readonly #made: { commits: number };
  /** What was left out, by a table that leaves out what is damaged. */
  readonly #leftOut: Map<string, LeftOut> | undefined;

  constructor(store: Store, prefix: string, tenantId: string, stamp: Stamp, options: TableOptions = {}) {
    const { isTrial = false, made = { commits: 0 }, leftOut } = options;
    this.#store = store;
    this.#prefix = prefix;
    this.tenantId = tenantId;
    this.stamp = stamp;
    this.#isTrial = isTrial;
    this.#made = made;
    this.#leftOut = leftOut;
  }

  /** How often this table, and what was made of it, has committed. */
  get commits(): number {
    return this.#made.commits;
  }

  /** True for a table that reads as ever and writes nothing. */
  get isTrial(): boolean {
    return this.#isTrial;
  }

  /** The same table, written to in another's name. */
  as(stamp: Stamp): Table {
    return this.#with({}, stamp);
  }

  #with(options: TableOptions, stamp = this.stamp): Table {
    const own = { isTrial: this.#isTrial, made: this.#made, leftOut: this.#leftOut, ...options };
    return new Table(this.#store, this.#prefix, this.tenantId, stamp, own);
  }

  /** The same table for a trial: it reads as ever, and a commit is measured and not made. */
  trial(): Table {
    return this.#with({ isTrial: true });
  }

  /** The same table for showing what it holds: of several rows the damaged ones are left out and noted in `leftOut`. */
  readable(): Table {
    return this.#with({ leftOut: new Map() });
  }

  /** The damaged rows that were left out so far. */
  get leftOut(): LeftOut[] {
    return [...(this.#leftOut?.values() ?? [])];
  }

  /** What of some rows is shown. */
  #shown<R extends object>(entity: Entity, keep?: (row: R) => boolean) {
    const all = this.#leftOut;
    return all ? readableOnly(entity, (row) => all.set(`${row.noun} ${row.id}`, row), keep) : keep;
  }

  /** Who wrote a row last; nothing where there is none. */
  async stampOf(entity: Entity, id: string): Promise<LastStamp | undefined> {
    const item = await this.#store.get(this.#key(entity.key({ id })), true);
    return item && stampOf(item);
  }

  #key(key: KeyParts): Item {
    return toItem(physicalKey(this.#prefix, key));
  }

  /** One row by id (or by the fields its key is made of); strongly consistent unless told otherwise. */
  async find<E extends Entity>(
    entity: E,
    key: string | ({ id: string } & Partial<RowOf<E>>),
    consistent = true,
  ): Promise<RowOf<E> | undefined> {
    const named = typeof key === "string" ? { id: key } : key;
    if (typeof named.id !== "string") return undefined; // What a damaged row names may be anything.
    const parts = entity.key(named);
    const item = await this.#store.get(this.#key(parts), consistent);
    return item && rowOf(entity, item);
  }

  /** As `find`, but a missing row is a 404. */
  async get<E extends Entity>(entity: E, key: string | ({ id: string } & Partial<RowOf<E>>)): Promise<RowOf<E>> {
    const row = await this.find(entity, key);
    if (!row) throw notFound(entity.noun, typeof key === "string" ? key : key.id);
    return row;
  }

  /** The rows of the ids that exist, by id. One batched request per hundred. */
  async getMany<E extends Entity>(
    entity: E,
    ids: Iterable<string>,
    consistent = false,
  ): Promise<Map<string, RowOf<E>>> {
    const keys = [...new Set(ids)].map((id) => this.#key(entity.key({ id })));
    const items = keys.length === 0 ? [] : await this.#store.batchGet(keys, consistent);
    const rows = items.map((item) => [String(item.id?.S), rowOf(entity, item)] as const);
    const keep = this.#shown<RowOf<E>>(entity);
    return new Map(keep ? rows.filter(([, row]) => keep(row)) : rows);
  }

  /** The id of the row that has this unique value. */
  async idOfUnique(entity: Entity, field: string, value: string): Promise<string | undefined> {
    const item = await this.#store.get(this.#key(uniqueKey(entity, field, value)), true);
    return item?.id?.S;
  }

  /** One page of an index, or of several partitions of it merged; see `ListQuery`. */
  list<E extends Entity>(entity: E, query: ListQuery<RowOf<E>>): Promise<ListPage<RowOf<E>>> {
    return listRows(this.#store, this.#prefix, entity, { ...query, keep: this.#shown(entity, query.keep) });
  }

  /** Every row of an index query, page by page; for consumers and jobs, not for request paths. */
  async *each<E extends Entity>(entity: E, query: Omit<ListQuery<RowOf<E>>, "limit">): AsyncGenerator<RowOf<E>> {
    let after = query.after;
    do {
      const page = await this.list(entity, { ...query, limit: 200, after });
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }

  /**
   * The rows of one entity that share a partition of the table itself (a transaction's credits, the bearers of a
   * payer name), in sort-key order. `of` holds the fields that its partition is made of.
   */
  async collect<E extends Entity>(
    entity: E,
    of: Record<string, unknown>,
    skPrefix: string,
    consistent = true,
  ): Promise<RowOf<E>[]> {
    const rows = await partitionRows(this.#store, this.#prefix, entity, { of, skPrefix, consistent });
    const keep = this.#shown<RowOf<E>>(entity);
    return keep ? rows.filter(keep) : rows;
  }

  /**
   * The last rows of a partition of the table itself, downwards from just below the sort key `before`: one request,
   * however long the partition is.
   */
  async newest<E extends Entity>(
    entity: E,
    of: Record<string, unknown>,
    ask: { skPrefix: string; before?: string; limit: number },
  ): Promise<{ rows: RowOf<E>[]; more: boolean }> {
    const { rows, more } = await newestRows(this.#store, this.#prefix, entity, { of, ...ask });
    const keep = this.#shown<RowOf<E>>(entity);
    return { rows: keep ? rows.filter(keep) : rows, more };
  }

  /**
   * The rows of all nouns that share one partition of an index (everything of an account), in no order: one query of its
   * keys and one batched read of a hundred rows. What is asked for beside comes in the same batch, in the order asked.
   */
  async gather(query: GatherQuery): ReturnType<typeof gatherRows> {
    const found = await gatherRows(this.#store, this.#prefix, query);
    if (!this.#leftOut) return found;
    return { ...found, rows: found.rows.filter(({ entity, row }) => this.#shown<AnyRow>(entity)?.(row)) };
  }

  /** One page of small rows that share a partition of the table itself, in the order of their sort keys. */
  span(partition: string, ask: Span): ReturnType<typeof spanRows> {
    return spanRows(this.#store, this.#prefix + partition, ask);
  }

  async create<E extends Entity>(entity: E, row: RowOf<E>): Promise<RowOf<E>> {
    await this.commit([write.create(entity, row)]);
    return row;
  }

  /** Creates a row that may be there already, since what makes it may happen twice; false where it was. */
  async createOnce<E extends Entity>(entity: E, row: RowOf<E>): Promise<boolean> {
    try {
      await this.create(entity, row);
      return true;
    } catch (error) {
      if (error instanceof Fault && error.code === "duplicate") return false;
      throw error;
    }
  }

  /** Replaces the whole row if nobody has changed it since `before` was read. */
  async replace<E extends Entity>(entity: E, before: RowOf<E>, after: RowOf<E>): Promise<RowOf<E>> {
    await this.commit([write.replace(entity, before, after)]);
    return after;
  }

  /**
   * All of the actions or none. A failed condition becomes the fault of its action (`stale`, `duplicate`, …).
   * A create that finds its own row already there, equal to the last byte, has succeeded before: the answer was lost.
   */
  async commit(actions: Action[]): Promise<void> {
    const sign = signOf(this.stamp);
    try {
      await this.#write(asOne(actions).flatMap((action) => stepsOf(action, this.#prefix, sign)));
    } catch (error) {
      // What cannot be given back is no reason to hide why the change was refused.
      await Promise.allSettled(actions.map((action) => (action.kind === "giveBack" ? action.run() : undefined)));
      throw error;
    }
    this.#made.commits += 1;
    for (const action of actions) {
      if (action.kind === "replace") noteWritten(this.stamp, action.after, action.before);
      if (action.kind === "create") noteWritten(this.stamp, action.row);
    }
  }

  /** Writes small rows (`put`, `remove`, `places`) each for itself, to be confirmed by whoever does so; see `each.ts`. */
  async writeEach(actions: readonly Action[]): Promise<void> {
    const steps = actions.flatMap((action) => stepsOf(action, this.#prefix, signOf(this.stamp)));
    if (!this.#isTrial && steps.length > 0) await this.#store.writeEach(steps.map((s) => s.write));
  }

  /**
   * Adds to counters and gives what they have become: callers who ask at once get different values. A call whose answer
   * is lost is sent again, so a value may be left out; none is given twice.
   */
  async increment(entity: Entity, id: string, add: Record<string, number>, set?: Record<string, unknown>) {
    if (this.#isTrial) {
      const row = ((await this.find(entity, id)) ?? {}) as Record<string, unknown>;
      return Object.fromEntries(Object.entries(add).map(([name, n]) => [name, Number(row[name] ?? 0) + n]));
    }
    const { write: update } = addStep(write.add(entity, id, add, { set }), this.#prefix);
    return fromItem(await this.#store.update(update)) as Record<string, number>;
  }

  /**
   * Adds to counters unless one would pass its bound, and gives what they are: as they have become where it was added, as
   * they stood where not. For a call whose answer is lost it may have been added and nobody knows.
   */
  addWithin(addition: Addition): Promise<Added> {
    return added(this.#store, addStep(addition, this.#prefix).write);
  }

  async #write(steps: Step[]): Promise<void> {
    assert(steps.length > 0, "a commit has at least one action");
    guardCount(steps);
    if (this.#isTrial) return;
    try {
      await this.#store.write(
        steps.map((s) => s.write),
        globalThis.crypto.randomUUID(),
      );
    } catch (error) {
      const meaning = explain(error as Cancelled, steps);
      if (meaning !== undefined) throw meaning;
    }
  }
}

/** The table bound to one tenant; in AWS through the role that IAM walls to that tenant. */
export async function tenantTable(tenantId: string, stamp: Stamp): Promise<Table> {
  assert(/^ten_[0-9A-Za-z]+$/.test(tenantId), "a tenant id has its form");
  return new Table(await tenantStore(tenantId), tenantPrefix(tenantId), tenantId, stamp);
}

/** The few rows that stand outside every tenant. */
export const systemTable = (stamp: Stamp): Table => new Table(systemStore(), SYSTEM_PREFIX, "", stamp);
