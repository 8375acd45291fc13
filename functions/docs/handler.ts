import assert from "node:assert";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { answered } from "../../shared/http/headers.ts";
import type { Call, Reply } from "../../shared/http/route.ts";
import { routes } from "./routes.ts";

/**
 * Serves two public texts. It stands beside the usual handler because it needs no table, no credential and no tenant,
 * and so can be a Lambda without any right.
 */
export async function handler(event: Pick<APIGatewayProxyEventV2, "rawPath">) {
  const found = routes.find((route) => route.path === event.rawPath);
  assert(found, "the gateway hands over this module's routes only");
  const { status, headers, body } = (await found.run({} as Call<unknown, unknown>)) as Reply;
  return { statusCode: status, headers: answered(headers), body };
}
