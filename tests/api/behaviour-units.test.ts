import { expect, test } from "@jest/globals";
import { takeIn } from "../../functions/behaviour/intake.ts";
import { handler as looks } from "../../functions/behaviour/sweep.ts";
import { lambdas } from "../../functions/modules.ts";
import { placed } from "../../functions/segments/placing.ts";
import { handler as sweeps } from "../../functions/segments/sweep.ts";
import { segment } from "../../functions/segments/table.ts";
import { systemCaller } from "../../functions/users/system.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { consumed } from "../support/consumed.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

/** What some work costs. */
async function units(work: () => Promise<unknown>) {
  const calls = await consumed(work);
  const sum = (of: "readUnits" | "writeUnits"): number => calls.reduce((all, call) => all + call[of], 0);
  return { reads: sum("readUnits"), writes: sum("writeUnits") };
}

test("an event costs a write unit and one of its index, and somebody who comes into a segment two rows of a transaction", async () => {
  const { admin, id } = await openTenant(stack());
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id });
  const table = await tenantTable(id, { actor: "system:test", from: "", requestId: "" });
  const caller = async () => systemCaller(table, "test", stack().clock.now());
  const at = stack().clock.now().toISOString();
  const events = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => ({ insertId: `e${from + n}`, name: "seen", at, personId: contact.id }));
  const call = await caller();
  // The first events make their visitor.
  await takeIn(call, events(0, 1));
  // What is remembered for a while is read now and then, so that the least of some calls is what a call costs.
  const measured = async (from: number, count: number) => {
    const all: { reads: number; writes: number }[] = [];
    for (let n = 0; n < 4; n++) {
      await stack().settled();
      all.push(await units(() => takeIn(call, events(from + n * count, count))));
    }
    return { reads: Math.min(...all.map((one) => one.reads)), writes: Math.min(...all.map((one) => one.writes)) };
  };
  const [ten, fifty] = [await measured(1, 10), await measured(1_001, 50)];
  expect([ten.writes, fifty.writes]).toEqual([2 * 10, 2 * 50]);
  expect(fifty.reads).toBe(ten.reads);

  const behaviour = { conditions: [{ did: "seen", times: 3, withinDays: 7 }] };
  const body = { name: "常客", of: "contact", kind: "rule", behaviour, tracked: true };
  const tracked = await made(admin, "/v1/segments", body);
  await stack().settled();
  const row = await table.get(segment, tracked.id);
  await looks();
  const told = await units(async () => placed(await caller(), contact.id, [row]));
  // The membership, and the person with the day on which time alone ends it, which stands in the index of work.
  expect(told.writes).toBe(2 * 2 + 1);
  await sweeps();
  expect((await units(async () => placed(await caller(), contact.id, [row]))).writes).toBe(0);
});
