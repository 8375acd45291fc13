import { linkBank } from "./bank.ts";
import type { TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

/** More papers than one transaction takes, each of another amount. */
const PAPERS = 70;
const referenceOf = (n: number): string => `INV-2026-${String(1_001 + 3 * n)}`;
export const amountOf = (n: number): number => 10_000 + 7 * n;
export const TOTAL = Array.from({ length: PAPERS }, (_, n) => amountOf(n)).reduce((sum, amount) => sum + amount, 0);
export const LINES = Array.from({ length: PAPERS }, (_, n) => ({
  reference: referenceOf(n),
  amountMinor: amountOf(n),
}));

/** A customer with so many open receivables, and a bank that tells of one payment for all of them. */
export async function longAdvice(stack: TestStack) {
  const tenant = await openTenant(stack);
  const { admin } = tenant;
  const bank = await linkBank(stack, tenant);
  const payer = { name: "长单采购有限公司" };
  const account = await made(admin, "/v1/accounts", payer);
  const ids: string[] = [];
  for (let n = 0; n < PAPERS; n += 35) {
    const papers = LINES.slice(n, n + 35).map(({ reference, amountMinor }) => ({
      ...{ accountId: account.id, reference, amountMinor, currency: "CNY", dueOn: "2026-12-31" },
    }));
    ids.push(...(await Promise.all(papers.map((paper) => made(admin, "/v1/receivables", paper)))).map(({ id }) => id));
  }
  await stack.settled();
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
    await stack.settled();
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
  return { ...tenant, account, ids, tell, open, openSum };
}
