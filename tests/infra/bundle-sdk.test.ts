import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as sdk from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { ROOT } from "../../infra/bundle.ts";
import { type Database, launchDatabase } from "../../infra/local/database.ts";
import { REGION } from "../../infra/local/environment.ts";
import { ensureTable } from "../../infra/local/table.ts";
import * as slim from "../../infra/sdk/dynamodb.ts";
import { SOAK } from "../support/soak.ts";

const RUNS = 40 * SOAK;
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI", sessionToken: "token/+=" };

type Operation = Exclude<Extract<keyof typeof slim, `${string}Command`>, never>;
type Call = { operation: Operation; input: (tableName: string) => object };

const key = fc.record({ pk: fc.constantFrom("T#ten_1#a", "T#ten_1#b"), sk: fc.constantFrom("-", "1") });
const wire = (k: { pk: string; sk: string }) => ({ pk: { S: k.pk }, sk: { S: k.sk } });
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const row = fc.tuple(key, text, fc.integer(), fc.constantFrom("p", "q")).map(([k, note, amount, index]) => ({
  ...wire(k),
  g1p: { S: index },
  g1s: { S: k.sk },
  note: { S: note },
  amount: { N: String(amount) },
  more: { M: { list: { L: [{ BOOL: true }, { NULL: true }, { S: note }] } } },
}));
const fresh = { ConditionExpression: "attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" };

const call: fc.Arbitrary<Call> = fc.oneof(
  row.map((Item): Call => ({ operation: "PutItemCommand", input: (TableName) => ({ TableName, Item, ...fresh }) })),
  row.map(
    (Item): Call => ({
      operation: "PutItemCommand",
      input: (TableName) => ({ TableName, Item, ReturnValues: "ALL_OLD" }),
    }),
  ),
  key.map(
    (k): Call => ({
      operation: "GetItemCommand",
      input: (TableName) => ({ TableName, Key: wire(k), ConsistentRead: true, ReturnConsumedCapacity: "INDEXES" }),
    }),
  ),
  key.map((k): Call => ({ operation: "DeleteItemCommand", input: (TableName) => ({ TableName, Key: wire(k) }) })),
  key.map(
    (k): Call => ({
      operation: "UpdateItemCommand",
      input: (TableName) => ({
        TableName,
        Key: wire(k),
        UpdateExpression: "ADD calls :one",
        ConditionExpression: "attribute_not_exists(calls) OR calls <= :three",
        ExpressionAttributeValues: { ":one": { N: "1" }, ":three": { N: "3" } },
        ReturnValues: "ALL_NEW",
      }),
    }),
  ),
  fc.constantFrom("p", "q").map(
    (index): Call => ({
      operation: "QueryCommand",
      input: (TableName) => ({
        TableName,
        IndexName: "all",
        Limit: 2,
        KeyConditionExpression: "g1p = :p",
        ExpressionAttributeValues: { ":p": { S: index } },
      }),
    }),
  ),
  fc.uniqueArray(key, { minLength: 1, selector: (k) => k.pk + k.sk }).map(
    (keys): Call => ({
      operation: "BatchGetItemCommand",
      input: (TableName) => ({ RequestItems: { [TableName]: { Keys: keys.map(wire) } } }),
    }),
  ),
  fc.uniqueArray(row, { minLength: 1, selector: (r) => r.pk.S + r.sk.S }).map(
    (rows): Call => ({
      operation: "TransactWriteItemsCommand",
      input: (TableName) => ({ TransactItems: rows.map((Item) => ({ Put: { TableName, Item, ...fresh } })) }),
    }),
  ),
  key.map(
    (k): Call => ({
      operation: "QueryCommand",
      input: (TableName) => ({
        TableName,
        KeyConditionExpression: "nonsense",
        ExpressionAttributeValues: { ":p": wire(k).pk },
      }),
    }),
  ),
);

/** Both clients' commands by name. */
type Made = new (input: object) => { input: object };
const commands = {
  sdk: { ...sdk } as unknown as Record<Operation, Made>,
  slim: { ...slim } as Record<Operation, Made>,
};

const TABLES = { sdk: "held-against-sdk", slim: "held-against-slim" };

/** What the table layer can see of an outcome, without what differs from call to call. */
async function outcome(sent: Promise<object>): Promise<unknown> {
  const seen = await sent.catch((error) => ({
    error: error.name,
    message: error.message,
    status: error.$metadata?.httpStatusCode,
    item: error.Item,
    reasons: error.CancellationReasons,
  }));
  const plain = JSON.parse(JSON.stringify({ ...seen, $metadata: undefined }).replaceAll(/held-against-\w+/g, "table"));
  for (const found of Object.values(plain.Responses ?? {}) as { pk: unknown; sk: unknown }[][]) {
    found.sort((a, b) => JSON.stringify([a.pk, a.sk]).localeCompare(JSON.stringify([b.pk, b.sk])));
  }
  return plain;
}

describe("the DynamoDB client of the bundles", () => {
  const folder = mkdtempSync(join(tmpdir(), "cashloop-sdk-"));
  let database: Database;
  let clients: { sdk: sdk.DynamoDBClient; slim: slim.DynamoDBClient };

  beforeAll(async () => {
    database = await launchDatabase(ROOT, folder);
    for (const table of Object.values(TABLES)) await ensureTable(database.endpoint, table);
    const config = { endpoint: database.endpoint, region: REGION, credentials, maxAttempts: 1 };
    clients = { sdk: new sdk.DynamoDBClient(config), slim: new slim.DynamoDBClient(config) };
  });

  afterAll(async () => {
    clients.sdk.destroy();
    clients.slim.destroy();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("answers and fails as the SDK's does, call by call", async () => {
    const property = fc.asyncProperty(fc.array(call, { minLength: 5, maxLength: 30 }), async (calls) => {
      for (const { operation, input } of calls) {
        const theirs = new commands.sdk[operation](input(TABLES.sdk));
        const ours = new commands.slim[operation](input(TABLES.slim));
        expect(await outcome(clients.slim.send(ours))).toEqual(await outcome(clients.sdk.send(theirs as never)));
      }
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  test("signs as the SDK's does", async () => {
    let sent: { headers: Record<string, string>; body: string } | undefined;
    const handle = async (request: unknown) => {
      sent = request as typeof sent;
      throw new Error("not sent");
    };
    const client = new sdk.DynamoDBClient({
      region: "eu-west-1",
      credentials,
      maxAttempts: 1,
      requestHandler: { handle } as never,
    });
    await client.send(new sdk.GetItemCommand({ TableName: "t", Key: { pk: { S: "客户" } } })).catch(() => undefined);
    const given = sent!.headers.authorization!;
    const names = /SignedHeaders=([^,]+)/.exec(given)![1]!.split(";");
    const own = ["x-amz-date", "x-amz-security-token"];
    const headers = Object.fromEntries(names.filter((n) => !own.includes(n)).map((n) => [n, sent!.headers[n]!]));
    const at = sent!.headers["x-amz-date"]!.replace(/^(....)(..)(..T..)(..)(..)Z$/, "$1-$2-$3:$4:$5Z");
    const made = slim.signed(headers, sent!.body, credentials, "eu-west-1", new Date(at));
    expect(made.authorization).toBe(given);
  });

  test("names a server that is not there as Node does, so that the table layer tries again", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const client = new slim.DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, credentials });
    await expect(client.send(new slim.GetItemCommand({ TableName: "t", Key: {} }))).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
  });
});
