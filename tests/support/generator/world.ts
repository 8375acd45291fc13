import type { AccountFacts, MemoryEntry, OpenItem, PaidItem } from "../../../functions/reconciliation/schema.ts";
import { addDays } from "../../../shared/clock.ts";
import { type Random, seeded } from "./random.ts";

/** A company with the bank accounts it pays from; `english` ones owe dollars. */
export type Customer = AccountFacts & { accountNos: string[]; english: boolean };

/** A tenant in motion: who its customers are, what they owe, what was paid, what claims have taught. */
export type World = {
  random: Random;
  today: string;
  customers: Customer[];
  items: OpenItem[];
  paid: PaidItem[];
  memory: MemoryEntry[];
  /** Running numbers of contracts, invoices and credit notes: neighbours differ in one digit, as in real books. */
  next: { contract: number; invoice: number; note: number; id: number };
};

const CITIES = ["上海", "北京", "深圳", "杭州", "成都", "苏州"];
const STEMS = [
  "云帆",
  "帆云",
  "华信",
  "信华",
  "明远",
  "明源",
  "中科智联",
  "中科智连",
  "恒通",
  "鼎盛",
  "启明",
  "蓝海",
  "金桥",
  "天成",
  "瑞丰",
];
const TRADES = ["科技", "贸易", "软件", "信息技术", "供应链"];
const FORMS = ["有限公司", "股份有限公司", "有限责任公司"];
const LATIN = ["Bright Sail", "Blue Harbor", "North Star", "Silver Oak", "Red Maple", "Golden Gate", "Harbor Blue"];
const LATIN_TRADES = ["Trading", "Technology", "Logistics", "Software"];
const LATIN_FORMS = ["Co., Ltd.", "Limited", "Inc.", "LLC"];

/** Prices that many customers share, in yuan: the coincidences that make bare lines hard. */
const SHARED_PRICES = [5_000, 9_800, 10_000, 12_800, 19_800, 20_000, 30_000, 50_000, 60_000, 100_000];

/** An amount in minor units: half of them from the common price list, the others metered to the cent or quoted. */
export function price(random: Random): number {
  if (random.chance(50)) return random.pick(SHARED_PRICES) * 100;
  return random.chance(60) ? random.int(80_000, 9_000_000) : random.int(10, 900) * 10_000;
}

const newId = (world: World, prefix: string): string => `${prefix}_${String(world.next.id++).padStart(6, "0")}`;
const accountNo = (random: Random): string =>
  `62${Array.from({ length: 4 }, () => String(random.int(1_000, 9_999))).join("")}`;

/** Names from a small stock, so that near-homonyms (云帆/帆云, 有限/股份有限) are common. Equal names are not drawn twice. */
function customerName(random: Random, english: boolean): string {
  if (english) return `${random.pick(LATIN)} ${random.pick(LATIN_TRADES)} ${random.pick(LATIN_FORMS)}`;
  return `${random.pick(CITIES)}${random.pick(STEMS)}${random.pick(TRADES)}${random.pick(FORMS)}`;
}

/** A subsidiary is named after its parent: 上海明远科技有限公司 → 明远科技（杭州）有限公司. */
function subsidiaryName(random: Random, parent: Customer): string {
  const core = parent.name.slice(2).replace(/(股份有限公司|有限责任公司|有限公司)$/, "");
  return `${core}（${random.pick(CITIES)}）${random.pick(FORMS)}`;
}

function addCustomer(world: World, english: boolean, parent?: Customer): Customer {
  const { random } = world;
  const draw = (): string => (parent ? subsidiaryName(random, parent) : customerName(random, english));
  let name = draw();
  while (world.customers.some((customer) => customer.name === name)) name = draw();
  const customer: Customer = {
    id: newId(world, "acc"),
    name,
    payerNames: [],
    ...(parent ? { parentId: parent.id } : {}),
    accountNos: Array.from({ length: random.int(1, 2) }, () => accountNo(random)),
    english,
  };
  world.customers.push(customer);
  return customer;
}

