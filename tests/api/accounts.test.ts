import { beforeAll, describe, expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
});

const account = (input: object = {}) => made(tenant.admin, "/v1/accounts", { name: "甲公司", ...input });
const at = (id: string, rest = ""): string => `/v1/accounts/${id}${rest}`;

describe("an account", () => {
  test("has addresses, tax data, tags and e-mail domains, each in its form", async () => {
    const input = {
      ...{
        tags: ["重点"],
        groups: ["2026 大会"],
        industry: "软件",
        size: 320,
        website: "https://a.example",
        region: "华东",
      },
      emailDomains: ["Example.CN", "a.example"],
      addresses: [{ kind: "billing", city: "上海", line: "张江路 1 号" }],
      tax: { taxNo: "9131", bankAccountNo: "6225000000000001" },
    };
    const row = await account(input);
    expect(row).toMatchObject({ ...input, emailDomains: ["example.cn", "a.example"], stage: "target" });
    expect(row).not.toHaveProperty("levelsBelow");
    const wrong = {
      emailDomains: ["qq.com", "a@b"],
      size: -1,
      addresses: [{ kind: "home", line: "x" }],
      tags: ["a", "a"],
    };
    const reply = await tenant.admin.post("/v1/accounts", { name: "乙", ...wrong });
    expect(reply.status).toBe(422);
    expect(reply.body.errors.map((e: { path: string }) => e.path).sort()).toEqual([
      ...["addresses.0.kind", "emailDomains.0", "emailDomains.1", "size", "tags"],
    ]);
    for (const field of ["tier", "stage", "hasChildren", "leadId"]) {
      expect((await tenant.admin.patch(at(row.id), { [field]: "A" })).status).toBe(422);
    }
  });
});

describe("a group of companies", () => {
  const chain = async (length: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < length; n++) ids.push((await account({ name: `级${n}`, parentId: ids.at(-1) })).id);
    return ids;
  };

  test("is no circle and has at most eight levels", async () => {
    const { admin } = tenant;
    const ids = await chain(8);
    const ninth = await admin.post("/v1/accounts", { name: "级8", parentId: ids[7] });
    expect(ninth.body).toMatchObject({ status: 422, errors: [{ path: "parentId", code: "too_deep" }] });
    for (const below of [ids[0], ids[4]]) {
      const reply = await admin.patch(at(ids[0] as string), { parentId: below });
      expect(reply.body).toMatchObject({ status: 422, errors: [{ path: "parentId", code: "cycle" }] });
    }
    const pair = await chain(2);
    const moved = await admin.patch(at(pair[0] as string), { parentId: ids[6] });
    expect(moved.body.errors).toMatchObject([{ code: "too_deep" }]);
    expect((await admin.patch(at(pair[0] as string), { parentId: ids[5] })).status).toBe(200);
  });

  test("stays without circles and ninth levels however moves run into each other", async () => {
    const { admin } = tenant;
    for (let round = 0; round < 6; round++) {
      const [a, b, c] = await Promise.all([1, 2, 3].map((n) => account({ name: `并${n}` })));
      const trio = [a, b, c].map((row) => row?.id as string);
      await Promise.all(trio.map((id, n) => admin.patch(at(id), { parentId: trio[(n + 1) % 3] })));
      const rows = await Promise.all(trio.map(async (id) => (await admin.get(at(id))).body));
      expect(rows.filter((row) => row.parentId === undefined).length).toBeGreaterThan(0);
      const [upper, lower] = [await chain(5), await chain(3)];
      const leaf = await account({ name: "叶" });
      const replies = await Promise.all([
        admin.patch(at(lower[0] as string), { parentId: upper[4] }),
        admin.patch(at(leaf.id), { parentId: lower[2] }),
      ]);
      expect(replies.map((r) => r.status)).toContain(200);
      const { ancestors } = (await admin.get(at(leaf.id, "/hierarchy"))).body;
      expect(ancestors.length).toBeLessThanOrEqual(7);
    }
  });

  test("is shown as far as the caller sees it", async () => {
    const { admin } = tenant;
    const rep = await tenant.person({ roles: ["sales"] });
    const head = await account({ name: "集团", ownerId: rep.id });
    const hidden = await account({ name: "暗", parentId: head.id });
    const below = await account({ name: "孙", parentId: hidden.id, ownerId: rep.id });
    const all = (await admin.get(at(head.id, "/hierarchy"))).body;
    expect(all).toMatchObject({ ancestors: [], complete: true });
    expect(all.tree.children[0]).toMatchObject({ id: hidden.id, children: [{ id: below.id }] });
    const seen = (await rep.api.get(at(head.id, "/hierarchy"))).body;
    expect(seen.tree.children.map((one: { id: string }) => one.id)).toEqual([below.id]);
    expect(JSON.stringify(seen)).not.toContain(hidden.id);
    const above = (await rep.api.get(at(below.id, "/hierarchy"))).body.ancestors;
    expect(above.map((one: { id: string }) => one.id)).toEqual([head.id]);
    expect((await rep.api.get(at(hidden.id, "/hierarchy"))).status).toBe(404);
  });
});

