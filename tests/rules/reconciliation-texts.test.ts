import { describe, expect, test } from "@jest/globals";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import {
  type Decision,
  type OpenItem,
  policySchema,
  type TransactionFacts,
} from "../../functions/reconciliation/schema.ts";
import { booksOf, candidatesOf } from "../support/generator/lookup.ts";

const PAYER = { id: "acc_payer", name: "Muster Maschinen GmbH", payerNames: [] };
const STRANGER = { id: "acc_stranger", name: "Stranger Works Inc", payerNames: [] };

type Open = Record<string, number | [number, Partial<OpenItem>]>;

/** Receivables by reference in whole euros; its reference is the id of each. */
const itemsOf = (open: Open): OpenItem[] =>
  Object.entries(open).map(([reference, amount]) => {
    const [euros, more] = Array.isArray(amount) ? amount : [amount, {}];
    const amountMinor = Math.round(euros * 100);
    return {
      ...{ id: reference, accountId: PAYER.id, reference, kind: "invoice" as const, currency: "EUR" },
      ...{ amountMinor, openMinor: amountMinor, dueOn: "2026-11-30", version: 1, ...more },
    };
  });

/** Decides on what the text's own keys find, as the product does. */
function paid(
  open: Open,
  remittance: string,
  euros: number,
  more: Partial<TransactionFacts> = {},
  policy = {},
): Decision {
  const transaction = {
    ...{ id: "btx_1", direction: "credit" as const, currency: "EUR", bookedOn: "2026-11-22" },
    ...{ amountMinor: Math.round(euros * 100), payer: { name: PAYER.name }, remittance, ...more },
  };
  return decide(
    candidatesOf(booksOf([PAYER, STRANGER], itemsOf(open), [], []), transaction, policySchema.parse(policy)),
  );
}

const cash = (decision: Decision): Record<string, number> =>
  Object.fromEntries(
    decision.allocations.filter((a) => a.kind === "payment").map((a) => [a.receivableId, a.amountMinor / 100]),
  );
const first = (decision: Decision): string[] => (decision.suggestions[0]?.allocations ?? []).map((a) => a.receivableId);

describe("several receivables in one text", () => {
  const three = { "HT-2026-0117": 100, "HT-2026-0118": 200, "HT-2026-0119": 300 };
  const short = { "INV-1001": 100, "INV-1002": 200, "INV-1003": 300 };
  const zeros = { "INV-001": 100, "INV-002": 200, "INV-003": 300 };
  const lists: [Open, string][] = [
    [three, "HT-2026-0117 HT-2026-0118 HT-2026-0119 货款"],
    [three, "HT-2026-0117, -0118 und -0119"],
    [three, "HT-2026-0117至0119"],
    [three, "合同HT-2026-0117、0118、0119"],
    [three, "合同0117至0119"],
    [short, "INV 1001/02/03"],
    [short, "INV-1001/2/3"],
    [short, "RE: inv-1001 inv-1002 inv-1003"],
    [short, "inv-1001/inv-1002/inv-1003"],
    [short, "Rechnungen 1001, 1002 und 1003"],
    [short, "Invoices 1001, 1002 and 1003"],
    [short, "INV 1001 1002 1003"],
    [short, "INV-1001 - INV-1003"],
    [short, "INV-1001;INV-1002;INV-1003"],
    [zeros, "INV-001 to INV-003"],
    [zeros, "INV-001 bis 003"],
    [zeros, "Invoice #1, #2 & #3"],
    [zeros, "3 invoices: INV-001, INV-002, INV-003"],
  ];

  test.each(lists)("%j: %s pays all of them", (open, text) =>
    expect(Object.keys(cash(paid(open, text, 600))).sort()).toEqual(Object.keys(open)),
  );

  test.each(lists)("%j: %s, five short, is left to a person with all of them proposed", (open, text) => {
    const decision = paid(open, text, 595);
    expect(decision.allocations).toEqual([]);
    expect(first(decision).sort()).toEqual(Object.keys(open));
  });

  test.each(lists)("%j: %s, far too little or too much, is left to a person", (open, text) => {
    expect(paid(open, text, 50).allocations).toEqual([]);
    expect(paid(open, text, 100).allocations).toEqual([]);
  });

  test("seventeen numbers are all read, and a tolerance holds for all of them together", () => {
    const many = Object.fromEntries(
      Array.from({ length: 17 }, (_, n) => [`INV-${2_000 + n}`, n === 5 ? 5_000 : 100 + n]),
    );
    const sum = Object.values(many).reduce((total, euros) => total + euros, 0);
    const text = Object.keys(many).join(",");
    expect(Object.keys(cash(paid(many, text, sum)))).toHaveLength(17);
    expect(paid(many, text, sum - 0.5).allocations).toEqual([]);
    const tolerant = paid(many, text, sum - 0.5, {}, { tolerances: { EUR: { fixedMinor: 100 } } });
    expect(Object.keys(cash(tolerant))).toHaveLength(17);
    expect(tolerant.allocations.filter((a) => a.kind === "tolerance").map((a) => a.amountMinor)).toEqual([50]);
  });

  test("what says that more is meant than is named forbids a part and a surplus", () => {
    for (const text of [
      "合同HT-2026-0117等3份合同款",
      "HT-2026-0117 u.a.",
      "HT-2026-0117 etc.",
      "HT-2026-0117 siehe Anlage",
    ]) {
      for (const euros of [60, 595, 600]) expect(paid(three, text, euros).allocations).toEqual([]);
    }
  });

  test("an amount behind each number is followed line by line, the last one in part", () => {
    const open = {
      "INV-00089": 6_950,
      "INV-00075": 890.3,
      "CN-7": [20, { kind: "creditNote" as const }] as [number, object],
    };
    expect(cash(paid(open, "INV-00089 6950 ; INV-00075 690.30", 7_640.3))).toEqual({
      "INV-00089": 6_950,
      "INV-00075": 690.3,
    });
    expect(cash(paid(open, "INV-00089 6,950.00, INV-00075 690.30 less CN-7 20.00", 7_620.3))).toEqual({
      "INV-00089": 6_950,
      "INV-00075": 670.3,
    });
    expect(paid(open, "INV-00089 6950 ; INV-00075 690.30", 7_640.31).allocations).toEqual([]);
    expect(paid(open, "INV-00089 6950 ; INV-00075 690.30 INV-00123 5", 7_640.3).allocations).toEqual([]);
  });
});

