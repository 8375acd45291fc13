import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { TableFormat } from "../../shared/tabular/index.ts";
import { fetched, itemsOf, type JobBody, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

const bytesOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, "../support/fixtures/tables", name)).toString("base64");

type Row = { [field: string]: unknown };
type File = { program: string; file: string; noun: string; path: string; rows: Row[]; left?: (string | undefined)[] };

/**
 * Files as other programs write them: workbooks of openpyxl 3.1.5, of pandas 3.1.1 with it, and with the parts that Excel
 * 16 writes, and one with a title in merged cells above its header, dates from 1904 and numbers as text; exports of
 * HubSpot, Salesforce's Data Loader, SuiteCRM, Pipedrive, Zoho and Odoo, and a Chinese CRM's sheet in GB 18030. `left`
 * are the columns of which it is told that nothing is read. Each finds the records of those before it.
 */
const FILES: File[] = [
  {
    ...{ program: "openpyxl", file: "openpyxl-accounts.xlsx", noun: "account", path: "accounts" },
    rows: [
      { name: "云海软件有限公司", registrationNo: "000042" },
      { name: "海图贸易有限公司", registrationNo: "91310000MA1K" },
    ],
    // Its cells are one in the file, and one in each row here.
    left: ["行业"],
  },
  {
    ...{ program: "pandas", file: "pandas-contacts.xlsx", noun: "contact", path: "contacts" },
    rows: [
      { name: "周敏", email: "zhou@example.com", phone: "+8613800000002" },
      { name: "Ann Lee", email: "ann@example.com", phone: "+8613800000001" },
    ],
  },
  {
    ...{ program: "HubSpot", file: "hubspot-companies.csv", noun: "account", path: "accounts" },
    rows: [
      {
        ...{ name: "Łódź Trading Sp. z o.o.", phone: "+48421234567", size: 1250, industry: "WHOLESALE" },
        ...{ website: "https://lodz-trading.example" },
        addresses: [{ kind: "office", line: "Łódź", city: "Łódź", country: "Poland" }],
      },
      { name: "Acme, Inc.", phone: "+14155550100", size: 42, website: "https://acme.example" },
    ],
    left: ["Record ID", "Create Date", "Last Activity Date", "Lifecycle Stage"],
  },
  {
    ...{ program: "HubSpot", file: "hubspot-contacts.csv", noun: "contact", path: "contacts" },
    rows: [
      {
        ...{ name: "Zoë Müller-Łuczak", email: "zoe@lodz-trading.example", phone: "+48512345678" },
        role: "Head of Purchasing",
      },
      { name: 'Bob O\'Neil "Bo"', email: "bob@acme.example", phone: "+14155550123;ext=23", role: "CFO" },
    ],
    left: ["Record ID", "Lead Status", "Create Date", "Marketing contact status"],
  },
  {
    ...{ program: "Data Loader", file: "salesforce-accounts.csv", noun: "account", path: "accounts" },
    rows: [
      { name: "Édouard & Fils", phone: "+33145678901", size: 310, website: "http://edouard.example" },
      { name: "ООО «Ромашка»", phone: "+74951234567", industry: "Agriculture" },
    ],
    left: ["ID", "ISDELETED", "CREATEDDATE", "LASTMODIFIEDDATE"],
  },
  {
    ...{ program: "Data Loader", file: "salesforce-opportunities.csv", noun: "opportunity", path: "opportunities" },
    rows: [
      { name: "Renewal 2027", amountMinor: 12_000_000, currency: "EUR", expectedOn: "2027-03-31", status: "open" },
      { name: "Тракторы", amountMinor: 149_950, currency: "USD", expectedOn: "2027-01-15" },
    ],
    left: ["ID", "STAGENAME", "DESCRIPTION", "ISCLOSED"],
  },
  {
    ...{ program: "SuiteCRM", file: "suitecrm-leads.csv", noun: "lead", path: "leads" },
    rows: [
      {
        ...{ name: "Ananya Śarmā", company: "Bharat Traders", phone: "+919876543210", source: "event" },
        ...{ title: "Director", status: "new", note: 'Calls back,\nwants "demo"' },
      },
      { name: "محمد علي", company: "شركة النور", phone: "+971501234567", source: "webForm", status: "new" },
    ],
    left: ["ID", "Date Created:"],
  },
  {
    ...{ program: "纷享销客", file: "fxiaoke-accounts.csv", noun: "account", path: "accounts" },
    rows: [
      {
        ...{ name: "海图贸易（上海）有限公司", registrationNo: "91310115MA1K4BKX2T", size: 1200, source: "展会" },
        phone: "+862155550001;ext=8001",
      },
      { name: "朙月信息技术（上海）有限公司", registrationNo: "91310000MA1FL0XX3Q", phone: "+864008208820", size: 35 },
    ],
    left: ["创建时间"],
  },
  {
    ...{ program: "Excel", file: "excel-opportunities.xlsx", noun: "opportunity", path: "opportunities" },
    rows: [
      { name: "CRM 二期", amountMinor: 12_500_000, currency: "CNY", expectedOn: "2027-03-31", status: "open" },
      { name: "数据迁移 & 培训", amountMinor: 25_010_000, currency: "USD", expectedOn: "2027-01-15" },
    ],
    left: ["备注编号"],
  },
  {
    ...{ program: "pandas", file: "pandas-accounts.xlsx", noun: "account", path: "accounts" },
    rows: [
      { name: "한국무역 주식회사", phone: "+8223123456", size: 120 },
      { name: "ไทยการค้า จำกัด", phone: "+6621234567" },
    ],
    left: [undefined, "Active", "Created"],
  },
  {
    ...{ program: "Odoo", file: "odoo-companies.csv", noun: "account", path: "accounts" },
    rows: [
      {
        ...{
          name: "Azure Interior, S.L.",
          registrationNo: "ESB12345674",
          phone: "+34912345678",
          tags: ["VIP", "Retail"],
        },
        ...{ website: "http://www.azure.example" },
        addresses: [{ kind: "office", line: "C/ Mayor, 1", city: "Madrid", country: "Spain" }],
      },
      { name: "Świat Mebli Sp. z o.o.", registrationNo: "PL5260001246", phone: "+48221234567" },
    ],
    left: ["External ID", "Email", "Is a Company"],
  },
  {
    ...{ program: "Pipedrive", file: "pipedrive-people.csv", noun: "contact", path: "contacts" },
    rows: [
      { name: "Jürgen Weiß", email: "j.weiss@weiss.example", phone: "+4930901820", role: "Leiter Einkauf" },
      { name: "Nguyễn Thị Minh", email: "minh@duc.example", phone: "+842439360750", role: "Giám đốc" },
    ],
    left: ["Person - ID", "Person - Person created"],
  },
  {
    ...{ program: "Zoho", file: "zoho-leads.csv", noun: "lead", path: "leads" },
    rows: [
      {
        ...{ name: "Chinedu Okafor", company: "Okafor & Sons", email: "chinedu@okafor.example", source: "event" },
        ...{ title: "Buyer", status: "working", note: 'Wants a call;\nin the "morning"' },
      },
      { name: "王偉", company: "雲帆貿易有限公司", phone: "+886223456789", source: "webForm", status: "new" },
    ],
    left: ["Record Id", "Mobile", "Email Opt Out", "Created Time"],
  },
  {
    ...{ program: "openpyxl", file: "openpyxl-receivables-1904.xlsx", noun: "receivable", path: "receivables" },
    rows: [
      { reference: "000042", amountMinor: 123_450, currency: "EUR", issuedOn: "2027-01-31", dueOn: "2027-03-31" },
      { reference: "000043", amountMinor: 250_000, currency: "EUR", issuedOn: "2027-02-28", dueOn: "2027-04-30" },
    ],
    left: ["Note"],
  },
];

