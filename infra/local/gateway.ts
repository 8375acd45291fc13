import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Clock } from "../../shared/clock.ts";
import { type FaultCode, faultStatus } from "../../shared/fault.ts";
import { answered } from "../../shared/http/headers.ts";
import { errorFields, log } from "../../shared/log.ts";
import type { AuthorizerLambda } from "./declarations.ts";
import { authorizerEvent, type GatewayRequest, gatewayRequest, proxyEvent } from "./event.ts";
import { BodyTooLarge, type Reply, readBody, send } from "./http.ts";
import { HandlerTimeout, type Lambda } from "./lambda.ts";
import type { Match, Router } from "./routes.ts";

/** API Gateway's bound on a request's body and on its wait for a Lambda. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;
const ANSWER_MS_MAX = 30_000;
/** The Lambda service's bound on the event and on the answer of one invocation. */
const INVOCATION_BYTES_MAX = 6 * 1024 * 1024;

type RouteMatch = Extract<Match, { kind: "route" }>;

const TITLES: Partial<Record<FaultCode, string>> = {
  malformed_request: "Malformed request",
  forbidden: "Forbidden",
  not_found: "Not found",
  method_not_allowed: "Method not allowed",
  too_large: "Too large",
  internal: "Internal error",
  unavailable: "Unavailable",
};

function problem(code: FaultCode, detail: string, requestId: string, headers: Record<string, string> = {}): Reply {
  const status = faultStatus[code];
  const body = { type: "about:blank", title: TITLES[code] ?? code, status, code, detail, requestId };
  const told = {
    "content-type": "application/problem+json",
    ...(status === 503 && { "retry-after": "1" }),
    ...headers,
  };
  return { status, headers: answered(told), body: JSON.stringify(body) };
}

/** A handler's answer as HTTP. What has no `statusCode` is the JSON body of a 200, as payload format 2.0 says. */
export function replyOf(answer: unknown): Reply {
  const structured = answer as APIGatewayProxyStructuredResultV2 | null | undefined;
  if (typeof answer === "string" || structured?.statusCode === undefined) {
    const body = typeof answer === "string" ? answer : JSON.stringify(answer ?? null);
    return { status: 200, headers: { "content-type": "application/json" }, body };
  }
  const headers: Record<string, string | string[]> = { "content-type": "text/plain;charset=UTF-8" };
  for (const [name, value] of Object.entries(structured.headers ?? {})) headers[name.toLowerCase()] = String(value);
  if (structured.cookies?.length) headers["set-cookie"] = structured.cookies;
  const body = structured.body ?? "";
  return {
    status: Number(structured.statusCode),
    headers,
    body: structured.isBase64Encoded ? Buffer.from(body, "base64") : body,
  };
}

/** An API Gateway HTTP API in front of the stack's Lambdas. */
export class Gateway {
  /** Requests under way. */
  running = 0;
  private readonly router: Router;
  private readonly authorizer: Lambda<AuthorizerLambda> | undefined;
  private readonly clock: Clock;
  private readonly answered: () => void;

  constructor(router: Router, authorizer: Lambda<AuthorizerLambda> | undefined, clock: Clock, answered: () => void) {
    this.router = router;
    this.authorizer = authorizer;
    this.clock = clock;
    this.answered = answered;
  }

  /** Serves one request; never rejects. */
  async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.running++;
    try {
      send(response, await this.reply(incoming));
    } catch (error) {
      log.error("gateway failed", errorFields(error));
      send(response, problem("internal", "Something unexpected happened.", "local"));
    } finally {
      this.running--;
      this.answered();
    }
  }

  private async reply(incoming: IncomingMessage): Promise<Reply> {
    const request = gatewayRequest(incoming, Buffer.alloc(0), this.clock.now());
    const { requestId, method, rawPath } = request;
    try {
      request.body = await readBody(incoming, BODY_BYTES_MAX);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      return problem("too_large", "A request may carry up to 10 MB.", requestId, { connection: "close" });
    }
    const match = this.router.match(method, rawPath);
    switch (match.kind) {
      case "route":
        return this.invoke(request, match);
      case "method": {
        const allow = match.allowed.join(", ");
        return problem("method_not_allowed", `This path answers ${allow}.`, requestId, { allow });
      }
      case "malformed":
        return problem("malformed_request", "The path is not valid percent-encoding.", requestId);
      case "none":
        return problem("not_found", `Nothing is served at ${method} ${rawPath.slice(0, 200)}.`, requestId);
    }
  }

  private async invoke(request: GatewayRequest, match: RouteMatch): Promise<Reply> {
    const { route, pathParameters } = match;
    try {
      const context = await this.authorize(request, match);
      if (context === "refused") return problem("forbidden", "The authorizer refuses this request.", request.requestId);
      const event = proxyEvent(request, route, pathParameters, context);
      if (Buffer.byteLength(event.body ?? "") > INVOCATION_BYTES_MAX) {
        return problem("too_large", "A Lambda takes up to 6 MB, base64 included.", request.requestId);
      }
      const reply = replyOf(await route.lambda.invoke(event, ANSWER_MS_MAX));
      if (Buffer.byteLength(reply.body ?? "") > INVOCATION_BYTES_MAX)
        throw new Error("The answer is longer than 6 MB.");
      return reply;
    } catch (error) {
      log.error("api lambda failed", { lambda: route.lambda.declaration.name, ...errorFields(error) });
      if (error instanceof HandlerTimeout) {
        return problem("unavailable", "The request took longer than 30 seconds.", request.requestId);
      }
      return problem("internal", "Something unexpected happened.", request.requestId);
    }
  }

  /** The authorizer's context; undefined on public routes and where the stack has no authorizer. */
  private async authorize(
    request: GatewayRequest,
    match: RouteMatch,
  ): Promise<Record<string, unknown> | undefined | "refused"> {
    if (match.route.public || !this.authorizer) return undefined;
    const event = authorizerEvent(request, match.route, match.pathParameters);
    const answer = (await this.authorizer.invoke(event, ANSWER_MS_MAX)) as {
      isAuthorized?: boolean;
      context?: Record<string, unknown>;
    };
    return answer.isAuthorized ? (answer.context ?? {}) : "refused";
  }
}
