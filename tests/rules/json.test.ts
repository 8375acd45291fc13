import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseCanonical } from "../../functions/bank/intake/canonical.ts";
import { Fault } from "../../shared/fault.ts";
import { parseJson, repeatedKey } from "../../shared/json.ts";

const refusal = (work: () => unknown): { code: string; paths: string[]; detail: string } => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { code: error.code, paths: error.errors.map(({ path }) => path), detail: error.detail };
  }
  throw new Error("It was not refused.");
};

describe("a body in which a key stands twice", () => {
  test.each([
    ['{"a":1,"a":1}', "a"],
    ['{"a":1,"b":2,"a":{}}', "a"],
    ['{"a":1,"\\u0061":2}', "a"],
    ['{ "x" : [ {}, { "y" : { "k" : 1 , "k" : 2 } } ] }', "x.1.y.k"],
    ['[[],[1,2,{"a":[{"b":1,"b":1}]}]]', "1.2.a.0.b"],
    ['{"__proto__":1,"__proto__":2}', "__proto__"],
    ['{"constructor":1,"toString":2,"constructor":3}', "constructor"],
    ['{"":1,"":2}', ""],
    ['{"a":"{\\"b\\":1,\\"b\\":2}","b":1,"b":2}', "b"],
    ['{"a\\\\":1,"a\\\\":2}', "a\\"],
    ['{"a\\"":"\\\\","a\\"":2}', 'a"'],
  ])("is refused with the key and its place: %s", (text, path) => {
    expect(JSON.parse(text)).toBeDefined();
    const { code, paths, detail } = refusal(() => parseJson(text));
    expect([code, paths]).toEqual(["malformed_request", [path]]);
    expect(detail).toContain(`The key ${path.split(".").at(-1)} stands twice`);
  });

  test.each(['{"a":{"k":1},"b":{"k":1}}', '[{"k":1},{"k":1}]', '{"a":1,"A":1}', '{"a":"a","b":["a","a"]}', '"a"', "1"])(
    "is another than one in which it stands in two places: %s",
    (text) => expect(parseJson(text)).toEqual(JSON.parse(text)),
  );

  test("is told from every body without, whatever stands in it", () => {
    const name = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.constantFrom('"', "\\", "\\\\", "{", ",", "__proto__"),
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, fc.integer(), name, tie("list"), tie("object")),
      list: fc.array(tie("any"), { maxLength: 4 }),
      object: fc
        .uniqueArray(fc.tuple(name, tie("any")), { maxLength: 4, selector: ([key]) => key })
        .map(Object.fromEntries),
    })).any;
    fc.assert(
      fc.property(value, fc.boolean(), (body, isWide) => {
        const text = JSON.stringify(body, undefined, isWide ? 2 : 0);
        expect(repeatedKey(text)).toBeUndefined();
        expect(parseJson(text)).toEqual(body);
        // The same with a key more, which stands at the end of its object a second time.
        const doubled = `{"before":${text},"k":${text},"k":0}`;
        expect(repeatedKey(doubled)).toEqual(["k"]);
      }),
    );
  });

  test("is not confused with a key of an earlier text, as the parser of the runtime does with escapes", () => {
    // The key that was met is what the text of the next begins with: as many characters as that key has when it is read.
    const written: [key: string, raw: string, met: string][] = [
      ['"', '\\"', "\\"],
      ["\n", "\\n", "\\"],
      ["税", "\\u7a0e", "\\"],
      ["a税", "a\\u7a0e", "a\\"],
      ["__proto__", "__proto\\u005f_", "__proto\\u"],
    ];
    const first = written.map((_, at) => `first${at}`);
    const texts = written.map(([, raw], at) => `{"${first[at]}":1,"${raw}":[{"${raw}":"\\u7a0e"}]}`);
    for (const [at, [, , met]] of written.entries()) parseJson(JSON.stringify({ [first[at] ?? ""]: [], [met]: 0 }));
    expect(texts.map((text) => JSON.stringify(parseJson(text)))).toEqual(
      written.map(([key], at) => JSON.stringify({ [first[at] ?? ""]: 1, [key]: [{ [key]: "税" }] })),
    );
    expect(parseJson('{"\\u0061":1e-200}')).toEqual({ a: 0 });
  });

  test("is found in a notice of six megabytes in a second, and nested as deep as JSON goes", () => {
    const line = { bankReference: "R", remittance: `${"x".repeat(5_000)}\\"`, amountMinor: 1, references: ["a", "b"] };
    const text = JSON.stringify({ transactions: Array.from({ length: 1_180 }, () => line) });
    expect(text.length).toBeGreaterThan(5_900_000);
    expect(repeatedKey(text)).toBeUndefined();
    expect(repeatedKey(`${text.slice(0, -3)},"amountMinor":2}]}`)).toEqual(["transactions", "1179", "amountMinor"]);
    const deep = 200_000;
    expect(repeatedKey(`${"[".repeat(deep)}{"a":1,"a":2}${"]".repeat(deep)}`)).toHaveLength(deep + 1);
  });
});

test("a bank's notice with an amount told twice is refused whole", () => {
  const line =
    '{"bankReference":"1","bookedOn":"2026-11-22","direction":"credit","amountMinor":1,"currency":"CNY","amountMinor":900}';
  const { code, paths } = refusal(() => parseCanonical(`{"transactions":[${line}]}`));
  expect([code, paths]).toEqual(["malformed_request", ["transactions.0.amountMinor"]]);
});
