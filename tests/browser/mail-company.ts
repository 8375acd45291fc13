import { type Caller, callerOf } from "../../infra/local/demo/caller.ts";
import type { Stack } from "../../infra/local/stack.ts";
import { addDays } from "../../shared/clock.ts";
import { bankOf, tenantIn } from "../bench/stage.ts";

export type Language = "zh-CN" | "en";

/** The day that the mails tell of, a Monday; its receipts are all told by its evening. */
export const ON = "2026-11-23";

type Words = Record<"tenant" | "text" | "board" | "receiptsByDay" | "owedBy" | "reader", string> & {
  departments: readonly string[];
  accounts: readonly string[];
  strangers: readonly string[];
  stages: readonly [string, string, string];
  deals: readonly string[];
};

/** One department, one customer and one payer are called what people had better not be called. */
export const WORDS: Record<Language, Words> = {
  "zh-CN": {
    ...{ tenant: "上海云帆软件有限公司", text: "货款 合同尾款", board: "早会看板", receiptsByDay: "每日到款" },
    ...{ owedBy: "各部门应收", reader: "王总" },
    departments: ["上海直销部", "华北大区", "华南大区", "战略客户与生态渠道合作伙伴发展事业部"],
    accounts: ["云帆科技有限公司", "青禾云科技", "北辰精密制造", "海岳物流集团", "شركة الخليج للتجارة", "锦程教育"],
    strangers: ["上海某某企业管理咨询合伙企业（有限合伙）代付专户", "王伟 <script>"],
    stages: ["初步沟通", "方案报价", "商务谈判"],
    deals: ["年度订阅", "实施服务", "扩容", "私有部署", "培训"],
  },
  en: {
    ...{
      tenant: "Yunfan Software Ltd",
      text: "final payment",
      board: "Morning board",
      receiptsByDay: "Receipts by day",
    },
    ...{ owedBy: "Owed by department", reader: "Grace Wang" },
    departments: ["Direct sales Shanghai", "North", "South", "Strategic accounts, channels and ecosystem partners"],
    accounts: [
      "Yunfan Technology",
      "Qinghe Cloud",
      "Polaris Precision",
      "Haiyue Logistics",
      "شركة الخليج للتجارة",
      "Jincheng",
    ],
    strangers: [
      "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
      "J. Smith <script>",
    ],
    stages: ["First talks", "Proposal", "Negotiation"],
    deals: ["Annual plan", "Onboarding", "More seats", "On premises", "Training"],
  },
};

const AMOUNTS = [128_600_00, 86_420_50, 45_000_00, 320_000_00, 12_880_00, 7_650_00, 56_300_00, 21_990_00];
/** Those whose payers nobody knows, and which name nothing. */
const STRANGE = [2, 6];
/** The day, the day before, and the same day of the week before; how much came on each. */
const DAYS: readonly [on: string, percent: number][] = [
  [ON, 100],
  [addDays(ON, -1), 82],
  [addDays(ON, -7), 107],
];
const CURRENCY = "CNY";

type Made = { call: Caller; words: Words; departments: string[]; accounts: string[] };
const idOf = async (call: Caller, path: string, body: object): Promise<string> => (await call("POST", path, body)).id;
const inTurn = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;

/** What is owed, what is paid of it, and payments that explain nothing. */
async function paid(stack: Stack, { call, words, accounts }: Made): Promise<void> {
  const tell = await bankOf(stack, call);
  const lines: object[] = [];
  for (const [bookedOn, percent] of DAYS) {
    for (const [n, amount] of AMOUNTS.entries()) {
      const amountMinor = Math.round((amount * percent) / 100);
      const [reference, isStrange] = [`HT-${bookedOn.slice(5)}-${100 + n}`, STRANGE.includes(n)];
      const line = { bankReference: reference, bookedOn, direction: "credit", amountMinor, currency: CURRENCY };
      const payer = { name: isStrange ? inTurn(words.strangers, (n - 2) / 4) : inTurn(words.accounts, n) };
      lines.push({ ...line, payer, remittance: isStrange ? words.text : `${words.text} ${reference}` });
      if (isStrange) continue;
      const owed = { accountId: inTurn(accounts, n), reference, amountMinor, currency: CURRENCY, dueOn: bookedOn };
      await call("POST", "/v1/receivables", owed);
    }
  }
  for (const [n, accountId] of accounts.entries()) {
    const owed = { accountId, reference: `OB-${n}`, amountMinor: AMOUNTS[n], currency: CURRENCY };
    await call("POST", "/v1/receivables", { ...owed, dueOn: addDays(ON, n * 12 - 30) });
  }
  await stack.settled();
  await tell(lines);
}

