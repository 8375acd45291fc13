import { together } from "../../infra/local/demo/caller.ts";
import { type Consumption, setMeter } from "../../shared/table/store.ts";
import { onStage, quantile, runningLambda, type Stage } from "./stage.ts";

/** Rows that hang on the accounts measured. */
const SIZES = [10, 100, 1_000];
const RUNS = 15;

/** An account on which so many rows hang: receivables and contacts, half and half. */
async function accountOf({ call, stack }: Stage, size: number): Promise<string> {
  const { id } = await call<{ id: string }>("POST", "/v1/accounts", { name: `甲方${size}有限公司` });
  const rows = Array.from({ length: size }, (_, n) => n);
  const due = { currency: "CNY", dueOn: "2026-12-31" };
  await together(
    rows,
    (n) =>
      n % 2 === 0
        ? call("POST", "/v1/receivables", { accountId: id, reference: `S${size}-${n}`, amountMinor: 1_000 + n, ...due })
        : call("POST", "/v1/contacts", { accountId: id, name: `联系人${n}` }),
    16,
  );
  await stack.settled();
  return id;
}

/** Prints what a 360 takes, by how much hangs on the account. The floor: a query of the keys, a batch of the rows. */
export async function customer360(): Promise<void> {
  await onStage(async (stage) => {
    console.log("| rows | requests | read units | floor | p50 ms | p95 ms | KB |");
    console.log("| --- | --- | --- | --- | --- | --- | --- |");
    for (const size of SIZES) {
      const id = await accountOf(stage, size);
      const times: number[] = [];
      let calls: Consumption[] = [];
      let bytes = 0;
      for (let run = 0; run < RUNS; run++) {
        calls = [];
        setMeter((consumption) => {
          if (runningLambda() === "customers") calls.push(consumption);
        });
        const began = performance.now();
        bytes = JSON.stringify(await stage.call("GET", `/v1/accounts/${id}/360`)).length;
        times.push(performance.now() - began);
        setMeter(undefined);
      }
      const units = calls.reduce((sum, c) => sum + c.readUnits, 0);
      const batches = Math.ceil((size + 3) / 100);
      const floor = `${1 + batches} / ${(size + 2) / 2}`;
      const [p50, p95] = [0.5, 0.95].map((q) => quantile(times, q).toFixed(1));
      console.log(
        `| ${size} | ${calls.length} | ${units} | ${floor} | ${p50} | ${p95} | ${(bytes / 1_024).toFixed(1)} |`,
      );
    }
  });
}
