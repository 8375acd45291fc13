import { isSwapOf, payerNameKey } from "../../../functions/reconciliation/engine/normalise.ts";
import type { TransactionFacts } from "../../../functions/reconciliation/schema.ts";
import { addDays } from "../../../shared/clock.ts";
import type { EventType } from "./events.ts";
import { type Draw, full, line, openOf, partOf, pay, payable, payerOf, person, plainPart, sumOf } from "./payments.ts";
import { garbled, isNextOfContract, naming, spelled, transposed, vague, worded } from "./text.ts";
import { addInvoice, addNote, type Customer, price, type World } from "./world.ts";

const multi: Draw = (world) => {
  const { random } = world;
  const customer = random.pick(world.customers);
  while (openOf(world, customer).length < 3) addInvoice(world, customer, price(random), false);
  const open = openOf(world, customer).filter((item) => !item.contractNo);
  const contract = openOf(world, customer)
    .filter((item) => item.contractNo)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const first = contract.filter((item) => item.contractNo === contract[0]?.contractNo);
  const byContract = first.length > 1 && (open.length < 2 || random.chance(40));
  if (!byContract && open.length < 2) return [];
  const items = byContract
    ? first.slice(0, random.int(2, first.length))
    : random.shuffled(open).slice(0, random.int(2, Math.min(4, open.length)));
  const references = byContract ? [first[0]?.contractNo as string] : items.map((item) => item.reference);
  return [
    {
      transaction: line(
        world,
        payerOf(world, customer),
        items[0]?.currency as string,
        sumOf(items),
        worded(random, references),
      ),
      truth: full(items),
    },
  ];
};

const duplicate: Draw = (world) => {
  const { customer, item } = payable(world);
  const first = pay(world, item, customer);
  const later = addDays(world.today, world.random.int(0, 9));
  return [
    first,
    { transaction: { ...first.transaction, id: `bt_${world.next.id++}`, bookedOn: later }, truth: person },
  ];
};

const twins: Draw = (world) => {
  const customer = world.random.pick(world.customers);
  const amount = price(world.random);
  const items = [addInvoice(world, customer, amount, false), addInvoice(world, customer, amount, false)];
  return items.map((item) => pay(world, item, customer));
};

const creditNote: Draw = (world) => {
  const { customer, item } = payable(world, (i) => i.openMinor > 100_000);
  const note = addNote(world, customer, world.random.int(1, 9) * 10_000);
  const amount = item.openMinor - note.openMinor;
  const words = naming(world, item, amount, world.random.chance(50) ? ` 抵扣${note.reference}` : " 扣除折让");
  return [
    pay(world, item, customer, {
      amount,
      words,
      truth: partOf(item, amount, 0, { [item.id]: note.openMinor, [note.id]: note.openMinor }),
    }),
  ];
};

function garbledPayer(world: World, customer: Customer): TransactionFacts["payer"] {
  const others = new Set(world.customers.filter((c) => c !== customer).map((c) => payerNameKey(c.name)));
  let name = garbled(world.random, customer.name);
  while (others.has(payerNameKey(name))) name = garbled(world.random, customer.name);
  return { name, accountNo: world.random.pick(customer.accountNos) };
}

const bankLine: Draw = (world) => {
  const [direction, remittance] = world.random.pick([
    ["debit", "账户管理费"],
    ["credit", "三季度结息"],
    ["debit", "支付供应商货款"],
    ["debit", "Bank charge"],
  ] as const);
  const transaction = line(world, {}, "CNY", world.random.int(100, 90_000), { remittance });
  return [{ transaction: { ...transaction, direction }, truth: { kind: "exclude" } }];
};

/**
 * A payment for a contract that is not signed yet, its number one of the next; half of them of exactly an open amount. A number
 * that is a swap of digits away from a contract of the same payer is passed over: nobody could tell it from a slip.
 */
const advance: Draw = (world) => {
  const { customer, item } = payable(world);
  const own = world.items.filter((other) => other.accountId === customer.id).map((other) => other.contractNo ?? "");
  const numbers = [0, 1, 2, 3].map((ahead) => `HT-2026-${String(world.next.contract + ahead).padStart(4, "0")}`);
  const unsigned = numbers.filter((number) => !own.some((contractNo) => isSwapOf(contractNo, number)));
  if (unsigned.length === 0) return [];
  const amount = world.random.chance(50) ? item.openMinor : price(world.random);
  const words = worded(world.random, [world.random.pick(unsigned)], world.random.pick(["预付款", "", "新合同款"]));
  return [pay(world, item, customer, { amount, words, truth: person })];
};

const parentPays: Draw = (world) => {
  const subsidiary = world.random.pick(world.customers.filter((c) => c.parentId));
  const parent = world.customers.find((c) => c.id === subsidiary.parentId) as Customer;
  const { item } = payable(world, undefined, subsidiary);
  return [pay(world, item, subsidiary, { payer: payerOf(world, parent) })];
};

