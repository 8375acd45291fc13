import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import * as z from "zod";
import { Fault, type InputError } from "../../shared/fault.ts";
import { parsed, parsedQuery } from "../../shared/http/problem.ts";

const Body = z.strictObject({
  to: z.union([z.strictObject({ ids: z.array(z.string()) }), z.strictObject({ segmentId: z.string() }), z.string()]),
  effect: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.literal("percent"), of: z.enum(["lines", "basket"]) }),
      z.strictObject({ type: z.literal("amount"), offMinor: z.int() }),
    ])
    .optional(),
});

function refused(read: () => unknown): { code: string; errors: InputError[] } {
  try {
    read();
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, errors: error.errors ?? [] };
    throw error;
  }
  return { code: "none", errors: [] };
}

const errorsOf = (body: unknown): string[] =>
  refused(() => parsed(Body, body)).errors.map(({ path, code, message }) => `${path} ${code} ${message}`);

describe("what is wrong with a field of several shapes", () => {
  test.each([
    [{}, "to required to: is required."],
    [{ to: { ids: "x" } }, "to.ids invalid_type to.ids: must be a list."],
    [{ to: { ids: ["x", 1] } }, "to.ids.1 invalid_type to.ids.1: must be a text."],
    [{ to: { segmentId: 1 } }, "to.segmentId invalid_type to.segmentId: must be a text."],
    [{ to: 7 }, "to invalid_union to: must be an object or a text."],
    [{ to: "x", effect: { type: "gift" } }, "effect.type invalid_union effect.type: must be one of percent, amount."],
    [{ to: "x", effect: { type: "amount" } }, "effect.offMinor required effect.offMinor: is required."],
  ])("of %j is told where it is: %s", (body, told) => expect(errorsOf(body)).toContain(told));

  test("is always told below the field, in words", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (to) => {
        const { code, errors } = refused(() => parsed(Body, { to }));
        if (Body.safeParse({ to }).success) return expect(code).toBe("none");
        expect(errors.length).toBeGreaterThan(0);
        for (const { path, message } of errors) {
          expect(path === "to" || path.startsWith("to.")).toBe(true);
          expect(message).not.toMatch(/Invalid input|undefined/);
        }
      }),
    );
  });
});

describe("a query string", () => {
  const Query = z.strictObject({ on: z.iso.date(), months: z.coerce.number().int().optional() });

  test("with a parameter that is not there is told so first, with what else is wrong", () => {
    const { code, errors } = refused(() => parsedQuery(Query, { colour: "red", months: "x", size: "1" }));
    expect(code).toBe("unknown_filter");
    expect(errors.map((error) => `${error.path} ${error.code}`)).toEqual([
      ...["colour unknown_filter", "size unknown_filter"],
      ...["on required", "months invalid_type"],
    ]);
  });

  test("with a value that does not fit is told by its field", () => {
    const { code, errors } = refused(() => parsedQuery(Query, { on: "2026-02-30" }));
    expect([code, errors.map(({ path }) => path)]).toEqual(["invalid", ["on"]]);
  });
});