describe("whose receivable it is", () => {
  const shared = { "RE-1001": 100, "RE-1002": [50, { accountId: STRANGER.id }] as [number, object] };

  test("a receivable of another account beside one's own is paid if both are paid in full, and never in part", () => {
    expect(cash(paid(shared, "RE-1001, RE-1002", 150))).toEqual({ "RE-1001": 100, "RE-1002": 50 });
    for (const euros of [149, 151, 60]) expect(paid(shared, "RE-1001, RE-1002", euros).allocations).toEqual([]);
  });

  test("a number of ours that nobody bears yet keeps the line waiting", () => {
    const decision = paid({ "RE-1001": 100 }, "RE-1001, RE-1002", 150);
    expect([decision.outcome, decision.proof.why, decision.proof.unread]).toEqual([
      "claimable",
      "unknownReference",
      ["RE1002: unknown"],
    ]);
  });

  test("a year among numbers of four digits may be one of them", () => {
    const open = { "1102": 100, "1112": 200 };
    expect(paid(open, "1907, 1102, 1112", 350).proof.unread).toEqual(["1907: unread"]);
    expect(paid(open, "1907, 1102, 1112", 350).allocations).toEqual([]);
    expect(cash(paid(open, "1102, 1112 Oktober 2026", 300))).toEqual({ "1102": 100, "1112": 200 });
  });

  test("a stranger's number is never paid in part by somebody else", () => {
    const open = { "INV-00402": [9_000, { accountId: STRANGER.id }] as [number, object], "INV-00492": 799 };
    for (const name of [PAYER.name, "Crest Foods", "Unbekannt AG"])
      expect(paid(open, "INV-00402 799", 799, { payer: { name } }).allocations).toEqual([]);
    expect(first(paid(open, "INV-00402 799", 799))).toEqual(["INV-00492"]);
    // One slip away from the payer's own, and exact on both: nobody can tell.
    const both = { ...open, "INV-00402": [799, { accountId: STRANGER.id }] as [number, object] };
    expect(paid(both, "INV-00402", 799).allocations).toEqual([]);
  });

  test("a part of what is named is booked for the payer it belongs to, or where the payer is not told", () => {
    const open = { "INV-1001": 100 };
    expect(cash(paid(open, "INV-1001 Teilzahlung", 60))).toEqual({ "INV-1001": 60 });
    expect(cash(paid(open, "INV-1001 Teilzahlung", 60, { payer: {} }))).toEqual({ "INV-1001": 60 });
    expect(cash(paid(open, "INV-1001", 60, { payer: { name: "MUSTER MASCHINEN" } }))).toEqual({ "INV-1001": 60 });
    expect(paid(open, "INV-1001", 60, { payer: { name: "Unbekannt AG" } }).proof.why).toBe("payerIsAnother");
  });
});

