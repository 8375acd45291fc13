import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let account: string;

type Found = { noun: string; id: string; title: string; matched: { field: string; rank: number } };

/** Everything that a search finds, page by page. */
async function foundBy(api: Api, q: string, more = ""): Promise<Found[]> {
  const found: Found[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const reply = await api.get(`/v1/search?q=${encodeURIComponent(q)}${more}${after}`);
    expect([q, reply.status, reply.body.code]).toEqual([q, 200, undefined]);
    found.push(...reply.body.items);
    cursor = reply.body.nextCursor;
  } while (cursor !== null);
  return found;
}

const titlesBy = async (api: Api, q: string): Promise<string[]> => (await foundBy(api, q)).map(({ title }) => title);

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  await made(admin, "/v1/custom-fields", {
    noun: "account",
    key: "oldNo",
    label: "旧编号",
    type: "text",
    unique: true,
  });
  await made(admin, "/v1/custom-fields", { noun: "account", key: "hotline", label: "热线", type: "phone" });
  const company = await made(admin, "/v1/accounts", {
    name: "上海科技有限公司",
    registrationNo: "91310000MA1FL7X17Q",
    payerNames: ["申城科技"],
    custom: { oldNo: "KH-2019-0042", hotline: "13911112222" },
  });
  account = company.id;
  await made(admin, "/v1/contacts", {
    name: "周敏",
    accountId: account,
    phone: "13800000002",
    email: "zhou.min@yunfan.example",
  });
  await made(admin, "/v1/accounts", { name: "深圳恒达贸易有限公司" });
  await stack().settled();
});

describe("the search box", () => {
  test.each([
    ["上海科技", "name"],
    ["上海", "name"],
    ["科技", "name"],
    ["shanghai", "name"],
    ["shang hai ke", "name"],
    ["shkj", "name"],
    ["shanghia", "name"],
    ["申城", "payerNames"],
    ["91310000ma1f", "registrationNo"],
    ["kh-2019", "custom.oldNo"],
    ["0042", "custom.oldNo"],
    ["139-1111-2222", "custom.hotline"],
    ["2222", "custom.hotline"],
    ["shanghai kh-2019", "name"],
  ])("finds a company by %s", async (q, field) => {
    const [first] = await foundBy(tenant.admin, q);
    expect(first).toMatchObject({ noun: "account", id: account, title: "上海科技有限公司", matched: { field } });
  });

  test.each(["0002", "138 0000 0002", "+8613800000002", "zhou.min@yunfan", "yunfan.example", "zhoumin", "周敏 0002"])(
    "finds a person by %s",
    async (q) => {
      expect(await titlesBy(tenant.admin, q)).toEqual(["周敏"]);
    },
  );

  test("puts the whole name before its beginning, and that before what stands within", async () => {
    const { admin } = tenant;
    for (const name of ["大星辰", "星辰", "星辰海科技"]) await made(admin, "/v1/accounts", { name });
    await stack().settled();
    expect(await titlesBy(admin, "星辰")).toEqual(["星辰", "星辰海科技", "大星辰"]);
  });

  test("looks among the nouns asked for, and says which there are", async () => {
    expect(await foundBy(tenant.admin, "周敏", "&nouns=account")).toEqual([]);
    expect(await foundBy(tenant.admin, "周敏", "&nouns=account,contact")).toHaveLength(1);
    const wrong = await tenant.admin.get("/v1/search?q=a&nouns=planet");
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([400, "nouns"]);
    expect((await tenant.admin.get("/v1/search?q=")).status).toBe(422);
    expect((await tenant.admin.get("/v1/search?q=a&cursor=forged")).body.code).toBe("invalid_cursor");
  });

  test("follows a record: renamed, put away and brought back", async () => {
    const { admin } = tenant;
    const { id } = await made(admin, "/v1/accounts", { name: "旧名实业" });
    await stack().settled();
    expect(await titlesBy(admin, "旧名")).toEqual(["旧名实业"]);
    await admin.patch(`/v1/accounts/${id}`, { name: "新号实业" });
    await stack().settled();
    expect([await titlesBy(admin, "旧名"), await titlesBy(admin, "新号")]).toEqual([[], ["新号实业"]]);
    await admin.post(`/v1/accounts/${id}/archive`);
    await stack().settled();
    expect(await titlesBy(admin, "新号")).toEqual([]);
    await admin.post(`/v1/accounts/${id}/restore`);
    await stack().settled();
    expect(await titlesBy(admin, "xinhao")).toEqual(["新号实业"]);
  });

  test("goes on page by page, each record once", async () => {
    const { admin } = tenant;
    const names = Array.from({ length: 30 }, (_, n) => `蓬莱阁${String.fromCodePoint(0x4e00 + n * 7)}连锁`);
    for (const name of names) await made(admin, "/v1/accounts", { name, payerNames: [`蓬莱${name}`] });
    await stack().settled();
    const first = await admin.get(`/v1/search?q=${encodeURIComponent("蓬莱")}&limit=7`);
    expect([first.body.items.length, typeof first.body.nextCursor]).toEqual([7, "string"]);
    const all = await foundBy(admin, "蓬莱", "&limit=7");
    expect(all.map(({ title }) => title).sort()).toEqual([...names].sort());
    const other = await tenant.person({ roles: ["admin"] });
    const stolen = await other.api.get(
      `/v1/search?q=${encodeURIComponent("蓬莱")}&limit=7&cursor=${encodeURIComponent(first.body.nextCursor)}`,
    );
    expect(stolen.body.code).toBe("invalid_cursor");
  });
});

