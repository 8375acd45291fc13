import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, test } from "@jest/globals";
import type { DynamoDBRecord } from "aws-lambda";
import { account } from "../../functions/accounts/table.ts";
import { lambdas } from "../../functions/modules.ts";
import { tenantContext } from "../../functions/users/context.ts";
import { again, parkedEverywhere } from "../../infra/parked/parked.ts";
import { streamHandler } from "../../shared/events/dispatch.ts";
import { handle, when } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import { cardOf } from "../../shared/table/card.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** The consumer of everything but money is played by the test. */
const stack = useStack({ lambdas: lambdas.filter(({ name }) => name !== "rest") });

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

/** The stream's record of an account that was just made. */
function recordOf(tenantId: string, id: string, SequenceNumber: string): DynamoDBRecord {
  const at = stack().clock.now();
  const row = { id, version: 1, createdAt: at.toISOString(), updatedAt: at.toISOString(), name: id, by: "user:u||" };
  const image = marshall({ pk: `T#${tenantId}#${id}`, sk: "-", ...row });
  const ApproximateCreationDateTime = Math.floor(at.getTime() / 1_000);
  const Keys = { pk: image.pk, sk: image.sk };
  return { dynamodb: { SequenceNumber, ApproximateCreationDateTime, Keys, NewImage: image } } as DynamoDBRecord;
}

/** A row as it stands in the table. */
async function imageOf(tenantId: string, id: string) {
  const database = new DynamoDBClient({ endpoint: stack().databaseEndpoint });
  const Key = marshall({ pk: `T#${tenantId}#${id}`, sk: "-" });
  const { Item } = await database.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key }));
  database.destroy();
  return Item;
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
  // Its line is shown to people as what it is: nobody can claim an amount that there is not.
  const why = await tenant.admin.get("/v1/bank-transactions/btx_P0ISON/explanation");
  expect(why.body).toMatchObject({
    code: "damaged",
    errors: expect.arrayContaining([expect.objectContaining({ path: "amountMinor" })]),
  });
  const damaged = (await tenant.admin.get("/v1/damaged-records")).body.items;
  expect(damaged).toEqual([expect.objectContaining({ noun: "bankTransaction", id: "btx_P0ISON" })]);
  expect((await tenant.admin.post(`/v1/parked-records/${parked[0].id}/retry`)).status).toBe(200);
  await stack().settled();
  const again = await tenant.admin.get(`/v1/parked-records/${parked[0].id}`);
  expect(again.body).toMatchObject({ state: "parked", attempts: 4 });
});

test("work that a busy database refuses for half a day is parked, and done again by one call", async () => {
  const tenant = await openTenant(stack());
  const done: string[] = [];
  let isBusy = true;
  const event = "account.made";
  const consumer = streamHandler({
    consumer: "rest",
    entities: [cardOf(account as never)],
    reactions: [
      {
        load: async () => ({
          emits: [when(account, event, (c) => !c.before)],
          handles: [
            handle(account, event, "rest", "notes it", async (c) => {
              if (isBusy) throw new Fault("unavailable", "The database is busy.");
              done.push(c.after?.id ?? "");
            }),
          ],
        }),
      },
    ],
    tenantContext,
  });
  const records = ["acc_1", "acc_2"].map((id, n) => recordOf(tenant.id, id, String(n)));
  const handedBack = async () => (await consumer({ Records: records })).batchItemFailures.length;
  expect(await handedBack()).toBe(2);
  await stack().advance(13 * 3_600);
  expect(await handedBack()).toBe(0);
  const parked = async () => (await tenant.admin.get("/v1/parked-records?state=parked")).body.items;
  expect(await parked()).toHaveLength(2);
  isBusy = false;
  const retried = await tenant.admin.post("/v1/parked-records/retry");
  expect(retried.body).toEqual({ retried: 2, more: false });
  const rows = (await tenant.admin.get("/v1/parked-records?state=retrying")).body.items as { id: string }[];
  const images = await Promise.all(rows.map(({ id }) => imageOf(tenant.id, id)));
  await consumer({ Records: images.map((NewImage) => ({ dynamodb: { NewImage } }) as DynamoDBRecord) });
  expect(done.sort()).toEqual(["acc_1", "acc_2"]);
  expect((await tenant.admin.get("/v1/parked-records?state=done")).body.items).toHaveLength(2);
});

test("the operator sees what is parked in all tenants, with its cause, and has it done again", async () => {
  const tenants = [await openTenant(stack()), await openTenant(stack(), "另一家公司")];
  for (const { id } of tenants) await poison(id);
  await stack().settled();
  const ids = tenants.map(({ id }) => id);
  const found = async () =>
    (await Array.fromAsync(parkedEverywhere())).filter(
      ({ tenantId, row }) => ids.includes(tenantId) && row.consumer === "money",
    );
  const parked = await found();
  expect(parked.map(({ tenantId }) => tenantId).sort()).toEqual(ids.toSorted());
  for (const { row } of parked) {
    expect(row).toMatchObject({ recordId: "btx_P0ISON", error: expect.stringContaining("positive amount") });
  }
  expect(await Promise.all(parked.map(again))).toEqual([true, true]);
  expect(await Promise.all(parked.map(again))).toEqual([false, false]);
  await stack().settled();
  expect((await found()).map(({ row }) => row.attempts)).toEqual([4, 4]);
});
