import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as drive } from "../../functions/projects/drive.ts";
import { soldProject } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

test("each manager is told once a week what is open, overdue and next, over all their projects", async () => {
  // A Wednesday in Shanghai.
  stack().clock.set(new Date("2027-03-03T02:00:00.000Z"));
  const tenant = await openTenant(stack());
  const { admin, path, accountId } = await soldProject(stack(), tenant, "2027-03-01");
  const manager = await tenant.person({ roles: ["manager"], email: "drive@example.com" });
  const initiation = { managerId: manager.id, budgetHours: 1, budgetMinor: 1 };
  await admin.post(`${path}/start`, initiation);
  const other = await made(admin, "/v1/projects", { name: "二期", accountId, startOn: "2027-03-08" });
  await made(admin, `/v1/projects/${other.id}/milestones`, { name: "二期上线", startOn: "2027-03-10" });
  await made(admin, `/v1/projects/${other.id}/milestones`, { name: "很久以后", startOn: "2027-09-10" });
  await admin.post(`/v1/projects/${other.id}/start`, initiation);
  await stack().settled();
  const mails = () => stack().outbox("drive@example.com");
  await drive();
  expect(mails()).toEqual([]);
  stack().clock.set(new Date("2027-03-08T01:30:00.000Z"));
  for (let n = 0; n < 2; n++) await drive();
  await stack().settled();
  expect(mails().map(({ subject }) => subject)).toEqual(["本周项目：2 个进行中，4 项逾期"]);
  const [mail] = mails();
  for (const said of ["启动会", "系统配置", "上线支持", "二期上线", "逾期"]) expect(mail?.text).toContain(said);
  expect(mail?.text).not.toContain("很久以后");
  await admin.put("/v1/delivery-drive", { weekday: 5, at: "18:00" });
  for (const key of ["kickoff", "final"]) await admin.post(`${path}/milestones/${key}/drop`);
  stack().clock.set(new Date("2027-03-15T01:30:00.000Z"));
  await drive();
  await stack().settled();
  expect(mails()).toHaveLength(2);
  stack().clock.set(new Date("2027-03-19T09:59:00.000Z"));
  await drive();
  stack().clock.set(new Date("2027-03-19T10:01:00.000Z"));
  await drive();
  await stack().settled();
  expect(mails()).toHaveLength(3);
});