describe("a life cycle", () => {
  test("goes the ways that it may, and keeps every move", async () => {
    const { admin } = tenant;
    const row = await account();
    const move = (stage: string, reason?: string) => admin.post(at(row.id, "/life-cycle"), { stage, reason });
    expect((await move("target")).body.code).toBe("invalid_state");
    expect((await move("lost", "预算取消")).body).toMatchObject({
      stage: "lost",
      stageWhy: { cause: "hand", reason: "预算取消" },
    });
    expect((await move("dormant")).body.code).toBe("invalid_state");
    expect((await move("signed")).status).toBe(200);
    const { items } = (await admin.get(at(row.id, "/life-cycle"))).body;
    expect(items).toMatchObject([
      { from: "target", to: "lost", sinceAt: row.createdAt, reason: "预算取消" },
      { from: "lost", to: "signed", cause: "hand" },
    ]);
    expect(items[1].sinceAt).toBe(items[0].movedAt);
  });

  test("is reported as its raw history has it, for whoever sees the accounts", async () => {
    const own = await openTenant(stack());
    const rep = await own.person({ roles: ["sales"] });
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) {
      const ownerId = n % 3 === 0 ? rep.id : undefined;
      ids.push((await made(own.admin, "/v1/accounts", { name: `客${n}`, ownerId })).id);
    }
    const walk = ["signed", "user", "dormant", "lost", "target", "signed"];
    for (const [n, id] of ids.entries()) {
      for (const stage of walk.slice(0, n % 5)) await own.admin.post(at(id, "/life-cycle"), { stage });
    }
    const day = stack().clock.now().toISOString().slice(0, 10);
    const query = `/v1/life-cycle-report?from=2026-01-01&to=${day.slice(0, 4)}-12-31`;
    for (const caller of [own.admin, rep.api]) {
      const seen = (await caller.get("/v1/accounts?limit=200")).body.items.map((a: { id: string }) => a.id);
      const moves = (await Promise.all(seen.map((id: string) => caller.get(at(id, "/life-cycle"))))).flatMap(
        (r) => r.body.items,
      );
      const report = (await caller.get(query)).body;
      expect(report.complete).toBe(true);
      for (const { stage, entered, left, stayedSeconds } of report.stages) {
        const gone = moves.filter((m) => m.from === stage);
        const stayed = gone.reduce(
          (sum, m) => sum + Math.floor((Date.parse(m.movedAt) - Date.parse(m.sinceAt)) / 1000),
          0,
        );
        expect({ stage, entered, stayedSeconds }).toEqual({
          stage,
          entered: moves.filter((m) => m.to === stage).length + (stage === "target" ? seen.length : 0),
          stayedSeconds: stayed,
        });
        expect(left).toEqual(
          Object.fromEntries([...Map.groupBy(gone, (m) => m.to)].map(([to, some]) => [to, some.length])),
        );
      }
    }
    expect((await own.admin.get("/v1/life-cycle-report?from=2026-12-31&to=2026-01-01")).status).toBe(422);
    expect((await own.admin.get(`${query}&cursor=forged`)).body.code).toBe("invalid_cursor");
  });
});
