import { booked, either, kind, person, type Right, type StrangerCase } from "./case.ts";

type Open = Record<string, number>;

const listed = (open: Open): string[] => Object.keys(open);
const sum = (open: Open): number => Math.round(100 * Object.values(open).reduce((a, b) => a + b, 0)) / 100;
const one = (reference: string, amount: number): Open => ({ [reference]: amount });
/** All of it paid and the rest in advance, or a person: what is too much may be taken for that. */
const withSurplus = (open: Open, surplus: number): Right => ({ ...either(open), surplus });

/** Three receivables, and how people list them. */
const LISTS: [Open, string[]][] = [
  [
    { "AR-7731": 410.2, "AR-7732": 88, "AR-7733": 1200.05 },
    [
      ...["AR-7731 AR-7732 AR-7733", "ar7731, ar7732, ar7733", "AR 7731 / AR 7732 / AR 7733", "AR-7731/32/33"],
      ...["AR-7731 through AR-7733", "AR-7731 - 7733", "invs AR-7731,7732,7733", "AR7731-AR7733"],
      ...["Invoices AR-7731, 32 & 33", "AR-7731 – 33"],
    ],
  ],
  [
    { "2026-00417": 300, "2026-00418": 150.5, "2026-00421": 77 },
    [
      ...["2026-00417 2026-00418 2026-00421", "2026-00417/418/421", "2026-00417, 00418, 00421"],
      ...["Rg 2026-00417+2026-00418+2026-00421", "RG.NR. 2026-00417 / 418 / 421", "Rechnungen 417, 418, 421"],
      ...["2026-00417 -00418 -00421"],
    ],
  ],
  [
    { XS0091: 640, XS0092: 75.5, XS0093: 12 },
    [
      ...["XS0091 XS0092 XS0093", "XS0091-93", "XS0091..XS0093", "xs0091;xs0092;xs0093", "XS 0091, 0092, 0093"],
      ...["XS0091 ~ XS0093", "XS0091 到 XS0093", "XS0091/92/93", "XS0091 hasta XS0093"],
    ],
  ],
  [
    { "KD/26/1042": 500, "KD/26/1043": 600, "KD/26/1044": 700 },
    [
      ...["KD/26/1042 KD/26/1043 KD/26/1044", "KD/26/1042, 1043, 1044", "KD-26-1042; KD-26-1043; KD-26-1044"],
      ...["KD/26/1042-1044", "KD/26/1042 tot 1044"],
    ],
  ],
  [
    { 销2026110031: 800, 销2026110032: 950, 销2026110033: 1200 },
    [
      ...["销2026110031、销2026110032、销2026110033", "销2026110031/32/33", "销2026110031至销2026110033"],
      ...["销2026110031-33货款", "付销2026110031,销2026110032,销2026110033"],
    ],
  ],
  [
    { "HTZ-2026-11-003": 8000, "HTZ-2026-11-004": 9000, "HTZ-2026-11-007": 1000 },
    [
      ...["HTZ-2026-11-003/004/007", "HTZ-2026-11-003、004、007", "HTZ202611003 HTZ202611004 HTZ202611007"],
      ...["HTZ-2026-11-003, HTZ-2026-11-004, HTZ-2026-11-007", "合同HTZ-2026-11-003,-004,-007"],
    ],
  ],
];

const lists: StrangerCase[] = LISTS.flatMap(([open, texts]) => [
  ...kind(
    "three numbers in every form of a list",
    texts.flatMap((text) => [
      [open, text, sum(open) - 4.5, person(listed(open))],
      [open, text, 33, person(listed(open))],
      [open, text, Object.values(open)[0] as number, person(listed(open))],
      [open, text, sum(open) + 12, withSurplus(open, 12)],
    ]),
  ),
  ...kind(
    "three numbers in every form of a list, paid",
    texts.map((text) => [open, text, sum(open), booked(open)]),
    { twins: true },
  ),
]);

const AR = LISTS[0]?.[0] as Open;
/** Words that say that more is meant than is named; `#` is the number. */
const MORE = [
  ...["# ff", "# and 2 more", "# + 2", "# u. weitere", "# plus others", "our invoices since #", "# ... AR-7733"],
  ...["# et suivantes", "# e outros", "# y otras", "# 等共三笔", "#等三张发票", "#等", "# 及其余", "# (3 invoices)"],
  ...["3 Rechnungen #", "# s. Aufstellung", "# lt Liste", "# per remittance advice", "# see email", "# u.w.", "# mfl"],
  ...["# m.fl.", "# enz", "# i inne", "# ecc.", "# others attached", "# (1 of 3)", "# and following", "# und Folgende"],
  ...[
    "# sowie weitere Rechnungen",
    "# et 2 autres factures",
    "# x3",
    "# 到期货款共3单",
    "# 余款及其它",
    "# 三张",
    "invoices #",
  ],
];

