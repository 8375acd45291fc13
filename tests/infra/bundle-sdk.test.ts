import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import * as sdk from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { built, ROOT, writePackage } from "../../infra/bundle.ts";
import { type Database, launchDatabase } from "../../infra/local/database.ts";
import { REGION } from "../../infra/local/environment.ts";
import { ensureTable } from "../../infra/local/table.ts";
import { SOAK } from "../support/soak.ts";

const RUNS = 40 * SOAK;
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI", sessionToken: "token/+=" };

type Bundled = typeof sdk & { databaseClient(config: sdk.DynamoDBClientConfig): sdk.DynamoDBClient };
type Operation =
  | "BatchGetItemCommand"
  | "DeleteItemCommand"
  | "GetItemCommand"
  | "PutItemCommand"
  | "QueryCommand"
  | "TransactWriteItemsCommand"
  | "UpdateItemCommand";
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

type Made = new (input: object) => { input: object };

const TABLES = { sdk: "held-against-sdk", bundled: "held-against-bundled" };

/** What every bundle carries: our client and the commands of the table layer, without what is left out there. */
const CARRIED = `
  export { databaseClient } from "./shared/table/store.ts";
  export { BatchGetItemCommand, DeleteItemCommand, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand,
    UpdateItemCommand } from "@aws-sdk/client-dynamodb";`;

