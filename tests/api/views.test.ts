import { beforeAll, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { collated } from "../../shared/records/ordering.ts";
import type { Api } from "../support/api.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const RECORDS = 60;

const stack = useStack();
let tenant: TestTenant;
let rep: Awaited<ReturnType<TestTenant["person"]>>;
let manager: Awaited<ReturnType<TestTenant["person"]>>;

type Row = {
  id: string;
  name: string;
  ownerId?: string;
  createdAt: string;
  registrationNo?: string;
  custom?: Record<string, unknown>;
};
let rows: Row[];

const REGIONS = ["华东", "华南", "华北"];

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const department = await made(admin, "/v1/departments", { name: "华东" });
  rep = await tenant.person({ roles: ["sales"], departmentId: department.id });
  manager = await tenant.person({ roles: ["manager"], departmentId: department.id });
  await made(admin, "/v1/custom-fields", {
    noun: "account",
    key: "region",
    label: "大区",
    type: "enum",
    options: REGIONS,
    filterable: true,
  });
  await made(admin, "/v1/custom-fields", { noun: "account", key: "seats", label: "席位", type: "integer" });
  await made(admin, "/v1/custom-fields", { noun: "account", key: "worth", label: "价值", type: "money" });
  for (let n = 0; n < RECORDS; n++) {
    const custom = {
      ...(n % 4 && { region: REGIONS[n % 3] }),
      ...(n % 3 && { seats: (n * 7) % 20 }),
      ...(n % 5 === 0 && { worth: { amountMinor: n * 100, currency: "CNY" } }),
    };
    const owned = n % 2 ? { ownerId: rep.id } : {};
    await made(admin, "/v1/accounts", { name: `公司${"甲乙丙丁"[n % 4]}${n}`, ...owned, custom });
  }
  rows = (await admin.get(`/v1/accounts?limit=200`)).body.items;
  expect(rows).toHaveLength(RECORDS);
});