describe("a number is a reference by what it is and what stands beside it", () => {
  const cases: [reference: string, text: string][] = [
    ["INV-00098", "INV-00098 60.00 Payment on account"],
    ["INV-00086", "Invoice #86 60"],
    ["INV-00018", "INV-18 60.00"],
    ["INV-000123", "INV 123"],
    ["RE-2026-0002", "PO 4500012345 RE-2026-0002 01.11.2026"],
    ["INV-1001", "Payment for invoice INV-1001 dated 01/11/2026"],
    ["RE-2026-0001", "RE-2026-0001 EREF: ZV-1 IBAN: DE89370400440532013000 BIC: COBADEFFXXX"],
    ["RE-2026-0001", "EREF+ZV-1 SVWZ+RE-2026-0001 Abschlag"],
    ["INV-2026-0117", "TRANSFER FROM MUSTER REF INV 2026 0117 FX RATE 1.0935 CHGS USD 15.00"],
    ["RF18539007547034", "RF18 5390 0754 7034"],
    ["RF28ABCD1234EFGH5678IJKL9", "RF28 ABCD 1234 EFGH 5678 IJKL 9"],
    ["210000000003139471430009017", "21 00000 00003 13947 14300 09017"],
    ["090933755493", "+++090/9337/55493+++"],
    ["INV-2001", "INV-2001"],
    ["SO2026", "Zahlung SO2026 danke"],
    ["20260112", "Rechnung 20260112"],
    ["20260112", "Zahlung 20260112"],
    ["1001", "Rechnung 1001"],
    ["1230", "KID 1230"],
    ["48113", "Rechnung 48113"],
    ["120000", "Re.-Nr. 120000"],
    ["沪科字2026第001号", "付沪科字2026第001号合同款"],
    ["СЧ-1001", "Оплата по счету СЧ-1001"],
    ["HT-2026-0117", "合同号：ＨＴ－２０２６－０１１７ 2026年11月 2%"],
    ["INV-1001", "INV-1001 经办13800138000 10:32"],
  ];

  test.each(cases)("%s in %j, paid in part", (reference, text) => {
    const decision = paid({ [reference]: 100, "XX-900001": 7 }, text, 60);
    expect([decision.proof.unread, cash(decision)]).toEqual([[], { [reference]: 60 }]);
  });

  // What is written in Han has no edges, so it is looked for among the payer's own only.
  test.each(cases.filter(([reference]) => !/\p{Script=Han}/u.test(reference)))(
    "%s in %j, paid whole by somebody without a name",
    (reference, text) => {
      const whole = text.replace("60.00", "");
      expect(cash(paid({ [reference]: 60 }, whole, 60, { payer: {} }))).toEqual({ [reference]: 60 });
    },
  );

  test("a receivable is found by its payment reference as by its own number", () => {
    const open = { "INV-9": [100, { paymentReference: "4711 0815 123" }] as [number, object] };
    expect(cash(paid(open, "KID 47110815123", 60))).toEqual({ "INV-9": 60 });
    expect(cash(paid(open, "", 60, { creditorReference: "47110815123" }))).toEqual({ "INV-9": 60 });
  });

  test.each(["77881", "ABC-7788-X", "7788123", "Projekt 4711-9", "INV-100?"])(
    "%s beside a reference is not understood, and the proof says so",
    (junk) => {
      const decision = paid({ "INV-1001": 100 }, `INV-1001 ${junk}`, 60);
      expect(decision.allocations).toEqual([]);
      expect(decision.proof.unread.length).toBeGreaterThan(0);
      expect(cash(paid({ "INV-1001": 100 }, `INV-1001 ${junk}`, 100))).toEqual({ "INV-1001": 100 });
    },
  );
});
