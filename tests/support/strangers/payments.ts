import type { Random } from "../generator/random.ts";
import { type AdviceLine, type Line, lessCredit, listOf, oneLine, reasonOf, shortWith, word } from "./advice.ts";
import { type Deed, deedOf, type Ledger } from "./ledger.ts";
import { type Cited, foreignNumber, type Spelt, spelt, typed } from "./spelling.ts";
import { type Customer, type Invoice, newName } from "./tenant.ts";

/** Of a hundred payments so many are of a kind; `variation`: a discount that was agreed, all that is open, a parent, a private payer. */
export const KINDS = {
  simple: 25,
  several: 15,
  partial: 12,
  noRemittance: 10,
  discountTaken: 8,
  short: 7,
  orderNumber: 5,
  creditNote: 4,
  stranger: 4,
  variation: 4,
  duplicate: 3,
  surplus: 3,
};
export type Kind = keyof typeof KINDS;

/**
 * A payment as its payer makes it. `reading`: do the numbers in the text say what is paid? `all`: each is there as it is;
 * `zerosDropped`: as it is but for zeros; `guess`: some are mistyped, or told in another way; `collides`: a mistyped one is another
 * receivable's; `none`: there are none. `toldApart`: the text leaves no doubt which receivable gets how much though some is
 * short or too much.
 */
export type Draft = {
  payer: { name: string; accountNo?: string };
  evidence: Spelt["evidence"] | "none";
  /** The account whose open items a person would look at. */
  account?: Customer;
  amountMinor: number;
  text: string;
  creditorReference?: string;
  deed?: Deed;
  exact: boolean;
  reading: "all" | "zerosDropped" | "guess" | "collides" | "none";
  toldApart: boolean;
  /** The same told line by line, of those who do so, and for each line the receivable that is meant. */
  lines?: { told: AdviceLine; item?: Invoice; how: Cited["how"] }[];
};

type Made = Draft | undefined;
const named = (customer: Customer, { tenant }: Ledger): Pick<Draft, "payer" | "evidence" | "account"> => {
  const { text, evidence } = spelt(customer, tenant.random);
  const accountNo = tenant.tellsAccountNos ? { accountNo: customer.accountNo } : {};
  return { payer: { name: text, ...accountNo }, evidence, account: customer };
};

/** The number that a payer names: mostly the one that it is asked to name. */
const numberOf = ({ reference, paymentReference }: Invoice, random: Random): string =>
  paymentReference && random.chance(85) ? paymentReference : reference;

function readingOf(cited: Cited[], ledger: Ledger): Draft["reading"] {
  if (cited.length === 0) return "none";
  if (cited.every(({ how }) => how === "clean")) return "all";
  if (cited.some(({ text, how }) => how === "swapped" && ledger.isNumber(text))) return "collides";
  return cited.some(({ how }) => how === "swapped") ? "guess" : "zerosDropped";
}

/** One invoice by its number, paid as `paid` says; undefined when there is none to pay so. */
function one(
  ledger: Ledger,
  paid: (
    item: Invoice,
  ) =>
    | ({ cash: number; surplus?: number; cleared?: number; text?: (line: Line) => string } & Partial<AdviceLine>)
    | undefined,
  fits: (item: Invoice) => boolean = () => true,
): Made {
  const found = ledger.owing(1, fits);
  if (!found) return undefined;
  const { random, language } = ledger.tenant;
  const item = random.pick(found.open.slice(0, 3));
  const how = paid(item);
  if (!how || how.cash <= 0) return undefined;
  const number = numberOf(item, random);
  const cited = typed(number, random);
  const { cash, surplus = 0, cleared = 0, discountMinor, deduction } = how;
  const line = { number: cited.text, ...(random.chance(30) ? { amountMinor: cash + surplus } : {}) };
  const structured = number === item.paymentReference && cited.how === "clean" && random.chance(40);
  return {
    ...named(found.customer, ledger),
    amountMinor: cash + surplus,
    text: structured ? "" : (how.text?.(line) ?? oneLine(line, language, random)),
    ...(structured ? { creditorReference: number } : {}),
    deed: deedOf([[item, cash]], cleared ? [[item, cleared]] : [], surplus),
    exact: surplus === 0 && cash + cleared === item.openMinor,
    reading: readingOf([cited], ledger),
    toldApart: true,
    lines: [
      {
        told: {
          ...{ reference: cited.text, amountMinor: cash + surplus },
          ...(discountMinor ? { discountMinor } : {}),
          ...(deduction ? { deduction } : {}),
        },
        ...{ item, how: cited.how },
      },
    ],
  };
}

