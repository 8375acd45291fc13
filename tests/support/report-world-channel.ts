import { linkBank } from "./bank.ts";
import type { Served } from "./report-world.ts";
import { made, type TestTenant } from "./tenant.ts";

const DEALS = "/v1/deal-registrations";

/** Deals that partners submitted the day before. */
export async function registeredBefore({ admin }: Pick<TestTenant, "admin">): Promise<string[]> {
  const { id: partnerId } = await made(admin, "/v1/partners", { name: "伙伴乙", tier: "银牌" });
  const ids: string[] = [];
  for (const n of [1, 2, 3, 4]) {
    const deal = { partnerId, name: `报备${n}`, customerName: `早到${n}公司`, amountMinor: 700 + n, currency: "CNY" };
    const { id } = await made(admin, DEALS, deal);
    await admin.post(`${DEALS}/${id}/submit`);
    ids.push(id);
  }
  return ids;
}

/** Deals in every state that a day leaves them in, of both branches. */
async function registrations({ admin, partner, owners, near, upTo }: Served, before: readonly string[]) {
  const act = async (id: string | undefined, ...verbs: string[]): Promise<void> => {
    for (const verb of verbs) {
      const { status } = await admin.post(`${DEALS}/${id}/${verb}`, { ...(verb === "reject" && { reason: "重复" }) });
      if (status !== 200) throw new Error(`${verb} → ${status}`);
    }
  };
  const ways = [[], ["submit"], ["submit", "reject"], ["submit", "review", "approve"], ["withdraw"]];
  for (const [n, verbs] of [...ways, ...ways].entries()) {
    const named = { name: `新报备${n}`, customerName: `新到${n}公司`, ownerId: owners[n % 4], partnerId: partner.id };
    const worth = n % 3 ? { amountMinor: upTo(900), currency: n === 4 ? "USD" : "CNY", expectedOn: near() } : {};
    await act((await made(admin, DEALS, { ...named, ...worth })).id, ...verbs);
  }
  const rival = await made(admin, DEALS, { partnerId: partner.id, name: "撞单", customerName: "早到1公司" });
  await act(rival.id, "submit");
  const [one, two, three, four] = before;
  await act(one, "reject");
  await act(two, "review", "approve", "withdraw");
  await act(three, "review", "approve", "convert");
  await act(four, "review", "approve");
}

/** Cash of partners' customers that earns them by two rules, some of which goes back. */
async function rebates({ stack, admin, partner, products, accounts, today }: Served, tenant: TestTenant) {
  const terms = { fromOn: today, currency: "CNY", period: "month", tiers: [{ fromMinor: 0, basisPoints: 300 }] };
  const steps = [...terms.tiers, { fromMinor: 2_000, basisPoints: 700 }];
  await made(admin, "/v1/rebate-rules", { ...terms, name: "基本返利", tiering: "marginal" });
  await made(admin, "/v1/rebate-rules", { ...terms, name: "阶梯返利", tiering: "retroactive", tiers: steps });
  const bank = await linkBank(stack, tenant, { accountNo: "755900009999" });
  const others = (await admin.get("/v1/partners?name=伙伴乙")).body.items;
  for (const [n, partnerId] of [partner.id, others[0].id, partner.id].entries()) {
    const parts = [1_501 + n, 977];
    const order = await made(admin, "/v1/orders", {
      ...{ accountId: accounts[n]?.id, currency: "CNY", contractNo: `QD-${n}`, kind: "new", partnerId },
      lines: parts.map((amountMinor, at) => ({ productId: products[at]?.id, quantity: 1, amountMinor })),
      instalments: parts.map((amountMinor) => ({ dueOn: today, amountMinor })),
    });
    await admin.post(`/v1/orders/${order.id}/sign`);
    await stack.settled();
    const line = { bookedOn: today, direction: "credit", currency: "CNY", payer: { name: "某渠道客户" } };
    for (const [at, amountMinor] of parts.entries()) {
      const bankReference = `QD-${n}-${at}`;
      await bank.tell([{ ...line, bankReference, amountMinor, remittance: `QD-${n}-0${at + 1}` }]);
      await stack.settled();
    }
  }
  const [last] = (await admin.get("/v1/bank-transactions?bankReference=QD-2-0")).body.items;
  await admin.post(`/v1/bank-transactions/${last.id}/undo`, { reason: "错认" });
  await stack.settled();
}

/** What is sold through partners. */
export async function channel(world: Served, tenant: TestTenant, before: readonly string[]): Promise<void> {
  await registrations(world, before);
  await rebates(world, tenant);
}
