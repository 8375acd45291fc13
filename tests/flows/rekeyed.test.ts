import { expect, test } from "@jest/globals";
import { bankTransaction } from "../../functions/bank/table.ts";
import { type SignalRow, signal } from "../../functions/reconciliation/signals.ts";
import { rowOf } from "../../shared/table/item.ts";
import { type Table, tenantTable, write } from "../../shared/table/table.ts";
import { linkBank } from "../support/bank.ts";
import { dump } from "../support/dump.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
const NAME = "宁波示例电器有限公司";
const OTHER = "王芳 TRADING";
/** Two windows of waiting, after which work on older records has begun. */
const BEGUN_SECONDS = 120;

async function world() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const bank = await linkBank(stack(), tenant);
  const account = await made(admin, "/v1/accounts", { name: NAME });
  const owe = (reference: string, amountMinor: number) =>
    made(admin, "/v1/receivables", {
      ...{ accountId: account.id, reference, amountMinor, currency: "CNY", dueOn: "2026-12-31" },
    });
  const pay = async (bankReference: string, amountMinor: number, more: object) => {
    const line = { bookedOn: "2026-11-22", direction: "credit", currency: "CNY" };
    expect((await bank.tell([{ ...line, bankReference, amountMinor, ...more }])).status).toBe(202);
    await stack().settled();
    const [row] = (await admin.get(`/v1/bank-transactions?bankReference=${bankReference}`)).body.items;
    return row as { id: string; state: string; accountId?: string };
  };
  return { ...tenant, account, owe, pay };
}

const signalsOf = async (tenantId: string): Promise<SignalRow[]> =>
  (await dump(stack(), `T#${tenantId}#signal#`))
    .filter(({ sk }) => sk?.S?.startsWith("signal#"))
    .map((item) => rowOf(signal, item as Parameters<typeof rowOf>[1]) as SignalRow);

/** Puts every key where a release that compared otherwise would have put it, and what receipts have taught with them. */
async function written(table: Table, tenantId: string): Promise<void> {
  const older = (key: string): string => key.replace(":", ":older ");
  for (const row of await signalsOf(tenantId)) {
    const moved = { ...row, key: older(row.key) };
    await table.commit([write.remove(signal, row)]);
    await table.create(signal, moved as SignalRow);
    if (row.source !== "memory") continue;
    const ids = (await dump(stack(), `T#${tenantId}#`)).flatMap(({ taught, id }) => (taught && id?.S ? [id.S] : []));
    for (const id of ids) {
      const line = await table.get(bankTransaction, id);
      const taught = line.taught?.map((one) => (one.key === row.key ? { ...one, key: moved.key } : one));
      await table.replace(bankTransaction, line, { ...line, version: line.version + 1, taught });
    }
  }
}

test("what an earlier release wrote under other keys can be changed all the same, and is found again once it is counted anew", async () => {
  const { id: tenantId, admin, account, owe, pay } = await world();
  const [first, second, third, spare] = [
    await owe("INV-2026-1001", 1_001),
    await owe("INV-2026-1002", 1_002),
    await owe("INV-2026-1003", 1_003),
    await owe("INV-2026-1004", 1_004),
  ];
  const claimed = await pay("B-1", 1_001, { payer: { name: OTHER }, remittance: "谢谢" });
  expect(claimed.state).toBe("claimable");
  const allocations = [{ receivableId: first.id, amountMinor: 1_001 }];
  expect((await admin.post(`/v1/bank-transactions/${claimed.id}/claim`, { allocations })).status).toBe(200);
  const advice = { payer: { name: NAME }, currency: "CNY", totalMinor: 777, paidOn: "2026-11-22" };
  const lines = [{ reference: "INV-2026-1003", amountMinor: 777 }];
  const { id: adviceId } = await made(admin, "/v1/remittance-advices", { ...advice, lines });
  await stack().settled();
  const before = (await signalsOf(tenantId)).map(({ id, key, claims }) => ({ id, key, claims }));
  const table = await tenantTable(tenantId, { actor: "system:test", from: "", requestId: "" });
  await written(table, tenantId);

  // A release does not stand in the way of what people do.
  expect((await admin.post(`/v1/receivables/${spare.id}/cancel`, { reason: "double" })).status).toBe(200);
  expect((await admin.patch(`/v1/accounts/${account.id}`, { name: "宁波示例电器" })).status).toBe(200);
  expect((await admin.patch(`/v1/accounts/${account.id}`, { name: NAME })).status).toBe(200);
  await stack().settled();
  const lost = await pay("B-2", 1_002, { remittance: "INV-2026-1002" });
  expect(lost.state).toBe("claimable");

  const { body } = await admin.post("/v1/figure-recounts");
  await stack().advance(BEGUN_SECONDS);
  await stack().settled();
  expect((await admin.get(`/v1/figure-recounts/${body.id}`)).body.state).toBe("done");
  const now = await signalsOf(tenantId);
  const keys = new Map(now.map(({ id, key, claims }) => [key, { id, key, claims }]));
  const isSpare = ({ key }: { key: string }) => key.includes("20261004");
  expect(before.filter((one) => !isSpare(one)).map(({ key }) => keys.get(key))).toEqual(
    before.filter((one) => !isSpare(one)),
  );

  expect((await pay("B-3", 1_002, { remittance: "INV-2026-1002" })).state).toBe("applied");
  expect((await admin.get(`/v1/receivables/${second.id}`)).body.status).toBe("paid");
  expect((await pay("B-4", 777, { payer: { name: NAME }, remittance: "货款" })).state).toBe("applied");
  expect((await admin.get(`/v1/remittance-advices/${adviceId}`)).body.state).toBe("used");
  expect((await admin.get(`/v1/receivables/${third.id}`)).body.openMinor).toBe(1_003 - 777);
  // Who was taught is known again, and forgotten once its claim is taken back.
  const taught = async () => (await admin.get("/v1/payer-memory")).body.items;
  expect(await taught()).toMatchObject([{ accountId: account.id, claims: 1 }]);
  expect((await pay("B-5", 226, { payer: { name: OTHER }, remittance: "INV-2026-1003" })).accountId).toBe(account.id);
  const undone = await admin.post(`/v1/bank-transactions/${claimed.id}/undo`, { reason: "wrong" });
  expect([undone.status, await taught()]).toEqual([200, []]);
});
