import { about, booked, either, kind, naming, person, type StrangerCase } from "../case.ts";

const FIVE = { "INV-101": 100, "INV-102": 200, "INV-103": 300, "INV-104": 150, "INV-105": 250 };
const YEARLY = { "2611-0007": 320, "2611-0008": 410, "2611-0009": 55 };
const PLAIN = { "90210": 410, "90211": 77.7, "90219": 902.1 };
const POLISH = { "FV/0117/26": 640, "FV/0118/26": 125, "FV/0131/26": 2400 };
const LETTER = { "R-4411": 310, "R-4412": 90.5, "R-4413": 77 };
const YEN = { "INV2611-004": 55_000, "INV2611-009": 22_000 };
const TWO = { "90210": 410, "90211": 77.7 };

type Open = Record<string, number>;
const sum = (open: Open): number => Math.round(100 * Object.values(open).reduce((a, b) => a + b, 0)) / 100;

/** All of them paid is booked; a bit less, or much less, is for a person who sees all of them. */
const whole = (open: Open, texts: string[]): StrangerCase[] =>
  kind(
    "further: lists and ranges, paid and short",
    texts.flatMap((text) =>
      about(open, [
        [text, sum(open), booked(open)],
        [text, sum(open) - 4.5, person()],
        [text, Math.round(sum(open) / 3), person()],
      ]),
    ),
  );

/** How other people list and range, in which tongue and with which sign. */
export const furtherLists: StrangerCase[] = [
  ...whole(FIVE, [
    ...[
      "INV 101-105",
      "INV101-INV105",
      "Invoices 101 to 105",
      "Invoices 101-105",
      "Rechnungen 101-105",
      "inv. 101-105",
    ],
    ...["Inv no. 101,102,103,104,105", "inv nos 101 102 103 104 105", "Inv. Nr. 101, 102, 103, 104 und 105"],
    ...["发票101-105", "facturas n. 101, 102, 103, 104 y 105"],
  ]),
  ...whole(YEARLY, ["2611-0007/0008/0009", "2611-0007/08/09", "2611-0007/8/9", "2611-0007 bis 0009"]),
  ...whole(LETTER, ["R4411+R4412+R4413", "r 4411 r 4412 r 4413", "Rechn. R-4411, 12 und 13"]),
  ...whole(POLISH, ["FV 0117/26 FV 0118/26 FV 0131/26"]),
  ...whole(PLAIN, [
    ...["90210/11/19", "Rg.-Nr. 90210, 90211 u. 90219", "Fakturor 90210, 90211 samt 90219", "90210\t90211\t90219"],
    ...[
      "счета №90210, №90211, №90219",
      "請求書90210・90211・90219",
      "90210、90211および90219",
      "90210\r\n90211\r\n90219\r\n",
    ],
  ]),
  ...kind(
    "further: two numbers with a word between",
    [
      ...["90210 ve 90211 nolu faturalar", "faktury 90210 a 90211", "számlák 90210 és 90211", "счета 90210 и 90211"],
      ...["인보이스 90210, 90211", "فاتورة رقم ٩٠٢١٠ و ٩٠٢١١", "９０２１０，９０２１１", "90210&90211", "90210;90211"],
    ].map((text) => [PLAIN, text, sum(TWO), booked(TWO)]),
  ),
  ...kind("further: three digits that only a list calls numbers", [
    ...about({ "INV-00101": 100, "INV-00102": 200, "INV-00150": 340 }, [
      ["101&102", 300, booked({ "INV-00101": 100, "INV-00102": 200 })],
      ["101, 102", 290, person()],
      ["101, 109", 100, either({ "INV-00101": 100 })],
    ]),
    ...about(YEN, [
      ["INV2611-004と009", 77_000, booked(YEN)],
      ["INV2611-004・009 10月分", 77_000, booked(YEN)],
      ["INV2611-004・009", 76_340, person()],
    ]),
  ]),
  ...kind("further: amounts with their total below", [
    ...about({ "INV-00089": 6950, "INV-00075": 1500 }, [
      [
        "INV-00089: 6950.00 EUR\nINV-00075: 690.30 EUR\nSumme: 7640.30 EUR",
        7640.3,
        either({ "INV-00089": 6950, "INV-00075": 690.3 }),
      ],
      ["INV-00089 6950.00 INV-00075 690.30 total 7640.30", 7640.3, either({ "INV-00089": 6950, "INV-00075": 690.3 })],
      ["INV-00089 6950.00 INV-00075 690.30 total 7640.30", 7600.3, person()],
      ["INV89=6950 INV75=690.3", 7640.3, either({ "INV-00089": 6950, "INV-00075": 690.3 })],
    ]),
  ]),
  ...kind("further: numbers that look like something else", [
    ...naming("311226", ["Rechnung 311226", "RE 311226", "Rg. 311226 v. 31.12.26"]),
    ...naming("2025", ["Rechnung 2025", "invoice 2025", "Rechnung Nr. 2025 vom 15.10.2026"]),
    ...naming("10/2026", ["Rechnung 10/2026", "fatt. n. 10/2026 del 15/10/2026"]),
    ...naming("2026-10-15-01", ["2026-10-15-01", "Rechnung 2026-10-15-01"]),
    ...naming("R2026/10/15", ["R2026/10/15", "Rechnung R2026/10/15"]),
    ...naming("13912345678", ["发票13912345678", "13912345678"]),
    ...naming("100012345678", ["Rech 1000 1234 5678", "100 012 345 678"]),
    ...naming("ΤΠΥ-1042", ["τπυ 1042", "ΤΠΥ1042"]),
    ...naming("沪销（2026）0041号", ["沪销(2026)0041", "沪销2026-0041", "支付沪销〔2026〕0041号合同款"]),
    ...naming("RE-2026-0041", [
      ...[
        "RE-2026-0041 Tel. 0170/20260074",
        "RE-2026-0041 Kto 20260074 BLZ 12030000",
        "RE-2026-0041 USt-ID DE120260074",
      ],
      ...["RE-2026-0041 税号91310000MA1K20260074", "RE-2026-0041 UTR SBIN126202600740", "RE-2026-0041 MAND 0074"],
      ...[
        "RE-2026-0041 2026-10-15T00:41:00",
        "RE-2026-0041 SIRET 73282932000074",
        "RE-2026-0041 经办人张三13800002026",
      ],
    ]),
  ]),
];
