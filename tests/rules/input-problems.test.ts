import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import * as z from "zod";
import { modules } from "../../functions/modules.ts";
import { Fault, type InputError } from "../../shared/fault.ts";
import { parsed, parsedQuery } from "../../shared/http/issues.ts";

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

/** Every text that a body may hold, with where it stands. */
function* textsOf(schema: z.ZodType, at: string, within: readonly unknown[] = []): Generator<[string, z.ZodType]> {
  if (within.includes(schema)) return;
  const into = [...within, schema];
  const inner = (schema as z.ZodType & { unwrap?: () => z.ZodType }).unwrap;
  if (schema instanceof z.ZodString) yield [at, schema];
  else if (schema instanceof z.ZodObject)
    for (const [name, field] of Object.entries(schema.shape)) yield* textsOf(field as z.ZodType, `${at}.${name}`, into);
  else if (schema instanceof z.ZodArray) yield* textsOf(schema.element as z.ZodType, `${at}[]`, into);
  else if (schema instanceof z.ZodRecord) {
    yield* textsOf(schema.keyType as z.ZodType, `${at}{}`, into);
    yield* textsOf(schema.valueType as z.ZodType, `${at}{}`, into);
  } else if (schema instanceof z.ZodUnion) for (const one of schema.options) yield* textsOf(one as z.ZodType, at, into);
  else if (schema instanceof z.ZodPipe) yield* textsOf(schema.in as z.ZodType, at, into);
  else if (inner) yield* textsOf(inner.call(schema), at, into);
}

/** Texts that are compared and never kept, or refused by what reads them. */
const NOT_KEPT = /\.(?:token|cursor|cron|allocationIds\[\]|cell\{\}|dimensions|fields\{\}|url|unitPriceMinor)$/;

test("half a character is kept in no text: it is refused, or told by the sign for what is unknown", () => {
  const half = ["\ud800", "a\ud800", "ab\ud800cdefgh"];
  const kept: string[] = [];
  let seen = 0;
  for (const { method, path, body } of modules.flatMap(({ routes }) => routes)) {
    for (const [at, schema] of body ? textsOf(body, "") : []) {
      seen++;
      const told = half.map((text) => schema.safeParse(text));
      const isKept = told.some(({ success, data }) => success && /\p{Cs}/u.test(String(data)));
      if (isKept && !NOT_KEPT.test(at)) kept.push(`${method} ${path} ${at}`);
    }
  }
  expect(seen).toBeGreaterThan(1_000);
  expect(kept).toEqual([]);
});
