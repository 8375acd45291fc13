import { addDays, civilDate } from "../../shared/clock.ts";
import { linkBank } from "./bank.ts";
import { seeded } from "./faults.ts";
import { TEMPLATE } from "./projects.ts";
import { delivery, service, success } from "./report-world-after.ts";
import { channel, registeredBefore } from "./report-world-channel.ts";
import { spending } from "./report-world-spent.ts";
import { STAGES } from "./sales.ts";
import type { TestStack } from "./stack.ts";
import { made, openTenant, type TestTenant, TIME_ZONE } from "./tenant.ts";

/** What everything else is made with. */
function means(stack: TestStack, { admin, person }: TestTenant, seed: number) {
  // From a morning on: what is made moves the clock by hours, and all of it is of one day.
  const today = addDays(civilDate(stack.clock.now(), TIME_ZONE), 1);
  stack.clock.set(new Date(`${today}T01:00:00Z`));
  const random = seeded(seed);
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const upTo = (most: number): number => 1 + Math.floor(random() * most);
  const near = (): string => addDays(today, Math.floor(random() * 90) - 60);
  return { stack, admin, person, today, random, some, upTo, near };
}

/** Two branches, one with a department below it, and who works there. */
async function peopled({ admin, person }: ReturnType<typeof means>) {
  const head = await made(admin, "/v1/departments", { name: "总部" });
  const north = await made(admin, "/v1/departments", { name: "北区", parentId: head.id });
  const south = await made(admin, "/v1/departments", { name: "南区" });
  const chief = await person({ roles: ["manager"], departmentId: head.id });
  const rep = await person({ roles: ["sales"], departmentId: north.id });
  const other = await person({ roles: ["sales"], departmentId: south.id });
  const owners = [rep.id, rep.id, other.id, chief.id];
  return { head, north, south, chief, rep, other, owners };
}

/** What is sold, by whom besides, and against whom. */
async function catalogued({ admin }: ReturnType<typeof means>) {
  const products: { id: string }[] = [];
  for (const [code, productType] of [
    ["S", "订阅"],
    ["V", "服务"],
  ]) {
    products.push(
      await made(admin, "/v1/products", {
        ...{ code, name: code, productType, listPriceMinor: 1_000, currency: "CNY" },
        ...(code === "S" && { costMinor: 313, taxBasisPoints: 600 }),
      }),
    );
  }
  const partner = await made(admin, "/v1/partners", {
    name: "伙伴甲",
    tier: "金牌",
    type: "代理商",
    email: "p@example.com",
  });
  const rivals = [
    await made(admin, "/v1/competitors", { name: "友商甲", strengths: "价", weaknesses: "服务" }),
    await made(admin, "/v1/competitors", { name: "友商乙" }),
  ];
  await made(admin, "/v1/project-templates", { ...TEMPLATE, productType: "服务" });
  const pipeline = await made(admin, "/v1/pipelines", { name: "流程", stages: STAGES });
  return { products, partner, rivals, pipeline };
}

type World = ReturnType<typeof means> & Awaited<ReturnType<typeof peopled>> & Awaited<ReturnType<typeof catalogued>>;

async function customers({ admin, some, upTo, owners }: World) {
  const accounts: { id: string }[] = [];
  for (let n = 0; n < 5; n++) {
    const account = await made(admin, "/v1/accounts", {
      ...{ name: `客户${["甲", "乙", "丙", "丁", "戊"][n]}公司`, ownerId: owners[n % 4] },
      ...(n % 2 === 0 && { region: some(["华东", "华北"]), industry: some(["软件", "制造"]), size: upTo(900) }),
      ...(n % 3 === 0 && { source: "展会" }),
    });
    accounts.push(account);
    await made(admin, "/v1/contacts", {
      name: `联系人${n}`,
      accountId: account.id,
      ...(n % 2 && { email: `c${n}@example.com`, decisionRole: "decider" }),
    });
  }
  return accounts;
}

