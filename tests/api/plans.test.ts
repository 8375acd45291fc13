import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { morning, renewalShop } from "../support/renewals.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const LINES = [
  { kind: "leads", grade: "A", leads: 100, conversionBasisPoints: 1_000, averageMinor: 12_000 },
  { kind: "newUpsell", rateBasisPoints: 1_000 },
  { kind: "renewal", tier: "金牌", dueMinor: 60_000, rateBasisPoints: 9_000 },
  { kind: "existingUpsell", baseMinor: 60_000, rateBasisPoints: 1_000 },
];

test("a plan comes to what its lines say, stands beside what was signed, and is seen by those it is shared with", async () => {
  const { admin, person, seller, signed } = await renewalShop(stack());
  morning(stack(), "2026-02-10");
  await signed({ amountMinor: 7_000, startsOn: "2026-02-01" });
  morning(stack(), "2026-03-10");
  await signed({ amountMinor: 500, kind: "upsell" });
  await signed({ amountMinor: 2_000 });
  const manager = await person({ roles: ["manager"], name: "经理" });
  const plan = await made(admin, "/v1/plans", {
    ...{ name: "2026", year: "2026" },
    scenarios: [
      { name: "基准", lines: LINES },
      {
        name: "销售",
        weights: [1, ...Array.from({ length: 11 }, () => 0)],
        lines: [{ kind: "reps", reps: 3, outputMinor: 50_001 }],
      },
    ],
  });
  expect(plan.results).toMatchObject([
    {
      ...{
        model: "leads",
        newMinor: 120_000,
        newUpsellMinor: 12_000,
        renewalMinor: 54_000,
        existingUpsellMinor: 6_000,
      },
      ...{ newCustomersMinor: 132_000, existingCustomersMinor: 60_000, totalMinor: 192_000 },
    },
    { model: "reps", totalMinor: 150_003 },
  ]);
  const path = `/v1/plans/${plan.id}`;
  expect((await manager.api.get(path)).status).toBe(404);
  expect((await seller.api.get("/v1/plans")).status).toBe(403);
  await admin.patch(path, { sharedWith: { roles: ["manager"] } });
  expect((await manager.api.get(path)).body.currency).toBe("CNY");
  const { body } = await admin.get(`${path}/actual`);
  expect(body.months[1]).toMatchObject({
    ...{
      month: "2026-02",
      new: { plannedMinor: 10_000, actualMinor: 7_000, gapMinor: 3_000, reachedBasisPoints: 7_000 },
    },
  });
  expect(body.months[2]).toMatchObject({
    new: { actualMinor: 2_000 },
    upsell: { plannedMinor: 1_500, actualMinor: 500 },
    renewal: { actualMinor: 0 },
    total: { plannedMinor: 16_000, actualMinor: 2_500 },
  });
  expect([body.year.total.plannedMinor, body.year.total.actualMinor]).toEqual([192_000, 9_500]);
  expect([body.soFar.total.plannedMinor, body.soFar.total.actualMinor]).toEqual([32_000, 7_000]);
  const other = await admin.get(`${path}/actual?scenario=${encodeURIComponent("销售")}`);
  expect([other.body.months[0].new.plannedMinor, other.body.year.renewal.reachedBasisPoints]).toEqual([150_003, null]);
  // Whoever sees no orders of others is told of no more than their own.
  const own = await manager.api.get(`${path}/actual`);
  expect([own.status, own.body.year.total.actualMinor]).toEqual([200, 0]);
});

test("a plan that cannot be reckoned is refused with the line that is wrong", async () => {
  const { admin } = await renewalShop(stack(), "2026-04-01");
  const wrong = async (scenarios: object[]) => {
    const { status, body } = await admin.post("/v1/plans", { name: "x", year: "2027", scenarios });
    return [status, body.errors?.[0]?.path];
  };
  const tooMuch = { kind: "reps", reps: 100_000_000, outputMinor: 99_999_999_999_999 };
  expect(await wrong([{ name: "a", lines: [LINES[0], tooMuch] }])).toEqual([422, "scenarios.0.lines.1"]);
  expect(
    await wrong([
      { name: "a", lines: LINES },
      { name: "a", lines: LINES },
    ]),
  ).toEqual([422, "scenarios.1.name"]);
  expect(await wrong([{ name: "a", lines: LINES, weights: [1] }])).toEqual([422, "scenarios.0.weights"]);
  const none = Array.from({ length: 12 }, () => 0);
  expect(await wrong([{ name: "a", lines: LINES, weights: none }])).toEqual([422, "scenarios.0.weights"]);
  const plan = await made(admin, "/v1/plans", { name: "x", year: "2027", scenarios: [{ name: "a", lines: LINES }] });
  const unknown = await admin.get(`/v1/plans/${plan.id}/actual?scenario=b`);
  expect([unknown.status, unknown.body.errors[0].path]).toEqual([422, "scenario"]);
});

test("scenarios are proposed as history has them, and nothing of what the caller may not see", async () => {
  const { admin, person, seller, signed } = await renewalShop(stack(), "2026-05-10");
  for (let n = 0; n < 4; n++) {
    const lead = await made(admin, "/v1/leads", { name: `线索${n}`, company: `新公司${n}`, ownerId: seller.id });
    if (n === 0) await admin.post(`/v1/leads/${lead.id}/convert`, { createOpportunity: false });
  }
  await signed({ amountMinor: 10_000, startsOn: "2026-05-01", endsOn: "2027-04-30" });
  await signed({ amountMinor: 1_000, kind: "upsell", startsOn: "2026-05-01", endsOn: "2027-04-30" });
  morning(stack(), "2026-12-01");
  await stack().settled();
  const { status, body } = await admin.post("/v1/plans/proposals", { year: "2027", growthBasisPoints: 5_000 });
  expect([status, body.from, body.to, body.missing]).toEqual([200, "2025-12-01", "2026-11-30", []]);
  const [byLeads, byReps] = body.scenarios;
  expect(byLeads.lines[0]).toMatchObject({
    ...{ kind: "leads", leads: 6, conversionBasisPoints: 2_500, averageMinor: 10_000, oldLeads: 3 },
  });
  expect(byReps.lines[0]).toEqual({ kind: "reps", reps: 1, outputMinor: 15_000 });
  expect(byLeads.lines.slice(1)).toEqual([
    { kind: "renewal", renewals: 0, dueMinor: 11_000, rateBasisPoints: 9_000 },
    { kind: "newUpsell", rateBasisPoints: 1_000 },
  ]);
  expect(body.results[1].totalMinor).toBe(15_000 + 1_500 + 9_900);
  // What is proposed can be kept as it is.
  await made(admin, "/v1/plans", { name: "2027", year: "2027", scenarios: body.scenarios });
  const finance = await person({ roles: ["finance"] });
  const less = await finance.api.post("/v1/plans/proposals", { year: "2027" });
  expect([less.status, less.body.missing.includes("leads")]).toEqual([200, true]);
});