describe("the walls of search", () => {
  test("one finds one's own, a manager the department's, and what changes hands changes who finds it", async () => {
    const { admin } = tenant;
    const east = await made(admin, "/v1/departments", { name: "华东" });
    const [rep, peer, boss] = [
      await tenant.person({ roles: ["sales"], departmentId: east.id }),
      await tenant.person({ roles: ["sales"], departmentId: east.id }),
      await tenant.person({ roles: ["manager"], departmentId: east.id }),
    ];
    const outsider = await tenant.person({ roles: ["manager"] });
    const { id } = await made(admin, "/v1/accounts", { name: "琥珀石业", ownerId: rep.id, departmentId: east.id });
    await stack().settled();
    const who = async () => {
      const each = await Promise.all([rep, peer, boss, outsider].map(({ api }) => titlesBy(api, "hupo")));
      return each.map(({ length }) => length);
    };
    expect(await who()).toEqual([1, 0, 1, 0]);
    await admin.patch(`/v1/accounts/${id}`, { ownerId: peer.id });
    await stack().settled();
    expect(await who()).toEqual([0, 1, 1, 0]);
    await admin.patch(`/v1/accounts/${id}`, { team: [{ userId: rep.id }] });
    await stack().settled();
    expect(await who()).toEqual([1, 1, 1, 0]);
  });

  test("a hidden or masked field is neither found by nor shown", async () => {
    const { admin } = tenant;
    await made(admin, "/v1/roles", {
      name: "callcentre",
      permissions: ["search.read", "contacts.read", "accounts.read"],
      scopes: { "*": "all" },
      fields: { contact: { phone: "masked", name: "hidden" }, account: { "custom.hotline": "hidden" } },
    });
    const agent = await tenant.person({ roles: ["callcentre"] });
    expect(await titlesBy(agent.api, "0002")).toEqual([]);
    expect(await titlesBy(agent.api, "13911112222")).toEqual([]);
    expect(await titlesBy(agent.api, "周敏")).toEqual([]);
    const [byMail] = await foundBy(agent.api, "zhou.min@yunfan");
    expect([byMail?.title.startsWith("con_"), byMail?.matched.field]).toEqual([true, "email"]);
  });

  test("who may not read a noun finds none of it, and other tenants find nothing", async () => {
    const { admin } = tenant;
    await made(admin, "/v1/roles", {
      name: "clerk",
      permissions: ["search.read", "contacts.read"],
      scopes: { "*": "all" },
    });
    const clerk = await tenant.person({ roles: ["clerk"] });
    expect(await foundBy(clerk.api, "上海科技")).toEqual([]);
    expect((await clerk.api.post("/v1/search/rebuild")).status).toBe(403);
    const other = await openTenant(stack());
    expect(await foundBy(other.admin, "上海科技")).toEqual([]);
  });
});

describe("making the index anew", () => {
  test("runs in the background, once at a time, and finds what a field has been made unique for", async () => {
    const { admin } = tenant;
    const field = await made(admin, "/v1/custom-fields", {
      noun: "contact",
      key: "badge",
      label: "工牌",
      type: "text",
    });
    const custom = { badge: "GP-7788" };
    await made(admin, "/v1/contacts", { name: "吴工", accountId: account, custom });
    await stack().settled();
    expect(await titlesBy(admin, "gp-7788")).toEqual([]);
    await admin.patch(`/v1/custom-fields/${field.id}`, { unique: true });
    const begun = await admin.post("/v1/search/rebuild");
    expect([begun.status, begun.body.state]).toEqual([202, "waiting"]);
    expect((await admin.post("/v1/search/rebuild")).body).toEqual(begun.body);
    await admin.post("/_local/clock", { advanceSeconds: 90 });
    await stack().settled();
    expect((await admin.get("/v1/search/rebuild")).body.state).toBe("done");
    expect((await admin.get(`/v1/custom-fields/${field.id}`)).body.backfill.state).toBe("done");
    expect(await titlesBy(admin, "gp-7788")).toEqual(["吴工"]);
    expect(await titlesBy(admin, "shkj")).toEqual(["上海科技有限公司"]);
  });
});
