import type { IncomingMessage } from "node:http";
import { type Reply, readBody } from "./http.ts";
import type { Lambda } from "./lambda.ts";

/** The Lambda service's bounds on one invocation that somebody waits for. */
const EVENT_BYTES_MAX = 6 * 1024 * 1024;
const INVOCATION_MS_MAX = 15 * 60_000;

const PATH = /\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const headers = { "content-type": "application/json" };

/** The Lambda service's Invoke, waiting for the answer. A function is named by its name or its ARN, with or without a version. */
export async function lambdaWire(request: IncomingMessage, lambdas: readonly Lambda[]): Promise<Reply> {
  const named = decodeURIComponent(PATH.exec(request.url ?? "")?.[1] ?? "")
    .replace(/^.*:function:/, "")
    .replace(/:[^:]+$/, "");
  const lambda = lambdas.find(({ declaration }) => declaration.name === named);
  if (!lambda) {
    const refusal = { Type: "User", Message: `Function not found: ${named}` };
    const type = { "x-amzn-errortype": "ResourceNotFoundException" };
    return { status: 404, headers: { ...headers, ...type }, body: JSON.stringify(refusal) };
  }
  const body = await readBody(request, EVENT_BYTES_MAX);
  try {
    const answer = await lambda.invoke(JSON.parse(body.toString() || "null"), INVOCATION_MS_MAX);
    return { status: 200, headers, body: JSON.stringify(answer ?? null) };
  } catch (error) {
    const { name: errorType, message: errorMessage } = error as Error;
    const failed = { ...headers, "x-amz-function-error": "Unhandled" };
    return { status: 200, headers: failed, body: JSON.stringify({ errorType, errorMessage }) };
  }
}
