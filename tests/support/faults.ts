import { type DatabaseCall, type Interceptor, type Interference, startProxy } from "../../infra/local/proxy.ts";

/**
 * What a real table does now and then and the local server never does.
 * - `throttle`, `throughput`, `internal`: refused, nothing was written
 * - `conflict`: another transaction touches the same item, nothing was written
 * - `unreached`: the connection is lost before the database saw the call
 * - `lost`: the database did its work, and the connection is lost before the answer
 */
export const FAULT_KINDS = ["throttle", "throughput", "internal", "conflict", "unreached", "lost"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultPlan = {
  seed: number;
  /** The share of calls that meet a fault, from 0 to 1. */
  rate: number;
  kinds?: readonly FaultKind[];
  /** Only these operations; all of them unless said otherwise. */
  operations?: readonly string[];
};

export type Faults = Interceptor & {
  /** What happened so far, by kind. */
  readonly met: Record<FaultKind, number>;
  /** Off lets every call through, e.g. while a test looks at the outcome. */
  enabled: boolean;
};

const REFUSALS = {
  throttle: [400, "ThrottlingException", "Rate of requests exceeds the allowed throughput."],
  throughput: [400, "ProvisionedThroughputExceededException", "The level of configured throughput was exceeded."],
  internal: [500, "InternalServerError", "Internal server error"],
  conflict: [400, "TransactionConflictException", "Transaction is ongoing for the item"],
} as const;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function refusal(status: number, name: string, message: string, more: object = {}): Interference {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message, ...more });
  return { answer: { status, headers: { "content-type": "application/x-amz-json-1.0" }, body } };
}

/** A transaction that lost one of its items, chosen by `pick`, to another transaction. */
function cancelled(call: DatabaseCall, pick: number): Interference {
  const count = (JSON.parse(call.body.toString()) as { TransactItems: unknown[] }).TransactItems.length;
  const conflicting = Math.floor(pick * count);
  const CancellationReasons = Array.from({ length: count }, (_, i) => {
    return i === conflicting
      ? { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" }
      : { Code: "None" };
  });
  const codes = CancellationReasons.map((reason) => reason.Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return refusal(400, "TransactionCanceledException", message, { Message: message, CancellationReasons });
}

function interference(kind: FaultKind, call: DatabaseCall, pick: number): Interference {
  if (kind === "lost") return { drop: "after" };
  if (kind === "unreached") return { drop: "before" };
  if (kind === "conflict" && call.operation === "TransactWriteItems") return cancelled(call, pick);
  const [status, name, message] = REFUSALS[kind];
  return refusal(status, name, message);
}

/** Faults by a plan: the n-th eligible call always meets the same fate. Hand it to a stack as its `interceptor`. */
export function plannedFaults(plan: FaultPlan): Faults {
  const next = seeded(plan.seed);
  const kinds = plan.kinds ?? FAULT_KINDS;
  const met = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const faults: Faults = {
    met,
    enabled: true,
    before: (call) => {
      if (!faults.enabled || (plan.operations && !plan.operations.includes(call.operation))) return undefined;
      const [fate, which, pick] = [next(), next(), next()];
      if (fate >= plan.rate) return undefined;
      const kind = kinds[Math.floor(which * kinds.length)]!;
      // Reads belong to no transaction of ours, so nothing conflicts with them.
      if (kind === "conflict" && !call.isWrite) return undefined;
      met[kind]++;
      return interference(kind, call, pick);
    },
  };
  return faults;
}

/** An endpoint in front of a database for tests that need no stack. */
export async function faultyEndpoint(
  target: string,
  plan: FaultPlan,
): Promise<{ endpoint: string; faults: Faults; stop(): Promise<void> }> {
  const faults = plannedFaults(plan);
  return { ...(await startProxy(target, faults)), faults };
}
