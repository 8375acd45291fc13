import { about, booked, either, kind, type More, person, type StrangerCase } from "../case.ts";

const OPEN = { "INV-2026-0041": 100, "INV-2026-0042": 200, "INV-2026-0043": 300 };
const [A, B, C] = Object.keys(OPEN) as [string, string, string];
const NUMBERS = { "4100041": 100, "4100042": 200, "4100043": 300 };
const TWO: More = { accounts: { A: "Muster Maschinen GmbH", B: "Beispiel Handel AG", C: "Muster Maschinen AG" } };
const OWED = { "RE-1001": 500, "RE-1002@B": 700, "RE-1003@C": 500 };
const by = (payer: string, more: More = TWO): More => ({ ...more, payer });
/** Inexact by 40 more or 60 less than the first, so that nothing but the text tells. */
const MORE = 140;

/** Small words that say how many are meant, or that the text goes on. */
export const hints: StrangerCase[] = [
  ...kind("words that count", [
    ...[
      "three invoices incl. INV-2026-0041",
      "drei Rechnungen, INV-2026-0041",
      "trois factures dont INV-2026-0041",
      "twee facturen INV-2026-0041",
      "two invoices: INV-2026-0041",
      "tre fakturor, INV-2026-0041",
      "kolme laskua INV-2026-0041",
      "dos facturas INV-2026-0041",
      "due fatture INV-2026-0041",
      "两张发票 INV-2026-0041",
      "several: INV-2026-0041",
      "Invoices INV-2026-0041",
      "Rechnungen INV-2026-0041",
      "factures INV-2026-0041",
      "facturen INV-2026-0041",
      "fakturor INV-2026-0041",
      "laskut INV-2026-0041",
      "facturas INV-2026-0041",
      "fatture INV-2026-0041",
      "inv nos INV-2026-0041",
    ].flatMap((text) => about(OPEN, [[text, MORE, person()]])),
    ...about(OPEN, [
      ["Invoices INV-2026-0041", 100, booked({ [A]: 100 })],
      ["two invoices INV-2026-0041, INV-2026-0042", 300, booked({ [A]: 100, [B]: 200 })],
      ["two invoices INV-2026-0041, INV-2026-0042", 340, either({ [A]: 100, [B]: 200 }, [A, B], {}, 40)],
      ["Invoices INV-2026-0041 and INV-2026-0042", 340, either({ [A]: 100, [B]: 200 }, [A, B], {}, 40)],
      ["Invoice INV-2026-0041", 140, booked({ [A]: 100 }, 40)],
      ["Invoice INV-2026-0041", 60, booked({ [A]: 60 })],
      ["both invoices", 300, either({ [A]: 100, [B]: 200 })],
    ]),
  ]),
  ...kind("a text that breaks off", [
    ...[
      "INV-2026-0041,",
      "INV-2026-0041 ,",
      "INV-2026-0041/",
      "INV-2026-0041 &",
      "INV-2026-0041 +",
      "INV-2026-0041;",
      "INV-2026-0041 und",
      "INV-2026-0041 and",
      "INV-2026-0041 et",
      "INV-2026-0041、",
      "INV-2026-0041和",
      "INV-2026-0041 to",
      "INV-2026-0041 -",
      "INV-2026-0041 & next",
      "INV-2026-0041 sowie folgende",
      "INV-2026-0041 and the two following",
      "INV-2026-0041 ff",
      "INV-2026-0041 (1/2)",
      "INV-2026-0041 Seite 1",
    ].flatMap((text) =>
      about(OPEN, [
        [text, MORE, /Seite|1\/2/.test(text) ? either({ [A]: 100 }, [A], {}, 40) : person()],
        [text, 100, either({ [A]: 100 })],
      ]),
    ),
  ]),
  ...kind("ranges in many tongues", [
    ...[
      "Rechnungen von 4100041 bis 4100043",
      "factures du 4100041 au 4100043",
      "facturas de la 4100041 a la 4100043",
      "facturen 4100041 tot en met 4100043",
      "fatture dal 4100041 al 4100043",
      "fakturor 4100041 till 4100043",
      "laskut 4100041–4100043",
      "invoices 4100041 thru 4100043",
      "invoices from 4100041 up to 4100043",
      "从4100041到4100043",
      "4100041〜4100043",
      "4100041 ~ 4100043",
      "4100041 – 43",
      "4100041…4100043",
    ].flatMap((text) =>
      about(NUMBERS, [
        [text, 600, either(NUMBERS)],
        [text, 580, person()],
        [text, 60, person()],
        [text, 440, person()],
      ]),
    ),
  ]),
  ...kind("the same name but for the form", [
    ...about(OWED, [
      ["", 500, either({ "RE-1001": 500 }), by("Muster Maschinen GmbH")],
      ["", 500, either({ "RE-1003": 500 }), by("Muster Maschinen AG")],
      ["", 500, person(), by("Muster Maschinen")],
      ["", 500, person(), by("Muster Maschinen KG")],
      ["RE-1001", 500, booked({ "RE-1001": 500 }), by("Muster Maschinen")],
      ["RE-1001", 450, either({ "RE-1001": 450 }), by("Muster Maschinen")],
      ["RE-1001", 450, person(), by("Muster Maschinen AG")],
      ["RE-1003", 500, either({ "RE-1003": 500 }), by("Muster Maschinen GmbH")],
      ["", 700, either({ "RE-1002": 700 }), by("BEISPIEL HANDEL AG")],
      ["", 700, either({ "RE-1002": 700 }), by("Beispiel Handel AG / Buchhaltung")],
      ["", 500, person(), by("Insolvenzverwalter der Muster Maschinen GmbH")],
      ["Beispiel Handel AG", 700, either({ "RE-1002": 700 }), by("")],
      ["Beispiel Handel AG und Muster Maschinen GmbH", 1200, person(), by("")],
      ["Zahlung fuer Beispiel Handel AG", 500, person(), by("Muster Maschinen GmbH")],
      ["i.A. Beispiel Handel AG", 500, person(), by("Muster Maschinen GmbH")],
      ["on behalf of Beispiel Handel AG", 500, person(), by("Muster Maschinen GmbH")],
      ["代某某公司付款", 500, person(), by("Muster Maschinen GmbH")],
      ["代Beispiel Handel AG付款", 500, person(), by("Muster Maschinen GmbH")],
      ["payment for C/O Beispiel Handel AG", 500, person(), by("Muster Maschinen GmbH")],
    ]),
  ]),
  ...kind("amounts of other currencies and forms", [
    ...about(OPEN, [
      ["INV-2026-0041 EUR 100.-", 100, booked({ [A]: 100 })],
      ["INV-2026-0041 100,-", 60, either({ [A]: 60 })],
      ["INV-2026-0042 200.00 minus 5%", 190, either({ [B]: 190 })],
      ["INV-2026-0042 EUR 200", 190, either({ [B]: 190 })],
      ["INV-2026-0042 Betrag 200,00 EUR davon 190,00 heute", 190, either({ [B]: 190 })],
      ["INV-2026-0043 300.00 less 20.00 freight less 10.00 claims", 270, either({ [C]: 270 })],
      ["INV-2026-0043 300.00 less 20.00 freight less 10.00 claims", 280, person()],
      ["INV-2026-0043 3 pcs a 100.00", 250, person()],
      ["INV-2026-0043 USD 330.00", 290, either({ [C]: 290 }, [C])],
      ["INV-2026-0041 1,00", 1, either({ [A]: 1 })],
      ["INV-2026-0041 10'000.00", 10_000, person()],
    ]),
  ]),
];
