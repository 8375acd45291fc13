import { expect, test } from "@jest/globals";
import { handler as sweep } from "../../functions/reconciliation/sweep.ts";
import { linkBank, type TestBank } from "../support/bank.ts";
import { plannedFaults, seeded } from "../support/faults.ts";
import { lagging } from "../support/lag.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

/** Receipts told in a run, repetitions besides. */
const RECEIPTS = scaled(60, 10_000);
const ACCOUNTS = Math.max(6, RECEIPTS / 50);
const LINES_A_CALL = 12;
/** Calls of the bank at once. */
const TELLERS = 24;
const FAULT_RATE = 0.06;
const LAG_MS_MAX = 800;
const SEED = Number(process.env.SEED ?? 23);

const lagOf = seeded(SEED);
const lag = lagging(() => 0);
const faults = plannedFaults({ seed: SEED, rate: FAULT_RATE });
const stack = useStack({ interceptor: { before: faults.before, around: lag.around } });

type Line = { bankReference: string; amountMinor: number; remittance?: string; payer?: { name: string } };
type Item = { id: string; bankReference: string; state: string; unappliedMinor: number; allocations: Allocation[] };
type Allocation = { receivableId?: string; amountMinor: number; kind: string };
type Owed = { id: string; reference: string; openMinor: number; paidMinor: number; amountMinor: number };

const nameOf = (n: number): string => `第${n}号客户有限公司`;

/**
 * What is owed and told. Of each four receivables one is paid by its number, one by payer and amount, one twice, and of one
 * a small part. Which of two equal payments comes first is chance, so equality does not ask which of them was booked.
 */
function play(): { owed: { account: number; reference: string; amountMinor: number }[]; lines: Line[] } {
  const owed = Array.from({ length: RECEIPTS }, (_, n) => ({
    account: n % ACCOUNTS,
    reference: `INV-2026-${10_000 + n}`,
    amountMinor: 10_000 + 7 * n,
  }));
  const lines = owed.flatMap(({ account, reference, amountMinor }, n): Line[] => {
    const line = { bankReference: `R${n}`, amountMinor, payer: { name: nameOf(account) } };
    const named = { ...line, remittance: reference };
    return (
      [[named], [line], [named, { ...line, bankReference: `R${n}again` }], [{ ...named, amountMinor: 3 }]][n % 4] ?? []
    );
  });
  return { owed, lines };
}

async function world(owed: ReturnType<typeof play>["owed"]): Promise<{ tenant: TestTenant; bank: TestBank }> {
  const tenant = await openTenant(stack());
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const bank = await linkBank(stack(), tenant);
  const accounts = [];
  for (let n = 0; n < ACCOUNTS; n++) accounts.push(await made(tenant.admin, "/v1/accounts", { name: nameOf(n) }));
  for (const { account, ...row } of owed)
    await made(tenant.admin, "/v1/receivables", {
      ...{ ...row, accountId: accounts[account]?.id, currency: "CNY", dueOn: "2026-12-31" },
    });
  await stack().settled({ withinMs: 600_000 });
  return { tenant, bank };
}

/** Tells all lines, each part until it is answered with 202, some parts once more. */
async function tellAll(bank: TestBank, lines: Line[], isBroken: boolean): Promise<void> {
  const parts = Array.from({ length: Math.ceil(lines.length / LINES_A_CALL) }, (_, n) =>
    lines.slice(n * LINES_A_CALL, (n + 1) * LINES_A_CALL),
  );
  const told = async (part: Line[]): Promise<void> => {
    const whole = part.map((line) => ({ ...line, bookedOn: "2026-11-22", direction: "credit", currency: "CNY" }));
    for (let status = 0; status !== 202; ) status = (await bank.tell(whole)).status;
  };
  const queue = [...parts.entries()];
  const teller = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [n, part] = next;
      await told(part);
      if (isBroken && n % 3 === 0) await told(part);
    }
  };
  await Promise.all(Array.from({ length: TELLERS }, teller));
}

async function all<T>(tenant: TestTenant, path: string): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { items: T[]; nextCursor: string | null } = (
      await tenant.admin.get(`${path}limit=200${cursor ? `&cursor=${cursor}` : ""}`)
    ).body;
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}

/** Where everything ended, without ids and times: what is open, and of each amount told how many lines ended how. */
async function endOf(tenant: TestTenant) {
  const items = await all<Item>(tenant, "/v1/bank-transactions?");
  const owed = await all<Owed>(tenant, "/v1/receivables?");
  const credits = await all<{ amountMinor: number }>(tenant, "/v1/credits?ledger=primary&");
  const references = new Map(owed.map(({ id, reference }) => [id, reference]));
  const endOfLine = ({ bankReference, state, unappliedMinor, allocations }: Item): string => {
    const paid = allocations.map((a) => `${references.get(a.receivableId ?? "")} ${a.kind} ${a.amountMinor}`).sort();
    return `${bankReference.replace("again", "")} ${state} ${unappliedMinor} ${paid.join()}`;
  };
  return {
    lines: items.map(endOfLine).sort(),
    owed: owed.map((row) => `${row.reference} ${row.openMinor} ${row.paidMinor}`).sort(),
    creditMinor: credits.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    paidMinor: owed.reduce((sum, { paidMinor }) => sum + paidMinor, 0),
  };
}

test("throttled, refused, answered to nobody and shown old indexes, receipts end as in a clean run", async () => {
  const { owed, lines } = play();
  faults.enabled = false;
  const clean = await world(owed);
  await tellAll(clean.bank, lines, false);
  await stack().settled({ withinMs: 3_000_000 });

  const broken = await world(owed);
  const fromMs = performance.now();
  // Old, but nothing of before the faults is hidden: what was owed by then was there for everybody.
  lag.lagOf = () => Math.min(lagOf() * LAG_MS_MAX, performance.now() - fromMs);
  faults.enabled = true;
  await tellAll(broken.bank, lines, true);
  await stack().settled({ withinMs: 3_000_000 });
  faults.enabled = false;
  lag.lagOf = () => 0;
  expect(Math.min(lag.met.reads, ...Object.values(faults.met))).toBeGreaterThan(0);
  await stack().settled({ withinMs: 3_000_000 });
  await stack().advance(200);
  await sweep();
  await stack().settled({ withinMs: 3_000_000 });

  const [expected, found] = [await endOf(clean.tenant), await endOf(broken.tenant)];
  expect(found).toEqual(expected);
  expect(found.lines).toHaveLength(lines.length);
  expect(found.lines.filter((line) => line.includes(" received "))).toEqual([]);
  expect(found.creditMinor).toBe(found.paidMinor);
  expect((await broken.tenant.admin.get("/v1/parked-records?state=parked&consumer=money")).body.items).toEqual([]);
}, 14_400_000);
