import assert from "node:assert";
import { type Access, projected } from "../auth/access.ts";
import { Fault } from "../fault.ts";
import { withPathChanged } from "../records/values.ts";
import { answered } from "./headers.ts";
import type { HttpResult } from "./problem.ts";
import { type Reply, type Route, routeKey } from "./route.ts";

/** A Lambda answers with 6 MB at most, in which our body stands as a JSON string, quotes and all. */
const ANSWER_BYTES_MAX = 6_000_000;

/** Refuses an answer that would not get through, where nothing was written for it. */
function guardAnswer({ method }: Route, body: string): string {
  if (method !== "GET" || body.length < ANSWER_BYTES_MAX / 6) return body;
  const bytes = Buffer.byteLength(JSON.stringify(body));
  if (bytes <= ANSWER_BYTES_MAX) return body;
  const detail = `The answer takes ${bytes} bytes; at most ${ANSWER_BYTES_MAX} are sent. Ask for less, by a smaller limit or narrower filters.`;
  throw new Fault("too_large", detail);
}

/** The one way out: a reply is held to its declared shape, then shown as the caller's roles let it. */
export function finishReply(route: Route, access: Access, reply: Reply): HttpResult {
  const { status, headers } = reply;
  if (typeof reply.body === "string") return { statusCode: status, headers: answered(headers), body: reply.body };
  if (Buffer.isBuffer(reply.body)) {
    const body = reply.body.toString("base64");
    return { statusCode: status, headers: answered(headers), body, isBase64Encoded: true };
  }
  const schema = status < 300 ? route.reply : undefined;
  // What is masked no longer has the form of what it was, so the shape is checked first.
  const shown = schema?.safeParse(reply.body);
  assert(shown?.success !== false, `the reply of ${routeKey(route)} has its declared shape: ${shown?.error}`);
  const body = (shown ? show(route, access, shown.data) : reply.body) as { version?: number } | undefined;
  return {
    statusCode: status,
    headers: answered({
      "content-type": "application/json; charset=utf-8",
      ...(body?.version !== undefined && { etag: `"${body.version}"` }),
      ...headers,
    }),
    body: body === undefined ? "" : guardAnswer(route, JSON.stringify(body)),
  };
}

/** A reply whose embedded records are shown as their nouns' rules let them. */
function embedded({ embeds = {} }: Route, access: Access, row: Record<string, unknown>): Record<string, unknown> {
  return Object.entries(embeds).reduce(
    (shown, [path, noun]) =>
      withPathChanged(shown, path, (value) => projected(access, noun, value as Record<string, unknown>)),
    row,
  );
}

function show(route: Route, access: Access, body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body;
  const one = (row: Record<string, unknown>): Record<string, unknown> => {
    const own = route.noun ? projected(access, route.noun, row) : row;
    return embedded(route, access, own);
  };
  if (!("items" in body)) return one(body as Record<string, unknown>);
  return { ...body, items: (body.items as Record<string, unknown>[]).map(one) };
}
