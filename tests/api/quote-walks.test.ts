import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { seeded } from "../support/faults.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const SEED = Number(process.env.SEED ?? 29);
const WALKS = 4;
const STEPS = 14;

/** Where each action leads from each state; what is not named is refused. */
const NEXT: Record<string, Record<string, string>> = {
  draft: { submit: "submitted", change: "draft" },
  submitted: { approve: "approved", reject: "draft" },
  approved: { revise: "draft", send: "approved", accept: "accepted" },
  accepted: {},
};
const ACTIONS = ["submit", "approve", "reject", "revise", "send", "accept", "change"];

test("a quote goes where its states lead, whatever is asked in whatever order; what is refused changes nothing", async () => {
  const { admin, person } = await openTenant(stack());
  const boss = await person({ roles: ["admin"] });
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const product = await made(admin, "/v1/products", {
    ...{ code: "CRM", name: "CRM", productType: "x", listPriceMinor: 99_999, currency: "CNY" },
  });
  await made(admin, "/v1/approval-rules", { noun: "quote", steps: [{ by: `user:${boss.id}` }] });
  const random = seeded(SEED);
  const some = (all: readonly string[]): string => all[Math.floor(random() * all.length)] as string;
  const met = new Set<string>();
  const orders: string[] = [];
  for (let walk = 0; walk < WALKS; walk++) {
    const lines = [{ productId: product.id, quantity: 3, taxBasisPoints: 1_300 }];
    const draft = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31", lines };
    const { id } = await made(admin, "/v1/quotes", draft);
    const path = `/v1/quotes/${id}`;
    const ask = (action: string, n: number) => {
      if (action === "change") return admin.patch(path, { discountBasisPoints: 100 * n });
      if (action === "approve") return boss.api.post(`${path}/approve`, {});
      if (action === "reject") return boss.api.post(`${path}/reject`, { reason: "太多" });
      return admin.post(`${path}/${action}`, {});
    };
    let [before, revisions] = [(await admin.get(path)).body, 0];
    for (let n = 0; n < STEPS; n++) {
      // Half of what is asked is what the state allows: a walk comes to its end.
      const allowed = Object.keys(NEXT[before.status] ?? {});
      const action = some(allowed.length > 0 && random() < 0.5 ? allowed : ACTIONS);
      const to = NEXT[before.status]?.[action];
      const reply = await ask(action, n);
      const after = (await admin.get(path)).body;
      const told = [before.status, action, reply.status];
      expect(told).toEqual([before.status, action, to === undefined ? 409 : 200]);
      met.add(`${before.status} ${action}`);
      if (to === undefined) expect([told, after]).toEqual([told, before]);
      else expect([told, after.status]).toEqual([told, to]);
      if (to !== undefined && action === "revise") revisions += 1;
      // What it comes to changes with its draft alone, and adds up in every state.
      if (action !== "change") expect(after.totalMinor).toBe(before.totalMinor);
      expect(after.subtotalMinor - after.discountMinor + after.taxMinor).toBe(after.totalMinor);
      expect(after.revision).toBe(1 + revisions);
      before = after;
    }
    expect((await admin.get(`${path}/revisions`)).body.items).toHaveLength(revisions);
    if (before.status !== "accepted") continue;
    expect((await admin.get(`/v1/orders/${before.orderId}`)).body.totalMinor).toBe(before.totalMinor);
    orders.push(before.orderId);
  }
  const { items } = (await admin.get(`/v1/orders?accountId=${account.id}`)).body as { items: { id: string }[] };
  expect(items.map(({ id }) => id).sort()).toEqual(orders.sort());
  // Were some of the ways never gone, the rest would tell nothing of them.
  expect(met.size).toBeGreaterThan(20);
});
