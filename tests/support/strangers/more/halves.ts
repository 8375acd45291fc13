import { about, booked, either, kind, person, type StrangerCase } from "../case.ts";

const THREE = { "INV-2026-0041": 100, "INV-2026-0042": 200, "INV-2026-0043": 300 };
const [A, B, C] = Object.keys(THREE) as [string, string, string];
const NUMBERS = { "4100041": 100, "4100042": 200, "4100043": 300 };
const RE = { "RE-1001": 100, "RE-1005": 640 };

/** Texts of which a part is not understood, or says something else than the rest. */
export const halves: StrangerCase[] = [
  ...kind("lists: all of them, to the cent", [
    ...[
      "INV-2026-0041,INV-2026-0042,INV-2026-0043",
      "INV-2026-0041/0042/0043",
      "INV-2026-0041 / -42 / -43",
      "INV 2026-0041, 0042 & 0043",
      "Invoices 0041, 0042 and 0043 of 2026: INV-2026-0041 INV-2026-0042 INV-2026-0043",
      "INV-2026-0041+INV-2026-0042+INV-2026-0043",
      "INV-2026-0041 to INV-2026-0043",
      "INV-2026-0041..0043",
      "INV-2026-0041至INV-2026-0043",
      "INV-2026-0041、0042、0043共3份",
      "1) INV-2026-0041 2) INV-2026-0042 3) INV-2026-0043",
      "INV-2026-0041|INV-2026-0042|INV-2026-0043",
      "INV-2026-0043 INV-2026-0042 INV-2026-0041 INV-2026-0042",
      "3 invoices: INV-2026-0041, INV-2026-0042, INV-2026-0043",
      "inv-2026-0041 inv-2026-0042 inv-2026-0043 total 600.00",
      "INV-2026-0041 100,00 INV-2026-0042 200,00 INV-2026-0043 300,00",
      "INV-2026-0041=100.00;INV-2026-0042=200.00;INV-2026-0043=300.00",
      "INV-2026-0041 (100.00) INV-2026-0042 (200.00) INV-2026-0043 (300.00)",
      "15.10.2026 INV-2026-0041 15.10.2026 INV-2026-0042 16.10.2026 INV-2026-0043",
    ].flatMap((text) => about(THREE, [[text, 600, booked(THREE)]])),
    ...[
      "RNR. 4100041,4100042,4100043",
      "Rechnungen 4100041, 4100042 und 4100043",
      "4100041 4100042 4100043",
      "RNr 4100041/42/43",
      "4100041-4100043",
      "Factures 4100041 à 4100043",
      "facturen 4100041 t/m 4100043",
      "Fakturaer 4100041, 4100042 og 4100043",
      "laskut 4100041, 4100042 ja 4100043",
      "facturas 4100041, 4100042 y 4100043",
      "发票4100041-4100043",
      "발행 청구서 4100041, 4100042, 4100043",
    ].flatMap((text) => about(NUMBERS, [[text, 600, booked(NUMBERS)]])),
  ]),
  ...kind("lists: short or over, and nobody says where", [
    ...[
      "INV-2026-0041,INV-2026-0042,INV-2026-0043",
      "INV-2026-0041/0042/0043",
      "INV-2026-0041 bis -0043",
      "INV-2026-0041、0042、0043",
      "1) INV-2026-0041 2) INV-2026-0042 3) INV-2026-0043",
    ].flatMap((text) =>
      about(THREE, [
        [text, 597.5, person([A, B, C])],
        [text, 300, person()],
        [text, 640, either(THREE, [A, B, C], {}, 40)],
      ]),
    ),
    ...about(THREE, [
      ["INV-2026-0041,INV-2026-0042,INV-2026-00", 595, person()],
      ["INV-2026-0041,INV-2026-0042,INV-2026-0044", 595, person()],
      ["INV-2026-0041,INV-2026-0042,INV-2026-0044", 350, person()],
      ["div. Rechnungen", 250, person()],
      ["div. Rechnungen", 600, either(THREE)],
      ["Sammelzahlung lt. Liste v. 30.10.", 500, either({ [B]: 200, [C]: 300 })],
      ["INV-2026-0041 und weitere", 350, person()],
      ["INV-2026-0041 + Rest", 350, person()],
      ["INV-2026-0041 & balance of INV-2026-0042", 250, person([A, B])],
      ["balance INV-2026-0042", 120, either({ [B]: 120 })],
      ["INV-2026-0041 and part of INV-2026-0043", 250, person([A, C])],
    ]),
  ]),
  ...kind("a number of ours behind a word for something else", [
    ...about(RE, [
      ["RE-1001 plus charges RE-1002", 150, person()],
      ["RE-1001, TAX RE-1002", 150, person()],
      ["RE-1001 FEE RE-1002", 150, person()],
      ["RE-1001 Bestellung RE-1002", 150, person()],
      ["RE-1001 customer RE-1002", 150, person()],
      ["RE-1001, cheque RE-1002", 50, person()],
      ["RE-1001 EREF+RE-1002", 150, person()],
      ["RE-1001 job RE-1002", 50, person()],
      ["RE-1001 Kd. RE-1002", 50, person()],
      ["RE-1001 batch RE-1002", 150, person()],
      ["RE-1001 手续费RE-1002", 150, person()],
    ]),
  ]),
  ...kind("a reference field says one thing and the text another", [
    ...about(THREE, [
      ["INV-2026-0041 INV-2026-0043", 250, person(), { transaction: { creditorReference: A } }],
      ["INV-2026-0043", 50, person(), { transaction: { creditorReference: A } }],
      ["INV-2026-0043", 120, person(), { transaction: { creditorReference: A } }],
      ["INV-2026-0042, INV-2026-0043", 290, person(), { transaction: { references: [A] } }],
      ["INV-2026-0042", 300, booked({ [A]: 100, [B]: 200 }), { transaction: { references: [A] } }],
      ["INV-2026-0099", 80, person(), { transaction: { creditorReference: A } }],
      ["RF18 5390 0754 7034", 80, person(), { transaction: { creditorReference: A } }],
      ["", 100, booked({ [A]: 100 }), { transaction: { creditorReference: A } }],
      ["", 60, either({ [A]: 60 }), { transaction: { creditorReference: A } }],
      ["", 300, booked({ [A]: 100, [B]: 200 }), { transaction: { references: [A, B] } }],
      ["", 280, person([A, B]), { transaction: { references: [A, B] } }],
      ["INV-2026-0042", 200, booked({ [B]: 200 }), { transaction: { endToEndId: "PAY-88123" } }],
      ["", 200, booked({ [B]: 200 }), { transaction: { endToEndId: "INV-2026-0042" } }],
      ["INV-2026-0041", 250, person(), { transaction: { endToEndId: "INV-2026-0042" } }],
    ]),
  ]),
  ...kind("a text that its field has cut", [
    ...((): ReturnType<typeof about> => {
      const many = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`${41000000041 + n}`, 10 + n]));
      const sum = 11 * 10 + 55;
      const text = `RNR. ${Object.keys(many).join(",")}`.slice(0, 140);
      return about(many, [
        [text, sum, booked(many)],
        // More were paid than the field holds; those are not in the books yet.
        [text, sum + 85, person()],
        [text, sum - 3, person()],
      ]);
    })(),
    ...about(THREE, [
      ["INV-2026-0041, INV-2026-0042, INV-2026-", 340, person()],
      ["INV-2026-0041, INV-2026-0042, INV-2", 340, person()],
      ["INV-2026-0041, INV-2026-0042, IN", 340, either({ [A]: 100, [B]: 200 }, [A, B], {}, 40)],
      ["INV-2026-0041 INV-2026-004", 150, person()],
    ]),
  ]),
  ...kind("slips of eye and hand", [
    ...about(THREE, [
      ["INV-2O26-OO41", 100, either({ [A]: 100 })],
      ["1NV-2026-0041", 100, either({ [A]: 100 })],
      ["INV-2026-OO42", 200, either({ [B]: 200 })],
      ["lNV-2026-0042", 200, either({ [B]: 200 })],
      ["INV-2026-0O43", 250, person()],
      ["INV-2026-0014", 100, either({ [A]: 100 })],
      ["INV-2062-0041", 100, either({ [A]: 100 })],
      ["INV-2026-004l", 70, person()],
      ["INV-2026-041", 100, either({ [A]: 100 })],
      ["INV-2026-00041", 100, either({ [A]: 100 })],
      ["INV-2026-0041a", 100, either({ [A]: 100 })],
      ["IVN-2026-0041", 100, booked({ [A]: 100 })],
      ["INV20260041INV20260042", 300, either({ [A]: 100, [B]: 200 })],
      ["INV-2026-0041INV-2026-0042", 290, person()],
      // The number is one invoice's and the amount another's.
      ["INV-2026-0041", 200, person()],
      ["INV-2026-0042", 100, person()],
      ["INV-2026-0043", 200, person()],
    ]),
  ]),
];
