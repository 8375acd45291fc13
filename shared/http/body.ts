import { Fault, invalidField } from "../fault.ts";
import { parseJson } from "../json.ts";
import type { Route } from "./route.ts";

/** A call's body as a value; the route's schema has the next word. */
export function jsonBody(route: Route, contentType: string | undefined, body: Buffer): unknown {
  const type = contentType ?? "application/json";
  const isForm = route.readsForms === true && /^application\/x-www-form-urlencoded\b/i.test(type);
  const isBeacon = route.readsBeacons === true && /^text\/plain\b/i.test(type);
  if (!isForm && !isBeacon && body.length > 0 && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    throw new Fault("unsupported_media_type", "Send application/json.");
  }
  if (body.length === 0) return bodiless(route);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new Fault("malformed_request", "The body is not UTF-8. Send JSON in UTF-8.");
  }
  const value = isForm ? fieldsOfForm(text) : parseJson(text);
  const path = MAY_NAME_PROTOTYPES.test(text) && prototypeIn(value);
  if (path) throw invalidField(path, `${path} is not a field of this call.`, "unknown_field");
  return value;
}

/** The fields of a browser's own form; `custom.size` and `custom[size]` stand in `custom`, what is named twice is a list. */
function fieldsOfForm(text: string): object {
  const fields = new Map<string, unknown>();
  const within = new Map<string, Map<string, unknown>>();
  const add = (to: Map<string, unknown>, name: string, value: string): void => {
    to.set(name, to.has(name) ? [to.get(name), value].flat() : value);
  };
  for (const [name, value] of new URLSearchParams(text)) {
    const [, outer, dotted, bracketed] = /^(\w+)(?:\.(\w+)|\[(\w+)\])$/.exec(name) ?? [];
    const inner = dotted ?? bracketed;
    if (outer === undefined || inner === undefined) add(fields, name, value);
    else {
      const group = within.get(outer) ?? new Map<string, unknown>();
      within.set(outer, group);
      add(group, inner, value);
    }
  }
  return Object.fromEntries([
    ...fields,
    ...[...within].map(([name, group]) => [name, Object.fromEntries(group)] as const),
  ]);
}

/** What a call without a body means: an action without its options. Whatever is put or patched must be there. */
function bodiless({ method }: Route): object {
  if (method === "POST") return {};
  const errors = [{ path: "", code: "required", message: "The body is required." }];
  throw new Fault("invalid", "The body is required; send an object as JSON.", { errors });
}

const PROTOTYPE = "__proto__";
/** A name may be written with escapes. */
const MAY_NAME_PROTOTYPES = /__proto__|\\u005f/i;

/** Where a body names the prototype of an object, which no object may be given; such a field would be lost without a word. */
function prototypeIn(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const name of Object.keys(value)) {
    const at = [...path, name];
    const found = name === PROTOTYPE ? at.join(".") : prototypeIn((value as Record<string, unknown>)[name], at);
    if (found) return found;
  }
  return undefined;
}