async function leads({ admin, some, owners }: World) {
  for (let n = 0; n < 6; n++) {
    const lead = await made(admin, "/v1/leads", {
      ...{
        name: `线索${n}`,
        company: `新公司${n}`,
        source: some(["webForm", "event", "referral"]),
        channel: some(["搜索", "微信"]),
      },
      ...(n % 2 && { ownerId: some(owners), campaign: "秋季", region: "华东" }),
      ...(n === 4 && { status: "disqualified", disqualifiedReason: "预算" }),
    });
    if (n === 1 || n === 3) await admin.post(`/v1/leads/${lead.id}/convert`, { createOpportunity: false });
  }
}

export type Served = World & { accounts: { id: string }[] };

async function sales({
  stack,
  admin,
  some,
  upTo,
  near,
  today,
  owners,
  accounts,
  pipeline,
  rivals,
  products,
  other,
}: Served) {
  for (let n = 0; n < 8; n++) {
    const sale = await made(admin, "/v1/opportunities", {
      ...{ name: `商机${n}`, accountId: some(accounts).id, pipelineId: pipeline.id, ownerId: some(owners) },
      ...{ amountMinor: upTo(9_999), currency: n === 7 ? "USD" : "CNY", ...(n % 3 && { expectedOn: near() }) },
      ...(n % 2 && { competitors: rivals.slice(n % 3 === 0 ? 0 : 1).map(({ id }) => id) }),
      ...(n % 2 === 0 && { products: [{ productId: some(products).id, quantity: upTo(5), amountMinor: upTo(500) }] }),
      ...(n % 4 === 0 && { nextStep: "拜访", nextStepOn: addDays(today, upTo(9)), team: [{ userId: other.id }] }),
    });
    for (let moves = n % 4; moves > 0; moves--) {
      stack.clock.set(new Date(stack.clock.now().getTime() + 1_000));
      await admin.post(`/v1/opportunities/${sale.id}/move`, {
        stage: some(STAGES).key,
        lostReason: some(["价格", "时机"]),
      });
    }
  }
}

async function activities({ admin, some, upTo, today, owners, accounts }: Served) {
  for (let n = 0; n < 8; n++) {
    const activity = await made(admin, "/v1/activities", {
      ...{ kind: some(["task", "call", "visit", "meeting"]), subject: `活动${n}`, ownerId: some(owners) },
      ...(n % 2 && { dueAt: `${addDays(today, (n % 3) - 1)}T10:00:00Z`, durationMinutes: upTo(90) }),
      ...(n % 3 === 0 && { relatedTo: [{ noun: "account", id: some(accounts).id }], outcome: "已谈" }),
    });
    if (n % 3) await admin.post(`/v1/activities/${activity.id}/complete`);
  }
}

async function quotes({ admin, some, upTo, today, owners, accounts, products }: Served) {
  for (let n = 0; n < 4; n++) {
    const quote = await made(admin, "/v1/quotes", {
      ...{ accountId: some(accounts).id, currency: "CNY", validUntil: addDays(today, 20), ownerId: some(owners) },
      lines: [
        {
          productId: some(products).id,
          quantity: upTo(4),
          unitPriceMinor: upTo(900),
          discountBasisPoints: 1_000,
          taxBasisPoints: 1_300,
        },
      ],
      ...(n % 2 && { discountBasisPoints: 500 }),
    });
    if (n > 1) await admin.post(`/v1/quotes/${quote.id}/submit`);
    if (n > 2) await admin.post(`/v1/quotes/${quote.id}/accept`, { contractNo: `Q-${n}` });
  }
}

async function orders({ admin, some, upTo, near, owners, accounts, products, partner }: Served) {
  for (let n = 0; n < 6; n++) {
    const amounts = [upTo(9_000), upTo(500)];
    const order = await made(admin, "/v1/orders", {
      ...{
        accountId: some(accounts).id,
        currency: n === 5 ? "USD" : "CNY",
        contractNo: `HT-${n}`,
        ownerId: some(owners),
      },
      ...{ kind: n === 0 ? "new" : some(["new", "upsell", "renewal"]), ...(n % 3 === 0 && { partnerId: partner.id }) },
      lines: amounts.map((amountMinor, at) => ({ productId: products[at]!.id, quantity: at + 1, amountMinor })),
      instalments: [
        { dueOn: near(), amountMinor: amounts[0]! },
        { dueOn: near(), amountMinor: amounts[1]! },
      ],
    });
    if (n !== 4) await admin.post(`/v1/orders/${order.id}/sign`);
  }
}

