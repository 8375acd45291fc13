import { expect } from "@jest/globals";
import { moneyWorld } from "./moneyback.ts";
import type { TestStack } from "./stack.ts";

export const FIRST = "HT-2026-0117-01";
export const SECOND = "HT-2026-0117-02";

export type Advice = { id: string; state: string; bankTransactionId?: string };

/** A customer who owes 5,000 and 10,001, and who pays 9,000 and tells apart what for. */
export async function adviceWorld(stack: TestStack) {
  const money = await moneyWorld(stack);
  const { admin, name } = money;
  const told = {
    ...{ payer: { name }, currency: "CNY", totalMinor: 9_000, paidOn: "2026-11-22" },
    lines: [
      { reference: FIRST, amountMinor: 5_000 },
      { reference: SECOND, amountMinor: 4_000 },
    ],
  };
  const advise = async (more: object = {}): Promise<Advice> => {
    const { body, status } = await admin.post("/v1/remittance-advices", { ...told, ...more });
    expect([status, body.detail]).toEqual([201, undefined]);
    await stack.settled();
    return body;
  };
  const advice = async ({ id }: Advice): Promise<Advice> => (await admin.get(`/v1/remittance-advices/${id}`)).body;
  const cancel = ({ id }: Advice) => admin.post(`/v1/remittance-advices/${id}/cancel`, { reason: "test" });
  const pay = (more: object = {}) => money.tell(9_000, { payer: { name }, ...more });
  return { ...money, told, advise, advice, cancel, pay };
}
