import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2, APIGatewayRequestAuthorizerEventV2 } from "aws-lambda";
import { accountArn } from "./environment.ts";
import type { Route } from "./routes.ts";

const API_ID = "local";
const TEXT_TYPE = /^(text\/|application\/(json|xml|javascript)\b|application\/[\w.-]+\+(json|xml)\b)/i;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export type GatewayRequest = {
  method: string;
  rawPath: string;
  rawQueryString: string;
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
  sourceIp: string;
  requestId: string;
  at: Date;
};

/** Header names in lower case; repeated headers joined by commas; cookies apart. */
function headersOf(request: IncomingMessage): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = Object.create(null);
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i]!.toLowerCase();
    const value = request.rawHeaders[i + 1]!;
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  const cookies = (headers.cookie ?? "").split(";").flatMap((cookie) => cookie.trim() || []);
  return { headers: { ...headers }, cookies };
}

/** What arrived over HTTP, taken apart once for the authorizer and the handler. */
export function gatewayRequest(request: IncomingMessage, body: Buffer, at: Date): GatewayRequest {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  const sourceIp = request.socket.remoteAddress ?? "127.0.0.1";
  const { headers, cookies } = headersOf(request);
  headers["x-forwarded-for"] = headers["x-forwarded-for"] ? `${headers["x-forwarded-for"]}, ${sourceIp}` : sourceIp;
  headers["x-forwarded-proto"] = "http";
  return {
    method: request.method ?? "GET",
    rawPath: mark < 0 ? url : url.slice(0, mark),
    rawQueryString: mark < 0 ? "" : url.slice(mark + 1),
    headers,
    cookies,
    body,
    sourceIp,
    // As long as the gateway's own: it stands in every row's stamp.
    requestId: randomBytes(11).toString("base64url"),
    at,
  };
}

/** Decoded parameters, repeated ones joined by commas; undefined where there are none. */
function queryParameters(rawQueryString: string): Record<string, string> | undefined {
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return joined.size === 0 ? undefined : Object.fromEntries(joined);
}

/** The access-log form of an instant: `22/Nov/2026:08:00:00 +0000`. */
function logTime(at: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const date = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${date}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}

function requestContext(request: GatewayRequest, routeKey: string) {
  return {
    accountId: "000000000000",
    apiId: API_ID,
    domainName: request.headers.host ?? "localhost",
    domainPrefix: "local",
    http: {
      method: request.method,
      path: decodedPath(request),
      protocol: "HTTP/1.1",
      sourceIp: request.sourceIp,
      userAgent: request.headers["user-agent"] ?? "",
    },
    requestId: request.requestId,
    routeKey,
    stage: "$default",
    time: logTime(request.at),
    timeEpoch: request.at.getTime(),
  };
}

const isUtf8 = (body: Buffer): boolean => Buffer.from(body.toString("utf8")).equals(body);

/** Text travels as it is, everything else in base64: decided by the content type, as API Gateway does, and by the bytes. */
function bodyOf({ body, headers }: GatewayRequest): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const type = headers["content-type"];
  const text = (type === undefined || TEXT_TYPE.test(type)) && !headers["content-encoding"] && isUtf8(body);
  return { body: body.toString(text ? "utf8" : "base64"), isBase64Encoded: !text };
}

/** The path as an HTTP API tells of it: decoded once. */
const decodedPath = ({ rawPath }: GatewayRequest): string => decodeURIComponent(rawPath);

/** The event of an HTTP API integration, payload format 2.0. */
export function proxyEvent(
  request: GatewayRequest,
  route: Route,
  pathParameters: Record<string, string>,
  authorizer: Record<string, unknown> | undefined,
): APIGatewayProxyEventV2 {
  const routeKey = `${route.method} ${route.path}`;
  const context = requestContext(request, routeKey);
  return {
    version: "2.0",
    routeKey,
    rawPath: decodedPath(request),
    rawQueryString: request.rawQueryString,
    ...(request.cookies.length > 0 && { cookies: request.cookies }),
    headers: request.headers,
    queryStringParameters: queryParameters(request.rawQueryString),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: authorizer ? { ...context, authorizer: { lambda: authorizer } } : context,
    ...bodyOf(request),
  } as APIGatewayProxyEventV2;
}

/** The event of a Lambda authorizer, payload format 2.0. It carries no body. */
export function authorizerEvent(
  request: GatewayRequest,
  route: Route,
  pathParameters: Record<string, string>,
): APIGatewayRequestAuthorizerEventV2 {
  const routeKey = `${route.method} ${route.path}`;
  return {
    version: "2.0",
    type: "REQUEST",
    routeArn: accountArn("execute-api", `${API_ID}/$default/${request.method}${request.rawPath}`),
    identitySource: [],
    routeKey,
    rawPath: decodedPath(request),
    rawQueryString: request.rawQueryString,
    cookies: request.cookies,
    headers: request.headers,
    queryStringParameters: queryParameters(request.rawQueryString) ?? {},
    requestContext: requestContext(request, routeKey),
    pathParameters,
    stageVariables: {},
  } as unknown as APIGatewayRequestAuthorizerEventV2;
}
