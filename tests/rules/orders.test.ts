import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { orderActions } from "../../functions/orders/actions.ts";
import { amendedReceivables } from "../../functions/orders/amend.ts";
import { orderNoun } from "../../functions/orders/noun.ts";
import {
  cancelledReceivables,
  type ReceivableRow,
  referenceOf,
  signedReceivables,
} from "../../functions/orders/plan.ts";
import { type OrderRow, termErrors } from "../../functions/orders/rules.ts";
import { INSTALMENTS_MAX } from "../../functions/orders/schema.ts";
import { RECEIVABLE_LINES_MAX } from "../../functions/receivables/bounds.ts";
import { addsUp, applyToReceivable } from "../../functions/receivables/rules.ts";
import { Fault } from "../../shared/fault.ts";
import { apportion } from "../../shared/money.ts";
import { fromOf } from "../../shared/records/transition.ts";
import { checkIn } from "../../shared/records/write.ts";
import { ITEM_BYTES_MAX, itemBytes } from "../../shared/table/size.ts";
import { TRANSACTION_BYTES_MAX } from "../../shared/table/transaction.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 200 * SOAK;
const NOW = "2026-11-22T00:00:00.000Z";

const bases = () => {
  let made = 0;
  return () => {
    made += 1;
    return { id: `rcv_${made}`, version: 1, createdAt: NOW, updatedAt: NOW };
  };
};

const sum = (parts: readonly { amountMinor: number }[]): number => parts.reduce((s, p) => s + p.amountMinor, 0);

function orderOf(lineAmounts: readonly number[], instalmentAmounts: readonly number[]): OrderRow {
  return {
    id: "ord_01J0ABCDEF0123456789",
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    accountId: "acc_1",
    currency: "CNY",
    kind: "new",
    ownerId: "usr_1",
    contractNo: "HT-1",
    lines: lineAmounts.map((amountMinor, n) => ({
      productId: `prd_${n}`,
      productType: "service",
      quantity: 1,
      amountMinor,
    })),
    instalments: instalmentAmounts.map((amountMinor, n) => ({ dueOn: `2026-12-${10 + n}`, amountMinor })),
    totalMinor: sum(lineAmounts.map((amountMinor) => ({ amountMinor }))),
    status: "draft",
  };
}

/** Line amounts and a plan of the same sum. */
const order = fc
  .record({
    lines: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 5 }),
    weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }),
  })
  .map(({ lines, weights }) => {
    const total = lines.reduce((s, n) => s + n, 0);
    return orderOf(
      lines,
      apportion(total, weights).filter((n) => n > 0),
    );
  });

const share = (basisPoints: number, ledger: "primary" | "overlay", userId = "usr_1") => ({
  userId,
  basisPoints,
  ledger,
});

describe("an order's terms", () => {
  const terms = orderOf([700, 300], [400, 600]);

  test("hold when instalments sum to the lines and primary shares to all of it", () => {
    expect(termErrors(terms)).toEqual([]);
    expect(termErrors({ ...terms, credits: [share(10_000, "primary"), share(9_000, "overlay")] })).toEqual([]);
    expect(termErrors({ ...terms, credits: [share(9_000, "overlay")] })).toEqual([]);
  });

  test("tell all that is wrong with them, each with its path", () => {
    const credits = [share(5_000, "primary"), share(4_999, "primary")];
    const errors = termErrors({ ...terms, instalments: terms.instalments.slice(1), credits });
    expect(errors.map((e) => e.path)).toEqual(["instalments", "credits", "credits.1"]);
  });
});

describe("an order's status", () => {
  test("says what may be done with it, and what to do instead", () => {
    const may = (status: string): string[] => [
      ...orderActions.filter((act) => fromOf(orderNoun, act)?.includes(status)).map(({ name }) => name),
      ...(orderNoun.states?.changeIn?.includes(status) ? ["change"] : []),
      ...(orderNoun.states?.archiveIn?.includes(status) ? ["archive"] : []),
    ];
    expect(may("draft")).toEqual(["sign", "cancel", "change", "archive"]);
    expect(may("signed")).toEqual(["amend", "cancel", "upsell", "renew", "terminate"]);
    expect(may("cancelled")).toEqual(["archive"]);
    expect(() => checkIn(orderNoun, { status: "signed" }, "sign", ["draft"])).toThrow("only a draft can be signed");
    expect(() => checkIn(orderNoun, { status: "signed" }, "sign", ["draft"])).toThrow(Fault);
  });
});

describe("a signed order's receivables", () => {
  test("have its instalments' amounts, its products' amounts in total, and its numbers in order", () => {
    fc.assert(
      fc.property(order, (signed) => {
        const rows = signedReceivables(signed, bases());
        expect(rows.map((r) => r.amountMinor)).toEqual(signed.instalments.map((i) => i.amountMinor));
        expect(rows.map((r) => sum(r.lines ?? []))).toEqual(rows.map((r) => r.amountMinor));
        for (const line of signed.lines) {
          const parts = rows.flatMap((r) => (r.lines ?? []).filter((l) => l.productId === line.productId));
          expect(sum(parts)).toBe(line.amountMinor);
        }
        expect(rows.map((r) => r.reference)).toEqual(rows.map((_, n) => referenceOf(signed, n + 1)));
        expect(rows.every(addsUp)).toBe(true);
      }),
      { numRuns },
    );
  });

  test("carry shares only where the order says more than that its owner has all", () => {
    expect(signedReceivables({ ...orderOf([10], [10]), credits: [] }, bases())[0]?.credits).toBeUndefined();
  });
});

