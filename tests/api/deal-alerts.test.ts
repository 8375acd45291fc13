import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as alerts } from "../../functions/opportunities/alerts.ts";
import { handler as follow } from "../../functions/opportunities/follow.ts";
import { staleFrom } from "../../functions/opportunities/late.ts";
import { addDays, civilDate } from "../../shared/clock.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const DAY_MS = 86_400_000;
const later = (days: number): void => stack().clock.set(new Date(stack().clock.now().getTime() + days * DAY_MS));
const today = (): string => civilDate(stack().clock.now(), "Asia/Shanghai");

async function world() {
  const tenant = await openTenant(stack());
  const owner = await tenant.person({ roles: ["sales"] });
  const stage = (key: string, maxDays?: number) => ({
    ...{ key, name: key, probabilityBasisPoints: 1_000, category: "pipeline" },
    ...(maxDays && { maxDays }),
  });
  const stages = [stage("a", 3), stage("b", 5)];
  const pipeline = await made(tenant.admin, "/v1/pipelines", { name: "限时", stages });
  const account = await made(owner.api, "/v1/accounts", { name: "北京某某软件有限公司" });
  const sale = (fields: object = {}) =>
    made(owner.api, "/v1/opportunities", { name: "二期", accountId: account.id, pipelineId: pipeline.id, ...fields });
  const told = async (id: string): Promise<string[]> => {
    const { items } = (await tenant.admin.get(`/v1/messages?relatedId=${id}`)).body;
    return items.map(({ subject }: { subject: string }) => subject).sort();
  };
  return { ...tenant, owner, pipeline, stage, sale, told };
}

describe("the owner of an opportunity is told", () => {
  test("once of each stay that is too long, and once of each day that has passed", async () => {
    const { owner, sale, told } = await world();
    const { id } = await sale({ expectedOn: addDays(today(), 8) });
    later(3);
    await alerts();
    expect(await told(id)).toEqual([]);
    later(1);
    await Promise.all([alerts(), alerts()]);
    await alerts();
    expect(await told(id)).toHaveLength(1);
    await owner.api.post(`/v1/opportunities/${id}/move`, { stage: "b" });
    later(6);
    await alerts();
    await alerts();
    // A stay in b, and the day that was expected.
    expect(await told(id)).toHaveLength(3);
    await owner.api.patch(`/v1/opportunities/${id}`, { expectedOn: addDays(today(), 1), amountMinor: 5 });
    later(2);
    await alerts();
    expect(await told(id)).toHaveLength(4);
    await owner.api.patch(`/v1/opportunities/${id}`, { expectedOn: addDays(today(), 1), status: "closedWon" });
    later(30);
    await alerts();
    expect(await told(id)).toHaveLength(4);
  });

  test("by the times that a changed pipeline allows", async () => {
    const { admin, pipeline, stage, sale, told } = await world();
    const { id } = await sale({ stage: "b" });
    later(2);
    await alerts();
    await admin.patch(`/v1/pipelines/${pipeline.id}`, { stages: [stage("a", 3), stage("b", 1)] });
    await follow();
    await alerts();
    expect(await told(id)).toHaveLength(1);
    await admin.patch(`/v1/pipelines/${pipeline.id}`, { stages: [stage("a"), stage("b")] });
    await Promise.all([follow(), follow()]);
    expect((await admin.get(`/v1/opportunities/${id}`)).body.staleAt).toBeUndefined();
  });
});

test("too long is told by the days of the tenant's calendar, where clocks change and months end too", () => {
  // Clocks in New York go back on 1 November 2026, and forward on 14 March 2027.
  expect(staleFrom("2026-10-31T15:00:00.000Z", 1, "America/New_York")).toBe("2026-11-02T05:00:00.000Z");
  expect(staleFrom("2026-10-30T03:30:00.000Z", 1, "America/New_York")).toBe("2026-10-31T04:00:00.000Z");
  expect(staleFrom("2027-03-13T15:00:00.000Z", 1, "America/New_York")).toBe("2027-03-15T04:00:00.000Z");
  expect(staleFrom("2028-02-28T16:00:00.000Z", 1, "Asia/Shanghai")).toBe("2028-03-01T16:00:00.000Z");
  expect(staleFrom("2028-02-28T16:00:00.000Z", undefined, "Asia/Shanghai")).toBeUndefined();
});
