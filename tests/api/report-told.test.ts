import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler } from "../../functions/reports/job.ts";
import { owedCompany } from "../support/report-owed.ts";
import { reportWorld } from "../support/reports.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

// Nothing runs by the clock here, so that the test itself decides when a run begins.
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });
const PATH = "/v1/report-subscriptions";

async function runAt(instant: string): Promise<void> {
  stack().clock.set(new Date(instant));
  await handler({}, { getRemainingTimeInMillis: () => 900_000 });
  await stack().settled();
}

const OWED = { facts: "receivables", measures: ["openMinor", "receivables"], dimensions: ["accountId"] };
const DAILY = { at: "08:00", days: "daily" };

/** The company with somebody to be told, and what has been told to whom. */
async function told(instant: string) {
  stack().clock.set(new Date(instant));
  const company = await owedCompany(stack());
  const people = { boss: "boss", seller: "seller", outsider: "outsider" };
  const mail = (who: keyof typeof people): string => `${who}.${company.id.slice(-8).toLowerCase()}@example.com`;
  const boss = await company.person({ roles: ["admin"], email: mail("boss"), name: "老板" });
  const seller = await company.person({
    ...{ roles: ["sales"], departmentId: company.north.id, email: mail("seller"), name: "销售" },
  });
  const outsider = await company.person({ roles: ["marketing"], email: mail("outsider"), name: "市场" });
  const box = (who: keyof typeof people) => stack().outbox(mail(who));
  return { ...company, boss, seller, outsider, box };
}

