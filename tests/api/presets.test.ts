import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import { lambdas } from "../../functions/modules.ts";
import { MODES } from "../../functions/presets/schema.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Part = { key: string; path: string; id: string; state: string; note?: string };
type Shown = { mode: string; state: string; parts: Part[]; reports: string[]; installedAt?: string };

const doing =
  ({ admin }: TestTenant) =>
  async (mode: string, name: "install" | "remove"): Promise<Shown> => {
    const { status, body } = await admin.post(`/v1/presets/${mode}/${name}`);
    expect([mode, name, status]).toEqual([mode, name, 200]);
    return body;
  };

const rowOf = async ({ admin }: TestTenant, { path, id }: Part) => (await admin.get(`${path}/${id}`)).body;
const partOf = ({ parts }: Shown, key: string): Part => parts.find((part) => part.key === key) as Part;

const VALUES: Record<string, unknown> = {
  ...{ text: "ZB-1", longText: "翻一番", date: "2027-03-01", integer: 3, decimal: 2.5, boolean: true },
  money: { amountMinor: 100, currency: "CNY" },
};

/** Writes a value into a field of a mode's, in a record of its noun. */
async function fill(admin: TestTenant["admin"], field: Record<string, unknown>, accountId: string, saleId?: string) {
  const { noun, key, type, options = [] } = field as { noun: string; key: string; type: string; options?: unknown[] };
  const [first] = options;
  const value = type === "enum" ? first : type === "multiEnum" ? [first] : VALUES[type];
  const written = async (): Promise<{ status: number; body: unknown }> => {
    const custom = { [key]: value };
    if (noun === "activity") return admin.post("/v1/activities", { kind: "visit", subject: "检查", custom });
    return admin.patch(noun === "account" ? `/v1/accounts/${accountId}` : `/v1/opportunities/${saleId}`, { custom });
  };
  const { status, body } = await written();
  expect([key, status < 300 || body]).toEqual([key, true]);
}

