import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { linkBank } from "../support/bank.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Lines delivered, repetitions included. */
const DELIVERED = scaled(2_000, 100_000);
/** Every line is told so often. */
const TIMES_TOLD = 2;
const LINES_A_CALL_MAX = 250;
const CALLS_AT_ONCE = 6;
/** One line in so many pays a receivable by its reference. */
const PAYING_EVERY = 50;

const stack = useStack();

type Told = { bankReference: string; amountMinor: number; [field: string]: unknown };

const line = (n: number): Told => ({
  bankReference: `R${n}`,
  bookedOn: "2026-11-22",
  direction: "credit",
  amountMinor: 1_000 + n,
  currency: "CNY",
  ...(n % PAYING_EVERY === 0 && { remittance: `INV-2026-${100_000 + n}` }),
});

/** All lines TIMES_TOLD times, shuffled, cut into calls of many sizes. */
function deliveriesOf(lines: Told[], seed: number): Told[][] {
  const [order] = fc.sample(
    fc.shuffledSubarray(
      [...lines.keys(), ...lines.keys()].map((n, i) => [n, i] as const),
      { minLength: lines.length * TIMES_TOLD },
    ),
    { numRuns: 1, seed },
  );
  const calls: Told[][] = [];
  for (let at = 0, n = 0; at < (order?.length ?? 0); n++) {
    const size = 1 + ((seed + n * 37) % LINES_A_CALL_MAX);
    calls.push((order ?? []).slice(at, at + size).map(([k]) => lines[k] as Told));
    at += size;
  }
  return calls;
}

test("deliveries shuffled, repeated and in parallel: nothing is lost, nothing is double", async () => {
  const tenant = await openTenant(stack());
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const bank = await linkBank(stack(), tenant);
  const lines = Array.from({ length: DELIVERED / TIMES_TOLD }, (_, n) => line(n));
  const account = await made(tenant.admin, "/v1/accounts", { name: "客户" });
  const paying = lines.filter((l) => l.remittance !== undefined);
  for (const { remittance, amountMinor } of paying) {
    const owed = { accountId: account.id, reference: remittance, amountMinor, currency: "CNY", dueOn: "2026-12-31" };
    await made(tenant.admin, "/v1/receivables", owed);
  }
  const calls = deliveriesOf(lines, Number(process.env.SEED ?? 7));
  let answered = { received: 0, duplicates: 0 };
  const worker = async (): Promise<void> => {
    for (let call = calls.shift(); call; call = calls.shift()) {
      const { status, body } = await bank.tell(call);
      expect([status, body.rejected]).toEqual([202, []]);
      answered = { received: answered.received + body.received, duplicates: answered.duplicates + body.duplicates };
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, worker));
  expect(answered).toEqual({ received: DELIVERED, duplicates: DELIVERED - lines.length });
  await stack().settled({ withinMs: 3_000_000 });

  const stored: { bankReference: string; amountMinor: number; state: string }[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await tenant.admin.get(`/v1/bank-transactions?limit=200${cursor ? `&cursor=${cursor}` : ""}`);
    stored.push(...page.body.items);
    cursor = page.body.nextCursor;
  }
  const told = (rows: { bankReference: string; amountMinor: number }[]) =>
    rows.map((r) => `${r.bankReference} ${r.amountMinor}`).sort();
  expect(told(stored)).toEqual(told(lines));
  expect(stored.filter((s) => s.state === "applied")).toHaveLength(paying.length);
  expect(stored.filter((s) => s.state === "claimable")).toHaveLength(lines.length - paying.length);
  const open = await tenant.admin.get(`/v1/receivables?accountId=${account.id}&status=open`);
  expect(open.body.items).toEqual([]);
}, 7_200_000);
