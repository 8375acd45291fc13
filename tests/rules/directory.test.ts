import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { industryOf, regionOf } from "../../functions/directory/regions.ts";
import { cleansed, merged, remembering, saidBefore } from "../../functions/directory/rules.ts";
import { type Remembered, SAID_MAX } from "../../functions/directory/schema.ts";
import { SOAK } from "../support/soak.ts";

const SOURCES = ["dsr_000001", "dsr_000002", "dsr_000003"];
const RANKS = new Map(SOURCES.map((id, n) => [id, n + 1]));

const anyDelivery = fc.record({
  sourceId: fc.constantFrom(...SOURCES),
  day: fc.integer({ min: 10, max: 28 }),
  values: fc.record(
    {
      name: fc.constantFrom("云帆", "云帆软件"),
      industry: fc.constantFrom("a", "b"),
      size: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: [] },
  ),
});
const anyDeliveries = fc
  .array(anyDelivery, { maxLength: 12 })
  .map((all) =>
    all.map(
      ({ day, ...one }, n): Remembered => ({ ...one, id: `ddl_${100 + n}`, asOf: `2026-11-${day}T00:00:00.000Z` }),
    ),
  );

/** The same said by going through all deliveries for each field, the best believed first. */
function plainly(all: readonly Remembered[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const field of ["name", "industry", "size"]) {
    const saying = all.filter(({ values }) => values[field] !== undefined);
    const [best] = [...saying].sort(
      (a, b) =>
        (RANKS.get(a.sourceId) ?? 0) - (RANKS.get(b.sourceId) ?? 0) ||
        b.asOf.localeCompare(a.asOf) ||
        b.id.localeCompare(a.id),
    );
    if (best) found[field] = best.values[field];
  }
  return found;
}

describe("what sources say of a company", () => {
  test("comes to the same in any order and however often, and each value is its source's own", () => {
    fc.assert(
      fc.property(anyDeliveries, fc.infiniteStream(fc.nat()), (all, chance) => {
        const { values, provenance } = merged(all, RANKS);
        expect(values).toEqual(plainly(all));
        const shuffled = all
          .map((one) => [chance.next().value, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        let told: Remembered[] = [];
        for (const one of [...shuffled, ...all]) told = remembering(told, one, RANKS);
        expect(merged(told, RANKS)).toEqual({ values, provenance });
        for (const [field, { sourceId, deliveryId, at }] of Object.entries(provenance)) {
          const from = all.find(({ id }) => id === deliveryId);
          expect([from?.sourceId, from?.asOf, from?.values[field]]).toEqual([sourceId, at, values[field as "name"]]);
        }
      }),
      { numRuns: 200 * SOAK },
    );
  });

  test("with one taken back is what the others say", () => {
    fc.assert(
      fc.property(anyDeliveries, fc.nat(), (all, n) => {
        const rest = all.filter((_, at) => at !== n % Math.max(1, all.length));
        expect(merged(rest, RANKS).values).toEqual(plainly(rest));
      }),
    );
  });

  test("a worse source never overwrites a better one, whatever it says and when", () => {
    const better = { id: "ddl_1", sourceId: SOURCES[0] as string, asOf: "2020-01-01T00:00:00Z", values: { size: 5 } };
    const worse = {
      id: "ddl_2",
      sourceId: SOURCES[2] as string,
      asOf: "2026-01-01T00:00:00Z",
      values: { size: 9, name: "x" },
    };
    expect(merged([worse, better], RANKS).values).toEqual({ size: 5, name: "x" });
  });

  test("is the same once more where it is its source's last word, and nothing changes by it", () => {
    fc.assert(
      fc.property(anyDeliveries, anyDelivery, fc.boolean(), (all, { day, ...more }, hasMoment) => {
        const asOf = hasMoment ? `2026-11-${day}T00:00:00.000Z` : "2026-12-01T00:00:00.000Z";
        const one = { ...more, id: "ddl_999", asOf };
        const known = saidBefore(all, one, hasMoment);
        if (known === undefined) return;
        expect(merged(remembering(all, one, RANKS), RANKS)).toEqual(merged(all, RANKS));
      }),
      { numRuns: 500 * SOAK },
    );
  });

  test("is bounded, and what decides stays", () => {
    const decides = {
      id: "ddl_000",
      sourceId: SOURCES[0] as string,
      asOf: "2020-01-01T00:00:00Z",
      values: { name: "云帆" },
    };
    let told: Remembered[] = [decides];
    for (let n = 0; n < 100; n++) {
      const asOf = new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString();
      told = remembering(
        told,
        { id: `ddl_${100 + n}`, sourceId: SOURCES[2] as string, asOf, values: { name: `n${n}` } },
        RANKS,
      );
    }
    expect(told).toHaveLength(SAID_MAX);
    expect(merged(told, RANKS).values).toEqual({ name: "云帆" });
  });
});

test("regions and industries of all sources come to one name each, and unknown ones stay", () => {
  const regions = ["上海市", "Shanghai", "内蒙古自治区", "广西壮族自治区", "hong kong", "香港特别行政区", "Bayern"].map(
    regionOf,
  );
  expect(regions).toEqual(["上海", "上海", "内蒙古", "广西", "香港", "香港", "Bayern"]);
  const industries = ["软件", "I", "C 制造业", "manufacturing", "Real Estate", "Beekeeping"].map(industryOf);
  expect(industries).toEqual([
    "信息传输、软件和信息技术服务业",
    "信息传输、软件和信息技术服务业",
    "制造业",
    "制造业",
    "房地产业",
    "Beekeeping",
  ]);
  const clean = cleansed({
    registrationNo: "91 4403-00708461136t",
    emailDomains: ["qq.com"],
    website: "https://www.yunfan.cn/a",
  });
  expect(clean).toMatchObject({ registrationNo: "91440300708461136T", emailDomains: ["yunfan.cn"] });
});