const SERIES = Object.fromEntries(Array.from({ length: 23 }, (_, n) => [`BL${4400 + n}`, 17.5 + n * 3]));
const seriesIn = (separator: string): string => listed(SERIES).join(separator);
const short = `BL${listed(SERIES)
  .map((reference) => reference.slice(2))
  .join("/")}`;
const OTHER = { ...SERIES, BL4990: 9000 };

const TWO = { accounts: { A: "Linden Apotheke KG", B: "Rhein Textil GmbH" } };
const paidBy = (payer: string) => ({ ...TWO, payer });
const SHARED = { "LR-501": 90, "LR-777@B": 60 };
const SWAPPED = { "LR-512@B": 330, "LR-521": 480 };

/** A receivable beside another of the same amount, so that the text alone tells. */
const REFERENCES: [reference: string, texts: string[]][] = [
  [
    "AR-07731",
    [
      ...["re: ar-07731", "Ar-07731.", "(AR-07731)", "AR-07731 218.40 on acct", "AR-07731 218,40 Zahlung a conto"],
      ...["AR-07731 USD218.40", "218.40 AR-07731", "Bill #7731", "inv#7731 218.4", "AR 7731", "AR7731"],
      ...["invoice no.: 7731", "Faktura nr 7731", "Rechnungs-Nr.: AR-07731 vom 15.10.2026", "AR-07731 due 11/15/26"],
      ...["Rechnungsdatum 15.10.2026 Rechnung AR-07731 Kundennr 20031", "PO 4500098765 / AR-07731 / 2026-10-15"],
      ...["Payment for invoice AR-07731 dated 15 Oct 2026", "Payment of invoice AR-07731 of October 15th, 2026"],
      ...["AR-07731 EREF: NOTPROVIDED IBAN: DE02120300000000202051 BIC: BYLADEM1001", "O/REF 118273 Y/REF AR-07731"],
      ...["EREF+2026101500331 MREF+X-1 SVWZ+AR-07731 ABWE+Muster", "INWARD REMITTANCE AR-07731 COMM 4.00"],
      ...["TRANSFER FROM MUSTER MASCHINEN REF AR 07731 FX RATE 1.0712 CHGS EUR 7.50", "AR-07731-", "*AR-07731*"],
      ...["/ROC/PAY-7719 /INV/AR-07731 /EXCH/1.0", "Inv.AR-07731,Muster", "InvoiceAR-07731", "RechnungAR-07731"],
      ...["AR-07731Muster", "AR‑07731", "AR—07731", "AR_07731", "AR:07731", "AR.07731", "AR#07731", "ＡＲ－０７７３１"],
      ...["INV. NO. AR-07731 TEL 021-55667788", "AR-07731 customer no. 10042 contract 2231"],
    ],
  ],
  ["INV-2002", ["INV-2002", "payment inv 2002"]],
  ["SO2031", ["SO2031", "Auftrag SO2031"]],
  ["20261103", ["20261103", "RNr. 20261103", "Zahlung 20261103 vom 03.11.2026"]],
  ["2044", ["Rechnung 2044", "our ref 2044"]],
  ["73120", ["for 73120 many thanks", "ref 73120", "Beleg-Nr 73120"]],
  ["88", ["Rechnung 88", "Invoice no 88"]],
  ["1027", ["KID 1027"]],
  ["990011", ["KID: 990011", "kidnr 990011"]],
  ["99001123", ["OCR: 9900 1123", "99001123", "viitenumero 99001123"]],
  ["INV-0000456", ["INV 456", "inv-456", "Invoice 456"]],
  ["FV/2026/11/0042", ["FV/2026/11/0042", "FV 2026/11/0042", "Faktura FV/2026/11/42"]],
  ["A-26-00311", ["A-26-311", "A2600311", "a 26 00311"]],
  ["MM.2026.0815", ["MM.2026.0815", "MM 2026 0815", "MM20260815"]],
  ["R20260815", ["R 2026 0815", "R-2026-0815", "Rg. R20260815"]],
  ["HT-GZ-2026-31", ["合同编号HT-GZ-2026-31", "HTGZ202631货款", "支付HT-GZ-2026-31合同尾款"]],
  ["XSHT20261103001", ["XSHT20261103001货款", "合同号:XSHT20261103001,11月", "支付XSHT 20261103001"]],
  ["120050", ["120050"]],
  ["218400", ["218400"]],
  ["21840", ["21840", "Invoice 21840"]],
];

