import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import { type Decision, type OpenItem, policySchema } from "../../functions/reconciliation/schema.ts";
import { booksOf, candidatesOf } from "../support/generator/lookup.ts";
import { SOAK } from "../support/soak.ts";

const PAYER = { id: "acc_payer", name: "Muster Maschinen GmbH", payerNames: [] };
const OTHER = { id: "acc_other", name: "North Star Logistics Inc", payerNames: [] };

/** Ways of numbering, each with a number of the tenant's that nobody bears. */
const numberings = [
  { of: (n: number) => `INV-${1000 + n}` },
  { of: (n: number) => `INV-${String(100 + n).padStart(5, "0")}` },
  { of: (n: number) => `RE-2026-${String(100 + n).padStart(4, "0")}` },
  { of: (n: number) => `HT-2026-${String(100 + n).padStart(4, "0")}` },
  { of: (n: number) => `SO${2100 + n}` },
  { of: (n: number) => String(48_100 + n) },
];

/** What a text is made of, and whether that part can be accounted for. */
type Part = { text: string; known: boolean };
type Drawn = {
  items: OpenItem[];
  parts: Part[];
  joint: string;
  lead: string;
  amountMinor: number;
  payer: object;
  policy: object;
};

const amounts = fc.integer({ min: 5, max: 90 }).map((n) => n * 100);

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    numbering: fc.constantFrom(...numberings),
    own: fc.array(amounts, { minLength: 1, maxLength: 5 }),
    strange: fc.array(amounts, { maxLength: 2 }),
    kinds: fc.array(
      fc.constantFrom("own", "own", "own", "strange", "unknown", "junk", "mixed", "more", "date", "word"),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    at: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    joint: fc.constantFrom(" ", ", ", " / ", "; ", " und ", "、", " + ", " and "),
    lead: fc.constantFrom("", "Payment ", "Zahlung Rechnung ", "货款 ", "合同"),
    off: fc.constantFrom(-500, -100, -1, 1, 50, 700, 5_000),
    payer: fc.constantFrom({ name: PAYER.name }, {}, { name: "Unbekannt und Sohn" }),
    policy: fc.constantFrom(
      {},
      { tolerances: { EUR: { fixedMinor: 100, basisPoints: 300 } } },
      { partialPayments: "oldestFirst" },
    ),
  })
  .map(({ numbering, own, strange, kinds, at, off, ...rest }) => {
    const item = (amountMinor: number, n: number, accountId: string): OpenItem => ({
      ...{ id: `rcv_${n}`, accountId, reference: numbering.of(n), kind: "invoice" as const, currency: "EUR" },
      ...{ amountMinor, openMinor: amountMinor, dueOn: "2026-11-30", version: 1 },
    });
    const owned = own.map((amount, n) => item(amount, n, PAYER.id));
    const others = strange.map((amount, n) => item(amount, 20 + n, OTHER.id));
    const parts = kinds.map((kind, n): Part => {
      const pick = at[n] as number;
      if (kind === "own") return { text: (owned[pick % owned.length] as OpenItem).reference, known: true };
      if (kind === "strange") return { text: numbering.of(20 + (pick % 2)), known: false };
      if (kind === "unknown") return { text: numbering.of(40 + (pick % 30)), known: false };
      if (kind === "junk") return { text: String(7_710_000 + (pick % 90_000)), known: false };
      if (kind === "mixed") return { text: `X${7_000 + (pick % 900)}-Q${100 + (pick % 700)}`, known: false };
      if (kind === "more")
        return { text: ["etc.", "u.a.", "等", "see attached list"][pick % 4] as string, known: false };
      // Joined by more than a comma, it is something that is paid besides.
      const isBeside = n > 0 && /und|and|\+/.test(rest.joint);
      return { text: kind === "date" ? "03.11.2026" : "Wartung", known: !isBeside };
    });
    // A payer who says nothing may mean anybody, as long as it means one.
    const isNobody = Object.keys(rest.payer).length === 0 && !kinds.includes("own");
    for (const part of parts) if (isNobody && others.some((other) => other.reference === part.text)) part.known = true;
    const named = owned.filter((one) => parts.some((part) => part.text === one.reference));
    const sum = named.reduce((total, one) => total + one.openMinor, 0);
    return { ...rest, parts, items: [...owned, ...others], amountMinor: Math.max(1, sum + off) };
  });

/** Exact: every receivable that is touched is paid whole in cash, and nothing is left over. */
function isExact(decision: Decision, items: OpenItem[]): boolean {
  return (
    decision.prepaymentMinor === 0 &&
    decision.unappliedMinor === 0 &&
    decision.allocations.every(
      (a) => a.kind === "payment" && items.find((item) => item.id === a.receivableId)?.openMinor === a.amountMinor,
    )
  );
}

const decided = ({ items, parts, joint, lead, amountMinor, payer, policy }: Drawn): Decision => {
  const transaction = {
    ...{ id: "btx_1", direction: "credit" as const, amountMinor, currency: "EUR", bookedOn: "2026-11-22", payer },
    remittance: `${lead}${parts.map((part) => part.text).join(joint)}`,
  };
  return decide(candidatesOf(booksOf([PAYER, OTHER], items, [], []), transaction, policySchema.parse(policy)));
};

test("what was not understood forbids every booking that is not exact", () => {
  let inexact = 0;
  fc.assert(
    fc.property(drawn, (given) => {
      const decision = decided(given);
      if (decision.outcome !== "apply" || isExact(decision, given.items)) return;
      expect(given.parts.filter((part) => !part.known)).toEqual([]);
      expect(decision.proof.unread).toEqual([]);
      const isNobody = Object.keys(given.payer).length === 0;
      if (!isNobody) expect(decision.accountId).toBe(PAYER.id);
      inexact++;
    }),
    { numRuns: 3_000 * SOAK },
  );
  // The property would hold of an engine that books nothing.
  expect(inexact).toBeGreaterThan(20);
});

test("the proof says what was left unread, and a line without anything unread says nothing", () => {
  fc.assert(
    fc.property(drawn, (given) => {
      const { unread } = decided(given).proof;
      const isClear = given.parts.every((part) => part.known);
      if (isClear) expect(unread).toEqual([]);
    }),
    { numRuns: 500 * SOAK },
  );
});