describe("an amended order's receivables", () => {
  /** The order signed, and cash on some of its receivables. */
  const paidOrder = fc
    .tuple(order, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }))
    .map(([draft, cash]) => {
      const rows = signedReceivables(draft, bases()).map((row, n): ReceivableRow => {
        const cashMinor = Math.floor(row.amountMinor * (cash[n] ?? 0));
        return { ...row, ...applyToReceivable(row, { cashMinor }) };
      });
      const instalments = draft.instalments.map((i, n) => ({ ...i, receivableId: rows[n]?.id }));
      return { rows, signed: { ...draft, instalments, receivablesMade: rows.length } };
    });

  test("sum to the new total, keep what is paid, and are never deleted nor numbered twice", () => {
    fc.assert(
      fc.property(paidOrder, fc.integer({ min: 1, max: 5_000 }), ({ rows, signed }, more) => {
        const settled = rows.filter((r) => r.paidMinor > 0);
        const kept = settled.map(({ amountMinor, dueOn, id }) => ({ amountMinor, dueOn, receivableId: id }));
        const instalments = [...kept, { amountMinor: more, dueOn: "2027-05-05" }];
        const lines = [{ ...signed.lines[0]!, amountMinor: sum(instalments) }];
        const next = { ...signed, instalments, lines };
        const { writes, order: after } = amendedReceivables(next, rows, bases(), NOW);
        const byId = new Map(rows.map((r) => [r.id, r]));
        for (const { before, after: row } of writes) byId.set(before ? row.id : `new ${row.id}`, row);
        const standing = [...byId.values()].filter((r) => r.status !== "cancelled");
        expect(sum(standing)).toBe(sum(instalments));
        expect([...byId.values()].every(addsUp)).toBe(true);
        for (const row of settled) {
          expect(byId.get(row.id)).toMatchObject({
            amountMinor: row.amountMinor,
            paidMinor: row.paidMinor,
            lines: row.lines,
          });
        }
        const references = [...byId.values()].map((r) => r.reference);
        expect(new Set(references).size).toBe(references.length);
        expect(after.instalments).toHaveLength(instalments.length);
      }),
      { numRuns },
    );
  });

  test("are untouched by a plan that changes nothing", () => {
    fc.assert(
      fc.property(paidOrder, ({ rows, signed }) => {
        expect(amendedReceivables(signed, rows, bases(), NOW).writes).toEqual([]);
      }),
      { numRuns },
    );
  });

  test("cannot drop or change what is settled, nor name what is not the order's", () => {
    const draft = orderOf([1000], [400, 600]);
    const [first, second] = signedReceivables(draft, bases()) as [ReceivableRow, ReceivableRow];
    const paid = { ...first, ...applyToReceivable(first, { cashMinor: 1 }) };
    const plan = (instalments: OrderRow["instalments"]) => () =>
      amendedReceivables({ ...draft, instalments }, [paid, second], bases(), NOW);
    expect(plan([{ dueOn: "2026-12-10", amountMinor: 1000 }])).toThrow(/cash_applied.*HT-1-01 has 1 of 400 settled/);
    expect(plan([{ dueOn: "2026-12-10", amountMinor: 1000, receivableId: first.id }])).toThrow("cash_applied");
    expect(plan([{ dueOn: "2026-12-10", amountMinor: 1000, receivableId: "rcv_other" }])).toThrow("unknown_reference");
    const twice = { dueOn: "2026-12-10", amountMinor: 500, receivableId: second.id };
    expect(plan([twice, twice])).toThrow("unknown_reference");
  });
});

describe("a cancelled order's receivables", () => {
  test("are cancelled all together, unless cash stands on any", () => {
    const rows = signedReceivables(orderOf([1000], [400, 600]), bases());
    expect(cancelledReceivables(rows, NOW).map((w) => w.after.status)).toEqual(["cancelled", "cancelled"]);
    const paid = rows.map((row) => ({ ...row, ...applyToReceivable(row, { adjustedMinor: 5 }) }));
    expect(() => cancelledReceivables(paid, NOW)).toThrow(/HT-1-01: 5 CNY.*HT-1-02: 5 CNY/);
  });
});

test("what the longest order makes fits one transaction: 36 instalments of 300 lines with the longest types", () => {
  const amounts = Array.from({ length: RECEIVABLE_LINES_MAX }, (_, n) => 36_000_000 + n);
  const parts = apportion(sum(amounts.map((amountMinor) => ({ amountMinor }))), Array(INSTALMENTS_MAX).fill(1));
  const long = orderOf(amounts, parts);
  const lines = long.lines.map((line, n) => ({
    ...line,
    productId: `prd_${String(n).padStart(24, "0")}`,
    productType: "类".repeat(64),
  }));
  const rows = signedReceivables(
    { ...long, instalments: parts.map((amountMinor) => ({ dueOn: "2027-01-31", amountMinor })), lines },
    bases(),
  );
  expect(rows).toHaveLength(INSTALMENTS_MAX);
  const bytes = [...rows, { ...long, lines }].map(itemBytes);
  expect(Math.max(...bytes)).toBeLessThan(ITEM_BYTES_MAX);
  expect(bytes.reduce((all, one) => all + one, 0)).toBeLessThan(TRANSACTION_BYTES_MAX);
});