const groupTreasury: Draw = (world) => {
  const member = world.random.pick(world.customers.filter((c) => c.parentId));
  const { item } = payable(world, undefined, member);
  return [
    pay(world, item, member, { payer: { name: "集团资金结算中心", accountNo: `9955${member.parentId?.slice(4)}` } }),
  ];
};

const paidBy =
  (payer: TransactionFacts["payer"]): Draw =>
  (world) => {
    const { customer, item } = payable(world);
    return [pay(world, item, customer, { payer, words: worded(world.random, [item.reference]) })];
  };

/** Each draws one happening: usually one bank line, two for duplicates and twins. */
export const draws: Record<EventType, Draw> = {
  exact: (world) => {
    const { customer, item } = payable(world);
    return [pay(world, item, customer)];
  },
  multi,
  partial: (world) => {
    const { customer, item } = payable(world, (i) => i.openMinor > 50_000);
    const amount = plainPart(world, item, Math.floor((item.openMinor * world.random.int(2, 8)) / 10));
    return [pay(world, item, customer, { amount, truth: partOf(item, amount) })];
  },
  shortPay: (world) => {
    const { random } = world;
    const { customer, item } = payable(world, (i) => i.openMinor > 50_000);
    const short = random.chance(50) ? random.int(5, 50) * 100 : Math.floor((item.openMinor * random.int(1, 50)) / 1000);
    const amount = plainPart(world, item, item.openMinor - short);
    const words = naming(world, item, amount, random.pick(["扣手续费", "扣质保金", "扣违约金", " less bank charge"]));
    return [pay(world, item, customer, { amount, words, truth: partOf(item, amount) })];
  },
  discount: (world) => {
    const customer = world.random.pick(world.customers);
    const item = addInvoice(world, customer, price(world.random), true);
    const discount = Math.round((item.amountMinor * (item.terms?.[0]?.discountBasisPoints ?? 0)) / 10_000);
    return [
      pay(world, item, customer, {
        amount: item.openMinor - discount,
        truth: partOf(item, item.openMinor - discount, 0, { [item.id]: discount }),
      }),
    ];
  },
  overPayment: (world) => {
    const { customer, item } = payable(world);
    const over = world.random.chance(50) ? 100_000 - (item.openMinor % 100_000) : world.random.int(1, 50) * 1_000;
    return [
      pay(world, item, customer, {
        amount: item.openMinor + over,
        words: worded(world.random, [item.reference]),
        truth: partOf(item, item.openMinor, over),
      }),
    ];
  },
  duplicate,
  creditNote,
  parentPays,
  garbledName: (world) => {
    const { customer, item } = payable(world);
    return [pay(world, item, customer, { payer: garbledPayer(world, customer) })];
  },
  noReference: (world) => {
    const { customer, item } = payable(world);
    return [pay(world, item, customer, { words: vague(world.random) })];
  },
  transposedDigits: (world) => {
    const { customer, item } = payable(world);
    const cited = isNextOfContract(world, item) ? (item.contractNo ?? item.reference) : item.reference;
    return [
      pay(world, item, customer, {
        words: { remittance: `货款${spelled(world.random, transposed(world.random, cited))}` },
      }),
    ];
  },
  charges: (world) => {
    const { customer, item } = payable(world, (i) => i.openMinor > 50_000);
    const kept = world.random.int(10, 200) * 10;
    const event = pay(world, item, customer, {
      amount: item.openMinor - kept,
      truth: partOf(item, item.openMinor - kept, 0, { [item.id]: kept }),
    });
    return [{ ...event, transaction: { ...event.transaction, chargesMinor: kept } }];
  },
  bankLine,
  twins,
  groupTreasury,
  reseller: paidBy({ name: "华东渠道代理有限公司", accountNo: "6228000011112222" }),
  platform: paidBy({ name: "支付宝（中国）网络技术有限公司", accountNo: "2088000011112222" }),
  advance,
  deposit: (world) => {
    const { customer, item } = payable(world);
    return [
      pay(world, item, customer, {
        words: { remittance: world.random.pick(["投标保证金", "履约保证金", "房屋押金"]) },
        truth: person,
      }),
    ];
  },
  otherCurrency: (world) => {
    const { customer, item } = payable(world);
    const event = pay(world, item, customer, { words: worded(world.random, [item.reference]), truth: person });
    return [{ ...event, transaction: { ...event.transaction, currency: item.currency === "CNY" ? "USD" : "CNY" } }];
  },
  stranger: (world) => [
    {
      transaction: line(
        world,
        { name: `${world.random.int(100, 999)}个体户王某`, accountNo: "6217000099990000" },
        "CNY",
        price(world.random),
        vague(world.random),
      ),
      truth: person,
    },
  ],
};