const part = (amount: number, percent: number): number => Math.max(1, Math.round((amount * percent) / 100));

function several(ledger: Ledger): Made {
  const { random, language } = ledger.tenant;
  const found = ledger.owing(2);
  if (!found) return undefined;
  const most = random.chance(15) ? 12 : 4;
  const start = random.int(0, Math.max(0, found.open.length - 2));
  const items = found.open.slice(start, start + random.int(2, most));
  if (items.length < 2) return undefined;
  const lastInPart = random.chance(40);
  const cash = items.map((item, n): [Invoice, number] => [
    item,
    lastInPart && n === items.length - 1 ? part(item.openMinor, random.int(20, 80)) : item.openMinor,
  ]);
  const cited = items.map((item) => typed(numberOf(item, random), random));
  const told = random.chance(lastInPart ? 60 : 35);
  const lines = cited.map(({ text }, n) => ({ number: text, ...(told ? { amountMinor: cash[n]?.[1] } : {}) }));
  return {
    ...named(found.customer, ledger),
    amountMinor: cash.reduce((sum, [, amount]) => sum + amount, 0),
    text: listOf(lines, language, random),
    deed: deedOf(cash),
    exact: !lastInPart,
    reading: readingOf(cited, ledger),
    toldApart: told,
    lines: cash.map(([item, amountMinor], n) => {
      const { text: reference, how } = cited[n] as Cited;
      return { told: { reference, amountMinor }, item, how };
    }),
  };
}

function withCredit(ledger: Ledger): Made {
  const { random, language } = ledger.tenant;
  const owing = ledger.owing(1, (item) => ledger.open(item.accountId, "creditNote").length > 0);
  const credit = owing && random.pick(ledger.open(owing.customer.id, "creditNote"));
  const item = credit && owing.open.find(({ openMinor }) => openMinor > credit.openMinor);
  if (!owing || !credit || !item) return undefined;
  const cited = [typed(numberOf(item, random), random), typed(credit.reference, random)] as [Cited, Cited];
  const told = random.chance(60);
  const line = ({ text }: Cited, { openMinor }: Invoice): Line => ({
    number: text,
    ...(told ? { amountMinor: openMinor } : {}),
  });
  return {
    ...named(owing.customer, ledger),
    amountMinor: item.openMinor - credit.openMinor,
    text: lessCredit(line(cited[0], item), line(cited[1], credit), language, random),
    deed: deedOf(
      [[item, item.openMinor - credit.openMinor]],
      [
        [item, credit.openMinor],
        [credit, credit.openMinor],
      ],
    ),
    exact: true,
    reading: readingOf(cited, ledger),
    toldApart: true,
    lines: [
      { told: { reference: cited[0].text, amountMinor: item.openMinor }, item, how: cited[0].how },
      { told: { reference: cited[1].text, amountMinor: -credit.openMinor }, item: credit, how: cited[1].how },
    ],
  };
}

function withoutNumbers(ledger: Ledger, everything = false): Made {
  const { random, language } = ledger.tenant;
  const found = ledger.owing(1);
  if (!found) return undefined;
  const count = everything ? found.open.length : random.pick([1, 1, 1, 2, 3]);
  const items = everything ? found.open : random.shuffled(found.open).slice(0, count);
  return {
    ...named(found.customer, ledger),
    amountMinor: items.reduce((sum, item) => sum + item.openMinor, 0),
    text: word(language, random),
    deed: deedOf(items.map((item) => [item, item.openMinor])),
    ...{ exact: true, reading: "none", toldApart: false },
  };
}

