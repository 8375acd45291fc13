import { beforeAll, describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import { lambdas } from "../../functions/modules.ts";
import { nouns } from "../../functions/nouns.ts";
import { everyEntity } from "../../functions/streams/entities.ts";
import { forgetContext } from "../../functions/users/context.ts";
import { parseKey } from "../../functions/users/keys.ts";
import { demoLookup, targetOf } from "../../shared/contract/demo.ts";
import { demoId, filledPath, resolveExample } from "../../shared/contract/examples.ts";
import type { Route } from "../../shared/http/route.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { PLANTED, type Planted, plant, rowsByNoun } from "../support/damage.ts";
import { type DemoTenant, deliver, openTenant, scene, seedDemo, signedHeaders } from "../support/demo.ts";
import { dump } from "../support/dump.ts";
import { folded } from "../support/folded.ts";
import { fetched, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";

/** Nothing runs by the clock: what is damaged is met by those who ask for it. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

let tenant: DemoTenant;
let planted: Planted[];
/** The rows of the tenant by noun, as they were before any of them was damaged. */
let rows: Map<string, AnyRow[]>;

const isList = ({ method, reply, permission }: Route): boolean =>
  method === "GET" && permission !== "operator" && reply instanceof z.ZodObject && "items" in reply.shape;

const lists = scene.routes.filter(isList);
const reads = scene.routes.filter(
  ({ method, path, permission }) => method === "GET" && permission !== "operator" && /\/\{id\}$/.test(path),
);

/** Every order that a list takes, either way round, besides the one that it has unasked. */
const ordersOf = ({ list }: Route): (string | undefined)[] => [
  undefined,
  ...(list?.sorts ?? []).flatMap((sort) => [sort, `-${sort}`]),
];
const asked = lists.flatMap((route) =>
  ordersOf(route).map((sort) => [`${route.path} ${sort ?? ""}`.trim(), route, sort] as const),
);

/** The filter that an order needs, where only an index with one has it: by a row of the tenant. */
function filterFor({ list }: Route, sort: string | undefined): Record<string, string> {
  const field = sort?.replace(/^-/, "");
  if (!list || field === undefined || list.entity.orders.includes(field)) return {};
  const having = Object.values(list.entity.indexes).filter(({ sorts, when }) => sorts === field && !when);
  if (having.some(({ by }) => by.length === 0)) return {};
  const found = (rows.get(list.entity.noun) ?? []).flatMap((row) =>
    having.flatMap(({ by }) => {
      const isAsked = by.every((name) => list.filters.includes(name) && row[name] !== undefined);
      return isAsked ? [Object.fromEntries(by.map((name) => [name, String(row[name])]))] : [];
    }),
  );
  expect([list.entity.noun, field, found.length]).not.toEqual([list.entity.noun, field, 0]);
  return found[0] ?? {};
}

/** Fields that say who may see a row. */
const WHOSE = ["relatedTo", "noun", "recordId", "targetId", "turns", "eventId", "activityId"];

/** What the demo's bank has not told: a statement, a line that cannot be stored, and money that nothing was owed for. */
async function tellRest({ admin, ...connection }: DemoTenant): Promise<void> {
  const accountId = demoId("acc");
  const owed = { accountId, reference: "INV-2027-4711", amountMinor: 10_000, currency: "CNY", dueOn: "2026-12-31" };
  const { body: receivable } = await admin.post("/v1/receivables", owed);
  const line = { bookedOn: "2026-11-22", direction: "credit", currency: "CNY" };
  const surplus = { ...line, bankReference: "surplus", amountMinor: 15_000, payer: { name: "无人识得的付款人" } };
  const faulty = { ...line, bankReference: "faulty", amountMinor: -1 };
  expect((await deliver(stack(), connection, [surplus, faulty])).body).toMatchObject({ stored: 1, received: 2 });
  await stack().settled();
  const { items } = (await admin.get("/v1/bank-transactions?state=claimable&limit=200")).body;
  const { id } = items.find(({ bankReference }: { bankReference: string }) => bankReference === surplus.bankReference);
  const allocations = [{ receivableId: receivable.id, amountMinor: owed.amountMinor }];
  const claimed = await admin.post(`/v1/bank-transactions/${id}/claim`, { allocations, accountId });
  expect([claimed.status, claimed.body.state]).toEqual([200, "applied"]);
  const text = `:20:S\r\n:25:-0001\r\n:28C:1/1\r\n:60F:C261122CNY0,00\r\n:62F:C261123CNY0,00\r\n-`;
  const headers = { "content-type": "application/mt940", ...signedHeaders(stack(), connection, text) };
  const path = `/v1/webhooks/bank/${connection.connectionId}`;
  expect((await stack().api().request("POST", path, { body: text, headers })).status).toBe(202);
  await stack().settled();
}

beforeAll(async () => {
  tenant = await seedDemo(stack(), await openTenant(stack(), "有损坏的"));
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  await tellRest(tenant);
  const me = (await tenant.admin.get("/v1/users/me")).body.principalId;
  const mine = new Set([me, parseKey(tenant.adminKey)?.keyId]);
  const items = await dump(stack(), `T#${tenant.id}#`);
  rows = rowsByNoun(scene.entities, items, tenant.id);
  const named = new Set(lists.flatMap((route) => Object.values(exampleOf(route).params)));
  planted = [];
  // What a source has said of somebody comes before the entry that is reckoned of it.
  const rank = ({ noun }: { noun: string }): number => Number(noun === "directoryEntry");
  const entities = scene.entities.filter(({ noun }) => noun !== "tenant").sort((a, b) => rank(a) - rank(b));
  for (const [n, entity] of entities.entries()) {
    // A follower of what was damaged before that still holds the row would write it whole again.
    await stack().settled();
    const choose = (fields: string[]) => fields[n % Math.max(fields.length, 1)];
    const choice = {
      may: (id: string) => !mine.has(id) && !planted.some((one) => one.id === id),
      rather: (id: string) => !named.has(id),
      choose,
    };
    const one = await plant(stack(), tenant.id, entity, choice, rank(entity) > 0 ? undefined : items);
    if (one) planted.push(one);
  }
  await stack().settled();
  forgetContext();
});

/** The example of a list, with records that the tenant has. */
const exampleOf = (route: Route) => {
  const lookup = demoLookup(route, scene);
  return resolveExample(route, scene.routes, scene.entities, (noun, isOther) => {
    const all = (rows.get(noun) ?? []).map(({ id }) => id);
    const demo = lookup(noun, isOther);
    return all.includes(demo) ? demo : (all[0] ?? demo);
  });
};

const idsIn = (body: { items: { id?: string }[] }): (string | undefined)[] => body.items.map(({ id }) => id);

describe("with a damaged row in every noun", () => {
  test("there is one in every noun that has a list and a record", () => {
    const listed = new Set(lists.flatMap(({ list }) => (list ? [list.entity.noun] : [])));
    const bare = [...listed].filter((noun) => !planted.some((one) => one.noun === noun));
    expect(bare).toEqual([]);
  });

  test.each(asked)("GET %s is 200", async (_name, route, sort) => {
    const { params, query } = exampleOf(route);
    const takesLimit = route.list !== undefined;
    const filter = filterFor(route, sort);
    const more = { ...query, ...filter, ...(sort && { sort }), ...(takesLimit && { limit: "200" }) };
    const path = `${filledPath(route.path, params)}?${new URLSearchParams(more)}`;
    const { status, body, headers } = await tenant.admin.get(path);
    const above = planted.find(({ id }) => Object.values(params).includes(id));
    if (above && status !== 200) return void expect([path, status, body.code]).toEqual([path, 409, "damaged"]);
    expect([path, status, status === 200 ? undefined : body]).toEqual([path, 200, undefined]);
    if (route.path.includes("{") || Object.keys({ ...query, ...filter }).length > 0) return;
    for (const { noun, id } of planted.filter(({ entity }) => entity === route.list?.entity)) {
      expect(idsIn(body)).not.toContain(id);
      expect(headers.get("damaged-records")).toContain(`${noun} ${id}`);
    }
  });

  test.each(reads.map((route) => [route.path, route] as const))(
    "GET %s tells what is wrong with it",
    async (path, route) => {
      const noun = targetOf(route, scene);
      for (const { id, field } of planted.filter((one) => one.noun === noun)) {
        const { status, body } = await tenant.admin.get(path.replace("{id}", id));
        // Where it no longer tells whose it is, nobody may see it.
        if (status === 404) expect(WHOSE).toContain(field);
        if (status === 404) continue;
        expect([path, status, body.code]).toEqual([path, 409, "damaged"]);
        expect(body.errors.map((e: { path: string }) => e.path.split(".")[0])).toContain(field);
        expect(JSON.stringify(body)).not.toContain(PLANTED);
      }
    },
  );

  test("operators find all of them with what is wrong, page by page", async () => {
    const found = new Map<string, string[]>();
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { status, body } = await tenant.admin.get(`/v1/damaged-records${cursor ? `?cursor=${cursor}` : ""}`);
      expect(status).toBe(200);
      for (const { id, errors } of body.items)
        found.set(
          id,
          errors.map((e: { path: string }) => e.path),
        );
      cursor = body.nextCursor;
    }
    const known = new Set((await everyEntity()).map(({ noun }) => noun));
    const wanted = planted.filter(({ entity, noun }) => known.has(noun) && entity.indexes.all?.by.length === 0);
    expect(wanted.length).toBeGreaterThan(20);
    for (const { id, field } of wanted)
      expect([id, found.get(id)]).toEqual([
        id,
        expect.arrayContaining([expect.stringMatching(new RegExp(`^${field}`))]),
      ]);
    expect([...found].filter(([id]) => !planted.some((one) => one.id === id))).toEqual([]);
  });

  test.each(nouns.map(({ noun, path }) => [noun, path] as const))(
    "views, their counts and exports of every %s leave it out",
    async (noun, path) => {
      const { admin } = tenant;
      const ids = planted.filter((one) => one.noun === noun).map(({ id }) => id);
      const view = await admin.post("/v1/views", { noun, name: `全部 ${noun}`, filter: { all: [] }, columns: ["id"] });
      expect([noun, view.status, view.body.errors]).toEqual([noun, 201, undefined]);
      const shown = await admin.get(`/v1/views/${view.body.id}/rows?limit=200`);
      expect([noun, shown.status, shown.body.detail]).toEqual([noun, 200, undefined]);
      for (const id of ids) expect(idsIn(shown.body)).not.toContain(id);
      for (const route of [`/v1/views/${view.body.id}/count`, `${path}?limit=1`]) {
        expect([route, (await admin.get(route)).status]).toEqual([route, 200]);
      }
      const job = await jobOf(stack(), admin, "/v1/exports", { noun, format: "csv" });
      expect([noun, job.state, job.problem]).toEqual([noun, "done", undefined]);
      const written = (await fetched(job.downloadUrl)).flat();
      for (const id of ids) expect(written).not.toContain(id);
      expect(written.join()).not.toContain("[object Object]");
      const told = (job.result.notices ?? []).find(({ code }: { code: string }) => code === "damaged");
      // Of a row that no longer tells whose it is nobody is told.
      const named = planted.filter((one) => one.noun === noun && !WHOSE.includes(one.field)).map(({ id }) => id);
      expect([noun, named.filter((id) => !told?.values.includes(id))]).toEqual([noun, []]);
    },
  );

  test("the search box, the timeline and the 360 answer, and show nothing of it", async () => {
    const { admin } = tenant;
    const ids = new Set(planted.map(({ id }) => id));
    for (const q of ["有限", "示例", "a", "138", "2026", "INV", PLANTED]) {
      const found = await admin.get(`/v1/search?${new URLSearchParams({ q })}`);
      expect([q, found.status]).toEqual([q, 200]);
      expect(idsIn(found.body).filter((id) => id && ids.has(id))).toEqual([]);
    }
    const accounts = (rows.get("account") ?? []).filter(({ id }) => !ids.has(id));
    for (const { id } of accounts.slice(0, 10)) {
      for (const route of [`/v1/accounts/${id}/360`, `/v1/accounts/${id}/timeline`]) {
        const { status, body } = await admin.get(route);
        expect([route, status]).toEqual([route, 200]);
        expect(JSON.stringify(body)).not.toContain(PLANTED);
      }
    }
  });

  test("reports leave it out, whether they are made of records or of files", async () => {
    // One report of each fact.
    const reports = [...new Map(catalogue.map((one) => [one.facts, one])).values()];
    const failed = async (): Promise<[string, number][]> => {
      const told: [string, number][] = [];
      for (const { id } of reports) {
        const { status } = await tenant.admin.get(`/v1/reports/${id}/run?period=all`);
        if (status >= 500) told.push([id, status]);
      }
      return told;
    };
    expect(await failed()).toEqual([]);
    expect(await folded(stack(), tenant)).toBe(true);
    expect(await failed()).toEqual([]);
  });

  test("a change that mends it is taken, one that leaves it damaged is not", async () => {
    const { id } = (await tenant.admin.post("/v1/activities", { kind: "task", subject: "补录" })).body;
    const activity = scene.entities.find(({ noun }) => noun === "activity");
    const one = activity && { may: (known: string) => known === id, choose: () => "subject" };
    expect(one && (await plant(stack(), tenant.id, activity, one))).toMatchObject({ id });
    const path = `/v1/activities/${id}`;
    const other = await tenant.admin.patch(path, { outcome: "已联系" });
    expect([other.status, other.body.code]).toEqual([409, "damaged"]);
    expect((await tenant.admin.get(path)).status).toBe(409);
    expect((await tenant.admin.patch(path, { subject: "补录" })).body).toMatchObject({ id, subject: "补录" });
    expect((await tenant.admin.get(path)).status).toBe(200);
  });
});
