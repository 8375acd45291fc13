import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import * as z from "zod";
import { Receivable } from "../../functions/receivables/schema.ts";
import { namedSchemas } from "../../shared/contract/json-schema.ts";
import { typeOf } from "../../shared/contract/typescript.ts";
import { Fault } from "../../shared/fault.ts";
import { filterErrors } from "../../shared/filter/errors.ts";
import { filterFieldsOf } from "../../shared/filter/fields.ts";
import { FILTER_CONDITIONS_MAX, FILTER_DEPTH_MAX, Filter, fieldsOf } from "../../shared/filter/filter.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import { parsed } from "../../shared/http/issues.ts";
import type { Route } from "../../shared/http/route.ts";
import { FIELDS, filters } from "../support/filters.ts";
import { SOAK } from "../support/soak.ts";

const Body = z.strictObject({ filter: Filter });

/** The paths and codes that a call with this filter is refused with. */
function refusals(filter: unknown): string[] {
  try {
    const body = parsed(Body, { filter });
    return filterErrors(body.filter, FIELDS, "filter").map((e) => `${e.path} ${e.code}`);
  } catch (error) {
    if (error instanceof Fault) return error.errors.map((e) => `${e.path} ${e.code}`);
    throw error;
  }
}

const nested = (depth: number): unknown => {
  let filter: unknown = { field: "size", op: "eq", value: 1 };
  for (let n = 0; n < depth; n++) filter = { not: filter };
  return filter;
};

describe("what is wrong with a filter", () => {
  test.each([
    [{ all: [{ field: "nothing", op: "eq", value: 1 }] }, "filter.all.0.field unknown_filter"],
    [{ any: [{ not: { field: "name", op: "lt", value: "a" } }] }, "filter.any.0.not.op invalid"],
    [{ field: "size", op: "eq", value: "1" }, "filter.value invalid"],
    [{ field: "size", op: "eq" }, "filter.value required"],
    [{ field: "size", op: "in", value: 1 }, "filter.value invalid"],
    [{ field: "size", op: "in", value: [] }, "filter.value invalid"],
    [{ field: "size", op: "in", value: [1, "2"] }, "filter.value.1 invalid"],
    [{ field: "size", op: "between", value: [1, 2, 3] }, "filter.value invalid"],
    [{ field: "size", op: "empty", value: 1 }, "filter.value invalid"],
    [{ field: "valueMinor", op: "eq", value: 1.5 }, "filter.value invalid"],
    [{ field: "status", op: "eq", value: "gone" }, "filter.value invalid"],
    [{ field: "dueOn", op: "eq", value: "2026-02-30" }, "filter.value invalid"],
    [{ field: "dueOn", op: "eq", value: { last: 1, unit: "hour" } }, "filter.value invalid"],
    [{ field: "dueOn", op: "eq", value: { last: 101, unit: "year" } }, "filter.value invalid"],
    [{ field: "createdAt", op: "lt", value: "9999-12-31" }, "filter.value invalid"],
    [{ field: "createdAt", op: "eq", value: "someday" }, "filter.value invalid"],
    [{ field: "name", op: "contains", value: "" }, "filter.value invalid"],
    [{ field: "size", op: "is", value: 1 }, "filter.op invalid_value"],
    [{ field: "size", value: 1 }, "filter.op custom"],
    [{ all: [], any: [] }, "filter custom"],
    [{}, "filter custom"],
    [{ all: [{ field: "size", op: "eq", value: 1, also: 2 }] }, "filter.all.0.also unknown_field"],
    [undefined, "filter required"],
    ["status", "filter invalid_type"],
    [nested(FILTER_DEPTH_MAX + 1), "filter custom"],
    [nested(100_000), "filter custom"],
    [{ all: Array(FILTER_CONDITIONS_MAX + 1).fill(nested(0)) }, "filter.all too_big"],
    [{ all: Array(2).fill({ all: Array(FILTER_CONDITIONS_MAX - 10).fill(nested(0)) }) }, "filter too_many"],
  ])("%# is told where it is: %s", (filter, refusal) => {
    expect(refusals(filter)).toEqual([refusal]);
  });

  test("is all told at once", () => {
    const filter = {
      all: [
        { field: "a", op: "eq", value: 1 },
        { field: "size", op: "contains", value: "b" },
      ],
    };
    expect(refusals(filter)).toEqual(["filter.all.0.field unknown_filter", "filter.all.1.op invalid"]);
  });

  test("as deep and as many as allowed is nothing", () => {
    expect(refusals(nested(FILTER_DEPTH_MAX))).toEqual([]);
    expect(refusals({ all: Array(FILTER_CONDITIONS_MAX).fill(nested(0)) })).toEqual([]);
  });

  test("is found by every reader: what was kept and no longer fits is refused, not ignored", () => {
    const context = { now: "2026-11-24T04:00:00Z", timeZone: "UTC", me: "usr_1" };
    expect(() => resolveFilter({ field: "custom.gone", op: "empty" }, FIELDS, context)).toThrow(Fault);
  });

  test("any JSON is a filter or a fault, never a crash", () => {
    const word = fc.constantFrom("all", "any", "not", "field", "op", "value", "eq", "in", "size", "__proto__", "last");
    const json = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 6 },
        word,
        fc.jsonValue({ maxDepth: 2 }),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(word, tie("any"), { maxKeys: 3 }),
      ),
    })).any;
    fc.assert(
      fc.property(json, (given) => {
        refusals(given);
      }),
      { numRuns: 1_000 * SOAK },
    );
  });
});

describe("a filter's fields", () => {
  test("are each named once", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const named = fieldsOf(filter);
        expect(new Set(named).size).toBe(named.length);
        expect(named.every((field) => JSON.stringify(filter).includes(`"${field}"`))).toBe(true);
      }),
    );
  });

  test("are taken from a noun's schema", () => {
    const fields = Object.fromEntries(filterFieldsOf(Receivable));
    expect(fields).toMatchObject({
      id: { kind: "id" },
      accountId: { kind: "id" },
      memberIds: { kind: "ids" },
      reference: { kind: "text" },
      kind: { kind: "enum", options: ["invoice", "creditNote"] },
      amountMinor: { kind: "money" },
      instalmentNo: { kind: "number" },
      dueOn: { kind: "date" },
      createdAt: { kind: "instant" },
      archived: { kind: "boolean" },
    });
    expect(Object.keys(fields)).not.toContain("lines");
    expect(Object.keys(fields)).not.toContain("gaps");
  });
});

test("the contract names the filter, which contains itself, once", () => {
  const route = { method: "POST", path: "/v1/views", summary: "Makes a view.", permission: "views.create" };
  const named = namedSchemas([{ ...route, body: Body, reply: Body.extend({ id: z.string() }) } as unknown as Route]);
  const refs = JSON.stringify(named.schemas).match(/"\$ref":"[^"]+"/g);
  expect(new Set(refs)).toEqual(new Set(['"$ref":"#/components/schemas/Filter"']));
  expect(Object.keys(named.schemas)).toContain("Filter");
  expect(typeOf(named.schemas.Filter!)).toMatch(/^\{ all\?: \(Filter\)\[\]; any\?: \(Filter\)\[\]; not\?: Filter;/);
});
