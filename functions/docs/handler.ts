import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { answered } from "../../shared/http/headers.ts";
import { matcher, nameOf } from "../../shared/http/match.ts";
import { type HttpResult, problemOf } from "../../shared/http/problem.ts";
import type { Call, Reply, Route } from "../../shared/http/route.ts";
import { measuring } from "../../shared/http/told.ts";
import { unanswered } from "../../shared/http/unanswered.ts";
import { routes } from "./routes.ts";

const match = matcher(routes);

async function answer(route: Route, params: Record<string, string>): Promise<HttpResult> {
  const { status, headers, body } = (await route.run({ params } as Call<unknown, unknown>)) as Reply;
  return { statusCode: status, headers: answered(headers), body: String(body) };
}

/**
 * Serves public texts, and says of every path that no other Lambda has that nothing is there. It stands beside the
 * usual handler because it needs no table, no credential and no tenant, and so can be a Lambda without any right.
 */
export async function handler(event: APIGatewayProxyEventV2, context: Context): Promise<HttpResult> {
  const { requestId, http } = event.requestContext;
  const tell = measuring(context);
  const found = match(http.method, event.rawPath);
  const reply = await Promise.resolve()
    .then(() => (found.route ? answer(found.route, found.params) : unanswered(http.method, event.rawPath, found.allow)))
    .catch((error) => problemOf(error, requestId));
  tell({ requestId, route: nameOf(found, http.method), status: reply.statusCode });
  return reply;
}
