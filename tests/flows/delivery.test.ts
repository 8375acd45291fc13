import { expect, test } from "@jest/globals";
import { addDays, civilDate } from "../../shared/clock.ts";
import { linkBank } from "../support/bank.ts";
import { report, soldProject } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, TIME_ZONE } from "../support/tenant.ts";

const stack = useStack();

test("an order is signed, delivered, accepted, paid for, judged by its customer, and handed over", async () => {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  const [manager, consultant, keeper] = [
    await tenant.person({ roles: ["manager"], name: "何涛" }),
    await tenant.person({ roles: ["service"], name: "周婷" }),
    await tenant.person({ roles: ["service"], name: "孙悦" }),
  ];
  const { admin, path, project, order, accountId } = await soldProject(stack(), tenant);
  await admin.patch(`/v1/accounts/${accountId}`, { team: [{ userId: keeper.id, role: "customerSuccess" }] });
  await admin.put("/v1/cost-rates", { rates: [{ hourlyMinor: 20_000, currency: "CNY" }] });

  // Initiation names the manager, who plans and gives out the work.
  const initiation = { managerId: manager.id, budgetHours: 40, budgetMinor: 2_000_000, grade: "A" };
  expect((await admin.post(`${path}/start`, initiation)).body).toMatchObject({ status: "active" });
  expect((await manager.api.patch(`${path}/tasks/setup`, { assigneeId: consultant.id })).status).toBe(200);

  // The consultant works through the nodes in their order, and books hours.
  const work = consultant.api;
  expect((await work.post(`${path}/tasks/setup/start`)).status).toBe(409);
  await work.post(`${path}/milestones/kickoff/complete`, {});
  expect((await work.post(`${path}/tasks/setup/start`)).body).toMatchObject({ state: "doing" });
  const today = civilDate(stack().clock.now(), TIME_ZONE);
  await made(work, `${path}/time-entries`, { on: today, minutes: 450, nodeKey: "setup" });
  await made(work, `${path}/costs`, { on: today, kind: "差旅", amountMinor: 60_000 });
  for (const key of ["setup", "golive"]) await work.post(`${path}/tasks/${key}/complete`, {});

  // The customer accepts by an address once the report is there; the last instalment falls due by it.
  expect((await manager.api.post(`${path}/send-acceptance`, { milestone: "final" })).status).toBe(409);
  const fileId = await report(stack(), work, project.id);
  await work.post(`${path}/milestones/final/attach`, { documents: [{ name: "验收报告", fileId }] });
  const sent = await manager.api.post(`${path}/send-acceptance`, { milestone: "final" });
  const who = { name: "李娜", email: "li.na@example.com" };
  const accepted = await stack()
    .api()
    .post(`${new URL(sent.body.publicUrl).pathname}/accept`, { ...who, consent: true });
  expect(accepted.body).toEqual({ status: "accepted" });
  await stack().settled();
  const { body: owed } = await admin.get(`/v1/receivables?orderId=${order.id}`);
  expect(owed.items.at(-1)).toMatchObject({ amountMinor: 5_000_000, dueOn: addDays(today, 30) });

  // The money comes, and profit is what is left of it.
  const line = {
    bookedOn: "2026-11-22",
    direction: "credit",
    currency: "CNY",
    payer: { name: "苏州云帆机械有限公司" },
  };
  await bank.tell([
    { ...line, bankReference: "D1", amountMinor: 3_000_000, remittance: "HT-2027-0042-01" },
    { ...line, bankReference: "D2", amountMinor: 5_000_000, remittance: "HT-2027-0042-02" },
  ]);
  await stack().settled();
  expect((await admin.get(`${path}/profit`)).body).toMatchObject({
    ...{ collectedMinor: 8_000_000, labourMinor: 150_000, costsMinor: 60_000, profitMinor: 7_790_000 },
    ...{ budgetLeftMinutes: 40 * 60 - 450, budgetLeftMinor: 2_000_000 - 210_000 },
  });

  // It is closed with its checklist, handed over with what was promised, and judged by the customer.
  expect((await manager.api.post(`${path}/close`, {})).body.errors).toMatchObject([{ path: "checklist.0" }]);
  await manager.api.post(`${path}/check`, { item: 1 });
  const closed = await manager.api.post(`${path}/close`, { promises: ["首年巡检两次"], note: "关键用户：李娜" });
  expect(closed.body).toMatchObject({ status: "closed", handOver: { userId: keeper.id } });
  const { body: tasks } = await keeper.api.get(`/v1/activities?relatedTo=${project.id}`);
  expect(tasks.items[0].body).toBe("CRM 实施服务 × 1\n首年巡检两次\n\n关键用户：李娜");
  const survey = await manager.api.post(`${path}/send-survey`, {});
  const answer = await stack()
    .api()
    .post(`${new URL(survey.body.publicUrl).pathname}/answers`, { ...who, score: 9 });
  expect(answer.body).toEqual({ status: "answered", score: 9 });
  expect((await work.post(`${path}/time-entries`, { on: today, minutes: 30 })).status).toBe(409);
  await made(admin, "/v1/projects", { name: "二期", accountId });
  expect((await admin.get("/v1/delivery-figures")).body).toEqual({
    ...{ count: 2, closed: 1, closedBasisPoints: 5_000, acceptance: { steps: 1, accepted: 1 }, nextCursor: null },
    grades: [
      { grade: "A", count: 1, closed: 1, closedBasisPoints: 10_000 },
      { count: 1, closed: 0, closedBasisPoints: 0 },
    ],
    money: [
      {
        ...{ currency: "CNY", soldMinor: 8_000_000, collectedMinor: 8_000_000 },
        ...{ labourMinor: 150_000, costsMinor: 60_000, expensesMinor: 0, profitMinor: 7_790_000 },
      },
    ],
  });
  expect((await work.get("/v1/delivery-figures")).status).toBe(403);
  const { body: around } = await admin.get(`/v1/accounts/${accountId}/360`);
  expect(around.business.projects).toMatchObject({ count: 2 });
});