function byOrder(ledger: Ledger): Made {
  const order = ({ contractNo, purchaseNo }: Invoice): string | undefined => purchaseNo ?? contractNo;
  const drawn = one(
    ledger,
    (item) => ({ cash: item.openMinor }),
    (item) => order(item) !== undefined,
  );
  const item = drawn?.deed && ledger.item([...drawn.deed.cash.keys()][0] as string);
  if (!drawn || !item) return undefined;
  const { random, language } = ledger.tenant;
  const number = order(item) as string;
  const told = /^\d/.test(number) ? `PO ${number}` : number;
  // A purchase number that the books do not have says nothing; one of several receivables says too little.
  const sharing = ledger.open(item.accountId).filter(({ contractNo }) => contractNo === number);
  return {
    ...drawn,
    creditorReference: undefined,
    text: oneLine({ number: told }, language, random),
    reading: item.contractNo !== number ? "none" : sharing.length === 1 ? "all" : "guess",
    lines: [{ told: { reference: told, amountMinor: drawn.amountMinor }, how: "clean" }],
  };
}

function stranger(ledger: Ledger): Made {
  const { random, language, customers, invoices } = ledger.tenant;
  const { name } = newName(random, language);
  if ([...customers.values()].some((one) => one.name.startsWith(name.slice(0, 12)))) return undefined;
  const own = random
    .pick(invoices)
    .reference.replace(/\d{3}$/, (end) => String((Number(end) + 707) % 1_000).padStart(3, "0"));
  const number = random.chance(30) && !ledger.isNumber(own) ? own : foreignNumber(random);
  const amountMinor = random.int(10_000, 900_000);
  return {
    ...{ payer: { name }, evidence: "none", amountMinor },
    lines: [{ told: { reference: number, amountMinor }, how: "clean" }],
    text: random.chance(60) ? oneLine({ number }, language, random) : word(language, random),
    ...{ exact: false, reading: "none", toldApart: false },
  };
}

function variation(ledger: Ledger): Made {
  const { random, language, customers } = ledger.tenant;
  const exactly = (item: Invoice) => ({ cash: item.openMinor });
  const parentOf = (id: string): Customer | undefined => customers.get(customers.get(id)?.parentId ?? "");
  const choice = random.int(1, 4);
  if (choice === 1) {
    const earned = (item: Invoice) => ({
      cash: item.openMinor - ledger.discountOf(item),
      cleared: ledger.discountOf(item),
    });
    return one(ledger, earned, (item) => ledger.discountOf(item) > 0 && item.amountMinor % 50 === 0);
  }
  if (choice === 2) return withoutNumbers(ledger, true);
  if (choice === 3) {
    const drawn = one(ledger, exactly, (item) => parentOf(item.accountId) !== undefined);
    const parent = parentOf(drawn?.account?.id ?? "");
    return drawn && parent && { ...drawn, ...named(parent, ledger) };
  }
  const drawn = one(ledger, exactly);
  const { name } = newName(random, language);
  return drawn && { ...drawn, payer: { name }, evidence: "none", account: undefined };
}

/** Draws a payment of a kind; undefined when nothing in the books lends itself to it. Duplicates repeat a line and are drawn elsewhere. */
export const drafts: Record<Exclude<Kind, "duplicate">, (ledger: Ledger) => Made> = {
  simple: (ledger) => one(ledger, (item) => ({ cash: item.openMinor })),
  several,
  partial: (ledger) => one(ledger, (item) => ({ cash: part(item.openMinor, ledger.tenant.random.int(15, 85)) })),
  noRemittance: (ledger) => withoutNumbers(ledger),
  discountTaken: (ledger) =>
    one(
      ledger,
      (item) => {
        const discountMinor = part(item.openMinor, ledger.tenant.random.int(1, 3));
        return { cash: item.openMinor - discountMinor, discountMinor };
      },
      (item) => ledger.discountOf(item) === 0,
    ),
  short: (ledger) =>
    one(ledger, (item) => {
      const { random, language } = ledger.tenant;
      const missing = part(item.openMinor, random.int(4, 30));
      return {
        cash: item.openMinor - missing,
        text: (line) => shortWith(line, missing, language, random),
        deduction: reasonOf(missing),
      };
    }),
  orderNumber: byOrder,
  creditNote: withCredit,
  stranger,
  variation,
  surplus: (ledger) =>
    one(ledger, (item) => ({
      cash: item.openMinor,
      surplus: ledger.tenant.random.pick([100, 1_000, 5_000, part(item.openMinor, 7)]),
    })),
};
