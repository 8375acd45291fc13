import type { Reply } from "../../infra/local/http.ts";
import type { Ask, DatabaseCall, Interceptor } from "../../infra/local/proxy.ts";
import { INDEXES, type IndexName } from "../../shared/table/physical.ts";
import { History, keyOf, LAG_MS_MAX, nameOf, type WireItem } from "./history.ts";

/** What is read: an index, or the table itself where the read is not a consistent one. */
export type LagOf = (read: { index: IndexName | undefined; tenantId: string }) => number;

export type Lag = Interceptor & {
  /** How old (ms, at most LAG_MS_MAX) the image is that a read shows. */
  lagOf: LagOf;
  /** Reads that were shown something else than what stands in the table. */
  readonly met: { reads: number };
};

/** Items as they were, by name. */
type Older = Map<string, WireItem | undefined>;
type OlderOf = (pk: string, index?: IndexName) => Promise<Older>;

type Body = {
  TableName?: string;
  IndexName?: IndexName;
  ConsistentRead?: boolean;
  Limit?: number;
  ScanIndexForward?: boolean;
  KeyConditionExpression?: string;
  ExpressionAttributeValues?: WireItem;
  ExpressionAttributeNames?: Record<string, string>;
  ExclusiveStartKey?: WireItem;
};

const tenantOf = (pk: string): string => pk.split("#")[1] ?? "";
const text = (item: WireItem | undefined, name: string): string => String(item?.[name]?.S ?? "");
const isOk = (reply: Reply): boolean => reply.status === 200;
const parsed = (reply: Reply) => JSON.parse(String(reply.body ?? "{}"));
/** Lengths and checksums of the answer that was are not those of the one that is. */
const answer = (body: object): Reply => ({
  status: 200,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify(body),
});

/** A writing call, or one of the writes within it. */
type Write = { TableName?: string; Key?: WireItem; Item?: WireItem; TransactItems?: unknown; RequestItems?: unknown };

/** The keys that a write touches. */
function keysOf(operation: string, body: Write): { table: string; key: WireItem }[] {
  const one = (write: Write) => ({
    table: String(write.TableName),
    key: keyOf((write.Key ?? write.Item) as WireItem),
  });
  if (operation === "TransactWriteItems") {
    const steps = body.TransactItems as Record<string, Write>[];
    return steps.flatMap((step) =>
      Object.entries(step).flatMap(([kind, w]) => (kind === "ConditionCheck" ? [] : one(w))),
    );
  }
  if (operation !== "BatchWriteItem") return [one(body)];
  const tables = body.RequestItems as Record<string, Record<string, Write>[]>;
  return Object.entries(tables).flatMap(([TableName, writes]) =>
    writes.flatMap((w) => Object.values(w).map((request) => one({ ...request, TableName } as never))),
  );
}

/** The items of keys as they are now; one transaction's keys are at most a hundred, as many as a batched get takes. */
async function imagesOf(ask: Ask, keys: { table: string; key: WireItem }[]): Promise<Map<string, WireItem>> {
  const RequestItems = Object.fromEntries(
    [...Map.groupBy(keys, ({ table }) => table)].map(([table, of]) => [
      table,
      { Keys: of.map(({ key }) => key), ConsistentRead: true },
    ]),
  );
  const reply = await ask("BatchGetItem", Buffer.from(JSON.stringify({ RequestItems })));
  if (!isOk(reply)) throw new Error(`The database did not tell what it holds: ${reply.status} ${reply.body}`);
  const items = Object.values(parsed(reply).Responses ?? {}).flat() as WireItem[];
  return new Map(items.map((item) => [nameOf(item), item]));
}

/** The condition on the sort key, for the forms that the table layer writes (`=`, BETWEEN, begins_with, comparisons). */
function sortTest(body: Body, skName: string): (sk: string) => boolean {
  const value = (name = ""): string => text(body.ExpressionAttributeValues, name);
  const named = Object.entries(body.ExpressionAttributeNames ?? {}).reduce(
    (expression, [alias, name]) => expression.replaceAll(alias, name),
    body.KeyConditionExpression ?? "",
  );
  const between = named.match(new RegExp(`${skName} BETWEEN (:\\w+) AND (:\\w+)`));
  if (between) return (sk) => sk >= value(between[1]) && sk <= value(between[2]);
  const begins = named.match(new RegExp(`begins_with\\(${skName}, (:\\w+)\\)`));
  if (begins) return (sk) => sk.startsWith(value(begins[1]));
  const compared = named.match(new RegExp(`AND ${skName} (<=|>=|<|>|=) (:\\w+)`));
  if (!compared) return () => true;
  const bound = value(compared[2]);
  const tests = {
    "<=": (sk: string) => sk <= bound,
    ">=": (sk: string) => sk >= bound,
    "<": (sk: string) => sk < bound,
    ">": (sk: string) => sk > bound,
    "=": (sk: string) => sk === bound,
  };
  return tests[compared[1] as keyof typeof tests];
}

