import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { boundsOf, equalitiesOf } from "../../shared/filter/bounds.ts";
import { filterErrors } from "../../shared/filter/errors.ts";
import { Filter, type FilterField } from "../../shared/filter/filter.ts";
import { comparables, fieldValue, matchesFilter } from "../../shared/filter/match.ts";
import { type FilterContext, resolveFilter } from "../../shared/filter/resolve.ts";
import { contexts, FIELDS, filters, oracle, rows } from "../support/filters.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 600 * SOAK;
const manyRows = fc.array(rows, { minLength: 5, maxLength: 12 });

const matches = (filter: Filter, row: Record<string, unknown>, context: FilterContext): boolean =>
  matchesFilter(resolveFilter(filter, FIELDS, context), row);

const CONTEXT: FilterContext = { now: "2026-11-24T04:00:00Z", timeZone: "Asia/Shanghai", me: "usr_000001" };
const is = (field: string, op: string, value?: unknown): Filter => ({ field, op, value }) as Filter;

describe("a filter", () => {
  test("finds what listing days and values one by one finds", () => {
    fc.assert(
      fc.property(filters, manyRows, contexts, (filter, some, context) => {
        const resolved = resolveFilter(filter, FIELDS, context);
        for (const row of some) expect(matchesFilter(resolved, row)).toBe(oracle(filter, row, context));
      }),
      { numRuns },
    );
  });

  test("is the same filter after it was sent as JSON, and has no errors", () => {
    fc.assert(
      fc.property(filters, rows, contexts, (filter, row, context) => {
        const sent = Filter.parse(JSON.parse(JSON.stringify(filter)));
        expect(filterErrors(sent, FIELDS, "filter")).toEqual([]);
        const resolved = JSON.parse(JSON.stringify(resolveFilter(sent, FIELDS, context)));
        expect(matchesFilter(resolved, row)).toBe(matches(filter, row, context));
      }),
      { numRuns: numRuns / 3 },
    );
  });

  test("follows the laws of logic, missing values included", () => {
    fc.assert(
      fc.property(filters, filters, rows, contexts, (f, g, row, context) => {
        const says = (filter: Filter): boolean => matches(filter, row, context);
        expect(says({ not: { not: f } })).toBe(says(f));
        expect(says({ not: { all: [f, g] } })).toBe(says({ any: [{ not: f }, { not: g }] }));
        expect(says({ not: { any: [f, g] } })).toBe(says({ all: [{ not: f }, { not: g }] }));
        expect(says({ all: [f, { not: f }] })).toBe(false);
      }),
      { numRuns },
    );
  });

  test("of nothing: all of it holds, any of it does not", () => {
    expect(matches({ all: [] }, {}, CONTEXT)).toBe(true);
    expect(matches({ any: [] }, {}, CONTEXT)).toBe(false);
  });
});

