import { beforeAll, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let rep: Awaited<ReturnType<TestTenant["person"]>>;

type Row = { id: string; name?: string; amountMinor?: number; dueOn?: string; ownerId?: string; accountId?: string };

const NAMES = [
  "张三软件",
  "李四贸易",
  "阿里",
  "Apple",
  "Łódź Trading",
  "lodge",
  "北京云帆",
  "重庆长安",
  "ゆき",
  "１号店",
  "C++ 之家",
  "😀 Shop",
  "章三",
  "张伟",
];

/** Every row of a list, page by page. */
async function whole(api: TestTenant["admin"], path: string, limit = 7): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const reply = await api.get(`${path}&limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    expect([reply.status, reply.body.detail]).toEqual([200, undefined]);
    rows.push(...reply.body.items);
    cursor = reply.body.nextCursor;
  }
  return rows;
}

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const department = await made(admin, "/v1/departments", { name: "华东" });
  rep = await tenant.person({ roles: ["sales"], departmentId: department.id });
  for (const [n, name] of NAMES.entries()) {
    const account = await made(admin, "/v1/accounts", { name, ...(n % 3 === 0 && { ownerId: rep.id }) });
    const money = { accountId: account.id, currency: n % 2 ? "CNY" : "EUR" };
    for (const m of [0, 1]) {
      const dueOn = `2027-0${((n * 5 + m) % 9) + 1}-15`;
      const body = { ...money, reference: `R-${n}-${m}`, amountMinor: ((n * 37 + m * 11) % 50) * 1_000 + 1, dueOn };
      await made(admin, "/v1/receivables", body);
    }
  }
  await stack().settled();
});

describe("a list ordered by a declared field", () => {
  test("has names as people list them, Chinese by how they are read, in either direction", async () => {
    const names = (await whole(tenant.admin, "/v1/accounts?sort=name")).map(({ name }) => name);
    expect(names).toHaveLength(NAMES.length);
    const order = (a: string, b: string) => expect(names.indexOf(a)).toBeLessThan(names.indexOf(b));
    order("１号店", "阿里");
    order("阿里", "Apple");
    order("Apple", "北京云帆");
    order("重庆长安", "李四贸易");
    order("lodge", "Łódź Trading");
    order("张三软件", "张伟");
    order("张伟", "章三");
    expect((await whole(tenant.admin, "/v1/accounts?sort=-name")).map(({ name }) => name)).toEqual(
      [...names].reverse(),
    );
    const own = (await whole(rep.api, "/v1/accounts?sort=name", 2)).map(({ name }) => name);
    expect(own).toEqual(names.filter((name) => NAMES.indexOf(name as string) % 3 === 0));
  });

  test("is the list itself in order, whatever is filtered, whoever asks, however long a page is", async () => {
    const { admin } = tenant;
    const all = await whole(admin, "/v1/receivables?sort=createdAt", 50);
    const accountIds = [...new Set(all.map(({ accountId }) => accountId as string))];
    const asked = fc.record({
      field: fc.constantFrom("amountMinor", "dueOn"),
      descending: fc.boolean(),
      accountId: fc.option(fc.constantFrom(...accountIds), { nil: undefined }),
      limit: fc.integer({ min: 1, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ field, descending, accountId, limit }) => {
        const filter = accountId ? `&accountId=${accountId}` : "";
        const found = await whole(admin, `/v1/receivables?sort=${descending ? "-" : ""}${field}${filter}`, limit);
        const wanted = all.filter((row) => !accountId || row.accountId === accountId);
        expect(found.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
        const values = found.map((row) => row[field as "dueOn"] as unknown as number);
        const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(values).toEqual(descending ? sorted.reverse() : sorted);
      }),
      { numRuns: 12 },
    );
  });

  test("stays right while records change: whatever is not changed is seen once, and a change is seen where it belongs", async () => {
    const { admin } = await openTenant(stack());
    const ids: string[] = [];
    for (let n = 0; n < 12; n++)
      ids.push((await made(admin, "/v1/accounts", { name: `客户${String.fromCharCode(97 + n)}` })).id);
    await stack().settled();
    const first = (await admin.get("/v1/accounts?sort=name&limit=5")).body;
    await admin.patch(`/v1/accounts/${ids[0]}`, { name: "客户zz" });
    await admin.patch(`/v1/accounts/${ids[11]}`, { name: "客户a0" });
    await admin.post(`/v1/accounts/${ids[6]}/archive`);
    await stack().settled();
    const cursor = encodeURIComponent(first.nextCursor);
    const rest = (await admin.get(`/v1/accounts?sort=name&limit=50&cursor=${cursor}`)).body.items;
    const seen = [...first.items, ...rest].map(({ id }: Row) => id);
    for (const [n, id] of ids.entries())
      if (![0, 6, 11].includes(n)) expect(seen.filter((one) => one === id)).toHaveLength(1);
    const names = (await whole(admin, "/v1/accounts?sort=name", 50)).map(({ name }) => name);
    expect(names).toEqual([...names].sort((a, b) => ((a as string) < (b as string) ? -1 : 1)));
    expect([names.at(0), names.at(-1), names.length]).toEqual(["客户a0", "客户zz", 11]);
    expect((await admin.get("/v1/accounts?sort=name&archived=true")).body.items).toHaveLength(1);
  });

  test("is told by the catalogue, refused where it is not declared or hidden, and its cursor is that of this very order", async () => {
    const { admin } = tenant;
    const [noun] = (await admin.get("/v1/nouns?noun=receivable")).body.items;
    expect(noun.sorts).toEqual(expect.arrayContaining(["createdAt", "amountMinor", "dueOn"]));
    const wrong = await admin.get("/v1/accounts?sort=website");
    expect([wrong.status, wrong.body.code]).toEqual([400, "unknown_filter"]);
    const { nextCursor } = (await admin.get("/v1/accounts?sort=name&limit=2")).body;
    const other = await admin.get(`/v1/accounts?sort=-name&cursor=${encodeURIComponent(nextCursor)}`);
    expect([other.status, other.body.code]).toEqual([400, "invalid_cursor"]);
    const clerk = {
      name: "clerk",
      permissions: ["accounts.read"],
      scopes: { account: "all" },
      fields: { account: { name: "masked" } },
    };
    const role = await made(admin, "/v1/roles", clerk);
    const person = await tenant.person({ roles: [role.name as string] });
    expect((await person.api.get("/v1/accounts?sort=name")).status).toBeGreaterThanOrEqual(400);
  });

  test("is made anew for records that are older than it, by a recount", async () => {
    const { admin } = await openTenant(stack());
    for (const name of ["乙", "甲"]) await made(admin, "/v1/partners", { name });
    await stack().settled();
    const recount = await admin.post("/v1/figure-recounts");
    expect(recount.status).toBe(202);
    await admin.post("/_local/clock", { advanceSeconds: 90 });
    await stack().settled();
    expect((await admin.get(`/v1/figure-recounts/${recount.body.id}`)).body.state).toBe("done");
    expect((await admin.get("/v1/partners?sort=name")).body.items.map(({ name }: Row) => name)).toEqual(["甲", "乙"]);
  });
});
