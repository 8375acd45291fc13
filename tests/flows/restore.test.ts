import { BatchWriteItemCommand, CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { Restore } from "../../infra/restore/restore.ts";
import { linkBank } from "../support/bank.ts";
import { differences, dump } from "../support/dump.ts";
import { rowsOf } from "../support/privacy.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

/** Of what runs by the clock nothing: rows are compared one by one. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const FROM = "cashloop-as-it-was";
let client: DynamoDBClient | undefined;
afterAll(() => client?.destroy());
const database = (): DynamoDBClient => {
  client ??= new DynamoDBClient({
    ...{ endpoint: stack().databaseEndpoint, region: "local" },
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  return client;
};

/** The whole table as it is now, beside it: what a restore to a point in time gives. */
async function kept(): Promise<void> {
  const key = ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" as const }));
  await database().send(
    new CreateTableCommand({
      ...{ TableName: FROM, AttributeDefinitions: key, BillingMode: "PAY_PER_REQUEST" },
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  const items = await dump(stack());
  for (let at = 0; at < items.length; at += 25) {
    const put = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await database().send(new BatchWriteItemCommand({ RequestItems: { [FROM]: put } }));
  }
}

async function world(tenant: TestTenant) {
  const { admin } = tenant;
  const bank = await linkBank(stack(), tenant);
  const rep = await tenant.person({ roles: ["sales"], email: `rep.${tenant.id}@example.com` });
  const account = await made(admin, "/v1/accounts", { name: "云海集团", ownerId: rep.id });
  const due = { accountId: account.id, reference: "INV-1", amountMinor: 500, currency: "CNY", dueOn: "2027-01-31" };
  const receivable = await made(admin, "/v1/receivables", due);
  const line = { bookedOn: "2026-11-22", direction: "credit", amountMinor: 500, currency: "CNY" };
  await bank.tell([{ ...line, bankReference: "B1", remittance: "INV-1" }]);
  await stack().settled();
  const [receipt] = (await admin.get("/v1/bank-transactions?bankReference=B1")).body.items;
  expect(receipt.state).toBe("applied");
  return { account, receivable, receipt };
}

test("what a tenant had at a time is put back to the row, nobody is told anything anew, and others are as they are", async () => {
  const operator = stack().api(stack().operatorKey);
  const [tenant, other] = [await openTenant(stack()), await openTenant(stack(), "另一家公司")];
  const { account, receivable, receipt } = await world(tenant);
  const elsewhere = await world(other);
  await kept();
  const before = await rowsOf(stack(), tenant.id);

  // What goes wrong: a receipt is undone, a customer is renamed and gets company; the other tenant works on.
  const { admin } = tenant;
  await admin.post(`/v1/bank-transactions/${receipt.id}/undo`, { reason: "错误的脚本" });
  await admin.patch(`/v1/accounts/${account.id}`, { name: "改坏的名字" });
  for (let n = 0; n < 5; n++) await made(admin, "/v1/accounts", { name: `错误导入 ${n}` });
  await other.admin.patch(`/v1/accounts/${elsewhere.account.id}`, { name: "另一家的新名字" });
  await stack().settled();
  const others = await rowsOf(stack(), other.id);
  const mails = stack().outbox().length;

  const path = `/v1/tenants/${tenant.id}`;
  const still = await operator.post(`${path}/suspend`, { reason: "Restored to 08:00", still: true });
  expect(still.body).toMatchObject({ state: "suspended", reads: false });
  const refused = await admin.get("/v1/accounts");
  expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining("Restored to 08:00")]);
  await stack().settled();
  const restore = new Restore(database(), { from: FROM, to: "cashloop" }, tenant.id);
  const told = await restore.run(false);
  expect([told.put, told.removed].every((count) => count > 5)).toBe(true);
  expect(await restore.run(true)).toEqual(told);
  await stack().settled();
  expect(await restore.run(false)).toMatchObject({ put: 0, removed: 0 });
  const lasting = differences(before, await rowsOf(stack(), tenant.id)).filter((line) => !/#(?:tsd_|msg_)/.test(line));
  expect(lasting).toEqual([]);

  expect((await operator.post(`${path}/reopen`)).body.state).toBe("open");
  expect((await admin.get(`/v1/accounts/${account.id}`)).body.name).toBe("云海集团");
  expect((await admin.get(`/v1/bank-transactions/${receipt.id}`)).body.state).toBe("applied");
  expect((await admin.get(`/v1/receivables/${receivable.id}`)).body.openMinor).toBe(0);
  expect((await admin.get("/v1/accounts/count")).body).toMatchObject({ count: 1 });
  expect((await admin.get(`/v1/search?q=${encodeURIComponent("云海")}`)).body.items).toHaveLength(1);
  expect(stack().outbox()).toHaveLength(mails);
  expect(differences(others, await rowsOf(stack(), other.id))).toEqual([]);

  // It goes on from there: history, credits and messages follow as ever.
  await admin.patch(`/v1/accounts/${account.id}`, { name: "云海控股" });
  await admin.post(`/v1/bank-transactions/${receipt.id}/undo`, { reason: "真的错了" });
  await stack().settled();
  const trail = (await admin.get(`/v1/audit-entries?recordId=${account.id}&limit=100`)).body.items;
  expect(JSON.stringify(trail)).toContain("云海控股");
  expect(JSON.stringify(trail)).not.toContain("改坏的名字");
  const credits = (await admin.get(`/v1/credits?bankTransactionId=${receipt.id}`)).body.items;
  expect(credits.reduce((sum: number, one: { amountMinor: number }) => sum + one.amountMinor, 0)).toBe(0);
});
