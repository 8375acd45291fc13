import { NEEDS } from "../../../functions/docs/needs.ts";
import { modules } from "../../../functions/modules.ts";
import { addDays, civilDate } from "../../../shared/clock.ts";
import { demoCalls, sceneOf } from "../../../shared/contract/demo.ts";
import { demoId } from "../../../shared/contract/examples.ts";
import { CallError, type Caller, callerOf, together } from "./caller.ts";
import {
  ACCOUNTS,
  DEPARTMENTS,
  PARTNER_PEOPLE,
  PARTNERS,
  POLICY,
  PRODUCTS,
  TENANT,
  USERS,
  VIRTUAL_ACCOUNTS,
} from "./company.ts";
import { OPENING, ORDERS } from "./sales.ts";

/**
 * The first record of a noun is the one that the documentation's examples name; the others are numbered from here.
 * Accounts all are, so that what the examples do happens on an account of their own.
 */
const NUMBERS_FROM = 100;

/** The bank account of the company, as its bank writes it. */
export const ACCOUNT_NO = "755900001234";

/** What the first start leaves for later ones and for the reader, in `.local/credentials.json`. */
export type DemoAccess = {
  /** `keys`: of some of the people, by their given name. */
  tenant: { id: string; adminKey: string; keys: Record<string, string> };
  /** Where the bank delivers, and what it signs with. */
  webhookPath: string;
  signingSecret: string;
};

/** The ids of rows by the names that other rows use. */
function idsOf(
  prefix: string,
  rows: readonly (readonly [string, ...unknown[]])[],
  first = 1,
): (name: string) => string {
  const ids = new Map(rows.map(([name], n) => [name, demoId(prefix, n === 0 ? first : NUMBERS_FROM + n)]));
  return (name) => ids.get(name) ?? "";
}

const department = idsOf("dep", DEPARTMENTS);
export const user = idsOf("usr", USERS);
const product = idsOf("prd", PRODUCTS);
export const partner = idsOf("ptn", PARTNERS);
const account = idsOf("acc", ACCOUNTS, NUMBERS_FROM);
const beneficiary = (name: string): object => (user(name) ? { userId: user(name) } : { partnerId: partner(name) });

/** Creates a record under its own id. One that is there already was made by a start that did not come to its end. */
async function make(call: Caller, path: string, body: object): Promise<void> {
  try {
    await call("POST", path, body);
  } catch (error) {
    if (!(error instanceof CallError) || error.status !== 409) throw error;
  }
}

async function people(call: Caller): Promise<void> {
  // A department names the one above it, which therefore comes first.
  for (const [name, title, above] of DEPARTMENTS) {
    await make(call, "/v1/departments", { id: department(name), name: title, parentId: above && department(above) });
  }
  await together(USERS, ([name, called, email, at, role, phone]) =>
    make(call, "/v1/users", {
      ...{ id: user(name), name: called, email, departmentId: department(at), roles: [role] },
      ...(phone && { phone, smsOnReceipt: true }),
    }),
  );
}

/** The number of a demo record, by which its bank account is called. */
const digitsOf = (id: string): string => id.replace(/\D/g, "").slice(-12);

async function catalogue(call: Caller): Promise<void> {
  await together(PRODUCTS, ([name, code, title, productType, yuan]) =>
    make(call, "/v1/products", {
      ...{ id: product(name), code, name: title, productType, listPriceMinor: yuan * 100, currency: "CNY" },
    }),
  );
  await together(PARTNERS, ([name, title, email]) =>
    make(call, "/v1/partners", {
      ...{ id: partner(name), name: title, email },
      payoutAccount: { name: title, accountNo: `6222 ${digitsOf(partner(name))}`, bankCode: "308331012345" },
    }),
  );
  await together(PARTNER_PEOPLE, ([name, called, email]) =>
    make(call, `/v1/partners/${partner(name)}/people`, { name: called, email }),
  );
}

/** Groups before their members. */
async function accounts(call: Caller): Promise<void> {
  const write = ([name, title, owner, above, payerNames]: (typeof ACCOUNTS)[number]) =>
    make(call, "/v1/accounts", {
      ...{ id: account(name), name: title, ownerId: user(owner) },
      ...{ parentId: above && account(above), payerNames },
    });
  await together(
    ACCOUNTS.filter(([, , , above]) => !above),
    write,
  );
  await together(
    ACCOUNTS.filter(([, , , above]) => above),
    write,
  );
}

