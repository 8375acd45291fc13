import * as fc from "fast-check";
import { OTHERS_FROM, recordNumber, targetOf } from "../../shared/contract/demo.ts";
import { demoId, resolveExample } from "../../shared/contract/examples.ts";
import type { Route } from "../../shared/http/route.ts";
import { anyCharacter } from "./characters.ts";
import { scene } from "./demo.ts";
import { withLeaf } from "./marks.ts";

/** A request that nobody means well with. The body is the bytes as sent. */
export type Hostile = {
  params: string[];
  query: [string, string][];
  headers: Record<string, string>;
  body: Uint8Array;
};

const text = new TextEncoder();
const bytes = (value: string): Uint8Array => text.encode(value);

const NASTY_TEXTS = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "\uffff",
  "\u202e",
  "__proto__",
  "constructor",
  "{id}",
  "' OR 1=1 --",
  "T#ten_x#account#y",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "#{process.env}",
  "%00",
  "9".repeat(400),
  "长".repeat(5_000),
  "-0",
  "1e400",
  "NaN",
  "2026-02-30",
  "0000-00-00T00:00:00Z",
  "+275760-09-13T00:00:00.001Z",
];

const nastyText = fc.oneof(fc.constantFrom(...NASTY_TEXTS), fc.string({ unit: anyCharacter, maxLength: 40 }));

const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER + 1, [], {}, [[]], [null]),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant({ toString: 1, valueOf: "x", length: -1 }),
);

/** Texts that are hardly JSON, or JSON in a form that surprises. */
const RAW_BODIES = [
  "",
  "null",
  "[]",
  "{",
  '{"a":1,}',
  '"text"',
  "1e999",
  '{"name":"x","name":"y"}',
  '{"__proto__":{"id":"x"}}',
  '{"constructor":{"prototype":{"x":1}}}',
  `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  `{"name":"${"x".repeat(300_000)}"}`,
  "\ufeff{}",
  "<xml/>",
];
const NOT_UTF8 = Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);

type Path = (string | number)[];

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** The example of a call, as its own tenant would send it. */
const exampleOf = (route: Route) =>
  resolveExample(route, scene.routes, scene.entities, (noun, isOther) => {
    const prefix = scene.entities.find((e) => e.noun === noun)?.prefix ?? noun;
    const number = noun === targetOf(route, scene) ? recordNumber(route, scene) : 1;
    return demoId(prefix, isOther ? OTHERS_FROM + number : number);
  });

/** The example's body with one place spoilt, or with a field that nobody asked for. */
function spoilt(body: unknown): fc.Arbitrary<Uint8Array> {
  const places = [...pathsOf(body)];
  const changed = fc.tuple(fc.constantFrom(...places), nastyValue).map(([path, value]) => withLeaf(body, path, value));
  const widened = fc.tuple(nastyText, nastyValue).map(([name, value]) => ({ ...(body as object), [name]: value }));
  return fc.oneof(changed, widened).map((value) => bytes(JSON.stringify(value) ?? ""));
}

const bodyFor = (route: Route, body: unknown): fc.Arbitrary<Uint8Array> => {
  if (!route.body && !route.rawBody) return fc.constantFrom(new Uint8Array(), bytes("{}"), bytes('{"x":1}'));
  return fc.oneof(
    { weight: 5, arbitrary: spoilt(body ?? {}) },
    { weight: 1, arbitrary: fc.constantFrom(...RAW_BODIES).map(bytes) },
    { weight: 1, arbitrary: nastyValue.map((value) => bytes(JSON.stringify(value) ?? "")) },
    { weight: 1, arbitrary: fc.constant(NOT_UTF8) },
  );
};

/** Values that HTTP lets through in a header. */
const headerText = fc.oneof(
  fc.constantFrom("", " ", '"', "x".repeat(300), "\u00ff", "*", 'W/"1"', '"999"', "-1", "null"),
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)), maxLength: 30 }),
);

const headers: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    "idempotency-key": headerText,
    "if-match": headerText,
    "content-type": fc.constantFrom(
      "application/json",
      "text/plain",
      "application/xml",
      "application/json; charset=utf-16",
      "x",
    ),
    "content-encoding": fc.constantFrom("gzip", "x"),
    accept: headerText,
  },
  { requiredKeys: [] },
);

/** Query parameters: declared ones with nasty values, and ones that nobody declared. */
function queryFor(route: Route): fc.Arbitrary<[string, string][]> {
  const declared = [
    "limit",
    "cursor",
    "sort",
    "archived",
    ...(route.list?.filters ?? []),
    ...(route.list?.ranges ?? []).map((f) => `${f}.gte`),
  ];
  const name = fc.oneof(fc.constantFrom(...declared), nastyText);
  return fc.array(fc.tuple(name, nastyText), { maxLength: 3 });
}

/** Requests against one route: each part is either what the example has, or nasty. */
export function hostileTo(route: Route): fc.Arbitrary<Hostile> {
  const { params, query, body } = exampleOf(route);
  const path = Object.values(params).map((value) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: nastyText }),
  );
  const isRead = route.method === "GET";
  const usual = Object.entries(query);
  return fc.record({
    params: fc.tuple(...path) as fc.Arbitrary<string[]>,
    query: fc.oneof(
      { weight: isRead ? 1 : 6, arbitrary: fc.constant(usual) },
      { weight: 3, arbitrary: queryFor(route) },
    ),
    headers: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
    body: isRead ? fc.constant(new Uint8Array()) : bodyFor(route, body),
  });
}

/** The address of a hostile request; what no URL can hold is left out of it. */
export function addressOf(route: Route, { params, query }: Hostile): string {
  let n = 0;
  const path = route.path.replace(/\{\w+\}/g, () => encodeURIComponent(wellFormed(params[n++] ?? "")) || "%20");
  const search = new URLSearchParams(
    query.map(([name, value]): [string, string] => [wellFormed(name), wellFormed(value)]),
  ).toString();
  return `${path}${search ? `?${search}` : ""}`;
}

/** Longer addresses are refused by every HTTP server before they reach the product. */
const ADDRESS_CHARS_MAX = 400;
const wellFormed = (value: string): string => value.slice(0, ADDRESS_CHARS_MAX).toWellFormed();
