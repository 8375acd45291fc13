import { handler as renewed } from "../../functions/renewals/sweep.ts";
import { handler as looked } from "../../functions/success/sweep.ts";
import { addDays } from "../../shared/clock.ts";
import type { Served } from "./report-world.ts";
import { made } from "./tenant.ts";
import { logins } from "./usage.ts";

const MINUTE_MS = 60_000;
/** What an hour of anybody costs in this company. */
export const HOURLY_MINOR = 20_011;

/** Answers the survey of a ticket or project by its address. */
async function judged({ stack, admin }: Served, path: string, kind: string, score: number, comment?: string) {
  const { body } = await admin.post(`${path}/send-survey`, { kind });
  if (score < 0) return;
  const at = new URL(body.publicUrl).pathname;
  await stack.api().post(`${at}/answers`, { score, ...(comment && { comment }) });
}

/** Tickets of two queues and all priorities: some in time, some late, some never promised anything. */
export async function service(served: Served): Promise<void> {
  const { stack, admin, some, owners, accounts, rep, other } = served;
  const queues = [
    await made(admin, "/v1/ticket-queues", { name: "一线", priority: 1, memberIds: [rep.id] }),
    await made(admin, "/v1/ticket-queues", { name: "二线", priority: 2, memberIds: [other.id] }),
  ];
  const when = { field: "priority", op: "ne", value: "low" };
  await made(admin, "/v1/sla-policies", {
    ...{ name: "标准", priority: 1, firstResponseMinutes: 3, resolveMinutes: 20, counts: "always", when },
  });
  const articleId = (await made(admin, "/v1/articles", { title: "导出", body: "清缓存", category: "报表" })).id;
  const draft = await made(admin, "/v1/articles", { title: "草稿", body: "未完", ownerId: rep.id });
  for (const act of ["submit", "publish"]) await admin.post(`/v1/articles/${articleId}/${act}`);
  await admin.post(`/v1/articles/${draft.id}/submit`);
  await admin.post(`/v1/knowledge/${articleId}/rate`, { helpful: true });
  await rep.api.post(`/v1/knowledge/${articleId}/rate`, { helpful: false });
  for (let n = 0; n < 9; n++) {
    const { id } = await made(admin, "/v1/tickets", {
      ...{ subject: `问题${n}`, body: "怎么办", priority: some(["low", "normal", "high", "urgent"]) },
      ...{ queueId: queues[n % 2]?.id, accountId: some(accounts).id, ...(n % 3 && { ownerId: some(owners) }) },
    });
    stack.clock.set(new Date(stack.clock.now().getTime() + (n % 4) * 2 * MINUTE_MS));
    const articleIds = n % 2 ? [articleId] : undefined;
    if (n % 5) await admin.post(`/v1/tickets/${id}/messages`, { text: "请看", ...(articleIds && { articleIds }) });
    stack.clock.set(new Date(stack.clock.now().getTime() + (n % 3) * 15 * MINUTE_MS));
    if (n % 4) await admin.post(`/v1/tickets/${id}/resolve`);
    if (n === 6) await admin.post(`/v1/tickets/${id}/reopen`);
    await judged(served, `/v1/tickets/${id}`, "csat", n % 3 ? 1 + (n % 5) : -1, n % 2 ? "还行" : undefined);
  }
}

/** Projects that orders have drafted: initiated, worked for, late here and there, judged. */
export async function delivery(served: Served): Promise<void> {
  const { stack, admin, some, upTo, today, chief, rep, other } = served;
  await stack.settled();
  await admin.put("/v1/cost-rates", { rates: [{ hourlyMinor: HOURLY_MINOR, currency: "CNY" }] });
  const projects = (await admin.get("/v1/projects?limit=200")).body.items as { id: string; orderId?: string }[];
  for (const [n, { id, orderId }] of projects.entries()) {
    const path = `/v1/projects/${id}`;
    if (n % 4 === 3) {
      await admin.post(`${path}/cancel`, { reason: "取消" });
      continue;
    }
    const managerId = some([chief.id, rep.id, other.id]);
    await admin.post(`${path}/start`, { managerId, budgetHours: upTo(40) / 4, budgetMinor: upTo(9_000), grade: "A" });
    await admin.patch(`${path}/tasks/setup`, { assigneeId: some([rep.id, other.id]) });
    if (n % 2) await admin.post(`${path}/milestones/kickoff/complete`, {});
    if (n % 3 === 0) await admin.patch(`${path}/tasks/golive`, { startOn: addDays(today, 30) });
    for (const ownerId of [rep.id, other.id]) {
      const entry = { on: addDays(today, -upTo(20)), minutes: upTo(300), ownerId };
      await made(admin, `${path}/time-entries`, { ...entry, ...(orderId && { nodeKey: "setup" }) });
    }
    await made(admin, `${path}/costs`, { on: addDays(today, -upTo(20)), kind: "差旅", amountMinor: upTo(900) });
    await judged(served, path, "nps", [10, 3, 8][n % 3] as number);
  }
}

/** What customers use, and contracts that end soon. */
export async function success(served: Served): Promise<void> {
  const { stack, admin, accounts, today, products } = served;
  await made(admin, "/v1/health-models", {
    name: "登录",
    metrics: [
      { metric: "logins", weight: 90, measure: "days", fullAt: 10 },
      { metric: "seats", weight: 10, measure: "average", fullAt: 10 },
    ],
  });
  const used = accounts.slice(0, 3).flatMap(({ id }, n) => {
    const days = Array.from({ length: 4 * n + 1 }, (_, day) => addDays(today, -day - 1));
    return logins(id, days);
  });
  await admin.post("/v1/usage-events", { events: used });
  for (const [n, { id: accountId }] of accounts.entries()) {
    const order = await made(admin, "/v1/orders", {
      ...{ accountId, currency: n === 4 ? "USD" : "CNY", kind: "new", contractNo: `R-${n}` },
      ...{ startsOn: addDays(today, 10 * n - 400), endsOn: addDays(today, 10 * n - 35) },
      lines: [{ productId: products[0]?.id, quantity: 1, amountMinor: 1_000 * (n + 1) }],
      instalments: [{ dueOn: today, amountMinor: 1_000 * (n + 1) }],
    });
    await admin.post(`/v1/orders/${order.id}/sign`);
  }
  await stack.settled();
  const dues = (await admin.get("/v1/renewals?limit=200")).body.items as { id: string }[];
  await admin.post(`/v1/renewals/${dues[0]?.id}/churn`, { reason: "预算" });
  await looked();
  await renewed();
  await stack.settled();
}