/** How cash is split where the order itself does not say all of it; tried before the rule of the examples. */
async function rules(call: Caller): Promise<void> {
  await call("PUT", "/v1/reconciliation-policy", POLICY);
  const given = [
    {
      ...{ name: "渠道订单：渠道两成，大区双记", priority: 5, products: { by: "proRata" } },
      when: { partnerIds: [partner("channel")] },
      shares: [
        { to: "owner", basisPoints: 8_000, ledger: "primary" },
        { to: "partner", basisPoints: 2_000, ledger: "primary" },
        { to: user("he"), basisPoints: 1_000, ledger: "overlay" },
      ],
    },
    {
      ...{ name: "续约：客户成功双记一半", priority: 6, products: { by: "proRata" } },
      when: { orderKinds: ["renewal"] },
      shares: [{ to: user("wu"), basisPoints: 5_000, ledger: "overlay" }],
    },
    {
      ...{ name: "新单：先算实施，再算订阅", priority: 7, when: { orderKinds: ["new"] } },
      products: { by: "typeFirst", productTypes: ["implementation"] },
    },
  ];
  await together(given, (rule, n = given.indexOf(rule)) =>
    make(call, "/v1/split-rules", { id: demoId("spl", n === 0 ? 1 : NUMBERS_FROM + n), ...rule }),
  );
}

async function orders(call: Caller, today: string): Promise<void> {
  await together(ORDERS, async ({ no, account: name, kind, lines, plan, partner: through, credits }) => {
    const id = demoId("ord", Number(no));
    await make(call, "/v1/orders", {
      ...{ id, accountId: account(name), currency: "CNY", contractNo: `HT-${today.slice(0, 4)}-${no}`, kind },
      partnerId: through && partner(through),
      lines: lines.map(([of, quantity, yuan]) => ({ productId: product(of), quantity, amountMinor: yuan * 100 })),
      instalments: plan.map(([days, yuan]) => ({ dueOn: addDays(today, days), amountMinor: yuan * 100 })),
      credits: credits?.map(([to, percent, ledger]) => ({ ...beneficiary(to), basisPoints: percent * 100, ledger })),
    });
    await make(call, `/v1/orders/${id}/sign`, {});
  });
}

async function openingBalances(call: Caller, today: string): Promise<void> {
  await together(OPENING, ({ no, account: name, amount, due, kind, currency = "CNY", discount }) =>
    make(call, "/v1/receivables", {
      ...{ id: demoId("rcv", Number(no)), accountId: account(name), reference: `INV-${today.slice(0, 4)}-${no}` },
      ...{ amountMinor: amount * 100, currency, dueOn: addDays(today, due), kind },
      terms: discount && [{ discountBasisPoints: discount[0] * 100, discountUntilOn: addDays(today, discount[1]) }],
    }),
  );
}

/** The records that only the documentation's examples name. Those that it shares with the company are there already. */
async function examples(call: Caller): Promise<void> {
  const made = new Map<string, number>();
  for (const { method, path, body } of demoCalls(sceneOf(modules, NEEDS))) {
    if (method !== "POST") continue;
    // Several that one example makes are told apart by whoever looks at them.
    const { name } = (body ?? {}) as { name?: unknown };
    const number = (made.get(`${path} ${name}`) ?? 0) + 1;
    made.set(`${path} ${name}`, number);
    const named = typeof name === "string" && number > 1 ? { name: `${name} ${number}` } : {};
    await make(call, path, { ...(body as object | undefined), ...named });
  }
}

async function linkBank(call: Caller): Promise<{ webhookPath: string; signingSecret: string }> {
  const virtualAccounts = VIRTUAL_ACCOUNTS.map(([accountNo, at, of]) => ({
    ...{ accountNo, departmentId: department(at), accountId: of && account(of) },
  }));
  const body = {
    name: "招商银行 基本户",
    bankName: "招商银行",
    accountNo: ACCOUNT_NO,
    currency: "CNY",
    virtualAccounts,
  };
  return call("POST", "/v1/bank-connections", body, "demo-bank");
}

const keyOf = async (call: Caller, name: string): Promise<[string, string]> => {
  const { key } = await call<{ key: string }>("POST", `/v1/users/${user(name)}/api-keys`, { name: "demo" }, "demo-key");
  return [name, key];
};

/**
 * Opens the demo tenant and fills it, over HTTP with the credentials that it hands out. Every call may be made again: a
 * start that was broken off in the middle is completed by the next one.
 */
export async function seedTenant(baseUrl: string, operatorKey: string, now: Date): Promise<DemoAccess> {
  const operator = callerOf(baseUrl, operatorKey);
  const opened = await operator<{ id: string; adminKey: string }>("POST", "/v1/tenants", TENANT, "demo-tenant");
  const call = callerOf(baseUrl, opened.adminKey);
  const today = civilDate(now, TENANT.timeZone);
  await people(call);
  await catalogue(call);
  await examples(call);
  await accounts(call);
  const [{ webhookPath, signingSecret }, keys] = await Promise.all([
    linkBank(call),
    Promise.all((["li", "zhou", "he", "sun"] as const).map((name) => keyOf(call, name))),
    rules(call),
  ]);
  await Promise.all([orders(call, today), openingBalances(call, today)]);
  const report = { report: "dailyReceipts", recipients: [user("zhao"), user("he")], at: "08:00", days: "daily" };
  await call("POST", "/v1/report-subscriptions", { ...report, timeZone: TENANT.timeZone }, "demo-report");
  return { tenant: { ...opened, keys: Object.fromEntries(keys) }, webhookPath, signingSecret };
}
