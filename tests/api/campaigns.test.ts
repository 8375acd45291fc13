import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const STAGES = ["筹备", "邀约", "进行中", "复盘"];
const pass = (ms: number): string => {
  const at = new Date(stack().clock.now().getTime() + ms);
  stack().clock.set(at);
  return at.toISOString();
};
const HOUR_MS = 3_600_000;

describe("a campaign", () => {
  test("begins in the first of its own stages, is moved onwards and back, and says since when it stands there", async () => {
    const { admin } = await openTenant(stack());
    const { id, ...made0 } = await made(admin, "/v1/campaigns", { name: "峰会", stages: STAGES });
    expect([
      made0.stage,
      Math.abs(Date.parse(String(made0.stageAt)) - stack().clock.now().getTime()) < HOUR_MS,
    ]).toEqual(["筹备", true]);
    const path = `/v1/campaigns/${id}`;
    let before = String(made0.stageAt);
    for (const stage of ["邀约", "复盘", "进行中"]) {
      pass(HOUR_MS);
      const moved = await admin.post(`${path}/move`, { stage });
      expect([moved.status, moved.body.stage]).toEqual([200, stage]);
      expect(moved.body.stageAt > before).toBe(true);
      before = moved.body.stageAt;
    }
    pass(HOUR_MS);
    expect((await admin.patch(path, { costMinor: 5 })).body.stageAt).toBe(before);
    const again = await admin.post(`${path}/move`, { stage: "进行中" });
    expect([again.status, again.body.code]).toEqual([409, "invalid_state"]);
    // A stage is written by a change as well, and then it is noted too.
    const changed = await admin.patch(path, { stage: "复盘" });
    expect([changed.body.stage, changed.body.stageAt > before]).toEqual(["复盘", true]);
    const listed = (await admin.get(`/v1/campaigns?stage=${encodeURIComponent("复盘")}`)).body.items;
    expect(listed.map((one: { id: string }) => one.id)).toEqual([id]);
    const taken = await admin.patch(path, { stages: null, stage: null });
    expect([taken.status, taken.body.stage, taken.body.stageAt]).toEqual([200, undefined, undefined]);
  });

  test("stands in none but its own stages, each of which it names once, whichever way it is written", async () => {
    const { admin, person } = await openTenant(stack());
    const { id } = await made(admin, "/v1/campaigns", { name: "峰会", stages: STAGES, stage: "邀约" });
    const path = `/v1/campaigns/${id}`;
    const wrong = async (reply: { status: number; body: { errors?: { path: string }[] } }) =>
      [reply.status, reply.body.errors?.map((one) => one.path)] as const;
    expect(await wrong(await admin.post(`${path}/move`, { stage: "别的" }))).toEqual([422, ["stage"]]);
    expect(await wrong(await admin.patch(path, { stage: "别的" }))).toEqual([422, ["stage"]]);
    expect(await wrong(await admin.patch(path, { stages: ["别的"] }))).toEqual([422, ["stage"]]);
    expect(await wrong(await admin.patch(path, { stages: ["邀约", "邀约"] }))).toEqual([422, ["stages"]]);
    const seller = await person({ roles: ["sales"] });
    expect((await seller.api.post(`${path}/move`, { stage: "复盘" })).status).toBe(403);
    const other = await openTenant(stack());
    expect((await other.admin.post(`${path}/move`, { stage: "复盘" })).status).toBe(404);
    expect((await admin.get(path)).body).toMatchObject({ stage: "邀约", stages: STAGES, version: 1 });
    const two = await Promise.all(["进行中", "复盘"].map((stage) => admin.post(`${path}/move`, { stage })));
    expect(two.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(STAGES.slice(2)).toContain((await admin.get(path)).body.stage);
  });
});
