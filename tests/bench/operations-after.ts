import { account, dueOn, floor, next, type Operation, PRODUCT } from "./operations.ts";
import type { Stage } from "./stage.ts";

type Made = { id: string };

const TICKET = { subject: "报表无法导出", body: "点击导出后一直转圈。" };
/** As many as one transaction stores. */
const EVENTS = 40;

/** A project under way with one task. */
async function project({ call, stack }: Stage): Promise<{ id: string; path: string }> {
  const { id } = await call<Made>("POST", "/v1/projects", { name: `实施 ${next()}`, accountId: account(0) });
  const path = `/v1/projects/${id}`;
  await call("POST", `${path}/tasks`, { key: "setup", name: "配置", durationDays: 3 });
  const { items } = await call<{ items: Made[] }>("GET", "/v1/users");
  await call("POST", `${path}/start`, { managerId: items[0]?.id, budgetHours: 40, budgetMinor: 0 });
  await stack.settled();
  return { id, path };
}

/** What happens to a customer from the signing on. */
export const AFTER_SIGNATURE: readonly Operation[] = [
  {
    ...{ name: "sign a contract of a year", parts: ["call"], floor: floor(2, 1, 8) },
    why: "the order read; a transaction of order, receivable, 2 signals; what is due for renewal follows besides",
    ready: async ({ call, stack }) => {
      const n = next();
      const lines = [{ productId: PRODUCT, quantity: 1, amountMinor: 90_000 }];
      const { id } = await call<Made>("POST", "/v1/orders", {
        ...{ accountId: (await call<Made>("POST", "/v1/accounts", { name: `续约${n}有限公司` })).id, lines },
        ...{
          currency: "CNY",
          contractNo: `Y-${300_000 + n}`,
          kind: "new",
          startsOn: "2026-12-01",
          endsOn: "2027-11-30",
        },
        instalments: [{ dueOn, amountMinor: 90_000 }],
      });
      await stack.settled();
      return () => call("POST", `/v1/orders/${id}/sign`, {});
    },
  },
  {
    ...{ name: "take in a ticket", parts: ["call"], floor: floor(2, 0.5, 8) },
    why: "the account read; a transaction of ticket, its number, the count of numbers, the question",
    ready:
      async ({ call }) =>
      () =>
        call("POST", "/v1/tickets", { accountId: account(1), ...TICKET }),
  },
  {
    ...{ name: "answer a ticket", parts: ["call"], floor: floor(2, 1, 4) },
    why: "the ticket read; a transaction of ticket and answer",
    ready: async ({ call, stack }) => {
      const { id } = await call<Made>("POST", "/v1/tickets", { accountId: account(1), ...TICKET });
      await stack.settled();
      return () => call("POST", `/v1/tickets/${id}/messages`, { text: "请清除缓存后再试。" });
    },
  },
  {
    ...{ name: "publish an article", parts: ["call"], floor: floor(2, 1, 4) },
    why: "the article read; a transaction of article and revision",
    ready: async ({ call, stack }) => {
      const { id } = await call<Made>("POST", "/v1/articles", { title: "报表无法导出怎么办", body: "清除缓存。" });
      await call("POST", `/v1/articles/${id}/submit`, {});
      await stack.settled();
      return () => call("POST", `/v1/articles/${id}/publish`, {});
    },
  },
  {
    ...{ name: "complete a task of a project", parts: ["call"], floor: floor(3, 2, 2) },
    why: "project and plan read; the plan replaced under the project's version",
    ready: async (stage) => {
      const { path } = await project(stage);
      return () => stage.call("POST", `${path}/tasks/setup/complete`, {});
    },
  },
  {
    ...{ name: "log an hour", parts: ["call"], floor: floor(2, 1, 2) },
    why: "the project read; the entry written under it",
    ready: async (stage) => {
      const { id: projectId } = await project(stage);
      const on = stage.stack.clock.now().toISOString().slice(0, 10);
      return () => stage.call("POST", "/v1/time-entries", { projectId, on, minutes: 60 });
    },
  },
  {
    ...{ name: `take in ${EVENTS} usage events of a day`, parts: ["call"], floor: floor(2, 0.5, 2 * EVENTS + 2) },
    why: "the account read; a transaction of 40 marks and the day's sum: 2 units an event and 2 the sum",
    ready: async ({ call, stack }) => {
      const n = next();
      const at = stack.clock.now().toISOString();
      const of = { accountId: account(2), metric: "logins", value: 1, at };
      const events = Array.from({ length: EVENTS }, (_, m) => ({ insertId: `u${n}-${m}`, ...of }));
      return () => call("POST", "/v1/usage-events", { events });
    },
  },
];
