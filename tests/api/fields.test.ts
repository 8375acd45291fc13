import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let admin: Api;

const field = (body: object) => made(admin, "/v1/custom-fields", { noun: "account", label: "列", ...body });
const customOf = async (path: string) => (await admin.get(path)).body.custom;

/** Lets the work on older records begin and come to its end. */
async function caughtUp(): Promise<void> {
  await admin.post("/_local/clock", { advanceSeconds: 90 });
  await stack().settled();
}

beforeAll(async () => {
  tenant = await openTenant(stack());
  admin = tenant.admin;
});

describe("a formula", () => {
  test("is evaluated on every write, after those that it uses, and can be filtered by", async () => {
    await field({ key: "seats", type: "integer" });
    await field({ key: "double", type: "formula", formula: "custom.seats * 2" });
    await field({ key: "size", type: "formula", formula: 'if(custom.double > 100, "大", "小")' });
    const { id, custom } = await made(admin, "/v1/accounts", { name: "甲", custom: { seats: 60 } });
    expect(custom).toEqual({ seats: 60, double: 120, size: "大" });
    const patched = await admin.patch(`/v1/accounts/${id}`, { custom: { seats: 5 } });
    expect(patched.body.custom).toEqual({ seats: 5, double: 10, size: "小" });
    expect((await admin.get("/v1/accounts?custom.double=10")).body.items).toHaveLength(1);
    expect((await admin.get("/v1/accounts?custom.double.gte=11")).body.items).toHaveLength(0);
    const cleared = await admin.patch(`/v1/accounts/${id}`, { custom: { seats: null } });
    expect(cleared.body.custom).toBeUndefined();
  });

  test("cannot be written, and its definition is checked: names, types, circles, kind", async () => {
    const written = await admin.post("/v1/accounts", { name: "乙", custom: { double: 1 } });
    expect(written.body.errors[0]).toMatchObject({ path: "custom.double", code: "read_only" });
    const wrong = async (formula: string) =>
      (await admin.post("/v1/custom-fields", { noun: "account", key: "bad", label: "x", type: "formula", formula }))
        .body;
    expect((await wrong("custom.nowhere + 1")).errors[0].path).toBe("formula");
    expect((await wrong('custom.seats + "a"')).status).toBe(422);
    expect((await wrong("custom.bad + 1")).errors[0].path).toBe("formula");
    const [double] = (await admin.get("/v1/custom-fields?noun=account")).body.items.filter(
      ({ key }: { key: string }) => key === "double",
    );
    await field({ key: "quad", type: "formula", formula: "custom.double * 2" });
    const circle = await admin.patch(`/v1/custom-fields/${double.id}`, { formula: "custom.quad / 2" });
    expect([circle.status, circle.body.detail]).toEqual([422, expect.stringContaining("circle")]);
    const kind = await admin.patch(`/v1/custom-fields/${double.id}`, { formula: '"text"' });
    expect([kind.status, kind.body.detail]).toEqual([422, expect.stringContaining("number")]);
  });

  test("reaches records that are older than it, and those of the formula before", async () => {
    const names = Array.from({ length: 130 }, (_, n) => `旧客户${n}`);
    for (const name of names) await made(admin, "/v1/accounts", { name, custom: { seats: 3 } });
    const made1 = await field({ key: "triple", type: "formula", formula: "custom.seats * 3" });
    expect((made1.backfill as { state: string }).state).toBe("waiting");
    await caughtUp();
    const list = `/v1/accounts?limit=200&custom.triple`;
    expect((await admin.get(`${list}=9`)).body.items).toHaveLength(130);
    await admin.patch(`/v1/custom-fields/${made1.id}`, { formula: "custom.seats * 30" });
    await caughtUp();
    expect((await admin.get(`${list}=90`)).body.items).toHaveLength(130);
    const { backfill } = (await admin.get(`/v1/custom-fields/${made1.id}`)).body;
    expect([backfill.state, backfill.done >= 130]).toEqual(["done", true]);
  });
});

