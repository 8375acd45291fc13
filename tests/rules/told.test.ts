import { afterEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { measuring, SLOW_MS } from "../../shared/http/told.ts";
import { setLogSink } from "../../shared/log.ts";

type Line = Record<string, unknown> & { _aws?: { CloudWatchMetrics: [{ Dimensions: string[][]; Metrics: object[] }] } };
const lines: Line[] = [];
setLogSink((_level, message, fields) => lines.push({ message, ...fields }));
afterEach(() => {
  lines.length = 0;
});

const status = fc.integer({ min: 200, max: 599 });
const ms = fc.oneof(fc.integer({ min: 0, max: 29_000 }), fc.constantFrom(0, SLOW_MS, SLOW_MS + 1));

test("each call is a line, and a metric of its route where it fails or takes long", () => {
  fc.assert(
    fc.property(status, ms, (of, took) => {
      let left = 29_000;
      const tell = measuring({ functionName: "accounts", getRemainingTimeInMillis: () => left });
      left -= took;
      tell({ requestId: "r", route: "GET /v1/accounts/{id}", status: of, tenantId: "ten_1" });
      const { _aws: metrics, ...line } = lines.pop() as Line;
      const fields = { service: "accounts", route: "GET /v1/accounts/{id}", status: of, ms: took };
      expect(line).toMatchObject({ message: "call", tenantId: "ten_1", failed: of >= 500 ? 1 : 0, ...fields });
      expect(metrics !== undefined).toBe(of >= 500 || took > SLOW_MS);
      if (!metrics) return;
      const [{ Dimensions, Metrics }] = metrics.CloudWatchMetrics;
      expect(Dimensions).toEqual([["service", "route"]]);
      expect(Metrics).toEqual([
        { Name: "ms", Unit: "Milliseconds" },
        { Name: "failed", Unit: "Count" },
      ]);
    }),
  );
});
