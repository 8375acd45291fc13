import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { account } from "../../functions/accounts/table.ts";
import { newId } from "../../shared/ids.ts";
import { storedItem, tenantPrefix } from "../../shared/table/action.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { Bulk } from "../bench/bulk.ts";
import { consumed } from "../support/consumed.ts";
import { type ApiReply, dataFolder, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

/** More than a call looks at; every so many of them match. */
const ACCOUNTS = 2_300;
const RARE_EVERY = 230;
const EXAMINED_MAX = 1_000;
/** What a call may ask the database for at most: who calls, the view, and a thousand rows with their keys. */
const REQUESTS_MAX = 30;

const folder = dataFolder();
const stack = useStack({ dataDir: folder.path });
let tenant: TestTenant;
const rows: AnyRow[] = [];

beforeAll(async () => {
  tenant = await openTenant(stack());
  await stack().settled();
  const bulk = new Bulk(folder.path);
  for (let n = 0; n < ACCOUNTS; n++) {
    const at = new Date(Date.parse("2026-01-01T00:00:00Z") + n * 1_000);
    const now = at.toISOString();
    const name = n % RARE_EVERY === 7 ? `稀有${ACCOUNTS - n}` : `平常${n}`;
    const stamps = { version: 1, createdAt: now, updatedAt: now };
    const row: AnyRow = {
      id: newId("acc", at),
      ...stamps,
      name,
      // Names have an order of their own, which follows on the stream; these rows came past it.
      industry: name,
      stage: "target",
      ...(n % 500 === 9 && { archived: true }),
    };
    bulk.put(storedItem(account, tenantPrefix(tenant.id), row, "system:test||"));
    rows.push(row);
  }
  bulk.close();
});
afterAll(() => folder.remove());

type Walk = {
  items: { id: string; name: string }[];
  count: number;
  calls: number;
  examined: number[];
  requests: number[];
};

/** Follows the cursors of one kind of call to its end. */
async function walked(path: string, from = ""): Promise<Walk> {
  const walk: Walk = { items: [], count: 0, calls: 0, examined: [], requests: [] };
  for (let cursor: string | null = from; cursor !== null; walk.calls++) {
    const whole = `${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    let reply!: ApiReply;
    const calls = await consumed(async () => {
      reply = await tenant.admin.get(whole);
    });
    expect(reply.status).toBe(200);
    walk.items.push(...(reply.body.items ?? []));
    walk.count += reply.body.count ?? 0;
    walk.examined.push(reply.body.progress.examined);
    walk.requests.push(calls.length);
    cursor = reply.body.nextCursor;
  }
  return walk;
}

const viewOf = (view: object): Promise<{ id: string }> =>
  made(tenant.admin, "/v1/views", { noun: "account", name: "大", ...view });
const active = (): AnyRow[] => rows.filter((row) => !row.archived);
const rare = (): AnyRow[] => active().filter(({ name }) => String(name).startsWith("稀有"));
const RARE = { field: "name", op: "contains", value: "稀有" };

describe("a view of more rows than a call looks at", () => {
  test("finds the few that match, each call looking at no more than a list does", async () => {
    const { id } = await viewOf({ filter: RARE });
    const walk = await walked(`/v1/views/${id}/rows?limit=50`);
    const newestFirst = rare().reverse();
    expect(walk.items.map((row) => row.id)).toEqual(newestFirst.map((row) => row.id));
    expect(Math.max(...walk.examined)).toBeLessThanOrEqual(EXAMINED_MAX);
    expect(Math.max(...walk.requests)).toBeLessThanOrEqual(REQUESTS_MAX);
  });

  test("gives every row once, where nearly all match, at the cost of the page", async () => {
    const { id } = await viewOf({ filter: { not: RARE } });
    const walk = await walked(`/v1/views/${id}/rows?limit=200`);
    const expected = active().filter((row) => !rare().includes(row));
    expect(walk.items.map((row) => row.id)).toEqual(expected.reverse().map((row) => row.id));
    expect(Math.max(...walk.examined)).toBeLessThanOrEqual(210);
  });

  test("counts them all", async () => {
    const some = await viewOf({ filter: RARE });
    const all = await viewOf({ filter: { not: RARE } });
    const counts = [await walked(`/v1/views/${some.id}/count?`), await walked(`/v1/views/${all.id}/count?`)];
    expect(counts.map(({ count }) => count)).toEqual([rare().length, active().length - rare().length]);
    for (const { examined, requests } of counts) {
      expect(Math.max(...examined)).toBeLessThanOrEqual(EXAMINED_MAX);
      expect(Math.max(...requests)).toBeLessThanOrEqual(REQUESTS_MAX);
    }
    expect((await tenant.admin.get("/v1/accounts/count")).body).toMatchObject({
      count: active().length,
      complete: true,
    });
  });

  test("puts them into an order that no index has, gathered a piece a call", async () => {
    const { id } = await viewOf({
      filter: { any: [RARE, { field: "name", op: "contains", value: "7" }] },
      sort: "industry",
    });
    const walk = await walked(`/v1/views/${id}/rows?limit=150`);
    const expected = active().filter(({ name }) => /稀有|7/.test(String(name)));
    expect(walk.items.map((row) => row.id).sort()).toEqual(expected.map((row) => row.id).sort());
    const names = walk.items.map(({ name }) => name);
    expect(names).toEqual([...names].sort((a, b) => (a < b ? -1 : 1)));
    expect(Math.max(...walk.requests)).toBeLessThanOrEqual(REQUESTS_MAX);
    // Whoever sends a call of the run again gets the same page, and the run goes on as before.
    const first = (await tenant.admin.get(`/v1/views/${id}/rows?limit=150`)).body.nextCursor;
    const path = `/v1/views/${id}/rows?limit=150`;
    const second = `${path}&cursor=${encodeURIComponent(first)}`;
    const [once, again] = [(await tenant.admin.get(second)).body, (await tenant.admin.get(second)).body];
    expect(again.items).toEqual(once.items);
    for (const { nextCursor } of [once, again]) {
      expect((await walked(path, nextCursor)).items.map((row) => row.id)).toEqual(walk.items.map((row) => row.id));
    }
  });

  test("puts all of them into an order, page by page", async () => {
    const { id } = await viewOf({ filter: { not: { field: "name", op: "empty" } }, sort: "industry" });
    const walk = await walked(`/v1/views/${id}/rows?limit=200`);
    expect(new Set(walk.items.map((row) => row.id))).toEqual(new Set(active().map((row) => row.id)));
    expect(walk.items).toHaveLength(active().length);
  });
});
