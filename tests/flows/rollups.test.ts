import { beforeAll, expect, test } from "@jest/globals";
import { operations, play, rollupsOf, withRollups } from "../support/derived.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const SEED = Number(process.env.SEED ?? 5);
const RUNS = scaled(2, 50);
const OPERATIONS = 60;
const ACCOUNTS = 3;

const stack = useStack();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  await withRollups(tenant);
});

test("whatever happens to records in parallel, every roll-up is what the lists say once all is told", async () => {
  for (let run = 0; run < RUNS; run++) {
    const accounts: string[] = [];
    for (let n = 0; n < ACCOUNTS; n++)
      accounts.push((await made(tenant.admin, "/v1/accounts", { name: `客户${n}` })).id);
    await play(tenant.admin, accounts, operations(OPERATIONS, SEED + run), 6);
    await stack().settled();
    const { is, must } = await rollupsOf(tenant.admin);
    expect(is).toEqual(must);
  }
});
