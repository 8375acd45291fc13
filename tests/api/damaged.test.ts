import { beforeAll, describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import { lambdas } from "../../functions/modules.ts";
import { everyEntity } from "../../functions/streams/entities.ts";
import { forgetContext } from "../../functions/users/context.ts";
import { parseKey } from "../../functions/users/keys.ts";
import { targetOf } from "../../shared/contract/demo.ts";
import type { Route } from "../../shared/http/route.ts";
import { damagedRows, PLANTED, type Planted, plant } from "../support/damage.ts";
import { type DemoTenant, openTenant, scene, seedDemo } from "../support/demo.ts";
import { folded } from "../support/folded.ts";
import { useStack } from "../support/stack.ts";

/** Nothing runs by the clock: what is damaged is met by those who ask for it. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

let tenant: DemoTenant;
let planted: Planted[];

const isList = ({ method, reply, permission }: Route): boolean =>
  method === "GET" && permission !== "operator" && reply instanceof z.ZodObject && "items" in reply.shape;

/** The lists that need nothing but their path. */
const lists = scene.routes.filter((route) => isList(route) && !route.path.includes("{") && !route.example?.query);
const reads = scene.routes.filter(
  ({ method, path, permission }) => method === "GET" && permission !== "operator" && /\/\{id\}$/.test(path),
);

/** Fields that say who may see a row. */
const WHOSE = ["relatedTo", "noun", "recordId", "targetId", "turns", "eventId", "activityId"];

beforeAll(async () => {
  tenant = await seedDemo(stack(), await openTenant(stack(), "有损坏的"));
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const me = (await tenant.admin.get("/v1/users/me")).body.principalId;
  const mine = new Set([me, parseKey(tenant.adminKey)?.keyId]);
  planted = [];
  for (const [n, entity] of scene.entities.filter(({ noun }) => noun !== "tenant").entries()) {
    const choose = (fields: string[]) => fields[n % Math.max(fields.length, 1)];
    const one = await plant(stack(), tenant.id, entity, { may: (id) => !mine.has(id), choose });
    if (one) planted.push(one);
  }
  await stack().settled();
  // An entry of the directory is reckoned anew where what a source has said of it is damaged, and is whole again then.
  const damaged = await damagedRows(stack(), tenant.id, scene.entities);
  planted = planted.filter(
    ({ noun, id }) => noun !== "directoryEntry" || damaged.some((line) => line.startsWith(`${noun} ${id}:`)),
  );
  forgetContext();
});

const idsIn = (body: { items: { id?: string }[] }): (string | undefined)[] => body.items.map(({ id }) => id);

describe("with a damaged row in every noun", () => {
  test("there is one in every noun that has a list and a record", () => {
    const listed = new Set(lists.flatMap(({ list }) => (list ? [list.entity.noun] : [])));
    const bare = [...listed].filter((noun) => !planted.some((one) => one.noun === noun));
    // The demo's banks have sent no statement and no faulty line, and nobody has paid in advance.
    const without = ["bankStatement", "bankRejection", "prepayment", "directoryEntry"];
    expect(bare.filter((noun) => !without.includes(noun))).toEqual([]);
  });

  test.each(lists.map((route) => [route.path, route] as const))("GET %s is 200", async (path, route) => {
    const { status, body, headers } = await tenant.admin.get(path);
    expect([path, status, status === 200 ? undefined : body]).toEqual([path, 200, undefined]);
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
    expect(found.size).toBe(wanted.length);
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
