import { expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
const MORNING = "2026-11-10T02:00:00Z";
const DAY_MS = 86_400_000;

test("a cohort keeps whoever came as far, whatever became of them since, up to the sale that was won", async () => {
  stack().clock.set(new Date(MORNING));
  const { admin } = await openTenant(stack());
  const lead = (name: string, status: string) => made(admin, "/v1/leads", { name, status });
  const [, lost, back, sold] = await Promise.all([
    ...[lead("新", "new"), lead("弃", "mql"), lead("退", "mql"), lead("成", "working")],
  ]);
  const patched = async (id: unknown, fields: object) =>
    expect((await admin.patch(`/v1/leads/${id}`, fields)).status).toBe(200);
  await patched(lost?.id, { status: "disqualified", disqualifiedReason: "预算取消" });
  await patched(back?.id, { status: "sql" });
  await patched(back?.id, { status: "working" });
  const converted = await admin.post(`/v1/leads/${sold?.id}/convert`, { createOpportunity: true });
  const { opportunityId } = converted.body;
  const moved = async (stage: string, more: object = {}) => {
    const reply = await admin.post(`/v1/opportunities/${opportunityId}/move`, { stage, ...more });
    expect([reply.status, reply.body.detail]).toEqual([200, undefined]);
    await stack().settled();
  };
  const cohort = async () => {
    const measures = ["leads", "mql", "sql", "converted", "won", "mqlRate", "sqlRate", "wonRate", "averageDaysToWin"];
    const ask = { facts: "leads", measures, dimensions: ["createdOn.quarter"] };
    const { status, body } = await admin.post("/v1/reports/query", ask);
    expect([status, body.rows?.length]).toEqual([200, 1]);
    return measures.map((key) => body.rows[0][key]);
  };
  await stack().settled();
  expect(await cohort()).toEqual([4, 3, 2, 1, 0, 7_500, 6_667, 0, null]);
  stack().clock.set(new Date(Date.parse(MORNING) + 5 * DAY_MS));
  await moved("won");
  expect(await cohort()).toEqual([4, 3, 2, 1, 1, 7_500, 6_667, 5_000, 5]);
  const one = (await admin.get(`/v1/leads/${sold?.id}`)).body;
  expect([one.mqlAt, one.sqlAt, one.wonAt].map((at) => String(at).slice(0, 10))).toEqual([
    ...["2026-11-10", "2026-11-10", "2026-11-15"],
  ]);
  // A sale that is opened again, and lost, was won by nobody.
  await moved("proposal");
  expect(await cohort()).toEqual([4, 3, 2, 1, 0, 7_500, 6_667, 0, null]);
  await moved("lost", { lostReason: "价格" });
  expect((await admin.get(`/v1/leads/${sold?.id}`)).body.wonAt).toBeUndefined();
});
