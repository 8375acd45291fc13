import { expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

/** More papers than one transaction takes, each of another amount. */
const PAPERS = 70;
const referenceOf = (n: number): string => `INV-2026-${String(1_001 + 3 * n)}`;
const amountOf = (n: number): number => 10_000 + 7 * n;
const TOTAL = Array.from({ length: PAPERS }, (_, n) => amountOf(n)).reduce((sum, amount) => sum + amount, 0);
const LINES = Array.from({ length: PAPERS }, (_, n) => ({ reference: referenceOf(n), amountMinor: amountOf(n) }));

async function world() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const bank = await linkBank(stack(), tenant);
  const payer = { name: "长单采购有限公司" };
  const account = await made(admin, "/v1/accounts", payer);
  const ids: string[] = [];
  for (let n = 0; n < PAPERS; n += 35) {
    const papers = LINES.slice(n, n + 35).map(({ reference, amountMinor }) => ({
      ...{ accountId: account.id, reference, amountMinor, currency: "CNY", dueOn: "2026-12-31" },
    }));
    ids.push(...(await Promise.all(papers.map((paper) => made(admin, "/v1/receivables", paper)))).map(({ id }) => id));
  }
  await stack().settled();
  const tell = async (reference: string, more: object) => {
    const line = {
      bankReference: reference,
      direction: "credit",
      amountMinor: TOTAL,
      currency: "CNY",
      bookedOn: "2026-11-22",
      payer,
    };
    expect((await bank.tell([{ ...line, ...more }])).status).toBe(202);
    await stack().settled();
    const { items } = (await admin.get("/v1/bank-transactions?limit=10")).body;
    return items.find((row: { bankReference: string }) => row.bankReference === reference) as {
      id: string;
      state: string;
    };
  };
  const open = async (): Promise<number[]> => {
    const { items } = (await admin.get(`/v1/receivables?accountId=${account.id}&limit=200`)).body;
    return items.map((row: { openMinor: number }) => row.openMinor);
  };
  const openSum = async (): Promise<number> => (await open()).reduce((sum, minor) => sum + minor, 0);
  return { admin, account, ids, tell, open, openSum };
}

test("a receipt of more papers than one transaction takes is applied by one call as its lines say, and taken back by one", async () => {
  const { admin, account, ids, tell, openSum, open } = await world();
  const { id, state } = await tell("B-1", { remittanceLines: LINES });
  expect(state).toBe("claimable");
  const path = `/v1/bank-transactions/${id}`;
  expect((await admin.get(`${path}/explanation`)).body.why).toBe("tooManyReceivables");

  const both = await admin.post(`${path}/claim`, {
    asLinesSay: true,
    allocations: [{ receivableId: "rcv_0123456789ABCDEFGHJK", amountMinor: 1 }],
  });
  expect([both.status, both.body.errors?.[0]?.path]).toEqual([422, "allocations"]);
  const claimed = await admin.post(`${path}/claim`, { asLinesSay: true });
  expect([claimed.status, claimed.body.detail]).toEqual([200, undefined]);
  expect(claimed.body).toMatchObject({ state: "applied", unappliedMinor: 0 });
  expect(claimed.body.lockedBy).toBeUndefined();
  await stack().settled();
  expect(await openSum()).toBe(0);

  const undone = await admin.post(`${path}/undo`, { reason: "wrong" });
  expect([undone.status, undone.body.state, undone.body.unappliedMinor]).toEqual([200, "claimable", TOTAL]);
  await stack().settled();
  expect((await open()).sort((a, b) => a - b)).toEqual(LINES.map(({ amountMinor }) => amountMinor));

  // Of one of them nothing is known: a person has to look, and applies what is told.
  const lines = LINES.map((line, n) => (n === 5 ? { ...line, reference: "INV-2026-9999" } : line));
  const slipped = await tell("B-2", { remittanceLines: lines, bookedOn: "2026-11-23" });
  expect(slipped.state).toBe("claimable");
  const other = `/v1/bank-transactions/${slipped.id}`;
  const partly = await admin.post(`${other}/claim`, { asLinesSay: true });
  expect(partly.body).toMatchObject({ state: "partlyApplied", unappliedMinor: amountOf(5) });
  expect(await openSum()).toBe(amountOf(5));
  // The rest goes where a person says.
  const rest = await admin.post(`${other}/claim`, {
    allocations: [{ receivableId: ids[5], amountMinor: amountOf(5) }],
  });
  expect(rest.body).toMatchObject({ state: "applied", accountId: account.id });
  expect(await openSum()).toBe(0);
  await stack().settled();
  expect((await admin.post(`${other}/undo`, { reason: "all of it" })).body.state).toBe("claimable");
  expect(await openSum()).toBe(TOTAL);

  // Of those who apply it at once, one does, or what was begun is taken back.
  const replies = await Promise.all([1, 2, 3].map(() => admin.post(`${path}/claim`, { asLinesSay: true })));
  const isDone = replies.some(({ status }) => status === 200);
  const line = (await admin.get(`/v1/bank-transactions/${id}`)).body;
  const paidMinor = line.amountMinor - line.unappliedMinor;
  expect(await openSum()).toBe(TOTAL - paidMinor);
  if (isDone) expect(paidMinor).toBe(TOTAL);
  const again = await admin.post(`${path}/claim`, { asLinesSay: true });
  expect([200, 409]).toContain(again.status);
  expect(await openSum()).toBe(0);
});
