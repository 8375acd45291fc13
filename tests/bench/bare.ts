import type { IncomingMessage } from "node:http";
import { GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { json, listen, type Reply, readBody, send } from "../../infra/local/http.ts";
import { systemClient } from "../../shared/table/store.ts";

const BODY_BYTES_MAX = 1_000_000;
const PARTITION = "F#bare";

/** Answers with one request of the SDK: a row put, one read by its key, a page of 25. */
async function answer(request: IncomingMessage): Promise<Reply> {
  const TableName = process.env.TABLE_NAME ?? "";
  if (request.method === "POST") {
    const row = JSON.parse(String(await readBody(request, BODY_BYTES_MAX)));
    const Item = marshall({ pk: PARTITION, sk: row.id, g1p: PARTITION, g1s: row.id, ...row });
    await systemClient().send(new PutItemCommand({ TableName, Item }));
    return json(201, row);
  }
  const id = request.url?.split("/")[2];
  if (id !== undefined) {
    const { Item = {} } = await systemClient().send(
      new GetItemCommand({ TableName, Key: marshall({ pk: PARTITION, sk: id }) }),
    );
    return json(200, unmarshall(Item));
  }
  const { Items = [] } = await systemClient().send(
    new QueryCommand({
      ...{ TableName, Limit: 25, KeyConditionExpression: "pk = :p" },
      ExpressionAttributeValues: marshall({ ":p": PARTITION }),
    }),
  );
  return json(200, { items: Items.map((item) => unmarshall(item)) });
}

/** A handler with the SDK and nothing else, in the process of the stack and with its database: what no call can be below. */
export const bare = () => listen(0, async (request, response) => send(response, await answer(request)));
