import { about, booked, either, kind, type More, person, type StrangerCase } from "../case.ts";

const OPEN = { "INV-2026-0041": 100, "INV-2026-0042": 200, "INV-2026-0043": 300, "CN-2026-007": -30 };
const [A, B, C, N] = Object.keys(OPEN) as [string, string, string, string];
const MONTHS = { "RE-1001": 595, "RE-1002": 595, "RE-1003": 595 };
const told = (...lines: [string, number][]): More => ({
  transaction: { remittanceLines: lines.map(([reference, amount]) => ({ reference, amountMinor: amount * 100 })) },
});
const taught = (payerKey: string, accounts: Record<string, number>, more: More = {}): More => ({
  ...more,
  memory: [{ payerKey, accounts }],
});
const iban = { payer: { name: "Cash Pool Services SE", accountNo: "DE02120300000000202051" } };
const BY_IBAN = "payer:DE02120300000000202051";

/** What other kinds leave out: amounts alone, payers that are known by claims, lines with a text, and banks' own words. */
export const mixed: StrangerCase[] = [
  ...kind("amounts alone, and what they may mean", [
    ...about(OPEN, [
      ["", 100, either({ [A]: 100 })],
      ["", 300, person()],
      ["", 500, either({ [B]: 200, [C]: 300 })],
      ["", 600, either({ [A]: 100, [B]: 200, [C]: 300 })],
      ["", 570, either({ [A]: 70, [B]: 200, [C]: 300 }, [A, B, C, N], { [A]: 30, [N]: 30 })],
      ["", 270, person()],
      ["", 70, either({ [A]: 70 }, [A, N], { [A]: 30, [N]: 30 })],
      ["", 99.99, person()],
      ["", 100.01, person()],
      ["", 0.01, person()],
      ["Danke", 200, either({ [B]: 200 })],
      ["thanks!", 50, person()],
      ["Rechnung", 100, either({ [A]: 100 })],
      ["INVOICE PAYMENT", 250, person()],
      ["货款", 200, either({ [B]: 200 })],
      ["货款", 250, person()],
      ["0041", 100, either({ [A]: 100 })],
      ["0041", 60, either({ [A]: 60 })],
      ["41", 100, either({ [A]: 100 })],
      ["41/42", 300, either({ [A]: 100, [B]: 200 })],
      ["41-43", 600, either({ [A]: 100, [B]: 200, [C]: 300 })],
      ["0041 0042", 280, person()],
      ["99", 100, either({ [A]: 100 })],
      ["2026", 100, either({ [A]: 100 })],
      ["4711", 100, either({ [A]: 100 })],
      ["4711", 60, person()],
    ]),
    ...about(MONTHS, [
      ["", 595, person()],
      ["Miete November", 595, person()],
      ["RE-1002", 595, booked({ "RE-1002": 595 })],
      ["", 1190, person()],
      ["", 1785, either(MONTHS)],
      ["2 x 595,00", 1190, person()],
      ["RE-1001 bis RE-1003", 1785, booked(MONTHS)],
      ["RE-1001 + RE-1003", 1190, booked({ "RE-1001": 595, "RE-1003": 595 })],
      ["RE-1001 + RE-1004", 1190, person()],
    ]),
  ]),
  ...kind("payers that claims have taught", [
    ...about({ ...OPEN, "INV-2026-0077@B": 55 }, [
      ["", 55, either({ "INV-2026-0077": 55 }), taught(BY_IBAN, { B: 2 }, { transaction: iban })],
      ["", 100, either({ [A]: 100 }), taught(BY_IBAN, { A: 2 }, { transaction: iban })],
      ["", 100, either({ [A]: 100 }), taught(BY_IBAN, { A: 2, B: 1 }, { transaction: iban })],
      ["", 90, person(), taught(BY_IBAN, { A: 2 }, { transaction: iban })],
      ["INV-2026-0041", 90, either({ [A]: 90 }), taught(BY_IBAN, { A: 2 }, { transaction: iban })],
      ["INV-2026-0077", 50, person(), taught(BY_IBAN, { A: 2 }, { transaction: iban })],
      ["i.A. Fremde Firma GmbH", 100, person(), taught(BY_IBAN, { A: 2 }, { transaction: iban })],
      ["INV-2026-0099", 100, person(), taught(BY_IBAN, { A: 2 }, { transaction: iban })],
      ["Kaution", 100, person(), taught(BY_IBAN, { A: 2 }, { transaction: iban })],
      ["", 155, person(), taught(BY_IBAN, { A: 2, B: 1 }, { transaction: iban })],
    ]),
  ]),
  ...kind("lines told, and what stands beside them", [
    ...about(OPEN, [
      ["INV-2026-0041 INV-2026-0042 INV-2026-0043", 300, person(), told([A, 100], [B, 200])],
      ["3 invoices", 250, person(), told([A, 100], [B, 150])],
      ["2 invoices", 250, booked({ [A]: 100, [B]: 150 }), told([A, 100], [B, 150])],
      ["Rechnungen lt. Avis", 250, either({ [A]: 100, [B]: 150 }), told([A, 100], [B, 150])],
      ["INV-2026-0041,", 250, person(), told([A, 100], [B, 150])],
      ["Teilzahlung", 250, booked({ [A]: 100, [B]: 150 }), told([A, 100], [B, 150])],
      ["except INV-2026-0043", 250, person(), told([A, 100], [B, 150])],
      ["TOTAL 250.00", 250, booked({ [A]: 100, [B]: 150 }), told([A, 100], [B, 150])],
      ["ref 4711", 250, person(), told([A, 100], [B, 150])],
      ["ref 4711", 300, either({ [A]: 100, [B]: 200 }), told([A, 100], [B, 200])],
      ["", 300, either({ [A]: 100, [B]: 200 }), told([A, 100], [A, 200])],
      ["", 330, person(), told([A, 130], [C, 200])],
      ["", 100, either({ [A]: 100 }), told([A, 60], [A, 40])],
      ["", 300, either({ [A]: 100, [B]: 200 }), told(["41", 100], ["42", 200])],
      ["", 300, either({ [A]: 100, [B]: 200 }), told(["0041", 100], ["0042", 200])],
      ["", 270, person(), told([A, 100], [B, 200], ["4711", -30])],
      ["", 270, either({ [A]: 70, [B]: 200 }, [A, B, N], { [A]: 30, [N]: 30 }), told([A, 100], [B, 200], [N, -30])],
      ["", 30, person(), told([N, 30])],
    ]),
  ]),
  ...kind("banks' words around one number", [
    ...[
      "SEPA CREDIT TRANSFER IN / EREF: NOTPROVIDED / REMI: INV-2026-0041",
      "ZAHLUNGSEINGANG INV-2026-0041 MUSTER MASCHINEN GMBH DE02120300000000202051 BYLADEM1001",
      "FEDWIRE CREDIT VIA: BANK OF MUSTER/021000021 B/O: MUSTER MASCHINEN GMBH REF: CHASE NYC/CTR/BNF=SELLER OBI=INV-2026-0041",
      "ORIG:1/MUSTER MASCHINEN GMBH OGB: MUSTERBANK OBI:INV-2026-0041 SSN: 0012345 TRN: 1234500306FF",
      "ACH CREDIT MUSTER MASCHI DES:EDI PYMNTS ID:0012345678 INDN:SELLER CO ID:1234567890 CTX ADDITIONAL INFORMATION IS AVAILABLE INV-2026-0041",
      "FPI MUSTER MASCHINEN INV-2026-0041 200415123456789012 60-12-34 40 20NOV26 09:41",
      "VIREMENT EN VOTRE FAVEUR DE MUSTER MASCHINEN GMBH REF INV-2026-0041 POUR: SELLER REMISE: 1234",
      "BONIFICO A VOSTRO FAVORE DA MUSTER MASCHINEN CAUSALE INV-2026-0041 TRN 1001234567890123",
      "Overschrijving van MUSTER MASCHINEN Mededeling: INV-2026-0041 Valutadatum: 20-11-2026",
      "Girering Avsändare: MUSTER Meddelande: INV-2026-0041",
      "NEFT-CITIN26123456789-MUSTER MASCHINEN-INV-2026-0041-0001234567890",
      "跨行转账 来账 INV-2026-0041 支付交易序号12345678 业务种类 普通汇兑",
    ].flatMap((text) => about({ [A]: 100, "INV-2026-0074": 100 }, [[text, 100, booked({ [A]: 100 })]])),
  ]),
];
