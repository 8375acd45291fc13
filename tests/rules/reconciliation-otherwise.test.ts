import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import { inputOf, type More, person } from "../support/strangers/case.ts";

/** Words that say that a number is no paper of the one who is paid. */
const OTHERWISE = [
  ..."Kd.Nr.|Kundennr.|Customer no|Klantnummer|Vendor no.|Lieferantennr|Tel.|Fax|BLZ|Konto|Mandatsref|cheque no|batch|PO|Bestellung".split(
    "|",
  ),
  ..."Auftrag|Order no.|Vertrag|payment run|voucher|Avis|Lieferschein|delivery note|Kostenstelle|客户编号|流水号|凭证号|电话|合同号".split(
    "|",
  ),
];
const number = fc.integer({ min: 1_000, max: 99_999 }).filter((n) => n < 1_900 || n > 2_100);
const units = fc.integer({ min: 50, max: 9_000 });

test("a number that the text calls something else books nothing that is not exact, and nothing of somebody else", () => {
  fc.assert(
    fc.property(
      fc.record({
        label: fc.constantFrom(...OTHERWISE),
        no: number,
        owed: units,
        other: units,
        pays: units,
        theirs: fc.boolean(),
      }),
      ({ label, no, owed, other, pays, theirs }) => {
        const open = { [theirs ? `${no}@B` : `${no}`]: owed, [`${no + 7}`]: other };
        const text = `${label} ${no}`;
        const { outcome, allocations } = decide(inputOf({ kind: "", open, text, pays, right: person(), more: {} }));
        if (outcome !== "apply") return;
        // The payer and the amount alone may still tell what is paid.
        const exact = theirs ? [other] : [owed, other, owed + other];
        expect(exact).toContain(pays);
        expect(allocations.every(({ accountId }) => accountId === "A")).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});

test("money that is said to come back, or to be for what is not owed yet, is nobody's by its amount", () => {
  const words = [
    ..."Storno|Rückgabe|Retoure|reversal|returned payment|payment returned account closed|Retour virement AC01|退汇|组戻|Recall".split(
      "|",
    ),
    ..."Proforma 4711|pro forma invoice|形式发票".split("|"),
  ];
  for (const text of words) {
    const input = inputOf({ kind: "", open: { "RE-1": 100 }, text, pays: 100, right: person(), more: {} });
    expect([text, decide(input).outcome]).toEqual([text, "claimable"]);
  }
});

test("of equal instalments the earliest is paid unless the text says which, in whatever words", () => {
  const open = { "V-31-1": 500, "V-31-2": 500, "V-31-3": 500 };
  const items = Object.fromEntries(
    Object.keys(open).map((id, n) => [id, { contractNo: "V-2026-31", instalmentNo: n + 1, instalmentCount: 3 }]),
  );
  const more: More = { items };
  const first = ["V-2026-31", "V-2026-31 Rechnung vom 15 Oct 2026", "V-2026-31 2026年10月15日"];
  const which = [
    "V-2026-31 November",
    "V-2026-31 Dezember 2026",
    "V-2026-31 12月",
    "V-2026-31 termín 2",
    "V-2026-31 splátka 3",
  ];
  const booked = (text: string): string | undefined =>
    decide(inputOf({ kind: "", open, text, pays: 500, right: person(), more })).allocations[0]?.receivableId;
  expect(first.map(booked)).toEqual(first.map(() => "V-31-1"));
  expect(which.map(booked)).toEqual(which.map(() => undefined));
  expect(booked("V-2026-31 rata 2/3")).toBe("V-31-2");
});
