import type { AccountFacts, OpenItem } from "../../../functions/reconciliation/schema.ts";
import { addDays } from "../../../shared/clock.ts";
import { type Random, seeded } from "../generator/random.ts";

export type Language = "en" | "de" | "fr" | "zh" | "nordic";
/** How a tenant numbers (`#` is the running number, of `digits` places), from where, and what its credit notes are called. */
type Numbering = { language: Language; pattern: string; digits: number; first: number; credit: string };

const NUMBERINGS: Numbering[] = [
  { language: "en", pattern: "INV-#", digits: 5, first: 18, credit: "CN-#" },
  { language: "de", pattern: "RE-2026-#", digits: 4, first: 1, credit: "GS-2026-#" },
  { language: "zh", pattern: "HT-2026-#", digits: 4, first: 117, credit: "TK-2026-#" },
  { language: "en", pattern: "INV-2026-#", digits: 4, first: 117, credit: "CR-2026-#" },
  { language: "de", pattern: "#", digits: 4, first: 1001, credit: "G#" },
  { language: "fr", pattern: "FA2026-#", digits: 3, first: 101, credit: "AV2026-#" },
  { language: "nordic", pattern: "kid", digits: 6, first: 123004, credit: "K#" },
  { language: "en", pattern: "SO2026#", digits: 3, first: 100, credit: "CM2026#" },
  { language: "nordic", pattern: "rf", digits: 6, first: 539007, credit: "CN#" },
  { language: "de", pattern: "2026#", digits: 4, first: 112, credit: "G2026#" },
];

export type Invoice = OpenItem & { issuedOn: string; purchaseNo?: string };
export type Customer = AccountFacts & { accountNo: string; person: boolean };
export type Tenant = {
  random: Random;
  language: Language;
  currency: string;
  /** Whether this tenant's bank tells the payers' account numbers. */
  tellsAccountNos: boolean;
  customers: Map<string, Customer>;
  invoices: Invoice[];
};

export const FIRST_DAY = "2026-08-03";
export const DAYS = 90;

const FIRST =
  "North Blue Harbor Summit Titan Crest Maple Redwood Oak Silver Granite Pioneer Atlas Delta Vertex Lumen Aster Falcon Cobalt Orchid River Stone Valley Prairie Meridian Beacon Keystone Cedar Iron Amber".split(
    " ",
  );
const SECOND =
  "Star Ridge Field Point Coast Line Gate Wood Peak Bridge Light Water Grove Lake Hill Bay Forge Crown Path Works".split(
    " ",
  );
const TRADE = {
  en: "Logistics Manufacturing Services International Foods Distributors Aerospace Dental Consulting Technologies Healthcare Furniture Associates Packaging".split(
    " ",
  ),
  de: "Maschinenbau Handel Logistik Technik Bau Metallwaren Verpackung Elektro".split(" "),
  fr: "Transports Peinture Distribution Textiles Conseil Emballages Alimentaire".split(" "),
  nordic: "Fiber Fisk Rederi Bygg Trelast Teknikk Handel Kraft".split(" "),
};
const LEGAL = {
  en: ["Inc.", "LLC", "Ltd", "Corp."],
  de: ["GmbH", "AG", "GmbH & Co. KG"],
  fr: ["SARL", "SAS", "SA"],
  nordic: ["AS", "AB", "Oy"],
};
const CITIES = "上海 北京 深圳 广州 杭州 苏州 成都 武汉".split(" ");
const BRANDS = [..."云海明远星辰天恒瑞华博信安达通盛佳禾"];
const ZH_TRADE = "科技 贸易 软件 物流 电子 建材 医疗 机械".split(" ");
const GIVEN = "Ella Karl Amelie Jonas Mila Oscar Ingrid Paul Clara Hugo".split(" ");
const FAMILY = "Jackson Vogel Martin Berg Lind Keller Moreau Hansen Walsh Archer".split(" ");

export function newName(random: Random, language: Language): { name: string; person: boolean } {
  const tongue = language !== "en" && random.chance(20) ? "en" : language;
  if (random.chance(6) && tongue !== "zh")
    return { name: `${random.pick(GIVEN)} ${random.pick(FAMILY)}`, person: true };
  if (tongue === "zh") {
    const brand = `${random.pick(BRANDS)}${random.pick(BRANDS)}`;
    return { name: `${random.pick(CITIES)}${brand}${random.pick(ZH_TRADE)}有限公司`, person: false };
  }
  const words = [random.pick(FIRST), random.pick(SECOND), random.pick(TRADE[tongue])];
  return { name: [...words, random.pick(LEGAL[tongue])].join(" "), person: false };
}

