import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Database, launchDatabase } from "../../infra/local/database.ts";
import { ROOT } from "../../infra/local/parts.ts";
import { startProxy } from "../../infra/local/proxy.ts";
import { ensureTable } from "../../infra/local/table.ts";
import { toItem } from "../../shared/table/store.ts";
import { seeded } from "../support/faults.ts";
import { lagging } from "../support/lag.ts";
import { scaled } from "../support/soak.ts";
import { dataFolder } from "../support/stack.ts";

const TABLE = "lagging";
const STEPS = scaled(60, 3_000);
const STEP_MS = 10;
const ITEMS = 12;

const folder = dataFolder();
let nowMs = 0;
const lag = lagging(
  () => 0,
  () => nowMs,
);
let database: Database;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let seen: DynamoDBClient;
let truth: DynamoDBClient;

beforeAll(async () => {
  database = await launchDatabase(ROOT, folder.path);
  await ensureTable(database.endpoint, TABLE);
  proxy = await startProxy(database.endpoint, lag);
  const options = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  seen = new DynamoDBClient({ ...options, endpoint: proxy.endpoint });
  truth = new DynamoDBClient({ ...options, endpoint: database.endpoint });
});

afterAll(async () => {
  seen.destroy();
  truth.destroy();
  await proxy.stop();
  await database.stop();
  folder.remove();
});

const key = (n: number) => ({ pk: `T#ten_a#row_${n}`, sk: "-" });
/** An item that stands in none, one or both of two indexes, somewhere. */
const item = (n: number, next: () => number) => ({
  ...key(n),
  id: `row_${n}`,
  note: Math.floor(next() * 1_000),
  ...(next() < 0.7 && { g4p: "T#ten_a#acc", g4s: `${Math.floor(next() * 5)}#${n}` }),
  ...(next() < 0.7 && { g6p: "T#ten_a#open", g6s: `${Math.floor(next() * 5)}#${n}` }),
});

/** One write of any form; what is written twice in one call differs, as the database demands. */
async function writeSomething(next: () => number): Promise<void> {
  const [a, b] = [Math.floor(next() * ITEMS), Math.floor(next() * (ITEMS - 1))];
  const other = b >= a ? b + 1 : b;
  const put = { TableName: TABLE, Item: toItem(item(a, next)) };
  const gone = { TableName: TABLE, Key: toItem(key(other)) };
  const change = {
    TableName: TABLE,
    Key: toItem(key(a)),
    UpdateExpression: "SET note = :n, g6p = :p, g6s = :s",
    ExpressionAttributeValues: toItem({
      ":n": Math.floor(next() * 1_000),
      ":p": "T#ten_a#open",
      ":s": `${a % 5}#${a}`,
    }),
  };
  const commands = [
    () => seen.send(new PutItemCommand(put)),
    () => seen.send(new DeleteItemCommand(gone)),
    () => seen.send(new UpdateItemCommand(change)),
    () => seen.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, { Delete: gone }] })),
    () =>
      seen.send(
        new BatchWriteItemCommand({
          RequestItems: { [TABLE]: [{ PutRequest: { Item: put.Item } }, { DeleteRequest: { Key: gone.Key } }] },
        }),
      ),
    // A refused write leaves everything as it was.
    () =>
      seen
        .send(
          new PutItemCommand({
            ...put,
            ConditionExpression: "id = :never",
            ExpressionAttributeValues: { ":never": { S: "" } },
          }),
        )
        .catch(() => {}),
  ];
  await commands[Math.floor(next() * commands.length)]?.();
}

const QUERIES: Partial<QueryCommandInput>[] = [
  {
    IndexName: "account",
    KeyConditionExpression: "g4p = :pk",
    ExpressionAttributeValues: toItem({ ":pk": "T#ten_a#acc" }),
  },
  {
    IndexName: "work",
    KeyConditionExpression: "g6p = :pk AND g6s BETWEEN :low AND :high",
    ExpressionAttributeValues: toItem({ ":pk": "T#ten_a#open", ":low": "1", ":high": "3~" }),
    ScanIndexForward: false,
  },
];

/** All rows of a query, read in pages of `Limit`. */
async function rowsOf(client: DynamoDBClient, query: Partial<QueryCommandInput>, Limit: number) {
  const rows = [];
  let start: QueryCommandInput["ExclusiveStartKey"];
  do {
    const page = await client.send(new QueryCommand({ TableName: TABLE, ...query, Limit, ExclusiveStartKey: start }));
    expect(page.Items?.length ?? 0).toBeLessThanOrEqual(Limit);
    rows.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return rows;
}

const everything = async (client: DynamoDBClient, Limit: number) =>
  Promise.all(QUERIES.map((query) => rowsOf(client, query, Limit)));

async function single(client: DynamoDBClient, consistent: boolean) {
  const [one, many] = await Promise.all([
    client.send(new GetItemCommand({ TableName: TABLE, Key: toItem(key(3)), ConsistentRead: consistent })),
    client.send(
      new BatchGetItemCommand({
        RequestItems: { [TABLE]: { Keys: [4, 5, 6].map((n) => toItem(key(n))), ConsistentRead: consistent } },
      }),
    ),
  ]);
  const found = (many.Responses?.[TABLE] ?? []).sort((a, b) => ((a.id?.S ?? "") < (b.id?.S ?? "") ? -1 : 1));
  return [one.Item, found];
}

test("a read shows what was there so many milliseconds ago, however it was written and however it is paged", async () => {
  const next = seeded(Number(process.env.SEED ?? 5));
  const was: { lists: unknown; rows: unknown }[] = [];
  for (let step = 0; step < STEPS; step++) {
    nowMs = step * STEP_MS;
    await writeSomething(next);
    was.push({ lists: await everything(truth, 100), rows: await single(truth, true) });
    nowMs += 1;
    const back = Math.min(step, Math.floor(next() * 6));
    lag.lagOf = () => back * STEP_MS;
    expect(await everything(seen, 1 + Math.floor(next() * 4))).toEqual(was[step - back]?.lists);
    expect(await single(seen, false)).toEqual(was[step - back]?.rows);
    expect(await single(seen, true)).toEqual(was[step]?.rows);
  }
  expect(lag.met.reads).toBeGreaterThan(STEPS / 2);
});

test("each index of each tenant has a lag of its own", async () => {
  nowMs += 10_000;
  lag.lagOf = ({ index, tenantId }) => (index === "account" && tenantId === "ten_b" ? 50 : 0);
  const row = (tenant: string) => ({
    ...{ pk: `T#${tenant}#row_x`, sk: "-", id: "row_x", g4p: `T#${tenant}#acc_x`, g4s: "1" },
    ...{ g6p: `T#${tenant}#open_x`, g6s: "1" },
  });
  for (const tenant of ["ten_a", "ten_b"])
    await seen.send(new PutItemCommand({ TableName: TABLE, Item: toItem(row(tenant)) }));
  nowMs += 20;
  const found = async (IndexName: string, pk: string, tenant: string) =>
    (
      await seen.send(
        new QueryCommand({
          ...{ TableName: TABLE, IndexName, KeyConditionExpression: `${pk} = :pk` },
          ExpressionAttributeValues: toItem({ ":pk": `T#${tenant}#${pk === "g4p" ? "acc_x" : "open_x"}` }),
        }),
      )
    ).Items?.length;
  expect(await found("account", "g4p", "ten_a")).toBe(1);
  expect(await found("account", "g4p", "ten_b")).toBe(0);
  expect(await found("work", "g6p", "ten_b")).toBe(1);
  nowMs += 50;
  expect(await found("account", "g4p", "ten_b")).toBe(1);
});
