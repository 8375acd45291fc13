import { describe, expect, test } from "@jest/globals";
import { moneyWorld } from "../support/moneyback.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();
const world = () => moneyWorld(stack());

const FIRST = "HT-2026-0117-01";

describe("a return", () => {
  test("that the bank takes back is here again for what it had paid, and earns the same", async () => {
    const { tell, open, earned, admin, undo } = await world();
    await tell(5_000, { remittance: FIRST, endToEndId: "E-77" });
    const before = await earned();
    const back = await tell(5_000, {
      direction: "debit",
      bankReference: "D-1",
      endToEndId: "E-77",
      returnReason: "AC04",
    });
    const again = await tell(5_000, { bankReference: "C-1", reversalOf: "D-1" });
    expect(again).toMatchObject({ state: "claimable", unappliedMinor: 5_000 });
    const { suggestions } = again as unknown as { suggestions: { allocations: { receivableId: string }[] }[] };
    expect(suggestions).toMatchObject([{ reason: "return taken back", allocations: [{ amountMinor: 5_000 }] }]);
    const allocations = suggestions[0]?.allocations;
    expect((await admin.post(`/v1/bank-transactions/${again.id}/claim`, { allocations })).status).toBe(200);
    expect((await open())[FIRST]).toBe(0);
    expect(await earned()).toEqual(before);
    expect((await undo(again)).status).toBe(200);
    expect((await undo(back)).status).toBe(200);
    expect(await earned()).toEqual(before);
  });

  test("told in the same call as what takes it back loses nothing either", async () => {
    const { tell, open, read, bank, admin } = await world();
    await tell(5_000, { remittance: FIRST, endToEndId: "E-77" });
    const line = { bookedOn: "2026-11-22", amountMinor: 5_000, currency: "CNY" };
    await bank.tell([
      { ...line, bankReference: "D-1", direction: "debit", endToEndId: "E-77", returnReason: "AC04" },
      { ...line, bankReference: "C-1", direction: "credit", reversalOf: "D-1" },
    ]);
    await stack().settled();
    const { items } = (await admin.get("/v1/bank-transactions?bankReference=C-1")).body;
    expect(await read(items[0].id)).toMatchObject({ state: "claimable", unappliedMinor: 5_000 });
    expect((await open())[FIRST]).toBe(5_000);
  });

  test("that only words tell of waits for a person, who is shown the receipt", async () => {
    const { tell, open, close } = await world();
    const receipt = await tell(5_000, { remittance: FIRST });
    const back = await tell(5_000, { direction: "debit", remittance: `RUECKLASTSCHRIFT ${FIRST}` });
    const shown = { as: "returned", bankTransactionId: receipt.id, amountMinor: 5_000 };
    expect(back).toMatchObject({ state: "claimable", suggestions: [{ close: shown }] });
    expect((await close(back, shown)).body).toMatchObject({ state: "excluded", exclusion: "reversal" });
    expect((await open())[FIRST]).toBe(5_000);
  });
});
