import { expect } from "@jest/globals";
import { addDays } from "../../shared/clock.ts";
import { HOUR_MS } from "../../shared/duration.ts";
import type { TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

/** So many days, the first of them included. */
export const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => addDays(first, n));

/**
 * Sets a stack's clock to the morning of a day in Shanghai. Where it is that morning already it runs on: what a test has just
 * done does not lie in the future then.
 */
export function morning(stack: TestStack, day: string): void {
  const at = new Date(`${day}T02:00:00Z`);
  const aheadMs = stack.clock.now().getTime() - at.getTime();
  if (aheadMs < 0 || aheadMs > HOUR_MS) stack.clock.set(at);
}

/** A customer with somebody who sells and somebody who looks after it, and how contracts are made with it. */
export async function renewalShop(stack: TestStack, day = "2026-01-01") {
  morning(stack, day);
  const tenant = await openTenant(stack);
  const { admin, person } = tenant;
  const seller = await person({ roles: ["sales"], name: "王芳" });
  const keeper = await person({ roles: ["service"], name: "陈静" });
  const team = [{ userId: keeper.id, role: "customerSuccess" }];
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司", ownerId: seller.id, team });
  const catalogue = { listPriceMinor: 1, currency: "CNY" };
  const crm = await made(admin, "/v1/products", {
    ...catalogue,
    code: "CRM",
    name: "CRM",
    productType: "subscription",
  });
  const help = await made(admin, "/v1/products", { ...catalogue, code: "S", name: "实施", productType: "service" });
  const draft = (fields: { amountMinor: number; [field: string]: unknown }) => {
    const { amountMinor, ...rest } = fields;
    return made(admin, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", kind: "new", startsOn: "2026-02-01", endsOn: "2027-01-31" },
      lines: [{ productId: crm.id, quantity: 1, amountMinor }],
      instalments: [{ dueOn: "2027-02-28", amountMinor }],
      ...rest,
    });
  };
  const sign = async (id: string) => {
    const reply = await admin.post(`/v1/orders/${id}/sign`);
    expect(reply.status).toBe(200);
    await stack.settled();
    return reply.body;
  };
  const signed = async (fields: Parameters<typeof draft>[0]) => sign((await draft(fields)).id);
  const dues = async (query = "") => (await admin.get(`/v1/renewals?sort=dueOn&${query}`)).body.items;
  const bridge = async (period: string) => (await admin.get(`/v1/reports/renewal-bridge?period=${period}`)).body;
  return { ...tenant, seller, keeper, account, crm, help, draft, sign, signed, dues, bridge };
}