describe("a roll-up", () => {
  test("counts, adds up and tells the most of what belongs to a record, on every path", async () => {
    const rollup = { noun: "opportunity", by: "accountId" };
    await field({ key: "deals", type: "rollup", rollup: { ...rollup, op: "count" } });
    await field({ key: "volume", type: "rollup", rollup: { ...rollup, op: "sum", of: "amountMinor" } });
    await field({ key: "lastDue", type: "rollup", rollup: { ...rollup, op: "max", of: "expectedOn" } });
    await field({ key: "isBig", type: "formula", formula: "custom.volume > 100" });
    const [a, b] = [
      await made(admin, "/v1/accounts", { name: "丙" }),
      await made(admin, "/v1/accounts", { name: "丁" }),
    ];
    expect(a.custom).toMatchObject({ deals: 0, volume: 0, isBig: false });
    const deal = (accountId: string, amountMinor: number, expectedOn?: string) =>
      made(admin, "/v1/opportunities", { name: "单", accountId, amountMinor, expectedOn });
    const [one, two] = [await deal(a.id, 70, "2027-01-31"), await deal(a.id, 50, "2027-03-31")];
    await stack().settled();
    const rolled = async (id: string) => {
      const { deals, volume, lastDue, isBig } = await customOf(`/v1/accounts/${id}`);
      return [deals, volume, lastDue, isBig];
    };
    expect(await rolled(a.id)).toEqual([2, 120, "2027-03-31", true]);
    await admin.patch(`/v1/opportunities/${two.id}`, { accountId: b.id });
    await admin.patch(`/v1/opportunities/${one.id}`, { amountMinor: 71 });
    await stack().settled();
    expect([await rolled(a.id), await rolled(b.id)]).toEqual([
      [1, 71, "2027-01-31", false],
      [1, 50, "2027-03-31", false],
    ]);
    await admin.post(`/v1/opportunities/${one.id}/archive`);
    await stack().settled();
    expect(await rolled(a.id)).toEqual([0, 0, undefined, false]);
    await admin.post(`/v1/opportunities/${one.id}/restore`);
    await stack().settled();
    expect(await rolled(a.id)).toEqual([1, 71, "2027-01-31", false]);
  });

  test("that is new counts what is there already, and 0 where there is nothing", async () => {
    const [a, b] = [
      await made(admin, "/v1/accounts", { name: "戊" }),
      await made(admin, "/v1/accounts", { name: "己" }),
    ];
    for (const name of ["周", "吴", "郑"]) await made(admin, "/v1/contacts", { name, accountId: a.id });
    const made1 = await field({
      key: "people",
      type: "rollup",
      rollup: { noun: "contact", by: "accountId", op: "count" },
    });
    await caughtUp();
    expect((await admin.get(`/v1/custom-fields/${made1.id}`)).body.backfill.state).toBe("done");
    expect([(await customOf(`/v1/accounts/${a.id}`)).people, (await customOf(`/v1/accounts/${b.id}`)).people]).toEqual([
      3, 0,
    ]);
  });

  test("counts what is related to records of many nouns", async () => {
    await field({ key: "touches", type: "rollup", rollup: { noun: "activity", by: "relatedTo", op: "count" } });
    const { id } = await made(admin, "/v1/accounts", { name: "庚辛" });
    const relatedTo = [{ noun: "account", id }];
    for (const subject of ["电话", "拜访"]) await made(admin, "/v1/activities", { kind: "note", subject, relatedTo });
    await stack().settled();
    expect((await customOf(`/v1/accounts/${id}`)).touches).toBe(2);
  });

  test("is checked: its noun, how that names this one, its field, and that it does not run in a circle", async () => {
    const wrong = async (rollup: object) => {
      const body = { noun: "account", key: "bad", label: "x", type: "rollup", rollup };
      return (await admin.post("/v1/custom-fields", body)).body.errors[0]?.path;
    };
    expect(await wrong({ noun: "planet", by: "accountId", op: "count" })).toBe("rollup.noun");
    expect(await wrong({ noun: "contact", by: "ownerId", op: "count" })).toBe("rollup.by");
    expect(await wrong({ noun: "opportunity", by: "accountId", op: "sum", of: "name" })).toBe("rollup.of");
    await field({ key: "budget", type: "money" });
    const total = { noun: "account", by: "parentId", op: "sum", of: "custom.budget" };
    await field({ key: "groupBudget", type: "rollup", rollup: total });
    expect(await wrong({ ...total, of: "custom.bad" })).toBe("rollup.of");
    await field({ key: "withGroup", type: "formula", formula: "coalesce(custom.groupBudget, 0) + 1" });
    const own = await field({ key: "own", type: "formula", formula: "coalesce(custom.budget, 0)" });
    await field({ key: "groupOwn", type: "rollup", rollup: { ...total, of: "custom.own" } });
    const circle = await admin.patch(`/v1/custom-fields/${own.id}`, { formula: "custom.groupOwn + 1" });
    expect(circle.body.detail).toContain("account.custom.own → account.custom.groupOwn → account.custom.own");
    const head = await made(admin, "/v1/accounts", { name: "集团" });
    const budget = { amountMinor: 500, currency: "CNY" };
    await made(admin, "/v1/accounts", { name: "子公司", parentId: head.id, custom: { budget } });
    await stack().settled();
    expect(await customOf(`/v1/accounts/${head.id}`)).toMatchObject({ groupBudget: 500, withGroup: 501 });
  });
});

