import { describe, expect, test } from "@jest/globals";
import { base64, csvOf, itemsOf, type JobBody, jobOf } from "../support/jobs.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const importCsv = (api: Api, noun: string, rows: string[][], more: object = {}): Promise<JobBody> =>
  jobOf(stack(), api, "/v1/imports", { noun, format: "csv", content: base64(csvOf(...rows)), ...more });
const codesOf = (job: JobBody): string[] => job.result.notices.map((n: JobBody) => n.code);

/** Headers of other programs' files with what they hold, by noun. */
const FILES: [program: string, noun: string, header: string, values: string, expected: object][] = [
  [
    "Salesforce",
    "contact",
    "First Name|Last Name|Account Name|Email|Mobile|Title",
    "Ann|Lee|云海软件有限公司|ann@example.com|13800000001|CFO",
    { name: "Ann Lee", email: "ann@example.com", phone: expect.any(String), role: "CFO" },
  ],
  [
    "HubSpot",
    "contact",
    "First Name|Last Name|Company Name|Email Address|Mobile Phone|Job Title",
    "Bo|Li|云海软件有限公司|bo@example.com|13800000002|CEO",
    { name: "Bo Li", email: "bo@example.com", role: "CEO" },
  ],
  [
    "Zoho",
    "lead",
    "First Name|Last Name|Company|Email|Mobile|Lead Source|Lead Status",
    "Cy|Wu|乙公司|cy@example.com|13800000003|Trade Show|Contacted",
    { name: "Cy Wu", company: "乙公司", source: "event", status: "working" },
  ],
  [
    "Pipedrive",
    "opportunity",
    "Deal - Title|Deal - Organization|Deal - Value|Deal - Currency|Deal - Expected close date|Deal - Status",
    "Deal|云海软件有限公司|1200.5|USD|2026-11-24|Won",
    { name: "Deal", amountMinor: 120_050, currency: "USD", expectedOn: "2026-11-24", status: "closedWon" },
  ],
  [
    "Dynamics",
    "account",
    "Account Name|Main Phone|Website|No. of Employees|Industry",
    "Dynamo|+442071838750|dynamo.example.com|1,200|Retail",
    { name: "Dynamo", size: 1200, industry: "Retail", website: "https://dynamo.example.com" },
  ],
  [
    "纷享销客",
    "contact",
    "姓名|客户名称|手机|邮箱|职务",
    "王芳|云海软件有限公司|13800000004|wf@example.com|采购总监",
    { name: "王芳", phone: expect.any(String), role: "采购总监" },
  ],
  [
    "销售易",
    "lead",
    "姓|名|公司名称|手机号码|电子邮件|线索来源|备注",
    "欧阳|娜娜|丙公司|13800000005|on@example.com|展会|请回电",
    { name: "欧阳娜娜", company: "丙公司", source: "event", note: "请回电" },
  ],
];

describe("the headers of other programs", () => {
  test.each(FILES)("%s: %s", async (_program, noun, header, values, expected) => {
    const { admin } = await openTenant(stack());
    await made(admin, "/v1/accounts", { name: "云海软件有限公司" });
    const job = await importCsv(admin, noun, [header.split("|"), values.split("|")]);
    expect(await itemsOf(admin, job.id)).toMatchObject([{ outcome: "created" }]);
    expect(job.result.notices).toEqual([]);
    const path = noun === "opportunity" ? "opportunities" : `${noun}s`;
    const { items } = (await admin.get(`/v1/${path}`)).body;
    expect(items[0]).toMatchObject(expected);
  });
});

