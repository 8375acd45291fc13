import { booked, either, kind, person, type StrangerCase } from "./case.ts";

const HT = { "HT-2026-0117": 100, "HT-2026-0118": 200, "HT-2026-0119": 300 };
const INV = { "INV-1001": 100, "INV-1002": 200, "INV-1003": 300 };
const RE = { "RE-2026-0041": 1180, "RE-2026-0042": 595.5, "RE-2026-0043": 84.03 };
const PLAIN = { "20260112": 410, "20260113": 77.7, "20260119": 902.1 };
const FACT = { "FA2026-0117": 640, "FA2026-0118": 125, "FA2026-0131": 2400 };

const all = (open: Record<string, number>): string[] => Object.keys(open);
/** So many invoices of odd amounts, of `first` onwards, and one of 5,000. */
const many = (prefix: string, first: number, count: number): Record<string, number> => {
  const numbers = Array.from({ length: count }, (_, n) => [
    `${prefix}${first + n}`,
    (1231 + ((n * 7) % 11) * 307) / 100,
  ]);
  return Object.fromEntries([...numbers, [`${prefix}${first + count + 20}`, 5000]]);
};
const sum = (open: Record<string, number>): number =>
  Math.round(100 * Object.values(open).reduce((a, b) => a + b, 0)) / 100;
const listed = (open: Record<string, number>): string[] => all(open).slice(0, -1);
const short = (prefix: string, first: number, count: number, separator: string, missing: number, lead = "") => {
  const open = many(prefix, first, count);
  const text = `${lead}${listed(open).join(separator)}`;
  return [open, text, sum(open) - 5000 - missing, missing === 0 ? exact(open) : person(listed(open))] as const;
};
const exact = (open: Record<string, number>) =>
  booked(Object.fromEntries(listed(open).map((reference) => [reference, open[reference] as number])));

