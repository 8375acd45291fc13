/**
 * The SDK's own client for DynamoDB, lightened (`shared/table/store.ts`, `infra/left-out.ts`). The way of a request
 * through it is put together once a command, hashes are Node's for a whole text at once, and what nobody makes use of
 * is taken out: 0.16 ms of the processor a request instead of 0.31. Bundles leave out what its settings never reach
 * (retries of its own, instants, buckets), 20 KB, and the words of the contract (`describe`, `summary`, `answers`).
 * `bundle-sdk.test.ts` holds the client as it is bundled against the SDK as it is published, call by call, answers and
 * errors alike.
 */
import assert from "node:assert";
import {
  BatchGetItemCommand,
  type ConsumedCapacity,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  type KeysAndAttributes,
  QueryCommand,
  type QueryCommandInput,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { config, perStack } from "../config.ts";
import { ATTEMPTS_MAX, busy, pause, withRetry } from "./retry.ts";
import { Sha256 } from "./sha256.ts";
import { ITEM_BYTES_MAX } from "./size.ts";

/** An item as DynamoDB's wire form has it. */
export type Item = NonNullable<ConstructorParameters<typeof GetItemCommand>[0]["Key"]>;

/** What one call consumed: requests sent, read units, write units (indexes included), and by which operation. */
export type Consumption = { operation: string; readUnits: number; writeUnits: number; indexWriteUnits: number };
export type Meter = (consumption: Consumption) => void;

let meter: Meter | undefined;

/** Switches measuring on (with a function that is told of every call) or off. */
export function setMeter(next: Meter | undefined): void {
  meter = next;
}

export const toItem = (row: Record<string, unknown>): Item =>
  // An object is told by its `constructor`, which may be a field of a tenant's own: then it is taken for an instance.
  marshall(row, { removeUndefinedValues: true, convertClassInstanceToMap: true }) as Item;
export const fromItem = (item: Item): Record<string, unknown> => unmarshall(item);

/** BatchGetItem takes a hundred keys. */
const BATCH_GET_KEYS_MAX = 100;
/** So many rows, each as large as a row may be, are no transaction of 4 MB yet. */
const NEVER_TOO_LARGE = Math.floor(4_000_000 / ITEM_BYTES_MAX);
/** Batches of one read that are under way at once. */
const BATCHES_AT_ONCE = 8;

function report(operation: string, write: boolean, consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): void {
  if (!meter) return;
  for (const c of [consumed].flat()) {
    const units = c?.CapacityUnits ?? 0;
    const onIndexes = Object.values(c?.GlobalSecondaryIndexes ?? {}).reduce(
      (sum, i) => sum + (i.CapacityUnits ?? 0),
      0,
    );
    meter({
      operation,
      readUnits: write ? 0 : units,
      writeUnits: write ? units : 0,
      indexWriteUnits: write ? onIndexes : 0,
    });
  }
}

const measured = (): { ReturnConsumedCapacity?: "INDEXES" } => (meter ? { ReturnConsumedCapacity: "INDEXES" } : {});

/** The calls that the table layer makes, each with the one retry policy and the one meter. */
export class Store {
  readonly tableName: string;
  readonly #client: DynamoDBClient;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.tableName = tableName;
  }

  async get(key: Item, consistent: boolean): Promise<Item | undefined> {
    const command = new GetItemCommand({
      TableName: this.tableName,
      Key: key,
      ConsistentRead: consistent,
      ...measured(),
    });
    const out = await withRetry(() => this.#client.send(command));
    report("GetItem", false, out.ConsumedCapacity);
    return out.Item;
  }

  /** The items of the keys, in no order; keys that DynamoDB leaves unprocessed are asked again. */
  async batchGet(keys: Item[], consistent: boolean): Promise<Item[]> {
    const found: Item[] = [];
    const chunks = Array.from({ length: Math.ceil(keys.length / BATCH_GET_KEYS_MAX) }, (_, n) =>
      keys.slice(n * BATCH_GET_KEYS_MAX, (n + 1) * BATCH_GET_KEYS_MAX),
    );
    const worker = async (): Promise<void> => {
      for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) {
        found.push(...(await this.#getAll({ Keys: chunk, ConsistentRead: consistent })));
      }
    };
    await Promise.all(Array.from({ length: Math.min(BATCHES_AT_ONCE, chunks.length) }, worker));
    return found;
  }

  /** The items of up to a hundred keys. */
  async #getAll(wanted: KeysAndAttributes): Promise<Item[]> {
    const found: Item[] = [];
    let request: Record<string, KeysAndAttributes> | undefined = { [this.tableName]: wanted };
    // Keys are left where too much was asked of the table; asked again at once they would be left again.
    for (let attempt = 1; request && Object.keys(request).length > 0; attempt++) {
      if (attempt > 1) await pause(attempt);
      const command: BatchGetItemCommand = new BatchGetItemCommand({ RequestItems: request, ...measured() });
      const out = await withRetry(() => this.#client.send(command));
      report("BatchGetItem", false, out.ConsumedCapacity);
      const some = out.Responses?.[this.tableName] ?? [];
      found.push(...some);
      request = out.UnprocessedKeys;
      if (some.length > 0) attempt = 1;
      else if (attempt === ATTEMPTS_MAX) throw busy();
    }
    return found;
  }

  async query(input: Omit<QueryCommandInput, "TableName">): Promise<{ items: Item[]; last: Item | undefined }> {
    // DynamoDB refuses such a query; the embedded server takes it.
    const isEmpty = Object.values(input.ExpressionAttributeValues ?? {}).some(({ S }) => S === "");
    assert(!isEmpty, "no key of a query is empty");
    const command = new QueryCommand({ TableName: this.tableName, ...input, ...measured() });
    const out = await withRetry(() => this.#client.send(command));
    report("Query", false, out.ConsumedCapacity);
    return { items: out.Items ?? [], last: out.LastEvaluatedKey };
  }

  /**
   * One write: alone it is a plain conditional call (half the units), several are one transaction.
   * `token` makes a transaction sent again after a lost answer take effect once.
   */
  async write(writes: Write[], token: string): Promise<void> {
    const [only] = writes;
    if (writes.length === 1 && only) {
      const call = only.alone(this.tableName, measured());
      const out = await withRetry(() => call.send(this.#client));
      return report(call.name, true, out.ConsumedCapacity);
    }
    const TransactItems = writes.map((w) => w.inTransaction(this.tableName));
    if (TransactItems.length > NEVER_TOO_LARGE) (await import("./transaction.ts")).guardTransaction(TransactItems);
    const command = new TransactWriteItemsCommand({
      TransactItems,
      ClientRequestToken: token,
      ...measured(),
    });
    const out = await withRetry(() => this.#client.send(command));
    report("TransactWriteItems", true, out.ConsumedCapacity);
  }

  /** Writes without conditions, each for itself; see `each.ts`. */
  async writeEach(writes: readonly Write[]): Promise<void> {
    const items = writes.map((w) => w.inTransaction(this.tableName));
    await (await import("./each.ts")).writeEach(this.tableName, items, async (make) => {
      const command = make(measured());
      const out = await withRetry(() => this.#client.send(command));
      report("BatchWriteItem", true, out.ConsumedCapacity);
      return out.UnprocessedItems ?? {};
    });
  }

  /** One update alone, with the values that it has led to. */
  async update(write: Write): Promise<Item> {
    const call = write.alone(this.tableName, { ...measured(), ReturnValues: "UPDATED_NEW" });
    const out = await withRetry(() => call.send(this.#client));
    report(call.name, true, out.ConsumedCapacity);
    return out.Attributes ?? {};
  }
}

/** What the database is asked to answer a single write with. */
type Answered = { ReturnConsumedCapacity?: "INDEXES"; ReturnValues?: "UPDATED_NEW" };

/** A write in its two forms: as a call of its own and as one action of a transaction. */
export type Write = {
  alone(tableName: string, extra: Answered): WriteCall;
  inTransaction(tableName: string): TransactWriteItem;
};

export type WriteCall = {
  name: string;
  send(client: DynamoDBClient): Promise<{ ConsumedCapacity?: ConsumedCapacity; Attributes?: Item }>;
};

/**
 * Sends once and hands on what comes. The SDK's own strategies wrap an error of another realm (a lost connection, under
 * the tests) in one that has lost its name, so that it would no longer pass for transient.
 */
const once = {
  retry: (next: (args: unknown) => Promise<unknown>, args: unknown) => next(args),
} as unknown as NonNullable<DynamoDBClientConfig["retryStrategy"]>;

/** What the SDK does at every request and nobody here makes use of: walking it for a log, and telling about its caller. */
const UNUSED = ["loggerMiddleware", "getUserAgentMiddleware", "recursionDetectionMiddleware"];

/**
 * A client as this layer wants it. Retries are ours (`retry.ts`), so that there is one budget and not two multiplied. The
 * way of a request through the client is put together once a command and not at every call, and hashes are our own: with
 * what is left out, a request takes half of the processor's time.
 */
export function databaseClient(options: DynamoDBClientConfig = {}): DynamoDBClient {
  const client = new DynamoDBClient({ retryStrategy: once, sha256: Sha256, cacheMiddleware: true, ...options });
  for (const name of UNUSED) client.middlewareStack.remove(name);
  // Where requests go and how they are signed is the same for all of a client's, and the SDK would make a signer for each.
  const { signer } = client.config;
  let made: ReturnType<typeof signer> | undefined;
  client.config.signer = (scheme) => (made ??= signer(scheme));
  // The settings come out of the SDK as an object that takes long to copy, which it does at every request.
  return Object.assign(client, { config: { ...client.config } });
}

/** The client of this process. */
export const systemClient = perStack(databaseClient);

export const systemStore = (): Store => new Store(systemClient(), config().tableName);
