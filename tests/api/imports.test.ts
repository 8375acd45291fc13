import { describe, expect, test } from "@jest/globals";
import { base64, csvOf, fetched, itemsOf, type JobBody, jobOf } from "../support/jobs.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const importCsv = (api: Api, noun: string, rows: string[][], more: object = {}): Promise<JobBody> =>
  jobOf(stack(), api, "/v1/imports", { noun, format: "csv", content: base64(csvOf(...rows)), ...more });

/** A tenant whose accounts have fields of several types of their own. */
async function shaped() {
  const tenant = await openTenant(stack());
  const field = (body: object) => made(tenant.admin, "/v1/custom-fields", { noun: "account", ...body });
  await field({ key: "zone", label: "片区", type: "enum", options: ["华东", "华南"] });
  await field({ key: "signedOn", label: "签约日期", type: "date" });
  await field({ key: "budget", label: "预算", type: "money" });
  await field({ key: "headcount", label: "人数", type: "integer" });
  await field({ key: "isKey", label: "重点客户", type: "boolean" });
  await field({ key: "lines", label: "产品线", type: "multiEnum", options: ["云", "安全", "数据"] });
  await field({ key: "erpNo", label: "ERP 编号", type: "text", unique: true });
  const rep = await tenant.person({ roles: ["sales"], name: "王芳", email: `wang${tenant.id}@example.com` });
  return { ...tenant, rep, repEmail: `wang${tenant.id}@example.com` };
}

const HEADER = [
  "公司名称",
  "税号",
  "业务员",
  "片区",
  "签约日期",
  "预算",
  "人数",
  "重点客户",
  "产品线",
  "ERP 编号",
  "备注",
];