describe("a business mode", () => {
  test.each(MODES)("%s brings all its parts, is given up, and comes again as it was", async (mode) => {
    const tenant = await openTenant(stack());
    const act = doing(tenant);
    const first = await act(mode, "install");
    expect(first.parts.filter(({ state }) => state !== "there")).toEqual([]);
    expect(first.parts.length).toBeGreaterThan(3);
    expect(first.reports.filter((id) => !catalogue.some((report) => report.id === id))).toEqual([]);
    const versions = async () => Promise.all(first.parts.map(async (part) => (await rowOf(tenant, part)).version));
    const before = await versions();
    expect(await act(mode, "install")).toEqual(first);
    expect(await versions()).toEqual(before);
    const gone = await act(mode, "remove");
    expect([gone.state, gone.parts.filter(({ state }) => state !== "removed")]).toEqual(["removed", []]);
    for (const part of gone.parts) expect([part.key, (await rowOf(tenant, part)).archived]).toEqual([part.key, true]);
    const again = await act(mode, "install");
    expect([again.state, again.parts]).toEqual(["installed", first.parts]);
    for (const part of again.parts)
      expect([part.key, (await rowOf(tenant, part)).archived]).toEqual([part.key, undefined]);
    const listed = (await tenant.admin.get("/v1/presets")).body.items as Shown[];
    expect(listed.map((one) => [one.mode, one.state])).toEqual(
      MODES.map((one) => [one, one === mode ? "installed" : "available"]),
    );
  });

  test("is chosen as the tenant is opened: all it brings is there once, and what is given up stays given up", async () => {
    const operator = stack().api(stack().operatorKey);
    const input = { name: "云帆", locale: "en", timeZone: "Asia/Shanghai", currency: "CNY" };
    for (const [modes, path] of [
      [["standard", "standard"], "modes"],
      [["none"], "modes.0"],
    ])
      expect((await operator.post("/v1/tenants", { ...input, modes })).body.errors[0].path).toBe(path);
    const licence = { state: "registered", edition: "marketing" };
    const opened = await made(operator, "/v1/tenants", { ...input, modes: ["project", "promotion"], licence });
    const admin = stack().api(String(opened.adminKey));
    await stack().settled();
    const shown = async () => (await admin.get("/v1/presets")).body.items as Shown[];
    const states = (of: Shown[]) => of.map(({ mode, state }) => [mode, state]);
    const first = await shown();
    expect(states(first)).toEqual(MODES.map((m) => [m, /^pro/.test(m) ? "installed" : "available"]));
    // The edition binds what comes with a mode as it binds people: what it lacks is named, and the rest is there.
    const parts = first.flatMap((one) => (one.state === "installed" ? one.parts : []));
    const refused = parts.filter(({ state }) => state === "refused");
    expect(refused.map(({ path, note }) => [path, note])).toContainEqual([
      "/v1/pipelines",
      expect.stringContaining("edition"),
    ]);
    expect(refused.length).toBeLessThan(parts.length);
    await operator.put(`/v1/tenants/${opened.id}/licence`, { state: "registered" });
    for (const mode of ["project", "promotion"]) {
      const { body } = await admin.post(`/v1/presets/${mode}/install`);
      expect((body as Shown).parts.filter(({ state }) => state !== "there")).toEqual([]);
    }
    await admin.post("/v1/presets/promotion/remove");
    await admin.patch("/v1/tenants/current", { name: "云海" });
    await stack().settled();
    expect(states(await shown())).toContainEqual(["promotion", "removed"]);
    expect((await admin.get("/v1/tenants/current")).body).not.toHaveProperty("opening");
  });

  test("is used: a project goes on by its score alone, and its value is reckoned by what a retailer costs", async () => {
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    const shown = await doing(tenant)("project", "install");
    const { id: accountId } = await made(admin, "/v1/accounts", { name: "云帆有限公司" });
    const [pipelineId, templateId] = [partOf(shown, "pipeline").id, partOf(shown, "scoring").id];
    const sale = { name: "一期", accountId, pipelineId, amountMinor: 5, currency: "CNY" };
    const { id } = await made(admin, "/v1/opportunities", sale);
    const answered = async (...given: [question: string, answer: string][]) => {
      const answers = given.map(([question, answer]) => ({ question, answer }));
      return (await admin.patch(`/v1/opportunities/${id}`, { qualification: { templateId, answers } })).status;
    };
    const move = () => admin.post(`/v1/opportunities/${id}/move`, { stage: "approved" });
    expect((await move()).body.code).toBe("stage_blocked");
    expect(await answered(["budget", "yes"], ["decider", "no"])).toBe(200);
    expect((await move()).body.code).toBe("stage_blocked");
    expect(await answered(["budget", "yes"], ["decider", "yes"], ["fit", "yes"])).toBe(200);
    expect((await move()).body).toMatchObject({ stage: "approved" });
    const promotion = await doing(tenant)("promotion", "install");
    await admin.patch(`/v1/accounts/${accountId}`, { custom: { shelfMetres: 5 } });
    const value = await admin.get(`/v1/accounts/${accountId}/value?modelId=${partOf(promotion, "value").id}`);
    expect(value.body).toMatchObject({ score: 10, potentialPoints: 10, existingPoints: 0 });
    // What people work with stays when the mode is given up, and is named.
    const gone = await doing(tenant)("project", "remove");
    expect(gone.parts.filter(({ state }) => state === "kept")).toMatchObject([
      { key: "pipeline", note: expect.any(String) },
    ]);
    expect((await admin.get(`/v1/opportunities/${id}`)).status).toBe(200);
  });

  test.each(MODES)(
    "%s is used, removed without what is used, and comes again over it with nothing changed",
    async (mode) => {
      const tenant = await openTenant(stack());
      const { admin } = tenant;
      const act = doing(tenant);
      const { parts } = await act(mode, "install");
      const of = (path: string) => parts.filter((part) => part.path === `/v1/${path}`);
      const rows = async (some: Part[]) => Promise.all(some.map((part) => rowOf(tenant, part)));
      const { id: accountId } = await made(admin, "/v1/accounts", { name: "云帆有限公司" });
      const sales = await Promise.all(
        of("pipelines").map(({ id: pipelineId }) =>
          made(admin, "/v1/opportunities", { name: "一期", accountId, pipelineId }),
        ),
      );
      for (const field of await rows(of("custom-fields"))) await fill(admin, field, accountId, sales[0]?.id);
      for (const role of await rows(of("roles"))) {
        const { api } = await tenant.person({ roles: [role.name] });
        expect([role.name, (await api.get("/v1/accounts")).status]).toEqual([role.name, 200]);
      }
      for (const { id } of of("views"))
        expect([id, (await admin.get(`/v1/views/${id}/rows`)).status]).toEqual([id, 200]);
      for (const { id } of of("value-models")) {
        const { status, body } = await admin.get(`/v1/accounts/${accountId}/value?modelId=${id}`);
        expect([id, status, Number.isInteger(body.score)]).toEqual([id, 200, true]);
      }
      for (const { id: planId, path } of of("coverage-plans")) {
        const { plan } = (await admin.get(`/v1/accounts/${accountId}/coverage`)).body;
        // It is for accounts of a tier that this one does not have.
        expect([plan, (await admin.get(`${path}/${planId}/places`)).body.items]).toEqual([undefined, []]);
      }
      const used = (part: Part): boolean => /pipelines|custom-fields|roles/.test(part.path);
      const kept = parts.filter(used);
      const before = await rows(kept);
      const said = (await admin.get(`/v1/accounts/${accountId}`)).body.custom;
      const gone = await act(mode, "remove");
      expect(gone.parts.map(({ key, state }) => [key, state])).toEqual(
        parts.map((part) => [part.key, used(part) ? "kept" : "removed"]),
      );
      expect((await admin.get(`/v1/accounts/${accountId}`)).body.custom).toEqual(said);
      for (const { id } of sales) expect((await admin.get(`/v1/opportunities/${id}`)).status).toBe(200);
      expect((await act(mode, "install")).parts).toEqual(parts);
      expect(await rows(kept)).toEqual(before);
    },
  );

  test("is given up without what people work with: a role they have, a field with values or that something goes by", async () => {
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    const shown = await doing(tenant)("keyAccount", "install");
    const custom = { planGoal: "翻一番", planTarget: { amountMinor: 100, currency: "CNY" } };
    const { id } = await made(admin, "/v1/accounts", { name: "云帆", custom });
    const { name } = await rowOf(tenant, partOf(shown, "manager"));
    const keeper = await tenant.person({ roles: [name] });
    const filter = { field: "custom.planReviewOn", op: "empty", value: true };
    const view = await made(admin, "/v1/views", { noun: "account", name: "未排回顾", filter });
    const gone = await doing(tenant)("keyAccount", "remove");
    expect(gone.parts.flatMap(({ key, state, note }) => (state === "kept" ? [[key, note]] : []))).toEqual([
      ["account.planGoal", "Records have values in it."],
      ["account.planTarget", "Records have values in it."],
      ["account.planReviewOn", "未排回顾 goes by it."],
      ["manager", "People have this role."],
    ]);
    expect((await admin.get(`/v1/accounts/${id}`)).body.custom).toEqual(custom);
    expect((await admin.get(`/v1/views/${view.id}/rows`)).status).toBe(200);
    expect((await keeper.api.get("/v1/accounts")).status).toBe(200);
    // Once nobody works with them, they go too.
    await admin.patch(`/v1/accounts/${id}`, { custom: { planGoal: null, planTarget: null } });
    await admin.post(`/v1/views/${view.id}/archive`);
    await admin.post(`/v1/users/${keeper.id}/archive`);
    expect((await doing(tenant)("keyAccount", "remove")).parts.filter(({ state }) => state !== "removed")).toEqual([]);
  });

  test("says what it could not bring, and takes nothing that was there before", async () => {
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    const own = { noun: "account", key: "referrals", label: "推荐", type: "integer" };
    const { id } = await made(admin, "/v1/custom-fields", own);
    await made(admin, "/v1/roles", { name: "大客户经理", permissions: [], scopes: {} });
    const member = await doing(tenant)("membership", "install");
    expect(member.parts.filter(({ state }) => state === "refused")).toMatchObject([{ key: "account.referrals" }]);
    await doing(tenant)("membership", "remove");
    expect((await admin.get(`/v1/custom-fields/${id}`)).body.archived).toBeUndefined();
    const key = await doing(tenant)("keyAccount", "install");
    expect(key.parts.filter(({ state }) => state === "refused")).toMatchObject([{ key: "manager" }]);
    const reader = await tenant.person({ roles: ["manager"] });
    expect((await reader.api.get("/v1/presets")).status).toBe(200);
    expect((await reader.api.post("/v1/presets/standard/install")).status).toBe(403);
    expect((await admin.post("/v1/presets/none/install")).status).toBe(404);
  });

  test("comes to the same however often and by how many it is brought and given up; changes of people stay", async () => {
    const tenant = await openTenant(stack());
    const act = doing(tenant);
    const step = fc.constantFrom("install", "remove", "both", "change");
    const changed = new Set<string>();
    let shown = await act("standard", "install");
    const keys = shown.parts.map(({ key }) => key);
    let at = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        for (const one of steps) {
          if (one === "change") {
            const part = partOf(shown, keys[at++ % keys.length] as string);
            const { archived } = await rowOf(tenant, part);
            if (archived) continue;
            const reply = await tenant.admin.patch(`${part.path}/${part.id}`, { name: `改过 ${at}` });
            expect(reply.status).toBe(200);
            changed.add(part.key);
          } else {
            const name = one === "remove" ? "remove" : "install";
            await Promise.all((one === "both" ? [1, 2] : [1]).map(() => act("standard", name)));
            shown = await act("standard", name);
            const expected = keys.map((key) => [
              key,
              name === "install" ? "there" : changed.has(key) ? "kept" : "removed",
            ]);
            expect(shown.parts.map(({ key, state }) => [key, state])).toEqual(expected);
            for (const part of shown.parts) {
              const isGone = (await rowOf(tenant, part)).archived === true;
              expect([part.key, isGone]).toEqual([part.key, part.state === "removed"]);
            }
          }
        }
      }),
      // What people have changed stays, and so it does where the mode is brought once more meanwhile.
      { numRuns: scaled(4, 200), examples: [[["change", "remove"]], [["install", "change", "install", "remove"]]] },
    );
  });
});
