import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, test } from "@jest/globals";
import { setLogSink } from "../../shared/log.ts";
import { jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

test("a hot tenant is slowed down by the operator, and others are served as before", async () => {
  const operator = stack().api(stack().operatorKey);
  const [hot, other] = [await openTenant(stack()), await openTenant(stack(), "另一家公司")];
  const limited = await operator.patch(`/v1/tenants/${hot.id}`, { requestsPerSecondMax: 1 });
  expect(limited.body.requestsPerSecondMax).toBe(1);
  // What a Lambda remembers of a tenant is forgotten within half a minute; a budget is of ten seconds.
  await stack().advance(40);
  const replies = await Promise.all(Array.from({ length: 60 }, () => hot.admin.get("/v1/accounts")));
  const refused = replies.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  const served = await Promise.all(Array.from({ length: 30 }, () => other.admin.get("/v1/accounts")));
  expect(new Set(served.map(({ status }) => status))).toEqual(new Set([200]));
});

test("a release that is taken back reads the rows of the one after it, and a change keeps what it does not know", async () => {
  const { admin, id: tenantId } = await openTenant(stack());
  const account = await made(admin, "/v1/accounts", { name: "云海集团" });
  await stack().settled();
  const client = new DynamoDBClient({ endpoint: stack().databaseEndpoint });
  const place = { TableName: process.env.TABLE_NAME, Key: marshall({ pk: `T#${tenantId}#${account.id}`, sk: "-" }) };
  const newer = { ":later": { M: { kind: { S: "of the next release" } } } };
  await client.send(
    new UpdateItemCommand({ ...place, UpdateExpression: "SET later = :later", ExpressionAttributeValues: newer }),
  );
  const path = `/v1/accounts/${account.id}`;
  expect((await admin.get(path)).body).toMatchObject({ name: "云海集团" });
  expect((await admin.patch(path, { name: "云海控股" })).status).toBe(200);
  await stack().settled();
  const { Item } = await client.send(new GetItemCommand(place));
  client.destroy();
  expect(Item).toMatchObject({ name: { S: "云海控股" }, later: newer[":later"] });
  expect((await admin.get("/v1/damaged-records")).body.items).toEqual([]);
});

test("the logs say whose calls there are, and whose mails come back", async () => {
  const lines: { message: string; [field: string]: unknown }[] = [];
  setLogSink((_level, message, fields) => lines.push({ message, ...fields }));
  const tenant = await openTenant(stack());
  const rep = await tenant.person({ roles: ["sales"], email: "comes.back@example.com" });
  await jobOf(stack(), rep.api, "/v1/exports", { noun: "account", format: "csv", columns: ["name"] });
  const [mail] = stack().outbox("comes.back@example.com");
  stack().mail.tell(mail?.id ?? "", "bounce");
  await stack().settled();
  const whose = (message: string): unknown[] => lines.filter((line) => line.message === message).map((l) => l.tenantId);
  expect(whose("call")).toContain(tenant.id);
  expect(whose("mail came back")).toEqual([tenant.id]);
});