describe("for choosing an index", () => {
  test("every row that matches has the equalities and lies within the bounds", () => {
    let met = 0;
    fc.assert(
      fc.property(filters, manyRows, contexts, (filter, some, context) => {
        const resolved = resolveFilter(filter, FIELDS, context);
        for (const row of some.filter((r) => matchesFilter(resolved, r))) {
          const comparable = (field: string): unknown =>
            comparables((FIELDS.get(field) as FilterField).kind, fieldValue(row, field))[0];
          for (const [field, value] of equalitiesOf(resolved)) expect([comparable(field), ++met]).toEqual([value, met]);
          for (const [field, bounds] of boundsOf(resolved)) {
            const has = comparable(field) as number;
            const edge = (b: string | number | undefined): number =>
              (FIELDS.get(field)?.kind === "instant" && b !== undefined ? Date.parse(b as string) : b) as number;
            if (bounds.gte !== undefined) expect(has >= edge(bounds.gte)).toBe(true);
            if (bounds.gt !== undefined) expect(has > edge(bounds.gt)).toBe(true);
            if (bounds.lte !== undefined) expect(has <= edge(bounds.lte)).toBe(true);
            if (bounds.lt !== undefined) expect(has < edge(bounds.lt)).toBe(true);
          }
        }
      }),
      { numRuns: numRuns * 2 },
    );
    expect(met).toBeGreaterThan(100);
  });

  test("equalities and bounds come out of nested conjunctions, the tightest of them", () => {
    const filter: Filter = {
      all: [
        is("ownerId", "eq", "$me"),
        { any: [{ all: [is("status", "in", ["open"])] }] },
        { not: { any: [{ not: is("isKey", "eq", true) }, is("size", "eq", 1)] } },
        is("createdAt", "gte", "2026-11-01"),
        is("createdAt", "between", ["lastYear", "today"]),
        is("size", "lt", 5),
        is("size", "lte", 5),
        is("name", "eq", "A"),
      ],
    };
    const resolved = resolveFilter(filter, FIELDS, CONTEXT);
    expect(Object.fromEntries(equalitiesOf(resolved))).toEqual({ ownerId: "usr_000001", status: "open", isKey: true });
    expect(Object.fromEntries(boundsOf(resolved))).toEqual({
      createdAt: { gte: "2026-10-31T16:00:00.000Z", lt: "2026-11-24T16:00:00.000Z" },
      size: { lt: 5 },
    });
  });

  test("what may hold otherwise gives nothing", () => {
    const open = is("status", "eq", "open");
    for (const filter of [{ any: [open, is("size", "gt", 1)] }, { not: open }, { not: { all: [open, open] } }]) {
      const resolved = resolveFilter(filter, FIELDS, CONTEXT);
      expect([...equalitiesOf(resolved), ...boundsOf(resolved)]).toEqual([]);
    }
  });
});

describe("values", () => {
  test.each([
    [is("name", "contains", "科技"), { name: "上海某某科技" }, true],
    [is("name", "contains", "bc l"), { name: "ＡＢＣ　Ltd" }, true],
    [is("name", "eq", "ärger"), { name: "ÄRGER" }, true],
    [is("size", "ne", 3), {}, true],
    [is("size", "lt", 3), {}, false],
    [is("size", "lt", 3), { size: "1" }, false],
    [is("tags", "eq", "vip"), { tags: ["east", "vip"] }, true],
    [is("tags", "ne", "vip"), { tags: ["east", "vip"] }, false],
    [is("tags", "empty"), { tags: [] }, true],
    [is("ownerId", "eq", "$myDepartment"), {}, false],
    [is("ownerId", "ne", "$myDepartment"), { ownerId: "usr_000001" }, true],
    [is("custom.budget", "gte", 700), { custom: { budget: { amountMinor: 700, currency: "CNY" } } }, true],
    [is("createdAt", "eq", "2026-11-24T04:00:00+00:00"), { createdAt: "2026-11-24T04:00:00.000Z" }, true],
    [is("createdAt", "eq", "2026-11-24"), { createdAt: "2026-11-23T16:00:00Z" }, true],
    [is("createdAt", "eq", "2026-11-24"), { createdAt: "2026-11-23T15:59:59.999Z" }, false],
  ] as [Filter, Record<string, unknown>, boolean][])("%j of %j is %s", (filter, row, expected) => {
    expect(matches(filter, row, CONTEXT)).toBe(expected);
  });

  test("nothing that a row inherits is a value", () => {
    const fields = new Map<string, FilterField>(
      ["constructor", "custom.constructor", "custom.__proto__", "toString"].map((name) => [name, { kind: "text" }]),
    );
    for (const field of fields.keys()) {
      for (const row of [{}, { custom: {} }, { custom: "text" }, { custom: null }]) {
        expect(matchesFilter(resolveFilter(is(field, "empty"), fields, CONTEXT), row)).toBe(true);
      }
    }
  });
});