/** Plans of the departments, a funnel, and contracts that end this month, one of them renewed. */
async function planned({ call, words, departments, accounts }: Made): Promise<void> {
  for (const [n, departmentId] of departments.entries()) {
    for (const [measure, amountMinor] of [
      ["received", 500_000_00 + n * 50_000_00],
      ["signed", 60_000_00 + n * 10_000_00],
    ]) {
      await call("POST", "/v1/quotas", {
        departmentId,
        period: ON.slice(0, 7),
        measure,
        amountMinor,
        currency: CURRENCY,
      });
    }
  }
  const categories = ["pipeline", "best", "commit"] as const;
  const stages = categories.map((category, n) => {
    return { key: category, name: words.stages[n], probabilityBasisPoints: 2_000 + n * 3_000, category };
  });
  const ends = [
    { key: "won", name: "won", probabilityBasisPoints: 10_000, category: "closedWon" },
    { key: "lost", name: "lost", probabilityBasisPoints: 0, category: "closedLost" },
  ];
  const pipelineId = await idOf(call, "/v1/pipelines", { name: words.board, stages: [...stages, ...ends] });
  for (let n = 0; n < 14; n++) {
    const about = {
      accountId: inTurn(accounts, n),
      pipelineId,
      stage: inTurn(categories, n % 5),
      expectedOn: addDays(ON, n),
    };
    await call("POST", "/v1/opportunities", {
      ...{ ...about, name: inTurn(words.deals, n), amountMinor: inTurn(AMOUNTS, n * 3) * 2, currency: CURRENCY },
    });
  }
  const product = { code: "CRM", name: "CRM", productType: "subscription", listPriceMinor: 1, currency: CURRENCY };
  const productId = await idOf(call, "/v1/products", product);
  const sold = async (kind: string, accountId: string, amountMinor: number, startsOn: string, endsOn: string) => {
    const order = {
      accountId,
      currency: CURRENCY,
      kind,
      startsOn,
      endsOn,
      lines: [{ productId, quantity: 1, amountMinor }],
    };
    const id = await idOf(call, "/v1/orders", { ...order, instalments: [{ dueOn: startsOn, amountMinor }] });
    await call("POST", `/v1/orders/${id}/sign`);
    return id;
  };
  for (const n of [0, 1, 2])
    await sold("new", accounts[n] as string, 90_000_00 + n * 15_000_00, "2025-12-01", "2026-11-30");
  await sold("renewal", accounts[0] as string, 95_000_00, "2026-12-01", "2027-11-30");
}

/** What people have subscribed to, each kind by somebody of its own; whoever has made it all is `boss`. */
async function subscribed({ baseUrl }: Stack, { call, words }: Made, language: Language): Promise<void> {
  const person = (name: string, roles: string[]) =>
    idOf(call, "/v1/users", { name: words.reader, email: mailOf(language, name), roles, locale: language });
  const boss = await person("boss", ["admin"]);
  const { key } = await call<{ key: string }>("POST", `/v1/users/${boss}/api-keys`, { name: "mails" });
  const own = callerOf(baseUrl, key);
  const receipts = { facts: "receipts", measures: ["receivedMinor", "receipts"], dimensions: ["bookedOn"] };
  const owed = { facts: "receivables", measures: ["openMinor", "receivables"], dimensions: ["departmentId"] };
  const tiles = [
    {
      ...{ query: owed, title: words.owedBy, target: { measure: "openMinor", value: 900_000_00 } },
      threshold: { measure: "openMinor", op: "gt", value: 100_000_00 },
    },
    { query: receipts, title: words.receiptsByDay, chart: "line" },
    { report: "instalmentsByKind" },
    { report: "openReceivables" },
  ];
  const dashboardId = await idOf(own, "/v1/dashboards", { name: words.board, tiles, sharedWith: { everybody: true } });
  const daily = { at: "08:00", days: "daily" };
  for (const [name, told] of Object.entries({
    receipts: { report: "dailyReceipts" },
    renewals: { report: "renewalFigures" },
    report: { report: "topDebtors" },
    dashboard: { dashboardId },
  })) {
    const recipients = [await person(name, ["admin"])];
    if (name === "receipts") recipients.push(await person("outsider", ["marketing"]));
    await own("POST", "/v1/report-subscriptions", { ...told, ...daily, recipients });
  }
}

