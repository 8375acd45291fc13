import type { Context } from "aws-lambda";
import { clock, metricsNamespace } from "../config.ts";
import { log } from "../log.ts";

/** What there is to tell of a call: never a path, a query or a body, which may carry an id, a secret or a name. Whose it is says which tenant is hot. */
type Told = { requestId: string; route: string; status: number; tenantId?: string };
type Measured = Pick<Context, "functionName" | "getRemainingTimeInMillis">;

/** A call that takes longer stands out. */
export const SLOW_MS = 1_000;

const metrics = () => ({
  Timestamp: clock.now().getTime(),
  CloudWatchMetrics: [
    {
      Namespace: metricsNamespace(),
      Dimensions: [["service", "route"]],
      Metrics: [
        { Name: "ms", Unit: "Milliseconds" },
        { Name: "failed", Unit: "Count" },
      ],
    },
  ],
});

/**
 * Begins to measure a call; the function that comes back tells its end. The gateway knows the door of a call alone, so
 * the log and the metrics by route are the Lambda's. The time is what has gone of the Lambda's own. Every call is a line;
 * a metric is what stands out alone, since each route that has had one is paid for by the hour: of all 1,200 routes, with
 * two metrics each, that would be $ 750 a month.
 */
export function measuring(context: Measured): (call: Told) => void {
  const left = (): number => context.getRemainingTimeInMillis?.() ?? 0;
  const atFirst = left();
  return (call) => {
    const fields = { ...call, service: context.functionName, ms: atFirst - left(), failed: call.status >= 500 ? 1 : 0 };
    const standsOut = fields.failed > 0 || fields.ms > SLOW_MS;
    log.info("call", { ...fields, ...(standsOut && { _aws: metrics() }) });
  };
}
