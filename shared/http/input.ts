import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Access } from "../auth/access.ts";
import { Fault } from "../fault.ts";
import { jsonBody } from "./body.ts";
import { parsed, parsedQuery, unknownParameter } from "./issues.ts";
import type { Route } from "./route.ts";

type Request = {
  event: Pick<APIGatewayProxyEventV2, "queryStringParameters">;
  route: Route;
  params: Record<string, string>;
  headers: Record<string, string>;
  body: Buffer;
};
type Parsed = { params: Record<string, string>; query: Record<string, string>; body: unknown };

/** An id, or the longer text of a signed address. */
const PATH_ID = /^[A-Za-z0-9_.-]{1,600}$/;

/** What a call says, as its route takes it. */
export function parseInput(request: Request): Parsed {
  const { event, route, params, body } = request;
  for (const [name, value] of Object.entries(params)) {
    if (!PATH_ID.test(value)) throw new Fault("not_found", `There is nothing at this ${name}.`);
  }
  const query = (event.queryStringParameters ?? {}) as Record<string, string>;
  if (!route.list && !route.query && Object.keys(query).length > 0) {
    const errors = Object.keys(query).map(unknownParameter);
    throw new Fault("unknown_filter", "This call takes no query parameters.", { errors });
  }
  const asked = route.query ? (parsedQuery(route.query, query) as Record<string, string>) : query;
  return {
    params,
    query: asked,
    body: route.body ? parsed(route.body, jsonBody(route, request.headers["content-type"], body)) : undefined,
  };
}

/** A field that a role hides, masks or fixes cannot be written by it either. */
export function guardFields(route: Route, access: Access, body: unknown): void {
  if (!route.noun || typeof body !== "object" || body === null) return;
  const fixed = access.fixedFields(route.noun, body as Record<string, unknown>);
  if (fixed.length === 0) return;
  const errors = fixed.map((path) => ({ path, code: "read_only", message: `You may not change ${path}.` }));
  throw new Fault("forbidden", `You may not change ${fixed.join(", ")}.`, { errors });
}
