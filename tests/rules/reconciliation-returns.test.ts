import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import type { DecisionInput, EarlierTransaction, TransactionFacts } from "../../functions/reconciliation/schema.ts";
import { defaultPolicy } from "../../functions/reconciliation/schema.ts";

const line = (more: Partial<TransactionFacts>): TransactionFacts => ({
  id: "btx_out",
  direction: "debit",
  amountMinor: 5_000,
  currency: "EUR",
  bookedOn: "2026-11-22",
  ...more,
});

const receipt = (id: string, leftMinor: number, more: Partial<EarlierTransaction> = {}): EarlierTransaction => ({
  id,
  direction: "credit",
  amountMinor: leftMinor,
  leftMinor,
  currency: "EUR",
  by: "endToEndId",
  ...more,
});

const decided = (facts: Partial<TransactionFacts>, earlier: EarlierTransaction[], more: Partial<DecisionInput> = {}) =>
  decide({ transaction: line(facts), openItems: [], accounts: [], policy: defaultPolicy, earlier, ...more });

const told = { returnReason: "MS03" };

describe("a payment that came back", () => {
  test.each<[string, Partial<TransactionFacts>, EarlierTransaction[], object]>([
    ["all of one receipt", told, [receipt("a", 5_000)], { reverses: "a", returnedMinor: 5_000, feeMinor: 0 }],
    ["a part of one receipt", told, [receipt("a", 8_000)], { reverses: "a", returnedMinor: 5_000 }],
    ["all of one, not more than another", told, [receipt("a", 5_000), receipt("b", 4_000)], { reverses: "a" }],
    ["all of one or a part of another", told, [receipt("a", 5_000), receipt("b", 9_000)], { outcome: "claimable" }],
    ["one of two twins", told, [receipt("a", 5_000), receipt("b", 5_000)], { outcome: "claimable" }],
    ["the twin of which nothing has gone", told, [receipt("a", 0), receipt("b", 5_000)], { reverses: "b" }],
    ["with unstated charges", told, [receipt("a", 4_700)], { reverses: "a", returnedMinor: 4_700, feeMinor: 300 }],
    [
      "with stated charges",
      { ...told, chargesMinor: 300 },
      [receipt("a", 4_700)],
      { returnedMinor: 4_700, feeMinor: 300 },
    ],
    [
      "a part with stated charges",
      { ...told, chargesMinor: 300 },
      [receipt("a", 9_000)],
      { returnedMinor: 4_700, feeMinor: 300 },
    ],
    ["far more than the receipt", told, [receipt("a", 3_000)], { outcome: "claimable" }],
    ["of another currency", told, [receipt("a", 5_000, { currency: "USD" })], { outcome: "claimable" }],
    [
      "by its transaction code",
      { bankTransactionCode: "PMNT/RDDT/UPDD" },
      [receipt("a", 8_000)],
      { returnedMinor: 5_000 },
    ],
    ["without saying so, all of it", {}, [receipt("a", 5_000)], { reverses: "a", returnedMinor: 5_000 }],
    ["without saying so, perhaps a part", {}, [receipt("a", 8_000)], { outcome: "claimable" }],
    [
      "charges under the payment's reference",
      {},
      [receipt("a", 8_000, { by: "bankReference" })],
      { exclusion: "outgoing" },
    ],
    [
      "what it names, before what shares its id",
      { reversalOf: "a" },
      [receipt("a", 5_000, { by: "reversalOf" }), receipt("b", 5_000)],
      { reverses: "a" },
    ],
    [
      "what it names has gone already",
      { reversalOf: "a" },
      [receipt("a", 0, { by: "reversalOf" }), receipt("b", 5_000)],
      { outcome: "claimable" },
    ],
    ["a payment of ours", { ...told, direction: "credit" }, [], { outcome: "claimable" }],
    ["nothing known", told, [], { outcome: "claimable" }],
    ["nothing, and it says nothing", {}, [], { exclusion: "outgoing" }],
  ])("%s", (_, facts, earlier, result) => {
    expect(decided(facts, earlier)).toMatchObject(result);
    expect(decided(facts, [...earlier].reverse())).toEqual(decided(facts, earlier));
  });

  test("never takes more of a receipt than is left, and adds up to the line", () => {
    const lefts = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 });
    const facts = fc.record({
      amountMinor: fc.integer({ min: 1, max: 60 }),
      chargesMinor: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
      returnReason: fc.option(fc.constant("AC04"), { nil: undefined }),
    });
    fc.assert(
      fc.property(facts, lefts, (fields, found) => {
        const earlier = found.map((left, n) => receipt(`r${n}`, left));
        const { outcome, reverses, returnedMinor = 0, feeMinor = 0, suggestions } = decided(fields, earlier);
        for (const { close } of suggestions) expect(close?.amountMinor).toBeGreaterThan(0);
        if (outcome !== "reverse") return;
        expect(returnedMinor + feeMinor).toBe(fields.amountMinor);
        expect(returnedMinor).toBeGreaterThan(0);
        expect(returnedMinor).toBeLessThanOrEqual(earlier.find((r) => r.id === reverses)?.leftMinor ?? 0);
      }),
    );
  });
});

describe("a refund", () => {
  const accounts = [{ id: "acc_1", name: "Muster Maschinen GmbH", payerNames: [] }];
  const advance = (id: string, openMinor: number) => ({
    ...{ id, bankTransactionId: `btx_${id}`, accountId: "acc_1", currency: "EUR", openMinor },
  });
  const payee = { payer: { name: "Muster Maschinen GmbH" } };
  const outcome = (facts: Partial<TransactionFacts>, prepayments: ReturnType<typeof advance>[]) => {
    const { refunds, exclusion, suggestions, proof } = decided(facts, [], { accounts, prepayments });
    return refunds?.id ?? exclusion ?? `${proof.why} ${suggestions.length}`;
  };

  test("books itself for one known payee and one exact prepayment alone; else a person chooses, if it names ours", () => {
    expect(outcome({ ...payee, remittance: "Refund" }, [advance("p1", 5_000)])).toBe("p1");
    expect(outcome({ ...payee, remittance: "Refund" }, [advance("p1", 5_000), advance("p2", 7_000)])).toBe("p1");
    expect(outcome({ ...payee, remittance: "Refund" }, [advance("p1", 5_000), advance("p2", 5_000)])).toBe(
      "mayBeRefund 2",
    );
    expect(outcome({ ...payee, remittance: "Refund" }, [advance("p1", 7_000)])).toBe("mayBeRefund 1");
    expect(outcome({ ...payee, remittance: "Invoice RE-2026-4711" }, [advance("p1", 5_000)])).toBe("mayBeRefund 1");
    expect(outcome({ ...payee, remittance: "Miete" }, [advance("p1", 7_000)])).toBe("outgoing");
    expect(outcome({ payer: { name: "Somebody" }, remittance: "Refund" }, [advance("p1", 5_000)])).toBe("refund");
    expect(outcome({ payer: { name: "Somebody" } }, [advance("p1", 5_000)])).toBe("outgoing");
  });
});