describe("an import", () => {
  test("reads what people write: labels, dates, separators, yes and no, several values, references by name or number", async () => {
    const { admin, rep, repEmail } = await shaped();
    const rows = [
      ["甲公司", "9131 0001", "王芳", "华东", "2026/1/5", "12,000.50", "1,200", "是", "云；安全", "E-1", "不导入"],
      ["乙公司", "91310002", repEmail, "华南", "2026年11月24日", "USD 300", "７", "no", "数据,云", "E-2", ""],
    ];
    const job = await importCsv(admin, "account", [HEADER, ...rows]);
    expect(job).toMatchObject({ state: "done", progress: { done: 2, failed: 0, total: 2 } });
    const { items } = (await admin.get("/v1/accounts?sort=createdAt")).body;
    expect(items.find((a: JobBody) => a.name === "甲公司")).toMatchObject({
      registrationNo: "9131 0001",
      ownerId: rep.id,
      custom: {
        zone: "华东",
        signedOn: "2026-01-05",
        budget: { amountMinor: 1_200_050, currency: "CNY" },
        headcount: 1200,
        isKey: true,
        lines: ["云", "安全"],
        erpNo: "E-1",
      },
    });
    expect(items.find((a: JobBody) => a.name === "乙公司").custom).toMatchObject({
      signedOn: "2026-11-24",
      budget: { amountMinor: 30_000, currency: "USD" },
      headcount: 7,
      isKey: false,
    });
  });

  test("tells every error of every bad row, hands the rows back with reasons, and a dry run says the same and writes nothing", async () => {
    const { admin } = await shaped();
    await made(admin, "/v1/accounts", { name: "在册公司", registrationNo: "R-1" });
    const rows = [
      ["好公司", "R-2", "", "华东", "", "", "", "", "", "", ""],
      ["", "R-3", "没有这个人", "华北", "24/13/2026", "abc", "x", "maybe", "云;海", "", "留着"],
      ["重号公司", "R-1", "", "", "", "", "", "", "", "", ""],
      ["再一家", "R-2", "", "", "", "", "", "", "", "", ""],
    ];
    const trial = await importCsv(admin, "account", [HEADER, ...rows], { dryRun: true, unknownOwners: "refuse" });
    expect((await admin.get("/v1/accounts")).body.items).toHaveLength(1);
    const real = await importCsv(admin, "account", [HEADER, ...rows], { unknownOwners: "refuse" });
    for (const job of [trial, real]) {
      expect(job).toMatchObject({ state: "done", progress: { done: 1, failed: 3, total: 4 } });
      const [second, third, fourth] = await itemsOf(admin, job.id, "failed");
      const paths = second.errors.map((e: JobBody) => e.path);
      expect(paths.sort()).toEqual(
        [
          "name",
          "ownerId",
          ...["zone", "signedOn", "budget", "headcount", "isKey", "lines"].map((k) => `custom.${k}`),
        ].sort(),
      );
      expect(second.number).toBe(3);
      expect([third, fourth].map((i) => i.errors[0].code)).toEqual(["duplicate", "duplicate"]);
      const file = await fetched(job.downloadUrl);
      expect(file[0]).toEqual([...HEADER, "失败原因"]);
      expect(file).toHaveLength(4);
      expect(file[1]?.slice(0, 4)).toEqual(["", "R-3", "没有这个人", "华北"]);
      expect(file[1]?.at(-1)).toContain("没有这个人");
    }
    expect((await admin.get("/v1/accounts")).body.items).toHaveLength(2);
  });

  test("brings records up to date by a unique key, again and again, and never twice", async () => {
    const { admin } = await shaped();
    const first = [HEADER.slice(0, 2), ["甲", "R-1"], ["乙", "R-2"]];
    const created = await importCsv(admin, "account", first, { upsertBy: "registrationNo" });
    expect(created.result.outcomes).toEqual({ created: 2 });
    const again = await importCsv(admin, "account", first, { upsertBy: "registrationNo" });
    expect(again.result.outcomes).toEqual({ unchanged: 2 });
    const changed = [HEADER.slice(0, 2), ["甲（新）", "r-1"], ["丙", "R-3"]];
    const third = await importCsv(admin, "account", changed, { upsertBy: "registrationNo" });
    expect(third.result.outcomes).toEqual({ updated: 1, created: 1 });
    const names = (await admin.get("/v1/accounts")).body.items.map((a: JobBody) => a.name);
    expect(names.sort()).toEqual(["丙", "乙", "甲（新）"].sort());
    const byOwn = await importCsv(
      admin,
      "account",
      [
        ["名称", "ERP 编号"],
        ["丁", "E-9"],
      ],
      { upsertBy: "custom.erpNo" },
    );
    expect(byOwn.result.outcomes).toEqual({ created: 1 });
    const once = await importCsv(
      admin,
      "account",
      [
        ["名称", "ERP 编号"],
        ["丁丁", "e-9"],
      ],
      { upsertBy: "custom.erpNo" },
    );
    expect(once.result.outcomes).toEqual({ updated: 1 });
  });

  test("is taken back whole: what it made is archived, what it changed is as it was, and imported again it is there again", async () => {
    const { admin } = await shaped();
    const old = await made(admin, "/v1/accounts", { name: "旧名", registrationNo: "R-1" });
    const rows = [HEADER.slice(0, 2), ["新名", "R-1"], ["新公司", "R-2"], ["改过的", "R-3"]];
    const job = await importCsv(admin, "account", rows, { upsertBy: "registrationNo" });
    const touched = (await admin.get("/v1/accounts?registrationNo=R-3")).body.items[0];
    await admin.patch(`/v1/accounts/${touched.id}`, { payerNames: ["有人改了"] });
    await admin.post(`/v1/jobs/${job.id}/undo`);
    await stack().settled();
    const undone = (await admin.get(`/v1/jobs/${job.id}`)).body;
    expect(undone).toMatchObject({ state: "undone", result: { undo: { undone: 2, kept: 1 } } });
    expect((await admin.get(`/v1/accounts/${old.id}`)).body.name).toBe("旧名");
    expect((await admin.get("/v1/accounts")).body.items).toHaveLength(2);
    const again = await importCsv(admin, "account", rows, { upsertBy: "registrationNo" });
    expect(again.result.outcomes).toEqual({ updated: 2, unchanged: 1 });
    expect((await admin.get("/v1/accounts")).body.items).toHaveLength(3);
  });

  test("names records of the same file, whichever comes first, and is told of names that several have", async () => {
    const { admin } = await shaped();
    const rows = [
      ["名称", "上级"],
      ["云海软件", "云海集团"],
      ["云海集团", ""],
      ["云海数据", "云海软件"],
    ];
    expect((await importCsv(admin, "account", rows)).progress).toMatchObject({ done: 3, failed: 0 });
    await importCsv(admin, "account", [["名称"], ["云海集团"]]);
    const twice = await importCsv(admin, "account", [
      ["名称", "上级"],
      ["另一家", "云海集团"],
    ]);
    expect((await itemsOf(admin, twice.id))[0].errors).toMatchObject([{ path: "parentId", code: "ambiguous" }]);
  });

  test("gives leads to the members of their pool in turn, a dry run takes no turn, and taking it back leaves none", async () => {
    const { admin, person } = await shaped();
    const [a, b] = [await person({ roles: ["sales"] }), await person({ roles: ["sales"] })];
    const members = [a, b].map(({ id }) => ({ userId: id }));
    await made(admin, "/v1/lead-pools", { name: "官网线索", members, autoAssign: true, respectHours: false });
    const rows = [
      ["姓名", "手机", "线索池"],
      ...Array.from({ length: 6 }, (_, n) => [`线索 ${n}`, `1380000000${n}`, "官网线索"]),
    ];
    expect((await importCsv(admin, "lead", rows, { dryRun: true })).progress).toMatchObject({ done: 6, failed: 0 });
    expect((await admin.get("/v1/leads")).body.items).toEqual([]);
    const job = await importCsv(admin, "lead", rows);
    expect(job.progress).toMatchObject({ done: 6, failed: 0 });
    const counts = [a, b].map(async ({ id }) => (await admin.get(`/v1/leads?ownerId=${id}`)).body.items.length);
    expect(await Promise.all(counts)).toEqual([3, 3]);
    await admin.post(`/v1/jobs/${job.id}/undo`);
    await stack().settled();
    expect((await admin.get(`/v1/jobs/${job.id}`)).body.result.undo).toEqual({ undone: 6, kept: 0 });
    expect((await admin.get("/v1/leads")).body.items).toEqual([]);
  });

  test("refuses what cannot be right before it begins", async () => {
    const { admin, person } = await shaped();
    const body = { noun: "account", format: "csv", content: base64("名称\n甲\n") };
    const statusOf = async (more: object, api = admin) => (await api.post("/v1/imports", { ...body, ...more })).status;
    expect(await statusOf({ noun: "user" })).toBe(422);
    expect(await statusOf({ mapping: { 没有: "name" } })).toBe(422);
    expect(await statusOf({ mapping: { 名称: "nosuch" } })).toBe(422);
    expect(await statusOf({ upsertBy: "industry" })).toBe(422);
    expect(await statusOf({ upsertBy: "registrationNo" })).toBe(422);
    expect(await statusOf({ content: undefined, uploadId: "fil_0000000000" })).toBe(404);
    expect(await statusOf({ format: "xlsx" })).toBe(400);
    expect(await statusOf({}, (await person({ roles: ["finance"] })).api)).toBe(403);
  });
});