/** What an index holds of an item. */
function projectedOn(index: IndexName | undefined, item: WireItem): WireItem {
  if (!index || INDEXES[index].projection === "ALL") return item;
  const names = ["pk", "sk", INDEXES[index].pk, INDEXES[index].sk];
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

type Page = { Items?: WireItem[]; LastEvaluatedKey?: WireItem };

/** A page of a query as it would have been at an earlier instant: what was written since is put back. */
export function pageAsOf(body: Body, page: Page, older: Older): Page {
  const names = body.IndexName ? INDEXES[body.IndexName] : { pk: "pk", sk: "sk" };
  const direction = body.ScanIndexForward === false ? -1 : 1;
  const fits = sortTest(body, names.sk);
  const places = (item: WireItem): string[] => [text(item, names.sk), text(item, "pk"), text(item, "sk")];
  const order = (a: WireItem, b: WireItem): number => {
    const [x, y] = [places(a), places(b)];
    const at = x.findIndex((part, n) => part !== y[n]);
    return at < 0 ? 0 : direction * ((x[at] as string) < (y[at] as string) ? -1 : 1);
  };
  const isOnPage = (item: WireItem): boolean =>
    text(item, names.pk) === partitionValue(body) &&
    item[names.sk] !== undefined &&
    fits(text(item, names.sk)) &&
    (!body.ExclusiveStartKey || order(item, body.ExclusiveStartKey) > 0) &&
    (!page.LastEvaluatedKey || order(item, page.LastEvaluatedKey) <= 0);
  const back = [...older.values()].filter((item) => item !== undefined).filter(isOnPage);
  const kept = (page.Items ?? []).filter((item) => !older.has(nameOf(item)));
  const items = [...kept, ...back.map((item) => projectedOn(body.IndexName, item))].sort(order);
  const limit = body.Limit ?? Number.POSITIVE_INFINITY;
  const last = items[limit - 1];
  if (items.length <= limit || !last) return { ...page, Items: items };
  const keyNames = [...new Set(["pk", "sk", names.pk, names.sk])];
  const LastEvaluatedKey = Object.fromEntries(keyNames.map((name) => [name, last[name]])) as WireItem;
  return { ...page, Items: items.slice(0, limit), LastEvaluatedKey };
}

/**
 * A database whose indexes show what was there a while ago, as those of a real table do. It stands in a stack as its
 * `interceptor`. Every write goes one at a time and is remembered with what was there before it, so that the older image
 * is right for single writes, batches and transactions alike.
 */
export function lagging(lagOf: LagOf, now: () => number = () => performance.now()): Lag {
  const history = new History();
  let writing: Promise<unknown> = Promise.resolve();
  const write = async (call: DatabaseCall, ask: Ask): Promise<Reply> => {
    const keys = keysOf(call.operation, JSON.parse(call.body.toString()));
    history.prune(now());
    const before = await imagesOf(ask, keys);
    for (const { key } of keys) if (!history.knows(key)) history.note(key, before.get(nameOf(key)), 0);
    const reply = await ask(call.operation, call.body);
    if (!isOk(reply)) return reply;
    const after = await imagesOf(ask, keys);
    for (const { key } of keys) history.note(key, after.get(nameOf(key)), now());
    return reply;
  };
  const lag: Lag = {
    lagOf,
    met: { reads: 0 },
    around: async (call, ask) => {
      if (call.isWrite) {
        const mine = writing.then(() => write(call, ask));
        writing = mine.catch(() => {});
        return mine;
      }
      // What is old is told by the time at which the read came: what is written while it is under way is younger.
      const cameAtMs = now();
      const olderOf: OlderOf = async (pk, index) => {
        // Whatever the answer may show already is noted by then.
        await writing;
        const ms = Math.min(LAG_MS_MAX, lag.lagOf({ index, tenantId: tenantOf(pk) }));
        const older: Older = ms > 0 ? history.since(cameAtMs - ms) : new Map();
        if (older.size > 0) lag.met.reads++;
        return older;
      };
      if (call.operation === "Query") return query(call, ask, olderOf);
      if (call.operation === "GetItem" || call.operation === "BatchGetItem") return fetched(call, ask, olderOf);
      return ask(call.operation, call.body);
    },
  };
  return lag;
}

const partitionValue = (body: Body): string =>
  text(body.ExpressionAttributeValues, body.KeyConditionExpression?.match(/= (:\w+)/)?.[1] ?? "");

async function query(call: DatabaseCall, ask: Ask, olderOf: OlderOf): Promise<Reply> {
  const body = JSON.parse(call.body.toString()) as Body;
  const reply = await ask(call.operation, call.body);
  if (!isOk(reply) || body.ConsistentRead) return reply;
  const older = await olderOf(partitionValue(body), body.IndexName);
  if (older.size === 0) return reply;
  const page = pageAsOf(body, parsed(reply), older);
  return answer({ ...page, Count: page.Items?.length, ScannedCount: page.Items?.length });
}

/** Single reads: what is not asked consistently is what it was a while ago. */
async function fetched(call: DatabaseCall, ask: Ask, olderOf: OlderOf): Promise<Reply> {
  const body = JSON.parse(call.body.toString());
  const reply = await ask(call.operation, call.body);
  if (!isOk(reply)) return reply;
  const out = parsed(reply);
  if (call.operation === "GetItem") {
    const older: Older = body.ConsistentRead ? new Map() : await olderOf(text(body.Key, "pk"));
    if (!older.has(nameOf(body.Key))) return reply;
    return answer({ ...out, Item: older.get(nameOf(body.Key)) });
  }
  const Responses = { ...out.Responses };
  for (const [table, asked] of Object.entries(body.RequestItems) as [
    string,
    { Keys: WireItem[]; ConsistentRead?: boolean },
  ][]) {
    if (asked.ConsistentRead) continue;
    const older = await olderOf(text(asked.Keys[0], "pk"));
    const back = asked.Keys.flatMap((key) => older.get(nameOf(key)) ?? []);
    Responses[table] = [...(Responses[table] ?? []).filter((item: WireItem) => !older.has(nameOf(item))), ...back];
  }
  return answer({ ...out, Responses });
}
