import { expect, test } from "@jest/globals";
import type { IndexName } from "../../shared/table/physical.ts";
import { linkBank } from "../support/bank.ts";
import { lagging } from "../support/lag.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const lag = lagging(() => 0);
const stack = useStack({ interceptor: lag });

const LAGS_MS = [0, 40, 150, 800];
const CASES_A_LAG = scaled(3, 24);

const payer = { name: "上海某某科技有限公司" };
const line = (bankReference: string, amountMinor: number, remittance?: string, more: object = {}) => ({
  ...{ bankReference, amountMinor, remittance, payer, bookedOn: "2026-11-22", direction: "credit", currency: "CNY" },
  ...more,
});

/** What lags: one index by itself, all of them, or whatever is not read consistently. */
const LAGGING = [(index?: IndexName) => index === "account", (index?: IndexName) => index !== undefined, () => true];

/** A world whose reads lag: one account, and what the bank tells of it. */
async function world(lagMs: number, isOld = LAGGING[1]) {
  lag.lagOf = () => 0;
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  const account = await made(tenant.admin, "/v1/accounts", { name: payer.name });
  const owe = (reference: string, amountMinor: number, more: object = {}) =>
    made(tenant.admin, "/v1/receivables", {
      ...{ accountId: account.id, reference, amountMinor, currency: "CNY", dueOn: "2026-12-31", ...more },
    });
  /** From now on reads show what was so long ago, but nothing of before now is hidden. */
  const lags = () => {
    const fromMs = performance.now();
    lag.lagOf = ({ index, tenantId }) => {
      return tenantId === tenant.id && isOld?.(index) ? Math.min(lagMs, performance.now() - fromMs) : 0;
    };
  };
  const told = async (lines: object[]) => {
    expect((await bank.tell(lines)).status).toBe(202);
    await stack().settled();
    lag.lagOf = () => 0;
    const { items } = (await tenant.admin.get("/v1/bank-transactions?limit=200")).body;
    return items as { state: string; bankReference: string; id: string }[];
  };
  return { tenant, account, owe, lags, told };
}

const statesOf = (items: { state: string }[]) => items.map((item) => item.state).sort();

/** A contract of several instalments; the text of a payment names the contract alone. */
const contract = async ({ tenant, account }: Awaited<ReturnType<typeof world>>, amounts: number[]) => {
  const item = { code: "CRM", name: "CRM", productType: "subscription", listPriceMinor: 100, currency: "CNY" };
  const product = await made(tenant.admin, "/v1/products", item);
  const order = await made(tenant.admin, "/v1/orders", {
    ...{ accountId: account.id, currency: "CNY", kind: "new", contractNo: "HT-2026-0117" },
    lines: [{ productId: product.id, quantity: 1, amountMinor: amounts.reduce((sum, amount) => sum + amount, 0) }],
    instalments: amounts.map((amountMinor, n) => ({ amountMinor, dueOn: `2026-12-0${n + 1}` })),
  });
  expect((await tenant.admin.post(`/v1/orders/${order.id}/sign`)).status).toBe(200);
  await stack().settled();
};

test.each(LAGS_MS)(
  "of two equal payments on one contract only one is booked, at a lag of %i ms",
  async (lagMs) => {
    for (let n = 0; n < CASES_A_LAG; n++) {
      const at = await world(lagMs);
      await contract(at, [500, 500]);
      at.lags();
      const items = await at.told([line("1", 500, "HT-2026-0117"), line("2", 500, "HT-2026-0117")]);
      expect(statesOf(items)).toEqual(["applied", "claimable"]);
    }
  },
  600_000,
);

test.each(LAGS_MS)(
  "nor is the second where the first paid more than one receivable, at %i ms",
  async (lagMs) => {
    for (let n = 0; n < CASES_A_LAG; n++) {
      const at = await world(lagMs);
      await contract(at, [200, 300, 500]);
      at.lags();
      const first = line("1", 500, "HT-2026-0117-01 HT-2026-0117-02");
      await at.told([first]);
      at.lags();
      const items = await at.told([line("2", 500, "HT-2026-0117")]);
      expect(statesOf(items)).toEqual(["applied", "claimable"]);
    }
  },
  600_000,
);

test.each(LAGS_MS)(
  "nor where the first named its receivable and the second names none, at %i ms",
  async (lagMs) => {
    for (let n = 0; n < CASES_A_LAG; n++) {
      const at = await world(lagMs, LAGGING[n % LAGGING.length]);
      await at.owe("INV-2026-1001", 500);
      await at.owe("INV-2026-1002", 500);
      await stack().settled();
      at.lags();
      const items = await at.told([line("1", 500, "INV-2026-1001"), line("2", 500)]);
      expect(statesOf(items)).toEqual(["applied", "claimable"]);
    }
  },
  600_000,
);

test.each(LAGS_MS)(
  "payments of different receivables one after the other are all booked at %i ms",
  async (lagMs) => {
    const at = await world(lagMs);
    for (let n = 0; n < 12; n++) await at.owe(`INV-2026-10${10 + n}`, 1_000 + n);
    await stack().settled();
    at.lags();
    const items = await at.told(Array.from({ length: 12 }, (_, n) => line(`${n}`, 1_000 + n, undefined)));
    expect(statesOf(items)).toEqual(Array.from({ length: 12 }, () => "applied"));
  },
  600_000,
);
