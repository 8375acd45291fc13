import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import {
  type Decision,
  type OpenItem,
  policySchema,
  type RemittanceLine,
  type TransactionFacts,
} from "../../functions/reconciliation/schema.ts";
import { booksOf, candidatesOf } from "../support/generator/lookup.ts";
import { SOAK } from "../support/soak.ts";

const PAYER = { id: "acc_payer", name: "Muster Maschinen GmbH", payerNames: [] };
const OTHER = { id: "acc_other", name: "North Star Logistics Inc", payerNames: [] };

const item = (reference: string, amountMinor: number, more: Partial<OpenItem> = {}): OpenItem => ({
  ...{ id: reference, reference, accountId: PAYER.id, kind: "invoice", currency: "EUR", version: 1 },
  ...{ amountMinor, openMinor: amountMinor, issuedOn: "2026-10-15", dueOn: "2026-11-30", ...more },
});
const note = (reference: string, amountMinor: number): OpenItem => item(reference, amountMinor, { kind: "creditNote" });

/** Decides a payment of what the lines add up to, unless told otherwise. */
function decided(
  items: OpenItem[],
  lines: RemittanceLine[],
  more: Partial<TransactionFacts> = {},
  policy: object = {},
): Decision {
  const transaction: TransactionFacts = {
    ...{ id: "btx_1", direction: "credit", currency: "EUR", bookedOn: "2026-11-02" },
    amountMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
    payer: { name: PAYER.name },
    remittanceLines: lines,
    ...more,
  };
  return decide(candidatesOf(booksOf([PAYER, OTHER], items, [], []), transaction, policySchema.parse(policy)));
}

const line = (reference: string, amountMinor: number, more: Partial<RemittanceLine> = {}): RemittanceLine => ({
  ...{ reference, amountMinor },
  ...more,
});
const booked = ({ outcome, allocations, prepaymentMinor }: Decision): unknown => ({
  outcome,
  ...Object.fromEntries(allocations.map((one) => [`${one.receivableId} ${one.kind}`, one.amountMinor])),
  ...(prepaymentMinor > 0 ? { prepaymentMinor } : {}),
});
const left = ({ outcome, proof }: Decision): string => `${outcome}: ${proof.why}`;

const three = [item("INV-1001", 10_000), item("INV-1002", 20_000), item("INV-1203", 30_000)];

test("each line pays its paper, in part where it says less", () => {
  const lines = [line("INV-1001", 10_000), line("inv 1002", 20_000), line("INV-1203", 12_300)];
  expect(booked(decided(three, lines))).toEqual({
    ...{ outcome: "apply", "INV-1001 payment": 10_000, "INV-1002 payment": 20_000, "INV-1203 payment": 12_300 },
  });
});

test("a discount within the terms is given, what is beyond them stays open", () => {
  const terms = [{ discountBasisPoints: 200, discountUntilOn: "2026-11-10" }];
  const items = [item("INV-1001", 10_000, { terms }), item("INV-1002", 20_000)];
  const lines = [line("INV-1001", 9_700, { discountMinor: 300 }), line("INV-1002", 19_400, { discountMinor: 600 })];
  expect(booked(decided(items, lines))).toEqual({
    ...{ outcome: "apply", "INV-1001 payment": 9_700, "INV-1001 discount": 200, "INV-1002 payment": 19_400 },
  });
});

test("a deduction is no payment, a credit note is a line below zero", () => {
  const items = [...three, note("CN-7", 1_500)];
  const deduction = { code: "damage", text: "two pallets wet", amountMinor: 2_500 };
  const lines = [line("INV-1001", 7_500, { deduction }), line("INV-1002", 20_000), line("CN-7", -1_500)];
  expect(booked(decided(items, lines))).toEqual({
    ...{ outcome: "apply", "INV-1001 payment": 6_000, "INV-1001 netting": 1_500, "INV-1002 payment": 20_000 },
    "CN-7 netting": 1_500,
  });
});

test("amounts before discount and deduction are read so where only that explains the payment", () => {
  const lines = [line("INV-1001", 10_000, { discountMinor: 300 }), line("INV-1002", 20_000)];
  expect(booked(decided(three, lines, { amountMinor: 29_700 }))).toEqual({
    ...{ outcome: "apply", "INV-1001 payment": 9_700, "INV-1002 payment": 20_000 },
  });
});