describe("what is wrong with a file's columns", () => {
  test("is said before a row is written: two of one name, unknown ones, those that nobody writes", async () => {
    const { admin } = await openTenant(stack());
    const twice = csvOf(["姓名", "邮箱", "邮箱"], ["甲", "a@example.com", "b@example.com"]);
    const body = { noun: "lead", format: "csv" };
    const refused = await admin.post("/v1/imports", { ...body, content: base64(twice) });
    expect(refused.body).toMatchObject({ status: 422, errors: [{ path: "mapping.邮箱", code: "duplicate" }] });
    const header = ["姓名", "手机", "电话", "幸运数字", "创建时间"];
    const content = base64(csvOf(header, ["甲", "13800000001", "13800000002", "7", "2020-01-01"]));
    const started = await admin.post("/v1/imports", { ...body, content });
    expect(started.body.result.notices).toMatchObject([
      { code: "second_column", column: "电话" },
      { code: "unknown_column", column: "幸运数字" },
      { code: "not_imported", column: "创建时间" },
    ]);
    await stack().settled();
  });

  test("a row with more cells than the header is told and not taken shifted", async () => {
    const { admin } = await openTenant(stack());
    const content = base64("名称,行业\nFoo Co., Ltd.,Retail\n甲,零售\n");
    const job = await jobOf(stack(), admin, "/v1/imports", { noun: "account", format: "csv", content });
    expect(job.progress).toMatchObject({ done: 1, failed: 1 });
    expect(job.result.notices).toMatchObject([{ code: "ragged", rows: [2], count: 1 }]);
    expect((await itemsOf(admin, job.id, "failed"))[0].errors).toMatchObject([{ code: "ragged" }]);
  });

  test("a number that may be two is asked for, by a dry run and before a row is written", async () => {
    const { admin } = await openTenant(stack());
    await made(admin, "/v1/accounts", { name: "山海科技" });
    const rows = [
      ["商机", "客户", "金额"],
      ["一", "山海科技", "1,234"],
      ["二", "山海科技", "12"],
    ];
    const body = { noun: "opportunity", format: "csv", content: base64(csvOf(...rows)) };
    const refused = await admin.post("/v1/imports", body);
    expect(refused.body).toMatchObject({ status: 422, errors: [{ path: "forms.金额", code: "ambiguous" }] });
    const trial = await importCsv(admin, "opportunity", rows, { dryRun: true });
    expect(codesOf(trial)).toEqual(["ambiguous"]);
    expect((await itemsOf(admin, trial.id, "failed"))[0].errors).toMatchObject([
      { path: "amountMinor", column: "金额", code: "ambiguous" },
    ]);
    const job = await importCsv(admin, "opportunity", rows, { forms: { 金额: "decimalComma" } });
    expect(job.progress.failed).toBe(1);
    const right = await importCsv(admin, "opportunity", rows, {
      forms: { 金额: "decimalPoint" },
      saveMappingAs: "商机",
    });
    expect(right.result.outcomes).toEqual({ created: 2 });
    const { saved } = (await admin.post("/v1/imports/suggest", body)).body;
    expect(saved).toMatchObject([{ forms: { 金额: "decimalPoint" } }]);
  });
});

describe("duplicates of a file", () => {
  test("a failed row holds nothing, and a dry run says what the import does", async () => {
    const { admin } = await openTenant(stack());
    const put = await admin.put("/v1/lead-policy", { duplicates: "refuse" });
    expect(put.status).toBe(200);
    const rows = [
      ["姓名", "手机", "来源"],
      ["坏", "13800000001", "没有这种"],
      ["好", "13800000001", "展会"],
      ["重", "13800000001", "展会"],
    ];
    for (const dryRun of [true, false]) {
      const job = await importCsv(admin, "lead", rows, { dryRun });
      expect((await itemsOf(admin, job.id)).map((item) => item.outcome)).toEqual(["failed", "created", "failed"]);
      expect((await itemsOf(admin, job.id))[2].errors).toMatchObject([{ path: "phone", code: "duplicate" }]);
    }
  });

  test("a number that many share is no reason to refuse, as by the API", async () => {
    const { admin } = await openTenant(stack());
    const rows = [["姓名", "电话"], ...["甲", "乙", "丙"].map((name) => [name, "+862155550001"])];
    expect((await importCsv(admin, "lead", rows)).result.outcomes).toEqual({ created: 3 });
  });

  test.each([
    [
      "contact",
      "email",
      ["姓名", "客户", "邮箱"],
      (n: string, role: string) => [n, "云海软件有限公司", `${role}@example.com`],
    ],
    ["account", "name", ["名称", "行业"], (n: string, role: string) => [`Acme ${role} Ltd.`, n]],
    ["lead", "email", ["姓名", "邮箱"], (n: string, role: string) => [n, `${role}@example.com`]],
  ] as const)("%s are brought up to date by %s, within a file as well", async (noun, upsertBy, header, row) => {
    const { admin } = await openTenant(stack());
    await made(admin, "/v1/accounts", { name: "云海软件有限公司" });
    const first = [[...header], [...row("一", "a")], [...row("二", "b")], [...row("三", "a")]];
    const job = await importCsv(admin, noun, first, { upsertBy });
    expect(job.result.outcomes).toEqual({ created: 2, updated: 1 });
    const again = await importCsv(admin, noun, first, { upsertBy, dryRun: true });
    expect(again.progress).toMatchObject({ done: 3, failed: 0 });
    expect((await importCsv(admin, noun, [[...header], [...row("四", "B")]], { upsertBy })).result.outcomes).toEqual({
      updated: 1,
    });
  });
});

