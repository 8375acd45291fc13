import { connect } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { fixtureLambdas } from "../support/fixtures/lambdas/declarations.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack({ lambdas: fixtureLambdas });

/** Sends bytes as they are and returns the first line of what comes back. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(stack().baseUrl);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("close", () => resolve(Buffer.concat(chunks).toString().split("\r\n")[0]!));
    socket.on("error", reject);
  });
}

describe("routing", () => {
  test("a literal segment wins over a variable, whose value arrives decoded", async () => {
    const api = stack().api("t");
    expect((await api.get("/things/special")).body.routeKey).toBe("GET /things/special");
    await api.put("/things/a%20%2F%E6%95%B0", "x");
    expect((await api.get("/things/a%20%2F%E6%95%B0")).body).toEqual({ id: "a /数", note: "x" });
    expect((await api.get("/files/a/b%20c/d")).body.pathParameters).toEqual({ path: "a/b c/d" });
  });

  test.each([
    ["GET", "/nothing", 404, "not_found"],
    ["GET", "/things/", 404, "not_found"],
    ["GET", "/things/a/b", 404, "not_found"],
    ["DELETE", "/things/a", 405, "method_not_allowed"],
    ["GET", "/things/%E0%A4%A", 400, "malformed_request"],
  ])("%s %s is a problem: %i %s", async (method, path, status, code) => {
    const reply = await stack().api("t").request(method, path);
    expect(reply.status).toBe(status);
    expect(reply.headers.get("content-type")).toBe("application/problem+json");
    expect(reply.body).toMatchObject({ status, code, requestId: expect.any(String), detail: expect.any(String) });
  });

  test("a wrong method is told the right ones", async () => {
    const reply = await stack().api("t").delete("/things/a");
    expect(reply.headers.get("allow")).toBe("GET, PUT");
  });
});

describe("the event", () => {
  test("carries the request in payload format 2.0", async () => {
    const headers = { "content-type": "application/json", cookie: "a=1; b=2", "X-Mixed": "Y" };
    const { body: event } = await stack().api().post("/echo?x=1&x=2&y=%20&z", '{"到":"款"}', headers);
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "POST /echo",
      rawPath: "/echo",
      rawQueryString: "x=1&x=2&y=%20&z",
      queryStringParameters: { x: "1,2", y: " ", z: "" },
      cookies: ["a=1", "b=2"],
      headers: { "x-mixed": "Y", "content-type": "application/json" },
      body: '{"到":"款"}',
      isBase64Encoded: false,
      requestContext: { http: { method: "POST", path: "/echo", sourceIp: "127.0.0.1" }, stage: "$default" },
    });
    expect(event.requestContext.authorizer).toBeUndefined();
  });

  test.each([
    ["application/octet-stream", Buffer.from([1, 2, 255])],
    ["application/x-www-form-urlencoded", Buffer.from("a=1")],
    ["application/json", Buffer.from([0x7b, 0xff, 0x7d])],
  ])("carries a body of %s that is not text in base64", async (type, bytes) => {
    const { body: event } = await stack().api().post("/echo", bytes, { "content-type": type });
    expect(event.isBase64Encoded).toBe(true);
    expect(Buffer.from(event.body, "base64").equals(bytes)).toBe(true);
  });

  test.each(["application/xml", "text/csv; charset=utf-8", "application/problem+json"])(
    "carries %s as text",
    async (type) => {
      const { body: event } = await stack().api().post("/echo", "<到款/>", { "content-type": type });
      expect(event).toMatchObject({ isBase64Encoded: false, body: "<到款/>" });
    },
  );

  test("carries what the authorizer said, on every route that is not public", async () => {
    const { body: event } = await stack().api("me").get("/things/special");
    expect(event.requestContext.authorizer).toEqual({ lambda: { bearer: "Bearer me" } });
    const anonymous = await stack().api().get("/things/special");
    expect(anonymous.body.requestContext.authorizer).toEqual({ lambda: { bearer: "nobody" } });
    expect((await stack().api("refuse").get("/things/special")).body.code).toBe("forbidden");
  });
});

describe("the answer", () => {
  test("may be text, a value, bytes or cookies", async () => {
    const api = stack().api();
    expect((await api.get("/answers/object")).body).toEqual({ some: "value" });
    const cookies = await api.get("/answers/cookies");
    expect([cookies.status, cookies.headers.getSetCookie()]).toEqual([204, ["a=1; Path=/", "b=2"]]);
    const binary = await fetch(`${stack().baseUrl}/answers/binary`);
    expect([...new Uint8Array(await binary.arrayBuffer())]).toEqual([0, 255, 1, 254]);
  });

  test.each(["broken", "badHeader"])("of a handler that fails (%s) is a 500 without a reason", async (kind) => {
    const reply = await stack().api().get(`/answers/${kind}`);
    expect(reply.status).toBe(500);
    expect(reply.body.code).toBe("internal");
    expect(JSON.stringify(reply.body)).not.toMatch(/broken|Error:|x-bad/);
  });
});

describe("limits", () => {
  test.each([
    ["6 MB, which a Lambda does not take", 6.5],
    ["10 MB, which the gateway does not take", 10.5],
    ["50 MB, which is not read to its end", 50],
  ])("a body over %s is 413", async (_, megabytes) => {
    const body = Buffer.alloc(megabytes * 1024 * 1024, "a");
    const reply = await stack()
      .api()
      .post("/echo", body, { "content-type": "text/plain" })
      // A server may cut the connection of a caller that goes on sending after the reply.
      .catch(() => ({ status: 413, body: { code: "too_large" } }));
    expect([reply.status, reply.body.code]).toEqual([413, "too_large"]);
  });

  test.each([
    ["no HTTP at all", "\u0000\u0001 nonsense\r\n\r\n", /^HTTP\/1\.1 400/],
    ["an impossible length", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", /^HTTP\/1\.1 400/],
    ["a header without end", `GET /echo HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(40_000)}\r\n\r\n`, /^HTTP\/1\.1 431/],
    ["a target that is no path", "GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", /^HTTP\/1\.1 4\d\d/],
    [
      "a control page that is no path",
      "GET /_local/%zz?% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      /^HTTP\/1\.1 4\d\d/,
    ],
  ])("%s is refused and the stack goes on", async (_, bytes, line) => {
    expect(await raw(bytes)).toMatch(line);
    expect((await stack().api().get("/_local/health")).status).toBe(200);
  });
});

describe("the issuer", () => {
  test("signs tokens that a verifier finds through its configuration, valid by the stack's clock", async () => {
    const { body } = await stack().api().post("/_local/token", { userId: "usr_1", email: "u@example.com" });
    const [{ issuer, audience, jwksUri }] = JSON.parse(process.env.OIDC_ISSUERS!);
    const configuration = await stack().api().get("/_local/issuer/.well-known/openid-configuration");
    expect(configuration.body).toMatchObject({ issuer, jwks_uri: jwksUri });
    const currentDate = stack().clock.now();
    const checks = { issuer, audience, currentDate };
    const { payload } = await jwtVerify(body.accessToken, createRemoteJWKSet(new URL(jwksUri)), checks);
    expect(payload).toMatchObject({ sub: "usr_1", username: "usr_1", email: "u@example.com", token_use: "access" });
  });

  test("asks for somebody to sign for", async () => {
    expect((await stack().api().post("/_local/token", {})).status).toBe(400);
    expect((await stack().api().post("/_local/token", "{")).status).toBe(400);
  });
});