/** Further lines of each kind, as other people write them. */
export const variants: StrangerCase[] = [
  ...lists,
  ...kind(
    "more is meant than is named",
    MORE.map((text) => [AR, text.replace("#", "AR-7731"), 1690, person()]),
  ),
  ...kind("many numbers, and almost their sum", [
    [OTHER, seriesIn(","), sum(SERIES) - 0.3, person(listed(SERIES))],
    [OTHER, seriesIn(" "), sum(SERIES) - 10, person(listed(SERIES))],
    [OTHER, seriesIn(";"), sum(SERIES) + 0.2, withSurplus(SERIES, 0.2)],
    [OTHER, seriesIn("/"), sum(SERIES), booked(SERIES)],
    [OTHER, short, sum(SERIES), booked(SERIES)],
    [OTHER, short, sum(SERIES) - 1, person(listed(SERIES))],
  ]),
  ...kind(
    "numbers of two customers in one text",
    [
      [SHARED, "LR-501 & LR-777", 148.5, person()],
      [SHARED, "LR-501 LR-777", 151, person()],
      [SHARED, "LR-777 LR-501", 90, person()],
      [SHARED, "LR-777 LR-501", 60, person()],
      [SHARED, "LR-777", 60, either({ "LR-777": 60 })],
      [SHARED, "LR-777", 55, person()],
      [SHARED, "LR-777", 70, person()],
      [SHARED, "LR-777", 90, person()],
      [{ ...SHARED, "LR-502": 40 }, "LR-501,LR-502,LR-777", 189, person()],
      [SHARED, "LR-501 / LR-777 Abschlag", 100, person(), { payer: "Rhein Textil GmbH" }],
      [SHARED, "LR-501 / LR-777", 149, person(), { payer: "" }],
    ],
    TWO,
  ),
  ...kind("figures of a date that are somebody else's number", [
    [{ "3914": 400, "1510@B": 60 }, "Rg.Nr. 3914 vom 15.10.2026", 400, booked({ "3914": 400 })],
    [{ "3914": 400, "1510@B": 60 }, "3914 15-10-2026", 300, either({ "3914": 300 })],
    [{ "3914": 400, "2026@B": 60 }, "Rechnung 3914 / 2026-10-15", 400, booked({ "3914": 400 })],
    [{ "1510": 400, "3914@B": 60 }, "Rechnung 1510", 400, booked({ "1510": 400 })],
  ]),
  ...kind("a number beside that nobody bears yet", [
    [one("LR-501", 90), "LR-501+LR-502+LR-503", 400, person(["LR-501"])],
    [one("LR-501", 90), "LR-501/502", 180, person(["LR-501"])],
    [one("LR-501", 90), "LR 501 und 502", 180, person(["LR-501"])],
    [one("LR-501", 90), "LR-501-503", 180, person()],
    [one("LR-501", 90), "LR-501 90.00 LR-502 30.00", 120, person(["LR-501"])],
    [one("LR-501", 90), "LR-501 LR-502", 60, person(["LR-501"])],
    [one("4711001", 90), "4711001 4711002", 140, person(["4711001"])],
    [one("LR-501", 90), "LR-502", 90, person()],
    [one("LR-501", 90), "LR-502", 140, person()],
    [one("HT-88-1", 90), "HT-88-1、HT-88-2 货款", 140, person(["HT-88-1"])],
    [one("LR-501", 90), "LR-501 Rest auf LR-520", 140, person(["LR-501"])],
  ]),
  ...kind("a mistyped number of somebody else", [
    [{ "LR-512@B": 3300, "LR-521": 4800 }, "LR-512 4700", 4700, person(), TWO],
    [{ "LR-512@B": 330, "LR-521": 4800 }, "LR-512 4700", 4700, person(), TWO],
    [{ "LR-512@B": 3300, "LR-542": 480 }, "LR-512", 480, either({ "LR-542": 480 }), TWO],
    [{ "LR-512@B": 3300, "LR-521": 480 }, "Rechnung LR-512", 480, either({ "LR-521": 480 }), paidBy("Linden Apo")],
    [{ "LR-512@B": 3300, "LR-521": 480 }, "LR-512 Anzahlung", 100, person(), paidBy("Linden Apo")],
    [SWAPPED, "LR-512", 400, person(), paidBy("Lindenapotheke")],
    [SWAPPED, "LR-512", 400, person(), paidBy("Apotheke Linden")],
    [SWAPPED, "LR-512", 400, person(), paidBy("Wanda Unbekannt")],
    [SWAPPED, "LR-512", 300, person(), paidBy("Wanda Unbekannt")],
    [SWAPPED, "LR-512", 320, person(), paidBy("Rhine Bakery")],
    [{ "0092817@B": 900, "0092871": 76 }, "0092817", 76, either({ "0092871": 76 }), TWO],
    [{ "0092817@B": 900, "0092871": 76 }, "inv 92817", 76, either({ "0092871": 76 }), TWO],
    [{ "LR-512@B": 480, "LR-521": 480 }, "LR-512", 480, person(), TWO],
  ]),
  ...kind(
    "one number in every way of writing it",
    REFERENCES.flatMap(([reference, texts]) =>
      texts.map((text) => [{ ...one(reference, 218.4), "ZZ-9": 5 }, text, 218.4, booked(one(reference, 218.4))]),
    ),
    { twins: true },
  ),
  ...kind(
    "one number in every way of writing it, paid in part",
    REFERENCES.flatMap(([reference, texts]) =>
      texts
        .filter((text) => !text.includes("218"))
        .map((text) => [{ ...one(reference, 218.4), "ZZ-9": 5 }, text, 120, either(one(reference, 120))]),
    ),
    { twins: true },
  ),
];
