import { beforeAll, describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { PRIORITIES } from "../../functions/tickets/schema.ts";
import type { Api } from "../support/api.ts";
import { renewalShop } from "../support/renewals.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock: what is compared stands still. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
let admin: Api;

type Row = { id: string; [field: string]: unknown };

/** Orders of the lists that come before and after a signature: what a row holds, as it is compared. */
const ORDERS: [noun: string, path: string, field: string, key: (value: unknown) => string | number][] = [
  ["quote", "/v1/quotes", "totalMinor", Number],
  ["quote", "/v1/quotes", "validUntil", String],
  ["expense", "/v1/expenses", "amountMinor", Number],
  ["expense", "/v1/expenses", "on", String],
  ["renewal", "/v1/renewals", "dueMinor", Number],
  ["renewal", "/v1/renewals", "dueOn", String],
  ["project", "/v1/projects", "name", (name) => ["阿里", "北京", "长安"].indexOf(String(name))],
  ["project", "/v1/projects", "endOn", String],
  ["ticket", "/v1/tickets", "priority", (value) => PRIORITIES.indexOf(value as "low")],
  ["ticket", "/v1/tickets", "resolveDueAt", (at) => (at === undefined ? "~" : String(at))],
];

const whole = async (path: string): Promise<Row[]> => {
  const rows: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const reply = await admin.get(`${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    expect([reply.status, reply.body.detail]).toEqual([200, undefined]);
    rows.push(...reply.body.items);
    cursor = reply.body.nextCursor;
  }
  return rows;
};

const pairs = (rows: Row[]): [Row, Row][] => rows.slice(1).map((row, n) => [rows[n] as Row, row]);

let accountId: string;

beforeAll(async () => {
  const shop = await renewalShop(stack());
  admin = shop.admin;
  accountId = shop.account.id;
  const soon = { field: "priority", op: "in", value: ["high", "urgent"] };
  await made(admin, "/v1/sla-policies", { name: "急", priority: 1, resolveMinutes: 60, when: soon });
  await made(admin, "/v1/sla-policies", { name: "标准", priority: 2, resolveMinutes: 600 });
  const nodes = [{ key: "setup", kind: "task", phase: "实施", name: "系统配置", durationDays: 3 }];
  const template = await made(admin, "/v1/project-templates", { name: "实施", productType: "service", nodes });
  const amounts = [90_000, 7_000, 120_000];
  for (const [n, amountMinor] of amounts.entries()) {
    const line = { productId: shop.crm.id, quantity: 1, unitPriceMinor: amountMinor };
    const validUntil = ["2026-05-01", "2026-03-01", "2026-04-01"][n];
    await made(admin, "/v1/quotes", { accountId, currency: "CNY", validUntil, lines: [line] });
    const on = ["2025-12-03", "2025-12-01", "2025-12-02"][n];
    await made(admin, "/v1/expenses", { title: `拜访 ${n}`, lines: [{ on, category: "travel", amountMinor }] });
    await shop.signed({ amountMinor, startsOn: "2026-02-01", endsOn: `2027-0${3 - n}-28` });
    const name = ["长安", "阿里", "北京"][n];
    await made(admin, "/v1/projects", { name, accountId, templateIds: [template.id], startOn: `2026-0${n + 2}-02` });
  }
  for (const priority of ["high", "low", "urgent", "normal"])
    await made(admin, "/v1/tickets", { accountId, subject: priority, body: "?", priority });
  await stack().settled();
});

describe("lists are ordered by what people look for in them", () => {
  test.each(ORDERS)("%s: %s?sort=%s, in either direction, page by page", async (noun, path, field, key) => {
    const { items } = (await admin.get(`/v1/nouns?noun=${noun}`)).body;
    expect(items[0].sorts).toContain(field);
    const rows = await whole(`${path}?sort=${field}&limit=2`);
    expect(rows.map(({ id }) => id).sort()).toEqual((await whole(`${path}?limit=50`)).map(({ id }) => id).sort());
    expect(new Set(rows.map((row) => key(row[field]))).size).toBeGreaterThan(1);
    for (const [a, b] of pairs(rows)) expect(key(a[field]) <= key(b[field])).toBe(true);
    const back = await whole(`${path}?sort=-${field}&limit=2`);
    for (const [a, b] of pairs(back)) expect(key(a[field]) >= key(b[field])).toBe(true);
    // Within what a filter leaves, too.
    const some = await whole(`${path}?sort=${field}&accountId=${accountId}&limit=2`);
    for (const [a, b] of pairs(some)) expect(key(a[field]) <= key(b[field])).toBe(true);
  });

  test("a view has options in the order in which they are declared, be it of an index or gathered", async () => {
    const sorted = async (sort: string, filter: object): Promise<unknown[]> => {
      const body = { noun: "ticket", name: sort, columns: ["subject", "priority", "channel"], filter, sort };
      const { id } = await made(admin, "/v1/views", { ...body, name: `${sort} ${JSON.stringify(filter)}` });
      return (await admin.get(`/v1/views/${id}/rows`)).body.items.map((row: { priority: string }) => row.priority);
    };
    const every = { field: "accountId", op: "eq", value: accountId };
    expect(await sorted("-priority", every)).toEqual(["urgent", "high", "normal", "low"]);
    expect(await sorted("priority", { all: [] })).toEqual(["low", "normal", "high", "urgent"]);
  });
});
