import { expect } from "@jest/globals";
import { linkBank } from "./bank.ts";
import { morning } from "./renewals.ts";
import type { Api, TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

export type Entry = {
  id: string;
  kind: string;
  amountMinor: number;
  cashMinor?: number;
  partnerId: string;
  statementId: string;
  orderId?: string;
  ruleId?: string;
  ruleNumber?: number;
  bankTransactionId?: string;
  bookedOn?: string;
};

export type Statement = {
  id: string;
  month: string;
  state: string;
  totalMinor: number;
  entries: number;
  disputes: { id: string }[];
};

let worlds = 0;

/** A tenant that sells through partners: two products, a customer, its bank, and how money comes and goes. */
export async function channelWorld(stack: TestStack, day: string) {
  morning(stack, day);
  const tenant = await openTenant(stack);
  const { admin } = tenant;
  worlds += 1;
  const bank = await linkBank(stack, tenant);
  const account = await made(admin, "/v1/accounts", { name: "Muster Maschinen GmbH" });
  const product = (code: string, productType: string) =>
    made(admin, "/v1/products", { code, name: code, productType, listPriceMinor: 100, currency: "CNY" });
  const [crm, care] = [await product("CRM", "subscription"), await product("CARE", "service")];
  const partner = async (fields: object = {}) => {
    const row = await made(admin, "/v1/partners", { name: `渠道${++worlds}`, ...fields });
    const { key } = (await made(admin, `/v1/partners/${row.id}/api-keys`, { name: "portal" })) as unknown as {
      key: string;
    };
    return { id: row.id, api: stack.api(key) };
  };
  let sold = 0;
  /** A signed order of some lines, in instalments; what payers write for each of them. */
  const sell = async (partnerId: string | undefined, lines: [string, number][], parts: number[], kind = "new") => {
    sold += 1;
    const contractNo = `HT-${worlds}-${String(sold).padStart(4, "0")}`;
    const order = await made(admin, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", contractNo, kind, ...(partnerId && { partnerId }) },
      lines: lines.map(([productId, amountMinor]) => ({ productId, quantity: 1, amountMinor })),
      instalments: parts.map((amountMinor) => ({ dueOn: "2027-12-31", amountMinor })),
    });
    expect((await admin.post(`/v1/orders/${order.id}/sign`)).status).toBe(200);
    return { id: order.id, references: parts.map((_, n) => `${contractNo}-${String(n + 1).padStart(2, "0")}`) };
  };
  let told = 0;
  const pay = async (
    remittance: string,
    amountMinor: number,
    bookedOn: string,
    more: object = {},
  ): Promise<{ id: string }> => {
    const bankReference = `R${++told}`;
    const line = { bankReference, bookedOn, direction: "credit", amountMinor, currency: "CNY", remittance, ...more };
    expect((await bank.tell([line])).body.rejected).toEqual([]);
    await stack.settled();
    return (await admin.get(`/v1/bank-transactions?bankReference=${bankReference}`)).body.items[0];
  };
  const undo = async (line: { id: string }) => {
    expect((await admin.post(`/v1/bank-transactions/${line.id}/undo`, { reason: "test" })).status).toBe(200);
    await stack.settled();
  };
  const entries = async (query = "", api: Api = admin): Promise<Entry[]> =>
    (await api.get(`/v1/rebates?limit=200&${query}`)).body.items;
  const statements = async (query = "", api: Api = admin): Promise<Statement[]> =>
    (await api.get(`/v1/partner-statements?limit=200&${query}`)).body.items;
  return { ...tenant, bank, account, crm, care, partner, sell, pay, undo, entries, statements };
}

export const sumOf = (all: readonly { amountMinor: number }[]): number =>
  all.reduce((sum, e) => sum + e.amountMinor, 0);

/** A rule of two tiers over a quarter. */
export const ruleFrom = (fromOn: string, more: object = {}): object => ({
  ...{ name: "季度返利", fromOn, currency: "CNY", period: "quarter", tiering: "retroactive" },
  tiers: [
    { fromMinor: 0, basisPoints: 500 },
    { fromMinor: 100_000, basisPoints: 800 },
  ],
  ...more,
});

/** A person of a partner, who comes with a key of theirs. */
export async function partnersPerson(
  stack: TestStack,
  admin: Api,
  partnerId: string,
  email: string,
): Promise<{ id: string; api: Api }> {
  const { id } = await made(admin, `/v1/partners/${partnerId}/people`, { email, name: "李娜" });
  const { key } = (await made(admin, `/v1/users/${id}/api-keys`, { name: "test" })) as unknown as { key: string };
  return { id, api: stack.api(key) };
}