test("a dashboard is told to each by their own figures, once, with charts, alerts, rows and a way to it", async () => {
  const w = await told("2027-03-01T10:00:00+08:00");
  await made(w.admin, "/v1/receivables", {
    ...{ accountId: w.east.id, reference: "E-9", amountMinor: 9_00, currency: "CNY", dueOn: "2026-12-02" },
    ownerId: w.seller.id,
  });
  const board = await made(w.boss.api, "/v1/dashboards", {
    name: "应收看板",
    tiles: [
      { query: OWED, title: "按客户", threshold: { measure: "receivables", op: "gte", value: 4 } },
      { report: "openReceivables" },
      { query: { ...OWED, dimensions: ["status"] }, title: "按状态" },
      { query: { ...OWED, dimensions: [] }, title: "合计", target: { measure: "openMinor", value: 139_07 } },
    ],
    sharedWith: { roles: ["sales"] },
  });
  const recipients = [w.boss.id, w.seller.id, w.outsider.id];
  await made(w.boss.api, PATH, { dashboardId: board.id, recipients, ...DAILY });
  await made(w.boss.api, PATH, { dashboardId: board.id, recipients: [w.boss.id], ...DAILY });
  await stack().settled();
  await runAt("2027-03-02T08:00:00+08:00");
  await runAt("2027-03-02T08:01:00+08:00");
  const all = w.box("boss").filter(({ subject }) => subject.startsWith("应收看板"));
  expect(all.map(({ subject }) => subject)).toEqual(["应收看板 · 2027年3月1日"]);
  const [mail] = all;
  expect(mail?.text).toContain("预警");
  expect(mail?.text).toContain("¥139.07");
  expect(mail?.text).toContain("目标完成 100.0%");
  expect(mail?.text).toContain("东方");
  expect(mail?.text).toContain(`/dashboards/${board.id}`);
  // A choice is told by its word, in the mail and in the picture's.
  expect(mail?.text).toContain("- 未清  ¥139.07");
  expect(mail?.html).toMatch(/alt="按状态\. 未清金额: 未清/);
  expect(mail?.html).toMatch(/alt="按客户\. 未清金额/);
  const names = mail?.attachments.map(({ name }) => name) ?? [];
  expect(names).toEqual(expect.arrayContaining(["tile-0-light.png", "tile-0-dark.png", "1-按客户.xlsx"]));
  const way = new URL(mail?.unsubscribe?.address ?? "").pathname;
  const leaving = (await stack().api().get(`${way}?lang=zh-CN`)).body;
  expect(leaving).toContain("您将不再收到：应收看板");
  const [own] = w.box("seller");
  expect(own?.text).toContain("¥9.00");
  expect(own?.text).not.toContain("¥139.07");
  expect(own?.text).not.toContain("预警");
  expect(w.box("outsider")).toEqual([]);
  const refused = w.box("boss").filter(({ subject }) => subject === "部分收件人未收到应收看板");
  expect(refused).toHaveLength(1);
  expect(refused[0]?.text).toContain("市场");
});

test("a report is told when a figure passes a bound, a dashboard when a tile alerts, and nothing once it was put away", async () => {
  const w = await told("2027-04-01T10:00:00+08:00");
  const saved = await made(w.boss.api, "/v1/saved-reports", { name: "大额", query: OWED });
  const over = (value: number) => ({ measure: "openMinor", op: "gt", value });
  const report = { report: "openReceivables", recipients: [w.boss.id] };
  await made(w.boss.api, PATH, { ...report, ...DAILY, only: over(130_07) });
  await made(w.boss.api, PATH, { savedReportId: saved.id, recipients: [w.boss.id], ...DAILY, only: over(130_06) });
  const tile = (value: number) => ({ query: OWED, threshold: { measure: "receivables", op: "gte", value } });
  for (const [name, value] of [
    ["静", 4],
    ["警", 3],
  ] as const) {
    const board = await made(w.boss.api, "/v1/dashboards", { name, tiles: [tile(value)] });
    await made(w.boss.api, PATH, { dashboardId: board.id, recipients: [w.boss.id], ...DAILY, only: "alerts" });
  }
  await stack().settled();
  await runAt("2027-04-02T08:00:00+08:00");
  const subjects = () =>
    w
      .box("boss")
      .map(({ subject }) => subject.split(" · ")[0])
      .sort();
  expect(subjects()).toEqual(["大额", "警"]);
  await w.boss.api.post(`/v1/saved-reports/${saved.id}/archive`);
  await runAt("2027-04-03T08:00:00+08:00");
  await runAt("2027-04-04T08:00:00+08:00");
  expect(subjects()).toEqual(["大额", "警", "警", "警", "部分收件人未收到订阅的报告"]);
});

test("what may not be subscribed to is refused with the field that is wrong", async () => {
  const w = await told("2027-05-01T10:00:00+08:00");
  const wrong = async (body: object, api = w.boss.api) => {
    const reply = await api.post(PATH, { recipients: [w.boss.id], ...DAILY, ...body });
    return [reply.status, reply.body.errors?.[0]?.path];
  };
  const board = await made(w.boss.api, "/v1/dashboards", { name: "私有", tiles: [{ query: OWED }] });
  expect(await wrong({})).toEqual([422, "report"]);
  expect(await wrong({ report: "nothing" })).toEqual([422, "report"]);
  expect(await wrong({ report: "openReceivables", dashboardId: board.id })).toEqual([422, "dashboardId"]);
  expect(await wrong({ dashboardId: board.id }, w.seller.api)).toEqual([422, "dashboardId"]);
  expect(await wrong({ dashboardId: board.id, only: { measure: "openMinor", op: "gt", value: 1 } })).toEqual([
    422,
    "only",
  ]);
  expect(await wrong({ report: "openReceivables", only: "alerts" })).toEqual([422, "only"]);
  const bound = { measure: "claimable", op: "gt", value: 1 };
  expect(await wrong({ report: "openReceivables", only: bound })).toEqual([422, "only"]);
  expect((await wrong({ report: "dailyReceipts", only: bound }))[0]).toBe(201);
  const { id } = await made(w.boss.api, PATH, { report: "openReceivables", recipients: [w.boss.id], ...DAILY });
  const both = await w.boss.api.patch(`${PATH}/${id}`, { dashboardId: board.id });
  expect([both.status, both.body.errors[0].path]).toEqual([422, "dashboardId"]);
  const other = await w.boss.api.patch(`${PATH}/${id}`, { report: null, dashboardId: board.id });
  expect([other.status, other.body.report, other.body.dashboardId]).toEqual([200, undefined, board.id]);
});

test("recipients whose mail came back or who complained get none until that is lifted, their owner is told once, others get theirs", async () => {
  stack().clock.set(new Date("2026-12-01T10:00:00+08:00"));
  const w = await reportWorld(stack());
  const chair = w.mail("chair");
  await w.admin.put("/v1/outside-recipients", { addresses: [chair] });
  const boss = await w.tenant.person({ roles: ["admin"], email: w.mail("boss") });
  const recipients = [w.finance.id, w.manager.id, chair];
  await boss.api.post(PATH, { report: "dailyReceipts", recipients, ...DAILY });
  const lost = async (address: string) =>
    (await w.admin.get(`/v1/suppressed-addresses?address=${address}`)).body.items[0];
  const comesBack = async (address: string, how: "bounce" | "complaint") => {
    stack().mail.tell(stack().outbox(address).at(-1)?.id ?? "", how);
    await stack().settled();
  };
  const counts = () => ["finance", "manager", "chair"].map((name) => w.reports(name).length);
  const told = () => stack().outbox(w.mail("boss"));
  await runAt("2026-12-02T08:00:00+08:00");
  await comesBack(w.mail("manager"), "bounce");
  await comesBack(chair, "complaint");
  await runAt("2026-12-03T08:00:00+08:00");
  await runAt("2026-12-04T08:00:00+08:00");
  expect([counts(), told().map(({ subject }) => subject)]).toEqual([[3, 1, 1], ["部分收件人未收到到款日报"]]);
  for (const reason of ["邮件被退回", "标为垃圾邮件"]) expect(told()[0]?.text).toContain(reason);
  const { id, reason } = await lost(w.mail("manager"));
  expect([reason, (await lost(chair)).reason]).toEqual(["bounced", "complained"]);
  expect((await w.admin.post(`/v1/suppressed-addresses/${id}/lift`)).status).toBe(200);
  await runAt("2026-12-05T08:00:00+08:00");
  expect(counts()).toEqual([4, 2, 1]);
  // That the same mailbox is lost once more is told once more.
  await comesBack(w.mail("manager"), "bounce");
  const before = told().length;
  await runAt("2026-12-06T08:00:00+08:00");
  await runAt("2026-12-07T08:00:00+08:00");
  expect([counts(), told().length]).toEqual([[6, 2, 1], before + 1]);
});
