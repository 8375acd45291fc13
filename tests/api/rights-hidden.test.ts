import { beforeAll, describe, expect, test } from "@jest/globals";
import { modules } from "../../functions/modules.ts";
import { nounOfName } from "../../shared/contract/examples.ts";
import { collectionNoun } from "../../shared/contract/names.ts";
import { linkBank } from "../support/bank.ts";
import { scene } from "../support/demo.ts";
import { fetched, jobOf } from "../support/jobs.ts";
import { SOAK } from "../support/soak.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
type Row = { id: string; [field: string]: unknown };

/** Fields of each noun that hold a text or a number which stands nowhere else, and that text as it is looked for. */
const CANARIES: Record<string, Record<string, string>> = {
  account: {
    name: "云雀甲",
    registrationNo: "REGCANARY0001",
    payerNames: "付款画眉",
    emailDomains: "canary-domain.cn",
    phone: "13800007771",
    industry: "金丝雀业",
    region: "知更区",
    source: "百灵来源",
    tags: "喜鹊标签",
    addresses: "白鹭路",
    tax: "TAXCANARY0002",
    custom: "自定鹦鹉",
    "custom.bird": "自定鹦鹉",
    stage: "lost",
    stageWhy: "缘由杜鹃",
  },
  contact: { name: "黄鹂乙", email: "oriole@canary.example.com", phone: "13800007772", role: "鸬鹚经理" },
  lead: {
    name: "线索丙燕",
    company: "燕子公司",
    email: "swallow@canary.example.com",
    phone: "13800007773",
  },
  opportunity: { name: "商机丁鹤", amountMinor: "70007001" },
  activity: { subject: "行动戊鹰", body: "正文己鸥" },
  order: { contractNo: "HT-CANARY-1", totalMinor: "80008001", lines: "80008001", instalments: "80008001" },
  receivable: { reference: "INV-CANARY-9", amountMinor: "90009001", openMinor: "90009001" },
};

let tenant: TestTenant;
let role: string;
let clerk: Api;
const records = new Map<string, Row>();

const PERMISSIONS = [
  ...["accounts.*", "contacts.*", "leads.*", "opportunities.*", "activities.*", "orders.*", "receivables.*"],
  ...["views.*", "audit.read", "search.read", "jobs.*", "files.*", "messages.read", "fields.read", "users.read"],
  ...["assignment.read", "tiers.read", "reports.read", "bank.read", "credits.read", "reconciliation.read"],
];

async function seedRecords({ admin }: TestTenant): Promise<void> {
  const keep = async (noun: string, path: string, body: object): Promise<Row> => {
    const row = await made(admin, path, body);
    records.set(noun, row);
    return row;
  };
  const c = CANARIES as Record<string, Record<string, string>>;
  await made(admin, "/v1/custom-fields", { noun: "account", key: "bird", label: "鸟", type: "text" });
  const { stage: _stage, stageWhy: _why, custom: _custom, "custom.bird": bird, ...texts } = c.account as never as Row;
  const account = await keep("account", "/v1/accounts", {
    ...texts,
    ...{ payerNames: [texts.payerNames], emailDomains: [texts.emailDomains], tags: [texts.tags], custom: { bird } },
    addresses: [{ kind: "registered", country: "中国", city: "上海", line: texts.addresses, postcode: "201203" }],
    tax: { taxNo: texts.tax, invoiceTitle: texts.tax },
  });
  await admin.post(`/v1/accounts/${account.id}/life-cycle`, { stage: "lost", reason: c.account?.stageWhy });
  await keep("contact", "/v1/contacts", { ...c.contact, accountId: account.id });
  await keep("lead", "/v1/leads", { ...c.lead });
  const amount = (noun: string, field: string): number => Number(c[noun]?.[field]);
  const deal = { name: c.opportunity?.name, accountId: account.id, currency: "CNY" };
  await keep("opportunity", "/v1/opportunities", { ...deal, amountMinor: amount("opportunity", "amountMinor") });
  await keep("activity", "/v1/activities", {
    ...{ ...c.activity, kind: "task", dueAt: "2026-12-01T02:00:00Z", relatedTo: [{ noun: "account", id: account.id }] },
  });
  const product = { code: "CN", name: "产品", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  const { id: productId } = await made(admin, "/v1/products", product);
  const total = amount("order", "totalMinor");
  const order = await keep("order", "/v1/orders", {
    ...{ accountId: account.id, currency: "CNY", kind: "new", contractNo: c.order?.contractNo },
    lines: [{ productId, quantity: 1, amountMinor: total }],
    instalments: [{ dueOn: "2026-12-31", amountMinor: total }],
  });
  expect(order.totalMinor).toBe(total);
  await keep("receivable", "/v1/receivables", {
    ...{ accountId: account.id, reference: c.receivable?.reference, currency: "CNY", dueOn: "2026-11-01" },
    amountMinor: amount("receivable", "amountMinor"),
  });
  const twin = await made(admin, "/v1/accounts", { name: "无名", phone: "13800007779" });
  await admin.post(`/v1/accounts/${account.id}/merge`, { from: [twin.id] });
}

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  await linkBank(stack(), tenant);
  await seedRecords(tenant);
  const { id, name } = (await made(admin, "/v1/roles", {
    ...{ name: "clerk", permissions: PERMISSIONS, scopes: { "*": "all" } },
  })) as Row & { name: string };
  role = id;
  clerk = (await tenant.person({ roles: [name] })).api;
  for (const noun of ["account", "contact", "lead", "opportunity", "activity"]) {
    await made(clerk, "/v1/views", { noun, name: `view of ${noun}`, filter: { all: [] } });
  }
  await stack().settled();
});

