import { about, booked, either, kind, type More, naming, person, type StrangerCase } from "../case.ts";

const OPEN = { "INV-2026-0041": 100, "INV-2026-0042": 200, "INV-2026-0055": 300 };
const [A, B, C] = Object.keys(OPEN) as [string, string, string];
const NOTE = { "INV-2026-0041": 100, "CN-2026-007": -30 };
const GROWN = { "HT-100": 100, "HT-999": 640 };
const terms: More = { items: { [A]: { terms: [{ discountBasisPoints: 300, discountUntilOn: "2026-11-20" }] } } };
const lines = (...told: [string, number][]): NonNullable<More["transaction"]> => ({
  remittanceLines: told.map(([reference, amount]) => ({ reference, amountMinor: amount * 100 })),
});
const to = (virtualAccountNo: string): NonNullable<More["transaction"]> => ({ virtualAccountNo });
const lenient = (policy: NonNullable<More["policy"]>): More => ({ policy });

/** What contradicts itself, or says less than it seems to. */
export const twists: StrangerCase[] = [
  ...kind("a part is meant, though a discount or a credit note would explain what is missing", [
    ...about(NOTE, [
      ["INV-2026-0041 part payment", 70, either({ [A]: 70 })],
      ["Teilzahlung INV-2026-0041", 70, either({ [A]: 70 })],
      ["INV-2026-0041 1. Rate", 70, either({ [A]: 70 })],
      ["acompte INV-2026-0041", 70, either({ [A]: 70 })],
      ["INV-2026-0041 部分付款", 70, either({ [A]: 70 })],
      ["INV-2026-0041 a conto", 70, either({ [A]: 70 })],
      ["INV-2026-0041 Rest folgt", 70, either({ [A]: 70 })],
      ["INV-2026-0041 70%", 70, either({ [A]: 70 })],
      ["INV-2026-0041 70%进度款", 70, either({ [A]: 70 })],
      ["INV-2026-0041", 70, either({ [A]: 70 }, [A], { [A]: 30, "CN-2026-007": 30 })],
    ]),
    ...about(OPEN, [
      ["INV-2026-0041 part payment", 97, either({ [A]: 97 }), terms],
      ["deelbetaling INV-2026-0041", 97, either({ [A]: 97 }), terms],
      ["delbetalning INV-2026-0041", 97, either({ [A]: 97 }), terms],
      ["osamaksu INV-2026-0041", 97, either({ [A]: 97 }), terms],
      ["INV-2026-0041 分期付款", 97, either({ [A]: 97 }), terms],
      ["pago parcial INV-2026-0041", 97, either({ [A]: 97 }), terms],
    ]),
  ]),
  ...kind("a number of the next length or year", [
    ...about(GROWN, [
      ["HT-1000", 100, person()],
      ["HT-1001", 640, person()],
      ["HT1000 货款", 100, person()],
      ["合同HT-1000", 100, person()],
      ["HT-100", 100, booked({ "HT-100": 100 })],
      ["HT-0100", 100, either({ "HT-100": 100 })],
      ["HT-10", 100, person()],
      ["HT-100, HT-1000", 180, person()],
      ["HT-100, HT-1000", 100, either({ "HT-100": 100 })],
    ]),
    ...about({ "INV-2026-999": 100 }, [
      ["INV-2026-1000", 100, person()],
      ["INV-2027-001", 100, person()],
      ["INV-2026-99", 100, person()],
    ]),
  ]),
  ...kind("a creditor's reference that nobody bears", [
    ...about(OPEN, [
      ["", 100, person(), { transaction: { creditorReference: "RF18539007547034" } }],
      ["RF18 5390 0754 7034", 100, person()],
      ["RF18 5390 0754 7034", 80, person()],
      ["INV-2026-0041", 100, booked({ [A]: 100 }), { transaction: { creditorReference: "RF18539007547034" } }],
      ["+++090/9337/55493+++", 100, person()],
      ["21 00000 00003 13947 14300 09017", 100, person()],
    ]),
  ]),
  ...kind("one line told, and a text that says otherwise", [
    ...about(OPEN, [
      ["INV-2026-0055", 300, person(), { transaction: lines([A, 300]) }],
      ["INV-2026-0055", 60, person(), { transaction: lines([A, 60]) }],
      ["INV-2026-0041", 60, either({ [A]: 60 }), { transaction: lines([A, 60]) }],
      ["", 150, person(), { transaction: { ...lines([A, 150]), creditorReference: B } }],
      ["INV-2026-0042", 300, person(), { transaction: lines([A, 100], [C, 200]) }],
      ["Gutschrift folgt", 300, either({ [A]: 100, [B]: 200 }), { transaction: lines([A, 100], [B, 200]) }],
    ]),
  ]),
  ...kind("what is said not to be meant", [
    ...about(OPEN, [
      ["alle offenen Rechnungen ausser INV-2026-0042", 400, either({ [A]: 100, [C]: 300 })],
      ["all but INV-2026-0042", 400, either({ [A]: 100, [C]: 300 })],
      ["all but INV-2026-0042", 200, either({ [B]: 200 })],
      ["INV-2026-0041 cancelled, INV-2026-0042", 200, either({ [B]: 200 })],
      ["INV-2026-0041 not INV-2026-0042", 100, either({ [A]: 100 })],
      ["statt INV-2026-0041", 150, person()],
      ["replaces payment of INV-2026-0041", 150, person()],
      ["correction INV-2026-0041", 20, either({ [A]: 20 })],
      ["INV-2026-0041 wurde doppelt bezahlt", 100, either({ [A]: 100 })],
    ]),
  ]),
  ...kind("the account that is paid into and the text disagree", [
    ...about({ ...OPEN, "INV-2026-0077@B": 50 }, [
      ["INV-2026-0077", 50, booked({ "INV-2026-0077": 50 })],
      ["INV-2026-0077", 40, person()],
      ["INV-2026-0077", 40, person(), { transaction: to("VA-1") }],
      ["INV-2026-0041, INV-2026-0077", 150, booked({ [A]: 100, "INV-2026-0077": 50 })],
      ["INV-2026-0041, INV-2026-0077", 120, person()],
    ]),
  ]),
  ...kind("a tenant that lets more be booked", [
    ...about(OPEN, [
      ["", 150, booked({ [A]: 100, [B]: 50 }), lenient({ partialPayments: "oldestFirst" })],
      ["INV-2026-0099", 150, person(), lenient({ partialPayments: "oldestFirst" })],
      ["INV-2026-0055", 150, booked({ [C]: 150 }), lenient({ partialPayments: "oldestFirst" })],
      ["u.a.", 150, person(), lenient({ partialPayments: "oldestFirst" })],
      ["Kaution", 150, person(), lenient({ partialPayments: "oldestFirst" })],
      ["", 700, booked(OPEN, 100), lenient({ surplusWithoutReference: true })],
      ["INV-2026-0099", 700, person(), lenient({ surplusWithoutReference: true })],
      ["", 150, person(), lenient({ partialPayments: "never" })],
      ["INV-2026-0041", 60, person(), lenient({ partialPayments: "never" })],
      ["INV-2026-0041", 100, person(), lenient({ automatic: "none" })],
      ["", 100, person(), lenient({ automatic: "referencesOnly" })],
      ["INV-2026-0041", 100, booked({ [A]: 100 }), lenient({ automatic: "referencesOnly" })],
    ]),
  ]),
  ...kind("payers' words: eastern Europe and Asia", [
    ...naming("INV-2026-0041", [
      "Оплата по счету №INV-2026-0041 от 15.10.2026 в т.ч. НДС 20% 39,67",
      "Πληρωμή τιμολογίου INV-2026-0041",
      "FATURA NO: INV-2026-0041",
      "청구서 INV-2026-0041 결제",
      "ชำระค่า INV-2026-0041",
      "Thanh toan hoa don INV-2026-0041",
      "úhrada faktury INV-2026-0041",
      "плащане по фактура INV-2026-0041",
      "plata factura INV-2026-0041 din 15.10.2026",
      "uplata po računu INV-2026-0041",
    ]),
  ]),
];