/** What a customer gets who has agreed to it: every kind of block that a template may have. */
const LETTER: Record<Language, { name: string; subject: string; hello: string; news: string; more: string }> = {
  "zh-CN": {
    ...{ name: "新品季", subject: "{{name}}，新一季的到款看板来了", hello: "{{name}}，您好" },
    ...{ news: "从今天起，每笔到款都能看到它核销了哪几张单。", more: "查看详情" },
  },
  en: {
    ...{ name: "Autumn release", subject: "{{name}}, a new board for receipts", hello: "Dear {{name}}," },
    ...{ news: "From today every receipt shows which papers it has paid.", more: "See what is new" },
  },
};

/** A campaign by mail, written by a template, to a customer who has agreed to marketing. */
async function written({ call, words, accounts }: Made, language: Language): Promise<void> {
  const { name, subject, hello, news, more } = LETTER[language];
  const [accountId, email] = [accounts[0], mailOf(language, "customer")];
  const contactId = await idOf(call, "/v1/contacts", {
    name: words.reader,
    accountId,
    email,
    preferredLanguage: language,
  });
  const evidence = { textVersion: "1", source: "form", at: "2026-11-01T08:00:00Z" };
  const consent = { contactId, channel: "email", purpose: "marketing", state: "given" };
  await call("POST", "/v1/consents", { ...consent, evidence });
  const templateId = await idOf(call, "/v1/templates", {
    ...{ name, channel: "email", purpose: "marketing", subject },
    blocks: [
      { kind: "heading", text: hello },
      { kind: "paragraph", text: news },
      { kind: "figure", label: words.receiptsByDay, value: "98.6 %", note: words.text, tone: "good" },
      { kind: "facts", rows: words.departments.slice(0, 2).map((label, n) => ({ label, value: words.deals[n] })) },
      { kind: "list", items: words.deals.slice(0, 3).map((title, n) => ({ title, value: words.stages[n] })) },
      { kind: "note", text: words.board },
      { kind: "button", label: more, url: "https://example.com/news" },
    ],
  });
  const campaign = { name, templateId, recipients: { contactIds: [contactId] } };
  await call("POST", `/v1/mail-campaigns/${await idOf(call, "/v1/mail-campaigns", campaign)}/send`, {});
}

export const mailOf = (language: Language, name: string): string => `${name}.${language.toLowerCase()}@example.com`;

/** A company of which every mail has something to tell. */
export async function mailCompany(stack: Stack, language: Language): Promise<void> {
  await stack.moveClock(new Date(`${ON}T09:00:00Z`));
  const words = WORDS[language];
  const { call } = await tenantIn(stack, words.tenant, language);
  const departments: string[] = [];
  for (const name of words.departments) departments.push(await idOf(call, "/v1/departments", { name }));
  const accounts: string[] = [];
  for (const [n, name] of words.accounts.entries()) {
    accounts.push(await idOf(call, "/v1/accounts", { name, departmentId: inTurn(departments, n) }));
  }
  const made = { call, words, departments, accounts };
  await planned(made);
  await paid(stack, made);
  await subscribed(stack, made, language);
  await written(made, language);
  await stack.settled();
}
