import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lambdas } from "../../functions/modules.ts";
import { deliver, type Receipt } from "../../infra/local/demo/bank.ts";
import { type Caller, callerOf, together } from "../../infra/local/demo/caller.ts";
import { Lambda } from "../../infra/local/lambda.ts";
import { type Stack, startStack } from "../../infra/local/stack.ts";
import { type Consumption, setMeter } from "../../shared/table/store.ts";

/** A stack with one tenant and its bank, for measuring. */
export type Stage = {
  stack: Stack;
  /** Where its data lies. */
  dataDir: string;
  tenantId: string;
  /** A caller with the administrator's key. */
  call: Caller;
  adminKey: string;
  /** Signs canonical lines and delivers them. */
  tell(lines: readonly object[]): Promise<Receipt>;
};

/** Calls a second that the bench's tenant may make: it is not the limit that is measured. */
const REQUESTS_PER_SECOND = 10_000;

const underWay = new AsyncLocalStorage<string>();

/** The Lambda whose code is running; nothing outside of any. */
export const runningLambda = (): string | undefined => underWay.getStore();

/** Lets everything that a Lambda does be told apart by its name. */
function markLambdas(): void {
  const { invoke } = Lambda.prototype;
  Lambda.prototype.invoke = function (event, timeoutMs) {
    return underWay.run(this.declaration.name, () => invoke.call(this, event, timeoutMs));
  };
}
markLambdas();

/** A bank line of a tenant, and how its bank tells of receipts. */
export async function bankOf(stack: Stack, call: Caller): Promise<Stage["tell"]> {
  const body = { name: "基本户", accountNo: "755900001234", currency: "CNY" };
  const linked = await call<{ webhookPath: string; signingSecret: string }>("POST", "/v1/bank-connections", body);
  const feed = { url: stack.baseUrl + linked.webhookPath, secret: linked.signingSecret, now: () => stack.clock.now() };
  let deliveries = 0;
  return (lines) => {
    deliveries += 1;
    return deliver(feed, `bench-${deliveries}`, "application/json", JSON.stringify({ transactions: lines }));
  };
}

/** A tenant of its own, whose calls are not counted against a limit. */
export async function tenantIn(
  stack: Stack,
  name: string,
  locale: "zh-CN" | "en" = "zh-CN",
): Promise<{ id: string; adminKey: string; call: Caller }> {
  const operator = callerOf(stack.baseUrl, stack.operatorKey);
  const input = { name, locale, timeZone: "Asia/Shanghai", currency: "CNY" };
  const { id, adminKey } = await operator<{ id: string; adminKey: string }>("POST", "/v1/tenants", input);
  await operator("PATCH", `/v1/tenants/${id}`, { requestsPerSecondMax: REQUESTS_PER_SECOND });
  return { id, adminKey, call: callerOf(stack.baseUrl, adminKey) };
}

/** Runs `work` on a fresh stack of some Lambdas, or of all, whose data lies in memory where the machine has such a folder. */
export async function onStage<T>(work: (stage: Stage) => Promise<T>, of = lambdas): Promise<T> {
  const dataDir = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "bench-"));
  const stack = await startStack({ dataDir, lambdas: of });
  try {
    await stack.load();
    const { id, adminKey, call } = await tenantIn(stack, "示例");
    return await work({ stack, dataDir, tenantId: id, call, adminKey, tell: await bankOf(stack, call) });
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A bank line that pays one receivable, named in its text. */
export const payment = (reference: string, amountMinor: number, payer: string): object => ({
  bankReference: `B${reference}`,
  bookedOn: "2026-11-22",
  direction: "credit",
  amountMinor,
  currency: "CNY",
  payer: { name: payer },
  remittance: `货款 ${reference}`,
});

/** Receivables that one payment each is to clear, spread over accounts as `accountOf` says. */
export async function owe(
  { call }: Stage,
  count: number,
  accountOf: (n: number) => string,
): Promise<{ reference: string; amountMinor: number; accountId: string }[]> {
  const rows = Array.from({ length: count }, (_, n) => ({
    ...{ reference: `INV-${100_000 + n}`, amountMinor: 10_000 + n, accountId: accountOf(n) },
    ...{ currency: "CNY", dueOn: "2026-12-31" },
  }));
  await together(rows, (row) => call("POST", "/v1/receivables", row), 24);
  return rows;
}

/** The q-quantile (0 to 1) of some figures. */
export function quantile(figures: readonly number[], q: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

const WARM_UP = 5;

/** The median and the 95th percentile of so many calls, and what one of them reads. */
export async function readsOf(
  calls: number,
  ask: () => Promise<unknown>,
): Promise<{ p50Ms: number; p95Ms: number; requests: number; readUnits: number }> {
  const timesMs: number[] = [];
  let [requests, readUnits] = [0, 0];
  for (let n = -WARM_UP; n < calls; n++) {
    const started = performance.now();
    if (n === calls - 1) {
      setMeter((consumption: Consumption) => {
        if (runningLambda() === "authorizer") return;
        requests += 1;
        readUnits += consumption.readUnits;
      });
    }
    await ask();
    setMeter(undefined);
    if (n >= 0) timesMs.push(performance.now() - started);
  }
  return { p50Ms: quantile(timesMs, 0.5), p95Ms: quantile(timesMs, 0.95), requests, readUnits };
}