const hex = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** The signature of a POST to `/`: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
function signatureOf(headers: Record<string, string>, names: string[], body: string, region: string): string {
  const at = headers["x-amz-date"]!;
  const scope = [at.slice(0, 8), region, "dynamodb", "aws4_request"];
  const canonical = ["POST", "/", "", ...names.map((n) => `${n}:${headers[n]}`), "", names.join(";"), hex(body)];
  const toSign = ["AWS4-HMAC-SHA256", at, scope.join("/"), hex(canonical.join("\n"))].join("\n");
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  return hmac(key, toSign).toString("hex");
}

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
  let bundled: Bundled;
  let clients: { sdk: sdk.DynamoDBClient; bundled: sdk.DynamoDBClient };

  beforeAll(async () => {
    const made = await built({
      stdin: { contents: CARRIED, resolveDir: ROOT, loader: "ts", sourcefile: "carried.ts" },
    });
    writePackage(made, join(folder, "package"));
    bundled = await import(join(folder, "package/index.mjs"));
    database = await launchDatabase(ROOT, join(folder, "data"));
    for (const table of Object.values(TABLES)) await ensureTable(database.endpoint, table);
    const config = { endpoint: database.endpoint, region: REGION, credentials, maxAttempts: 1 };
    clients = { sdk: new sdk.DynamoDBClient(config), bundled: bundled.databaseClient(config) };
  });

  afterAll(async () => {
    clients.sdk.destroy();
    clients.bundled.destroy();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("answers and fails as the SDK's does, call by call", async () => {
    const made = (from: object, operation: Operation): Made => (from as Record<Operation, Made>)[operation];
    const property = fc.asyncProperty(fc.array(call, { minLength: 5, maxLength: 30 }), async (calls) => {
      for (const { operation, input } of calls) {
        const theirs = new (made(sdk, operation))(input(TABLES.sdk));
        const ours = new (made(bundled, operation))(input(TABLES.bundled));
        expect(await outcome(clients.bundled.send(ours as never))).toEqual(
          await outcome(clients.sdk.send(theirs as never)),
        );
      }
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  test("tells of every error that the service has what the SDK tells", async () => {
    const names = Object.values(sdk).flatMap((of) =>
      typeof of === "function" && of.prototype instanceof sdk.DynamoDBServiceException ? of.name : [],
    );
    expect(names.length).toBeGreaterThan(30);
    const item = (n: number) => ({ ...wire({ pk: "a", sk: String(n) }), note: { S: "客户" }, amount: { N: "1.5" } });
    const told = (make: Bundled["databaseClient"], name: string, statusCode: number) => {
      const body = {
        ...{ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `of ${name}` },
        ...{
          CancellationReasons: [{ Code: "ConditionalCheckFailed", Item: item(1) }, { Code: "None" }],
          Item: item(2),
        },
      };
      const handle = async () => ({
        response: { statusCode, headers: {}, body: Readable.from([Buffer.from(JSON.stringify(body))]) },
      });
      const config = { region: REGION, credentials, maxAttempts: 1, requestHandler: { handle } as never };
      return outcome(make(config).send(new sdk.GetItemCommand({ TableName: "t", Key: wire({ pk: "a", sk: "b" }) })));
    };
    for (const name of [...names, "SomethingNew"]) {
      for (const status of [400, 500]) {
        const ours = await told(bundled.databaseClient, name, status);
        expect(ours).toEqual(await told((config) => new sdk.DynamoDBClient(config), name, status));
        expect(ours).toMatchObject({ error: name, message: `of ${name}` });
      }
    }
  });

  test("keeps calls apart that are under way at once", async () => {
    const ids = Array.from({ length: 40 }, (_, n) => String(n));
    const keyOf = (id: string) => wire({ pk: "T#ten_1#many", sk: id });
    const TableName = TABLES.bundled;
    await Promise.all(
      ids.map((id) =>
        clients.bundled.send(new bundled.PutItemCommand({ TableName, Item: { ...keyOf(id), n: { S: id } } })),
      ),
    );
    const found = await Promise.all(
      ids.map((id) => clients.bundled.send(new bundled.GetItemCommand({ TableName, Key: keyOf(id) }))),
    );
    expect(found.map(({ Item }) => Item?.n?.S)).toEqual(ids);
  });

  test("asks DynamoDB where the SDK does in every region, and nowhere where it would have to guess", async () => {
    const file = "node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js";
    const text = readFileSync(join(ROOT, file), "utf8");
    const { partitions } = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)) as {
      partitions: { id: string; regions: Record<string, object> }[];
    };
    const addressIn = async (of: (config: sdk.DynamoDBClientConfig) => sdk.DynamoDBClient, region: string) => {
      const sent: { protocol: string; hostname: string; path: string }[] = [];
      const handle = async (request: unknown) => {
        sent.push(request as (typeof sent)[number]);
        throw new Error("not sent");
      };
      const client = of({ region, credentials, maxAttempts: 1, requestHandler: { handle } as never });
      const refusal = await client
        .send(new sdk.GetItemCommand({ TableName: "t", Key: wire({ pk: "a", sk: "b" }) }))
        .catch(({ message }) => String(message));
      return sent.length > 0 ? sent.map((r) => [r.protocol, r.hostname, r.path]) : refusal;
    };
    const regions = partitions.flatMap(({ id, regions: of }) => Object.keys(of).map((region) => ({ id, region })));
    // `aws-global` and its like are names for no region.
    const real = regions.filter(({ region }) => !region.endsWith("-global"));
    expect(real.length).toBeGreaterThan(30);
    for (const { id, region } of real) {
      const ours = await addressIn(bundled.databaseClient, region);
      if (/iso|eusc/.test(id)) expect(ours).toContain("AWS_ENDPOINT_URL_DYNAMODB");
      else expect([region, ours]).toEqual([region, await addressIn((c) => new sdk.DynamoDBClient(c), region)]);
    }
  });

  test("signs by the rule", async () => {
    const sent: { headers: Record<string, string>; body: string | Uint8Array }[] = [];
    const handle = async (request: unknown) => {
      sent.push(request as (typeof sent)[number]);
      throw new Error("not sent");
    };
    const region = "eu-west-1";
    const client = bundled.databaseClient({ region, credentials, requestHandler: { handle } as never });
    // The second signature is made with the key that the first has made.
    for (const text of ["客户", "x"]) {
      await client
        .send(new bundled.GetItemCommand({ TableName: "t", Key: { pk: { S: text } } }))
        .catch(() => undefined);
    }
    expect(sent).toHaveLength(2);
    for (const { headers, body } of sent) {
      const [, names, signature] = /SignedHeaders=([^,]+), Signature=(\w+)$/.exec(headers.authorization!)!;
      expect(signature).toBe(
        signatureOf(headers, names!.split(";"), Buffer.from(body as Uint8Array).toString(), region),
      );
      expect(names).toContain("x-amz-security-token");
    }
  });

  test("names a server that is not there as Node does, so that the table layer tries again", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const client = bundled.databaseClient({ endpoint: `http://127.0.0.1:${port}`, region: REGION, credentials });
    await expect(client.send(new bundled.GetItemCommand({ TableName: "t", Key: {} }))).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
  });
});
