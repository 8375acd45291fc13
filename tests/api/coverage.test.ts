import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, unlike } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Cell = { accountId?: string; region: string; productLine: string; role: string; userIds: string[]; state: string };

const PLANS = "/v1/coverage-plans";
const PLAN = {
  ...{ name: "大客户覆盖", when: { field: "size", op: "gte", value: 100 }, ownerRole: "客户经理" },
  ...{ regions: ["华东", "华北"], productLines: ["软件", "服务"], roles: ["客户经理", "交付"] },
};

const brief = ({ region, productLine, role, state }: Cell) => [region, productLine, role, state].join(" ");

/** Who of a world covers what: two in the team of an account that is owned by a third. */
async function world() {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const [owner, east, services, stranger] = await Promise.all([1, 2, 3, 4].map(() => person({ roles: ["sales"] })));
  const team = [
    { userId: east!.id, role: "交付", regions: ["华东"] },
    { userId: services!.id, role: "交付", productLines: ["服务"] },
    { userId: services!.id, role: "顾问" },
  ];
  const account = await made(admin, "/v1/accounts", { name: "苏州样例", size: 500, ownerId: owner!.id, team });
  const plan = await made(admin, PLANS, PLAN);
  return { ...tenant, owner: owner!, east: east!, services: services!, stranger: stranger!, account, plan };
}

const coverageOf = async (api: Api, id: string, query = "") =>
  (await api.get(`/v1/accounts/${id}/coverage?${query}`)).body;

describe("the coverage of an account", () => {
  test("is one matrix of region, product line and role, with gaps and doubles named, and answers who covers this", async () => {
    const { admin, owner, east, services, account, plan } = await world();
    const all = await coverageOf(owner.api, account.id);
    expect(all).toMatchObject({ accountId: account.id, plan: { id: plan.id, name: PLAN.name }, gaps: 1, doubles: 1 });
    expect(all.cells.map(brief)).toEqual([
      "华东 软件 客户经理 covered",
      "华东 软件 交付 covered",
      "华东 服务 客户经理 covered",
      "华东 服务 交付 double",
      "华北 软件 客户经理 covered",
      "华北 软件 交付 gap",
      "华北 服务 客户经理 covered",
      "华北 服务 交付 covered",
    ]);
    expect(all.beside).toEqual([{ userId: services.id, role: "顾问" }]);
    const who = await coverageOf(owner.api, account.id, "region=华东&productLine=服务&role=交付");
    expect(who.cells).toMatchObject([{ userIds: [east.id, services.id], state: "double" }]);
    expect((await coverageOf(owner.api, account.id, "state=gap")).cells.map(brief)).toEqual(["华北 软件 交付 gap"]);
    // The gap is filled, and is none any more.
    const { team } = (await admin.get(`/v1/accounts/${account.id}`)).body;
    const filled = [...team, { userId: owner.id, role: "交付", regions: ["华北"], productLines: ["软件"] }];
    expect((await admin.patch(`/v1/accounts/${account.id}`, { team: filled })).status).toBe(200);
    expect(await coverageOf(owner.api, account.id)).toMatchObject({ gaps: 0, doubles: 1 });
  });

  test("is asked for by the plan that is for it; what no plan is for has none", async () => {
    const { admin, owner, account } = await world();
    await admin.patch(`/v1/accounts/${account.id}`, { size: 5 });
    expect(await coverageOf(owner.api, account.id)).toEqual({
      ...{ accountId: account.id, cells: [], gaps: 0, doubles: 0, beside: [] },
    });
    const other = await made(admin, PLANS, { ...PLAN, name: "全部", when: undefined, regions: ["全国"] });
    expect((await coverageOf(owner.api, account.id)).plan.id).toBe(other.id);
    await admin.post(`${PLANS}/${other.id}/archive`);
    expect((await coverageOf(owner.api, account.id, `planId=${other.id}`)).plan).toBeUndefined();
  });

  test("is one table over all accounts that a plan is for and that one sees, page by page", async () => {
    const { admin, owner, stranger, account, plan, person } = await world();
    await made(admin, "/v1/accounts", { name: "小客户", size: 5, ownerId: owner.id });
    const others: string[] = [];
    for (let n = 0; n < 51; n++)
      others.push((await made(admin, "/v1/accounts", { name: `大客户${n}`, size: 100, ownerId: stranger.id })).id);
    await stack().settled();
    const table = async (api: Api, query: string) => {
      const found: Cell[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const path = `${PLANS}/${plan.id}/places?${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
        const { body } = await api.get(path);
        found.push(...body.items);
        cursor = body.nextCursor;
      }
      return found;
    };
    const gaps = await table(admin, "state=gap&role=交付&region=华北&productLine=软件");
    expect(gaps.map(({ accountId }) => accountId).sort()).toEqual([account.id, ...others].sort());
    expect((await table(owner.api, "state=double")).map((cell) => [cell.accountId, brief(cell)])).toEqual([
      [account.id, "华东 服务 交付 double"],
    ]);
    expect(await table(stranger.api, "state=double")).toEqual([]);
    expect((await table(stranger.api, "")).length).toBe(51 * 8);
    const first = (await admin.get(`${PLANS}/${plan.id}/places`)).body.nextCursor;
    expect((await owner.api.get(`${PLANS}/${plan.id}/places?cursor=${encodeURIComponent(first)}`)).status).toBe(400);
    expect((await owner.api.get(`/v1/accounts/${others[0]}/coverage`)).status).toBe(404);
    expect((await owner.api.get(`${PLANS}/${unlike(plan.id)}/places`)).status).toBe(404);
    // Whoever may not see who works on accounts does not see who covers them.
    const fields = { account: { team: "hidden" } };
    const permissions = ["accounts.read", "coverage.read"];
    await made(admin, "/v1/roles", { name: "外部", permissions, scopes: { "*": "all" }, fields });
    const { api } = await person({ roles: ["外部"] });
    expect((await api.get(`/v1/accounts/${account.id}/coverage`)).status).toBe(403);
    expect((await api.get(`${PLANS}/${plan.id}/places`)).status).toBe(403);
  });

  test("refuses what makes no plan, by its fields, and is planned by managers alone", async () => {
    const { admin, owner } = await world();
    const paths = async (body: object) =>
      (await admin.post(PLANS, { ...PLAN, ...body })).body.errors?.map(({ path }: { path: string }) => path);
    expect(await paths({ regions: [] })).toEqual(["regions"]);
    expect(await paths({ roles: ["交付", "交付"], ownerRole: undefined })).toEqual(["roles"]);
    expect(await paths({ ownerRole: "老板" })).toEqual(["ownerRole"]);
    expect(await paths({ when: { field: "nothing", op: "eq", value: 1 } })).toEqual(["when.field"]);
    expect((await owner.api.post(PLANS, PLAN)).status).toBe(403);
    expect((await owner.api.get(PLANS)).body.items).toHaveLength(1);
    expect(
      (await admin.post("/v1/accounts", { name: "A", team: [{ userId: owner.id, regions: ["a", "a"] }] })).body
        .errors[0].path,
    ).toBe("team.0.regions");
  });
});
