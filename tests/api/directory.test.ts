import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { CompanyProvider } from "../support/companies.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself, and work on all entries. */
const stack = useStack({ lambdas: lambdas.filter(({ kind, name }) => kind !== "schedule" || name === "backfill") });

/** All entries have been reckoned anew: such work begins once every Lambda knows what it is for. */
async function reckoned(): Promise<void> {
  await stack().settled();
  await stack().api().post("/_local/clock", { advanceSeconds: 90 });
  await stack().settled();
}
const CODE = "91440300708461136T";

async function world() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const source = async (name: string, rank: number, more: object = {}) =>
    (await made(admin, "/v1/directory-sources", { name, rank, kind: "list", ...more })).id;
  const [best, worse] = [await source("工商", 1), await source("展会名单", 5)];
  const deliver = async (sourceId: string, body: object) =>
    admin.post("/v1/directory-entries", { sourceId, name: "深圳云帆软件有限公司", ...body });
  const entries = async (query = "") =>
    (await admin.get(`/v1/directory-entries?limit=200${query}`)).body.items as Record<string, unknown>[];
  const entry = async (id: unknown) => (await admin.get(`/v1/directory-entries/${id}`)).body;
  return { ...tenant, source, best, worse, deliver, entries, entry };
}

describe("an entry of the directory", () => {
  test("is one company, however many deliver it at once, each field from the best source that says it", async () => {
    const { best, worse, deliver, entries, entry } = await world();
    const replies = await Promise.all([
      deliver(best, { registrationNo: CODE, size: 800 }),
      ...[1, 2, 3, 4].map((n) =>
        deliver(worse, { registrationNo: `91 4403 0070 8461 136t`, size: n, industry: "软件" }),
      ),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const [only, ...others] = await entries();
    expect(others).toEqual([]);
    const row = await entry(only?.id);
    expect(row).toMatchObject({ size: 800, industry: "信息传输、软件和信息技术服务业", registrationNo: CODE });
    expect(row.provenance).toMatchObject({ size: { sourceId: best }, industry: { sourceId: worse } });
    expect(row.said).toBeUndefined();
    // Nobody else sees it.
    const { admin } = await world();
    expect((await admin.get(`/v1/directory-entries/${only?.id}`)).status).toBe(404);
  });

  test("is called as whoever says it first has wished, whoever settles it; a name that is taken is refused", async () => {
    const { best, deliver, entries } = await world();
    const ids = Array.from({ length: 60 }, (_, n) => `dre_WISHED${String(n).padStart(3, "0")}`);
    const replies = await Promise.all(ids.map((id, n) => deliver(best, { id, name: `云帆 ${n} 号有限公司` })));
    expect(replies.map(({ status, body }) => [status, body.id])).toEqual(ids.map((id) => [201, id]));
    const again = await deliver(best, { id: ids[0], name: "另一家有限公司" });
    expect([again.status, again.body.code]).toEqual([409, "duplicate"]);
    expect((await deliver(best, { id: ids[0], name: "云帆 0 号有限公司", size: 9 })).body).toMatchObject({
      id: ids[0],
      size: 9,
    });
    await stack().settled();
    expect(await entries("&name=另一家有限公司")).toEqual([]);
  });

  test("known by its name alone is the company whose number comes with that name; another number is another company", async () => {
    const { admin, best, worse, deliver, entries, entry } = await world();
    const { body: first } = await deliver(worse, { region: "广东省" });
    await admin.patch(`/v1/directory-entries/${first.id}`, { tags: ["展会"] });
    const { body: second } = await deliver(best, { registrationNo: CODE, name: "深圳 云帆软件 (有限公司)" });
    expect([second.id, second.region, second.tags]).toEqual([first.id, "广东", ["展会"]]);
    const { body: other } = await deliver(best, { registrationNo: "HRB 1", country: "DE" });
    expect(other.id).not.toBe(first.id);
    expect(await entries()).toHaveLength(2);
    // What was said is corrected where it was said, and may be of another company then.
    const query = `sourceId=${worse}&registrationNo=`;
    expect((await admin.get(`/v1/directory-deliveries?${query}${CODE}`)).body.items).toEqual([]);
    const [told] = (await admin.get(`/v1/directory-deliveries?sourceId=${worse}`)).body.items;
    await admin.patch(`/v1/directory-deliveries/${told.id}`, { region: "上海市" });
    await stack().settled();
    expect((await entry(first.id)).region).toBe("上海");
    await admin.patch(`/v1/directory-deliveries/${told.id}`, { registrationNo: "HRB 1", country: "DE" });
    await stack().settled();
    expect([(await entry(first.id)).region, (await entry(other.id)).region]).toEqual([undefined, "上海"]);
    // A rank that changes is followed by every value.
    await deliver(worse, { registrationNo: CODE, size: 3 });
    await deliver(best, { registrationNo: CODE, size: 9 });
    expect((await entry(first.id)).size).toBe(9);
    await admin.patch(`/v1/directory-sources/${best}`, { rank: 900 });
    await reckoned();
    expect((await entry(first.id)).size).toBe(3);
  });

  test("is one of many that a new rank reaches piece by piece, also where it changes again meanwhile", async () => {
    const { admin, best, worse, entries } = await world();
    const csv = (source: string, size: number) =>
      `sourceId,name,size\n${Array.from({ length: 120 }, (_, n) => `${source},第${n}公司,${size}`).join("\n")}\n`;
    for (const [source, size] of [
      [best, 9],
      [worse, 3],
    ] as const) {
      const content = Buffer.from(csv(source, size)).toString("base64");
      await admin.post("/v1/imports", { noun: "directoryDelivery", format: "csv", content });
      await stack().settled();
    }
    const sizes = async () => {
      const next = async (cursor?: string): Promise<unknown[]> => {
        const { body } = await admin.get(`/v1/directory-entries?limit=200${cursor ? `&cursor=${cursor}` : ""}`);
        return [...body.items, ...(body.nextCursor ? await next(body.nextCursor) : [])];
      };
      return [...new Set((await next()).map((entry) => (entry as { size: number }).size))];
    };
    expect([await sizes(), (await entries()).length]).toEqual([[9], 120]);
    await admin.patch(`/v1/directory-sources/${best}`, { rank: 900 });
    await reckoned();
    expect(await sizes()).toEqual([3]);
    for (const rank of [1, 900, 2]) await admin.patch(`/v1/directory-sources/${best}`, { rank });
    await reckoned();
    expect(await sizes()).toEqual([9]);
  });

  test("refuses numbers with a wrong check digit by the field's name, and what lies in the future", async () => {
    const { best, deliver } = await world();
    const wrong = async (body: object) => {
      const { status, body: told } = await deliver(best, body);
      return [status, told.errors?.[0]?.path];
    };
    expect(await wrong({ registrationNo: "914403007084611361" })).toEqual([422, "registrationNo"]);
    expect(await wrong({ vatNo: "DE136695977" })).toEqual([422, "vatNo"]);
    expect(await wrong({ asOf: "2099-01-01T00:00:00Z" })).toEqual([422, "asOf"]);
    expect(await wrong({ country: "China" })).toEqual([422, "country"]);
  });

  test("becomes an account once, and knows the people of it", async () => {
    const { admin, best, deliver } = await world();
    const { body } = await deliver(best, { registrationNo: CODE, size: 800, website: "https://www.yunfan-soft.cn" });
    const replies = await Promise.all([1, 2, 3].map(() => admin.post(`/v1/directory-entries/${body.id}/convert`, {})));
    expect(replies.map(({ status }) => status)).toContain(200);
    const { items } = (await admin.get(`/v1/accounts?registrationNo=${CODE}`)).body;
    expect(items).toMatchObject([{ size: 800, emailDomains: ["yunfan-soft.cn"], source: "directory" }]);
    const again = await admin.post(`/v1/directory-entries/${body.id}/convert`, {});
    expect([again.status, again.body.accountId]).toEqual([200, items[0].id]);
    await made(admin, "/v1/contacts", { name: "周敏", accountId: items[0].id, decisionRole: "decider" });
    await made(admin, "/v1/leads", { name: "李娜", email: "li.na@yunfan-soft.cn" });
    await stack().settled();
    const people = (await admin.get(`/v1/directory-entries/${body.id}/people`)).body.items;
    expect(people).toMatchObject([
      { noun: "contact", name: "周敏", decisionRole: "decider" },
      { noun: "lead", name: "李娜" },
    ]);
  });
});

test("a table file is taken in by a job, again without change, and taken back", async () => {
  const { admin, best, worse, deliver, entries } = await world();
  await deliver(worse, { size: 7 });
  const csv = `sourceId,name,registrationNo,size\n${best},深圳云帆软件有限公司,${CODE},800\n${best},广州某某,,12\n`;
  const body = { noun: "directoryDelivery", format: "csv", content: Buffer.from(csv).toString("base64") };
  const run = async () => {
    const { status, body: job } = await admin.post("/v1/imports", body);
    expect([status, job.id]).toEqual([202, expect.any(String)]);
    await stack().settled();
    return job.id;
  };
  const first = await run();
  const shown = async () => (await entries()).map(({ name, size }) => [name, size]).sort();
  expect(await shown()).toEqual([
    ["广州某某", 12],
    ["深圳云帆软件有限公司", 800],
  ]);
  const before = await shown();
  const deliveries = async () => (await admin.get("/v1/directory-deliveries?limit=50")).body.items.length;
  const second = await run();
  const { result } = (await admin.get(`/v1/jobs/${second}`)).body;
  expect([await shown(), await deliveries(), result.outcomes]).toEqual([before, 3, { unchanged: 2 }]);
  await deliver(best, { name: "广州某某", size: 13 });
  const third = await run();
  expect((await admin.get(`/v1/jobs/${third}`)).body.result.outcomes).toEqual({ unchanged: 1, created: 1 });
  expect(await shown()).toEqual(before);
  for (const id of [third, second, first]) {
    expect((await admin.post(`/v1/jobs/${id}/undo`)).status).toBe(200);
    await stack().settled();
  }
  expect(await shown()).toEqual([
    ["广州某某", 13],
    ["深圳云帆软件有限公司", 7],
  ]);
});

test("the companies of the directory and all campaigns are seen by marketing, whoever brought them", async () => {
  const { best, deliver, person } = await world();
  const [{ api: one }, { api: other }] = [
    await person({ roles: ["marketing"] }),
    await person({ roles: ["marketing"] }),
  ];
  const { body } = await deliver(best, { registrationNo: CODE });
  const said = await one.post("/v1/directory-entries", { sourceId: best, name: "广州某某", size: 8 });
  expect([said.status, said.body.size]).toEqual([201, 8]);
  const { id } = await made(one, "/v1/campaigns", { name: "峰会" });
  await stack().settled();
  const ids = (await other.get("/v1/directory-entries")).body.items.map((row: { id: string }) => row.id);
  expect(ids.sort()).toEqual([body.id, said.body.id].sort());
  expect((await other.get("/v1/campaigns")).body.items).toMatchObject([{ id }]);
});

describe("a provider", () => {
  test("is asked page by page, goes on where it broke off, and takes nothing twice", async () => {
    const provider = new CompanyProvider(45);
    const baseUrl = await provider.start();
    try {
      const { admin, source, entries } = await world();
      const id = await source("数据商", 2, { kind: "provider", baseUrl, token: provider.token });
      const { handler } = await import("../../functions/directory/pull.ts");
      const read = async () => (await admin.get(`/v1/directory-sources/${id}`)).body;
      provider.failAt = 2;
      await handler();
      await stack().settled();
      expect(await read()).toMatchObject({ failures: 1, error: expect.stringContaining("503") });
      expect(await entries()).toHaveLength(20);
      provider.failAt = undefined;
      await admin.post(`/v1/directory-sources/${id}/pull`);
      await handler();
      await stack().settled();
      // One of the companies has a number with a wrong check digit; it is told and keeps nobody else out.
      const row = await read();
      expect([row.failures, row.error, row.token]).toEqual([
        undefined,
        expect.stringContaining("1 not taken"),
        undefined,
      ]);
      expect(await entries()).toHaveLength(44);
      expect(provider.asked).toEqual([undefined, "p1", "p1", "p2"].slice(0, provider.asked.length));
      await admin.post(`/v1/directory-sources/${id}/pull`);
      await handler();
      await stack().settled();
      expect(await entries()).toHaveLength(44);
      expect((await admin.get("/v1/directory-deliveries?limit=200")).body.items).toHaveLength(44);
    } finally {
      await provider.stop();
    }
  });

  test("needs an address and a token, and shows no token", async () => {
    const { admin } = await world();
    const { status, body } = await admin.post("/v1/directory-sources", { name: "x", rank: 1, kind: "provider" });
    expect([status, body.errors.map(({ path }: { path: string }) => path)]).toEqual([422, ["baseUrl", "token"]]);
  });
});

describe("a lead from a company of the directory", () => {
  test("gets its industry, size and grade with where from, and its owner the plan of the grade, once", async () => {
    const { admin, best, deliver, person } = await world();
    const grades = [{ grade: "A", why: "500 人以上", when: { all: [{ field: "size", op: "gte", value: 500 }] } }];
    const plans = [{ grade: "A", tasks: [{ subject: "电话", kind: "call", dueDays: 1 }, { subject: "发资料" }] }];
    const bad = { grades: [{ ...grades[0], when: { all: [{ field: "nothing", op: "eq", value: 1 }] } }] };
    expect((await admin.put("/v1/directory-policy", bad)).status).toBe(422);
    const { body } = await deliver(best, {
      registrationNo: CODE,
      size: 800,
      industry: "软件",
      website: "https://yunfan.example",
    });
    expect(body.grade).toBeUndefined();
    expect((await admin.put("/v1/directory-policy", { grades, plans })).status).toBe(200);
    await reckoned();
    expect((await admin.get(`/v1/directory-entries/${body.id}`)).body).toMatchObject({
      grade: "A",
      gradeWhy: "500 人以上",
    });
    const seller = await person({ roles: ["sales"], name: "王芳" });
    const byMail = await made(admin, "/v1/leads", { name: "李娜", email: "li@yunfan.example", industry: "自报" });
    const byNumber = await made(admin, "/v1/leads", { name: "赵一", registrationNo: CODE, ownerId: seller.id });
    const byName = await made(admin, "/v1/leads", { name: "钱二", company: "深圳云帆软件" });
    const nobody = await made(admin, "/v1/leads", { name: "孙三", email: "sun@qq.com" });
    await stack().settled();
    const lead = async ({ id }: { id: string }) => (await admin.get(`/v1/leads/${id}`)).body;
    const known = { entryId: body.id, grade: "A", size: 800 };
    expect(await lead(byMail)).toMatchObject({ industry: "自报", directory: { ...known, by: "emailDomain" } });
    expect(await lead(byNumber)).toMatchObject({
      directory: { ...known, by: "registrationNo" },
      industry: body.industry,
    });
    expect((await lead(byName)).directory.by).toBe("name");
    expect((await lead(nobody)).directory).toBeUndefined();
    const tasks = async ({ id }: { id: string }) =>
      (await admin.get(`/v1/activities?relatedTo=${id}`)).body.items
        .map((one: Record<string, string>) => [one.subject, one.ownerId])
        .sort();
    const planOf = (ownerId: string) => ["发资料", "电话"].map((subject) => [subject, ownerId]).sort();
    expect(await tasks(byNumber)).toEqual(planOf(seller.id));
    const { ownerId } = await lead(byMail);
    expect(await tasks(byMail)).toEqual(planOf(ownerId));
    await admin.patch(`/v1/leads/${byMail.id}`, { ownerId: seller.id, title: "经理" });
    await stack().settled();
    expect(await tasks(byMail)).toHaveLength(2);
    expect(await tasks(nobody)).toEqual([]);
  });
});
