import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { handler } from "../../functions/streams/rest.ts";
import { derivedRows, listed, operations, play, rollupsOf, toldRecords, withRollups } from "../support/derived.ts";
import { differences } from "../support/dump.ts";
import { scaled } from "../support/soak.ts";
import { type TestStack, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const SEED = Number(process.env.SEED ?? 11);
const OPERATIONS = scaled(60, 2_000);
const ACCOUNTS = 4;
const BATCH = 25;

/** Nobody reads the stream but the test, in an order of its own. */
const stack = useStack({ lambdas: lambdas.filter(({ name }) => name !== "rest") });

type Records = Awaited<ReturnType<typeof toldRecords>>;

/** Has the consumer told of changes in this order; what it hands back it is told again. */
async function tell(records: Records): Promise<void> {
  for (let at = 0; at < records.length; at += BATCH) {
    let batch = records.slice(at, at + BATCH);
    while (batch.length > 0) {
      const { batchItemFailures } = await handler({ Records: batch });
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      batch = batch.filter(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ""));
    }
  }
}

const shuffled = (records: Records, seed: number): Records =>
  fc.sample(fc.shuffledSubarray(records, { minLength: records.length }), { numRuns: 1, seed })[0] ?? [];

async function played(on: TestStack): Promise<TestTenant> {
  const tenant = await openTenant(on);
  await on.api(on.operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  await withRollups(tenant);
  const accounts: string[] = [];
  for (let n = 0; n < ACCOUNTS; n++) accounts.push((await made(tenant.admin, "/v1/accounts", { name: `华信${n}` })).id);
  await play(tenant.admin, accounts, operations(OPERATIONS, SEED));
  return tenant;
}

test("told in any order and twice, the index and the roll-ups come out as the records are", async () => {
  const tenant = await played(stack());
  const records = await toldRecords(stack());
  await tell(shuffled(records, SEED));
  const once = await rollupsOf(tenant.admin);
  expect(once.is).toEqual(once.must);
  const rows = await derivedRows(stack(), tenant.id);
  const deals = await listed(tenant.admin, "/v1/opportunities");
  const named = rows.flatMap(({ sk }) => sk?.S?.match(/opp_\w+/g) ?? []);
  expect(new Set(named)).toEqual(new Set(deals.map(({ id }) => id)));

  await tell(records.toReversed());
  await tell(shuffled(records, SEED + 1));
  expect(differences(rows, await derivedRows(stack(), tenant.id))).toEqual([]);
  expect(await rollupsOf(tenant.admin)).toEqual(once);
  const parked = await tenant.admin.get("/v1/parked-records?state=parked");
  expect(parked.body.items).toEqual([]);
});