async function rowsOf(api: Api, view: object): Promise<Row[]> {
  const { id } = await made(api, "/v1/views", { noun: "account", name: "v", ...view });
  const found: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const reply = await api.get(`/v1/views/${id}/rows?limit=17${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    expect(reply.status).toBe(200);
    found.push(...reply.body.items);
    cursor = reply.body.nextCursor;
    expect(reply.body.progress.complete || cursor !== null).toBe(true);
  }
  const counted = (await api.get(`/v1/views/${id}/count`)).body;
  expect(counted.count).toBe(found.length);
  return found;
}

type Condition = { field: string; op: string; value?: unknown };
type Filter = { all: Filter[] } | { any: Filter[] } | { not: Filter } | Condition;

/** What the filter language means, said once more and naively. */
function holds(filter: Filter, row: Row, me: string): boolean {
  if ("all" in filter) return filter.all.every((f) => holds(f, row, me));
  if ("any" in filter) return filter.any.some((f) => holds(f, row, me));
  if ("not" in filter) return !holds(filter.not, row, me);
  const key = filter.field.replace("custom.", "");
  const raw = filter.field.startsWith("custom.") ? row.custom?.[key] : row[key as keyof Row];
  const value = typeof raw === "object" ? (raw as { amountMinor?: number }).amountMinor : raw;
  const wanted = filter.value === "$me" ? me : filter.value;
  if (filter.op === "empty") return (value === undefined) === (filter.value !== false);
  if (filter.op === "ne") return value !== wanted;
  if (value === undefined) return false;
  if (filter.op === "eq") return value === wanted;
  if (filter.op === "in") return (wanted as unknown[]).includes(value);
  if (filter.op === "contains") return String(value).includes(String(wanted));
  if (filter.op === "between")
    return Number(value) >= (wanted as number[])[0]! && Number(value) <= (wanted as number[])[1]!;
  return filter.op === "gte" ? Number(value) >= Number(wanted) : Number(value) < Number(wanted);
}

const number = fc.integer({ min: 0, max: 20 });
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: fc.constant("custom.region"),
    op: fc.constantFrom("eq", "ne"),
    value: fc.constantFrom(...REGIONS),
  }),
  fc.record({
    field: fc.constant("custom.region"),
    op: fc.constant("in"),
    value: fc.uniqueArray(fc.constantFrom(...REGIONS), { minLength: 1 }),
  }),
  fc.record({
    field: fc.constantFrom("custom.region", "custom.seats", "ownerId"),
    op: fc.constant("empty"),
    value: fc.boolean(),
  }),
  fc.record({ field: fc.constant("custom.seats"), op: fc.constantFrom("gte", "lt", "eq", "ne"), value: number }),
  fc.record({
    field: fc.constant("custom.worth"),
    op: fc.constantFrom("gte", "lt"),
    value: fc.integer({ min: 0, max: 6_000 }),
  }),
  fc.record({ field: fc.constant("custom.seats"), op: fc.constant("between"), value: fc.tuple(number, number) }),
  fc.record({ field: fc.constant("ownerId"), op: fc.constantFrom("eq", "ne"), value: fc.constant("$me") }),
  fc.record({ field: fc.constant("name"), op: fc.constant("contains"), value: fc.constantFrom("甲", "乙1", "公司") }),
);
const filter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie("filter"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("filter"), { maxLength: 3 }) }),
    fc.record({ not: tie("filter") }),
  ),
})).filter;

const sort = fc.constantFrom("-createdAt", "createdAt", "name", "-custom.seats", "custom.worth", "-custom.region");

describe("a view", () => {
  test("shows just the rows that its filter picks among those the caller sees, in its order", async () => {
    await fc.assert(
      fc.asyncProperty(filter, sort, fc.constantFrom("admin", "rep", "manager"), async (wanted, order, who) => {
        const [api, me] =
          who === "admin" ? [tenant.admin, ""] : who === "rep" ? [rep.api, rep.id] : [manager.api, manager.id];
        const seen = who === "admin" ? rows : rows.filter((row) => row.ownerId === rep.id);
        const found = await rowsOf(api, { filter: wanted, sort: order });
        const self = me || (await tenant.admin.get("/v1/users/me")).body.principalId;
        const expected = seen.filter((row) => holds(wanted, row, self));
        expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
        const field = order.replace(/^-|custom\./g, "");
        const keys = found.map((row) => (row.custom?.[field] ?? row[field as keyof Row]) as never);
        // Options stand in the order in which they were declared.
        const numbers = keys.map((k) => {
          if (k === undefined) return k;
          if (field === "region") return REGIONS.indexOf(k);
          return typeof k === "object"
            ? (k as { amountMinor: number }).amountMinor
            : field === "name"
              ? collated(k)
              : k;
        });
        for (let n = 1; n < numbers.length; n++) {
          const [a, b] = [numbers[n - 1], numbers[n]];
          if (a === undefined || b === undefined) continue;
          expect(order.startsWith("-") ? a >= b : a <= b).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("shows its columns, is shared by role, and is changed by its maker alone", async () => {
    const mine = { filter: { all: [] }, columns: ["name", "custom.region"], noun: "account", name: "我的" };
    const { id } = await made(rep.api, "/v1/views", mine);
    expect((await manager.api.get(`/v1/views/${id}`)).status).toBe(404);
    await rep.api.patch(`/v1/views/${id}`, { sharedWith: { roles: ["manager"] } });
    const reply = await manager.api.get(`/v1/views/${id}/rows?limit=3`);
    expect(reply.body.items).toHaveLength(3);
    for (const row of reply.body.items) {
      expect(Object.keys(row).filter((k) => !["id", "version", "name", "custom"].includes(k))).toEqual([]);
    }
    expect((await manager.api.get("/v1/views?noun=account")).body.items.map((v: Row) => v.id)).toContain(id);
    expect((await manager.api.patch(`/v1/views/${id}`, { name: "x" })).status).toBe(403);
    expect((await tenant.admin.patch(`/v1/views/${id}`, { name: "x" })).status).toBe(200);
  });

  test("gives no row of a hidden field away, by filter, order, column or count", async () => {
    const { admin } = tenant;
    const fields = { account: { "custom.seats": "hidden" } };
    await admin.post("/v1/roles", {
      name: "blind",
      permissions: ["accounts.read", "views.*"],
      scopes: { "*": "all" },
      fields,
    });
    const blind = await tenant.person({ roles: ["blind"] });
    const view = { noun: "account", name: "v", filter: { field: "custom.seats", op: "gte", value: 10 } };
    expect((await blind.api.post("/v1/views", view)).status).toBe(403);
    const { id } = await made(admin, "/v1/views", { ...view, sharedWith: { everybody: true } });
    expect((await blind.api.get(`/v1/views/${id}/rows`)).status).toBe(403);
    expect((await blind.api.get(`/v1/views/${id}/count`)).status).toBe(403);
    const open = { noun: "account", name: "v", filter: { all: [] }, columns: ["custom.seats", "name"] };
    const shown = await made(admin, "/v1/views", { ...open, sharedWith: { everybody: true } });
    const items = (await blind.api.get(`/v1/views/${shown.id}/rows`)).body.items;
    expect(items.every((row: Row) => row.custom?.seats === undefined)).toBe(true);
  });

  test("is refused with every wrong field, column and order", async () => {
    const wrong = async (more: object) => {
      const base = { noun: "account", name: "v", filter: { all: [] } };
      const reply = await tenant.admin.post("/v1/views", { ...base, ...more });
      return [reply.status, reply.body.errors?.[0]?.path];
    };
    expect(await wrong({ filter: { field: "custom.none", op: "eq", value: 1 } })).toEqual([422, "filter.field"]);
    expect(await wrong({ columns: ["name", "none"] })).toEqual([422, "columns.1"]);
    expect(await wrong({ sort: "none" })).toEqual([422, "sort"]);
    expect(await wrong({ noun: "unicorn" })).toEqual([422, "noun"]);
  });
});
