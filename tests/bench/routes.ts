import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { systemClient } from "../../shared/table/store.ts";
import { onStage, payment, quantile, type Stage } from "./stage.ts";

const CALLS = Number(process.env.CALLS ?? 200);
const WARM_UP = 20;

type Step = (n: number) => Promise<unknown>;

/** Milliseconds of a call, one after the other, after a few that do not count. */
async function timed(step: Step): Promise<{ p50: number; p99: number }> {
  const timesMs: number[] = [];
  for (let n = -WARM_UP; n < CALLS; n++) {
    const started = performance.now();
    await step(n + WARM_UP);
    if (n >= 0) timesMs.push(performance.now() - started);
  }
  return { p50: quantile(timesMs, 0.5), p99: quantile(timesMs, 0.99) };
}

const ACCOUNT = "acc_00000000000000000001";
const PRODUCT = "prd_00000000000000000001";
const dueOn = "2026-12-31";

async function prepared({ call, stack }: Stage): Promise<void> {
  await call("POST", "/v1/accounts", { id: ACCOUNT, name: "甲方有限公司" });
  const product = { code: "P-1", name: "订阅", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  await call("POST", "/v1/products", { id: PRODUCT, ...product });
  for (let n = 0; n < 60; n++) {
    const owed = { accountId: ACCOUNT, reference: `R-${700_000 + n}`, amountMinor: 1_000 + n, currency: "CNY", dueOn };
    await call("POST", "/v1/receivables", owed);
  }
  await stack.settled();
}

/** The routes, each as one call. Those that write are measured with the stream's consumers at work beside them. */
async function stepsOf(stage: Stage): Promise<Record<string, Step>> {
  const { call, tell, stack } = stage;
  const [first] = (await call<{ items: { id: string }[] }>("GET", "/v1/receivables?limit=1")).items;
  const orders: string[] = [];
  return {
    "floor: one get from the database": () => {
      const Key = { pk: { S: "none" }, sk: { S: "-" } };
      return systemClient().send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key }));
    },
    "floor: an HTTP call that does nothing": () => fetch(`${stack.baseUrl}/_local/health`).then((r) => r.text()),
    "GET /v1/receivables/{id}": () => call("GET", `/v1/receivables/${first?.id}`),
    "GET /v1/receivables?limit=50": () => call("GET", "/v1/receivables?limit=50"),
    "GET /v1/receivables?accountId=&status=open": () => call("GET", `/v1/receivables?accountId=${ACCOUNT}&status=open`),
    "POST /v1/accounts": (n) => call("POST", "/v1/accounts", { name: `丙方${n}有限公司` }),
    "POST /v1/accounts, with an Idempotency-Key": (n) =>
      call("POST", "/v1/accounts", { name: `丁方${n}有限公司` }, `bench-${n}`),
    "POST /v1/orders": async (n) => {
      const lines = [{ productId: PRODUCT, quantity: 1, amountMinor: 90_000 }];
      const instalments = [1, 2, 3].map((month) => ({ dueOn: `2027-0${month}-28`, amountMinor: 30_000 }));
      const body = { accountId: ACCOUNT, currency: "CNY", contractNo: `C-${n}`, kind: "new", lines, instalments };
      orders.push((await call("POST", "/v1/orders", body)).id);
    },
    "POST /v1/orders/{id}/sign": (n) => call("POST", `/v1/orders/${orders[n]}/sign`, {}),
    "POST /v1/webhooks/bank/{id}, 1 line": (n) => tell([payment(`H-${800_000 + n}`, 77_777 + n, `未知${n}`)]),
    "GET /v1/bank-transactions?state=claimable": async () => call("GET", "/v1/bank-transactions?state=claimable"),
  };
}

/** Prints the median and the 99th percentile of the main routes. */
export const routeTimes = (): Promise<void> =>
  onStage(async (stage) => {
    await prepared(stage);
    const rows: Record<string, { "p50 ms": number; "p99 ms": number }> = {};
    for (const [name, step] of Object.entries(await stepsOf(stage))) {
      const { p50, p99 } = await timed(step);
      rows[name] = { "p50 ms": Number(p50.toFixed(1)), "p99 ms": Number(p99.toFixed(1)) };
      await stage.stack.settled();
    }
    console.table(rows);
    console.log(`${CALLS} calls each, one after the other; gateway, handlers and consumers share one process.`);
  });
