import type { DemoCall } from "../../shared/contract/demo.ts";
import type { Route } from "../../shared/http/route.ts";

/** Words that name something else than themselves: a role, a permission. */
const NAMES_SOMETHING = [
  "roles",
  "ownerRole",
  "permissions",
  "scopes",
  "id",
  "noun",
  "references",
  "field",
  "op",
  "columns",
  "sort",
  "by",
  "requiredFields",
  "key",
  "nodeKey",
  "at",
  "phone",
  "milestone",
  "goal",
  "dependsOn",
  "change",
  "category",
  "categories",
  "formula",
  "report",
  "query",
  "measure",
  "next",
];

type Path = (string | number)[];

function* leavesOf(value: unknown, path: Path = []): Generator<{ path: Path; text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (Array.isArray(value)) for (const [n, item] of value.entries()) yield* leavesOf(item, [...path, n]);
  else if (typeof value === "object" && value !== null) {
    // What a filter is to equal is a value that its field can have.
    if ("field" in value && "op" in value && ["eq", "ne", "in"].includes(String(value.op))) return;
    for (const [key, item] of Object.entries(value))
      if (!NAMES_SOMETHING.includes(key)) yield* leavesOf(item, [...path, key]);
  }
}

/** A copy of a value with the leaf at a path replaced. */
export function withLeaf(value: unknown, path: Path, leaf: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return leaf;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = withLeaf(copy[key], rest, leaf);
  return copy;
}

/**
 * The body with a mark at the end of every text that may have one: of each text the schema decides. What is found of
 * the mark in an answer has come from this body.
 */
export function marked(route: Route | undefined, body: unknown, mark: string): unknown {
  let current = body;
  for (const { path, text } of leavesOf(body)) {
    const next = withLeaf(current, path, text + mark);
    if (!/^[a-z]{3}_/.test(text) && route?.body?.safeParse(next).success) current = next;
  }
  return current;
}

/** The mark of a tenant's records of one noun; it ends so that no noun's mark begins another's (lead, leadPool). */
export const markOf = (label: string, noun: string): string => `Wall${label}${noun}X`;

/** A demo call whose body carries the mark of what it makes. */
export const markedCall = (call: DemoCall, route: Route | undefined, label: string): DemoCall => ({
  ...call,
  body: marked(route, call.body, markOf(label, route?.noun ?? "")),
});