test("a surplus is the customer's, unless another line is short", () => {
  const lines = [line("INV-1001", 12_000), line("INV-1203", 30_000)];
  expect(booked(decided(three.slice(0, 1).concat(three.slice(2)), lines))).toEqual({
    ...{ outcome: "apply", "INV-1001 payment": 10_000, "INV-1203 payment": 30_000, prepaymentMinor: 2_000 },
  });
  const exchanged = [line("INV-1001", 30_000), line("INV-1203", 10_000)];
  expect(left(decided(three, exchanged))).toBe("claimable: linesExchanged");
});

test("charges that the bank states are booked on what the lines name", () => {
  const lines = [line("INV-1001", 10_000), line("INV-1002", 20_000)];
  expect(booked(decided(three, lines, { amountMinor: 29_500, chargesMinor: 500 }))).toEqual({
    ...{ outcome: "apply", "INV-1001 payment": 10_000, "INV-1002 payment": 19_500, "INV-1002 charges": 500 },
  });
});

test("what does not add up goes to a person with the lines laid out", () => {
  const decision = decided(three, [line("INV-1001", 10_000), line("INV-1002", 20_000)], { amountMinor: 31_000 });
  expect(left(decision)).toBe("claimable: linesDoNotAddUp");
  expect(decision.suggestions[0]).toMatchObject({
    accountId: PAYER.id,
    reason: "as the lines say",
    allocations: [
      { receivableId: "INV-1001", amountMinor: 10_000 },
      { receivableId: "INV-1002", amountMinor: 20_000 },
    ],
  });
});

test("a line that names nothing, a settled or a foreign paper goes to a person and is named", () => {
  const decision = decided(three, [line("INV-1001", 10_000), line("INV-9999", 5_000)]);
  expect(left(decision)).toBe("claimable: unknownReference");
  expect(decision.proof.rivals).toEqual(["INV-9999 5000: unknown"]);
  const dollars = [...three, item("INV-1500", 5_000, { currency: "USD" })];
  expect(left(decided(dollars, [line("INV-1001", 10_000), line("INV-1500", 5_000)]))).toBe("claimable: otherCurrency");
});

test("the text names another paper that no line pays: a person decides", () => {
  const lines = [line("INV-1001", 10_000), line("INV-1002", 20_000)];
  expect(left(decided(three, lines, { remittance: "INV-1001, INV-1002, INV-1203" }))).toBe("claimable: namesOnlyPart");
  expect(decided(three, lines, { remittance: "INV-1001 100,00, INV-1002 200,00" }).outcome).toBe("apply");
});

test("a mistyped number is healed where one paper of the payer fits amount and number, and only there", () => {
  const swapped = [line("INV-1001", 10_000), line("INV-1230", 30_000)];
  expect(booked(decided(three, swapped))).toEqual({
    ...{ outcome: "apply", "INV-1001 payment": 10_000, "INV-1203 payment": 30_000 },
  });
  const part = [line("INV-1001", 10_000), line("INV-1230", 29_000)];
  expect(left(decided(three, part))).toBe("claimable: unknownReference");
  const twins = [...three, item("INV-1330", 30_000)];
  expect(left(decided(twins, swapped))).toBe("claimable: unknownReference");
  const strangers = [...three, item("INV-1230", 90_000, { accountId: OTHER.id })];
  expect(booked(decided(strangers, swapped))).toMatchObject({ "INV-1203 payment": 30_000 });
  expect(decided(three, swapped, { payer: { name: OTHER.name } }).outcome).toBe("claimable");
});