type Draft = Partial<OpenItem> & { amountMinor: number; accountId: string; reference: string };

/** Puts a receivable (or credit note) on the books. */
export function addItem(world: World, draft: Draft): OpenItem {
  const english = world.customers.find((customer) => customer.id === draft.accountId)?.english;
  const item: OpenItem = {
    id: newId(world, "rec"),
    kind: "invoice",
    openMinor: draft.amountMinor,
    currency: english ? "USD" : "CNY",
    dueOn: addDays(world.today, world.random.int(-40, 60)),
    version: 1,
    ...draft,
  };
  world.items.push(item);
  return item;
}

/** Instalment plans in percent, the plain ones more often; equal parts and parts that add up to each other are among them. */
const PLANS = [
  [100],
  [100],
  [30, 70],
  [50, 50],
  [30, 60, 10],
  [30, 40, 30],
  [40, 50, 10],
  [25, 25, 25, 25],
  [40, 30, 20, 10],
];

/** Signs a contract: one receivable per instalment, numbered, a month apart. */
export function addContract(world: World, customer: Customer, amountMinor = price(world.random)): OpenItem[] {
  const contractNo = `HT-2026-${String(world.next.contract++).padStart(4, "0")}`;
  const plan = world.random.pick(PLANS);
  const start = addDays(world.today, world.random.int(-60, 20));
  let rest = amountMinor;
  return plan.map((percent, i) => {
    const part = i === plan.length - 1 ? rest : Math.floor((amountMinor * percent) / 100);
    rest -= part;
    const more = {
      contractNo,
      orderId: `ord_${contractNo.slice(-4)}`,
      instalmentNo: i + 1,
      instalmentCount: plan.length,
    };
    return addItem(world, {
      accountId: customer.id,
      reference: `${contractNo}-${i + 1}`,
      amountMinor: part,
      dueOn: addDays(start, 30 * i),
      ...more,
    });
  });
}

/** Issues an invoice without a contract, in one of two numbering styles; some offer a discount for early payment. */
export function addInvoice(
  world: World,
  customer: Customer,
  amountMinor = price(world.random),
  discounted = world.random.chance(12),
): OpenItem {
  const number = world.next.invoice++;
  const reference = world.random.chance(70)
    ? `INV-2026-${String(number).padStart(5, "0")}`
    : `2631200000${String(7_000_000 + number)}`;
  const terms = discounted
    ? [{ discountBasisPoints: world.random.pick([100, 200, 300]), discountUntilOn: addDays(world.today, 20) }]
    : undefined;
  return addItem(world, { accountId: customer.id, reference, amountMinor, ...(terms ? { terms } : {}) });
}

export function addNote(world: World, customer: Customer, amountMinor: number): OpenItem {
  const reference = `CN-2026-${String(world.next.note++).padStart(4, "0")}`;
  return addItem(world, { accountId: customer.id, reference, kind: "creditNote", amountMinor });
}

/** A tenant with about sixty customers, a quarter of them in groups, and what they owe on the first day. */
export function worldOf(seed: number): World {
  const random = seeded(seed);
  const next = { contract: random.int(100, 400), invoice: random.int(100, 900), note: random.int(10, 90), id: 1 };
  const world: World = { random, today: "2026-09-01", customers: [], items: [], paid: [], memory: [], next };
  for (let i = 0; i < 45; i++) addCustomer(world, i % 5 === 0);
  for (const parent of world.customers.filter((customer) => !customer.english).slice(0, 5)) {
    for (let i = random.int(1, 3); i > 0; i--) addCustomer(world, false, parent);
  }
  for (const customer of world.customers) {
    for (let i = random.int(0, 2); i > 0; i--) addContract(world, customer);
    for (let i = random.int(0, 2); i > 0; i--) addInvoice(world, customer);
    if (random.chance(6)) addNote(world, customer, random.int(1, 20) * 10_000);
  }
  return world;
}