async function owed({ admin, near, today, rep, other, accounts }: Served) {
  for (const [n, ownerId] of [rep.id, other.id].entries()) {
    await made(admin, "/v1/quotas", {
      ownerId,
      period: today.slice(0, 7),
      measure: ["signed", "credits"][n],
      amountMinor: 50_000,
      currency: "CNY",
    });
  }
  await made(admin, "/v1/receivables", {
    accountId: accounts[0]!.id,
    reference: "OB-1",
    amountMinor: 777,
    currency: "CNY",
    dueOn: near(),
  });
  await made(admin, "/v1/receivables", {
    accountId: accounts[1]!.id,
    reference: "CN-1",
    kind: "creditNote",
    amountMinor: 55,
    currency: "CNY",
    dueOn: near(),
  });
}

/** Receipts that explain themselves, one that a person claims with a deduction, and one that is undone. */
async function paid({ stack, admin, today }: Served, tenant: TestTenant) {
  await stack.settled();
  const bank = await linkBank(stack, tenant);
  const owed = (await admin.get("/v1/receivables?limit=200")).body.items;
  const invoices = owed.filter(
    (row: { kind: string; currency: string }) => row.kind === "invoice" && row.currency === "CNY",
  );
  await bank.tell([
    ...invoices.slice(0, 5).map((row: { reference: string; amountMinor: number }, n: number) => ({
      ...{ bankReference: `B-${n}`, bookedOn: addDays(today, -n), direction: "credit", currency: "CNY" },
      ...{
        amountMinor: n === 1 ? Math.max(1, row.amountMinor - 1) : row.amountMinor,
        remittance: row.reference,
        payer: { name: `付款人${n}`, accountNo: `6222${n}` },
      },
    })),
    {
      bankReference: "B-8",
      bookedOn: today,
      direction: "credit",
      amountMinor: 31,
      currency: "CNY",
      remittance: "货款",
      payer: { name: "某某", accountNo: "62229" },
    },
    {
      bankReference: "B-9",
      bookedOn: today,
      direction: "debit",
      amountMinor: 12,
      currency: "CNY",
      remittance: "手续费",
    },
  ]);
  await stack.settled();
  const claimed = new Set<string>();
  const lines = (await admin.get("/v1/bank-transactions?limit=200")).body.items;
  const waiting = lines.find((line: { bankReference: string }) => line.bankReference === "B-8");
  const open = (await admin.get("/v1/receivables?limit=200")).body.items.find(
    (row: { kind: string; openMinor: number; currency: string }) =>
      row.kind === "invoice" && row.openMinor > 40 && row.currency === "CNY",
  );
  const deduction = { code: "freight", amountMinor: open.openMinor - 31 };
  const claim = await admin.post(`/v1/bank-transactions/${waiting.id}/claim`, {
    allocations: [{ receivableId: open.id, amountMinor: 31, deduction }],
  });
  if (claim.status < 300) claimed.add(waiting.id);
  const applied = lines.find((line: { state: string; id: string }) => line.state === "applied");
  await admin.post(`/v1/bank-transactions/${applied.id}/undo`, { reason: "错认" });
  await stack.settled();
  return claimed;
}

/** A company with something of everything that reports count: two branches, three viewers, two currencies. */
export async function reportCompany(stack: TestStack, seed = 7) {
  const tenant = await openTenant(stack);
  const before = await registeredBefore(tenant);
  const made = means(stack, tenant, seed);
  const world = { ...made, ...(await peopled(made)), ...(await catalogued(made)) };
  const served = { ...world, accounts: await customers(world) };
  await leads(world);
  for (const part of [sales, activities, quotes, orders, owed, spending, success, delivery, service])
    await part(served);
  const claimed = await paid(served, tenant);
  await channel(served, tenant, before);
  return { ...served, ...tenant, claimed };
}

export type ReportCompany = Awaited<ReturnType<typeof reportCompany>>;