describe("a definition that changes later", () => {
  test("made filterable, its older values are found through the index", async () => {
    const { id } = await field({ key: "grade", type: "text" });
    await made(admin, "/v1/accounts", { name: "庚", custom: { grade: "AA" } });
    await admin.patch(`/v1/custom-fields/${id}`, { filterable: true });
    expect((await admin.get("/v1/accounts?custom.grade=AA")).body.items).toEqual([]);
    await caughtUp();
    expect((await admin.get("/v1/accounts?custom.grade=AA")).body.items.map((a: { name: string }) => a.name)).toEqual([
      "庚",
    ]);
    const { state } = (await admin.get(`/v1/custom-fields/${id}`)).body.backfill;
    expect(state).toBe("done");
  });

  test("made unique, it is refused with how many records are alike, and then holds for older values too", async () => {
    const { id } = await field({ key: "seal", type: "text" });
    const accounts = ["S-1", "s-1", "S-2"].map((seal) => made(admin, "/v1/accounts", { name: "辛", custom: { seal } }));
    const [, twin] = await Promise.all(accounts);
    const refused = await admin.patch(`/v1/custom-fields/${id}`, { unique: true });
    expect([refused.status, refused.body.errors[0].path]).toEqual([409, "unique"]);
    expect(refused.body.detail).toContain("1 account");
    await admin.patch(`/v1/accounts/${twin?.id}`, { custom: { seal: "S-3" } });
    expect((await admin.patch(`/v1/custom-fields/${id}`, { unique: true })).status).toBe(200);
    await caughtUp();
    const taken = await Promise.all(
      ["S-1", "S-2", "S-3"].map((seal) => admin.post("/v1/accounts", { name: "壬", custom: { seal } })),
    );
    expect(taken.map(({ status, body }) => [status, body.errors[0].path])).toEqual(
      Array.from({ length: 3 }, () => [409, "custom.seal"]),
    );
    await admin.patch(`/v1/custom-fields/${id}`, { unique: false });
    expect((await admin.post("/v1/accounts", { name: "癸", custom: { seal: "S-1" } })).status).toBe(201);
  });

  test("a rule that values given meanwhile break is let go of, with how many they are", async () => {
    const { id } = await field({ key: "plate", type: "text" });
    await made(admin, "/v1/accounts", { name: "子", custom: { plate: "沪A1" } });
    expect((await admin.patch(`/v1/custom-fields/${id}`, { unique: true })).status).toBe(200);
    await made(admin, "/v1/accounts", { name: "丑", custom: { plate: "沪A1" } });
    await caughtUp();
    const { unique, backfill } = (await admin.get(`/v1/custom-fields/${id}`)).body;
    expect([unique, backfill.state, backfill.duplicates]).toEqual([undefined, "failed", 1]);
  });
});

describe("what is computed from a restricted field", () => {
  test("is hidden with it, by way of other computed fields too", async () => {
    const other = await openTenant(stack());
    const add = (body: object) => made(other.admin, "/v1/custom-fields", { noun: "account", label: "x", ...body });
    await add({ key: "margin", type: "integer" });
    await add({ key: "seats", type: "integer" });
    await add({ key: "points", type: "formula", formula: "custom.margin * 7" });
    await add({ key: "half", type: "formula", formula: "custom.points / 2" });
    await add({ key: "desks", type: "formula", formula: "custom.seats + 1" });
    await add({
      key: "all",
      type: "rollup",
      rollup: { noun: "account", by: "parentId", op: "sum", of: "custom.half" },
    });
    await made(other.admin, "/v1/roles", {
      name: "outside",
      permissions: ["accounts.read"],
      scopes: { "*": "all" },
      fields: { account: { "custom.margin": "masked" } },
    });
    const outside = await other.person({ roles: ["outside"] });
    const { id } = await made(other.admin, "/v1/accounts", { name: "母", custom: { margin: 3, seats: 4 } });
    await made(other.admin, "/v1/accounts", { name: "子", parentId: id, custom: { margin: 4 } });
    await stack().settled();
    const whole = (await other.admin.get(`/v1/accounts/${id}`)).body.custom;
    expect(whole).toEqual({ margin: 3, seats: 4, points: 21, half: 10.5, desks: 5, all: 14 });
    expect((await outside.api.get(`/v1/accounts/${id}`)).body.custom).toEqual({ margin: null, seats: 4, desks: 5 });
  });
});

describe("the contract of a noun", () => {
  test("is the JSON Schema of what creates its records, the tenant's own fields with their labels", async () => {
    const other = await openTenant(stack());
    const own = { noun: "contact", key: "tier", label: "级别", type: "enum", options: ["金", "银"], required: true };
    await made(other.admin, "/v1/custom-fields", own);
    const { status, body } = await other.admin.get("/v1/custom-fields/contract?noun=contact");
    expect(status).toBe(200);
    expect(body.schema.properties.custom).toEqual({
      type: "object",
      properties: { tier: { title: "级别", type: "string", enum: ["金", "银"] } },
      required: ["tier"],
      additionalProperties: false,
    });
    expect(body.schema.required).toEqual(["name", "accountId", "custom"]);
    expect((await other.admin.get("/v1/custom-fields/contract?noun=planet")).status).toBe(422);
  });
});
