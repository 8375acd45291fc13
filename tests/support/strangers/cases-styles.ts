import { booked, kind, type StrangerCase } from "./case.ts";

/** Three consecutive numbers of each style that tenants number their receivables in. */
const STYLES: [first: string, second: string, third: string][] = [
  ["INV-00018", "INV-00019", "INV-00020"],
  ["INV-2026-0117", "INV-2026-0118", "INV-2026-0119"],
  ["INV-2001", "INV-2002", "INV-2003"],
  ["RE-2026-0001", "RE-2026-0002", "RE-2026-0003"],
  ["RE202600117", "RE202600118", "RE202600119"],
  ["HT-2026-0117-01", "HT-2026-0117-02", "HT-2026-0118-01"],
  ["FA2026-117", "FA2026-118", "FA2026-119"],
  ["SO2026117", "SO2026118", "SO2026119"],
  ["20260112", "20260113", "20260114"],
  ["1001", "1002", "1003"],
  ["1230000178", "1230000186", "1230000194"],
  ["50010", "50011", "50012"],
  ["2026/0117", "2026/0118", "2026/0119"],
  ["F-117/26", "F-118/26", "F-119/26"],
];

/** What people write about one number, `#`. */
const ONE = [
  "#",
  "Invoice #",
  "payment for #, thank you",
  "Rechnung # vom 15.10.2026",
  "RG-NR. # KD-NR 10023",
  "facture # du 15/10/2026",
  "支付#货款",
  "发票号：# 金额见附件",
  "Our ref 4711, your ref #",
  "EREF+NOTPROVIDED SVWZ+# ABWA+ZENTRALE",
  "/INV/# /ROC/20261102",
  "# 312.40",
];
/** How a list is parted. */
const SEPARATORS = [" ", ", ", ",", "; ", " / ", "/", " + ", "\n", "、", " und "];

/** Plain texts in every style; all receivables of the payer have the same amount, so that the text alone can tell. */
export const everyStyle: StrangerCase[] = STYLES.flatMap((numbers) => {
  const [first, second, third] = numbers;
  const open = Object.fromEntries(numbers.map((one) => [one, 312.4]));
  return [
    ...kind(
      `one number of the style ${first}`,
      ONE.map((text) => [open, text.replace("#", second), 312.4, booked({ [second]: 312.4 })]),
    ),
    ...kind(
      `three numbers of the style ${first}`,
      SEPARATORS.filter((separator) => separator !== "/" || !first.includes("/")).map((separator) => [
        { ...open, [first]: 100, "ALT-7": 312.4 },
        numbers.join(separator),
        724.8,
        booked({ [first]: 100, [second]: 312.4, [third]: 312.4 }),
      ]),
    ),
  ];
});
