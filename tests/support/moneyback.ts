import { expect } from "@jest/globals";
import { linkBank } from "./bank.ts";
import type { TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

let worlds = 0;

type Allocation = { id: string; kind: string; amountMinor: number; receivableId?: string };
type Line = {
  id: string;
  version: number;
  state: string;
  exclusion?: string;
  unappliedMinor: number;
  allocations: Allocation[];
};
type Credit = { amountMinor: number; ledger: string; userId?: string };

/** A customer whose order of two instalments two people share, with a colleague on the overlay ledger; and its bank. */
async function party(stack: TestStack) {
  const tenant = await openTenant(stack);
  const { admin } = tenant;
  worlds += 1;
  const mail = (who: string): string => `${who}.${worlds}@example.com`;
  const bank = await linkBank(stack, tenant);
  const [rep, colleague, finance] = [
    await tenant.person({ roles: ["sales"], email: mail("rep") }),
    await tenant.person({ roles: ["sales"], email: mail("colleague") }),
    await tenant.person({ roles: ["finance"], email: mail("finance") }),
  ];
  const name = "Muster Maschinen GmbH";
  const account = await made(admin, "/v1/accounts", { name, ownerId: rep.id });
  const product = { code: "P", name: "产品", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  const { id: productId } = await made(admin, "/v1/products", product);
  const order = await made(admin, "/v1/orders", {
    accountId: account.id,
    currency: "CNY",
    contractNo: "HT-2026-0117",
    kind: "new",
    lines: [{ productId, quantity: 1, amountMinor: 15_001 }],
    instalments: [
      { dueOn: "2026-12-28", amountMinor: 5_000 },
      { dueOn: "2027-01-28", amountMinor: 10_001 },
    ],
    credits: [
      { userId: rep.id, basisPoints: 6_667, ledger: "primary" },
      { userId: colleague.id, basisPoints: 3_333, ledger: "primary" },
      { userId: colleague.id, basisPoints: 5_000, ledger: "overlay" },
    ],
  });
  expect((await admin.post(`/v1/orders/${order.id}/sign`)).status).toBe(200);
  return { tenant, admin, bank, rep, colleague, finance, account, order, name, mail };
}

/** The customer of `party` and its bank, with shorthand for what a story does and looks at. */
export async function moneyWorld(stack: TestStack) {
  const all = await party(stack);
  const { admin, bank, rep, account, order, mail } = all;
  /** What was told to whom, of mails that say so. */
  const mails = (says: string): { who: string; subject: string; text: string }[] =>
    ["rep", "colleague", "finance"].flatMap((who) =>
      stack
        .outbox(mail(who))
        .map(({ subject, text }) => ({ who, subject: subject ?? "", text: text ?? "" }))
        .filter((m) => (m.subject + m.text).includes(says)),
    );
  let told = 0;
  const tell = async (amountMinor: number, more: object = {}): Promise<Line> => {
    told += 1;
    const bankReference = `B${told}`;
    const line = { bankReference, bookedOn: "2026-11-22", direction: "credit", amountMinor, currency: "CNY", ...more };
    expect((await bank.tell([line])).body.rejected).toEqual([]);
    await stack.settled();
    return (
      await admin.get(
        `/v1/bank-transactions?bankReference=${(line as { bankReference: string }).bankReference}&direction=${line.direction}`,
      )
    ).body.items[0];
  };
  const read = async (id: string): Promise<Line> => (await admin.get(`/v1/bank-transactions/${id}`)).body;
  const close = (line: Line, body: object) =>
    admin.post(`/v1/bank-transactions/${line.id}/close`, { reason: "test", ...body });
  const undo = (line: Line, body: object = {}) =>
    admin.post(`/v1/bank-transactions/${line.id}/undo`, { reason: "test", ...body });
  const open = async (): Promise<Record<string, number>> => {
    const { items } = (await admin.get(`/v1/receivables?accountId=${account.id}&limit=200`)).body;
    return Object.fromEntries(items.map((r: { reference: string; openMinor: number }) => [r.reference, r.openMinor]));
  };
  /** Who has earned how much on which ledger. */
  const earned = async (): Promise<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const c of (await admin.get(`/v1/credits?orderId=${order.id}&limit=200`)).body.items as Credit[]) {
      const who = `${c.ledger} ${c.userId === rep.id ? "rep" : "colleague"}`;
      found[who] = (found[who] ?? 0) + c.amountMinor;
    }
    return found;
  };
  const advance = async (): Promise<number[]> =>
    (await admin.get(`/v1/prepayments?accountId=${account.id}`)).body.items.map(
      (p: { openMinor: number }) => p.openMinor,
    );
  const owe = (reference: string, amountMinor: number, more: object = {}) =>
    made(admin, "/v1/receivables", {
      accountId: account.id,
      reference,
      amountMinor,
      currency: "CNY",
      dueOn: "2026-12-31",
      ...more,
    });
  return { ...all, tell, read, close, undo, open, earned, advance, owe, mails };
}
