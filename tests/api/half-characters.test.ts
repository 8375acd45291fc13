import { expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
/** A text that was cut within a character. */
const HALF = "ab\ud800";

test("half a character is refused by its field, or told by the sign for what is unknown, and is nobody's fault of ours", async () => {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const policies = {
    ...{ setAsideWords: [HALF], sharedPayerNames: [HALF], ownAccountNos: [HALF] },
    classRules: [{ exclusion: "fee", words: [HALF] }],
    deductions: { [HALF]: { as: "credited", upToMinor: {} } },
  };
  for (const [name, value] of Object.entries(policies)) {
    const { status, body } = await admin.put("/v1/reconciliation-policy", { [name]: value });
    expect([name, status, body.errors?.[0]?.path.split(".")[0]]).toEqual([name, 422, name]);
  }
  const revoked = await admin.post("/v1/payer-memory/revoke", { key: HALF, accountId: "acc_000000", reason: "x" });
  expect([revoked.status, revoked.body.errors?.[0]?.path]).toEqual([422, "key"]);
  const { id: accountId } = await made(admin, "/v1/accounts", { name: "云帆" });
  const owed = { accountId, reference: "INV-1", amountMinor: 500, currency: "CNY", dueOn: "2026-12-31" };
  const { id: receivableId } = await made(admin, "/v1/receivables", owed);
  const bank = await linkBank(stack(), tenant);
  const line = { bankReference: "1", bookedOn: "2026-11-22", direction: "credit", amountMinor: 400, currency: "CNY" };
  const remittanceLines = [{ reference: "X-1", amountMinor: 400, memo: HALF }];
  expect((await bank.tell([{ ...line, payer: { name: "某人" }, remittanceLines }])).body.stored).toBe(1);
  await stack().settled();
  const [stored] = (await admin.get("/v1/bank-transactions")).body.items;
  expect(stored.remittanceLines[0].memo).toBe("ab\ufffd");
  const deduction = { code: "damage", text: HALF, amountMinor: 100 };
  const allocations = [{ receivableId, amountMinor: 400, deduction }];
  const claimed = await admin.post(`/v1/bank-transactions/${stored.id}/claim`, { allocations });
  expect([claimed.status, claimed.body.state]).toEqual([200, "applied"]);
});
