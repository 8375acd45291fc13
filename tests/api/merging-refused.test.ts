import { describe, expect, test } from "@jest/globals";
import { accountNoun } from "../../functions/accounts/noun.ts";
import { begin } from "../../functions/merging/begin.ts";
import { run } from "../../functions/merging/run.ts";
import { merge } from "../../functions/merging/table.ts";
import { systemCaller } from "../../functions/users/system.ts";
import { tenantTable } from "../../shared/table/table.ts";
import type { Api } from "../support/stack.ts";
import { useStack } from "../support/stack.ts";
import { standingDifferences, standingRows } from "../support/standing.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
const stamp = { actor: "system:test", from: "", requestId: "test" };

/** More contacts than one step moves, so that some have moved when the account is refused that comes after them. */
const CONTACTS = 12;
/** Longer than a merge may stand still before it is gone on with. */
const FORGOTTEN_SECONDS = 180;

/** A company with people and a subsidiary, and another that is to take it in. */
async function companies(admin: Api) {
  const into = (await made(admin, "/v1/accounts", { name: "上海某某科技有限公司" })).id;
  const from = (await made(admin, "/v1/accounts", { name: "上海莫莫科技", registrationNo: "R-1", tags: ["重点"] })).id;
  const below = (await made(admin, "/v1/accounts", { name: "苏州莫莫", parentId: from })).id;
  for (let n = 0; n < CONTACTS; n++) await made(admin, "/v1/contacts", { name: `李娜 ${n}`, accountId: from });
  await stack().settled();
  return { into, from, below };
}

/** A merge that has lost its call after some steps. */
async function brokenOff(tenantId: string, targetId: string, from: string, steps: number) {
  const table = await tenantTable(tenantId, stamp);
  const system = await systemCaller(table, "test", stack().clock.now());
  const { id } = await begin(system, accountNoun, { id: system.newId(merge.prefix), targetId, from: [from] });
  for (let n = 0; n < steps; n++) await run(system, await table.get(merge, id), 1);
  /** One step more, made by two at the same time, neither of whom knows what the last one has done. */
  const step = async () => {
    const row = await table.get(merge, id);
    await Promise.all([run(system, row, 1), run(system, row, 1)]);
    return (await table.get(merge, id)).state;
  };
  return { id, step };
}

const mergeOf = async (admin: Api, id: string) => (await admin.get(`/v1/merges/${id}`)).body;

describe("a merge that is refused on its way", () => {
  test.each([1, 2, 3])("by a change of the group after %i steps is taken back whole, and says why", async (steps) => {
    const { id: tenantId, admin } = await openTenant(stack());
    const { into, from, below } = await companies(admin);
    const before = await standingRows(stack(), tenantId);
    const { id } = await brokenOff(tenantId, into, from, steps);
    expect((await admin.patch(`/v1/accounts/${into}`, { parentId: below })).status).toBe(200);
    await stack().advance(FORGOTTEN_SECONDS);
    const refused = await mergeOf(admin, id);
    const path = steps === 1 ? "from" : "parentId";
    expect(refused).toMatchObject({ state: "refused", moved: 0, changed: [], kept: [] });
    expect(refused.problem).toMatchObject({ code: "invalid", errors: [{ path, code: "cycle" }] });
    if (steps > 1) expect(refused.problem.detail).toContain(below);
    await admin.patch(`/v1/accounts/${into}`, { parentId: null });
    expect(standingDifferences(before, await standingRows(stack(), tenantId))).toEqual([]);
    const { items } = (await admin.get(`/v1/accounts/${into}/timeline`)).body;
    expect(items.find((item: { kind: string }) => item.kind === "merge")).toMatchObject({
      title: "refused",
      detail: { state: "refused", problem: { code: "invalid" } },
    });
    const [latest] = (await admin.get(`/v1/audit-entries?recordId=${id}`)).body.items;
    expect(latest.fields).toContainEqual({ field: "state", before: "undoing", after: "refused" });
    expect((await admin.post(`/v1/accounts/${into}/unmerge`, { mergeId: id })).body.code).toBe("invalid_state");
    const again = await admin.post(`/v1/accounts/${into}/merge`, { from: [from] });
    expect(again.body.merge).toMatchObject({ state: "done", moved: CONTACTS + 1 });
  });

  test("is taken back to the same, whoever makes the steps and wherever they end", async () => {
    const { id: tenantId, admin } = await openTenant(stack());
    const { into, from, below } = await companies(admin);
    const before = await standingRows(stack(), tenantId);
    const { id, step } = await brokenOff(tenantId, into, from, 3);
    await admin.patch(`/v1/accounts/${into}`, { parentId: below });
    const states: string[] = [];
    while (states.at(-1) !== "refused") states.push(await step());
    expect([...new Set(states)]).toEqual(["undoing", "refused"]);
    expect(await mergeOf(admin, id)).toMatchObject({ problem: { code: "invalid" }, refusedAt: expect.any(String) });
    await admin.patch(`/v1/accounts/${into}`, { parentId: null });
    await stack().settled();
    expect(standingDifferences(before, await standingRows(stack(), tenantId))).toEqual([]);
  });

  test.each([0, 1, 2, 3])(
    "as the one that stays was archived after %i steps leaves both as they were",
    async (steps) => {
      const { id: tenantId, admin } = await openTenant(stack());
      const { into, from } = await companies(admin);
      const before = await standingRows(stack(), tenantId);
      const { id } = await brokenOff(tenantId, into, from, steps);
      expect((await admin.post(`/v1/accounts/${into}/archive`)).status).toBe(200);
      await stack().advance(FORGOTTEN_SECONDS);
      expect(await mergeOf(admin, id)).toMatchObject({ state: "refused", problem: { code: "invalid_state" } });
      await admin.post(`/v1/accounts/${into}/restore`);
      await stack().settled();
      expect(standingDifferences(before, await standingRows(stack(), tenantId))).toEqual([]);
    },
  );

  test("answers its call with the reason when nothing is left of it", async () => {
    const { id: tenantId, admin } = await openTenant(stack());
    const { into, from, below } = await companies(admin);
    const last = (await made(admin, "/v1/accounts", { name: "昆山莫莫", parentId: below })).id;
    await stack().settled();
    const before = await standingRows(stack(), tenantId);
    // Taken in one after the other, the first brings the subsidiary below, and the second would put it above.
    const reply = await admin.post(`/v1/accounts/${into}/merge`, { from: [from, last] });
    expect(reply.body).toMatchObject({ status: 422, code: "invalid", errors: [{ path: "parentId", code: "cycle" }] });
    await stack().settled();
    expect(standingDifferences(before, await standingRows(stack(), tenantId))).toEqual([]);
    expect((await admin.get(`/v1/accounts/${into}/merges`)).body.items).toMatchObject([{ state: "refused" }]);
  });

  test("is told to those alone who may see the record that stays", async () => {
    const tenant = await openTenant(stack());
    const { into, from } = await companies(tenant.admin);
    const { id } = (await tenant.admin.post(`/v1/accounts/${into}/merge`, { from: [from] })).body.merge;
    expect((await mergeOf(tenant.admin, id)).state).toBe("done");
    const rep = await tenant.person({ roles: ["sales"] });
    expect((await rep.api.get(`/v1/merges/${id}`)).status).toBe(404);
    await made(tenant.admin, "/v1/roles", { name: "blind", permissions: ["search.read"], scopes: { "*": "all" } });
    expect((await (await tenant.person({ roles: ["blind"] })).api.get(`/v1/merges/${id}`)).status).toBe(404);
  });
});

