import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateScan,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { STANDING_ID, tenantStanding } from "../../shared/auth/standing.ts";
import { message } from "../../shared/notify/outbox.ts";
import { tenantPrefix } from "../../shared/table/action.ts";
import { physicalKey } from "../../shared/table/step.ts";
import type { Item } from "../../shared/table/store.ts";

/** A table as it was, and the one that the product works with. */
export type Tables = { from: string; to: string };

/** What of a tenant is put back as it was, what goes since it came later, and what is as it was. */
export type Restored = { put: number; removed: number; same: number };

const READS_AT_ONCE = 100;
const WRITES_AT_ONCE = 25;
const PAUSE_MS = 500;

type Key = Pick<Item, "pk" | "sk">;
const keyOf = ({ pk, sk }: Item): Key => ({ pk, sk }) as Key;
const named = ({ pk, sk }: Item): string => `${pk?.S} ${sk?.S}`;

/** Puts what one tenant had at an earlier time back into the table. Nobody else's rows are read or written. */
export class Restore {
  readonly #client: DynamoDBClient;
  readonly #tables: Tables;
  readonly #tenantId: string;
  readonly #standing: Key;

  constructor(client: DynamoDBClient, tables: Tables, tenantId: string) {
    this.#client = client;
    this.#tables = tables;
    this.#tenantId = tenantId;
    const { pk, sk } = physicalKey(tenantPrefix(tenantId), tenantStanding.key({ id: STANDING_ID }));
    this.#standing = { pk: { S: pk }, sk: { S: sk } };
  }

  /** What would be done, and with `isDone` also does it. Done twice, it finds nothing left to do. */
  async run(isDone: boolean): Promise<Restored> {
    const restored: Restored = { put: 0, removed: 0, same: 0 };
    for await (const items of this.#pages(this.#tables.from)) {
      const now = await this.#at(this.#tables.to, items);
      const other = items.filter((item) => !isDeepStrictEqual(now.get(named(item)), item));
      const back = other.filter((item) => !this.#stays(item, now.get(named(item))));
      restored.put += back.length;
      restored.same += items.length - back.length;
      if (isDone) await this.#write(back.map((Item) => ({ PutRequest: { Item } })));
    }
    for await (const items of this.#pages(this.#tables.to)) {
      const then = await this.#at(this.#tables.from, items);
      const later = items.filter((item) => !then.has(named(item)) && !this.#stays(item, item));
      restored.removed += later.length;
      if (isDone) await this.#write(later.map((item) => ({ DeleteRequest: { Key: keyOf(item) } })));
    }
    return restored;
  }

  /** How the tenant stands is the operator's word of now; and what people were told they were told: it is not told again. */
  #stays(item: Item, now: Item | undefined): boolean {
    if (named(item) === named(this.#standing as Item)) return true;
    return now !== undefined && (now.id?.S ?? "").startsWith(`${message.prefix}_`);
  }

  async *#pages(table: string): AsyncGenerator<Item[]> {
    const input = {
      ...{ TableName: table, FilterExpression: "begins_with(pk, :prefix)", ConsistentRead: true },
      ExpressionAttributeValues: { ":prefix": { S: tenantPrefix(this.#tenantId) } },
    };
    for await (const { Items = [] } of paginateScan({ client: this.#client }, input)) yield Items as Item[];
  }

  /** What stands in a table under the keys of some items. */
  async #at(table: string, items: readonly Item[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    for (let at = 0; at < items.length; at += READS_AT_ONCE) {
      let Keys: Key[] | undefined = items.slice(at, at + READS_AT_ONCE).map(keyOf);
      while (Keys && Keys.length > 0) {
        const asked: BatchGetItemCommand = new BatchGetItemCommand({
          RequestItems: { [table]: { Keys, ConsistentRead: true } },
        });
        const { Responses, UnprocessedKeys } = await this.#client.send(asked);
        for (const item of (Responses?.[table] ?? []) as Item[]) found.set(named(item), item);
        Keys = UnprocessedKeys?.[table]?.Keys as Key[] | undefined;
        if (Keys && Keys.length > 0) await wait(PAUSE_MS);
      }
    }
    return found;
  }

  async #write(requests: WriteRequest[]): Promise<void> {
    const { to } = this.#tables;
    for (let at = 0; at < requests.length; at += WRITES_AT_ONCE) {
      let left: WriteRequest[] | undefined = requests.slice(at, at + WRITES_AT_ONCE);
      while (left && left.length > 0) {
        const asked: BatchWriteItemCommand = new BatchWriteItemCommand({ RequestItems: { [to]: left } });
        const { UnprocessedItems } = await this.#client.send(asked);
        left = UnprocessedItems?.[to];
        if (left && left.length > 0) await wait(PAUSE_MS);
      }
    }
  }
}