describe("a mapping", () => {
  test("is suggested from headers in either language, and one that was saved is found again", async () => {
    const { admin } = await shaped();
    const content = base64(csvOf(["Account name", "税号", "ERP编号", "???"], ["甲", "R-1", "E-1", "x"]));
    const body = { noun: "account", format: "csv", content };
    const { body: told } = await admin.post("/v1/imports/suggest", body);
    expect(told.mapping).toEqual({ "Account name": "name", 税号: "registrationNo", ERP编号: "custom.erpNo" });
    expect(told.columns[3]).toEqual({ column: "???", field: null, samples: ["x"] });
    const mapping = { "???": "name" };
    await jobOf(stack(), admin, "/v1/imports", { ...body, mapping, saveMappingAs: "问号表" });
    expect((await admin.post("/v1/imports/suggest", body)).body.saved).toMatchObject([{ name: "问号表", mapping }]);
  });
});

describe("an uploaded workbook", () => {
  test("is imported by its upload, and belongs to whoever opened that", async () => {
    const { admin, rep } = await shaped();
    await made(admin, "/v1/accounts", { name: "出口公司" });
    const exported = await jobOf(stack(), admin, "/v1/exports", { noun: "account", format: "xlsx", columns: ["name"] });
    const file = Buffer.from(await (await fetch(exported.downloadUrl)).arrayBuffer());
    const { body: upload } = await admin.post("/v1/uploads", { format: "xlsx" });
    const put = await fetch(upload.uploadUrl, {
      method: "PUT",
      body: file,
      headers: { "content-type": upload.contentType },
    });
    expect(put.status).toBe(200);
    const body = { noun: "account", format: "xlsx", uploadId: upload.id };
    expect((await rep.api.post("/v1/imports", body)).status).toBe(404);
    expect((await jobOf(stack(), admin, "/v1/imports", body)).result.outcomes).toEqual({ created: 1 });
  });
});