describe("a header of two lines", () => {
  const lines = [
    ["客户信息", "", "联系方式", "", "开票地址", "", "收货地址", "", "备注"],
    ["客户名称", "行业", "电话", "网址", "城市", "详细地址", "城市", "详细地址", ""],
    ["甲乙丙公司", "软件", "021-55550001", "www.a.example", "上海市", "张江路 1 号", "苏州市", "星湖街 2 号", "老客户"],
  ];
  const record = {
    ...{ name: "甲乙丙公司", industry: "软件", phone: "+862155550001", website: "https://www.a.example" },
    addresses: [
      { kind: "billing", city: "上海市", line: "张江路 1 号" },
      { kind: "shipping", city: "苏州市", line: "星湖街 2 号" },
    ],
  };
  test.each([
    ["alone", lines],
    ["below a title", [["2026 年客户表"], ["导出时间：2026-11-24"], ...lines]],
  ] as const)(
    "%s: each column is called by the lower, and by the group where two are called alike",
    async (_where, all) => {
      const { admin } = await openTenant(stack());
      const job = await importCsv(
        admin,
        "account",
        all.map((row) => [...row]),
      );
      expect(await itemsOf(admin, job.id)).toMatchObject([{ outcome: "created", number: all.length }]);
      expect(job.result.notices).toMatchObject([{ code: "unknown_column", column: "备注" }]);
      expect((await admin.get("/v1/accounts")).body.items).toMatchObject([record]);
      const content = base64(csvOf(...all.map((row) => [...row])));
      const { mapping } = (await admin.post("/v1/imports/suggest", { noun: "account", format: "csv", content })).body;
      expect(mapping).toMatchObject({ 客户名称: "name", "收货地址 城市": "addresses.shipping.city" });
      const again = await importCsv(
        admin,
        "account",
        all.map((row) => [...row]),
        { mapping, upsertBy: "name" },
      );
      expect(again.result.outcomes).toEqual({ unchanged: 1 });
    },
  );

  test("a line of records below a header that leaves one out is none", async () => {
    const { admin } = await openTenant(stack());
    const job = await importCsv(admin, "lead", [
      ["姓名", "", "邮箱"],
      ["电话", "手机", "a@example.com"],
    ]);
    expect(job.result.outcomes).toEqual({ created: 1 });
    expect((await admin.get("/v1/leads")).body.items).toMatchObject([{ name: "电话", email: "a@example.com" }]);
  });
});

describe("a text whose encoding its bytes do not tell", () => {
  test.each([
    ["big5", "t3yqwKZXLLKjt34KpXjGV6S9pXEss27F6Qo=", "台灣公司"],
    ["shift_jis", "ie+O0Ja8LIvGju0Kk/qWe4+kjpYsg1yDdINnCg==", "日本商事"],
    ["euc-kr", "yLi757jtLL73wb4Kx9Gxubmrv6osvNLHwcauCg==", "한국무역"],
    ["windows-1252", "RmlybWE7QnJhbmNoZQpN/GxsZXIgJiBT9mhuZSCAO01hc2NoaW5lbgo=", "Müller & Söhne €"],
    ["windows-1250", "RmlybWE7QnJhbr9hCqPzZJ8gSGFuZGVsIFNwLiB6IG8uby47SGFuZGVsCg==", "Łódź Handel Sp. z o.o."],
    ["windows-1251", "yu7s7+Dt6P8szvLw4PHr/ArQ7uzg+OrgIM7OzizS7vDj7uLr/wo=", "Ромашка ООО"],
    ["windows-1254", "Q29tcGFueSxJbmR1c3RyeQrdc3RhbmJ1bCBUaWNhcmV0LN5la2VyCg==", "İstanbul Ticaret"],
    ["windows-874", "Q29tcGFueSxJbmR1c3RyeQrkt8Kh0sOk6dIsq82/tezhx8PsCg==", "ไทยการค้า"],
  ] as const)("%s is read where the importer says it", async (encoding, content, name) => {
    const { admin } = await openTenant(stack());
    const body = { noun: "account", format: "csv", content };
    const { mapping } = (await admin.post("/v1/imports/suggest", { ...body, encoding })).body;
    expect(Object.values(mapping)).toEqual(["name", "industry"]);
    const job = await jobOf(stack(), admin, "/v1/imports", { ...body, encoding });
    expect(job.result.outcomes).toEqual({ created: 1 });
    expect((await admin.get("/v1/accounts")).body.items).toMatchObject([{ name }]);
    const other = await admin.post("/v1/imports", { ...body, encoding: "klingon" });
    expect(other.body).toMatchObject({ status: 422, errors: [{ path: "encoding" }] });
  });

  test("one that is neither of those that are told is refused in the importer's language", async () => {
    const { admin } = await openTenant(stack());
    const content = Buffer.from("Firma;Branche\nM\u00fcller;Maschinen\n", "latin1").toString("base64");
    const body = { noun: "account", format: "csv", content };
    const refused = await admin.post("/v1/imports", body, { "accept-language": "zh-CN" });
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining("另存为“CSV UTF-8”")]);
  });
});
