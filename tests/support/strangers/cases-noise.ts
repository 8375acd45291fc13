import { booked, either, kind, person, type StrangerCase } from "./case.ts";

const one = (reference: string, amount: number) => ({ [reference]: amount });
/** One open receivable beside another of the same amount; the text names the first. */
const plain = (reference: string, amount: number, text: string, other = `${reference.slice(0, -1)}9`) =>
  [{ ...one(reference, amount), [other]: amount }, text, amount, booked(one(reference, amount))] as const;

/** INV-00018 is paid under a number of its own, INV-00021 of the same amount under another. */
const asked = (number: string, text: string, transaction = {}) =>
  [
    { "INV-00018": 250, "INV-00021": 250 },
    text,
    250,
    booked({ "INV-00018": 250 }),
    {
      items: { "INV-00018": { paymentReference: number }, "INV-00021": { paymentReference: "980000004" } },
      transaction,
    },
  ] as const;

/** One plain number among what banks, systems and people put around it. */
export const noise: StrangerCase[] = [
  ...kind("a date or an order number beside", [
    [...plain("RE-2026-0002", 238, "PO 4500012345 RE-2026-0002 01.11.2026", "RE-2026-0009")],
    [...plain("INV-1001", 100, "Payment for invoice INV-1001 dated 01/11/2026", "INV-1007")],
    [...plain("INV-00018", 4990, "INV-00018 of 2026-10-15, your ref 20261015", "INV-00021")],
    [...plain("20260112", 410, "Rechnung 20260112 vom 12.01.2026", "20260113")],
    [...plain("FA-117", 640, "FACTURE FA-117 DU 15/10/2026 CDE 88121", "FA-120")],
    [...plain("HT-2026-0117", 8000, "2026年10月货款 HT-2026-0117", "HT-2026-0119")],
    [...plain("INV-2026-0117", 320, "INV-2026-0117 Bestellung 4711 Kd-Nr 10023", "INV-2026-0120")],
    [...plain("RE-1001", 77, "RE-1001 KD 20034 15.10.26", "RE-1007")],
    // Short, beside numbers that mean something else: a person may be asked.
    [{ "INV-00018": 4990, "INV-00021": 4990 }, "INV-00018 PO#88123 Oct 15 2026", 2000, either({ "INV-00018": 2000 })],
  ]),
  ...kind("the bank's own labels", [
    [...plain("RE-2026-0001", 119, "RE-2026-0001 EREF: ZV-1 IBAN: DE89370400440532013000 BIC: COBADEFFXXX")],
    [...plain("RE-2026-0001", 119, "SVWZ+RE-2026-0001EREF+NOTPROVIDEDKREF+2026110212345")],
    [...plain("RE-2026-0001", 119, "EREF+ZV0000481516 MREF+M-2024-77 CRED+DE98ZZZ09999999999 SVWZ+RE-2026-0001")],
    [
      ...plain(
        "INV-1001",
        95,
        "/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/REMI/INV-1001/EREF/NOTPROVIDED",
      ),
    ],
    [
      ...plain(
        "INV-00018",
        4990,
        "ORIG CO NAME:MUSTER MASCH CO ENTRY DESCR:PAYABLES SEC:CTX TRACE#:021000021234567 INV-00018",
      ),
    ],
    [...plain("FA-117", 640, "VIR SEPA RECU /DE MUSTER /MOTIF FA-117 /REF NOTPROVIDED")],
    [...plain("HT-2026-0117", 8000, "网银转账 附言:HT-2026-0117货款 流水号20261102000381726")],
    [...plain("INV-1001", 95, "BGC FASTER PAYMENT REF INV-1001 RP4679987612345678")],
  ]),
  ...kind("payments from abroad", [
    [
      ...plain(
        "INV-2026-0117",
        1470,
        "TRANSFER FROM MUSTER REF INV 2026 0117 FX RATE 1.0935 CHGS USD 15.00",
        "INV-2026-0200",
      ),
    ],
    [...plain("INV-2026-0117", 1470, "/RFB/INV-2026-0117 /OCMT/USD1607,45 /EXCH/1,0935", "INV-2026-0200")],
    [...plain("INV-00018", 4990, "/INV/INV-00018 261015 /CHGS/EUR12,50/ SHA", "INV-00021")],
    [...plain("RE-2026-0001", 119, "/ROC/A-991//INV/RE-2026-0001 SWIFT 1234567890", "RE-2026-0009")],
    [...plain("HT-2026-0117", 8000, "跨境汇款 CGODDR HT-2026-0117 FEE SHA RATE 7.1022", "HT-2026-0119")],
    [...plain("INV-1001", 95, "OUR REF FT26306AB12 YOUR REF INV-1001 VALUE 021126", "INV-1007")],
  ]),
  ...kind("a creditor reference", [
    [{ RF18539007547034: 250, RF712348231: 13 }, "RF18 5390 0754 7034", 250, booked({ RF18539007547034: 250 })],
    [
      { RF45X12345678901234567890: 250, RF712348231: 13 },
      "RF45 X123 4567 8901 2345 6789 0",
      250,
      booked({ RF45X12345678901234567890: 250 }),
    ],
    [
      { RF89ABCDEFGHIJKLMNOPQRSTU: 90, RF712348231: 13 },
      "RF89 ABCD EFGH IJKL MNOP QRST U",
      90,
      booked({ RF89ABCDEFGHIJKLMNOPQRSTU: 90 }),
    ],
    [{ RF712348231: 13, "INV-1": 4 }, "rf71 2348 231 tack", 13, booked({ RF712348231: 13 })],
    [{ "090933755493": 61.2, "090933755594": 7 }, "+++090/9337/55493+++", 61.2, booked({ "090933755493": 61.2 })],
    [{ "090933755493": 61.2, "090933755594": 7 }, "***090/9337/55493***", 61.2, booked({ "090933755493": 61.2 })],
    [
      { "45RE34YU0000000000201900014": 10, "45RE34YU0000000000201900022": 12 },
      "45 RE34Y U0000 00000 02019 00014",
      10,
      booked({ "45RE34YU0000000000201900014": 10 }),
    ],
    [
      { RF18539007547034: 250 },
      "",
      250,
      booked({ RF18539007547034: 250 }),
      { transaction: { creditorReference: "RF18539007547034" } },
    ],
  ]),
  ...kind("a number that payers are asked to name", [
    [...asked("1230000178", "KID 1230000178")],
    [...asked("1230000178", "1230000178")],
    [...asked("12345672", "OCR 1234567-2")],
    [...asked("RF18539007547034", "RF18 5390 0754 7034")],
    [...asked("090933755493", "+++090/9337/55493+++")],
    [...asked("210000000003139471430009017", "21 00000 00003 13947 14300 09017")],
    [...asked("12344", "viite 1 2344")],
    [...asked("1230000178", "INV-00018")],
    [...asked("1230000178", "", { creditorReference: "1230000178" })],
    [...asked("RF18539007547034", "", { creditorReference: "RF18539007547034" })],
  ]),
  ...kind("numbers of every style", [
    [...plain("INV-2001", 60, "INV-2001", "INV-2002")],
    [...plain("INV-2001", 60, "Payment INV-2001 thanks", "INV-2002")],
    [...plain("SO2026", 60, "SO2026", "SO2027")],
    [...plain("SO2026", 60, "Order SO2026 thank you", "SO2027")],
    [...plain("20260112", 60, "20260112", "20260113")],
    [...plain("20260112", 60, "Beleg 20260112 danke", "20260113")],
    [...plain("1001", 60, "1001", "1002")],
    [...plain("1001", 60, "invoice 1001", "1002")],
    [...plain("1230000178", 60, "KID 1230000178", "1230000186")],
    [...plain("1230", 60, "KID: 1230", "1248")],
    [...plain("1230", 60, "1230", "1248")],
    [...plain("50010", 60, "thanks for the work, 50010", "50020")],
    [...plain("50010", 60, "Rechnungsnummer 50010 Kunde 77", "50020")],
    [...plain("12345672", 60, "OCR 12345672", "12345680")],
    [...plain("12344", 60, "viite 1 2344", "12357")],
    [...plain("12344", 60, "Viitenumero 12344", "12357")],
    [...plain("INV-2026-0117", 60, "INV20260117", "INV-2026-0120")],
    [...plain("INV-2026-0117", 60, "INV/2026/0117", "INV-2026-0120")],
    [...plain("INV-2026-0117", 60, "inv no. 2026-0117", "INV-2026-0120")],
    [...plain("RE2026/0117", 60, "RE2026-0117", "RE2026/0120")],
    [...plain("HT-2026-0117-01", 60, "HT-2026-0117-01", "HT-2026-0117-02")],
    [...plain("HT-2026-0117-01", 60, "HT20260117-01 首付款", "HT-2026-0117-02")],
  ]),
  ...kind("a number that looks like an amount", [
    [...plain("120000", 1200, "120000", "130000")],
    [...plain("120000", 1200, "RG 120000", "130000")],
    [...plain("119000", 1190, "Rechnung 119000 1.190,00", "130000")],
    [...plain("4990", 4990, "4990", "5010")],
    [...plain("20000", 200, "invoice 20000", "20001")],
    // The bare amount names nothing; whoever books it by the payer and the amount is right all the same.
    [{ "RE-1001": 1200, "RE-1007": 40 }, "120000", 1200, either({ "RE-1001": 1200 })],
  ]),
  ...kind("a text cut or wrapped by the bank", [
    [...plain("RE-2026-0001", 119, "Rechnung RE-2026-\n0001", "RE-2026-0009")],
    [...plain("RE-2026-0001", 119, "RECHNUNG NR RE-2026-00 01 VOM 15.10", "RE-2026-0009")],
    [...plain("INV-00018", 4990, "INV- 00018", "INV-00021")],
    [...plain("INV-00018", 4990, "PAYMENT OF INVOICE INV-000\n18 THANK YOU", "INV-00021")],
    [...plain("FA-117", 640, "FACT.FA-117.OCT", "FA-120")],
    // The end of the second number is lost.
    [{ "INV-00018": 4990, "INV-00021": 300, "INV-00022": 310 }, "INV-00018 INV-0002", 5200, person()],
    [{ "INV-00018": 4990, "INV-00021": 300, "INV-00022": 310 }, "INV-00018 INV-000", 5000, person()],
  ]),
];
