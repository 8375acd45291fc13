import type { AccountName, PartnerName, ProductName, UserName } from "./company.ts";

/** A share of an order's credits: of whom, percent, ledger. */
type Share = readonly [UserName | PartnerName, number, "primary" | "overlay"];

type OrderRow = {
  no: string;
  account: AccountName;
  kind: "new" | "upsell" | "renewal";
  /** Product, quantity, amount in yuan. */
  lines: readonly (readonly [ProductName, number, number])[];
  /** Days from the first day of the demo until due, amount in yuan. */
  plan: readonly (readonly [number, number])[];
  partner?: PartnerName;
  credits?: readonly Share[];
};

/** Signed contracts; number `0201` is contract `HT-<year>-0201`, its first receivable `HT-<year>-0201-01`. */
// biome-ignore format: a table reads better with its rows as they are.
export const ORDERS: readonly OrderRow[] = [
  { no: "0201", account: "catering", kind: "new", lines: [["standard", 5, 60_000], ["rollout", 1, 20_000]],
    plan: [[-5, 40_000], [25, 20_000], [85, 20_000]] },
  { no: "0202", account: "mall", kind: "new", lines: [["professional", 3, 96_000], ["rollout", 1, 24_000]],
    plan: [[-2, 48_000], [60, 72_000]] },
  { no: "0203", account: "mall", kind: "upsell", lines: [["care", 2, 18_500]], plan: [[3, 18_500]] },
  { no: "0204", account: "gear", kind: "new", lines: [["professional", 4, 120_000], ["rollout", 2, 40_000]],
    plan: [[-10, 80_000], [20, 50_000], [80, 30_000]], credits: [["li", 70, "primary"], ["wang", 30, "primary"]] },
  { no: "0205", account: "group", kind: "renewal", lines: [["professional", 5, 150_000]], plan: [[15, 150_000]] },
  { no: "0206", account: "logistics", kind: "new", lines: [["standard", 6, 64_800]],
    plan: [[-7, 32_400], [83, 32_400]] },
  { no: "0207", account: "property", kind: "new", lines: [["standard", 3, 36_000], ["training", 3, 9_600]],
    plan: [[5, 45_600]] },
  { no: "0208", account: "school", kind: "new", lines: [["standard", 3, 30_000], ["training", 2, 6_000]],
    plan: [[-3, 18_000], [87, 18_000]] },
  { no: "0209", account: "tradeLtd", kind: "new", lines: [["professional", 3, 90_000], ["rollout", 1, 30_000]],
    plan: [[-1, 20_000], [14, 25_000], [75, 75_000]], partner: "channel" },
  { no: "0210", account: "tradeInc", kind: "renewal", lines: [["standard", 5, 52_000]], plan: [[10, 52_000]] },
  { no: "0211", account: "garment", kind: "new", lines: [["standard", 2, 24_000], ["rollout", 1, 8_000]],
    plan: [[-6, 16_000], [54, 16_000]] },
  { no: "0212", account: "patents", kind: "renewal", lines: [["standard", 3, 26_400]],
    plan: [[-4, 8_800], [26, 8_800], [56, 8_800]] },
  { no: "0213", account: "hotel", kind: "upsell", lines: [["professional", 1, 36_000]], plan: [[2, 36_000]] },
  { no: "0214", account: "media", kind: "new", lines: [["professional", 3, 84_000], ["rollout", 1, 16_000]],
    plan: [[-1, 60_000], [60, 40_000]] },
  { no: "0215", account: "energy", kind: "new", lines: [["standard", 5, 60_000]], plan: [[8, 60_000]] },
  { no: "0216", account: "steel", kind: "renewal", lines: [["professional", 3, 100_000]], plan: [[6, 100_000]] },
  { no: "0217", account: "toys", kind: "new", lines: [["standard", 1, 12_000], ["training", 1, 3_000]],
    plan: [[-8, 5_000], [22, 5_000], [52, 5_000]] },
  { no: "0218", account: "farm", kind: "upsell", lines: [["care", 3, 27_600]], plan: [[4, 27_600]] },
  { no: "0219", account: "chips", kind: "new", lines: [["professional", 4, 132_000], ["rollout", 2, 48_000]],
    plan: [[-12, 60_000], [18, 60_000], [78, 60_000]], partner: "advisers",
    credits: [["wang", 80, "primary"], ["advisers", 20, "primary"], ["zhao", 10, "overlay"]] },
  { no: "0220", account: "clinic", kind: "new", lines: [["standard", 4, 48_000], ["rollout", 1, 12_000]],
    plan: [[1, 30_000], [61, 30_000]] },
];

type OpeningRow = {
  no: string;
  account: AccountName;
  /** In yuan, or in whole units of `currency`. */
  amount: number;
  due: number;
  kind?: "creditNote";
  currency?: string;
  /** Early payment: percent off if paid within so many days. */
  discount?: readonly [number, number];
};

/** Opening balances and imported invoices; number `0301` is `INV-<year>-0301`. */
export const OPENING: readonly OpeningRow[] = [
  { no: "0301", account: "clinic", amount: 50_000, due: 20, discount: [2, 10] },
  { no: "0302", account: "tradeLtd", amount: 15_000, due: 9 },
  { no: "0303", account: "tradeInc", amount: 15_000, due: 9 },
  { no: "0304", account: "catering", amount: 12_600, due: -40 },
  { no: "0305", account: "gear", amount: 8_400, due: -3 },
  { no: "0306", account: "group", amount: 22_000, due: 12 },
  { no: "0307", account: "garment", amount: 20_000, due: 1 },
  { no: "0308", account: "school", amount: 5_500, due: 17 },
  { no: "0309", account: "patents", amount: 3_300, due: 30 },
  { no: "0310", account: "chips", amount: 9_900, due: 11 },
  { no: "0311", account: "media", amount: 4_200, due: 24 },
  { no: "0312", account: "steel", amount: 7_700, due: 33 },
  { no: "0313", account: "property", amount: 16_800, due: -20 },
  { no: "0314", account: "instruments", amount: 12_000, due: 20, currency: "USD" },
  { no: "0315", account: "energy", amount: 5_000, due: 8, kind: "creditNote" },
  { no: "0316", account: "catering", amount: 1_200, due: 15, kind: "creditNote" },
];
