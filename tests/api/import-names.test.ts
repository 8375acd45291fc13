import { beforeAll, describe, expect, test } from "@jest/globals";
import { base64, csvOf, itemsOf, type JobBody, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();

let tenant: TestTenant;
let li: string;

beforeAll(async () => {
  tenant = await openTenant(stack());
  const person = { email: "li.lei@example.com", name: "李雷", roles: ["sales"] };
  ({ id: li } = await made(tenant.admin, "/v1/users", person));
  await made(tenant.admin, "/v1/accounts", { name: "云海软件有限公司" });
});

const importCsv = (noun: string, rows: string[][], more: object = {}): Promise<JobBody> =>
  jobOf(stack(), tenant.admin, "/v1/imports", { noun, format: "csv", content: base64(csvOf(...rows)), ...more });

const named = async (path: string, name: string): Promise<JobBody> =>
  (await tenant.admin.get(`/v1/${path}?limit=200`)).body.items.find((one: JobBody) => one.name === name);

describe("names of another program's file that the tenant does not have", () => {
  test("a dry run says whom nobody knows, and an import leaves what is new to the importer", async () => {
    const rows = [
      ["Account Name", "Account Owner", "归属部门"],
      ["Acme Names", "John Smith", "East"],
      ["Beta Names", "李雷", ""],
      ["Gamma Names", "Li Lei (LI.LEI@example.com)", ""],
      ["Delta Names", "john smith", ""],
    ];
    const me = (await tenant.admin.get("/v1/users/me")).body.principalId;
    for (const dryRun of [true, false]) {
      const job = await importCsv("account", rows, { dryRun });
      expect(job.progress).toMatchObject({ done: 4, failed: 0 });
      expect(job.result.notices).toMatchObject([
        { code: "unknown_names", column: "Account Owner", values: ["John Smith"], rows: [2, 5], count: 2 },
        { code: "unknown_names", column: "归属部门", values: ["East"], rows: [2], count: 1 },
      ]);
      expect(job.result.notices[0].message).toContain("John Smith");
    }
    const owners = ["Acme Names", "Beta Names", "Gamma Names", "Delta Names"].map(async (name) =>
      named("accounts", name),
    );
    expect((await Promise.all(owners)).map(({ ownerId }) => ownerId)).toEqual([me, li, li, me]);
  });

  test("the importer says what texts mean, for good where the mapping is kept, or has such rows refused", async () => {
    const rows = [
      ["姓名", "线索来源", "线索负责人"],
      ["甲 名", "抖音直播", "小李"],
      ["乙 名", "展会", "没有的人"],
      ["丙 名", "抖音直播", "离职的人"],
    ];
    const trial = await importCsv("lead", rows, { dryRun: true });
    expect(trial.result.notices).toMatchObject([
      { code: "unknown_values", column: "线索来源", values: ["抖音直播"], rows: [2, 4] },
      { code: "unknown_names", column: "线索负责人", values: ["小李", "没有的人", "离职的人"] },
    ]);
    expect(trial.progress.failed).toBe(2);
    const values = { 线索来源: { 抖音直播: "webForm" }, 线索负责人: { 小李: "li.lei@example.com", 离职的人: "" } };
    const more = { values, unknownOwners: "refuse", saveMappingAs: "抖音" };
    const job = await importCsv("lead", rows, more);
    expect((await itemsOf(tenant.admin, job.id)).map(({ outcome }) => outcome)).toEqual([
      "created",
      "failed",
      "created",
    ]);
    expect((await itemsOf(tenant.admin, job.id, "failed"))[0]!.errors).toMatchObject([
      { path: "ownerId", column: "线索负责人", code: "unknown_reference" },
    ]);
    expect(await named("leads", "甲 名")).toMatchObject({ source: "webForm", ownerId: li });
    const body = { noun: "lead", format: "csv", content: base64(csvOf(...rows)) };
    expect((await tenant.admin.post("/v1/imports/suggest", body)).body.saved).toMatchObject([{ name: "抖音", values }]);
    const refused = await tenant.admin.post("/v1/imports", { ...body, values: { 颜色: { 红: "x" } } });
    expect(refused.body).toMatchObject({ status: 422, errors: [{ path: "values.颜色", code: "unknown_field" }] });
  });

  test("who owns a record stays where a file that changes it names nobody known", async () => {
    const rows = [
      ["公司", "负责人"],
      ["Omega Names", "李雷"],
    ];
    expect((await importCsv("account", rows)).result.outcomes).toEqual({ created: 1 });
    const again = await importCsv("account", [rows[0]!, ["Omega Names", "王五"]], { upsertBy: "name" });
    expect([again.progress.failed, (await named("accounts", "Omega Names")).ownerId]).toEqual([0, li]);
  });

  test("a company that nobody knows is still an error of its row", async () => {
    const job = await importCsv("contact", [
      ["姓名", "客户"],
      ["丁 名", "没有的公司"],
    ]);
    expect((await itemsOf(tenant.admin, job.id, "failed"))[0]!.errors).toMatchObject([{ code: "unknown_reference" }]);
  });
});

describe("several columns of one telephone or mailbox", () => {
  test("the first that says something counts, and it is told which are read", async () => {
    const job = await importCsv("contact", [
      ["First Name", "Last Name", "Account Name", "Phone", "Mobile", "Email", "Secondary Email"],
      ["A", "Spare", "云海软件有限公司", "", "13800000011", "", ""],
      ["B", "Spare", "云海软件有限公司", "010-55550012", "13800000012", "b@example.com", ""],
    ]);
    expect(job.result.notices).toMatchObject([
      { code: "second_column", column: "Mobile" },
      { code: "unknown_column", column: "Secondary Email" },
    ]);
    expect(await named("contacts", "A Spare")).toMatchObject({ phone: "+8613800000011" });
    expect(await named("contacts", "B Spare")).toMatchObject({ phone: "+861055550012", email: "b@example.com" });
  });
});

describe("words for what other programs call otherwise", () => {
  test.each([
    ["人民币", "CNY"],
    ["RMB", "CNY"],
    ["CNY-人民币", "CNY"],
    ["¥", "CNY"],
    ["USD - U.S. Dollar", "USD"],
    ["US Dollar", "USD"],
    ["美元", "USD"],
    ["eur", "EUR"],
    ["€", "EUR"],
    ["Euro", "EUR"],
    ["Schweizer Franken", "CHF"],
    ["日本円", "JPY"],
    ["新台幣", "TWD"],
    ["£", "GBP"],
  ])("the currency %s is %s", async (text, currency) => {
    const name = `币种 ${text}`;
    const rows = [
      ["商机名称", "客户名称", "金额", "币种"],
      [name, "云海软件有限公司", "1200", text],
    ];
    expect((await importCsv("opportunity", rows)).progress).toMatchObject({ done: 1, failed: 0 });
    expect(await named("opportunities", name)).toMatchObject({ currency });
  });

  test("a stage by its name, in another language where it is an end; one that is not there by what there is", async () => {
    const rows = [
      ["商机名称", "客户名称", "销售阶段"],
      ["阶段 方案", "云海软件有限公司", "方案"],
      ["阶段 赢", "云海软件有限公司", "Closed Won"],
      ["阶段 无", "云海软件有限公司", "立项"],
    ];
    const job = await importCsv("opportunity", rows);
    expect(job.progress).toMatchObject({ done: 2, failed: 1 });
    expect(await named("opportunities", "阶段 赢")).toMatchObject({ status: "closedWon" });
    const { stage } = await named("opportunities", "阶段 方案");
    const { items } = (await tenant.admin.get("/v1/pipelines")).body;
    const stages = items[0]?.stages as { key: string; name: string }[];
    expect(stages.find(({ key }) => key === stage)?.name).toBe("方案");
    const [failed] = await itemsOf(tenant.admin, job.id, "failed");
    expect(failed!.errors[0]).toMatchObject({ path: "stage", column: "销售阶段" });
    for (const { name } of stages) expect(failed!.errors[0].message).toContain(name);
  });
});