const NOUNS = ["account", "contact", "opportunity", "lead", "receivable"];

let first: TestTenant;
const jobs = new Map<string, JobBody>();

beforeAll(async () => {
  first = await openTenant(stack());
  for (const { file, noun } of FILES) {
    const body = { noun, format: file.split(".")[1], content: bytesOf(file) };
    jobs.set(file, await jobOf(stack(), first.admin, "/v1/imports", body));
  }
});

const exportOf = async ({ admin }: TestTenant, noun: string, format: TableFormat): Promise<JobBody> =>
  jobOf(stack(), admin, "/v1/exports", { noun, format });

const contentOf = async (job: JobBody): Promise<string> =>
  Buffer.from(await (await fetch(job.downloadUrl)).arrayBuffer()).toString("base64");

/** What a file of an export says of its records, in an order of its own, without what every tenant has of its own. */
async function saidIn(job: JobBody, format: TableFormat): Promise<string[]> {
  const [head = [], ...rows] = await fetched(job.downloadUrl, format);
  const own = ["编号", "ID", "负责人", "创建时间", "更新时间", "id", "阶段开始", "结单时间", "分配"];
  const shown = head.flatMap((name, at) => (own.some((one) => name.includes(one)) ? [] : [at]));
  return rows.map((row) => shown.map((at) => `${head[at]}=${row[at]}`).join(" | ")).sort();
}

describe("a file of another program", () => {
  test.each(FILES.map((of) => [of.program, of.file, of] as const))(
    "%s: %s is read whole",
    async (_program, file, of) => {
      const job = jobs.get(file);
      expect(await itemsOf(first.admin, job.id, "failed")).toEqual([]);
      expect(job).toMatchObject({ state: "done", progress: { done: of.rows.length, failed: 0 } });
      expect(job.result.notices.map(({ column }: JobBody) => column)).toEqual(of.left ?? []);
      const { items } = (await first.admin.get(`/v1/${of.path}?limit=200`)).body;
      for (const row of of.rows) expect(items).toContainEqual(expect.objectContaining(row));
    },
  );

  test.each(["csv", "xlsx"] as const)(
    "once it is in, leaves as %s whole: another tenant reads it, and it changes nothing where it came from",
    async (format) => {
      const second = await openTenant(stack());
      for (const noun of NOUNS) {
        const job = await exportOf(first, noun, format);
        const content = await contentOf(job);
        const { mapping } = (await second.admin.post("/v1/imports/suggest", { noun, format, content })).body;
        const theirs = Object.fromEntries(Object.entries(mapping).filter(([, field]) => field !== "ownerId"));
        const body = { noun, format, content };
        const moved = await jobOf(stack(), second.admin, "/v1/imports", { ...body, mapping: theirs });
        expect([noun, await itemsOf(second.admin, moved.id, "failed")]).toEqual([noun, []]);
        expect(await saidIn(await exportOf(second, noun, format), format)).toEqual(await saidIn(job, format));
        const again = await jobOf(stack(), first.admin, "/v1/imports", { ...body, upsertBy: "id" });
        expect([noun, again.result.outcomes]).toEqual([noun, { unchanged: job.progress.done }]);
      }
    },
  );
});