/** A merge that was done, and whose registration number another company has taken since. */
async function takenSince(admin: Api) {
  const { into, from } = await companies(admin);
  await admin.patch(`/v1/accounts/${into}`, { registrationNo: "R-0" });
  const other = (await made(admin, "/v1/accounts", { name: "北京另一家" })).id;
  return { into, from, other };
}

describe("an undo that is refused", () => {
  test("stands still, says why, and goes on when nothing is in its way any more", async () => {
    const { id: tenantId, admin } = await openTenant(stack());
    const { into, from, other } = await takenSince(admin);
    await stack().settled();
    const before = await standingRows(stack(), tenantId);
    const { id } = (await admin.post(`/v1/accounts/${into}/merge`, { from: [from] })).body.merge;
    await admin.patch(`/v1/accounts/${other}`, { registrationNo: "R-1" });
    const halted = await admin.post(`/v1/accounts/${into}/unmerge`, {});
    const obstacle = { code: "duplicate", errors: [{ path: "registrationNo", code: "duplicate" }] };
    expect(halted.body.merge).toMatchObject({ id, state: "halted", obstacle });
    await stack().advance(FORGOTTEN_SECONDS);
    expect(await mergeOf(admin, id)).toEqual(halted.body.merge);
    const another = await admin.post(`/v1/accounts/${other}/merge`, { from: [into] });
    expect([another.body.code, another.body.detail]).toEqual(["invalid_state", expect.stringContaining(id)]);
    expect((await admin.post(`/v1/accounts/${into}/unmerge`, {})).body.merge.state).toBe("halted");
    await admin.patch(`/v1/accounts/${other}`, { registrationNo: null });
    const undone = (await admin.post(`/v1/accounts/${into}/unmerge`, { mergeId: id })).body.merge;
    expect([undone.state, undone.obstacle, undone.kept]).toEqual(["undone", undefined, []]);
    await stack().settled();
    expect(standingDifferences(before, await standingRows(stack(), tenantId))).toEqual([]);
    expect((await admin.post(`/v1/accounts/${into}/merge`, { from: [from] })).body.merge.state).toBe("done");
  });

  test("of a merge that was refused ends as one that was refused", async () => {
    const { id: tenantId, admin } = await openTenant(stack());
    const { into, from, other } = await takenSince(admin);
    await stack().settled();
    const before = await standingRows(stack(), tenantId);
    const { id } = await brokenOff(tenantId, into, from, 3);
    await admin.patch(`/v1/accounts/${other}`, { registrationNo: "R-1" });
    await admin.post(`/v1/accounts/${into}/archive`);
    await stack().advance(FORGOTTEN_SECONDS);
    const halted = await mergeOf(admin, id);
    expect(halted).toMatchObject({
      state: "halted",
      problem: { code: "invalid_state" },
      obstacle: { code: "duplicate" },
    });
    await admin.patch(`/v1/accounts/${other}`, { registrationNo: null });
    await admin.post(`/v1/accounts/${into}/restore`);
    const { merge: ended } = (await admin.post(`/v1/accounts/${into}/unmerge`, {})).body;
    expect([ended.state, ended.problem, ended.obstacle]).toEqual(["refused", halted.problem, undefined]);
    await stack().settled();
    expect(standingDifferences(before, await standingRows(stack(), tenantId))).toEqual([]);
  });
});