/** A payer's own papers with numbers near each other and amounts of their own, some strangers' between them. */
const books = fc
  .uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 3, maxLength: 12 })
  .chain((numbers) =>
    fc.record({
      numbers: fc.constant(numbers),
      amounts: fc.uniqueArray(fc.integer({ min: 50, max: 900 }), {
        minLength: numbers.length,
        maxLength: numbers.length,
      }),
      strange: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: numbers.length, maxLength: numbers.length }),
      ways: fc.array(fc.constantFrom("whole", "whole", "discount", "deduction", "part"), {
        minLength: numbers.length,
        maxLength: numbers.length,
      }),
      slip: fc.constantFrom("none", "exchange", "swap", "wrong", "amount", "dropped"),
      at: fc.nat(),
      digit: fc.integer({ min: 0, max: 9 }),
      named: fc.boolean(),
    }),
  )
  .map(({ numbers, amounts, strange, ways, slip, at, digit, named }) => {
    const items = numbers.map((number, n) =>
      item(`RE-${4000 + number}`, (amounts[n] as number) * 100, {
        accountId: strange[n] === 0 ? OTHER.id : PAYER.id,
      }),
    );
    const own = items.filter((one) => one.accountId === PAYER.id);
    const paid = own.slice(0, Math.max(2, own.length - 1));
    const truth = paid.map((one, n): RemittanceLine => {
      const off = Math.round(one.openMinor / 10);
      // A number that is to be mistyped stands on a paper that is paid whole: a part would fit any other as well.
      const way = n === at % paid.length ? "whole" : ways[n];
      if (way === "part") return line(one.reference, one.openMinor - off);
      if (way === "discount") return line(one.reference, one.openMinor - off, { discountMinor: off });
      if (way === "deduction")
        return line(one.reference, one.openMinor - off, { deduction: { code: "freight", amountMinor: off } });
      return line(one.reference, one.openMinor);
    });
    return { items, truth, slip, at: at % Math.max(1, paid.length), digit, named };
  })
  .filter(({ truth }) => truth.length >= 2);

/** The lines with one slip that their writer does not see. */
function slipped(lines: RemittanceLine[], slip: string, at: number, digit: number): RemittanceLine[] {
  const one = lines[at] as RemittanceLine;
  const next = (at + 1) % lines.length;
  const other = lines[next] as RemittanceLine;
  const put = (changed: RemittanceLine): RemittanceLine[] => lines.map((each, n) => (n === at ? changed : each));
  if (slip === "exchange")
    return lines.map((each, n) =>
      n === at ? { ...one, reference: other.reference } : n === next ? { ...other, reference: one.reference } : each,
    );
  if (slip === "swap") return put({ ...one, reference: one.reference.replace(/(\d)(\d)$/, "$2$1") });
  if (slip === "wrong") return put({ ...one, reference: one.reference.replace(/\d$/, String(digit)) });
  if (slip === "amount") return put({ ...one, amountMinor: one.amountMinor + 100 + digit });
  return slip === "dropped" ? lines.filter((_, n) => n !== at) : lines;
}

const cashOf = (decision: Decision): string =>
  JSON.stringify(
    decision.allocations
      .filter((one) => one.kind === "payment")
      .map((one) => [one.receivableId, one.amountMinor])
      .sort(),
  );
const meant = (lines: RemittanceLine[]): string =>
  JSON.stringify(lines.map(({ reference, amountMinor }) => [reference, amountMinor]).sort());

test("one slip in the lines is healed or seen: nothing is ever booked otherwise than it was meant", () => {
  const counts = new Map<string, number>();
  fc.assert(
    fc.property(books, ({ items, truth, slip, at, digit, named }) => {
      const amountMinor = truth.reduce((sum, { amountMinor: minor }) => sum + minor, 0);
      const lines = slipped(truth, slip, at, digit);
      const isHidden = meant(lines) !== meant(truth);
      const text = named ? { remittance: lines.map(({ reference }) => reference).join(", ") } : {};
      const decision = decided(items, lines, { amountMinor, ...text });
      if (decision.outcome === "apply") {
        expect(cashOf(decision)).toBe(meant(truth));
        expect(decision.prepaymentMinor + decision.unappliedMinor).toBe(0);
      }
      const isSeen = isHidden && (slip === "exchange" || slip === "amount" || slip === "dropped");
      if (isSeen) expect(decision.outcome).toBe("claimable");
      const key = `${slip} ${decision.outcome}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }),
    { numRuns: 2_000 * SOAK },
  );
  // The property would hold of an engine that books nothing.
  for (const key of ["none apply", "swap apply", "wrong apply"]) expect(counts.get(key)).toBeGreaterThan(5);
});

test("the same lines in any order are decided the same", () => {
  fc.assert(
    fc.property(books, fc.nat(), ({ items, truth }, turn) => {
      const turned = truth.map((_, n) => truth[(n + turn) % truth.length] as RemittanceLine);
      expect(booked(decided(items, turned))).toEqual(booked(decided(items, truth)));
    }),
    { numRuns: 300 * SOAK },
  );
});