/** Queries without which a route answers nothing. */
const QUERIES: Record<string, (row: Row, noun: string) => string> = {
  "/v1/audit-entries": ({ id }) => `?recordId=${id}`,
  "/v1/files": ({ id }, noun) => `?noun=${noun}&id=${id}`,
  "/v1/custom-fields/contract": (_row, noun) => `?noun=${noun}`,
  "/v1/activities/due": () => "?plan=open",
  "/v1/activity-report": () => "?from=2026-11-01&to=2026-12-31",
  "/v1/life-cycle-report": () => "?from=2026-01-01&to=2026-12-31",
};

/** Every reading call that somebody may make about a record, and those of all records. */
async function readings(noun: string, row: Row, text: string): Promise<string[]> {
  const { items: views } = (await clerk.get("/v1/views")).body;
  const paths = modules
    .flatMap(({ routes }) => routes)
    .filter(({ method, permission }) => method === "GET" && permission !== "public" && permission !== "operator")
    .flatMap((route) => {
      const { path } = route;
      if (!path.includes("{")) return [path + (QUERIES[path]?.(row, noun) ?? "")];
      if (path.startsWith("/v1/views/")) return views.map((view: Row) => path.replace("{id}", view.id));
      const of = nounOfName("id", collectionNoun(route, scene.routes), scene.entities) ?? "";
      const subject = records.get(of);
      return subject && /\{id\}(?!.*\{)/.test(path) ? [path.replace("{id}", subject.id)] : [];
    });
  return [...paths, `/v1/search?q=${encodeURIComponent(text)}`, `/v1/accounts/${records.get("account")?.id}/360`];
}

/** Reading calls that are under way together. */
const AT_ONCE = 8;

/** For each field the answers in which its text stands. */
async function tellers(noun: string, fields: Record<string, string>): Promise<Record<string, string[]>> {
  const row = records.get(noun) as Row;
  const paths = [
    ...new Set((await Promise.all(Object.values(fields).map((text) => readings(noun, row, text)))).flat()),
  ];
  const found: Record<string, string[]> = Object.fromEntries(Object.keys(fields).map((field) => [field, []]));
  const read = async (path: string): Promise<void> => {
    const { status, body } = await clerk.get(path);
    expect([path, status < 500]).toEqual([path, true]);
    for (const [field, text] of Object.entries(fields)) {
      const isAsked = path.includes(encodeURIComponent(text)) && JSON.stringify(body).length < 60;
      if (status === 200 && !isAsked && tells(body, noun, field, text, row.id)) found[field]?.push(path);
    }
  };
  const worker = async (): Promise<void> => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) await read(path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}

/** Whether an answer tells the text; a word that stands in many places is looked for in the record itself, and in what it went through. */
function tells(body: unknown, noun: string, field: string, text: string, id: string): boolean {
  if (noun !== "account" || field !== "stage") return JSON.stringify(body).includes(text);
  const moves = JSON.stringify(body).match(/"(?:kind":"lifeCycle|from":"target","to":"lost)"/);
  const own = [body, ...((body as { items?: unknown[] }).items ?? [])] as Row[];
  return moves !== null || own.some((one) => one?.id === id && one.stage !== undefined);
}

describe("what a role hides is told by no call that reads", () => {
  /** All fields of a noun at once in a usual run, and each by itself, with those that hold the same, in a long one. */
  const cases = Object.entries(CANARIES).flatMap(([noun, all]) => {
    if (SOAK <= 1) return [{ noun, what: "all fields", fields: all }];
    return Object.entries(all).map(([what, text]) => {
      const same = Object.entries(all).filter(([, t]) => t === text);
      return { noun, what, fields: Object.fromEntries(same) };
    });
  });
  test.each(cases)("$noun: $what", async ({ noun, fields }) => {
    await tenant.admin.patch(`/v1/roles/${role}`, { fields: null });
    const told = await tellers(noun, fields);
    for (const [field, paths] of Object.entries(told)) expect([field, paths.length > 0]).toEqual([field, true]);
    const rules = Object.fromEntries(Object.keys(fields).map((field) => [field, "hidden"]));
    const hidden = await tenant.admin.patch(`/v1/roles/${role}`, { fields: { [noun]: rules } });
    expect(hidden.status).toBe(200);
    const nothing = Object.fromEntries(Object.keys(fields).map((field) => [field, []]));
    expect(await tellers(noun, fields)).toEqual(nothing);
  });

  test("nor stands in a file", async () => {
    for (const noun of ["account", "contact", "lead", "opportunity", "activity"]) {
      const fields = Object.fromEntries(Object.keys(CANARIES[noun] ?? {}).map((field) => [field, "hidden"]));
      expect((await tenant.admin.patch(`/v1/roles/${role}`, { fields: { [noun]: fields } })).status).toBe(200);
      const job = await jobOf(stack(), clerk, "/v1/exports", { noun, format: "csv" });
      const text = JSON.stringify([job, await fetched(job.downloadUrl)]);
      for (const canary of Object.values(CANARIES[noun] ?? {})) {
        expect([noun, canary, canary !== "lost" && text.includes(canary)]).toEqual([noun, canary, false]);
      }
    }
  });
});