/** A tenant with so many invoices over `DAYS` days: of customers with one, a few or many, some of them groups. */
export function tenantOf(seed: number, size: number): Tenant {
  const random = seeded(seed * 7_919 + size);
  const numbering = NUMBERINGS[seed % NUMBERINGS.length] as Numbering;
  const { language } = numbering;
  const currency = { en: "USD", de: "EUR", fr: "EUR", zh: "CNY", nordic: "NOK" }[language];
  const tenant: Tenant = {
    random,
    language,
    currency,
    tellsAccountNos: random.chance(50),
    customers: new Map(),
    invoices: [],
  };
  const owners: string[] = [];
  const cores = new Set<string>();
  while (owners.length < size) {
    const customer = newCustomer(tenant, cores);
    const count = random.chance(50) ? random.int(1, 2) : random.chance(75) ? random.int(3, 9) : random.int(12, 40);
    for (let n = 0; n < count && owners.length < size; n++) owners.push(customer.id);
  }
  const order = random.shuffled(owners);
  const drafts = order.map((accountId, n) => draft(tenant, accountId, Math.floor((120 * n) / size) - 45));
  share(drafts, random);
  numbered(tenant, drafts, numbering);
  return tenant;
}

function newCustomer({ random, language, customers }: Tenant, cores: Set<string>): Customer {
  let drawn = newName(random, language);
  // Two customers never differ by the legal form or the city alone: then the name, so written, tells who it is.
  const coreOf = (name: string): string =>
    /\p{sc=Han}/u.test(name) ? name.slice(2) : name.split(" ").slice(0, 3).join(" ");
  for (let n = 0; cores.has(coreOf(drawn.name)); n++)
    drawn = n < 20 ? newName(random, language) : longName(random, language);
  cores.add(coreOf(drawn.name));
  const ids = [...customers.keys()];
  const parent = random.chance(8) && ids.length > 0 ? customers.get(random.pick(ids)) : undefined;
  const customer: Customer = {
    ...{
      id: `acc_${customers.size + 1}`,
      payerNames: [],
      accountNo: `DE${random.int(10, 99)}${random.int(10 ** 9, 2 * 10 ** 9)}`,
      ...drawn,
    },
    ...(parent && !parent.parentId ? { parentId: parent.id } : {}),
  };
  customers.set(customer.id, customer);
  return customer;
}

const longName = (random: Random, language: Language): { name: string; person: boolean } => {
  const { name } = newName(random, language === "zh" ? "zh" : "en");
  if (language === "zh") return { name: `${name.slice(0, 2)}${random.pick(BRANDS)}${name.slice(2)}`, person: false };
  return { name: `${random.pick(FIRST)}${random.pick(SECOND).toLowerCase()} ${name}`, person: false };
};

function draft({ random, currency }: Tenant, accountId: string, day: number): Invoice {
  const size = random.pick([100, 1_000, 1_000, 10_000]);
  const amount = random.chance(30) ? random.int(2, 90) * size : random.int(2 * size, 90 * size);
  const issuedOn = addDays(FIRST_DAY, day);
  return {
    ...{
      id: "",
      accountId,
      reference: "",
      kind: "invoice",
      amountMinor: amount,
      openMinor: amount,
      currency,
      version: 1,
    },
    ...{ issuedOn, dueOn: addDays(issuedOn, 30) },
    ...(random.chance(20) ? { terms: [{ discountBasisPoints: 200, discountUntilOn: addDays(issuedOn, 14) }] } : {}),
  };
}

/** 15 % of the amounts are those of another customer's invoice, too; 5 % of the items are credit notes. */
function share(drafts: Invoice[], random: Random): void {
  for (const one of drafts) {
    if (random.chance(15)) {
      const other = random.pick(drafts);
      if (other.accountId !== one.accountId) one.amountMinor = one.openMinor = other.amountMinor;
    }
    if (random.chance(5)) {
      one.kind = "creditNote";
      one.amountMinor = one.openMinor = Math.max(1, Math.round(one.amountMinor / 10));
      one.terms = undefined;
    }
  }
}

function numbered(tenant: Tenant, drafts: Invoice[], { pattern, digits, first, credit }: Numbering): void {
  const { random } = tenant;
  const counts = { invoice: first, creditNote: 1 };
  const put = (text: string, n: number): string => text.replace("#", String(n).padStart(digits, "0"));
  for (const one of drafts) {
    const n = counts[one.kind]++;
    one.id = `rec_${tenant.invoices.length + 1}`;
    if (one.kind === "creditNote") one.reference = put(credit, n);
    else if (pattern === "kid")
      Object.assign(one, { reference: String(n), paymentReference: withCheckDigit(`12${n}`) });
    else if (pattern === "rf") Object.assign(one, { reference: `F${n}`, paymentReference: rfOf(String(n * 7_034)) });
    else one.reference = put(pattern, n);
    if (pattern.startsWith("HT") && one.kind === "invoice") {
      one.contractNo = one.reference;
      one.reference = `${one.reference}-01`;
      Object.assign(one, { instalmentNo: 1, instalmentCount: random.int(1, 3) });
    } else if (random.chance(40)) {
      one.purchaseNo = random.pick([`PO-${random.int(10_000, 99_999)}`, `45000${random.int(10_000, 99_999)}`]);
      // The books know it of three in five.
      if (random.chance(60)) one.contractNo = one.purchaseNo;
    }
    tenant.invoices.push(one);
  }
}

/** The digits and their check digit by Luhn, as a Norwegian KID or a Swedish OCR number has it. */
export function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, n) => {
    const value = Number(digit) * (n % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** A creditor reference (ISO 11649). */
export function rfOf(digits: string): string {
  const check = 98n - (BigInt(`${digits}271500`) % 97n);
  return `RF${String(check).padStart(2, "0")}${digits}`;
}
