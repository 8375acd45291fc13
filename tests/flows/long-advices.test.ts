import { expect, test } from "@jest/globals";
import { amountOf, LINES, longAdvice, TOTAL } from "../support/long-advice.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();

test("a receipt of more papers than one transaction takes is applied by one call as its lines say, and taken back by one", async () => {
  const { admin, account, ids, tell, openSum, open } = await longAdvice(stack());
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
