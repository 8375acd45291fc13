import { setTimeout as wait } from "node:timers/promises";
import type { Gateway } from "./gateway.ts";
import type { Lambda } from "./lambda.ts";
import type { Schedules } from "./schedules.ts";
import type { Worker } from "./work.ts";

const PAUSE_MS = 1;
const SETTLED_MS_MAX = 300_000;

export type SettleOptions = {
  /** Lambdas by name whose work is not waited for, e.g. a sender whose provider is down. */
  ignore?: readonly string[];
  /** Rejects after so long; five minutes unless said otherwise. */
  withinMs?: number;
};

export type Settled = {
  workers: readonly Worker[];
  lambdas: readonly Lambda[];
  gateway: Gateway;
  schedules: Schedules;
};

/**
 * Resolves when nothing is due and nothing is under way: every stream is read to its end, no queue holds a message whose
 * time has come, no request or scheduled run is being answered. A message that waits for its retry is not due until the
 * stack's clock reaches it.
 */
export async function settle(parts: Settled, options: SettleOptions = {}): Promise<void> {
  const { ignore = [], withinMs = SETTLED_MS_MAX } = options;
  const workers = parts.workers.filter((worker) => !ignore.includes(worker.name));
  const lambdas = parts.lambdas.filter((lambda) => !ignore.includes(lambda.declaration.name));
  const invocations = (): number => lambdas.reduce((sum, lambda) => sum + lambda.invocations, 0);
  const underWay = (): string[] => [
    ...lambdas.filter((lambda) => lambda.running > 0).map((lambda) => lambda.declaration.name),
    ...(parts.gateway.running > 0 ? ["gateway"] : []),
    ...(parts.schedules.running > 0 ? ["schedules"] : []),
  ];
  const deadline = Date.now() + withinMs;
  for (;;) {
    const before = invocations();
    const busy = underWay();
    for (const worker of workers) {
      if (!(await within(worker.drained(), deadline))) busy.push(worker.name);
    }
    if (busy.length === 0 && underWay().length === 0 && invocations() === before) return;
    if (Date.now() > deadline) throw new Error(`Still busy after ${withinMs} ms: ${[...new Set(busy)].join(", ")}.`);
    if (underWay().length > 0) await wait(PAUSE_MS);
  }
}

/** The answer of a worker, or false when it does not come before the deadline. */
async function within(answer: Promise<boolean>, deadline: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, deadline - Date.now()), false);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
