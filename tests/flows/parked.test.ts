import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

/** A bank line as no intake would ever store it: the engine asserts a positive amount. */
async function poison(tenantId: string): Promise<void> {
  const database = new DynamoDBClient({ endpoint: stack().databaseEndpoint });
  const now = stack().clock.now().toISOString();
  const row = {
    id: "btx_P0ISON",
    version: 1,
    createdAt: now,
    updatedAt: now,
    connectionId: "bnk_x",
    bookedOn: "2026-11-22",
  };
  const money = { direction: "credit", amountMinor: -1, unappliedMinor: -1, currency: "CNY", state: "received" };
  const item = { pk: `T#${tenantId}#${row.id}`, sk: "-", by: "bank:x||", ...row, ...money };
  await database.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: marshall(item) }));
  database.destroy();
}

test("a poisoned record is parked where an operator sees it, and blocks nobody", async () => {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  await poison(tenant.id);
  const account = await made(tenant.admin, "/v1/accounts", { name: "客户" });
  const owed = {
    accountId: account.id,
    reference: "INV-2026-001",
    amountMinor: 500,
    currency: "CNY",
    dueOn: "2026-12-31",
  };
  await made(tenant.admin, "/v1/receivables", owed);
  await bank.tell([
    {
      bankReference: "1",
      bookedOn: "2026-11-22",
      direction: "credit",
      amountMinor: 500,
      currency: "CNY",
      remittance: "INV-2026-001",
    },
  ]);
  await stack().settled();
  expect((await tenant.admin.get("/v1/bank-transactions?state=applied")).body.items).toHaveLength(1);
  const parked = (await tenant.admin.get("/v1/parked-records?state=parked&consumer=money")).body.items;
  expect(parked).toMatchObject([{ noun: "bankTransaction", recordId: "btx_P0ISON", attempts: 3 }]);
  expect(parked[0].error).toContain("positive amount");
  expect((await tenant.admin.post(`/v1/parked-records/${parked[0].id}/retry`)).status).toBe(200);
  await stack().settled();
  const again = await tenant.admin.get(`/v1/parked-records/${parked[0].id}`);
  expect(again.body).toMatchObject({ state: "parked", attempts: 4 });
});
