import { expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { plannedFaults } from "../support/faults.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** One database call in so many is throttled, conflicts, fails or loses its answer after the work was done. */
const FAULT_RATE = 0.12;
const RECEIPTS = scaled(40, 2_000);

const faults = plannedFaults({ seed: Number(process.env.SEED ?? 11), rate: FAULT_RATE });
const stack = useStack({ interceptor: faults });

test("a database that throttles, conflicts and loses answers costs time and never money", async () => {
  faults.enabled = false;
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  const rep = await tenant.person({ roles: ["sales"] });
  const account = await made(tenant.admin, "/v1/accounts", { name: "客户", ownerId: rep.id });
  for (let n = 0; n < RECEIPTS; n++) {
    const owed = {
      accountId: account.id,
      reference: `INV-2026-${1_000 + n}`,
      amountMinor: 100 + n,
      currency: "CNY",
      dueOn: "2026-12-31",
    };
    await made(tenant.admin, "/v1/receivables", owed);
  }
  await stack().settled();
  faults.enabled = true;
  for (let n = 0; n < RECEIPTS; n += 10) {
    const lines = Array.from({ length: 10 }, (_, k) => ({
      bankReference: `R${n + k}`,
      bookedOn: "2026-11-22",
      direction: "credit",
      amountMinor: 100 + n + k,
      currency: "CNY",
      remittance: `INV-2026-${1_000 + n + k}`,
    }));
    // A bank tells again until it is answered with 202.
    for (let status = 0; status !== 202; ) status = (await bank.tell(lines)).status;
  }
  await stack().settled({ withinMs: 600_000 });
  faults.enabled = false;
  await stack().settled({ withinMs: 600_000 });
  expect(Math.min(...Object.values(faults.met))).toBeGreaterThan(0);
  const query = `accountId=${account.id}&limit=200`;
  type Row = { amountMinor: number };
  const count = async (path: string): Promise<Row[]> => {
    let rows: Row[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: { items: Row[]; nextCursor: string | null } = (
        await tenant.admin.get(`${path}&${query}${cursor ? `&cursor=${cursor}` : ""}`)
      ).body;
      rows = [...rows, ...page.items];
      cursor = page.nextCursor;
    }
    return rows;
  };
  expect(await count("/v1/bank-transactions?state=applied")).toHaveLength(RECEIPTS);
  expect(await count("/v1/receivables?status=paid")).toHaveLength(RECEIPTS);
  const total = (rows: { amountMinor: number }[]) => rows.reduce((sum, r) => sum + r.amountMinor, 0);
  expect(total(await count("/v1/credits?ledger=primary"))).toBe(total(await count("/v1/receivables?status=paid")));
  expect((await tenant.admin.get("/v1/parked-records?state=parked&consumer=money")).body.items).toEqual([]);
}, 3_600_000);