/** Texts of which a part is understood, or whose parts do not add up to the amount. */
export const partlyUnderstood: StrangerCase[] = [
  ...kind("a bank between kept some", [
    [HT, "HT-2026-0117 HT-2026-0118 HT-2026-0119 货款", 595, person(all(HT))],
    [RE, "RE-2026-0041, RE-2026-0042, RE-2026-0043", 1850, person(all(RE))],
    [INV, "/INV/INV-1001 INV-1002 INV-1003", 585, person(all(INV)), { transaction: { currency: "USD" } }],
    [FACT, "REGLEMENT FACTURES FA2026-0117 FA2026-0118 FA2026-0131", 3152.5, person(all(FACT))],
    [PLAIN, "Rg. 20260112 + 20260113 + 20260119", 1374.8, person(all(PLAIN))],
    [HT, "支付HT-2026-0117、HT-2026-0118、HT-2026-0119合同款", 588, person(all(HT))],
    [INV, "INV-1001\nINV-1002\nINV-1003\nOUR CHGS SHA", 592.75, person(all(INV))],
  ]),
  ...kind("much less than the numbers that are listed", [
    [INV, "INV-1001 INV-1002 INV-1003", 50, person(all(INV))],
    [INV, "INV-1001 INV-1002 INV-1003", 300, person(all(INV))], // One of them alone would fit; the payer named three.
    [RE, "RE-2026-0041 RE-2026-0042", 900, person(["RE-2026-0041", "RE-2026-0042"])],
    [PLAIN, "20260112 20260113 20260119 Abschlag", 500, person(all(PLAIN))],
    [HT, "HT-2026-0117/HT-2026-0118 首付款", 60, person(["HT-2026-0117", "HT-2026-0118"])],
    [FACT, "ACOMPTE FA2026-0117 FA2026-0131", 1000, person(["FA2026-0117", "FA2026-0131"])],
    [INV, "part payment inv-1001 inv-1002", 150, person(["INV-1001", "INV-1002"])],
  ]),
  ...kind("a list in shorthand", [
    [INV, "INV 1001/02/03", 595, person(all(INV))],
    [INV, "INV-1001 to INV-1003", 595, person(all(INV))],
    [
      { "INV-001": 100, "INV-002": 200, "INV-003": 300 },
      "INV-001 to INV-003",
      595,
      person(["INV-001", "INV-002", "INV-003"]),
    ],
    [HT, "合同HT-2026-0117等3份合同款", 595, person()],
    [INV, "INV 1001/02/03", 600, either(INV)],
    [INV, "INV-1001 to INV-1003", 600, either(INV)],
    [INV, "INV-1001..1003", 598, person()],
    [INV, "INV-1001 and 2 others", 590, person()],
    [INV, "INV-1001 & 1002 + 1003", 595, person()],
    [RE, "RE-2026-0041 bis RE-2026-0043", 1800, person()],
    [RE, "RE-2026-0041 bis 43", 1859.53, either(RE)],
    [RE, "RE-2026-0041 u.a.", 1859, person()],
    [RE, "RE-2026-0041,-42,-43", 1859.53, either(RE)],
    [RE, "RE-2026-0041,-42,-43", 1850, person()],
    [HT, "HT-2026-0117至0119", 590, person()],
    [HT, "HT-2026-0117~0119货款", 600, either(HT)],
    [FACT, "FACT FA2026-0117 A 0131", 3100, person()],
    [INV, "invoices INV-1001 thru 1003 less charges", 585, person()],
    [PLAIN, "Rechnungen 20260112, -13, -19", 1380, person()],
    [INV, "INV-1001 etc", 140, person()],
  ]),
  ...kind("many numbers, not quite their sum", [
    [...short("INV-", 2001, 17, ", ", 0.5)],
    [...short("INV-", 2001, 17, ",", 0.5)],
    [...short("RE-2026-", 1401, 10, "\n", 1)],
    [...short("", 20260201, 12, " ", 5, "Rechnungen ")],
    [...short("INV-", 10001, 20, ";", 0.02)],
    [...short("HT-2026-", 2017, 9, "、", 10, "货款 ")],
    [...short("SI-", 7001, 14, " / ", 2.5, "BACS ")],
    [...short("INV-", 2001, 17, ", ", 0)],
    [...short("RE-2026-", 1401, 10, "\n", 0)],
  ]),
  ...kind("invoices of two customers", [
    [{ "RE-1001": 100, "RE-1002@B": 50 }, "RE-1001, RE-1002", 149, person()],
    [{ "RE-1001": 100, "RE-1002@B": 50 }, "RE-1001, RE-1002", 150, either({ "RE-1001": 100, "RE-1002": 50 })],
    [{ "INV-00018": 4990, "INV-00019@B": 250 }, "INV-00018 INV-00019", 5200, person()],
    [{ "HT-2026-0117": 800, "HT-2026-0201@B": 90 }, "HT-2026-0117、HT-2026-0201", 880, person()],
    [{ "20260112": 300, "20260113@B": 60 }, "20260112 20260113 abzgl. Skonto", 352.8, person()],
    [{ "RE-1001": 100, "RE-1002@B": 50 }, "RE-1002 RE-1001", 160, person()],
    [{ "FA-117": 900, "FA-118@B": 33.5 }, "FACTURES FA-117 ET FA-118", 930, person()],
  ]),
  ...kind("a number that is not there yet", [
    [{ "RE-1001": 100 }, "RE-1001, RE-1002", 150, person(["RE-1001"])],
    [{ "RE-1001": 100, "RE-1002": 50 }, "RE-1001, RE-1002", 150, booked({ "RE-1001": 100, "RE-1002": 50 })],
    [{ "RE-1001": 100, "RE-0990": 40 }, "RE-1001 RE-1002", 120, person(["RE-1001"])],
    [{ "INV-00018": 4990 }, "INV-00018 INV-00021", 6000, person(["INV-00018"])],
    [{ "INV-00018": 4990 }, "INV-00018 INV-00021", 4000, person(["INV-00018"])],
    [{ "HT-2026-0117": 300 }, "HT-2026-0117 HT-2026-0118 货款", 500, person(["HT-2026-0117"])],
    [{ "20260112": 300, "20260110@B": 90 }, "20260112 20260114", 420.5, person(["20260112"])],
    [{ SO2026001: 810 }, "SO2026001;SO2026002;SO2026003", 2430, person(["SO2026001"])],
    [{ "RE-2026-0001": 100 }, "Rechnung RE-2026-0001 u. RE-2026-0002 abz. 3% Skonto", 291, person(["RE-2026-0001"])],
  ]),
  ...kind("a mistyped number that is another customer's", [
    [
      { "INV-00085@B": 555, "INV-00035": 28500 },
      "INV-00085 27645 early payment terms",
      27645,
      person(),
      { payer: "Maple", accounts: { A: "Maple Consulting", B: "Brightwater Dental" } },
    ],
    [
      { "INV-00402@B": 9000, "INV-00492": 799 },
      "INV-00402 799",
      799,
      either({ "INV-00492": 799 }),
      { payer: "Crest Foods", accounts: { A: "Crest Food Distributors", B: "Oakline Furniture" } },
    ],
    [{ "RE-2026-0134@B": 80, "RE-2026-0143": 1200 }, "RE-2026-0134", 1200, either({ "RE-2026-0143": 1200 })],
    [{ "RE-2026-0134@B": 8000, "RE-2026-0143": 1200 }, "RE-2026-0134", 1200, either({ "RE-2026-0143": 1200 })],
    [{ "20260112@B": 310, "20260121": 95.2 }, "Rg 20260112", 95.2, either({ "20260121": 95.2 })],
    [{ "HT-2026-0171@B": 50000, "HT-2026-0117": 12000 }, "HT-2026-0171货款", 12000, either({ "HT-2026-0117": 12000 })],
    [{ "INV-00086@B": 40, "INV-00068": 1690 }, "Invoice #86 1690", 1690, either({ "INV-00068": 1690 })],
    [{ "INV-00402@B": 9000, "INV-00492": 799 }, "INV-00402", 700, person()],
    [{ "FA-311@B": 20, "FA-131": 460, "FA-132": 90 }, "FACT FA-311 ET FA-132", 550, person()],
  ]),
  ...kind("figures of the amount that are a running number as well", [
    [
      { "RE-2026-0133": 58.91, "RE-2026-0032": -51.45 },
      "Rechnungsnr.: re-2026-0133 58,32",
      58.32,
      either({ "RE-2026-0133": 58.32 }),
    ],
    [{ "RE-2026-0133": 80, "RE-2026-0075": 60 }, "RE-2026-0133 60,75", 60.75, either({ "RE-2026-0133": 60.75 })],
  ]),
  ...kind("a part of what is named is another's whole less its discount", [
    [
      { "FA2026-151": 900, "FA2026-115": 750 },
      "VIREMENT FA2026-151 MERCI",
      735,
      person(["FA2026-115"]),
      { items: { "FA2026-115": { terms: [{ discountBasisPoints: 200, discountUntilOn: "2026-12-01" }] } } },
    ],
  ]),
  ...kind("numbers that only contain another", [
    // A two-digit number within a longer one of somebody else once settled the wrong invoice by the dozen.
    [{ "14": 3156 }, "Levbet Mobil Nord AB (1814)", 859, person()],
    [{ "1001": 250 }, "Ordernr 21001 tack", 250, either({ "1001": 250 })],
    [{ "INV-18": 400 }, "INV-180", 350, person()],
    [{ "RE-117": 90 }, "RE-1170", 90, either({ "RE-117": 90 })],
    // The number stands alone in the text, and means the year: a part of 77.00 is not what it says.
    [{ "2026": 77 }, "Rechnungen Oktober 2026", 60, person()],
  ]),
];
